package code

import (
	"kabar/internal/event"
)

// verbal reports whether an event of type t is done by saying it, so that the
// day of the statement is the day of the event.
func verbal(t event.Type) bool {
	switch t {
	case event.AGREE, event.SUPPORT, event.CONCEDE, event.REQUEST, event.ACCUSE, event.REJECT, event.THREATEN:
		return true
	}
	return false
}

// speechReach is how far from its speech verb or speaker the day and the place
// of a statement may stand, in tokens.
const speechReach = 8

// hearPlaces notes where each speaker of the sentence spoke: the place that
// stands in the attribution ("kata Lavrov di Jakarta").
func (w *work) hearPlaces() {
	for _, cl := range w.claims {
		if cl.mention < 0 || cl.cite {
			continue
		}
		for k := range w.ms {
			m := &w.ms[k]
			if m.from < cl.own || m.from-cl.ownTo > speechReach || w.eventBetween(cl.own, m.from) {
				continue
			}
			if prep, ok := w.placed(k); ok && !w.cue.Toward[prep] {
				if name := w.ms[cl.mention].name; w.spokenAt[name] == nil {
					w.spokenAt[name] = w.placeOf(k)
				}
				break
			}
		}
	}
}

// namesOf returns the names under which the tellers of e may be placed and
// dated: its speakers, and its actors when the event is done by saying it.
func (w *work) namesOf(e *event.Event, x *match) []string {
	var out []string
	for _, s := range e.Claim {
		out = append(out, s.Name)
	}
	for _, h := range x.actors {
		if k := mentionIn(&w.v, w.ms, h); k >= 0 {
			out = append(out, w.ms[k].name)
		}
	}
	return out
}

// placeStatements gives statements without a place of their own the place where
// the same speaker is said to have spoken.
func (w *work) placeStatements() {
	for i := range w.told {
		e := &w.told[i]
		if !verbal(e.Type) || e.Aux&(event.Future|event.Hypothetical) != 0 {
			continue
		}
		for _, name := range e.names {
			if e.Place == nil {
				e.Place = w.spokenAt[name]
			}
		}
	}
}
