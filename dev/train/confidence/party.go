package main

import (
	"fmt"
	"os"
	"slices"

	"kabar/internal/code"
	"kabar/internal/code/belief"
	"kabar/internal/event"
)

// open is an empty side of one event that an annotated one is paired with: those
// who may be on it are the examples [from, to).
type open struct {
	from, to int
	has      bool // the annotation has somebody there
}

// parties are the empty sides of the events that were found in annotated reports.
type parties struct {
	examples
	sides []open
}

// leastParties is how many candidates must have a mark for it to get a weight.
const leastParties = 6

// halfRight is what a candidate of the right country but another sector is worth.
// Chosen in cross-validation.
const halfRight = 0.65

// runParties learns who is on a side that the words of an event leave empty.
func runParties(files []string, out string) error {
	var set parties
	for _, name := range files {
		if err := set.read(name); err != nil {
			return err
		}
	}
	set.index(leastParties)
	given := 0
	for _, s := range set.sides {
		if s.has {
			given++
		}
	}
	fmt.Printf("%d reports, %d empty sides, %d of them with somebody in the annotation, %d candidates\n", set.reports, len(set.sides), given, len(set.list))
	// A wrong country costs as much as a right one is worth.
	best, bestF, least := 0.0, -1.0, 0.0
	for _, l2 := range penalties {
		p := set.crossValidate(l2)
		var f [tries]float64
		for k := range f {
			exact, country, filled := set.outcome(p, float64(k)/50)
			f[k] = float64(country - (filled - country))
			if k%5 == 0 {
				fmt.Printf("penalty %4g, least %.2f: filled %d, country right %d, sector too %d\n", l2, float64(k)/50, filled, country, exact)
			}
		}
		for k := 1; k+1 < len(f); k++ {
			if m := (f[k-1] + f[k] + f[k+1]) / 3; m > bestF {
				best, bestF, least = l2, m, float64(k)/50
			}
		}
	}
	fmt.Printf("best: penalty %g, least %.2f, gain about it %.1f\n", best, least, bestF)
	if out == "-" {
		return nil
	}
	head := "# How much each mark of somebody adds to the odds that they are on a side that an\n# event's words leave empty, in natural logarithms; docs/formats/confidence.md.\n# Written by dev/train/confidence.\n"
	return os.WriteFile(out, set.table(head, set.fit(best, -1), least), 0o644)
}

// read takes the empty sides of the events of one annotated file as examples.
func (s *parties) read(name string) error {
	return readReports(name, map[string][]byte{belief.Parties: takeNo}, func(g *goldReport, t *code.Trace) {
		for i, k := range pair(g.Events, t.Events) {
			if k < 0 {
				continue
			}
			for _, actor := range [...]bool{true, false} {
				s.add(&g.Events[k], &t.Events[i], t.Parties[i], actor)
			}
		}
		s.reports++
	})
}

// add takes one side of event e, paired with g, whose candidates are in list.
func (s *parties) add(g *goldEvent, e *event.Event, list []code.PartyChoice, actor bool) {
	want, other := g.Recipient, e.Actors
	if actor {
		want, other = g.Actor, e.Recipients
	}
	if e.Type.Reciprocal() {
		want = nil
		for _, p := range slices.Concat(g.Actor, g.Recipient) {
			if !slices.ContainsFunc(other, func(q event.Party) bool { return q.Country == p.Country }) {
				want = append(want, p)
			}
		}
	}
	o := open{from: len(s.list), has: len(want) > 0}
	for _, c := range list {
		if c.Actor != actor {
			continue
		}
		x := example{marks: c.Marks, fold: s.reports % folds}
		for _, p := range want {
			switch {
			case p.Country != c.Country:
			case p.Sector == string(c.Sector):
				x.right, x.worth = true, 1
			default:
				x.worth = max(x.worth, halfRight)
			}
		}
		s.list = append(s.list, x)
	}
	if o.to = len(s.list); o.to > o.from {
		s.sides = append(s.sides, o)
	}
}

// outcome counts, with probabilities p and the least probability t, the sides that
// are filled, and those with the right country, and with the right sector too.
func (s *parties) outcome(p []float64, t float64) (exact, country, filled int) {
	for _, o := range s.sides {
		best := -1
		for i := o.from; i < o.to; i++ {
			if p[i] >= t && (best < 0 || p[i] > p[best]) {
				best = i
			}
		}
		if best < 0 {
			continue
		}
		filled++
		if s.list[best].worth > 0 {
			country++
		}
		if s.list[best].right {
			exact++
		}
	}
	return exact, country, filled
}
