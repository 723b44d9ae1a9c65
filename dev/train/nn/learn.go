package nn

import (
	"math"
	"math/rand/v2"
	"sort"
)

// Sentence is a sentence to learn from.
type Sentence struct {
	IDs   []int32 // Fields rows of the embedding table for each word; -1 for none
	Heads []int32 // of each word; the number of words stands for the root. nil when only tags are known
	Rels  []uint8
	Tags  []uint16
}

func (s *Sentence) words() int { return len(s.Tags) }

// Learning teaches a network.
type Learning struct {
	Net   *Net
	drop  Dropout
	g     *gradients
	r     *rand.Rand
	b     batch
	passd [layers][2]pass
}

// NewLearning goes on learning n.
func NewLearning(n *Net, drop Dropout, seed uint64) *Learning {
	return &Learning{Net: n, drop: drop, g: newGradients(n), r: rand.New(rand.NewPCG(seed, 3))}
}

// batchWords is about how many words are learnt from at a time.
const batchWords = 500

// Batches returns about how many steps an epoch over sentences takes.
func Batches(sentences []Sentence) int {
	words := 0
	for i := range sentences {
		words += sentences[i].words()
	}
	return words/batchWords + 1
}

// Epoch goes through sentences once, in an order of its own; rate gives the
// rate of learning for each step.
func (l *Learning) Epoch(sentences []Sentence, rate func() float64) (loss float64) {
	order := l.r.Perm(len(sentences))
	// Sentences of about one length are put together, in pools of many batches.
	const pool = 400
	for at := 0; at < len(order); at += pool {
		part := order[at:min(at+pool, len(order))]
		sort.SliceStable(part, func(i, j int) bool {
			return sentences[part[i]].words() > sentences[part[j]].words()
		})
		var batches [][]int
		words := batchWords
		for _, i := range part {
			if words >= batchWords {
				batches, words = append(batches, nil), 0
			}
			last := len(batches) - 1
			batches[last] = append(batches[last], i)
			words += sentences[i].words()
		}
		l.r.Shuffle(len(batches), func(i, j int) { batches[i], batches[j] = batches[j], batches[i] })
		for _, list := range batches {
			chosen := make([]*Sentence, len(list))
			for k, i := range list {
				chosen[k] = &sentences[i]
			}
			loss += l.learn(chosen, rate())
		}
	}
	return loss
}

// batch lays sentences out in the order of their words: all first words, all
// second ones, and so on. Longer sentences stand first, so those that still
// have words at a place are the first ones.
type batch struct {
	sentences []*Sentence
	start     []int // where the words of a place start; one more at the end
	turn      []int // of each word, that at the same distance from its sentence's end
	words     int
}

func (b *batch) lay(sentences []*Sentence) {
	b.sentences = sentences
	b.start, b.turn, b.words = b.start[:0], b.turn[:0], 0
	if len(sentences) == 0 {
		return
	}
	for t := range sentences[0].words() {
		b.start = append(b.start, b.words)
		for _, s := range sentences {
			if s.words() > t {
				b.words++
			}
		}
	}
	b.start = append(b.start, b.words)
	for t := range sentences[0].words() {
		for k := range b.count(t) {
			b.turn = append(b.turn, b.row(sentences[k].words()-1-t, k))
		}
	}
}

// count returns how many sentences have a word at place t.
func (b *batch) count(t int) int {
	if t+1 >= len(b.start) {
		return 0
	}
	return b.start[t+1] - b.start[t]
}

func (b *batch) row(t, k int) int { return b.start[t] + k }

// pass is one direction of one layer over a batch.
type pass struct {
	in     []float32 // words × inputs
	gates  []float32 // words × 4·Hidden, after their curves
	cell   []float32
	bent   []float32 // tanh of cell
	state  []float32
	kept   []float32 // state less what is dropped
	mask   []float32 // sentences × Hidden
	dGates []float32
}

func (l *Learning) mask(n int, drop float32) []float32 {
	m := make([]float32, n)
	for i := range m {
		if drop == 0 || l.r.Float32() >= drop {
			m[i] = 1 / (1 - drop)
		}
	}
	return m
}

