package main

import (
	"math"
	"slices"
	"sort"
	"sync"

	"kabar/dev/train/shift"
	"kabar/internal/lang/morph"
	"kabar/internal/lang/parse"
	"kabar/internal/table"
	"kabar/internal/text"
)

// learnTeachers returns networks that have learnt from the trees that the first
// parsers voted for.
func (j *job) learnTeachers(gold []example, tagger *morph.Tagger) ([]*parse.Parser, error) {
	silver := j.examples(tagger)
	out, errs := make([]*parse.Parser, j.teachers), make([]error, j.teachers)
	slots := make(chan bool, 2)
	var wait sync.WaitGroup
	for k := range out {
		wait.Go(func() {
			slots <- true
			defer func() { <-slots }()
			var n *parse.Network
			if n, errs[k] = j.network(j.teacher, gold, silver, uint64(11+k)); errs[k] != nil {
				return
			}
			out[k], errs[k] = openParser(n)
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

func openParser(n *parse.Network) (*parse.Parser, error) {
	f := &table.ModelFile{}
	if err := n.Put(f); err != nil {
		return nil, err
	}
	m, err := reopen(f)
	if err != nil {
		return nil, err
	}
	return parse.New(m)
}

// ask makes the trees of silver those that teachers find best together: for
// constituency trees among those that their constituents allow, for news where
// they are sure.
func (j *job) ask(teachers []*parse.Parser, tagger *morph.Tagger) error {
	if len(j.held) > 0 {
		j.progress("teachers: %s", scoreWith(j.held, func(got []text.Token, w *workspace) {
			tagger.Tag(got, &w.tags)
			consult(teachers, got, nil, w)
		}))
	}
	var asked []silver
	for _, s := range j.silver {
		if s.tagged {
			asked = append(asked, s)
		}
	}
	for _, s := range j.choose(j.askWanted) {
		asked = append(asked, silver{words: s})
	}
	got := each(asked, func(s silver, w *workspace) silver {
		in := append([]text.Token(nil), s.words...)
		tagger.Tag(in, &w.tags)
		sure := consult(teachers, in, s.brackets, w)
		for i := range in {
			if s.brackets == nil && sure < j.sure {
				in[i].Head, in[i].Rel = -1, ""
			}
			if s.tagged {
				in[i].POS, in[i].Feats, in[i].Lemma = s.words[i].POS, s.words[i].Feats, s.words[i].Lemma
			}
		}
		return silver{in, s.tagged, s.brackets}
	})
	j.silver = slices.DeleteFunc(got, func(s silver) bool { return !s.tagged && !s.parsed() })
	j.progress("%d sentences asked of teachers, %d kept; %s", len(got), len(j.silver), j.check.agreement(j.silver))
	return nil
}

// consult gives tokens the tree that teachers find best on average, among those
// that brackets allow, and returns the mean probability of its arcs.
func consult(teachers []*parse.Parser, tokens []text.Token, brackets []shift.Bracket, w *workspace) float64 {
	n := len(tokens)
	wide := n + 1
	mean := make([]float64, n*wide)
	for len(w.teachers) < len(teachers) {
		w.teachers = append(w.teachers, parse.Scratch{})
	}
	got := make([][]text.Token, len(teachers))
	for i, t := range teachers {
		got[i] = append([]text.Token(nil), tokens...)
		scores := t.Heads(got[i], &w.teachers[i])
		for d := range n {
			addShares(mean[d*wide:d*wide+wide], scores[d*wide:d*wide+wide], d, 1/float64(len(teachers)))
		}
	}
	scores := make([]int32, len(mean))
	for i, p := range mean {
		scores[i] = int32(math.Log(max(p, 1e-9)) * parse.HeadOne)
	}
	if brackets != nil {
		forbid(scores, mean, tokens, brackets)
	}
	heads := w.net.Tree(scores, n)
	rels := make([]map[string]int, n)
	for i, t := range teachers {
		t.Attach(got[i], heads, &w.teachers[i])
		for k := range got[i] {
			if rels[k] == nil {
				rels[k] = make(map[string]int)
			}
			rels[k][got[i][k].Rel]++
		}
	}
	sure := 0.0
	for i, h := range heads {
		t := &tokens[i]
		t.Rel = most(rels[i])
		sure += mean[i*wide+int(h)] / float64(n)
		if t.Head = h; int(h) == n {
			t.Head = -1
		}
	}
	return sure
}

// addShares adds by times the share of exp(score) of each head of word d.
func addShares(to []float64, scores []int32, d int, by float64) {
	top := int32(math.MinInt32)
	for h, x := range scores {
		if h != d {
			top = max(top, x)
		}
	}
	shares, sum := make([]float64, len(scores)), 0.0
	for h, x := range scores {
		if h != d {
			shares[h] = math.Exp(float64(x-top) / parse.HeadOne)
			sum += shares[h]
		}
	}
	for h, x := range shares {
		to[h] += by * x / sum
	}
}

// most returns the string with the most votes, of several the first.
func most(votes map[string]int) string {
	best := ""
	for s, n := range votes {
		if n > votes[best] || n == votes[best] && s < best {
			best = s
		}
	}
	return best
}

// forbidden is less than any score.
const forbidden = -1 << 29

// forbid takes from scores the arcs that brackets do not allow. In each
// constituent one word, the likeliest by mean, is its head: only it has a head
// outside, and only it is one for words outside. Punctuation is free.
func forbid(scores []int32, mean []float64, tokens []text.Token, brackets []shift.Bracket) {
	n := len(tokens)
	wide := n + 1
	mark := func(i int) bool { return tokens[i].POS == text.PUNCT }
	list := []shift.Bracket{{First: 0, End: int32(n)}}
	for _, b := range brackets {
		for b.First < b.End && mark(int(b.First)) {
			b.First++
		}
		for b.First < b.End && mark(int(b.End-1)) {
			b.End--
		}
		if b.End-b.First > 1 {
			list = append(list, b)
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].End-list[i].First > list[j].End-list[j].First })
	heads := make([]int, len(list)) // -1 for none
	for i, b := range list {
		// The smallest constituent around b.
		around := -1
		for k := range i {
			if list[k].First <= b.First && b.End <= list[k].End {
				around = k
			}
		}
		heads[i] = -1
		if around >= 0 && heads[around] >= int(b.First) && heads[around] < int(b.End) {
			heads[i] = heads[around]
			continue
		}
		best := -1.0
		for d := int(b.First); d < int(b.End); d++ {
			if mark(d) {
				continue
			}
			p := mean[d*wide+n]
			if around >= 0 {
				for h := int(list[around].First); h < int(list[around].End); h++ {
					if h < int(b.First) || h >= int(b.End) {
						p += mean[d*wide+h]
					}
				}
			}
			if p > best {
				best, heads[i] = p, d
			}
		}
	}
	for i, b := range list {
		if heads[i] < 0 {
			continue
		}
		for d := range n {
			if mark(d) {
				continue
			}
			in := int(b.First) <= d && d < int(b.End)
			for h := range wide {
				inside := int(b.First) <= h && h < int(b.End)
				if in && !inside && d != heads[i] || !in && inside && h != heads[i] {
					scores[d*wide+h] = forbidden
				}
			}
		}
	}
}
