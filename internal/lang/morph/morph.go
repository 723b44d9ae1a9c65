// Package morph gives words their part of speech, features and lemma, each by
// a greedy linear model learnt with the averaged perceptron. It cuts no words
// and builds no trees.
package morph

import (
	"fmt"
	"math/bits"
	"strings"

	"kabar/internal/lang/word"
	"kabar/internal/table"
	"kabar/internal/text"
)

// Names of the tagger's sections in a model.
const (
	tagWeights   = "morph.tag"
	featWeights  = "morph.feats"
	featList     = "morph.featlist" // a line for each part of speech: its features, separated by spaces
	lexicon      = "morph.lexicon"  // form → the parts of speech it was seen with
	lemmaWeights = "morph.lemma"
	lemmaScripts = "morph.scripts"
	lemmaLexicon = "morph.lemmas" // form, part of speech → script
	lemmaKnown   = "morph.known"  // the lemmas themselves
)

// Tagger holds the models of one language. It is immutable and safe for use by
// many goroutines, each with its own Scratch.
type Tagger struct {
	tags     *table.Weights
	feats    *table.Weights
	featList [text.NumPOS][]string
	lexicon  table.Map

	lemma   *table.Weights
	scripts []script
	lemmas  table.Map
	known   table.Map
}

// Scratch is the working memory of one goroutine. The zero value is ready.
type Scratch struct {
	words  []info
	keys   keys
	scores table.Scores
	bonus  table.Scores // only the first is used
	buf    []byte
	store  *strings.Builder // holds lemmas that are no part of their word
}

// New returns the tagger in m. Errors are table.ErrModel.
func New(m *table.Model) (*Tagger, error) {
	if err := m.MustHave(tagWeights, featWeights, featList, lexicon, lemmaWeights, lemmaScripts, lemmaLexicon, lemmaKnown); err != nil {
		return nil, err
	}
	t := &Tagger{}
	var err error
	for _, w := range []struct {
		section string
		to      **table.Weights
	}{{tagWeights, &t.tags}, {featWeights, &t.feats}, {lemmaWeights, &t.lemma}} {
		s, _ := m.Section(w.section)
		if *w.to, err = table.OpenWeights(s); err != nil {
			return nil, fmt.Errorf("%s: %w", w.section, err)
		}
	}
	for _, w := range []struct {
		section string
		to      *table.Map
	}{{lexicon, &t.lexicon}, {lemmaLexicon, &t.lemmas}, {lemmaKnown, &t.known}} {
		s, _ := m.Section(w.section)
		if *w.to, err = table.OpenMap(s); err != nil {
			return nil, fmt.Errorf("%s: %w", w.section, err)
		}
	}
	list, _ := m.Section(featList)
	lines := strings.Split(list, "\n")
	if len(lines) != text.NumPOS || t.tags.Classes() != text.NumPOS {
		return nil, fmt.Errorf("%w: %d parts of speech, want %d", table.ErrModel, len(lines), text.NumPOS)
	}
	for i, line := range lines {
		t.featList[i] = strings.Split(line, " ")
		if len(t.featList[i]) > t.feats.Classes() {
			return nil, fmt.Errorf("%w: %d features, want at most %d", table.ErrModel, len(t.featList[i]), t.feats.Classes())
		}
	}
	s, _ := m.Section(lemmaScripts)
	if t.scripts, err = parseScripts(s); err != nil {
		return nil, err
	}
	if t.lemma.Classes() > len(t.scripts) {
		return nil, fmt.Errorf("%w: %d lemma scripts, want %d", table.ErrModel, len(t.scripts), t.lemma.Classes())
	}
	return t, nil
}

// Tag fills POS, Feats and Lemma of the words of one sentence, in time linear
// in their number.
func (m *Tagger) Tag(tokens []text.Token, s *Scratch) { m.TagWithin(tokens, nil, s) }

