package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"kabar/internal/code/belief"
)

// example is one event that the rules found.
type example struct {
	marks []belief.Mark
	cols  []int   // of marks, sorted
	right bool    // an annotated event is paired with it
	worth float64 // how right it is, from 0 to 1
	who   bool    // and has the same countries
	fold  int
}

// examples are all events found in the annotated reports.
type examples struct {
	list    []example
	reports int
	gold    int // events annotated
	marks   []belief.Mark
}

// worth is 1 for what is right, 0 for what is not.
func worth(right bool) float64 {
	if right {
		return 1
	}
	return 0
}

// leastCount is how many events must have a mark for it to get a weight.
const leastCount = 4

// index gives each mark that at least so many examples have a column; column 0
// is the bias.
func (s *examples) index(least int) {
	count := map[belief.Mark]int{}
	for i := range s.list {
		for _, m := range s.list[i].marks {
			count[m]++
		}
	}
	for m, n := range count {
		if n >= least {
			s.marks = append(s.marks, m)
		}
	}
	slices.SortFunc(s.marks, func(a, b belief.Mark) int {
		if c := strings.Compare(a.Name, b.Name); c != 0 {
			return c
		}
		return strings.Compare(a.Value, b.Value)
	})
	s.marks = append([]belief.Mark{belief.Bias}, s.marks...)
	col := map[belief.Mark]int{}
	for j, m := range s.marks {
		col[m] = j
	}
	for i := range s.list {
		e := &s.list[i]
		e.cols = []int{0}
		for _, m := range e.marks {
			if j, ok := col[m]; ok {
				e.cols = append(e.cols, j)
			}
		}
		slices.Sort(e.cols)
		e.cols = slices.Compact(e.cols)
	}
}

func (s *examples) right() int {
	n := 0
	for i := range s.list {
		if s.list[i].right {
			n++
		}
	}
	return n
}

// sweeps is how often fit goes over all weights: more change no third digit.
const sweeps = 60

// fit returns the weights that make the events outside fold out likeliest,
// under an L2 penalty on all but the bias: Newton steps, one weight at a time.
func (s *examples) fit(l2 float64, out int) []float64 {
	w := make([]float64, len(s.marks))
	rows := make([][]int, len(s.marks)) // examples by column
	sum := make([]float64, len(s.list))
	for i := range s.list {
		if s.list[i].fold == out {
			continue
		}
		for _, j := range s.list[i].cols {
			rows[j] = append(rows[j], i)
		}
	}
	for range sweeps {
		for j := range w {
			pen := l2
			if j == 0 {
				pen = 1e-6
			}
			g, h := pen*w[j], pen
			for _, i := range rows[j] {
				p := logistic(sum[i])
				g += p - s.list[i].worth
				h += p * (1 - p)
			}
			step := -g / h
			w[j] += step
			for _, i := range rows[j] {
				sum[i] += step
			}
		}
	}
	return w
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// crossValidate returns the probability of each event under weights that have
// not seen its report.
func (s *examples) crossValidate(l2 float64) []float64 {
	p := make([]float64, len(s.list))
	for f := range folds {
		w := s.fit(l2, f)
		for i := range s.list {
			if s.list[i].fold != f {
				continue
			}
			sum := 0.0
			for _, j := range s.list[i].cols {
				sum += w[j]
			}
			p[i] = logistic(sum)
		}
	}
	return p
}

// f1 is the F1 of what is kept at threshold t. A right event that is dropped
// counts as missed.
func (s *examples) f1(p []float64, t float64) float64 {
	return s.f1Of(p, t, func(e *example) bool { return e.right })
}

// whoF1 is the F1 of what is kept at threshold t and has the right countries.
func (s *examples) whoF1(p []float64, t float64) float64 {
	return s.f1Of(p, t, func(e *example) bool { return e.who })
}

func (s *examples) f1Of(p []float64, t float64, good func(e *example) bool) float64 {
	kept, right := 0, 0
	for i := range s.list {
		if p[i] >= t {
			kept++
			if good(&s.list[i]) {
				right++
			}
		}
	}
	return 2 * float64(right) / float64(kept+s.gold)
}

// bestThreshold returns the threshold with the best sum of both F1, in steps of
// 0.02, and that sum.
func (s *examples) bestThreshold(p []float64) (f, t float64) {
	f = -1
	for k := range 40 {
		at := float64(k) / 50
		if x := s.f1(p, at) + s.whoF1(p, at); x > f {
			f, t = x, at
		}
	}
	return f, t
}

// logLoss is the mean negative log likelihood.
func (s *examples) logLoss(p []float64) float64 {
	sum := 0.0
	for i := range s.list {
		if s.list[i].right {
			sum -= math.Log(p[i])
		} else {
			sum -= math.Log(1 - p[i])
		}
	}
	return sum / float64(len(s.list))
}

// reliability lists, by tenths of the probability, how many events there are
// and what share of them is right.
func (s *examples) reliability(p []float64) string {
	var n, right, sum [10]float64
	for i := range s.list {
		b := min(int(p[i]*10), 9)
		n[b]++
		sum[b] += p[i]
		if s.list[i].right {
			right[b]++
		}
	}
	var b strings.Builder
	b.WriteString("confidence  events  mean  right\n")
	for k := range n {
		if n[k] > 0 {
			fmt.Fprintf(&b, "%.1f-%.1f     %6.0f  %.2f  %.2f\n", float64(k)/10, float64(k+1)/10, n[k], sum[k]/n[k], right[k]/n[k])
		}
	}
	return b.String()
}
