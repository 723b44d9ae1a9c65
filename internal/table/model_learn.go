package table

import "math/bits"

// Learner is the same sparse linear model as Weights while it is learnt, by
// the averaged perceptron. It is used by one goroutine.
type Learner struct {
	keys  []uint64 // open addressing; 0 is free
	index []int32
	rows  []learnRow
	arena []learnEntry
	free  [9][]int32 // places in the arena that were outgrown, by log2 of size
	step  uint32

	frozen  bool // no new features
	classes int
}

type learnRow struct {
	key  uint64
	at   int32
	n    uint16
	size uint8 // log2 of its places
}

type learnEntry struct {
	class uint8
	w     float32
	last  uint32  // step of the last change
	acc   float64 // sum of w over the steps before last
}

// NewLearner returns a learner for classes 0 to classes-1, at most 256.
func NewLearner(classes int) *Learner {
	return &Learner{keys: make([]uint64, 1<<16), index: make([]int32, 1<<16), classes: classes}
}

// Classes returns the number of classes.
func (l *Learner) Classes() int { return l.classes }

// Rows returns how many features have weights.
func (l *Learner) Rows() int { return len(l.rows) }

func (l *Learner) slot(key uint64) uint64 {
	n := uint64(len(l.keys))
	at, _ := bits.Mul64(key, n)
	for l.keys[at] != 0 && l.keys[at] != key {
		if at++; at == n {
			at = 0
		}
	}
	return at
}

// Add adds the current weights of keys to scores.
func (l *Learner) Add(keys []uint64, scores []float32) {
	for _, k := range keys {
		at := l.slot(k)
		if l.keys[at] == 0 {
			continue
		}
		r := &l.rows[l.index[at]]
		for _, e := range l.arena[r.at : r.at+int32(r.n)] {
			scores[e.class] += e.w
		}
	}
}

// Tick counts one decision; averages are over decisions.
func (l *Learner) Tick() { l.step++ }

// Update adds by to the weights of keys for class.
func (l *Learner) Update(keys []uint64, class int, by float32) {
	for _, k := range keys {
		l.update(k, uint8(class), by)
	}
}

func (l *Learner) update(key uint64, class uint8, by float32) {
	if 2*len(l.rows) > len(l.keys) {
		l.grow()
	}
	at := l.slot(key)
	if l.keys[at] == 0 {
		if l.frozen {
			return
		}
		l.keys[at] = key
		l.index[at] = int32(len(l.rows))
		l.rows = append(l.rows, learnRow{key: key, at: l.alloc(1), size: 1})
	}
	r := &l.rows[l.index[at]]
	es := l.arena[r.at : r.at+int32(r.n)]
	for i := range es {
		if es[i].class == class {
			e := &es[i]
			e.acc += float64(e.w) * float64(l.step-e.last)
			e.w += by
			e.last = l.step
			return
		}
	}
	if int(r.n) == 1<<r.size {
		to := l.alloc(r.size + 1)
		copy(l.arena[to:], l.arena[r.at:r.at+int32(r.n)])
		l.free[r.size] = append(l.free[r.size], r.at)
		r.at, r.size = to, r.size+1
	}
	l.arena[r.at+int32(r.n)] = learnEntry{class: class, w: by, last: l.step}
	r.n++
}

func (l *Learner) alloc(size uint8) int32 {
	if f := l.free[size]; len(f) > 0 {
		l.free[size] = f[:len(f)-1]
		return f[len(f)-1]
	}
	at := int32(len(l.arena))
	for range 1 << size {
		l.arena = append(l.arena, learnEntry{})
	}
	return at
}

func (l *Learner) grow() {
	l.keys = make([]uint64, 2*len(l.keys))
	l.index = make([]int32, len(l.keys))
	l.reindex()
}

func (l *Learner) reindex() {
	for i := range l.rows {
		at := l.slot(l.rows[i].key)
		l.keys[at] = l.rows[i].key
		l.index[at] = int32(i)
	}
}

// Average makes the weights their averages over all steps so far, and starts
// counting anew. Learning may go on from there.
func (l *Learner) Average() {
	if l.step == 0 {
		return
	}
	for i := range l.rows {
		r := &l.rows[i]
		es := l.arena[r.at : r.at+int32(r.n)]
		for j := range es {
			e := &es[j]
			e.w = float32((e.acc + float64(e.w)*float64(l.step-e.last)) / float64(l.step))
			e.acc, e.last = 0, 0
		}
	}
	l.step = 0
}

// Prune drops the features with no weight of at least least in magnitude, and
// lets in no others from then on. Weights that were not averaged are lost with
// their features; those that stay go on as they are.
func (l *Learner) Prune(least float32) {
	old, arena := l.rows, l.arena
	*l = Learner{classes: l.classes, step: l.step, frozen: true}
	for i := range old {
		r := &old[i]
		es := arena[r.at : r.at+int32(r.n)]
		if most(es) < least {
			continue
		}
		to := l.alloc(r.size)
		copy(l.arena[to:], es)
		l.rows = append(l.rows, learnRow{key: r.key, at: to, n: r.n, size: r.size})
	}
	size := 1 << 16
	for size < 2*len(l.rows)+2 {
		size *= 2
	}
	l.keys, l.index = make([]uint64, size), make([]int32, size)
	l.reindex()
}

// most returns the largest magnitude of the weights.
func most(es []learnEntry) float32 {
	var m float32
	for _, e := range es {
		m = max(m, e.w, -e.w)
	}
	return m
}

// Export returns the rows of which some weight is at least least in magnitude,
// without their weights below least/2.
func (l *Learner) Export(least float32) []WeightRow {
	var rows []WeightRow
	for i := range l.rows {
		r := &l.rows[i]
		es := l.arena[r.at : r.at+int32(r.n)]
		if most(es) < least {
			continue
		}
		out := WeightRow{Key: r.key}
		for _, e := range es {
			if e.w >= least/2 || -e.w >= least/2 {
				out.Class = append(out.Class, e.class)
				out.Weight = append(out.Weight, e.w)
			}
		}
		rows = append(rows, out)
	}
	return rows
}
