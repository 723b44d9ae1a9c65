// Package profile names what differs by language when text is cut into
// sentences and words. The packages id, ms and en hold the profiles themselves.
package profile

// Abbr says how an abbreviation that is written with a full stop behaves.
type Abbr uint8

const (
	// Title never ends a sentence: "Dr.", "Jl.".
	Title Abbr = iota + 1
	// Count is an abbreviation only before a number: "No. 5".
	Count
	// Final may end a sentence, then without a second stop: "Tbk.", "Inc.".
	Final
)

// Scope says how much of the page a furniture phrase takes with it.
type Scope uint8

const (
	// Phrase is the phrase alone.
	Phrase Scope = iota + 1
	// Headline is the phrase and the headline after it, on the same line or,
	// after a colon at the line's end, on the next.
	Headline
	// Line is everything to the end of the line.
	Line
	// Bracket is everything to the bracket that closes the one it begins with.
	Bracket
	// Whole is the phrase, but only where it is a line of its own.
	Whole
)

// Furniture is a phrase that begins page matter.
type Furniture struct {
	Words string // tokens in lower case, one blank between
	Scope Scope
}

// MaxCuts is the most places at which one written word is cut.
const MaxCuts = 3

// Cuts are byte offsets inside a word, rising; the zero value cuts nothing.
type Cuts struct {
	At [MaxCuts]int
	N  int
}

// Add appends the offset i; a full list ignores it.
func (c *Cuts) Add(i int) {
	if c.N < MaxCuts {
		c.At[c.N] = i
		c.N++
	}
}

// Folded is the scratch of Lower.
type Folded [32]byte

// Lower returns w with A to Z in lower case, in buf; nil when w is longer than
// buf, as no word of a table is. It does not allocate.
func Lower(buf *Folded, w string) []byte {
	if len(w) > len(buf) {
		return nil
	}
	for i := 0; i < len(w); i++ {
		c := w[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	return buf[:len(w)]
}

// Profile is what differs by language. It is immutable.
type Profile struct {
	Lang string // BCP 47 tag

	// Abbreviations without their last full stop. A key in lower case holds
	// for every case, any other only as written.
	Abbreviations map[string]Abbr

	// Furniture is sorted by nothing; the longest phrase that fits wins.
	Furniture []Furniture

	// Dangling holds lower-case words that never end a heading or sentence,
	// such as prepositions.
	Dangling map[string]bool

	// Starters holds words, in lower case, that are capitalised only where a
	// sentence begins (and in headlines).
	Starters map[string]bool

	// Saying reports whether a quotation may follow w directly, as after "says".
	Saying func(w string) bool

	// Cut returns where the written word w consists of several syntactic words.
	Cut func(w string) Cuts

	// Joined returns where w is several words whose blanks were lost.
	Joined func(w string) Cuts

	// Hyphen reports whether the hyphen at w[i] stands between two words
	// rather than within one. w has letters or digits at both sides of it.
	Hyphen func(w string, i int) bool

	// Slash reports the same for a slash.
	Slash func(w string, i int) bool

	// Elided reports whether w is a word when an apostrophe stands before it;
	// nil means that none is.
	Elided func(w string) bool

	// DayMonth reads 19/6 as one date rather than three tokens; without it
	// 6/19 is one.
	DayMonth bool

	// WholeQuotes keeps a quotation of several sentences in one sentence.
	WholeQuotes bool

	// Currencies holds, in lower case, the letters that are a currency and a
	// token of their own where they touch the number after them: "rp".
	Currencies []string

	// Apostrophes holds lower-case words that end with an apostrophe, which
	// stands in no key: "dato" for "Dato'".
	Apostrophes map[string]bool

	// CurrencyLetters keeps "US$" in one token.
	CurrencyLetters bool

	// Letters ends sentences where the parts of a letter end: after a time
	// stamp, an address, or one of Closings and its comma.
	Letters  bool
	Closings map[string]bool

	// LowerStarts lets a sentence begin in lower case after a full stop.
	LowerStarts bool
}
