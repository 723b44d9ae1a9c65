package main

import (
	"cmp"
	"slices"
	"sort"

	"kabar/dev/train/nn"
	"kabar/internal/lang/morph"
	"kabar/internal/lang/parse"
	"kabar/internal/text"
)

// shape says how large a network is and how it is taught.
type shape struct {
	dim, hidden, arc, rel int
	rows                  int // how many features have an embedding
	silverEpochs          int
	goldEpochs            int
	silverRate, goldRate  float64 // rates of learning at the start
	drop                  nn.Dropout
}

// goldAmongSilver is how often gold stands among silver.
const goldAmongSilver = 2

// warm is how many steps the rate of learning takes to its full value.
const warm = 100

// network returns a network that has learnt from silver, then from gold.
func (j *job) network(s shape, gold, silver []example, seed uint64) (*parse.Network, error) {
	v := newVocabulary(gold, silver, s.rows)
	net := nn.New(nn.Config{
		Rows: len(v.rows), Fields: parse.Fields, Dim: s.dim, Hidden: s.hidden, Arc: s.arc, Rel: s.rel,
		Rels: len(v.rels), Tags: len(v.tags),
	}, seed)
	l := nn.NewLearning(net, s.drop, seed)
	goldSentences := v.sentences(gold)
	phase := func(data []nn.Sentence, epochs int, from, to float64) {
		steps, n := float64(nn.Batches(data)*epochs), 0.0
		for e := range epochs {
			loss := l.Epoch(data, func() float64 {
				n++
				return (from + (to-from)*min(1, n/steps)) * min(1, n/warm)
			})
			j.progress("network %d: epoch %d of %d sentences: loss %.0f", seed, e+1, len(data), loss)
		}
	}
	if len(silver) > 0 {
		both := v.sentences(silver)
		for range goldAmongSilver {
			both = append(both, goldSentences...)
		}
		phase(both, s.silverEpochs, s.silverRate, s.silverRate/2)
	}
	phase(goldSentences, s.goldEpochs, s.goldRate, 0)
	return net.Pack(v.rels, v.tags, v.rows), nil
}

// examples returns the trees of silver as the parser will get their sentences.
func (j *job) examples(tagger *morph.Tagger) []example {
	var trees []silver
	for _, s := range j.silver {
		if s.parsed() {
			trees = append(trees, s)
		}
	}
	return each(trees, func(s silver, w *workspace) example {
		in := append([]text.Token(nil), s.words...)
		tagger.Tag(in, &w.tags)
		return example{in, s.words}
	})
}

// vocabulary numbers what a network learns about.
type vocabulary struct {
	rows       map[uint64]int32
	rels, tags []string
}

// goldWeight is how much more a feature counts in gold than in silver.
const goldWeight = 4

// newVocabulary takes the most frequent features, at most most of those that
// stand twice in gold or oftener in silver, and the relations and tags of gold.
func newVocabulary(gold, silver []example, most int) *vocabulary {
	counts := make(map[uint64]int)
	rels, tags := make(map[string]bool), make(map[string]bool)
	var keys []uint64
	for _, x := range gold {
		keys = parse.Features(keys[:0], x.in)
		for _, k := range keys {
			counts[k] += goldWeight
		}
		for k := range x.want {
			rels[x.want[k].Rel], tags[tagName(&x.want[k])] = true, true
		}
	}
	for _, x := range silver {
		keys = parse.Features(keys[:0], x.in)
		for _, k := range keys {
			counts[k]++
		}
	}
	keys = keys[:0]
	for k, n := range counts {
		if n >= 2*goldWeight {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b uint64) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	v := &vocabulary{rows: make(map[uint64]int32), rels: names(rels), tags: names(tags)}
	for i, k := range keys[:min(most, len(keys))] {
		v.rows[k] = int32(i)
	}
	return v
}

func tagName(t *text.Token) string { return t.POS.String() + " " + t.Feats }

func names(set map[string]bool) []string {
	var out []string
	for s := range set {
		out = append(out, s)
	}
	sort.Strings(out)
	return out
}

// sentences numbers examples. One with a relation that v has not is left out; a
// tag that v has not is taken from the sentence as it comes in.
func (v *vocabulary) sentences(list []example) []nn.Sentence {
	number := func(list []string) map[string]int {
		m := make(map[string]int)
		for i, s := range list {
			m[s] = i
		}
		return m
	}
	rels, tags := number(v.rels), number(v.tags)
	var out []nn.Sentence
	var keys []uint64
	for _, x := range list {
		var s nn.Sentence
		keys = parse.Features(keys[:0], x.in)
		for _, k := range keys {
			id, ok := v.rows[k]
			if !ok {
				id = -1
			}
			s.IDs = append(s.IDs, id)
		}
		known := true
		for k := range x.want {
			t := &x.want[k]
			head := t.Head
			if head < 0 {
				head = int32(len(x.want))
			}
			rel, okRel := rels[t.Rel]
			tag, okTag := tags[tagName(t)]
			if !okTag {
				tag, okTag = tags[tagName(&x.in[k])]
			}
			known = known && okRel && okTag
			s.Heads, s.Rels, s.Tags = append(s.Heads, head), append(s.Rels, uint8(rel)), append(s.Tags, uint16(tag))
		}
		if known {
			out = append(out, s)
		}
	}
	return out
}
