package name

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"

	"kabar/internal/lang/word"
	"kabar/internal/table"
	"kabar/internal/text"
)

// Example is a sentence with the wanted names. Its words have their parts of
// speech.
type Example struct {
	Tokens []text.Token
	Names  []text.Name
}

const (
	leastSeen  = 3    // features seen less often in the examples are not learnt
	rate       = 0.03 // step of AdaGrad
	smooth     = 0.1  // added to the root of its sums
	decay      = 1e-4 // of a weight whenever its feature occurs
	drop       = 0.5  // share of the features of a word that are hidden at each step
	tiny       = 1e-3 // gradients below are left out
	finalScale = 8    // of the weights of a model
)

// Learning holds a finder while it is learnt: a conditional random field over
// sequences of tags, by stochastic gradients (AdaGrad) with dropout. With the
// same calls the result is the same. It is used by one goroutine.
type Learning struct {
	facts  Facts
	random *rand.Rand
	keys   []uint64 // open addressing; 0 is free
	index  []int32
	rows   []row
	sums   int // how many epochs the sums of the rows hold

	words  []info
	seen   keys
	kept   [][]int32 // rows of the features of each word, less those hidden
	gold   []uint8
	scores [][numTags]float64 // exponentials, by word
	ahead  [][numTags]float64 // forward sums
	behind [][numTags]float64 // backward sums
	pairs  [numLooks][numTags][numTags]float64
	looks  []int // of each word
}

// row is what is learnt of one feature.
type row struct {
	key     uint64
	weight  [numTags]float32
	squares [numTags]float32 // of gradients, summed
	sum     [numTags]float32 // of weights after each epoch
}

// NewLearning starts to learn from sets of examples. What they do not hold three
// times is not learnt later on.
func NewLearning(facts Facts, seed uint64, sets ...[]Example) *Learning {
	l := &Learning{facts: facts, random: rand.New(rand.NewPCG(seed, 4))}
	counts := make(map[uint64]int32)
	var order []uint64
	for _, examples := range sets {
		for i := range examples {
			l.words = facts.read(l.words, examples[i].Tokens)
			for k := range examples[i].Tokens {
				features(&l.seen, l.words, k+edge)
				for _, key := range l.seen.k[:l.seen.n] {
					if counts[key]++; counts[key] == leastSeen {
						order = append(order, key)
					}
				}
			}
		}
	}
	for look := range numLooks {
		for t := range numTags {
			order = append(order, pairKey(t, look))
		}
	}
	l.rows = make([]row, len(order))
	for i, key := range order {
		l.rows[i].key = key
	}
	l.reindex()
	return l
}

func (l *Learning) reindex() {
	l.keys = make([]uint64, 2*len(l.rows)+2)
	l.index = make([]int32, len(l.keys))
	for i := range l.rows {
		at := l.slot(l.rows[i].key)
		l.keys[at], l.index[at] = l.rows[i].key, int32(i)
	}
}

func (l *Learning) slot(key uint64) uint64 {
	n := uint64(len(l.keys))
	at, _ := bits.Mul64(key, n)
	for l.keys[at] != 0 && l.keys[at] != key {
		if at++; at == n {
			at = 0
		}
	}
	return at
}

// row returns the row of a feature; ok is false when it is not learnt.
func (l *Learning) row(key uint64) (id int32, ok bool) {
	at := l.slot(key)
	return l.index[at], l.keys[at] != 0
}

// Epoch goes through examples once, in an order of its own.
func (l *Learning) Epoch(examples []Example) {
	for _, i := range l.random.Perm(len(examples)) {
		if len(examples[i].Tokens) > 0 {
			l.sentence(&examples[i])
		}
	}
	for i := range l.rows {
		r := &l.rows[i]
		for t, w := range r.weight {
			r.sum[t] += w
		}
	}
	l.sums++
}

