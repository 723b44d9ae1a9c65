// Package text holds the nouns of reading: a report, its sentences, tokens and
// spans, and the layers that analysis fills in. It has no behaviour beyond
// looking things up in them, and knows no language and no event.
package text

// Span is a half-open range of byte offsets into a report's text.
type Span struct {
	Start, End int
}

// Len returns the length of the span in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies wholly inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Report is one published text. Text never changes after intake; analysis
// fills Lang (if empty) and Sentences once, and from then on the report is
// only read.
type Report struct {
	ID        string // unique within one run; never empty after intake
	Lang      string // BCP 47 primary language tag, such as "id"; "" until detected
	Published Day    // day of publication; zero when unknown
	Outlet    string // publisher as given; may be empty
	Title     string // headline as given; not part of Text
	URL       string // address as given; may be empty
	Text      string // the report's words, valid UTF-8
	Sentences []Sentence
}

// Slice returns the words under s, as written.
func (r *Report) Slice(s Span) string { return r.Text[s.Start:s.End] }

// Role says what a sentence is for in its report.
type Role uint8

const (
	// Body is running text, which is coded.
	Body Role = iota
	// Furniture is page matter such as "Baca juga:" lines; it is not coded.
	Furniture
)

// Sentence is one sentence of a report with its analysis. Heads inside Tokens
// are indices into this sentence's own Tokens.
type Sentence struct {
	Span     Span
	Role     Role
	Dateline int // how many words at the start are a dateline, its dash included
	Tokens   []Token
	Names    []Name // in order, none overlapping; nil when none were looked for
}

// Name is a run of words that names a person, an organisation or a place.
type Name struct {
	First, End int32 // half-open range of indices into the sentence's Tokens
	Kind       Kind
}

// Kind says what a name stands for.
type Kind uint8

// The kinds of names. The zero value is no name.
const (
	NoName Kind = iota
	Person
	Organisation
	Place
	NumKinds = int(Place) + 1 // how many kinds there are, NoName among them
)

var kindNames = [NumKinds]string{"", "PER", "ORG", "LOC"}

// String returns the kind as data for learning names writes it: "PER", "ORG"
// or "LOC"; "" for no name.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return ""
}

// Token is one syntactic word in the sense of Universal Dependencies.
type Token struct {
	Span  Span   // bytes of the word; parts of a multiword token split its bytes
	Form  string // the word as written
	Lemma string // dictionary form; for Indonesian the root, as in UD CSUI
	Feats string // UD FEATS in their canonical order, "" for none
	Rel   string // UD relation to the head, with subtype, such as "obl:tmod"
	Head  int32  // index of the head in the sentence, -1 for the root
	POS   POS    // universal part of speech
	Words uint8  // on the first part of a multiword token, how many words it has; else 0
}

// POS is a universal part of speech (UD UPOS).
type POS uint8

// The universal parts of speech. X is the zero value.
const (
	X POS = iota
	ADJ
	ADP
	ADV
	AUX
	CCONJ
	DET
	INTJ
	NOUN
	NUM
	PART
	PRON
	PROPN
	PUNCT
	SCONJ
	SYM
	VERB
	NumPOS = int(VERB) + 1 // how many parts of speech there are
)

var posNames = [NumPOS]string{
	"X", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
	"PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB",
}

// String returns the UD name of p, such as "NOUN".
func (p POS) String() string {
	if int(p) < len(posNames) {
		return posNames[p]
	}
	return "X"
}

// ParsePOS returns the part of speech with the UD name s; ok is false when
// there is none.
func ParsePOS(s string) (p POS, ok bool) {
	for i, n := range posNames {
		if n == s {
			return POS(i), true
		}
	}
	return X, false
}

// Feat returns the value of the feature called name in t, such as "Pass" for
// "Voice"; "" when the token has no such feature.
func (t *Token) Feat(name string) string {
	for f := t.Feats; f != ""; {
		one := f
		f = ""
		for i := 0; i < len(one); i++ {
			if one[i] == '|' {
				one, f = one[:i], one[i+1:]
				break
			}
		}
		if len(one) > len(name) && one[len(name)] == '=' && one[:len(name)] == name {
			return one[len(name)+1:]
		}
	}
	return ""
}

// BaseRel returns the relation without its subtype: "obl" for "obl:tmod".
func (t *Token) BaseRel() string {
	for i := 0; i < len(t.Rel); i++ {
		if t.Rel[i] == ':' {
			return t.Rel[:i]
		}
	}
	return t.Rel
}
