// Package fold compares names without regard to how they are written: case,
// hyphens, full stops, apostrophes and diacritics. It knows nothing of what the
// names stand for.
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxPiece bounds a piece of a word, in bytes after folding. Names have shorter
// ones, so that a word cut off here matches nothing.
const MaxPiece = 64

// Pieces cuts a word into the pieces that names are compared by: parts between
// hyphens, in lower case, without full stops, apostrophes and diacritics. So
// "Al-Qaeda", "al Qaeda" and "Erdoğan", "Erdogan" are alike. Commas, brackets
// and slashes are pieces of their own. The zero value has none.
type Pieces struct {
	rest string
	buf  [MaxPiece]byte
	n    int
}

// Of returns the pieces of a word, before the first.
func Of(word string) Pieces { return Pieces{rest: word} }

// Next moves to the next piece that is not empty; false at the end.
func (p *Pieces) Next() bool {
	for p.rest != "" {
		p.n = 0
		end := len(p.rest)
		for i := 0; i < len(p.rest); {
			c := p.rest[i]
			if c < utf8.RuneSelf {
				i++
				switch {
				case c == '-':
					end = i
				case c == ',' || c == '(' || c == ')' || c == '/':
					if p.n > 0 {
						end = i - 1
					} else {
						p.add(c)
						end = i
					}
				case c == '.' || c == '\'' || c == '`':
				default:
					if 'A' <= c && c <= 'Z' {
						c += 'a' - 'A'
					}
					p.add(c)
				}
			} else {
				r, size := utf8.DecodeRuneInString(p.rest[i:])
				i += size
				if r == '\u2010' || r == '\u2011' {
					end = i
				} else {
					p.addRune(r)
				}
			}
			if end <= i {
				break
			}
		}
		p.rest = p.rest[end:]
		if p.n > 0 {
			return true
		}
	}
	return false
}

// Piece returns the piece that p stands at. It is good until Next.
func (p *Pieces) Piece() []byte { return p.buf[:p.n] }

func (p *Pieces) add(c byte) {
	if p.n < MaxPiece {
		p.buf[p.n] = c
		p.n++
	}
}

func (p *Pieces) addRune(r rune) {
	switch {
	case r == '\u2018' || r == '\u2019' || r == '\u02BC' || r == '\u02BB':
	case 0x300 <= r && r <= 0x36F: // combining mark
	default:
		r = unicode.ToLower(r)
		if i := strings.IndexRune(marked, r); i >= 0 {
			p.add(bare[utf8.RuneCountInString(marked[:i])])
			return
		}
		switch r {
		case 'ß':
			p.add('s')
			p.add('s')
		case 'æ':
			p.add('a')
			p.add('e')
		case 'œ':
			p.add('o')
			p.add('e')
		case 'þ':
			p.add('t')
			p.add('h')
		default:
			var enc [utf8.UTFMax]byte
			for _, c := range enc[:utf8.EncodeRune(enc[:], r)] {
				p.add(c)
			}
		}
	}
}

// marked are small letters with diacritics and bare their plain letters, in the
// same order. unicode.ToLower gives "i" and a combining dot for "İ", which the
// plain "i" here stands for.
const (
	marked = "àáâãäåāăąạảấầẩẫậắằẳẵặçćĉċčďđðèéêëēĕėęěẹẻẽếềểễệĝğġģĥħìíîïĩīĭįıỉịĵķĺļľŀłñńņňòóôõöøōŏőơọỏốồổỗộớờởỡợŕŗřśŝşšșţťŧțùúûüũūŭůűųưụủứừửữựŵýÿŷỳỵỷỹźżž"
	bare   = "aaaaaaaaaaaaaaaaaaaaacccccdddeeeeeeeeeeeeeeeeegggghhiiiiiiiiiiijklllllnnnnoooooooooooooooooooooorrrsssssttttuuuuuuuuuuuuuuuuuuwyyyyyyyzzz"
)

// Letters tells how the letters of a word stand: whether the first is a capital
// (or a digit, or of a script without cases), and whether all are capitals.
func Letters(w string) (initial, all bool) {
	seen, all := false, true
	for _, r := range w {
		if r < utf8.RuneSelf && !('a' <= r|0x20 && r|0x20 <= 'z') || r >= utf8.RuneSelf && !unicode.IsLetter(r) {
			if !seen && '0' <= r && r <= '9' {
				initial, seen = true, true
			}
			continue
		}
		lower := 'a' <= r && r <= 'z' || r >= utf8.RuneSelf && unicode.IsLower(r)
		if !seen {
			initial, seen = !lower, true
		}
		if lower {
			all = false
			break
		}
	}
	return initial, all && seen
}

// Key returns a hash of a name of one or more words, which names that are
// written alike share: 64 bits of FNV-1a over its pieces. It is 0 when the name
// has no piece.
func Key(name string) uint64 {
	const offset, prime = 0xcbf29ce484222325, 0x100000001b3
	var h uint64 = offset
	some := false
	for rest := name; rest != ""; {
		var p Pieces
		p.rest, rest, _ = strings.Cut(rest, " ")
		for p.Next() {
			if some {
				h = (h ^ ' ') * prime
			}
			for _, c := range p.buf[:p.n] {
				h = (h ^ uint64(c)) * prime
			}
			some = true
		}
	}
	if !some {
		return 0
	}
	return h
}
