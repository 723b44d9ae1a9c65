// Package name finds the names of persons, organisations and places in
// sentences whose words have their parts of speech, by a linear model over
// sequences of tags. It does not say who or what a name stands for: that is
// know's, by its tables.
package name

import (
	"fmt"

	"kabar/internal/table"
	"kabar/internal/text"
)

// Names of the finder's sections in a model.
const (
	tagWeights = "name.tag"   // features → tags
	wordFacts  = "name.words" // word as written → what news tells of it
	listFacts  = "name.lists" // words of listed names → kinds
)

// A tag says where a word stands in a name: the only one, the first, an inner
// or the last one of a name of a kind, or in none, which is tag 0.
const (
	only = iota
	first
	inner
	last
	parts

	numTags = 1 + (text.NumKinds-1)*parts
)

func tagOf(k text.Kind, part int) int { return 1 + (int(k)-1)*parts + part }

// kindOf returns the kind and part of a tag that is not 0.
func kindOf(tag int) (text.Kind, int) { return text.Kind((tag-1)/parts + 1), (tag - 1) % parts }

// follows holds for each tag those that may stand before it. The sentence
// starts, and ends, as after tag 0.
var follows = func() (f [numTags][]uint8) {
	for t := range numTags {
		for p := range numTags {
			open := false // the name of p goes on
			if p > 0 {
				_, part := kindOf(p)
				open = part == first || part == inner
			}
			inside := false
			if t > 0 {
				_, part := kindOf(t)
				inside = part == inner || part == last
			}
			if open == inside && (!open || (t-1)/parts == (p-1)/parts) {
				f[t] = append(f[t], uint8(p))
			}
		}
	}
	return f
}()

// Finder holds the model of one language. It is immutable and safe for use by
// many goroutines, each with its own Scratch.
type Finder struct {
	weights *table.Weights
	facts   Facts
	pairs   [numLooks][numTags][numTags]int32 // by look of a word: weight of its tag after another, [after][before]
}

// Scratch is the working memory of one goroutine. The zero value is ready.
type Scratch struct {
	words  []info
	keys   keys
	scores table.Scores
	path   path[int32]
}

// New returns the finder in m. Errors are table.ErrModel.
func New(m *table.Model) (*Finder, error) {
	if err := m.MustHave(tagWeights, wordFacts, listFacts); err != nil {
		return nil, err
	}
	f := &Finder{}
	s, _ := m.Section(tagWeights)
	var err error
	if f.weights, err = table.OpenWeights(s); err != nil {
		return nil, fmt.Errorf("%s: %w", tagWeights, err)
	}
	if f.weights.Classes() != numTags {
		return nil, fmt.Errorf("%w: %d tags of names, want %d", table.ErrModel, f.weights.Classes(), numTags)
	}
	if f.facts, err = openFacts(m); err != nil {
		return nil, err
	}
	for look := range numLooks {
		for p := range numTags {
			var scores table.Scores
			f.weights.Add([]uint64{pairKey(p, look)}, &scores)
			for t := range numTags {
				f.pairs[look][t][p] = scores[t]
			}
		}
	}
	return f, nil
}

// Find appends the names in the words of one sentence to names, in their
// order, and returns them. It takes time linear in the number of words.
func (f *Finder) Find(tokens []text.Token, names []text.Name, s *Scratch) []text.Name {
	if len(tokens) == 0 {
		return names
	}
	s.words = f.facts.read(s.words, tokens)
	s.path.start(len(tokens))
	for i := range tokens {
		features(&s.keys, s.words, i+edge)
		s.scores = table.Scores{}
		f.weights.Add(s.keys.k[:s.keys.n], &s.scores)
		s.path.step(i, s.scores[:numTags], &f.pairs[s.words[i+edge].look()])
	}
	return namesOf(s.path.end(), names)
}

// namesOf appends the names that a sequence of tags spells, which must keep
// to follows.
func namesOf(tags []uint8, names []text.Name) []text.Name {
	at := 0
	for i, t := range tags {
		if t == 0 {
			continue
		}
		kind, part := kindOf(int(t))
		if part == only || part == first {
			at = i
		}
		if part == only || part == last {
			names = append(names, text.Name{First: int32(at), End: int32(i) + 1, Kind: kind})
		}
	}
	return names
}

// path finds the best sequence of tags, by Viterbi's algorithm.
type path[T int32 | float32] struct {
	score [numTags]T // of the best sequence that ends in each tag
	from  [][numTags]uint8
	tags  []uint8
}

func (p *path[T]) start(n int) {
	if cap(p.from) < n {
		p.from = make([][numTags]uint8, n, n+n/2)
		p.tags = make([]uint8, n, n+n/2)
	}
	p.from, p.tags = p.from[:n], p.tags[:n]
}

// step goes on to the word i, whose tags have the given scores.
func (p *path[T]) step(i int, scores []T, pairs *[numTags][numTags]T) {
	var next [numTags]T
	for t := range numTags {
		allowed := follows[t]
		if i == 0 {
			allowed = follows[t][:1]
			if allowed[0] != 0 { // inside a name that did not start
				next[t] = -1 << 28
				continue
			}
		}
		best, from := T(-1<<30), uint8(0)
		for _, b := range allowed {
			score := pairs[t][b]
			if i > 0 {
				score += p.score[b]
			}
			if score > best {
				best, from = score, b
			}
		}
		next[t] = best + scores[t]
		p.from[i][t] = from
	}
	p.score = next
}

// end returns the best sequence; it is valid until the next start.
func (p *path[T]) end() []uint8 {
	tag := uint8(0)
	for _, t := range follows[0][1:] { // names that are complete
		if p.score[t] > p.score[tag] {
			tag = t
		}
	}
	for i := len(p.tags) - 1; i >= 0; i-- {
		p.tags[i] = tag
		tag = p.from[i][tag]
	}
	return p.tags
}