// TagWithin is Tag with the parts of speech that each word may get, as a bit
// 1<<POS each; nil, or 0 for a word, allows all.
func (m *Tagger) TagWithin(tokens []text.Token, allowed []uint32, s *Scratch) {
	s.words = read(s.words, tokens, m.lexicon)
	for i := range tokens {
		w := &s.words[i+edge]
		var only uint32
		if allowed != nil {
			only = allowed[i]
		}
		if sure := w.sure(); sure >= 0 && (only == 0 || only>>sure&1 != 0) {
			w.pos = uint32(sure) + 1
		} else {
			tagFeatures(&s.keys, s.words, i+edge)
			s.scores = table.Scores{}
			m.tags.Add(s.keys.k[:s.keys.n], &s.scores)
			scores := s.scores[:text.NumPOS]
			for p := range scores {
				if only != 0 && only>>p&1 == 0 {
					scores[p] = -1 << 30
				}
			}
			w.pos = uint32(best(scores)) + 1
		}
		tokens[i].POS = text.POS(w.pos - 1)
	}
	for i := range tokens {
		w := &s.words[i+edge]
		list := m.featList[tokens[i].POS]
		class := 0
		if len(list) > 1 {
			featFeatures(&s.keys, s.words, i+edge)
			s.scores = table.Scores{}
			m.feats.Add(s.keys.k[:s.keys.n], &s.scores)
			class = best(s.scores[:len(list)])
		}
		w.feats = uint32(class) + 1
		if tokens[i].Feats = list[class]; tokens[i].Feats == "_" {
			tokens[i].Feats = ""
		}
		tokens[i].Lemma = m.lemmatise(&tokens[i], w, s)
	}
}

// best returns the index of the highest score, the first of equals.
func best[T int32 | float32](scores []T) int {
	top := 0
	for i, x := range scores {
		if x > scores[top] {
			top = i
		}
	}
	return top
}

// edge is how many no-words stand before and after the words of a sentence.
const edge = 2

// info is what the features see of a word.
type info struct {
	word.Letters
	seen  uint32 // parts of speech it was seen with, a bit each; 0 unknown
	glued uint32 // 1 no space before, 2 none after
	first uint32 // 1 first word of the sentence
	pos   uint32 // part of speech + 1, once known
	feats uint32 // features + 1, once known
}

// sureBit marks in the lexicon a word that is tagged without looking.
const sureBit = 1 << 31

func (w *info) sure() int {
	if w.seen&sureBit == 0 {
		return -1
	}
	return bits.TrailingZeros32(w.seen)
}

func formKey(form uint32) uint64 { return table.Mix(2, uint64(form)) }

// read fills words with what is seen of tokens, between edges.
func read(words []info, tokens []text.Token, lexicon table.Map) []info {
	n := len(tokens) + 2*edge
	if cap(words) < n {
		words = make([]info, n, n+n/2)
	}
	words = words[:n]
	for i := range edge {
		words[i] = info{pos: 30, feats: 255, seen: 1 << 30}
		words[n-1-i] = info{pos: 31, feats: 255, seen: 1 << 29}
	}
	for i := range tokens {
		w := &words[i+edge]
		*w = info{}
		w.Read(tokens[i].Form)
		w.seen, _ = lexicon.Get(formKey(w.Form))
		if i == 0 {
			w.first = 1
		} else if tokens[i-1].Span.End == tokens[i].Span.Start {
			w.glued |= 1
			words[i+edge-1].glued |= 2
		}
	}
	return words
}

// maxKeys is the most features of one decision.
const maxKeys = 128

// keys collects features; templates are told apart by the order of the calls.
type keys struct {
	seed uint64
	n    int
	k    [maxKeys]uint64
}

func (f *keys) one(a uint32) {
	f.k[f.n&(maxKeys-1)] = table.Mix(f.seed+uint64(f.n)*0xd6e8feb86659fd93, uint64(a))
	f.n++
}

func (f *keys) two(a, b uint32) {
	f.k[f.n&(maxKeys-1)] = table.Mix(f.seed+uint64(f.n)*0xd6e8feb86659fd93, uint64(a)|uint64(b)<<32)
	f.n++
}

func (f *keys) three(a, b, c uint32) {
	h := table.Mix(f.seed+uint64(f.n)*0xd6e8feb86659fd93, uint64(a)|uint64(b)<<32)
	f.k[f.n&(maxKeys-1)] = table.Mix(h, uint64(c))
	f.n++
}

