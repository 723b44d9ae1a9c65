package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	"kabar/internal/lang/name"
	"kabar/internal/lang/word"
	"kabar/internal/text"
)

// reports calls use for each report of a gzipped file of JSON objects.
func reports(file string, use func(r *text.Report)) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, maxReportLine)
	for n := 1; in.Scan(); n++ {
		var r struct{ Text string }
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			return fmt.Errorf("%s:%d: %w", file, n, err)
		}
		use(&text.Report{Text: r.Text})
	}
	return in.Err()
}

const (
	minWordSeen  = 8    // a word must stand so often in news to be told of
	contextWords = 3000 // the most frequent words make the contexts
	vectorSize   = 64
	leafDepth    = 10
)

// newsWords is news as numbers of words.
type newsWords struct {
	keys  []uint64         // by number: name.WordKey
	form  []uint32         // by number: form without case
	count []int32          // by number
	caps  map[uint32]int32 // by form: uses with a capital inside a sentence
	all   map[uint32]int32 // by form: uses inside a sentence
	index map[uint64]int32
	text  []int32 // numbers, -1 before and after each sentence
}

func newNewsWords() *newsWords {
	return &newsWords{
		caps: make(map[uint32]int32), all: make(map[uint32]int32), index: make(map[uint64]int32),
		text: []int32{-1},
	}
}

// add takes in a sentence.
func (n *newsWords) add(tokens []text.Token) {
	for k := range tokens {
		var l word.Letters
		l.Read(tokens[k].Form)
		key := name.WordKey(tokens[k].Form)
		w, ok := n.index[key]
		if !ok {
			w = int32(len(n.keys))
			n.index[key] = w
			n.keys = append(n.keys, key)
			n.form = append(n.form, l.Form)
			n.count = append(n.count, 0)
		}
		n.count[w]++
		if k > 0 {
			n.all[l.Form]++
			if l.Shape&word.Capital != 0 {
				n.caps[l.Form]++
			}
		}
		n.text = append(n.text, w)
	}
	n.text = append(n.text, -1)
}

// vocabulary returns the words that are seen often enough, the most frequent
// first.
func (n *newsWords) vocabulary() []int32 {
	var out []int32
	for w, c := range n.count {
		if c >= minWordSeen {
			out = append(out, int32(w))
		}
	}
	slices.SortFunc(out, func(a, b int32) int {
		if n.count[a] != n.count[b] {
			return int(n.count[b] - n.count[a])
		}
		return int(a - b)
	})
	return out
}

// facts returns the words of news with their groups and their capitals.
func (n *newsWords) facts() map[uint64]name.WordFact {
	vocabulary := n.vocabulary()
	vectors := n.vectors(vocabulary)
	leaves := bisect(vectors)
	out := make(map[uint64]name.WordFact, len(vocabulary))
	for i, w := range vocabulary {
		f := name.WordFact{Leaf: leaves[i]}
		if all := n.all[n.form[w]]; all > 0 {
			f.Caps = uint8(min(7, 8*n.caps[n.form[w]]/all))
		}
		out[n.keys[w]] = f
	}
	return out
}

// offsets are where the words stand that make a word's context.
var offsets = [...]int{-2, -1, 1, 2}

type cell struct {
	column int32
	x      float32
}

