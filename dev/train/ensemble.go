package main

import (
	"runtime"
	"sync"
	"sync/atomic"

	"kabar/dev/train/shift"
	"kabar/internal/lang/morph"
	"kabar/internal/lang/parse"
	"kabar/internal/table"
	"kabar/internal/text"
)

// member is a parser of an ensemble: half of them read sentences backwards.
type member struct {
	parser   *shift.Parser
	backward bool
}

// ensembleSize is how many parsers vote on trees that nobody checked.
const ensembleSize = 8

// teach sets silver: analyses by parsers that vote, of the sentences of a
// constituency treebank and of news.
func (j *job) teach(trees []treed) error {
	f := &table.ModelFile{}
	if err := j.tagger(f, j.gold); err != nil {
		return err
	}
	tagger, err := openTagger(f)
	if err != nil {
		return err
	}
	gold, err := j.jackknife()
	if err != nil {
		return err
	}
	examples := make([]shift.Example, len(gold))
	for i, x := range gold {
		s := append([]text.Token(nil), x.in...)
		for k := range s {
			s[k].Head, s[k].Rel = x.want[k].Head, x.want[k].Rel
		}
		examples[i] = shift.Example{Tokens: s}
	}
	members, err := j.ensemble(examples)
	if err != nil {
		return err
	}
	j.progress("%d parsers learnt to vote", len(members))
	if len(j.held) > 0 {
		j.progress("voting: %s", scoreWith(j.held, func(got []text.Token, w *workspace) {
			tagger.Tag(got, &w.tags)
			vote(members, got, nil, &w.shift)
		}))
	}
	j.silver = append(convert(trees, tagger, members, j.agreed), j.parseRaw(tagger, members)...)
	j.progress("%d sentences voted on; %s", len(j.silver), j.check.agreement(j.silver))
	return nil
}

// choose returns an even choice of n raw sentences, or none when there are
// fewer.
func (j *job) choose(n int) [][]text.Token {
	var chosen [][]text.Token
	for i := range n {
		if len(j.raw) < n {
			break
		}
		chosen = append(chosen, j.raw[i*len(j.raw)/n])
	}
	return chosen
}

// parseRaw returns analyses of raw sentences, without those that the members
// disagree on.
func (j *job) parseRaw(tagger *morph.Tagger, members []member) []silver {
	var out []silver
	got := each(j.choose(j.rawWanted), func(s []text.Token, w *workspace) *silver {
		tokens := append([]text.Token(nil), s...)
		tagger.Tag(tokens, &w.tags)
		if agreed, ok := vote(members, tokens, nil, &w.shift); !ok || agreed < j.agreed {
			return nil
		}
		return &silver{words: tokens}
	})
	for _, s := range got {
		if s != nil {
			out = append(out, *s)
		}
	}
	return out
}

// workspace is what one goroutine of each works with.
type workspace struct {
	tags     morph.Scratch
	shift    shift.Scratch
	net      parse.Scratch
	teachers []parse.Scratch
}

// each calls f for all of list, on all processors, and returns the results in
// the order of list.
func each[T, U any](list []T, f func(T, *workspace) U) []U {
	out := make([]U, len(list))
	var next atomic.Int64
	var wait sync.WaitGroup
	for range runtime.NumCPU() {
		wait.Go(func() {
			var w workspace
			for {
				i := int(next.Add(1)) - 1
				if i >= len(list) {
					return
				}
				out[i] = f(list[i], &w)
			}
		})
	}
	wait.Wait()
	return out
}