func (l *Learning) sentence(x *Example) {
	n := len(x.Tokens)
	l.read(x)
	l.forward(n)
	l.backward(n)
	var pairRows [numLooks][numTags][1]int32
	for look := range numLooks {
		for t := range numTags {
			pairRows[look][t][0], _ = l.row(pairKey(t, look))
		}
	}
	for i := range n {
		var d [numTags]float32 // gradient: what is expected less what is wanted
		total := 0.0
		for t := range numTags {
			total += l.ahead[i][t] * l.behind[i][t]
		}
		for t := range numTags {
			d[t] = float32(l.ahead[i][t] * l.behind[i][t] / total)
		}
		d[l.gold[i]]--
		l.update(l.kept[i], &d)

		pairs := l.expected(i)
		before := 0
		if i > 0 {
			before = int(l.gold[i-1])
		}
		pairs[before][l.gold[i]]--
		for p := range numTags {
			l.update(pairRows[l.looks[i]][p][:], &pairs[p])
		}
	}
}

// read fills the scratch with the features, scores and wanted tags of x.
func (l *Learning) read(x *Example) {
	l.words = l.facts.read(l.words, x.Tokens)
	for len(l.kept) < len(x.Tokens) {
		l.kept = append(l.kept, nil)
		l.scores = append(l.scores, [numTags]float64{})
		l.ahead = append(l.ahead, [numTags]float64{})
		l.behind = append(l.behind, [numTags]float64{})
	}
	for i := range x.Tokens {
		features(&l.seen, l.words, i+edge)
		kept := l.kept[i][:0]
		var s [numTags]float32
		for _, key := range l.seen.k[:l.seen.n] {
			id, ok := l.row(key)
			if !ok || l.random.Float64() < drop {
				continue
			}
			kept = append(kept, id)
			for t, w := range l.rows[id].weight {
				s[t] += w
			}
		}
		l.kept[i] = kept
		top := slices.Max(s[:])
		for t := range numTags {
			l.scores[i][t] = math.Exp(float64(s[t]-top) / (1 - drop))
		}
	}
	l.looks = l.looks[:0]
	for i := range x.Tokens {
		l.looks = append(l.looks, l.words[i+edge].look())
	}
	for look := range numLooks {
		for p := range numTags {
			id, _ := l.row(pairKey(p, look))
			for t, w := range l.rows[id].weight {
				l.pairs[look][t][p] = math.Exp(float64(w))
			}
		}
	}
	l.gold = tagsOf(l.gold, len(x.Tokens), x.Names)
}

func (l *Learning) forward(n int) {
	for i := range n {
		a := &l.ahead[i]
		for t := range numTags {
			a[t] = 0
			for _, p := range follows[t] {
				a[t] += l.pairs[l.looks[i]][t][p] * l.before(i, p)
			}
			a[t] *= l.scores[i][t]
		}
		normalise(a)
	}
}

// before returns the forward sum of tag p at the word before i.
func (l *Learning) before(i int, p uint8) float64 {
	switch {
	case i > 0:
		return l.ahead[i-1][p]
	case p == 0:
		return 1
	}
	return 0
}

func (l *Learning) backward(n int) {
	b := [numTags]float64{}
	for _, t := range follows[0] {
		b[t] = 1
	}
	for i := n - 1; i >= 0; i-- {
		l.behind[i] = b
		b = [numTags]float64{}
		for t := range numTags {
			for _, p := range follows[t] {
				b[p] += l.pairs[l.looks[i]][t][p] * l.scores[i][t] * l.behind[i][t]
			}
		}
		normalise(&b)
	}
}

func normalise(v *[numTags]float64) {
	total := 0.0
	for _, x := range v {
		total += x
	}
	for t := range v {
		v[t] /= total
	}
}

// expected returns how likely each pair of tags is at the words i-1 and i:
// [before][after].
func (l *Learning) expected(i int) (out [numTags][numTags]float32) {
	total := 0.0
	for t := range numTags {
		for _, p := range follows[t] {
			total += l.pair(i, p, t)
		}
	}
	for t := range numTags {
		for _, p := range follows[t] {
			out[p][t] = float32(l.pair(i, p, t) / total)
		}
	}
	return out
}

func (l *Learning) pair(i int, p uint8, t int) float64 {
	return l.before(i, p) * l.pairs[l.looks[i]][t][p] * l.scores[i][t] * l.behind[i][t]
}

