// Package rule holds the coder's rules: words of a language that tell an event
// of a frame, with the roles of their arguments and the conditions under which
// they fire. Rules are read from YAML, checked whole, compiled once, and then
// only read. Finding arguments and filling slots is not done here.
package rule

import (
	"kabar/internal/code/tree"
	"kabar/internal/event"
)

// Frame is what an event can be, in no language.
type Frame struct {
	ID    string
	Type  event.Type
	Mode  string // a mode of Type, or ""
	CAMEO string
	Gloss string
	// Contexts are what an event of the frame is about by itself.
	Contexts []event.ContextName
}

// Kind is what a rule's words are. The set is closed.
type Kind uint8

// The kinds.
const (
	Verb     Kind = iota // a verb that tells an event
	Noun                 // a noun that tells an event
	Operator             // a word that takes an act as complement and decides what it counts as
	Light                // a verb that lends its subject to the event noun it governs
	Means                // a noun for what an act is done with, which tells the act's mode
)

var kindNames = [...]string{"verb", "noun", "operator", "light", "means"}

func (k Kind) String() string { return kindNames[k] }

// Voice is a grammatical voice that a rule asks for or a form shows.
type Voice uint8

// The voices. Bare is a verb's form without prefix, as headlines have it; it
// is active when its subject stands before it.
const (
	AnyVoice Voice = iota
	Active
	Passive
	Bare
)

// From says whose party an operator takes from its complement.
type From uint8

// The parties of a complement.
const (
	FromNone From = iota
	FromActor
	FromRecipient
)

// Role says which arguments can fill a role.
type Role struct {
	Rels []tree.Rel
	Case []string // case words of obliques, lower case
	From From     // operators: taken from the complement
}

// Takes reports whether the role takes arguments of relation r with case word cs.
func (r *Role) Takes(rel tree.Rel, cs string) bool {
	for _, x := range r.Rels {
		if x == rel {
			return true
		}
	}
	if rel == tree.Obl {
		for _, c := range r.Case {
			if c == cs {
				return true
			}
		}
	}
	return false
}

// Where names the arguments that a condition looks at.
type Where uint8

// The places of a condition.
const (
	InActor Where = iota
	InRecipient
	InSubj
	InObj
	InObl
	InComp
	InAny
)

var whereNames = [...]string{"actor", "recipient", "subj", "obj", "obl", "comp", "any"}

// Condition asks for a word in a role's phrase, or for a participant of one of
// the sectors there; either will do. Without both it asks that the role is filled.
type Condition struct {
	Where   Where
	Words   *WordSet
	Sectors []event.Sector
	Filled  bool // asks no more than that the role is filled
}

// Finer is a frame that a rule's event is of when a condition holds.
type Finer struct {
	Frame *Frame
	When  Condition
}

// Wants reports whether c asks for sector s.
func (c *Condition) Wants(s event.Sector) bool {
	for _, x := range c.Sectors {
		if x == s {
			return true
		}
	}
	return false
}

// Rule is one compiled rule.
type Rule struct {
	Key       string // file:id, such as "id/consult.yaml:meet"
	ID        string
	Lang      string
	File      string // with the name of its layer
	Line      int
	Kind      Kind
	Frame     *Frame  // nil for light verbs and for operators that only change their complement
	Finer     []Finer // frames of the same type; the first whose condition holds replaces Frame
	Voice     Voice
	Actor     Role
	Recipient Role
	With      []Condition
	Without   []Condition
	Modes     [event.NumTypes]string // operators: mode of the event by its complement's type
	Over      uint32                 // operators: set of complement types, as bits
	Alone     bool                   // operators: may fire without an event as complement
	Keep      bool                   // operators: the complement's event is coded as well
	Speaker   bool                   // operators: the subject is who says the complement
	Aux       event.Aux              // operators: what the complement's event gets
	Yes, No   []string               // sentences that must and must not fire it
}

// Applies reports whether an operator applies to complements of type t.
func (r *Rule) Applies(t event.Type) bool { return r.Over&(1<<t) != 0 }

// WordSet is a compiled set of words and fixed phrases, in lower case.
type WordSet struct {
	one    map[string]bool
	phrase [][]string
	parts  []*WordSet // the word classes that it holds, shared
	lemma  bool       // match lemmas too: not in Indonesian, where they are roots
}

// In reports whether any word of the token range [from, to) of v is in w, by
// form or lemma.
func (w *WordSet) In(v *tree.View, from, to int) bool {
	for i := from; i < to; i++ {
		if w.word(v, i) {
			return true
		}
		for _, p := range w.phrase {
			if i+len(p) <= to && w.matchAt(v, i, p) {
				return true
			}
		}
	}
	for _, part := range w.parts {
		if part.In(v, from, to) {
			return true
		}
	}
	return false
}

// At reports whether a word or phrase of w stands at token i of v, outside the
// token range [from, to).
func (w *WordSet) At(v *tree.View, i, from, to int) bool {
	if w.word(v, i) {
		return true
	}
	for _, p := range w.phrase {
		if (i+len(p) <= from || i >= to) && w.matchAt(v, i, p) {
			return true
		}
	}
	for _, part := range w.parts {
		if part.At(v, i, from, to) {
			return true
		}
	}
	return false
}

func (w *WordSet) word(v *tree.View, i int) bool {
	return w.one[v.Low[i]] || w.lemma && w.one[v.Tok(i).Lemma]
}

func (w *WordSet) matchAt(v *tree.View, i int, p []string) bool {
	return matchAt(v, i, p, w.lemma)
}

// matchAt reports whether the words of p stand at token i, by form or, with
// lemma, by lemma.
func matchAt(v *tree.View, i int, p []string, lemma bool) bool {
	if i+len(p) > v.Len() {
		return false
	}
	for k, word := range p {
		if v.Low[i+k] != word && !(lemma && v.Tok(i+k).Lemma == word) {
			return false
		}
	}
	return true
}

// Set is all rules of one language, indexed by their words.
type Set struct {
	Lang  string
	Rules []*Rule
	index map[string][]entry
}

// entry is one way to write a rule's word.
type entry struct {
	rule  *Rule
	rest  []string // further words, for fixed phrases
	voice Voice    // what the form shows
}

// Hit is a rule whose words stand in a sentence.
type Hit struct {
	Rule  *Rule
	From  int // first token of the words
	To    int // one past the last token
	Head  int // token whose arguments count
	Voice Voice
}

// Find appends the rules whose words start at token i of v.
func (s *Set) Find(v *tree.View, i int, buf []Hit) []Hit {
	low, lemma := v.Low[i], v.Tok(i).Lemma
	buf = s.add(v, i, low, buf)
	if s.Lang != "id" && lemma != low {
		buf = s.add(v, i, lemma, buf)
	}
	return buf
}

func (s *Set) add(v *tree.View, i int, key string, buf []Hit) []Hit {
next:
	for _, e := range s.index[key] {
		if !matchAt(v, i+1, e.rest, s.Lang != "id") {
			continue
		}
		h := Hit{Rule: e.rule, From: i, To: i + 1 + len(e.rest), Head: i, Voice: e.voice}
		if len(e.rest) > 0 && s.Lang == "en" && (e.rule.Kind == Noun || e.rule.Kind == Means) {
			h.Head = h.To - 1
		}
		for k := range buf {
			if buf[k].Rule == h.Rule && buf[k].From == h.From {
				if h.To > buf[k].To {
					buf[k] = h
				}
				continue next
			}
		}
		buf = append(buf, h)
	}
	return buf
}
