package name

import (
	"fmt"

	"kabar/internal/lang/word"
	"kabar/internal/table"
	"kabar/internal/text"
)

// Facts is what lists and news tell of words. The zero value knows none.
type Facts struct {
	words table.Map
	lists table.Map
}

func openFacts(m *table.Model) (Facts, error) {
	var f Facts
	for _, s := range []struct {
		name string
		to   *table.Map
	}{{wordFacts, &f.words}, {listFacts, &f.lists}} {
		section, _ := m.Section(s.name)
		var err error
		if *s.to, err = table.OpenMap(section); err != nil {
			return f, fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return f, nil
}

// A fact of a word as written is a number of 32 bits: the leaf of a binary
// tree in which words that are used alike stand together; how often it stands
// with a capital inside sentences; and for each kind, how often in a name of it.
const (
	leafBits  = 10
	capsShift = leafBits
	kindShift = capsShift + 3
)

// WordFact is what news tell of a word as written.
type WordFact struct {
	Leaf uint16               // at most 10 bits; its first bits stand for coarser groups
	Caps uint8                // 0 to 7: share of its uses, in any case, that have a capital inside a sentence
	Kind [text.NumKinds]uint8 // 0 to 3 for each kind: share of its uses that are in names of it
}

func (w *WordFact) pack() uint32 {
	v := uint32(w.Leaf)&(1<<leafBits-1) | uint32(w.Caps&7)<<capsShift
	for k := 1; k < text.NumKinds; k++ {
		v |= uint32(w.Kind[k]&3) << (kindShift + 2*(k-1))
	}
	return v
}

// WordKey returns the number by which the facts of the word s as written are
// known; it tells small letters, a first capital and capitals apart.
func WordKey(s string) uint64 {
	var l word.Letters
	l.Read(s)
	return wordKey(&l)
}

func wordKey(l *word.Letters) uint64 {
	return table.Mix(uint64(l.Shape&(word.Capital|word.Upper))+1, uint64(l.Form))
}

const (
	listMore = 1 << 31 // a listed name goes on after this word
	maxList  = 8       // words of the longest listed name
)

// A List is a list of names.
type List uint8

// The lists: those of our own tables, and those made of what was found in news.
const (
	People List = iota
	Bodies
	Places
	States
	Outlets
	NewsPeople
	NewsBodies
	NewsPlaces
	numLists
)

// listStep returns the key of a listed name up to and with the word l, from that
// of the words before it, which is 0 for none.
func listStep(h uint64, l *word.Letters) uint64 {
	return table.Mix(h+5, uint64(l.Form)<<1|uint64(l.Shape&word.Capital))
}

// info is what the features see of a word.
type info struct {
	word.Letters
	pos   uint32 // part of speech + 1
	fact  uint32 // what news tell of it + 1; 0 nothing
	own   uint32 // the own lists that it is in a name of, a bit each, and its part of it; 0 none
	news  uint32 // likewise the lists from news
	flags uint32 // marks
	run   uint32 // its place in a run of words with a capital: from the start, 1 to 4, and from the end, 1 to 3, times 16; 0 in none
	left  int32  // index of the last word before its run
	right int32  // index of the first word after it
}

// edge is how many no-words stand before and after the words of a sentence.
const edge = 2

// Marks of a word.
const (
	glued      = 1 << iota // no space before
	inBrackets             // stands after "(" and not after ")"
	atStart                // first word of the sentence
)

// read fills words with what is seen of tokens, between edges.
func (f *Facts) read(words []info, tokens []text.Token) []info {
	n := len(tokens) + 2*edge
	if cap(words) < n {
		words = make([]info, n, n+n/2)
	}
	words = words[:n]
	for i := range edge {
		words[i] = info{pos: 30}
		words[n-1-i] = info{pos: 31}
	}
	brackets := false
	for i := range tokens {
		w := &words[i+edge]
		*w = info{pos: uint32(tokens[i].POS) + 1}
		w.Read(tokens[i].Form)
		if v, ok := f.words.Get(wordKey(&w.Letters)); ok {
			w.fact = v + 1
		}
		if i == 0 {
			w.flags |= atStart
		} else if tokens[i-1].Span.End == tokens[i].Span.Start {
			w.flags |= glued
		}
		switch tokens[i].Form {
		case "(":
			brackets = true
		case ")":
			brackets = false
		}
		if brackets {
			w.flags |= inBrackets
		}
	}
	run := int32(-1)
	for i := edge; i < n-edge; i++ {
		w := &words[i]
		if w.Shape&word.Capital == 0 {
			run = -1
			w.left, w.right = int32(i-1), int32(i+1)
			continue
		}
		if run < 0 {
			run = int32(i)
		}
		w.left = run - 1
		w.run = 1 + min(uint32(int32(i)-run), 3)
	}
	end := int32(n - edge)
	for i := n - edge - 1; i >= edge; i-- {
		w := &words[i]
		if w.Shape&word.Capital == 0 {
			end = int32(i)
			continue
		}
		w.right = end
		w.run |= min(uint32(end-int32(i)), 3) << 4
	}
	f.mark(words)
	return words
}

// mark finds listed names, the longest from each word on.
func (f *Facts) mark(words []info) {
	ownEnd, newsEnd := 0, 0
	for i := edge; i < len(words)-edge; i++ {
		if words[i].Shape&(word.Capital|word.Mixed) == 0 {
			continue
		}
		var h uint64
		ownLen, newsLen := 0, 0
		var own, news uint32
		for k := 0; k < maxList && i+k < len(words)-edge; k++ {
			h = listStep(h, &words[i+k].Letters)
			v, ok := f.lists.Get(h)
			if !ok {
				break
			}
			if o := v & (1<<NewsPeople - 1); o != 0 {
				own, ownLen = o, k+1
			}
			if o := v & (1<<numLists - 1) >> NewsPeople; o != 0 {
				news, newsLen = o, k+1
			}
			if v&listMore == 0 {
				break
			}
		}
		if i >= ownEnd && ownLen > 0 {
			for k := range ownLen {
				words[i+k].own = own<<2 | partOf(k, ownLen)
			}
			ownEnd = i + ownLen
		}
		if i >= newsEnd && newsLen > 0 {
			for k := range newsLen {
				words[i+k].news = news<<2 | partOf(k, newsLen)
			}
			newsEnd = i + newsLen
		}
	}
}

// partOf returns what part of n words the kth is.
func partOf(k, n int) uint32 {
	switch {
	case n == 1:
		return only
	case k == 0:
		return first
	case k == n-1:
		return last
	}
	return inner
}
