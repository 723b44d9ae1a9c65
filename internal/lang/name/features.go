package name

import (
	"kabar/internal/lang/word"
	"kabar/internal/table"
	"kabar/internal/text"
)

// maxKeys is the most features of one word.
const maxKeys = 128

// keys collects features; templates are told apart by the order of the calls.
type keys struct {
	n int
	k [maxKeys]uint64
}

const seed = 0x5ca1ab1e

func (f *keys) one(a uint32) {
	f.k[f.n&(maxKeys-1)] = table.Mix(seed+uint64(f.n)*0xd6e8feb86659fd93, uint64(a))
	f.n++
}

func (f *keys) two(a, b uint32) {
	f.k[f.n&(maxKeys-1)] = table.Mix(seed+uint64(f.n)*0xd6e8feb86659fd93, uint64(a)|uint64(b)<<32)
	f.n++
}

func (f *keys) three(a, b, c uint32) {
	h := table.Mix(seed+uint64(f.n)*0xd6e8feb86659fd93, uint64(a)|uint64(b)<<32)
	f.k[f.n&(maxKeys-1)] = table.Mix(h, uint64(c))
	f.n++
}

// pairKey returns the key of the feature that a tag stands before that of a
// word of the given look.
func pairKey(before, look int) uint64 { return table.Mix(seed+1, uint64(before)|uint64(look)<<32) }

// Looks of a word, as far as the tag before it matters.
const (
	small = iota // none of the others
	capital
	upper
	number
	symbol
	joint // a conjunction or preposition in small letters
	numLooks
)

func (w *info) look() int {
	switch {
	case w.Shape&word.Upper != 0:
		return upper
	case w.Shape&word.Capital != 0:
		return capital
	case w.Shape&word.Digit != 0:
		return number
	case w.Shape&word.Symbol != 0:
		return symbol
	case w.pos == uint32(text.ADP)+1 || w.pos == uint32(text.CCONJ)+1:
		return joint
	}
	return small
}

// leaf returns numbers for the group of words that w stands in and for two
// coarser ones; 0 when it is in none.
func (w *info) leaf() (fine, middle, coarse uint32) {
	if w.fact == 0 {
		return 0, 0, 0
	}
	v := (w.fact - 1) & (1<<leafBits - 1)
	return v + 1, v>>3 + 1, v>>6 + 1
}

// told returns what news tell of the kinds of names that w stands in.
func (w *info) told() uint32 {
	if w.fact == 0 {
		return 0
	}
	return (w.fact-1)>>capsShift + 1
}

// features writes the features for the tag of words[i].
func features(f *keys, words []info, i int) {
	f.n = 0
	w, p, q, n, m := &words[i], &words[i-1], &words[i-2], &words[i+1], &words[i+2]
	left, right := &words[w.left], &words[w.right]
	shape := uint32(w.Shape) | w.flags&(atStart|inBrackets)<<16
	caps := uint32(p.Shape&(word.Capital|word.Upper)) | uint32(n.Shape&(word.Capital|word.Upper))<<4 | uint32(w.Shape&(word.Capital|word.Upper))<<8
	wl, wm, wc := w.leaf()
	pl, pm, pc := p.leaf()
	nl, nm, nc := n.leaf()
	ql, qm, _ := q.leaf()
	ml, mm, _ := m.leaf()
	ll, lm, _ := left.leaf()
	rl, rm, _ := right.leaf()
	told := w.told()

	f.one(0)
	f.one(w.Form)
	f.two(w.Form, shape)
	f.one(shape)
	f.two(shape, w.run)
	for k := range 5 {
		f.one(w.Pre[k])
		f.one(w.Suf[k])
	}
	f.two(w.Suf[2], shape)
	f.two(w.Pre[2], shape)
	f.one(caps)
	f.two(caps, w.flags)
	f.one(w.pos)
	f.two(w.pos, shape)
	f.two(w.pos, p.pos)
	f.two(w.pos, n.pos)
	f.three(q.pos, p.pos, w.pos)
	f.three(p.pos, w.pos, n.pos)
	f.three(w.pos, n.pos, m.pos)

	f.one(p.Form)
	f.two(p.Form, shape)
	f.two(p.Form, w.Form)
	f.one(q.Form)
	f.two(q.Form, p.Form)
	f.one(n.Form)
	f.two(n.Form, shape)
	f.two(n.Form, w.Form)
	f.one(m.Form)
	f.two(n.Form, m.Form)
	f.two(p.Form, n.Form)
	f.one(uint32(p.Shape))
	f.one(uint32(n.Shape))
	f.one(p.Suf[2])
	f.one(n.Suf[2])

	f.two(wl, 1)
	f.two(wm, 2)
	f.two(wc, 3)
	f.two(pl, shape)
	f.two(pm, shape)
	f.two(nl, shape)
	f.two(nm, shape)
	f.two(ql, 4)
	f.two(qm, 4)
	f.two(ml, 5)
	f.two(mm, 5)
	f.two(pm, wm)
	f.two(wm, nm)
	f.three(pc, wc, nc)
	f.two(pl, wm)
	f.two(wm, nl)
	f.three(qm, pm, wm)
	f.three(wm, nm, mm)

	f.two(told, 1)
	f.two(told, shape)
	f.two(told, p.told())
	f.two(told, n.told())
	f.two(told, pm)
	f.two(told, nm)
	f.two(told, p.Form)
	f.two(told, w.run)

	f.one(w.own)
	f.one(w.news)
	f.two(w.own, w.news)
	f.two(p.own, w.own)
	f.two(w.own, n.own)
	f.two(p.news, w.news)
	f.two(w.news, n.news)
	f.two(w.own, p.Form)
	f.two(w.news, p.Form)
	f.two(w.own, pm)
	f.two(w.news, pm)
	f.two(w.own, n.Form)
	f.two(w.news, nm)
	f.two(w.own, told)
	f.two(w.news, told)

	f.two(left.Form, w.run)
	f.two(right.Form, w.run>>4)
	f.two(ll, w.run)
	f.two(lm, w.run)
	f.two(rl, w.run>>4)
	f.two(rm, w.run>>4)
	f.two(left.pos, w.run)
	f.two(right.pos, w.run)
	f.three(left.Form, w.run, told)
	f.three(lm, rm, w.run)
	f.two(words[max(w.left-1, 0)].Form, left.Form)
}
