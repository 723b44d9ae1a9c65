package know

import (
	"slices"
	"strings"
	"unicode"

	"kabar/internal/know/fold"
	"kabar/internal/text"
)

const (
	// maxNameTokens is the most tokens, and the most pieces, of one name.
	maxNameTokens = 16
	// maxAcronym is the most letters of a name that matches in capitals only.
	maxAcronym = 6
	// maxDotted is the longest piece after which a full stop can stand inside a
	// name, in bytes: "St. Petersburg", "Letjen. X".
	maxDotted = 6
	// minHeadline is the most tokens in capitals that are not taken for a whole
	// sentence in capitals.
	minHeadline = 3
)

// language is the index of a language's column in the index.
type language int8

const (
	id language = iota
	en
	numLanguages

	noLanguage language = -1
)

func languageOf(tag string) language {
	switch tag {
	case "id":
		return id
	case "en":
		return en
	}
	return noLanguage
}

// langs is a set of languages, as bits.
type langs uint8

const (
	inID   langs = 1 << id
	inEN   langs = 1 << en
	inBoth       = inID | inEN
)

func (s langs) has(l language) bool { return s&(1<<l) != 0 }

// level says which names the letters of the first word allow.
type level uint8

const (
	small    level = iota // words only
	initial               // words, and names that begin with a capital
	capitals              // all, acronyms too
	numLevels
)

// spelled are acronyms that are words of English too. In a sentence that is all
// in capitals they are taken for the words.
var spelled = []string{"as", "care", "is", "met", "us", "who"}

// index finds names. It is a trie over the pieces of words.
type index struct {
	words map[string]uint32 // piece to its number, from 1
	edges edges
	lists [][numLanguages][numLevels]span // by node; node 0 is the root
	arena []*Entry
	// traits tells, by piece number, what else the piece is.
	traits []trait
}

// span is a part of the arena.
type span struct{ start, end uint32 }

// trait is what a piece is beside a part of names.
type trait struct {
	common langs // an ordinary word
	former langs // a former word, such as "mantan"
}

// wasHeld is the piece of the edge from the node of an office to the node of
// the same office after a former word.
const wasHeld = 1<<32 - 1

func (x *index) at(node uint32, l language, v level) []*Entry {
	s := x.lists[node][l][v]
	return x.arena[s.start:s.end:s.end]
}

// state is how far a match has come.
type state struct {
	node   uint32
	last   int  // bytes of the last piece, 0 before the first
	former bool // the name stands after a former word
	bare   bool // nothing of the name after the former word has come yet
}

// step goes from s along all pieces of form; false when that leads nowhere.
func (x *index) step(l language, s state, form string) (state, bool) {
	p := fold.Of(form)
	for p.Next() {
		word, ok := x.words[string(p.Piece())]
		if !ok {
			return s, false
		}
		node, ok := x.edges.get(s.node, word)
		if !ok && s.bare {
			// "mantan menteri" is no name itself; "menteri" is.
			node, ok = x.edges.get(0, word)
			s.former = true
		}
		if !ok {
			return s, false
		}
		s.bare = s.last == 0 && x.traits[word].former.has(l)
		s.node, s.last = node, len(p.Piece())
	}
	return s, true
}

// found returns the entries that s has come to.
func (x *index) found(l language, v level, s state) []*Entry {
	node := s.node
	if s.former {
		var ok bool
		if node, ok = x.edges.get(node, wasHeld); !ok {
			return nil
		}
	}
	return x.at(node, l, v)
}

