package shift

import (
	"kabar/internal/lang/word"
	"kabar/internal/table"
	"kabar/internal/text"
)

// state is a configuration of the arc-hybrid transition system: a stack, a
// buffer, and the arcs made so far. The root stands behind the last word, as
// word number n. Word n+1 is no word.
//
//	SHIFT    push the first word of the buffer
//	LEFT(l)  the first word of the buffer becomes head of the stack's top, with relation l; pop
//	RIGHT(l) the word under the stack's top becomes its head, with relation l; pop
type state struct {
	n     int32
	b     int32 // first word of the buffer
	stack []int32
	head  []int32
	rel   []uint8
	arcs  []arcs // per word, its children so far
	atoms []atoms
	sums  []sums
}

// arcs holds what features see of a word's children. Child numbers are those
// of state; n+1 stands for none.
type arcs struct {
	left, left2   int32 // outermost left child, and the one before it
	right, right2 int32
	lefts, rights uint8 // how many
	lset, rset    uint64
}

// atoms are the numbers that stand for a word in features.
type atoms struct {
	form, lemma, pos, posFeats uint32
	pre2, pre3, suf2, suf3     uint32
	shape                      uint32
}

// sums counts, up to a word, the words that tell clauses apart.
type sums struct{ punct, verb, conj, mark uint8 }

const (
	noAtom   = 0x00adbeef
	rootAtom = 0x10adbeef
)

// action numbers: 0 is SHIFT, 1 to L are LEFT, L+1 to 2L are RIGHT.
const shift = 0

func (s *state) none() int32 { return s.n + 1 }

// start makes s the first configuration for tokens.
func (s *state) start(tokens []text.Token) {
	n := len(tokens)
	s.n, s.b = int32(n), 0
	s.stack = s.stack[:0]
	s.head = grow(s.head, n+2)
	s.rel = grow(s.rel, n+2)
	s.arcs = grow(s.arcs, n+2)
	s.atoms = grow(s.atoms, n+2)
	s.sums = grow(s.sums, n+2)
	var letters word.Letters
	var sum sums
	for i := range tokens {
		t := &tokens[i]
		letters.Read(t.Form)
		a := &s.atoms[i]
		a.form = letters.Form
		a.lemma = table.HashString(t.Lemma)
		a.pos = uint32(t.POS) + 1
		a.posFeats = table.HashString(t.Feats)*31 + a.pos
		a.pre2, a.pre3 = letters.Pre[1], letters.Pre[2]
		a.suf2, a.suf3 = letters.Suf[1], letters.Suf[2]
		a.shape = uint32(letters.Shape)
		if i > 0 && tokens[i-1].Span.End == t.Span.Start {
			a.shape |= 1 << 16
		}
		s.sums[i] = sum
		switch t.POS {
		case text.PUNCT:
			sum.punct++
		case text.VERB:
			sum.verb++
		case text.CCONJ:
			sum.conj++
		case text.SCONJ:
			sum.mark++
		}
	}
	s.sums[n], s.sums[n+1] = sum, sum
	s.atoms[n] = atoms{form: rootAtom, lemma: rootAtom, pos: 30, posFeats: 30}
	s.atoms[n+1] = atoms{form: noAtom, lemma: noAtom, pos: 31, posFeats: 31}
	for i := range s.arcs {
		s.arcs[i] = arcs{left: int32(n) + 1, left2: int32(n) + 1, right: int32(n) + 1, right2: int32(n) + 1}
		s.head[i] = -1
		s.rel[i] = 0
	}
}

// grow returns a slice of length n, in the memory of s when it is large
// enough. What it holds is not defined.
func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

func (s *state) done() bool { return s.b == s.n && len(s.stack) == 0 }

// allowed says which kinds of action are possible. Together they let exactly
// one word have the root as head.
func (s *state) allowed() (canShift, canLeft, canRight bool) {
	depth := len(s.stack)
	if s.b == s.n {
		return false, depth == 1, depth > 1
	}
	return true, depth > 0, depth > 1
}

// apply does an action that is allowed; labels is the number of relations.
func (s *state) apply(action, labels int) {
	if action == shift {
		s.stack = append(s.stack, s.b)
		s.b++
		return
	}
	top := len(s.stack) - 1
	child := s.stack[top]
	s.stack = s.stack[:top]
	if action <= labels {
		s.attach(child, s.b, uint8(action-1))
	} else {
		s.attach(child, s.stack[top-1], uint8(action-1-labels))
	}
}

