package know

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"kabar/internal/text"
)

const (
	// maxNameTokens is the most tokens that one name can span.
	maxNameTokens = 16
	// maxAcronym is the most letters of a name that matches in capitals only.
	maxAcronym = 6
	// maxDotted is the longest piece after which a full stop can stand inside a
	// name, in bytes: "St. Petersburg", "Letjen. X".
	maxDotted = 6
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

// index finds names. Each node stands for a sequence of pieces.
type index struct {
	words map[string]uint32               // piece to its number, from 1
	edges map[uint64]uint32               // node<<32 | piece to the next node; node 0 is the root
	lists [][numLanguages][numLevels]span // by node
	arena []*Entry

	// commonWords holds, by piece, the languages (as bits) in which the piece is
	// an ordinary word too.
	commonWords map[uint32]uint8
}

// span is a part of the arena.
type span struct{ start, end uint32 }

func (x *index) at(node uint32, l language, v level) []*Entry {
	s := x.lists[node][l][v]
	return x.arena[s.start:s.end:s.end]
}

// step goes from node along all pieces of form; false when that leads nowhere.
// last is the length of the last piece, 0 when the form has none.
func (x *index) step(node uint32, form string) (next uint32, last int, ok bool) {
	p := pieces{rest: form}
	for p.next() {
		word, ok := x.words[string(p.buf[:p.n])]
		if !ok {
			return 0, 0, false
		}
		if node, ok = x.edges[uint64(node)<<32|uint64(word)]; !ok {
			return 0, 0, false
		}
		last = p.n
	}
	return node, last, true
}

// match is Base.Match.
func (x *index) match(l language, toks []text.Token, i int) (n int, entries []*Entry) {
	if l == noLanguage || i < 0 || i >= len(toks) {
		return 0, nil
	}
	v := levelOf(toks[i].Form)
	if v == capitals && l == en && isSpelled(toks[i].Form) && allCapitals(toks) {
		v = initial
	}
	node, last := uint32(0), 0
	doubtful := v == initial && opens(toks, i) && x.isCommon(l, toks[i].Form)
	for j := i; j < len(toks) && j < i+maxNameTokens; j++ {
		form := toks[j].Form
		if j > i && (form == "-" || form == "." && last <= maxDotted) {
			continue
		}
		next, piece, ok := x.step(node, form)
		if !ok && l == id {
			if half, twice := reduplicated(form); twice {
				next, piece, ok = x.step(node, half)
			}
		}
		if !ok || piece == 0 {
			break
		}
		node, last = next, piece
		level := v
		if j == i && doubtful {
			level = small
		}
		if found := x.at(node, l, level); len(found) > 0 {
			n, entries = j-i+1, found
		}
	}
	return n, entries
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
	p := pieces{rest: form}
	return p.next() && x.commonWords[x.words[string(p.buf[:p.n])]]&(1<<l) != 0
}

// levelOf returns the level that the letters of a name's first word allow.
func levelOf(form string) level {
	switch first, all := letters(form); {
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

// indexer builds an index.
type indexer struct {
	index
	names []named
}

// named is one name that ends at a node.
type named struct {
	node  uint32
	entry *Entry
	langs uint8 // bit set over language
	from  level // the lowest level that finds it
}

const (
	inID   = 1 << id
	inEN   = 1 << en
	inBoth = inID | inEN
)

func newIndexer() *indexer {
	return &indexer{index: index{
		words: make(map[string]uint32, 1<<14),
		edges: make(map[uint64]uint32, 1<<15),
		lists: make([][numLanguages][numLevels]span, 1, 1<<15),

		commonWords: map[uint32]uint8{},
	}}
}

// number returns the number of the piece that p stands at.
func (x *indexer) number(p *pieces) uint32 {
	w, ok := x.words[string(p.buf[:p.n])]
	if !ok {
		w = uint32(len(x.words) + 1)
		x.words[string(p.buf[:p.n])] = w
	}
	return w
}

// common marks a word as an ordinary word of langs; false when it is not one
// piece.
func (x *indexer) common(word string, langs uint8) bool {
	p := pieces{rest: word}
	if !p.next() {
		return false
	}
	x.commonWords[x.number(&p)] |= langs
	return !p.next()
}

// add enters a name. It is false when the name has no letters, too many pieces
// or too long ones.
func (x *indexer) add(name string, e *Entry, langs uint8, from level) bool {
	node, count := uint32(0), 0
	p := pieces{rest: name}
	for p.rest != "" {
		rest := p.rest
		// Words of a name are parted by blanks as well as hyphens.
		word, after, _ := strings.Cut(rest, " ")
		p.rest = word
		for p.next() {
			if p.n == maxPiece {
				return false
			}
			edge := uint64(node)<<32 | uint64(x.number(&p))
			next, ok := x.edges[edge]
			if !ok {
				next = uint32(len(x.lists))
				x.edges[edge] = next
				x.lists = append(x.lists, [numLanguages][numLevels]span{})
			}
			node = next
			count++
		}
		p.rest = after
	}
	if count == 0 || count > maxNameTokens {
		return false
	}
	x.names = append(x.names, named{node, e, langs, from})
	return true
}

// nameLevel is the lowest level that finds a name: capitals for acronyms,
// initial for what is written with a capital, small for the rest.
func nameLevel(name string) level {
	first, all := letters(name)
	count := 0
	for _, r := range name {
		if r == ' ' || r == '-' {
			all = false
		}
		if r != '.' {
			count++
		}
	}
	switch {
	case all && count <= maxAcronym:
		return capitals
	case first:
		return initial
	}
	return small
}

// build lays out the lists and returns the index.
func (x *indexer) build() index {
	slices.SortStableFunc(x.names, func(a, b named) int {
		return cmp.Or(cmp.Compare(a.node, b.node), compare(a.entry, b.entry))
	})
	for i := 0; i < len(x.names); {
		j := i
		for j < len(x.names) && x.names[j].node == x.names[i].node {
			j++
		}
		for l := range numLanguages {
			for v := range numLevels {
				start := len(x.arena)
				for _, n := range x.names[i:j] {
					if n.langs&(1<<l) == 0 || n.from > v {
						continue
					}
					if len(x.arena) > start && x.arena[len(x.arena)-1] == n.entry {
						continue // named so twice
					}
					x.arena = append(x.arena, n.entry)
				}
				x.lists[x.names[i].node][l][v] = span{uint32(start), uint32(len(x.arena))}
			}
		}
		i = j
	}
	x.names = nil
	return x.index
}

// compare orders entries by kind, key, first day, office and name.
func compare(a, b *Entry) int {
	return cmp.Or(
		cmp.Compare(a.Kind, b.Kind),
		cmp.Compare(a.Key, b.Key),
		cmp.Compare(a.From, b.From),
		cmp.Compare(a.Office, b.Office),
		cmp.Compare(a.Name, b.Name),
	)
}