// update takes a step against the gradient d of the scores that ids share.
func (l *Learning) update(ids []int32, d *[numTags]float32) {
	var tags [numTags]int
	n := 0
	for t, x := range d {
		if x > tiny || x < -tiny {
			tags[n] = t
			n++
		}
	}
	for _, id := range ids {
		r := &l.rows[id]
		for _, t := range tags[:n] {
			g := d[t] + decay*r.weight[t]
			r.squares[t] += g * g
			r.weight[t] -= rate * g / (smooth + float32(math.Sqrt(float64(r.squares[t]))))
		}
	}
}

// tagsOf returns the tags of n words with names.
func tagsOf(tags []uint8, n int, names []text.Name) []uint8 {
	tags = slices.Grow(tags[:0], n)[:n]
	clear(tags)
	for _, x := range names {
		for i := x.First; i < x.End; i++ {
			tags[i] = uint8(tagOf(x.Kind, int(partOf(int(i-x.First), int(x.End-x.First)))))
		}
	}
	return tags
}

// Prune drops the features without a weight of at least least in magnitude,
// for good, and starts the averages anew.
func (l *Learning) Prune(least float32) {
	l.sums = 0
	pairs := len(l.rows) - numTags*numLooks
	at := 0
	for i := range l.rows {
		r := &l.rows[i]
		if i >= pairs || most(&r.weight) >= least {
			r.sum = [numTags]float32{}
			l.rows[at] = *r
			at++
		}
	}
	l.rows = l.rows[:at]
	l.reindex()
}

func most(weights *[numTags]float32) (m float32) {
	for _, w := range weights {
		m = max(m, w, -w)
	}
	return m
}

// Put writes the weights, averaged over the epochs since the last Prune, into
// f: those of at least least/2 in magnitude, of features that have one of at
// least least.
func (l *Learning) Put(f *table.ModelFile, least float32) error {
	var out []table.WeightRow
	for i := range l.rows {
		mean := l.rows[i].sum
		for t := range mean {
			mean[t] /= float32(l.sums)
		}
		if most(&mean) < least {
			continue
		}
		x := table.WeightRow{Key: l.rows[i].key}
		for t, w := range mean {
			if w >= least/2 || -w >= least/2 {
				x.Class = append(x.Class, uint8(t))
				x.Weight = append(x.Weight, finalScale*w)
			}
		}
		out = append(out, x)
	}
	section, err := table.PackWeights(out, numTags)
	if err != nil {
		return err
	}
	f.Put(tagWeights, section)
	return nil
}

// Material gathers facts.
type Material struct {
	words map[uint64]uint32
	lists map[uint64]uint32
}

// NewMaterial returns empty material.
func NewMaterial() *Material {
	return &Material{words: make(map[uint64]uint32), lists: make(map[uint64]uint32)}
}

// Word says what is known of the word with the given WordKey.
func (m *Material) Word(key uint64, fact WordFact) { m.words[key] = fact.pack() }

// List puts a name, its words parted by blanks, on a list. A name of more than
// 8 words is left out.
func (m *Material) List(name string, list List) {
	words := strings.Fields(name)
	if len(words) > maxList {
		return
	}
	var h uint64
	for i, s := range words {
		var l word.Letters
		l.Read(s)
		h = listStep(h, &l)
		if i+1 < len(words) {
			m.lists[h] |= listMore
		} else {
			m.lists[h] |= 1 << list
		}
	}
}

// Put writes the facts into f.
func (m *Material) Put(f *table.ModelFile) {
	f.Put(wordFacts, table.PackMap(m.words))
	f.Put(listFacts, table.PackMap(m.lists))
}

// Facts returns the facts as they are read.
func (m *Material) Facts() (Facts, error) {
	f := &table.ModelFile{}
	m.Put(f)
	data, err := f.Bytes()
	if err != nil {
		return Facts{}, err
	}
	model, err := table.OpenModel(string(data), 0)
	if err != nil {
		return Facts{}, err
	}
	return openFacts(model)
}
