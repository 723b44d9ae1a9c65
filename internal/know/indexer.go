package know

import (
	"cmp"
	"slices"
	"strings"

	"kabar/internal/know/fold"
)

// expectedNames is about how many names the built-in tables have, to size the
// index by; more make it grow.
const expectedNames = 100_000

// indexer builds an index.
type indexer struct {
	index
	names []named
	nodes []uint32 // of each of names
}

// named is one entry under one name.
type named struct {
	langs langs
	from  level // the lowest level that finds it
	entry *Entry
}

func newIndexer() *indexer {
	return &indexer{
		index: index{
			words:  make(map[string]uint32, expectedNames/2),
			edges:  newEdges(expectedNames),
			lists:  make([][numLanguages][numLevels]span, 1, expectedNames),
			traits: make([]trait, 1, expectedNames/2),
		},
		names: make([]named, 0, expectedNames),
		nodes: make([]uint32, 0, expectedNames),
	}
}

// number returns the number of the piece that p stands at.
func (x *indexer) number(p *fold.Pieces) uint32 {
	w, ok := x.words[string(p.Piece())]
	if !ok {
		w = uint32(len(x.traits))
		x.words[string(p.Piece())] = w
		x.traits = append(x.traits, trait{})
	}
	return w
}

// single returns the trait of a word of one piece; nil when it is not one.
func (x *indexer) single(word string) *trait {
	p := fold.Of(word)
	if strings.Contains(word, " ") || !p.Next() {
		return nil
	}
	t := &x.traits[x.number(&p)]
	if p.Next() {
		return nil
	}
	return t
}

// follow returns the node after node along word, and makes it where it is not.
func (x *indexer) follow(node, word uint32) uint32 {
	next, ok := x.edges.get(node, word)
	if !ok {
		next = uint32(len(x.lists))
		x.edges.put(node, word, next)
		x.lists = append(x.lists, [numLanguages][numLevels]span{})
	}
	return next
}

// node returns the node of a name, and makes it where it is not. It is false
// when the name has no letters, too many pieces or too long ones.
func (x *indexer) node(name string) (node uint32, ok bool) {
	count := 0
	for rest := name; rest != ""; {
		// Words of a name are parted by blanks as well as hyphens.
		var word string
		word, rest, _ = strings.Cut(rest, " ")
		p := fold.Of(word)
		for p.Next() {
			if len(p.Piece()) == fold.MaxPiece {
				return 0, false
			}
			node = x.follow(node, x.number(&p))
			count++
		}
	}
	return node, count > 0 && count <= maxNameTokens
}

// add enters an entry under the name of a node.
func (x *indexer) add(node uint32, n named) {
	x.nodes = append(x.nodes, node)
	x.names = append(x.names, n)
}

// nameLevel is the lowest level that finds a name: capitals for acronyms,
// initial for what is written with a capital, small for the rest.
func nameLevel(name string) level {
	first, all := fold.Letters(name)
	switch {
	case all && len(name)-strings.Count(name, ".") <= maxAcronym && !strings.ContainsAny(name, " -"):
		return capitals
	case first:
		return initial
	}
	return small
}

// build lays out the lists and returns the index.
func (x *indexer) build() index {
	// Sort by node by counting, then the few names of each node.
	ends := make([]uint32, len(x.lists)+1)
	for _, n := range x.nodes {
		ends[n+1]++
	}
	for i := 1; i < len(ends); i++ {
		ends[i] += ends[i-1]
	}
	sorted := make([]named, len(x.names))
	at := slices.Clone(ends[:len(x.lists)])
	for i, n := range x.nodes {
		sorted[at[n]] = x.names[i]
		at[n]++
	}
	x.arena = make([]*Entry, 0, 2*len(sorted))
	for node := range x.lists {
		if here := sorted[ends[node]:ends[node+1]]; len(here) > 0 {
			x.lay(node, here)
		}
	}
	return x.index
}

// lay lays out the lists of one node.
func (x *indexer) lay(node int, here []named) {
	if len(here) > 1 {
		slices.SortStableFunc(here, func(a, b named) int { return compare(a.entry, b.entry) })
	}
	last := span{}
	for l := range numLanguages {
		for v := range numLevels {
			start := len(x.arena)
			for _, n := range here {
				if !n.langs.has(l) || n.from > v {
					continue
				}
				if len(x.arena) > start && x.arena[len(x.arena)-1] == n.entry {
					continue // named so twice
				}
				x.arena = append(x.arena, n.entry)
			}
			s := span{uint32(start), uint32(len(x.arena))}
			if slices.Equal(x.arena[last.start:last.end], x.arena[s.start:s.end]) {
				x.arena = x.arena[:start] // the same as the list before
				s = last
			}
			x.lists[node][l][v], last = s, s
		}
	}
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
