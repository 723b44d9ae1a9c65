package shift

import (
	"errors"
	"math/rand/v2"
	"sort"
	"strings"

	"kabar/internal/table"
	"kabar/internal/text"
)

// Example is a sentence to learn from: words as they will be when the parser
// runs, with predicted tags, and the tree that they should get.
type Example struct {
	Tokens []text.Token // Head and Rel are the wanted ones
}

// Learning holds a parser while it is learnt.
type Learning struct {
	labels  []string
	number  map[string]int
	weights *table.Learner
	random  *rand.Rand
	state   state
	keys    keys
	scores  []float32
	gold    []int32
	goldRel []int
	kids    [][]int32
}

// NewLearning starts to learn a parser for the relations of examples. With the
// same seed and calls the result is the same.
func NewLearning(examples []Example, seed uint64) (*Learning, error) {
	set := make(map[string]int)
	for _, x := range examples {
		for i := range x.Tokens {
			set[x.Tokens[i].Rel]++
		}
	}
	l := &Learning{number: make(map[string]int), random: rand.New(rand.NewPCG(seed, 1))}
	for rel := range set {
		l.labels = append(l.labels, rel)
	}
	sort.Strings(l.labels)
	for i, rel := range l.labels {
		l.number[rel] = i
	}
	if _, ok := l.number["root"]; !ok || len(l.labels) < 2 || len(l.labels) > maxLabels {
		return nil, errors.New("shift: examples without root, or with too many relations")
	}
	l.weights = table.NewLearner(2*len(l.labels) + 1)
	l.scores = make([]float32, 2*len(l.labels)+1)
	return l, nil
}

// margin is how much better than any wrong action a right one must score to
// leave the weights alone.
const margin = 1

// Epoch goes through examples once, in an order of its own. With probability
// explore it follows its own choice instead of the best one.
func (l *Learning) Epoch(examples []Example, explore float64) {
	for _, i := range l.random.Perm(len(examples)) {
		l.sentence(examples[i].Tokens, explore)
	}
}

// Average makes the weights their averages; learning may go on from there.
func (l *Learning) Average() { l.weights.Average() }

// Put writes the sections of the parser into f. Features with no weight of at
// least least are left out.
func (l *Learning) Put(f *table.ModelFile, least float32) error {
	section, err := table.PackWeights(l.weights.Export(least), l.weights.Classes())
	if err != nil {
		return err
	}
	f.Put(weightsSection, section)
	f.Put(labelsSection, []byte(strings.Join(l.labels, "\n")))
	return nil
}

func (l *Learning) sentence(tokens []text.Token, explore float64) {
	n := len(tokens)
	if n == 0 {
		return
	}
	st := &l.state
	st.start(tokens)
	l.gold = grow(l.gold, n)
	l.goldRel = grow(l.goldRel, n)
	l.kids = grow(l.kids, n+1)
	for i := range l.kids {
		l.kids[i] = l.kids[i][:0]
	}
	for i := range tokens {
		h := tokens[i].Head
		if h < 0 {
			h = st.n
		}
		l.gold[i] = h
		l.goldRel[i] = l.number[tokens[i].Rel]
		l.kids[h] = append(l.kids[h], int32(i))
	}
	labels, root := len(l.labels), l.number["root"]
	for !st.done() {
		canShift, canLeft, canRight := st.allowed()
		if canLeft && st.b == st.n {
			st.apply(1+root, labels)
			continue
		}
		if !canLeft && !canRight {
			st.apply(shift, labels)
			continue
		}
		clear(l.scores)
		st.features(&l.keys)
		keys := l.keys.k[:l.keys.n]
		l.weights.Add(keys, l.scores)
		costs := l.costs(canShift, canLeft, canRight)
		right, wrong := l.choose(costs, labels, root)
		l.weights.Tick()
		if wrong >= 0 && l.scores[right] < l.scores[wrong]+margin {
			l.weights.Update(keys, right, 1)
			l.weights.Update(keys, wrong, -1)
		}
		next := right
		if wrong >= 0 && l.scores[wrong] >= l.scores[right] && l.random.Float64() < explore {
			next = wrong
		}
		st.apply(next, labels)
	}
}

// impossible is the cost of an action that is not allowed.
const impossible = 1 << 20

// costs returns for SHIFT, LEFT and RIGHT how many wanted arcs can no longer be
// made after it.
func (l *Learning) costs(canShift, canLeft, canRight bool) (cost [3]int) {
	st := &l.state
	b := st.b
	depth := len(st.stack)
	s0 := st.stack[depth-1]
	s1 := int32(-1)
	if depth > 1 {
		s1 = st.stack[depth-2]
	}
	cost = [3]int{impossible, impossible, impossible}
	if canShift {
		c := 0
		for i, w := range st.stack {
			if l.gold[b] == w && i < depth-1 {
				c++
			}
			if l.gold[w] == b {
				c++
			}
		}
		cost[0] = c
	}
	kidsAhead := 0 // wanted children of s0 still in the buffer
	for _, k := range l.kids[s0] {
		if k >= b {
			kidsAhead++
		}
	}
	if canLeft {
		c := kidsAhead
		if h := l.gold[s0]; h == s1 || h > b {
			c++
		}
		cost[1] = c
	}
	if canRight {
		c := kidsAhead
		if h := l.gold[s0]; h >= b {
			c++
		}
		cost[2] = c
	}
	return cost
}

// choose returns the best-scored action of least cost, with the wanted
// relation where the arc is the wanted one, and the best-scored other action;
// -1 when there is none.
func (l *Learning) choose(cost [3]int, labels, root int) (right, wrong int) {
	st := &l.state
	least := min(cost[0], cost[1], cost[2])
	right, wrong = -1, -1
	consider := func(action int, ok bool) {
		p := &wrong
		if ok {
			p = &right
		}
		if *p < 0 || l.scores[action] > l.scores[*p] {
			*p = action
		}
	}
	if cost[0] < impossible {
		consider(shift, cost[0] == least)
	}
	s0 := st.stack[len(st.stack)-1]
	for kind := 1; kind <= 2; kind++ {
		if cost[kind] == impossible {
			continue
		}
		head := st.b
		if kind == 2 {
			head = st.stack[len(st.stack)-2]
		}
		wanted := l.gold[s0] == head
		for i := range labels {
			if i != root {
				consider(1+(kind-1)*labels+i, cost[kind] == least && (!wanted || i == l.goldRel[s0]))
			}
		}
	}
	return right, wrong
}
