// Package word turns the letters of a word into numbers that stand for them in
// the features of the tagger, the lemmatiser and the parser.
package word

import (
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// MaxAffix is the length in letters of the longest affix in a Letters.
const MaxAffix = 6

// maxLetters is how many letters of a word are looked at; the rest changes
// nothing but the hash of the form.
const maxLetters = 48

// Shape holds marks of how a word is written.
type Shape uint16

// The marks of a Shape.
const (
	Capital Shape = 1 << iota // starts with an upper-case letter
	Upper                     // has two letters or more, all upper case
	Mixed                     // has an upper-case letter after a lower-case one
	Digit                     // has a digit
	Number                    // has only digits and . , - / :
	Hyphen                    // has a hyphen inside
	Dot                       // has a full stop inside or ends with one
	Symbol                    // has no letter and no digit
	Doubled                   // is one word twice with a hyphen, such as "anak-anak"
	Foreign                   // has a letter outside ASCII
)

// Letters is what features see of a word's letters. Case is folded, and every
// digit counts as 0.
type Letters struct {
	Form  uint32           // stands for the whole word
	Pre   [MaxAffix]uint32 // Pre[i] stands for the first i+1 letters; 0 beyond the word
	Suf   [MaxAffix]uint32 // Suf[i] stands for the last i+1 letters; 0 beyond the word
	Shape Shape
	Len   uint8 // letters, at most 48
}

const (
	prime  = 0x9e3779b1
	start  = 0x811c9dc5
	finish = 0x9e3779b97f4a7c15
)

func close(h uint64) uint32 {
	hi, lo := bits.Mul64(h, finish)
	return uint32(hi^lo) | 1
}

// Read fills l from the word s.
func (l *Letters) Read(s string) {
	var runes [maxLetters]rune
	n, half := 0, -1
	letters, lower, upper, digits, marks := 0, 0, 0, 0, 0
	shape := Shape(0)
	h := uint64(start)
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case 'a' <= r && r <= 'z':
			letters++
			lower++
		case 'A' <= r && r <= 'Z':
			if i == 0 {
				shape |= Capital
			} else if lower > 0 {
				shape |= Mixed
			}
			letters++
			upper++
			r += 'a' - 'A'
		case '0' <= r && r <= '9':
			digits++
			r = '0'
		case r < utf8.RuneSelf:
			switch r {
			case '-':
				if i > 0 && i+1 < len(s) {
					shape |= Hyphen
					if half < 0 {
						half = i
					}
				}
				marks++
			case '.':
				shape |= Dot
				marks++
			case ',', '/', ':':
				marks++
			default:
				marks += len(s) // no number
			}
		case unicode.IsLetter(r):
			shape |= Foreign
			letters++
			if unicode.IsUpper(r) {
				if i == 0 {
					shape |= Capital
				}
				upper++
				r = unicode.ToLower(r)
			} else {
				lower++
			}
		default:
			marks += len(s)
		}
		h = (h ^ uint64(r)) * 0x100000001b3
		if n < maxLetters {
			runes[n] = r
			n++
		}
		i += size
	}
	switch {
	case digits > 0:
		shape |= Digit
		if letters == 0 && marks < len(s) {
			shape |= Number
		}
	case letters == 0:
		shape |= Symbol
	}
	if upper > 1 && lower == 0 {
		shape |= Upper
	}
	if half > 0 && 2*half+1 == len(s) && s[1:half] == s[half+2:] {
		shape |= Doubled
	}
	*l = Letters{Form: close(h), Shape: shape, Len: uint8(n)}
	p, q := uint64(start), uint64(start)*3
	for i := range min(n, MaxAffix) {
		p = (p ^ uint64(runes[i])) * prime
		q = (q ^ uint64(runes[n-1-i])) * prime
		l.Pre[i] = close(p)
		l.Suf[i] = close(q)
	}
}

// Hash returns the number that stands for s in Letters.Form.
func Hash(s string) uint32 {
	var l Letters
	l.Read(s)
	return l.Form
}
