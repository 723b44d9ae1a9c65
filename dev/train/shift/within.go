package shift

import (
	"kabar/internal/table"
	"kabar/internal/text"
)

// Bracket is a constituent: the words First to End-1 of a sentence.
type Bracket struct{ First, End int32 }

// bounded are the constituents that a tree must respect: of each, one word has
// its head outside, and what hangs on the constituent from outside hangs on
// that word. Punctuation is free.
type bounded struct {
	brackets []Bracket
	lo, hi   []int32 // per word, the first and last word below it, less punctuation; lo > hi for none
}

func newBounded(tokens []text.Token, brackets []Bracket) *bounded {
	b := &bounded{lo: make([]int32, len(tokens)+2), hi: make([]int32, len(tokens)+2)}
	mark := func(i int32) bool { return tokens[i].POS == text.PUNCT }
	for i := range tokens {
		b.lo[i], b.hi[i] = int32(i), int32(i)
		if mark(int32(i)) {
			b.lo[i], b.hi[i] = int32(len(tokens)), -1
		}
	}
	b.lo[len(tokens)], b.hi[len(tokens)] = int32(len(tokens)), -1
	for _, c := range brackets {
		for c.First < c.End && mark(c.First) {
			c.First++
		}
		for c.First < c.End && mark(c.End-1) {
			c.End--
		}
		if c.End-c.First > 1 {
			b.brackets = append(b.brackets, c)
		}
	}
	return b
}

func (b *bounded) free(i int32) bool { return b.lo[i] > b.hi[i] }

func (c Bracket) has(i int32) bool { return c.First <= i && i < c.End }

// allows reports whether child, whose children are all made, may get head.
func (b *bounded) allows(child, head int32) bool {
	if b.free(child) {
		return true
	}
	lo, hi := b.lo[child], b.hi[child]
	for _, c := range b.brackets {
		switch in, out := c.has(child), c.has(head); {
		case in && !out:
			if lo > c.First || hi < c.End-1 {
				return false
			}
		case in:
			if lo < c.First || hi >= c.End {
				return false
			}
		case out:
			if lo < c.End && hi >= c.First {
				return false
			}
			// A right child from outside: head must be the first of c
			// that is left.
			if child > head && b.lo[head] > c.First {
				return false
			}
		}
	}
	return true
}

// allowsShift reports whether the word next may be pushed onto the two words
// on top of the stack.
func (b *bounded) allowsShift(s1, s0, next int32) bool {
	if b.free(next) {
		return true
	}
	for _, c := range b.brackets {
		if c.has(s0) && c.has(s1) && !c.has(next) {
			return false
		}
	}
	return true
}

func (b *bounded) attach(child, head int32) {
	b.lo[head] = min(b.lo[head], b.lo[child])
	b.hi[head] = max(b.hi[head], b.hi[child])
}

// ParseWithin is Parse for a sentence whose constituents are known. It returns
// how many decisions had to be taken against them.
func (p *Parser) ParseWithin(tokens []text.Token, brackets []Bracket, s *Scratch) (forced int) {
	if len(tokens) == 0 {
		return 0
	}
	st := &s.state
	st.start(tokens)
	bound := newBounded(tokens, brackets)
	labels := len(p.labels)
	for !st.done() {
		canShift, canLeft, canRight := st.allowed()
		action := shift
		if canLeft && st.b == st.n {
			action = 1 + p.root
		} else if canLeft || canRight {
			depth := len(st.stack)
			s0 := st.stack[depth-1]
			okShift, okLeft, okRight := canShift, canLeft && bound.allows(s0, st.b), false
			if depth > 1 {
				okShift = canShift && bound.allowsShift(st.stack[depth-2], s0, st.b)
				okRight = canRight && bound.allows(s0, st.stack[depth-2])
			}
			if !okShift && !okLeft && !okRight {
				okShift, okLeft, okRight = canShift, canLeft, canRight
				forced++
			}
			s.scores = table.Scores{}
			st.features(&s.keys)
			p.weights.Add(s.keys.k[:s.keys.n], &s.scores)
			action = best(s.scores[:2*labels+1], labels, p.root, okShift, okLeft, okRight)
		}
		if action != shift {
			child := st.stack[len(st.stack)-1]
			if action <= labels {
				bound.attach(child, st.b)
			} else {
				bound.attach(child, st.stack[len(st.stack)-2])
			}
		}
		st.apply(action, labels)
	}
	p.write(tokens, st)
	return forced
}
