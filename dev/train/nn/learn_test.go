package nn

import (
	"math"
	"testing"
)

func sample() []*Sentence {
	return []*Sentence{
		{IDs: []int32{0, 1, 2, 3, 4, -1, 5, 6}, Heads: []int32{1, 4, 1, 2}, Rels: []uint8{0, 1, 2, 0}, Tags: []uint16{0, 1, 2, 3}},
		{IDs: []int32{7, 1}, Tags: []uint16{2}},
		{IDs: []int32{3, 2, 1, 1, 5, 5}, Heads: []int32{3, 0, 1}, Rels: []uint8{1, 2, 0}, Tags: []uint16{4, 0, 1}},
	}
}

func small() *Net {
	return New(Config{Rows: 8, Fields: 2, Dim: 16, Hidden: 16, Arc: 16, Rel: 16, Rels: 3, Tags: 5}, 4)
}

// TestGradient compares the gradients with differences of the loss.
func TestGradient(t *testing.T) {
	n := small()
	l := NewLearning(n, Dropout{}, 1)
	l.gradient(sample())
	g := l.g
	loss := func() float64 { return NewLearning(n, Dropout{}, 1).gradient(sample()) }
	check := func(name string, w, g []float32) {
		const step = 3e-4
		for i := 0; i < len(w); i += len(w)/7 + 1 {
			was := w[i]
			w[i] = was + step
			up := loss()
			w[i] = was - step
			down := loss()
			w[i] = was
			if want := (up - down) / (2 * step); math.Abs(want-float64(g[i])) > 4e-3+2e-2*math.Abs(want) {
				t.Errorf("%s: gradient %d: got %v, want %v", name, i, g[i], want)
			}
		}
	}
	names := []string{"in00", "state00", "bias00", "in01", "state01", "bias01", "in10", "state10", "bias10", "in11", "state11", "bias11",
		"mid", "midbias", "bilinear", "headbias", "rootarc", "rootrel", "out", "outbias", "tag", "tagbias"}
	for i, p := range n.dense() {
		check(names[i], p.W, g.dense[i])
	}
	check("embed", n.Embed.W, g.embed)
}

// TestLearn learns a few sentences by heart.
func TestLearn(t *testing.T) {
	n := small()
	l := NewLearning(n, Dropout{}, 1)
	first := l.gradient(sample())
	var sentences []Sentence
	for _, s := range sample() {
		sentences = append(sentences, *s)
	}
	var last float64
	for range 200 {
		last = l.Epoch(sentences, func() float64 { return 0.01 })
	}
	if last > 0.05*first {
		t.Errorf("loss went from %v to %v", first, last)
	}
}
