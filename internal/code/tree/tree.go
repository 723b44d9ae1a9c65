// Package tree looks at one analysed sentence as a tree of words: children,
// noun phrases, clauses and the arguments of a verb or a noun, made regular
// over voice, control, coordination and relative clauses. It reads Universal
// Dependencies, and knows words of a language only through Words.
package tree

import (
	"strings"

	"kabar/internal/text"
)

// Words are the function words of one language that the tree needs.
type Words struct {
	Agent    map[string]bool          // prepositions of the passive agent: oleh, by
	Relative map[string]bool          // relative pronouns: yang, who, which
	Genitive map[string]bool          // markers of a possessor: 's
	Purpose  map[string]bool          // words that open a purpose or complement clause: untuk, to
	Grounds  map[string]bool          // nouns that open a reason: alasan, pretext
	Locus    map[string]bool          // nouns that open a clause of place: tempat
	Inside   map[string]bool          // prepositions that stay inside a noun phrase: dari, of
	Aims     map[string]bool          // nouns whose aim an infinitive tells: decision, plan
	Perfect  map[string]bool          // forms that with a participle make the perfect: has, had
	Passive  func(t *text.Token) bool // whether the form itself is passive (di-, ter-)
}

// maxDepth bounds walks up a tree, in tokens.
const maxDepth = 64

// View is one sentence made ready for looking up. It is scratch: Reset fills
// it for another sentence and reuses its memory.
type View struct {
	S     *text.Sentence
	W     *Words
	Low   []string // lower-case forms, by token
	first []int32  // first child, -1 none
	next  []int32  // next sibling, -1 none
	lower map[string]string
}

// maxLower bounds the memory of lower-cased forms, in entries.
const maxLower = 1 << 14

// Reset makes v a view of s.
func (v *View) Reset(s *text.Sentence, w *Words) {
	v.S, v.W = s, w
	n := len(s.Tokens)
	v.Low, v.first, v.next = v.Low[:0], v.first[:0], v.next[:0]
	if v.lower == nil || len(v.lower) > maxLower {
		v.lower = make(map[string]string)
	}
	for i := range s.Tokens {
		v.Low = append(v.Low, v.lowered(s.Tokens[i].Form))
		v.first = append(v.first, -1)
		v.next = append(v.next, -1)
	}
	for i := n - 1; i >= 0; i-- {
		if h := s.Tokens[i].Head; h >= 0 && int(h) < n && int(h) != i {
			v.next[i] = v.first[h]
			v.first[h] = int32(i)
		}
	}
}

// Rehang gives infinitives back to the noun whose aim they tell, where the parse
// hung them on the verb above ("welcomed his decision to pardon her"), and makes
// participles verbs again that it took for adjectives ("have outlawed parties").
func Rehang(s *text.Sentence, w *Words) {
	if len(w.Aims) == 0 {
		return
	}
	for i := range s.Tokens {
		t := &s.Tokens[i]
		if i > 0 && t.POS == text.VERB && t.BaseRel() == "amod" && w.Perfect[strings.ToLower(s.Tokens[i-1].Form)] {
			perfect(s, i)
		}
		if r := t.BaseRel(); t.Head < 0 || r != "advcl" && r != "xcomp" || t.POS != text.VERB {
			continue
		}
		// The aim stands before all that belongs to the verb, its "to" first.
		to := i
		for to > 0 && (s.Tokens[to-1].BaseRel() == "advmod" || s.Tokens[to-1].BaseRel() == "mark") && int(s.Tokens[to-1].Head) == i {
			to--
		}
		if to == i || !w.Purpose[strings.ToLower(s.Tokens[to].Form)] {
			continue
		}
		for k := to - 1; k > int(t.Head); k-- {
			n := &s.Tokens[k]
			if n.Head != t.Head {
				continue // inside the phrase that ends here
			}
			if n.BaseRel() == "obj" && n.POS == text.NOUN && (w.Aims[n.Lemma] || w.Aims[strings.ToLower(n.Form)]) {
				t.Head, t.Rel = int32(k), "acl"
			}
			break
		}
	}
}

// perfect makes participle i the verb of its clause when the parse made it an
// adjective of the object of the auxiliary before it.
func perfect(s *text.Sentence, i int) {
	t, aux := &s.Tokens[i], &s.Tokens[i-1]
	obj := int(t.Head)
	if obj <= i || aux.POS != text.VERB || int(s.Tokens[obj].Head) != i-1 || s.Tokens[obj].BaseRel() != "obj" {
		return
	}
	t.Head, t.Rel = aux.Head, aux.Rel
	for k := range s.Tokens {
		if int(s.Tokens[k].Head) == i-1 && k != i {
			s.Tokens[k].Head = int32(i)
		}
	}
	aux.Head, aux.Rel, aux.POS = int32(i), "aux", text.AUX
}

// lowered returns form in lower case, remembering forms with capitals.
func (v *View) lowered(form string) string {
	for i := 0; i < len(form); i++ {
		if c := form[i]; c >= 0x80 || ('A' <= c && c <= 'Z') {
			if low, ok := v.lower[form]; ok {
				return low
			}
			low := strings.ToLower(form)
			v.lower[strings.Clone(form)] = low
			return low
		}
	}
	return form
}