// vectors returns for each word numbers that are near to those of words used
// in the same contexts: the positive pointwise mutual information of words and
// contexts, in the space of its largest singular values.
func (n *newsWords) vectors(vocabulary []int32) [][]float32 {
	row := make([]int32, len(n.keys))
	for i := range row {
		row[i] = -1
	}
	for i, w := range vocabulary {
		row[w] = int32(i)
	}
	columns := contextWords + 2 // and one for all other words, one for the edge of a sentence
	counts := make([]map[int32]int32, len(vocabulary))
	for i := range counts {
		counts[i] = make(map[int32]int32)
	}
	columnTotal := make([]float64, columns*len(offsets))
	rowTotal := make([]float64, len(vocabulary))
	total := 0.0
	for at, w := range n.text {
		if w < 0 || row[w] < 0 {
			continue
		}
		for k, o := range offsets {
			c := int32(columns - 1)
			if p := at + o; p >= 0 && p < len(n.text) && n.text[p] >= 0 {
				c = row[n.text[p]]
				if c < 0 || c >= contextWords {
					c = contextWords
				}
			} else if p := at + o/2; n.text[p] < 0 { // beyond the edge
				continue
			}
			c += int32(k * columns)
			counts[row[w]][c]++
			columnTotal[c]++
			rowTotal[row[w]]++
			total++
		}
	}
	matrix := make([][]cell, len(vocabulary))
	for i, m := range counts {
		for c, x := range m {
			pmi := math.Log(float64(x)*total/rowTotal[i]) - math.Log(math.Pow(columnTotal[c], 0.75)*math.Pow(total, 0.25))
			if pmi > 0 {
				matrix[i] = append(matrix[i], cell{c, float32(pmi)})
			}
		}
		slices.SortFunc(matrix[i], func(a, b cell) int { return int(a.column - b.column) })
		counts[i] = nil
	}
	return reduce(matrix, columns*len(offsets))
}

// reduce returns the rows of a sparse matrix in vectorSize dimensions, by
// random projection and power iteration, at length 1.
func reduce(matrix [][]cell, columns int) [][]float32 {
	random := rand.New(rand.NewPCG(5, 5))
	left := make([][]float32, len(matrix))
	right := make([][]float32, columns)
	for i := range left {
		left[i] = make([]float32, vectorSize)
	}
	for i := range right {
		right[i] = make([]float32, vectorSize)
		for k := range right[i] {
			right[i][k] = float32(random.NormFloat64())
		}
	}
	for range 4 {
		orthonormal(right)
		for i, cells := range matrix {
			clear(left[i])
			for _, c := range cells {
				for k, x := range right[c.column] {
					left[i][k] += c.x * x
				}
			}
		}
		for i := range right {
			clear(right[i])
		}
		for i, cells := range matrix {
			for _, c := range cells {
				to := right[c.column]
				for k, x := range left[i] {
					to[k] += c.x * x
				}
			}
		}
	}
	for i := range left {
		unit(left[i])
	}
	return left
}

// orthonormal makes the columns of m orthogonal and of length 1, by the
// modified method of Gram and Schmidt.
func orthonormal(m [][]float32) {
	for k := range m[0] {
		for j := range k {
			dot := 0.0
			for i := range m {
				dot += float64(m[i][k]) * float64(m[i][j])
			}
			for i := range m {
				m[i][k] -= float32(dot) * m[i][j]
			}
		}
		length := 0.0
		for i := range m {
			length += float64(m[i][k]) * float64(m[i][k])
		}
		by := float32(1 / math.Sqrt(max(length, 1e-12)))
		for i := range m {
			m[i][k] *= by
		}
	}
}

func unit(v []float32) {
	length := 0.0
	for _, x := range v {
		length += float64(x) * float64(x)
	}
	by := float32(1 / math.Sqrt(max(length, 1e-12)))
	for k := range v {
		v[k] *= by
	}
}

// bisect returns for each vector a leaf of a binary tree of leafDepth levels:
// every branch is cut in two by 2-means, neither part under a quarter of it.
func bisect(vectors [][]float32) []uint16 {
	leaves := make([]uint16, len(vectors))
	all := make([]int, len(vectors))
	for i := range all {
		all[i] = i
	}
	random := rand.New(rand.NewPCG(6, 6))
	var cut func(part []int, depth int)
	cut = func(part []int, depth int) {
		if depth == leafDepth {
			return
		}
		if len(part) > 1 {
			at := halve(vectors, part, random)
			for _, i := range part[at:] {
				leaves[i] |= 1 << (leafDepth - 1 - depth)
			}
			cut(part[:at], depth+1)
			cut(part[at:], depth+1)
		}
	}
	cut(all, 0)
	return leaves
}