// masked returns x, of cols columns, times the mask of each word's sentence.
func (l *Learning) masked(x, mask []float32, cols int) []float32 {
	out := make([]float32, len(x))
	b := &l.b
	for t := range len(b.start) - 1 {
		for k := range b.count(t) {
			at := b.row(t, k) * cols
			m := mask[k*cols : k*cols+cols]
			from, to := x[at:at+cols], out[at:at+cols]
			for i := range m {
				to[i] = from[i] * m[i]
			}
		}
	}
	return out
}

func (l *Learning) forward(p *pass, in []float32, inputs int, wIn, wState, bias *Param) {
	h, b := l.Net.Hidden, &l.b
	p.in = in
	p.gates = make([]float32, b.words*4*h)
	for i := 0; i < len(p.gates); i += 4 * h {
		copy(p.gates[i:], bias.W)
	}
	mul(p.gates, in, wIn.W, b.words, inputs, 4*h)
	p.cell, p.bent = make([]float32, b.words*h), make([]float32, b.words*h)
	p.state, p.kept = make([]float32, b.words*h), make([]float32, b.words*h)
	p.mask = l.mask(len(b.sentences)*h, l.drop.State)
	for t := range len(b.start) - 1 {
		k := b.count(t)
		if t > 0 {
			mul(p.gates[b.start[t]*4*h:], p.kept[b.start[t-1]*h:], wState.W, k, h, 4*h)
		}
		for s := range k {
			at := b.row(t, s)
			g := p.gates[at*4*h : at*4*h+4*h]
			for i := range h {
				in, forget, out, fresh := sigmoid(g[i]), sigmoid(g[h+i]), sigmoid(g[2*h+i]), tanh(g[3*h+i])
				g[i], g[h+i], g[2*h+i], g[3*h+i] = in, forget, out, fresh
				c := in * fresh
				if t > 0 {
					c += forget * p.cell[b.row(t-1, s)*h+i]
				}
				p.cell[at*h+i] = c
				bent := tanh(c)
				p.bent[at*h+i] = bent
				p.state[at*h+i] = out * bent
				p.kept[at*h+i] = out * bent * p.mask[s*h+i]
			}
		}
	}
}

// backward returns the gradient of the input from that of the states, which it
// changes.
func (l *Learning) backward(p *pass, d []float32, inputs int, wIn, wState *Param, gIn, gState, gBias []float32) []float32 {
	h, b := l.Net.Hidden, &l.b
	p.dGates = make([]float32, b.words*4*h)
	turned := make([]float32, len(wState.W))
	transpose(turned, wState.W, h, 4*h)
	dCell := make([]float32, len(b.sentences)*h)
	dKept := make([]float32, len(b.sentences)*h)
	for t := len(b.start) - 2; t >= 0; t-- {
		if k := b.count(t + 1); k > 0 {
			clear(dKept[:k*h])
			mul(dKept, p.dGates[b.start[t+1]*4*h:], turned, k, 4*h, h)
			for s := range k {
				at := b.row(t, s) * h
				for i := range h {
					d[at+i] += dKept[s*h+i] * p.mask[s*h+i]
				}
			}
		}
		for s := range b.count(t) {
			at := b.row(t, s)
			g, dg := p.gates[at*4*h:at*4*h+4*h], p.dGates[at*4*h:at*4*h+4*h]
			for i := range h {
				in, forget, out, fresh := g[i], g[h+i], g[2*h+i], g[3*h+i]
				bent, ds := p.bent[at*h+i], d[at*h+i]
				dc := dCell[s*h+i] + ds*out*(1-bent*bent)
				var before float32
				if t > 0 {
					before = p.cell[b.row(t-1, s)*h+i]
				}
				dg[i] = dc * fresh * in * (1 - in)
				dg[h+i] = dc * before * forget * (1 - forget)
				dg[2*h+i] = ds * bent * out * (1 - out)
				dg[3*h+i] = dc * in * (1 - fresh*fresh)
				dCell[s*h+i] = dc * forget
			}
		}
	}
	mulLeft(gIn, p.in, p.dGates, inputs, b.words, 4*h)
	sumRows(gBias, p.dGates)
	if first := b.count(0); b.words > first {
		before := make([]float32, (b.words-first)*h)
		for t := 1; t < len(b.start)-1; t++ {
			copy(before[(b.start[t]-first)*h:], p.kept[b.start[t-1]*h:(b.start[t-1]+b.count(t))*h])
		}
		mulLeft(gState, before, p.dGates[first*4*h:], h, b.words-first, 4*h)
	}
	turned = make([]float32, len(wIn.W))
	transpose(turned, wIn.W, inputs, 4*h)
	out := make([]float32, b.words*inputs)
	mul(out, p.dGates, turned, b.words, 4*h, inputs)
	return out
}