func (s *state) attach(child, head int32, rel uint8) {
	s.head[child], s.rel[child] = head, rel
	a := &s.arcs[head]
	if child < head {
		a.left, a.left2 = child, a.left
		a.lefts++
		a.lset |= 1 << (rel & 63)
	} else {
		a.right, a.right2 = child, a.right
		a.rights++
		a.rset |= 1 << (rel & 63)
	}
}

// maxKeys is the most features of one configuration.
const maxKeys = 256

// keys collects features. Each place in it is a template of its own, so
// templates are told apart by the order of the calls.
type keys struct {
	n int
	k [maxKeys]uint64
}

func (f *keys) one(a uint32) {
	f.k[f.n&(maxKeys-1)] = table.Mix(uint64(f.n+1)*0xd6e8feb86659fd93, uint64(a))
	f.n++
}

func (f *keys) two(a, b uint32) {
	f.k[f.n&(maxKeys-1)] = table.Mix(uint64(f.n+1)*0xd6e8feb86659fd93, uint64(a)|uint64(b)<<32)
	f.n++
}

func (f *keys) three(a, b, c uint32) {
	h := table.Mix(uint64(f.n+1)*0xd6e8feb86659fd93, uint64(a)|uint64(b)<<32)
	f.k[f.n&(maxKeys-1)] = table.Mix(h, uint64(c))
	f.n++
}

func (f *keys) four(a, b, c, d uint32) {
	h := table.Mix(uint64(f.n+1)*0xd6e8feb86659fd93, uint64(a)|uint64(b)<<32)
	f.k[f.n&(maxKeys-1)] = table.Mix(h, uint64(c)|uint64(d)<<32)
	f.n++
}

// distance classes of the gap between two words.
func distance(from, to int32) uint32 {
	switch d := to - from; {
	case d < 5:
		return uint32(d)
	case d < 8:
		return 5
	case d < 12:
		return 6
	}
	return 7
}

func foldSet(s uint64) uint32 { return uint32(s) ^ uint32(s>>32)*0x9e3779b1 }

// between describes what lies between two words.
func (s *state) between(from, to int32) uint32 {
	a, b := s.sums[from], s.sums[to]
	few := func(x uint8) uint32 { return uint32(min(x, 3)) }
	return few(b.punct-a.punct) | few(b.verb-a.verb)<<2 | few(b.conj-a.conj)<<4 | few(b.mark-a.mark)<<6
}

