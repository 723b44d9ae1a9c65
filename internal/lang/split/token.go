package split

import (
	"unicode"
	"unicode/utf8"
)

// kind says what a token is, as far as cutting needs it.
type kind uint8

const (
	word    kind = iota // begins with a letter
	number              // begins with a digit
	abbr                // word with the full stop that is part of it
	initial             // "J." or "J.W."
	address             // URL, e-mail, handle
	stop                // run of . ! ? …
	inner               // , ; :
	open                // ( [ {
	shut                // ) ] }
	openq               // opening quotation mark
	shutq               // closing quotation mark
	quote               // straight quotation mark, until quotes has decided
	dash                // - – — or a run of them
	symbol              // all else
)

// gap is what stands between a token and the one before it.
type gap uint8

const (
	glued     gap = iota // nothing
	blank                // blanks within a line
	line                 // one line break
	paragraph            // an empty line
)

// tok is a token in the making.
type tok struct {
	start, end int
	kind       kind
	gap        gap
	words      uint8 // as text.Token.Words
	inQuote    bool  // stands inside a quotation that is closed in its line
}

// class is what a character is to the lexer.
type class uint8

const (
	other class = iota
	space
	newline
	lower
	upper
	caseless // letter without case, or combining mark
	digit
)

var ascii = makeASCII()

func makeASCII() (t [utf8.RuneSelf]class) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z':
			t[c] = lower
		case c >= 'A' && c <= 'Z':
			t[c] = upper
		case c >= '0' && c <= '9':
			t[c] = digit
		case c == '\n' || c == '\v' || c == '\f' || c == '\r':
			t[c] = newline
		case c <= ' ' || c == 0x7f:
			t[c] = space
		}
	}
	return t
}

// at returns the class of the character at s[i] and its length in bytes; at
// the end of s it is a newline of length 0.
func at(s string, i int) (class, int) {
	if i >= len(s) {
		return newline, 0
	}
	if c := s[i]; c < utf8.RuneSelf {
		return ascii[c], 1
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	switch {
	case unicode.IsLower(r):
		return lower, n
	case unicode.IsUpper(r) || unicode.IsTitle(r):
		return upper, n
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return caseless, n
	case unicode.IsDigit(r):
		return digit, n
	case r == 0x85 || r == 0x2028:
		return newline, n
	case r == 0x2029:
		return newline, n
	case unicode.IsSpace(r), r == 0x200b, r == 0xfeff, r == 0x200e, r == 0x200f:
		return space, n
	case r == 0x00ad || r == 0x200c || r == 0x200d:
		return caseless, n
	}
	return other, n
}

// before returns the class of the character that ends at s[i].
func before(s string, i int) class {
	if i <= 0 {
		return newline
	}
	if c := s[i-1]; c < utf8.RuneSelf {
		return ascii[c]
	}
	_, n := utf8.DecodeLastRuneInString(s[:i])
	c, _ := at(s, i-n)
	return c
}

func letter(c class) bool { return c == lower || c == upper || c == caseless }

func alnum(c class) bool { return c >= lower }