func sumRows(to, from []float32) {
	for i := 0; i < len(from); i += len(to) {
		for j, x := range from[i : i+len(to)] {
			to[j] += x
		}
	}
}

// turned returns the rows of x, of cols numbers, in the order of b.turn.
func (b *batch) turned(x []float32, cols int) []float32 {
	out := make([]float32, len(x))
	for i, j := range b.turn {
		copy(out[i*cols:i*cols+cols], x[j*cols:j*cols+cols])
	}
	return out
}

// embed adds up the embeddings of each word.
func (l *Learning) embed(ids [][]int32) []float32 {
	n, b := l.Net, &l.b
	x := make([]float32, b.words*n.Dim)
	for i, list := range ids {
		to := x[i*n.Dim : i*n.Dim+n.Dim]
		for _, id := range list {
			for j, w := range n.Embed.W[int(id)*n.Dim : int(id+1)*n.Dim] {
				to[j] += w
			}
		}
	}
	return x
}

// learn does one step and returns the loss, summed over words.
func (l *Learning) learn(sentences []*Sentence, rate float64) float64 {
	loss := l.gradient(sentences)
	if l.b.words > 0 {
		l.Net.update(l.g, l.b.words, rate)
	}
	return loss
}

// gradient adds up the gradients of the loss and returns it, summed over words.
func (l *Learning) gradient(sentences []*Sentence) float64 {
	n, b := l.Net, &l.b
	sort.SliceStable(sentences, func(i, j int) bool { return sentences[i].words() > sentences[j].words() })
	b.lay(sentences)
	if b.words == 0 {
		return 0
	}
	h := n.Hidden
	ids := l.choose()
	x := l.embed(ids)
	inputs := n.Dim
	var masks [layers + 1][]float32
	for k := range layers {
		masks[k] = l.mask(len(sentences)*inputs, l.drop.Input)
		in := l.masked(x, masks[k], inputs)
		p := &l.passd[k]
		l.forward(&p[0], in, inputs, &n.Input[k][0], &n.State[k][0], &n.Bias[k][0])
		l.forward(&p[1], b.turned(in, inputs), inputs, &n.Input[k][1], &n.State[k][1], &n.Bias[k][1])
		x = make([]float32, b.words*2*h)
		for i := range b.words {
			copy(x[i*2*h:], p[0].state[i*h:i*h+h])
			copy(x[i*2*h+h:], p[1].state[b.turn[i]*h:b.turn[i]*h+h])
		}
		inputs = 2 * h
	}
	masks[layers] = l.mask(len(sentences)*inputs, l.drop.Input)
	top := l.masked(x, masks[layers], inputs)

	d, loss := l.heads(top)

	d = l.masked(d, masks[layers], inputs)
	g := l.g.dense
	for k := layers - 1; k >= 0; k-- {
		p := &l.passd[k]
		inputs = p[0].width(b)
		d0, d1 := make([]float32, b.words*h), make([]float32, b.words*h)
		for i := range b.words {
			copy(d0[i*h:], d[i*2*h:i*2*h+h])
			copy(d1[b.turn[i]*h:b.turn[i]*h+h], d[i*2*h+h:i*2*h+2*h])
		}
		at := k * 6
		e0 := l.backward(&p[0], d0, inputs, &n.Input[k][0], &n.State[k][0], g[at], g[at+1], g[at+2])
		e1 := b.turned(l.backward(&p[1], d1, inputs, &n.Input[k][1], &n.State[k][1], g[at+3], g[at+4], g[at+5]), inputs)
		for i, x := range e1 {
			e0[i] += x
		}
		d = l.masked(e0, masks[k], inputs)
	}
	for i, list := range ids {
		from := d[i*n.Dim : i*n.Dim+n.Dim]
		for _, id := range list {
			to := l.g.embed[int(id)*n.Dim : int(id+1)*n.Dim]
			for j, x := range from {
				to[j] += x
			}
			if !l.g.seen[id] {
				l.g.seen[id] = true
				l.g.touched = append(l.g.touched, id)
			}
		}
	}
	return loss
}

func (p *pass) width(b *batch) int { return len(p.in) / b.words }

