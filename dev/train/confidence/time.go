package main

import (
	"fmt"
	"os"
	"time"

	"kabar/internal/code"
	"kabar/internal/code/belief"
	"kabar/internal/text"
)

// dated is one event that an annotated one is paired with: its times are the
// examples [from, to).
type dated struct {
	from, to int
	has      bool // the annotation has a time
}

// times are the times of the events that were found in annotated reports.
type times struct {
	examples
	events []dated
}

// leastTimes is how many times must have a mark for it to get a weight. Below
// it, cross-validation fell.
const leastTimes = 12

// tries is how many values of the least probability are tried, in steps of
// 1/50 from 0.
const tries = 45

// runTimes learns which time an event has.
func runTimes(files []string, out string) error {
	var set times
	for _, name := range files {
		if err := set.read(name); err != nil {
			return err
		}
	}
	set.index(leastTimes)
	given, within := 0, 0
	for _, e := range set.events {
		if e.has {
			given++
			if set.anyRight(e) {
				within++
			}
		}
	}
	fmt.Printf("%d reports, %d events, %d with a time, %d of these with it among %d times weighed\n", set.reports, len(set.events), given, within, len(set.list))
	best, bestF, least := 0.0, -1.0, 0.0
	for _, l2 := range penalties {
		p := set.crossValidate(l2)
		var f [tries]float64
		for k := range f {
			right, wrong, invented := set.outcome(p, float64(k)/50)
			f[k] = 2 * float64(right) / float64(right+wrong+invented+given)
			if k%5 == 0 {
				fmt.Printf("penalty %4g, least %.2f: F1 %.4f, right %d of %d, wrong %d, invented %d of %d\n", l2, float64(k)/50, f[k], right, given, wrong, invented, right+wrong+invented)
			}
		}
		// The mean of three neighbours, so that chance decides less.
		for k := 1; k+1 < len(f); k++ {
			if m := (f[k-1] + f[k] + f[k+1]) / 3; m > bestF {
				best, bestF, least = l2, m, float64(k)/50
			}
		}
	}
	fmt.Printf("best: penalty %g, least %.2f, F1 about it %.4f\n", best, least, bestF)
	if out == "-" {
		return nil
	}
	head := "# How much each mark of a time adds to the odds that it is the time of an event,\n# in natural logarithms; docs/formats/confidence.md. Written by dev/train/confidence.\n"
	return os.WriteFile(out, set.table(head, set.fit(best, -1), least), 0o644)
}

// read takes the times of the events of one annotated file as examples.
func (s *times) read(name string) error {
	return readReports(name, map[string][]byte{belief.Events: takeAll, belief.Times: takeNo}, func(g *goldReport, t *code.Trace) {
		for i, k := range pair(g.Events, t.Events) {
			if k < 0 {
				continue
			}
			e := dated{from: len(s.list), has: g.Events[k].Time != nil}
			for _, c := range t.Times[i] {
				right := e.has && near(g.Events[k].Time.Start, g.Events[k].Time.End, c.Start, c.End)
				s.list = append(s.list, example{marks: c.Marks, right: right, worth: worth(right), fold: s.reports % folds})
			}
			e.to = len(s.list)
			s.events = append(s.events, e)
		}
		s.reports++
	})
}

// near reports whether the days start and end are those of the annotation, as
// the scorer has it: within a day, of longer spans within fifteen.
func near(wantStart, wantEnd string, start, end text.Day) bool {
	a, err := time.Parse(time.DateOnly, wantStart)
	b, err2 := time.Parse(time.DateOnly, wantEnd)
	if err != nil || err2 != nil {
		return false
	}
	from, to := text.NewDay(a.Date()), text.NewDay(b.Date())
	slack := text.Day(1)
	if to-from > 7 {
		slack = 15
	}
	return max(from-start, start-from) <= slack && max(to-end, end-to) <= slack
}

// anyRight reports whether a time of e is that of the annotation.
func (s *times) anyRight(e dated) bool {
	for i := e.from; i < e.to; i++ {
		if s.list[i].right {
			return true
		}
	}
	return false
}

// outcome counts, with probabilities p and the least probability t, the events
// whose time is right, is wrong, and is given where the annotation has none.
func (s *times) outcome(p []float64, t float64) (right, wrong, invented int) {
	for _, e := range s.events {
		best := -1
		for i := e.from; i < e.to; i++ {
			if p[i] >= t && (best < 0 || p[i] > p[best]) {
				best = i
			}
		}
		switch {
		case best < 0:
		case !e.has:
			invented++
		case s.list[best].right:
			right++
		default:
			wrong++
		}
	}
	return right, wrong, invented
}