// Len returns how many tokens the sentence has.
func (v *View) Len() int { return len(v.S.Tokens) }

// Tok returns token i.
func (v *View) Tok(i int) *text.Token { return &v.S.Tokens[i] }

// Head returns the head of token i, -1 for the root.
func (v *View) Head(i int) int { return int(v.S.Tokens[i].Head) }

// First returns the first child of token i in text order, -1 when it has none.
func (v *View) First(i int) int { return int(v.first[i]) }

// Next returns the next child of token i's head after i, -1 when there is none.
func (v *View) Next(i int) int { return int(v.next[i]) }

// Under reports whether token i lies below (or is) token top.
func (v *View) Under(i, top int) bool {
	for d := 0; i >= 0 && d < maxDepth; d++ {
		if i == top {
			return true
		}
		i = v.Head(i)
	}
	return false
}

// Case returns the preposition or case mark of token i in lower case, with
// its fixed parts ("because of"), "" when it has none. A genitive mark gives
// "'s".
func (v *View) Case(i int) string {
	for c := v.First(i); c >= 0; c = v.Next(c) {
		if v.Tok(c).BaseRel() != "case" {
			continue
		}
		if v.W.Genitive[v.Low[c]] {
			return "'s"
		}
		return v.Low[c]
	}
	return ""
}

// Mark returns the lower-case word that opens clause i ("bahwa", "untuk",
// "to", "if"), "" when there is none.
func (v *View) Mark(i int) string {
	for c := v.First(i); c >= 0; c = v.Next(c) {
		if v.Tok(c).BaseRel() == "mark" {
			return v.Low[c]
		}
	}
	return ""
}

// Verbal reports whether token i heads a clause.
func (v *View) Verbal(i int) bool {
	t := v.Tok(i)
	if t.POS == text.VERB {
		return true
	}
	switch t.BaseRel() {
	case "root", "ccomp", "xcomp", "advcl", "acl", "parataxis", "csubj":
		return true
	}
	return false
}

// Clause returns the head of the innermost clause that holds token i.
func (v *View) Clause(i int) int {
	for d := 0; d < maxDepth; d++ {
		if v.Verbal(i) || v.Head(i) < 0 {
			return i
		}
		i = v.Head(i)
	}
	return i
}

// Phrase returns the token range [from, to) of the noun phrase of head i: its
// contiguous dependents without coordinated phrases, clauses, appositions and
// prepositional phrases that do not belong inside (see Words.Inside).
func (v *View) Phrase(i int) (from, to int) {
	from, to = i, i+1
	v.widen(i, &from, &to, 0)
	return from, to
}

func (v *View) widen(i int, from, to *int, depth int) {
	if depth > maxDepth {
		return
	}
	// Right side in order, left side in reverse, so that the range stays whole.
	var left [maxDepth]int
	n := 0
	for c := v.First(i); c >= 0; c = v.Next(c) {
		if c < i {
			if n < len(left) {
				left[n] = c
				n++
			}
			continue
		}
		if !v.inside(c) {
			if v.Tok(c).POS != text.PUNCT {
				break
			}
			continue
		}
		f, t := c, c+1
		v.widen(c, &f, &t, depth+1)
		if f > *to {
			break
		}
		*to = max(*to, t)
	}
	for n--; n >= 0; n-- {
		c := left[n]
		if !v.inside(c) {
			break
		}
		f, t := c, c+1
		v.widen(c, &f, &t, depth+1)
		if t < *from {
			break
		}
		*from = min(*from, f)
	}
}

// inside reports whether dependent c belongs to its head's noun phrase.
func (v *View) inside(c int) bool {
	switch v.Tok(c).BaseRel() {
	case "flat", "compound", "amod", "det", "nummod", "fixed", "goeswith", "clf":
		return true
	case "nmod", "obl":
		cs := v.Case(c)
		return cs == "" || cs == "'s" || v.W.Inside[cs]
	case "case":
		return v.W.Genitive[v.Low[c]] || v.W.Inside[v.Low[c]]
	}
	return false
}

// Range returns the token range [from, to) that token i and everything below
// it span.
func (v *View) Range(i int) (from, to int) {
	from, to = i, i+1
	for k := range v.S.Tokens {
		if (k < from || k >= to) && v.Under(k, i) {
			from, to = min(from, k), max(to, k+1)
		}
	}
	return from, to
}

// Conjuncts appends to buf token i and the phrases coordinated with it.
func (v *View) Conjuncts(i int, buf []int) []int {
	buf = append(buf, i)
	for c := v.First(i); c >= 0; c = v.Next(c) {
		if v.Tok(c).BaseRel() == "conj" && v.nominal(c) {
			buf = append(buf, c)
		}
	}
	return buf
}

func (v *View) nominal(i int) bool {
	switch v.Tok(i).POS {
	case text.NOUN, text.PROPN, text.PRON, text.NUM, text.X:
		return true
	}
	return false
}