// choose returns the rows of each word of the batch that are not dropped.
func (l *Learning) choose() [][]int32 {
	b, f := &l.b, l.Net.Fields
	out := make([][]int32, 0, b.words)
	for t := range len(b.start) - 1 {
		for k := range b.count(t) {
			var list []int32
			for i, id := range b.sentences[k].IDs[t*f : t*f+f] {
				drop := l.drop.Field
				if i < 2 {
					drop *= 2
				}
				if id >= 0 && (drop == 0 || l.r.Float32() >= drop) {
					list = append(list, id)
				}
			}
			out = append(out, list)
		}
	}
	return out
}

// slope is that of a number below 0 in what heads are found with.
const slope = 0.1

// heads computes the loss over the last layer's output and returns its gradient.
func (l *Learning) heads(top []float32) (d []float32, loss float64) {
	n, b := l.Net, &l.b
	in, mids := 2*n.Hidden, n.Mids()
	g := l.g.dense[len(l.g.dense)-10:]
	gMid, gMidBias, gBilinear, gHeadBias, gRootArc, gRootRel, gOut, gOutBias, gTag, gTagBias := g[0], g[1], g[2], g[3], g[4], g[5], g[6], g[7], g[8], g[9]

	mid := make([]float32, b.words*mids)
	for i := 0; i < len(mid); i += mids {
		copy(mid[i:], n.MidBias.W)
	}
	mul(mid, top, n.Mid.W, b.words, in, mids)
	below := make([]bool, len(mid))
	for i := range b.words {
		for j, x := range mid[i*mids : i*mids+2*n.Arc] {
			if x < 0 {
				mid[i*mids+j], below[i*mids+j] = slope*x, true
			}
		}
	}
	mask := l.mask(len(b.sentences)*mids, l.drop.Hidden)
	for i := range b.sentences { // what relations are found with is dropped once it is added up
		for j := 2 * n.Arc; j < mids; j++ {
			mask[i*mids+j] = 1
		}
	}
	kept := l.masked(mid, mask, mids)
	dKept := make([]float32, len(kept))

	for k, s := range b.sentences {
		if s.Heads != nil {
			loss += l.arcs(k, s, kept, dKept, gBilinear, gHeadBias, gRootArc)
		}
	}
	loss += l.rels(kept, dKept, gRootRel, gOut, gOutBias)

	dMid := l.masked(dKept, mask, mids)
	for i, is := range below {
		if is {
			dMid[i] *= slope
		}
	}
	mulLeft(gMid, top, dMid, in, b.words, mids)
	sumRows(gMidBias, dMid)
	d = make([]float32, len(top))
	turned := make([]float32, len(n.Mid.W))
	transpose(turned, n.Mid.W, in, mids)
	mul(d, dMid, turned, b.words, mids, in)
	return d, loss + l.tags(top, d, gTag, gTagBias)
}

// arcs learns the heads of one sentence.
func (l *Learning) arcs(k int, s *Sentence, kept, dKept, gBilinear, gHeadBias, gRoot []float32) (loss float64) {
	n, b := l.Net, &l.b
	a, mids, words := n.Arc, n.Mids(), s.words()
	all := padded(words + 1)
	dep, head := make([]float32, words*a), make([]float32, all*a)
	for t := range words {
		at := b.row(t, k) * mids
		copy(dep[t*a:], kept[at:at+a])
		copy(head[t*a:], kept[at+a:at+2*a])
	}
	copy(head[words*a:], n.RootArc.W)
	v := make([]float32, words*a)
	for t := range words {
		copy(v[t*a:], n.HeadBias.W)
	}
	mul(v, dep, n.Bilinear.W, words, a, a)
	turned := make([]float32, a*all)
	transpose(turned, head, all, a)
	scores := make([]float32, words*all)
	mul(scores, v, turned, words, a, all)
	for t := range words {
		row := scores[t*all : t*all+all]
		row[t] = float32(math.Inf(-1)) // no word is its own head
		loss += softmax(row, words+1, int(s.Heads[t]), 1)
	}
	dv, dHead := make([]float32, words*a), make([]float32, all*a)
	mul(dv, scores, head, words, all, a)
	mulLeft(dHead, scores, v, all, words, a)
	mulLeft(gBilinear, dep, dv, a, words, a)
	sumRows(gHeadBias, dv)
	turned = make([]float32, a*a)
	transpose(turned, n.Bilinear.W, a, a)
	dDep := make([]float32, words*a)
	mul(dDep, dv, turned, words, a, a)
	for t := range words {
		at := b.row(t, k) * mids
		copy(dKept[at:], dDep[t*a:t*a+a])
		copy(dKept[at+a:], dHead[t*a:t*a+a])
	}
	for i := range a {
		gRoot[i] += dHead[words*a+i]
	}
	return loss
}