const (
	meansRounds = 12
	leastPart   = 0.25
)

// halve sorts part into two halves and returns where the second begins.
func halve(vectors [][]float32, part []int, random *rand.Rand) int {
	a := slices.Clone(vectors[part[random.IntN(len(part))]])
	b := slices.Clone(vectors[part[random.IntN(len(part))]])
	side := make([]float32, len(vectors[0]))
	score := make(map[int]float32, len(part))
	for range meansRounds {
		for k := range side {
			side[k] = b[k] - a[k]
		}
		clear(a)
		clear(b)
		for _, i := range part {
			dot := float32(0)
			for k, x := range vectors[i] {
				dot += x * side[k]
			}
			score[i] = dot
			to := a
			if dot > 0 {
				to = b
			}
			for k, x := range vectors[i] {
				to[k] += x
			}
		}
		unit(a)
		unit(b)
	}
	slices.SortFunc(part, func(i, j int) int {
		if score[i] != score[j] {
			if score[i] < score[j] {
				return -1
			}
			return 1
		}
		return i - j
	})
	at := 0
	for at < len(part) && score[part[at]] <= 0 {
		at++
	}
	least := max(1, int(leastPart*float64(len(part))))
	return min(max(at, least), len(part)-least)
}

// told is what a finder says of the words and names of news.
type told struct {
	words map[uint64]*[text.NumKinds]int32 // by name.WordKey: uses in names of each kind; at 0 all uses
	names map[string]*[text.NumKinds]int32 // uses as a name of each kind; at 0 all
}

func newTold() *told {
	return &told{words: make(map[uint64]*[text.NumKinds]int32), names: make(map[string]*[text.NumKinds]int32)}
}

// add counts a sentence with its names.
func (t *told) add(tokens []text.Token, names []text.Name) {
	at := 0
	for i := range tokens {
		for at < len(names) && int(names[at].End) <= i {
			at++
		}
		key := name.WordKey(tokens[i].Form)
		c := t.words[key]
		if c == nil {
			c = new([text.NumKinds]int32)
			t.words[key] = c
		}
		c[0]++
		if at < len(names) && int(names[at].First) <= i {
			c[names[at].Kind]++
		}
	}
	for _, n := range names {
		var words []string
		for _, w := range tokens[n.First:n.End] {
			words = append(words, w.Form)
		}
		key := strings.Join(words, " ")
		c := t.names[key]
		if c == nil {
			c = new([text.NumKinds]int32)
			t.names[key] = c
		}
		c[0]++
		c[n.Kind]++
	}
}

// shares returns how often a word is in names of each kind, on a scale of 0 to 3.
func shares(c *[text.NumKinds]int32) (out [text.NumKinds]uint8) {
	for k := 1; k < text.NumKinds; k++ {
		share := float64(c[k]) / float64(c[0])
		switch {
		case share >= 0.9:
			out[k] = 3
		case share >= 0.5:
			out[k] = 2
		case share >= 0.08:
			out[k] = 1
		}
	}
	return out
}

// put writes what is told into m: words in facts with their kinds, and names
// found often, of one kind in nine uses of ten.
func (t *told) put(m *name.Material, facts map[uint64]name.WordFact) {
	for key, f := range facts {
		if c := t.words[key]; c != nil {
			f.Kind = shares(c)
		}
		m.Word(key, f)
	}
	keys := make([]string, 0, len(t.names))
	for n := range t.names {
		keys = append(keys, n)
	}
	slices.Sort(keys)
	for _, n := range keys {
		c := t.names[n]
		if c[0] < toldLeast {
			continue
		}
		for k := 1; k < text.NumKinds; k++ {
			if 10*c[k] >= 9*c[0] {
				m.List(n, name.NewsPeople+name.List(k-1))
			}
		}
	}
}
