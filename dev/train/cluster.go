package main

import (
	"math"
	"math/rand/v2"
	"sort"

	"kabar/internal/lang/word"
	"kabar/internal/text"
)

// Word clusters: vectors by skip-gram with negative sampling (Mikolov et al.
// 2013) of neighbours told apart by their place, so that words come together
// that are used alike, not those of one topic; then a binary tree of clusters by repeated 2-means, so that the first
// bits of a cluster's number stand for a coarser cluster.
const (
	vectorSize    = 64
	vectorWindow  = 2
	vectorNoise   = 5
	vectorEpochs  = 2
	clusterBits   = 10
	minVocabulary = 8 // occurrences
	keepFrequent  = 1e-3
)

// cluster returns the cluster of each frequent word of sentences, by its form
// number.
func cluster(sentences [][]text.Token) map[uint32]uint16 {
	counts := make(map[uint32]int)
	total := 0
	ids := make([][]uint32, len(sentences))
	for i, s := range sentences {
		for k := range s {
			f := word.Hash(s[k].Form)
			ids[i] = append(ids[i], f)
			counts[f]++
			total++
		}
	}
	var forms []uint32
	for f, n := range counts {
		if n >= minVocabulary {
			forms = append(forms, f)
		}
	}
	sort.Slice(forms, func(i, j int) bool {
		if counts[forms[i]] != counts[forms[j]] {
			return counts[forms[i]] > counts[forms[j]]
		}
		return forms[i] < forms[j]
	})
	v := &vectors{index: make(map[uint32]int32, len(forms)), random: rand.New(rand.NewPCG(7, 7))}
	var noise float64
	for i, f := range forms {
		v.index[f] = int32(i)
		noise += math.Pow(float64(counts[f]), 0.75)
		v.noise = append(v.noise, noise)
		share := float64(counts[f]) / float64(total)
		v.keep = append(v.keep, float32(math.Sqrt(keepFrequent/share)+keepFrequent/share))
	}
	v.in = make([][vectorSize]float32, len(forms))
	for k := range v.out {
		v.out[k] = make([][vectorSize]float32, len(forms))
	}
	for i := range v.in {
		for k := range v.in[i] {
			v.in[i][k] = (v.random.Float32() - 0.5) / vectorSize
		}
	}
	for e := range vectorEpochs {
		for i, s := range ids {
			done := float64(e*len(ids)+i) / float64(vectorEpochs*len(ids))
			v.learn(s, float32(0.025*(1-done)+0.0005))
		}
	}
	for i := range v.in {
		normalise(&v.in[i])
	}
	all := make([]int32, len(forms))
	for i := range all {
		all[i] = int32(i)
	}
	bits := make([]uint16, len(forms))
	v.split(all, 0, bits)
	out := make(map[uint32]uint16, len(forms))
	for i, f := range forms {
		out[f] = bits[i]
	}
	return out
}

type vectors struct {
	index  map[uint32]int32
	noise  []float64 // running sum of the noise distribution
	keep   []float32 // how likely an occurrence is looked at
	in     [][vectorSize]float32
	out    [2 * vectorWindow][][vectorSize]float32 // by place
	random *rand.Rand
	line   []int32
	draws  []int32
}

// draw returns a word by the noise distribution, from a table made once.
func (v *vectors) draw() int32 {
	const size = 1 << 20
	if v.draws == nil {
		v.draws = make([]int32, size)
		last := v.noise[len(v.noise)-1]
		w := 0
		for i := range v.draws {
			for v.noise[w] < last*float64(i)/size {
				w++
			}
			v.draws[i] = int32(w)
		}
	}
	return v.draws[v.random.Uint32()&(size-1)]
}

func (v *vectors) learn(s []uint32, rate float32) {
	v.line = v.line[:0]
	for _, f := range s {
		if i, ok := v.index[f]; ok && (v.keep[i] >= 1 || v.random.Float32() < v.keep[i]) {
			v.line = append(v.line, i)
		}
	}
	for i, w := range v.line {
		for d := 1; d <= vectorWindow; d++ {
			if i-d >= 0 {
				v.pair(w, v.line[i-d], d-1, rate)
			}
			if i+d < len(v.line) {
				v.pair(w, v.line[i+d], vectorWindow+d-1, rate)
			}
		}
	}
}

func (v *vectors) pair(w, context int32, place int, rate float32) {
	var change [vectorSize]float32
	in := &v.in[w]
	for n := range vectorNoise + 1 {
		target, want := context, float32(1)
		if n > 0 {
			if target, want = v.draw(), 0; target == context {
				continue
			}
		}
		out := &v.out[place][target]
		var dot float32
		for k := range in {
			dot += in[k] * out[k]
		}
		g := (want - sigmoid(dot)) * rate
		for k := range in {
			change[k] += g * out[k]
			out[k] += g * in[k]
		}
	}
	for k := range in {
		in[k] += change[k]
	}
}

func sigmoid(x float32) float32 {
	switch {
	case x > 8:
		return 1
	case x < -8:
		return 0
	}
	return float32(1 / (1 + math.Exp(-float64(x))))
}

func normalise(x *[vectorSize]float32) {
	var sum float64
	for _, f := range x {
		sum += float64(f) * float64(f)
	}
	if sum > 0 {
		n := float32(1 / math.Sqrt(sum))
		for k := range x {
			x[k] *= n
		}
	}
}

// split halves words by 2-means again and again and writes a bit for each
// halving, the first one highest.
func (v *vectors) split(words []int32, depth int, bits []uint16) {
	if depth == clusterBits {
		return
	}
	if len(words) < 2 {
		return
	}
	var c [2][vectorSize]float32
	c[0] = v.in[words[v.random.IntN(len(words))]]
	// The second centre is the word farthest from the first of a few.
	far := float32(2)
	for range 20 {
		w := words[v.random.IntN(len(words))]
		if d := dot(&c[0], &v.in[w]); d < far {
			far, c[1] = d, v.in[w]
		}
	}
	side := make([]bool, len(words))
	for range 12 {
		var sum [2][vectorSize]float32
		for i, w := range words {
			side[i] = dot(&c[1], &v.in[w]) > dot(&c[0], &v.in[w])
			s := &sum[0]
			if side[i] {
				s = &sum[1]
			}
			for k, x := range v.in[w] {
				s[k] += x
			}
		}
		for k := range c {
			normalise(&sum[k])
			c[k] = sum[k]
		}
	}
	var left, right []int32
	for i, w := range words {
		if side[i] {
			bits[w] |= 1 << (clusterBits - 1 - depth)
			right = append(right, w)
		} else {
			left = append(left, w)
		}
	}
	v.split(left, depth+1, bits)
	v.split(right, depth+1, bits)
}

func dot(a, b *[vectorSize]float32) float32 {
	var d float32
	for k := range a {
		d += a[k] * b[k]
	}
	return d
}
