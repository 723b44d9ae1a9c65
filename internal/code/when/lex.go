package when

import (
	"unicode"
	"unicode/utf8"

	"kabar/internal/text"
)

// maxPieces is the most pieces of a sentence that are read; time expressions
// behind them are not found. No sentence of news is near it.
const maxPieces = 4096

// stackPieces is how many pieces fit into the array that Find keeps on its
// stack; longer sentences cost one allocation.
const stackPieces = 320

// piece is a run of letters, a run of digits, or one other rune. Patterns are
// matched over pieces, not tokens, so that "(19/6/2025)" reads the same however
// it was tokenised.
type piece struct {
	start, end int32  // bytes in the report's text
	val        int32  // of a run of digits; -1 when it has more than 8
	mark       rune   // of a piece that is one other rune
	senses     uint32 // first of its senses in lexicon.senses
	nsenses    uint8
	ndigits    uint8
	kind       kind
	tight      bool // touches the piece before
	upper      bool // begins with an upper-case letter
}

type kind uint8

const (
	word kind = iota
	digits
	mark
)

// sense is one reading of a form: a class of the pattern language and what the
// form stands for in it.
type sense struct {
	class class
	val   int32
	upper bool // only where the form is written with a capital
}

// form is an entry of the lexicon: the words after its first, and its senses.
type form struct {
	rest   []string // further pieces, lower case
	senses uint32
	n      uint8
}

// lexicon holds a language's forms by their first piece, longest first.
type lexicon struct {
	forms  map[string][]form
	senses []sense
}

// maxForm is the longest first piece of a form, in bytes; longer words are in
// no lexicon.
const maxForm = 32

// lower writes s in lower case into buf and returns its length; 0 when it does
// not fit.
func lower(buf *[maxForm]byte, s string) int {
	n := 0
	for _, r := range s {
		r = unicode.ToLower(r)
		if n+utf8.RuneLen(r) > maxForm || utf8.RuneLen(r) < 0 {
			return 0
		}
		n += utf8.EncodeRune(buf[n:], r)
	}
	return n
}

// lex appends the pieces of the report's text under span to ps.
func (l *lexicon) lex(doc string, span text.Span, ps []piece) []piece {
	at := span.Start
	for at < span.End && len(ps) < maxPieces {
		r, size := utf8.DecodeRuneInString(doc[at:span.End])
		if unicode.IsSpace(r) {
			at += size
			continue
		}
		p := piece{start: int32(at), tight: len(ps) > 0 && int(ps[len(ps)-1].end) == at}
		switch {
		case '0' <= r && r <= '9':
			p.kind = digits
			for at < span.End && '0' <= doc[at] && doc[at] <= '9' {
				if p.ndigits < 9 {
					p.ndigits++
					p.val = p.val*10 + int32(doc[at]-'0')
				}
				at++
			}
			if p.ndigits > 8 {
				p.val = -1
			}
			// "G20" and "KRI359" hold no number.
			if p.tight && ps[len(ps)-1].kind == word {
				p.kind, p.val = word, 0
			}
		case unicode.IsLetter(r) || unicode.IsMark(r):
			p.kind, p.upper = word, unicode.IsUpper(r)
			for at < span.End {
				r, size = utf8.DecodeRuneInString(doc[at:span.End])
				if !unicode.IsLetter(r) && !unicode.IsMark(r) {
					break
				}
				at += size
			}
		default:
			p.kind, p.mark = mark, r
			at += size
		}
		p.end = int32(at)
		ps = append(ps, p)
	}
	return l.look(doc, ps)
}

// look gives words their senses and joins the pieces of forms of several
// words, longest first. It works in place.
func (l *lexicon) look(doc string, ps []piece) []piece {
	var buf [maxForm]byte
	out := ps[:0]
	for i := 0; i < len(ps); {
		p := ps[i]
		step := 1
		if p.kind == word {
			n := lower(&buf, doc[p.start:p.end])
			for _, f := range l.forms[string(buf[:n])] {
				if !l.fits(doc, ps[i+1:], f.rest) {
					continue
				}
				p.senses, p.nsenses = f.senses, f.n
				step += len(f.rest)
				p.end = ps[i+step-1].end
				break
			}
		}
		out = append(out, p)
		i += step
	}
	return out
}