// rels learns the relations of all words to their right heads.
func (l *Learning) rels(kept, dKept, gRoot, gOut, gOutBias []float32) (loss float64) {
	n, b := l.Net, &l.b
	r, mids, outs := n.Rel, n.Mids(), padded(n.Rels)
	depAt, headAt := 2*n.Arc, 2*n.Arc+n.Rel
	type arc struct{ dep, head, rel int }
	var list []arc
	var sum, mask []float32
	for k, s := range b.sentences {
		if s.Heads == nil {
			continue
		}
		m := l.mask(r, l.drop.Hidden)
		for t := range s.words() {
			x := arc{b.row(t, k), -1, int(s.Rels[t])}
			dep, head := kept[x.dep*mids+depAt:][:r], n.RootRel.W
			if j := int(s.Heads[t]); j < s.words() {
				x.head = b.row(j, k)
				head = kept[x.head*mids+headAt:][:r]
			}
			for i := range r {
				y := (dep[i] + head[i]) * m[i]
				if y <= 0 {
					y = 0
					mask = append(mask, 0)
				} else {
					mask = append(mask, m[i])
				}
				sum = append(sum, y)
			}
			list = append(list, x)
		}
	}
	if len(list) == 0 {
		return 0
	}
	scores := make([]float32, len(list)*outs)
	for i := range list {
		copy(scores[i*outs:], n.OutBias.W)
	}
	mul(scores, sum, n.Out.W, len(list), r, outs)
	for i, x := range list {
		loss += softmax(scores[i*outs:i*outs+outs], n.Rels, x.rel, 1)
	}
	mulLeft(gOut, sum, scores, r, len(list), outs)
	sumRows(gOutBias, scores)
	turned := make([]float32, len(n.Out.W))
	transpose(turned, n.Out.W, r, outs)
	d := make([]float32, len(sum))
	mul(d, scores, turned, len(list), outs, r)
	for i, x := range list {
		head := gRoot
		if x.head >= 0 {
			head = dKept[x.head*mids+headAt:][:r]
		}
		dep := dKept[x.dep*mids+depAt:][:r]
		for j := range r {
			y := d[i*r+j] * mask[i*r+j]
			dep[j] += y
			head[j] += y
		}
	}
	return loss
}

// tagShare is how much the tags count beside heads and relations.
const tagShare = 0.5

func (l *Learning) tags(top, d, gTag, gTagBias []float32) (loss float64) {
	n, b := l.Net, &l.b
	in, outs := 2*n.Hidden, padded(n.Tags)
	scores := make([]float32, b.words*outs)
	for i := range b.words {
		copy(scores[i*outs:], n.TagBias.W)
	}
	mul(scores, top, n.Tag.W, b.words, in, outs)
	for k, s := range b.sentences {
		for t, tag := range s.Tags {
			at := b.row(t, k) * outs
			loss += softmax(scores[at:at+outs], n.Tags, int(tag), tagShare)
		}
	}
	mulLeft(gTag, top, scores, in, b.words, outs)
	sumRows(gTagBias, scores)
	turned := make([]float32, len(n.Tag.W))
	transpose(turned, n.Tag.W, in, outs)
	mul(d, scores, turned, b.words, outs, in)
	return loss
}

// softmax replaces the first n scores by the gradient of the loss for the right
// one times share, and the rest by 0. It returns the loss times share.
func softmax(scores []float32, n, right int, share float32) float64 {
	most := scores[0]
	for _, x := range scores[:n] {
		most = max(most, x)
	}
	var sum float64
	for i, x := range scores[:n] {
		e := math.Exp(float64(x - most))
		scores[i] = float32(e)
		sum += e
	}
	p := float64(scores[right]) / sum
	for i := range scores[:n] {
		scores[i] *= share / float32(sum)
	}
	scores[right] -= share
	clear(scores[n:])
	return -math.Log(max(p, 1e-12)) * float64(share)
}