// tagFeatures writes the features for the part of speech of words[i].
func tagFeatures(f *keys, words []info, i int) {
	f.n, f.seed = 0, 0x1234567
	w, p, q, n, m := &words[i], &words[i-1], &words[i-2], &words[i+1], &words[i+2]
	shape := uint32(w.Shape) | w.glued<<16 | w.first<<18
	f.one(0)
	f.one(w.Form)
	f.two(w.Form, shape)
	f.one(w.seen)
	for k := range 5 {
		f.one(w.Pre[k])
		f.one(w.Suf[k])
	}
	f.two(w.Pre[1], w.Suf[1])
	f.two(w.Pre[2], w.Suf[2])
	f.two(w.Pre[3], w.Suf[1])
	f.one(shape)
	f.two(shape, w.Suf[1])
	f.two(shape, w.Suf[2])
	f.two(shape, w.seen)
	f.two(shape, p.pos)
	f.one(uint32(w.Len))
	f.one(p.pos)
	f.two(p.pos, q.pos)
	f.one(q.pos)
	f.two(p.pos, w.seen)
	f.three(p.pos, q.pos, w.seen)
	f.two(p.pos, w.Form)
	f.two(p.pos, w.Suf[2])
	f.two(p.pos, w.Pre[2])
	f.one(p.Form)
	f.two(p.Form, w.Form)
	f.two(p.Form, w.seen)
	f.two(p.Form, w.Suf[2])
	f.one(p.Suf[2])
	f.one(q.Form)
	f.two(q.Form, p.Form)
	f.one(n.Form)
	f.two(n.Form, w.Form)
	f.one(n.seen)
	f.two(n.seen, w.seen)
	f.three(n.seen, w.seen, p.pos)
	f.two(n.seen, w.Form)
	f.two(n.Suf[2], w.seen)
	f.one(n.Suf[2])
	f.one(n.Pre[2])
	f.two(uint32(n.Shape)|n.glued<<16, w.seen)
	f.two(uint32(n.Shape), uint32(p.Shape)|shape<<16)
	f.one(m.Form)
	f.one(m.seen)
	f.two(n.seen, m.seen)
	f.three(w.seen, n.seen, m.seen)
	f.two(n.Form, m.Form)
	f.two(p.pos, n.seen)
	f.two(p.Form, n.Form)
}

// featFeatures writes the features for the UD features of words[i], whose part
// of speech is known, as are those of all other words.
func featFeatures(f *keys, words []info, i int) {
	w, p, q, n, m := &words[i], &words[i-1], &words[i-2], &words[i+1], &words[i+2]
	f.n, f.seed = 0, 0x7654321+uint64(w.pos)<<32
	shape := uint32(w.Shape) | w.glued<<16 | w.first<<18
	f.one(0)
	f.one(w.Form)
	f.two(w.Form, shape)
	for k := range 5 {
		f.one(w.Suf[k])
	}
	for k := range 4 {
		f.one(w.Pre[k])
	}
	f.two(w.Pre[1], w.Suf[1])
	f.two(w.Pre[2], w.Suf[2])
	f.one(shape)
	f.two(shape, w.Suf[2])
	f.one(p.pos)
	f.one(n.pos)
	f.two(p.pos, n.pos)
	f.two(p.pos, q.pos)
	f.two(n.pos, m.pos)
	f.two(p.pos, w.Form)
	f.two(n.pos, w.Form)
	f.two(p.pos, w.Suf[2])
	f.two(p.pos|p.feats<<8, w.Form)
	f.two(p.pos|p.feats<<8, w.Suf[1])
	f.one(p.pos | p.feats<<8)
	f.two(p.pos|p.feats<<8, q.pos|q.feats<<8)
	f.one(p.Form)
	f.two(p.Form, w.Form)
	f.two(p.Form, w.Suf[2])
	f.one(q.Form)
	f.two(p.Form, q.Form)
	f.one(n.Form)
	f.two(n.Form, w.Form)
	f.two(n.Form, w.Suf[2])
	f.one(n.seen)
	f.one(m.Form)
	f.two(q.pos, w.Form)
	f.three(q.pos, p.pos, w.Suf[2])
}
