package code

import (
	"kabar/internal/code/rule"
	"kabar/internal/event"
)

// echo is a noun that tells of an event without saying who takes part, with the
// place that it gives: "pertemuan itu berlangsung di Wina".
type echo struct {
	typ   event.Type
	si    int // the sentence
	place *event.Where
}

// echo keeps the place of match x, which gave no event for want of participants.
func (w *work) echo(x *match) {
	if x.Rule.Kind != rule.Noun || verbal(x.typ) || len(x.actors)+len(x.targets) > 0 {
		return
	}
	if p := w.where(x.Head, x); p != nil {
		w.echoes = append(w.echoes, echo{x.typ, w.si, p})
	}
}

// echoReach is how many sentences away a place is told of the same happening.
const echoReach = 3

// sameHappening gives events without a place that of another telling of what
// seems the same happening: an event of the report of the same type and between
// the same sides, or a noun for one that names nobody.
func (w *work) sameHappening() {
	for i := range w.told {
		e := &w.told[i]
		if e.Type == event.AGREE && e.Place == nil {
			e.Place = w.metWhere(e)
		}
		if e.Place != nil || verbal(e.Type) || e.Type == event.SANCTION || nowhere(e.Type, e.Mode) {
			continue
		}
		best, near := (*event.Where)(nil), len(w.r.Sentences)
		for j := range w.told {
			f := &w.told[j]
			if d := apartBy(e.si, f.si); f.Type == e.Type && f.Place != nil && d < near && akin(&e.Event, &f.Event) {
				best, near = f.Place, d
			}
		}
		if best == nil {
			near = echoReach + 1
			for j := range w.echoes {
				f := &w.echoes[j]
				if d := apartBy(e.si, f.si); f.typ == e.Type && d < near {
					best, near = f.place, d
				}
			}
		}
		e.Place = best
	}
}

// metWhere returns where those who agree are told to have met.
func (w *work) metWhere(e *telling) *event.Where {
	sides := states(append(append([]event.Party(nil), e.Actors...), e.Recipients...))
	if len(sides) < 2 {
		return nil
	}
next:
	for j := range w.told {
		f := &w.told[j]
		if f.Type != event.CONSULT || f.Place == nil || f.Aux&event.Negated != 0 || (f.Aux^e.Aux)&event.Historical != 0 {
			continue
		}
		met := states(append(append([]event.Party(nil), f.Actors...), f.Recipients...))
		for c := range sides {
			if !met[c] {
				continue next
			}
		}
		return f.Place
	}
	return nil
}

func apartBy(a, b int) int { return max(a-b, b-a) }

// akin reports whether b may tell of the happening of a: nothing in when it was
// contradicts, and one side is the same and the other not another.
func akin(a, b *event.Event) bool {
	if a.Aux != b.Aux || a.Type == event.COERCE && a.Mode != b.Mode || a.Time != nil && b.Time != nil && a.Time.Start.Known() && b.Time.Start.Known() && !meets(a.Time.Interval, b.Time.Interval, 0) {
		return false
	}
	ac, bc, ar, br := states(a.Actors), states(b.Actors), states(a.Recipients), states(b.Recipients)
	if a.Type.Reciprocal() && meet(ac, br) && meet(ar, bc) {
		return true
	}
	actors, targets := meet(ac, bc), meet(ar, br)
	return actors && targets || actors && (len(ar) == 0 || len(br) == 0) || targets && (len(ac) == 0 || len(bc) == 0)
}

// states returns the countries of one side.
func states(list []event.Party) map[string]bool {
	out := map[string]bool{}
	for _, p := range list {
		if p.Country != "" {
			out[p.Country] = true
		}
	}
	return out
}

// meet reports whether two sets share a member.
func meet(a, b map[string]bool) bool {
	for k := range a {
		if b[k] {
			return true
		}
	}
	return false
}
