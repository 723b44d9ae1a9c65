package count

import (
	"unicode"
	"unicode/utf8"

	"kabar/internal/text"
)

// maxPieces is the most pieces of a sentence that are read; numbers behind them
// are not found.
const maxPieces = 4096

// stackPieces is how many pieces fit into the array that Find keeps on its
// stack; longer sentences cost one allocation.
const stackPieces = 320

// maxForm is the longest first word of a form, in bytes.
const maxForm = 32

type kind uint8

const (
	word   kind = iota
	number      // digits, with the points and commas between them
	mark
)

// piece is a word, a number in digits, or one other rune. Pieces do not depend
// on how the sentence was tokenised: "Rp1.500" is two in any case.
type piece struct {
	start, end int32
	senses     uint32 // first of its senses in lexicon.senses
	nsenses    uint8
	kind       kind
	tight      bool // touches the piece before
	mark       rune
}

// class is a class of the lexicon.
type class uint8

const (
	cNone    class = iota
	cNum           // a number word
	cTeen          // "belas"
	cTimes         // "puluh", "ratus", "hundred"
	cScale         // "ribu", "million"
	cVague         // "puluhan", "dozens": at least so many
	cOf            // between a vague number and its scale
	cSet           // "kedua", "ketiga": both, the three; behind a noun an ordinal
	cOrd           // "pertama", "second"
	cSuffix        // makes digits an ordinal: "th"
	cRound         // makes digits about so many: "30-an"
	cAbout         // "sekitar"
	cMore          // "lebih dari"
	cLess          // "kurang dari"
	cAfter         // behind the number, at least: "lebih", "or more"
	cFiller        // may stand between a bound and its number: "ada"
	cRange         // "sampai", "to"
	cAnd           // "dan", between the ends of "antara … dan …"
	cBetween       // "antara"
	cMoney         // a currency before or behind its amount
	cPercent       // "persen", "%"
	cClass         // classifier: "orang", "buah"
	cTime          // units of time, months: their numbers are no quantities
	cLabel         // words whose number is a name: "pasal", "nomor"
	cNot           // words that look like numbers: "salah satu"
	numClasses
)

var classNames = [numClasses]string{"", "num", "teen", "times", "scale", "vague", "of", "set", "ord", "suffix", "round", "about",
	"more", "less", "after", "filler", "range", "and", "between", "money", "percent", "class", "time", "label", "not"}

// sense is one reading of a form.
type sense struct {
	class class
	value float64
	unit  string // of money: its ISO 4217 code
}

// form is an entry of the lexicon: the pieces after its first, and its senses.
type form struct {
	rest   []string
	senses uint32
	n      uint8
}

type lexicon struct {
	forms  map[string][]form // by first piece, longest first
	senses []sense
}

func lower(buf *[maxForm]byte, s string) int {
	n := 0
	for _, r := range s {
		r = unicode.ToLower(r)
		if utf8.RuneLen(r) < 0 || n+utf8.RuneLen(r) > maxForm {
			return 0
		}
		n += utf8.EncodeRune(buf[n:], r)
	}
	return n
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// lex appends the pieces of doc under span to ps.
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
		case isDigit(doc[at]):
			p.kind = number
			for at < span.End && (isDigit(doc[at]) ||
				(doc[at] == '.' || doc[at] == ',') && at+1 < span.End && isDigit(doc[at+1])) {
				at++
			}
		case unicode.IsLetter(r) || unicode.IsMark(r):
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

// look gives pieces their senses and joins the pieces of longer forms, in
// place.
func (l *lexicon) look(doc string, ps []piece) []piece {
	var buf [maxForm]byte
	out := ps[:0]
	for i := 0; i < len(ps); {
		p, step := ps[i], 1
		if p.kind != number {
			n := lower(&buf, doc[p.start:p.end])
			for _, f := range l.forms[string(buf[:n])] {
				if fits(doc, ps[i+1:], f.rest) {
					p.senses, p.nsenses = f.senses, f.n
					step += len(f.rest)
					p.end = ps[i+step-1].end
					break
				}
			}
		}
		out = append(out, p)
		i += step
	}
	return out
}

func fits(doc string, ps []piece, rest []string) bool {
	if len(ps) < len(rest) {
		return false
	}
	var buf [maxForm]byte
	for k, w := range rest {
		n := lower(&buf, doc[ps[k].start:ps[k].end])
		if string(buf[:n]) != w || ps[k].kind == mark && !ps[k].tight {
			return false
		}
	}
	return true
}

// has returns p's sense of class c.
func (l *lexicon) has(ps []piece, i int, c class) (*sense, bool) {
	if i < 0 || i >= len(ps) {
		return nil, false
	}
	for k := ps[i].senses; k < ps[i].senses+uint32(ps[i].nsenses); k++ {
		if l.senses[k].class == c {
			return &l.senses[k], true
		}
	}
	return nil, false
}