// ensemble learns parsers from examples that differ by direction and seed.
func (j *job) ensemble(examples []shift.Example) ([]member, error) {
	back := make([]shift.Example, len(examples))
	for i, x := range examples {
		back[i].Tokens = mirror(x.Tokens)
	}
	out := make([]member, ensembleSize)
	errs := make([]error, ensembleSize)
	slots := make(chan bool, runtime.NumCPU())
	var wait sync.WaitGroup
	for k := range out {
		wait.Go(func() {
			slots <- true
			defer func() { <-slots }()
			out[k].backward = k%2 == 1
			from := examples
			if out[k].backward {
				from = back
			}
			out[k].parser, errs[k] = j.member(from, uint64(100+k))
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (j *job) member(examples []shift.Example, seed uint64) (*shift.Parser, error) {
	l, err := shift.NewLearning(examples, seed)
	if err != nil {
		return nil, err
	}
	for e := range j.shiftEpochs {
		l.Epoch(examples, explore(e))
	}
	l.Average()
	f := &table.ModelFile{}
	if err := l.Put(f, 0.5); err != nil {
		return nil, err
	}
	m, err := reopen(f)
	if err != nil {
		return nil, err
	}
	return shift.New(m)
}

// mirror returns tokens in reverse order, with their heads.
func mirror(tokens []text.Token) []text.Token {
	n := len(tokens)
	out := make([]text.Token, n)
	for i, t := range tokens {
		t.Span.Start, t.Span.End = -t.Span.End, -t.Span.Start
		if t.Head >= 0 {
			t.Head = int32(n-1) - t.Head
		}
		out[n-1-i] = t
	}
	return out
}

// vote parses tokens with all members and writes the projective tree with the
// most votes. It returns the share of the votes that the tree's arcs got. With
// brackets, the trees voted on respect them; a sentence for which a member
// finds none gets ok = false.
func vote(members []member, tokens []text.Token, brackets []shift.Bracket, s *shift.Scratch) (agreed float64, ok bool) {
	n := len(tokens)
	votes := make([][]float32, n+1) // [head+1][word]
	for h := range votes {
		votes[h] = make([]float32, n)
	}
	var trees [][]text.Token
	back := make([]shift.Bracket, len(brackets))
	for i, b := range brackets {
		back[i] = shift.Bracket{First: int32(n) - b.End, End: int32(n) - b.First}
	}
	for _, m := range members {
		var t []text.Token
		br := brackets
		if m.backward {
			t, br = mirror(tokens), back
		} else {
			t = append([]text.Token(nil), tokens...)
		}
		for i := range t {
			t[i].Head = -1
		}
		if brackets == nil {
			m.parser.Parse(t, s)
		} else if m.parser.ParseWithin(t, br, s) > 0 {
			return 0, false
		}
		if m.backward {
			t = mirror(t)
		}
		for i := range t {
			votes[t[i].Head+1][i]++
		}
		trees = append(trees, t)
	}
	heads := projective(votes)
	got := 0
	for i := range tokens {
		tokens[i].Head = heads[i]
		got += int(votes[heads[i]+1][i])
		tokens[i].Rel = ""
		most := 0
		for _, t := range trees {
			if t[i].Head != heads[i] {
				continue
			}
			same := 0
			for _, u := range trees {
				if u[i].Head == heads[i] && u[i].Rel == t[i].Rel {
					same++
				}
			}
			if same > most {
				most, tokens[i].Rel = same, t[i].Rel
			}
		}
		if most == 0 || (heads[i] < 0) != (tokens[i].Rel == "root") {
			return 0, false
		}
	}
	return float64(got) / float64(n*len(members)), true
}

// projective returns the heads of the best projective tree with one root
// (Eisner 1996); votes[h+1][d] is what the arc from h to d is worth, and -1 is
// the root.
func projective(votes [][]float32) []int32 {
	n := len(votes[0])
	type cell struct {
		score float32
		split int32
	}
	grid := func() [][]cell {
		g := make([][]cell, n)
		for i := range g {
			g[i] = make([]cell, n)
		}
		return g
	}
	// Spans from s to t: full right (head s), full left (head t), and the
	// same with the arc between s and t just made.
	right, left, arcRight, arcLeft := grid(), grid(), grid(), grid()
	for k := 1; k < n; k++ {
		for s := 0; s+k < n; s++ {
			t := s + k
			best := cell{-1, 0}
			for r := s; r < t; r++ {
				if x := right[s][r].score + left[r+1][t].score; x > best.score {
					best = cell{x, int32(r)}
				}
			}
			arcRight[s][t] = cell{best.score + votes[s+1][t], best.split}
			arcLeft[s][t] = cell{best.score + votes[t+1][s], best.split}
			best = cell{-1, 0}
			for r := s + 1; r <= t; r++ {
				if x := arcRight[s][r].score + right[r][t].score; x > best.score {
					best = cell{x, int32(r)}
				}
			}
			right[s][t] = best
			best = cell{-1, 0}
			for r := s; r < t; r++ {
				if x := left[s][r].score + arcLeft[r][t].score; x > best.score {
					best = cell{x, int32(r)}
				}
			}
			left[s][t] = best
		}
	}
	heads := make([]int32, n)
	root, top := 0, float32(-1)
	for r := range n {
		if x := left[0][r].score + right[r][n-1].score + votes[0][r]; x > top {
			root, top = r, x
		}
	}
	heads[root] = -1
	var full func(s, t int, toRight bool)
	arc := func(s, t int, toRight bool) {
		var r int
		if toRight {
			heads[t] = int32(s)
			r = int(arcRight[s][t].split)
		} else {
			heads[s] = int32(t)
			r = int(arcLeft[s][t].split)
		}
		full(s, r, true)
		full(r+1, t, false)
	}
	full = func(s, t int, toRight bool) {
		if s == t {
			return
		}
		if toRight {
			r := int(right[s][t].split)
			arc(s, r, true)
			full(r, t, true)
		} else {
			r := int(left[s][t].split)
			full(s, r, false)
			arc(r, t, false)
		}
	}
	full(0, root, false)
	full(root, n-1, true)
	return heads
}