// fits reports whether ps begins with the pieces in rest.
func (l *lexicon) fits(doc string, ps []piece, rest []string) bool {
	if len(ps) < len(rest) {
		return false
	}
	var buf [maxForm]byte
	for k, w := range rest {
		n := lower(&buf, doc[ps[k].start:ps[k].end])
		if string(buf[:n]) != w {
			return false
		}
		// A full stop belongs to the word that it touches.
		if ps[k].kind == mark && !ps[k].tight {
			return false
		}
	}
	return true
}

// has reports whether p can be read as class c, and its value then.
func (l *lexicon) has(ps []piece, i int, c class) (int32, bool) {
	p := &ps[i]
	switch p.kind {
	case digits:
		return digitClass(p, c)
	case mark:
		return 0, markClass(ps, i) == c
	}
	for _, s := range l.senses[p.senses : p.senses+uint32(p.nsenses)] {
		if s.class == c && (!s.upper || p.upper) {
			return s.val, true
		}
	}
	return 0, false
}

func digitClass(p *piece, c class) (int32, bool) {
	switch c {
	case cNum:
		return p.val, p.val > 0 && p.ndigits <= 4
	case cClock:
		return p.val, p.val >= 0 && p.val <= 59 && p.ndigits <= 2
	case cDay:
		return p.val, p.val >= 1 && p.val <= 31 && p.ndigits <= 2
	case cMon:
		return p.val, p.val >= 1 && p.val <= 12 && p.ndigits <= 2
	case cYear:
		return p.val, p.ndigits == 4 && p.val >= minYear && p.val <= maxYear
	case cShort:
		return shortYear(p.val), p.ndigits == 2
	case cTens:
		return p.val, p.ndigits == 2 && p.val%10 == 0
	}
	return 0, false
}

// The years that four digits are read as; others are counts.
const minYear, maxYear = 1500, 2199

// shortYear reads a year of two digits as one of 1970 to 2069.
func shortYear(v int32) int32 {
	if v < 70 {
		return 2000 + v
	}
	return 1900 + v
}

// markClass returns the class of the mark at i. Slash, dot, colon and hyphen
// count only between touching pieces: "19/6", "14.00", "10-12".
func markClass(ps []piece, i int) class {
	between := ps[i].tight && i+1 < len(ps) && ps[i+1].tight
	switch ps[i].mark {
	case '(', '[':
		return cOpen
	case ')', ']':
		return cClose
	case ',':
		return cComma
	case '/':
		if between {
			return cSlash
		}
	case '.':
		if between {
			return cDot
		}
	case ':':
		if between {
			return cColon
		}
	case '-':
		if between {
			return cHyphen
		}
		return cDash
	case '–', '—', '‑':
		return cDash
	case '\'', '’':
		return cApos
	}
	return cNone
}

// loose reports whether the digits at i may begin (or, with end, close) an
// expression: they are no part of "10.000", "3-2-1", "Rp2014" or "5%".
func loose(ps []piece, i int, end bool) bool {
	if ps[i].kind != digits {
		return true
	}
	if end {
		if i+1 >= len(ps) || !ps[i+1].tight {
			return true
		}
		n := &ps[i+1]
		if n.kind == mark && n.mark == '%' {
			return false
		}
		if n.kind == word || i+2 >= len(ps) || !ps[i+2].tight || ps[i+2].kind != digits {
			return true
		}
		return !joins(n.mark)
	}
	if i == 0 {
		return true
	}
	b := &ps[i-1]
	if b.kind == mark && (b.mark == '$' || b.mark == '€' || b.mark == '£' || b.mark == '#' || b.mark == '+') {
		return false
	}
	if !ps[i].tight || b.kind != mark || !joins(b.mark) {
		return true
	}
	// "pertengahan-2016" is a date, "Covid-19" and "10-12" from "12" are not.
	return i < 2 || !b.tight || (ps[i-2].kind == word && ps[i-2].nsenses > 0)
}

func joins(r rune) bool {
	return r == '.' || r == ',' || r == '/' || r == ':' || r == '-' || r == '–'
}