// match is Base.Match.
func (x *index) match(l language, toks []text.Token, i int) (n int, entries []*Entry) {
	if l == noLanguage || i < 0 || i >= len(toks) {
		return 0, nil
	}
	v := levelOf(toks[i].Form)
	if v == capitals && l == en && isSpelled(toks[i].Form) && len(toks) > minHeadline && allCapitals(toks) {
		v = initial
	}
	subject := i+1 < len(toks) && toks[i+1].POS == text.VERB // "Antara melaporkan"
	doubtful := v == initial && opens(toks, i) && !subject && x.isCommon(l, toks[i].Form)
	var s state
	for j := i; j < len(toks) && j < i+maxNameTokens; j++ {
		form := toks[j].Form
		if j > i && (form == "-" || form == "." && s.last <= maxDotted) {
			continue
		}
		next, ok := x.step(l, s, form)
		if !ok && l == id {
			if half, twice := reduplicated(form); twice {
				next, ok = x.step(l, s, half)
			}
		}
		if !ok || next == s {
			break
		}
		if next.former && !s.former {
			v = levelOf(officeOf(form, j == i))
		}
		s = next
		level := v
		if j == i && doubtful {
			level = small
		}
		if found := x.found(l, level, s); len(found) > 0 {
			n, entries = j-i+1, found
		}
	}
	return n, entries
}

// officeOf returns what of form names the office: the rest of "eks-PM", or all
// of a word that follows the former word.
func officeOf(form string, first bool) string {
	if _, rest, ok := strings.Cut(form, "-"); ok && first {
		return rest
	}
	return form
}

// opens reports whether token i is the first word of its sentence or of a
// quotation, where a capital says nothing.
func opens(toks []text.Token, i int) bool {
	if i == 0 {
		return true
	}
	switch toks[i-1].Form {
	case `"`, "“", "„", "«", "'", "‘":
		return true
	}
	return false
}

// isCommon reports whether form is an ordinary word of l too.
func (x *index) isCommon(l language, form string) bool {
	p := fold.Of(form)
	return p.Next() && x.traits[x.words[string(p.Piece())]].common.has(l)
}

// levelOf returns the level that the letters of a name's first word allow.
func levelOf(form string) level {
	switch first, all := fold.Letters(form); {
	case all:
		return capitals
	case first:
		return initial
	}
	return small
}

// isSpelled reports whether form is one of the spelled acronyms.
func isSpelled(form string) bool {
	return slices.ContainsFunc(spelled, func(s string) bool { return strings.EqualFold(s, form) })
}

// allCapitals reports whether no token has a small letter.
func allCapitals(toks []text.Token) bool {
	for i := range toks {
		for _, r := range toks[i].Form {
			if unicode.IsLower(r) {
				return false
			}
		}
	}
	return true
}

// reduplicated returns the first half of a word such as "menteri-menteri".
func reduplicated(form string) (half string, ok bool) {
	a, b, cut := strings.Cut(form, "-")
	return a, cut && a != "" && strings.EqualFold(a, b)
}

// edges maps a node and a piece to the next node: a hash table with linear
// probing, at most half full.
type edges struct {
	slots []edge
	count int
}

type edge struct {
	node, word uint32
	next       uint32 // 0 in a free slot: no edge leads to the root
}

func newEdges(capacity int) edges {
	n := 16
	for n < 2*capacity {
		n *= 2
	}
	return edges{slots: make([]edge, n)}
}

// slot returns the slot of the edge, or the free one that it belongs into.
func (t *edges) slot(node, word uint32) *edge {
	mask := uint64(len(t.slots) - 1)
	h := (uint64(node)<<32 | uint64(word)) * 0x9E3779B97F4A7C15
	for i := h >> 32 & mask; ; i = (i + 1) & mask {
		e := &t.slots[i]
		if e.next == 0 || e.node == node && e.word == word {
			return e
		}
	}
}

func (t *edges) get(node, word uint32) (next uint32, ok bool) {
	e := t.slot(node, word)
	return e.next, e.next != 0
}

// put enters an edge that is not there yet.
func (t *edges) put(node, word, next uint32) {
	if 2*(t.count+1) > len(t.slots) {
		old := t.slots
		t.slots = make([]edge, 2*len(old))
		for _, e := range old {
			if e.next != 0 {
				*t.slot(e.node, e.word) = e
			}
		}
	}
	t.count++
	*t.slot(node, word) = edge{node, word, next}
}