// features writes the features of s into f.
func (s *state) features(f *keys) {
	f.n = 0
	none := s.none()
	depth := len(s.stack)
	i0, i1, i2 := none, none, none
	if depth > 0 {
		i0 = s.stack[depth-1]
	}
	if depth > 1 {
		i1 = s.stack[depth-2]
	}
	if depth > 2 {
		i2 = s.stack[depth-3]
	}
	at := func(i int32) *atoms {
		if i < 0 || i > s.n {
			i = none
		}
		return &s.atoms[i]
	}
	j0 := s.b
	s0, s1, s2 := &s.atoms[i0], &s.atoms[i1], &s.atoms[i2]
	b0, b1, b2, b3 := at(j0), at(j0+1), at(j0+2), at(j0+3)
	bp := at(j0 - 1)
	s0a, s1a, b0a := &s.arcs[i0], &s.arcs[i1], &s.arcs[j0]
	var d0, d1, t0, t1 uint32
	if i0 != none {
		d0 = distance(i0, j0) + 1
		t0 = s.between(i0, j0) + 1
		if i1 != none {
			d1 = distance(i1, i0) + 1
			t1 = s.between(i1, i0) + 1
		}
	}
	rel := func(i int32) uint32 { return uint32(s.rel[i]) + 1 }

	// Single words.
	f.one(s0.form)
	f.two(s0.form, s0.pos)
	f.two(s0.lemma, s0.pos)
	f.one(s0.posFeats)
	f.two(s0.pre3, s0.pos)
	f.two(s0.suf3, s0.pos)
	f.one(s0.suf2)
	f.two(s0.pre2, s0.suf2)
	f.two(s0.shape, s0.pos)
	f.one(s1.form)
	f.two(s1.form, s1.pos)
	f.two(s1.lemma, s1.pos)
	f.one(s1.posFeats)
	f.two(s1.suf3, s1.pos)
	f.two(s1.pre3, s1.pos)
	f.two(s2.form, s2.pos)
	f.two(s2.lemma, s2.posFeats)
	f.one(s2.pos)
	f.one(b0.form)
	f.two(b0.form, b0.pos)
	f.two(b0.lemma, b0.pos)
	f.one(b0.posFeats)
	f.two(b0.pre3, b0.pos)
	f.two(b0.suf3, b0.pos)
	f.one(b0.suf2)
	f.two(b0.shape, b0.pos)
	f.one(b1.form)
	f.two(b1.form, b1.pos)
	f.two(b1.lemma, b1.posFeats)
	f.two(b1.suf3, b1.pos)
	f.two(b2.form, b2.pos)
	f.one(b2.posFeats)
	f.one(b3.pos)
	f.two(b3.form, b3.pos)
	f.two(bp.form, bp.pos)

	// Pairs.
	f.four(s0.form, s0.pos, b0.form, b0.pos)
	f.three(s0.form, s0.pos, b0.pos)
	f.three(s0.pos, b0.form, b0.pos)
	f.two(s0.form, b0.form)
	f.two(s0.lemma, b0.lemma)
	f.two(s0.pos, b0.pos)
	f.two(s0.posFeats, b0.posFeats)
	f.three(s0.lemma, b0.posFeats, d0)
	f.three(s0.posFeats, b0.lemma, d0)
	f.two(s0.suf3, b0.posFeats)
	f.two(s0.posFeats, b0.suf3)
	f.two(s0.pre3, b0.posFeats)
	f.two(s0.posFeats, b0.pre3)
	f.four(s1.form, s1.pos, s0.form, s0.pos)
	f.three(s1.form, s1.pos, s0.pos)
	f.three(s1.pos, s0.form, s0.pos)
	f.two(s1.lemma, s0.lemma)
	f.two(s1.pos, s0.pos)
	f.two(s1.posFeats, s0.posFeats)
	f.three(s1.lemma, s0.posFeats, d1)
	f.three(s1.posFeats, s0.lemma, d1)
	f.two(s1.suf3, s0.posFeats)
	f.two(s1.posFeats, s0.suf3)
	f.two(s1.pre3, s0.posFeats)
	f.two(s1.posFeats, s0.pre3)
	f.two(s1.form, b0.form)
	f.three(s1.lemma, b0.posFeats, t1)
	f.three(s1.posFeats, b0.lemma, t1)
	f.two(s1.pos, b0.pos)
	f.two(b0.form, b1.form)
	f.three(b0.form, b1.pos, b0.pos)
	f.three(b0.pos, b1.form, b1.pos)
	f.two(b0.posFeats, b1.posFeats)
	f.two(s0.form, b1.form)
	f.three(s0.form, s0.pos, b1.posFeats)
	f.three(s0.posFeats, b1.form, b1.pos)
	f.two(s0.posFeats, b1.posFeats)
	f.three(s2.lemma, s0.posFeats, b0.pos)
	f.two(s2.pos, b0.posFeats)
	f.two(s2.posFeats, s1.posFeats)
	f.two(s2.form, s1.form)

	// Triples and more.
	f.three(s0.pos, b0.pos, b1.pos)
	f.three(s0.posFeats, b0.posFeats, b1.posFeats)
	f.three(s1.pos, s0.pos, b0.pos)
	f.three(s1.posFeats, s0.posFeats, b0.posFeats)
	f.three(s2.pos, s1.pos, s0.pos)
	f.four(s2.pos, s1.pos, s0.pos, b0.pos)
	f.three(b0.pos, b1.pos, b2.pos)
	f.four(s0.pos, b0.pos, b1.pos, b2.pos)
	f.four(s1.pos, s0.pos, b0.pos, b1.pos)
	f.three(s0.lemma, b0.pos, b1.pos)
	f.three(s0.pos, b0.lemma, b1.pos)
	f.three(s0.pos, b0.pos, b1.lemma)
	f.three(s1.lemma, s0.pos, b0.pos)
	f.three(s1.pos, s0.lemma, b0.pos)
	f.three(s1.pos, s0.pos, b0.lemma)
	f.three(b1.posFeats, b2.posFeats, b3.pos)
	f.four(s0.pos, b0.pos, t0, d0)
	f.four(s1.pos, s0.pos, t1, d1)
	f.four(s1.pos, b0.pos, t0, t1)

	// Distances.
	f.two(s0.form, d0)
	f.two(s0.posFeats, d0)
	f.two(b0.form, d0)
	f.two(b0.posFeats, d0)
	f.three(s0.posFeats, b0.posFeats, d0)
	f.three(s0.form, b0.form, d0)
	f.two(s1.lemma, d1)
	f.two(s1.posFeats, d1)
	f.two(s0.lemma, d1)
	f.three(s1.posFeats, s0.posFeats, d1)

	// Children so far.
	lv, rv := uint32(min(s0a.lefts, 6)), uint32(min(s0a.rights, 6))
	lset, rset := foldSet(s0a.lset), foldSet(s0a.rset)
	f.three(s0.lemma, s0.pos, rv)
	f.two(s0.posFeats, rv)
	f.two(s0.posFeats, lv)
	f.two(s0.posFeats, lset)
	f.two(s0.posFeats, rset)
	f.two(s0.lemma, lset)
	f.two(s0.lemma, rset)
	f.three(s0.posFeats, rset, b0.posFeats)
	f.three(s0.lemma, rset, b0.posFeats)
	f.three(s0.posFeats, lset, b0.posFeats)
	rset1, lset1 := foldSet(s1a.rset), foldSet(s1a.lset)
	f.three(s1.posFeats, uint32(min(s1a.rights, 6)), s0.pos)
	f.three(s1.posFeats, rset1, s0.posFeats)
	f.three(s1.lemma, rset1, s0.posFeats)
	f.three(s1.posFeats, lset1, s0.posFeats)
	f.three(s1.lemma, lset1, s0.posFeats)
	blset := foldSet(b0a.lset)
	f.two(b0.posFeats, uint32(min(b0a.lefts, 6)))
	f.two(b0.posFeats, blset)
	f.two(b0.lemma, blset)
	f.three(b0.posFeats, blset, s0.posFeats)
	f.three(b0.lemma, blset, s0.posFeats)

	s0l, s0r, s0l2, s0r2 := &s.atoms[s0a.left], &s.atoms[s0a.right], &s.atoms[s0a.left2], &s.atoms[s0a.right2]
	s1l, s1r := &s.atoms[s1a.left], &s.atoms[s1a.right]
	b0l, b0l2 := &s.atoms[b0a.left], &s.atoms[b0a.left2]
	f.three(s0.pos, s0l.form, rel(s0a.left))
	f.three(s0.pos, s0r.form, rel(s0a.right))
	f.three(s0.pos, s0l.pos, rel(s0a.left))
	f.three(s0.pos, s0r.pos, rel(s0a.right))
	f.three(s1.pos, s1l.form, rel(s1a.left))
	f.three(s1.pos, s1r.form, rel(s1a.right))
	f.three(s1.pos, s1r.posFeats, rel(s1a.right))
	f.three(b0.pos, b0l.form, rel(b0a.left))
	f.three(b0.pos, b0l.posFeats, rel(b0a.left))
	f.three(s0.pos, s0l.pos, b0.pos)
	f.three(s0.pos, s0r.pos, b0.pos)
	f.three(s0.pos, b0.pos, b0l.pos)
	f.three(s1.pos, s1l.pos, s0.pos)
	f.three(s1.pos, s1r.pos, s0.pos)
	f.three(s1.pos, s0.pos, s0l.pos)
	f.three(s1.pos, s0.pos, s0r.pos)
	f.four(s0.pos, s0l.pos, s0l2.pos, rel(s0a.left2))
	f.four(s0.pos, s0r.pos, s0r2.pos, rel(s0a.right2))
	f.four(b0.pos, b0l.pos, b0l2.pos, rel(b0a.left2))
	f.three(b0.pos, b0l2.form, b0l.form)
	f.three(s0.pos, s0l.form, s0l2.form)
	f.three(s0.pos, s0r.posFeats, s0r2.posFeats)

	// Attachment of what has a case or subordination word of its own.
	f.three(s1.lemma, s0l.form, s0.pos)
	f.three(s1.posFeats, s0l.form, s0.pos)
	f.three(s1.lemma, s0l.form, s0.lemma)
	f.three(s2.lemma, s0l.form, s0.pos)
	f.four(s2.pos, s1.pos, s0l.form, s0.pos)
	f.three(s0.lemma, b0l.form, b0.pos)
	f.three(s0.posFeats, b0l.form, b0.posFeats)
	f.four(s0.pos, s0l.form, b0.form, b0.pos)
	f.four(s1.posFeats, s0.posFeats, s0l.form, b0.form)
	f.three(s1r.form, s1.pos, s0l.form)
	f.three(s0r.form, s0.pos, b0.form)
	f.four(s0r.pos, s0.lemma, b0.pos, b1.pos)
}
