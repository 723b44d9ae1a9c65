package code

import (
	"slices"
	"strings"

	"kabar/internal/event"
	"kabar/internal/text"
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
		w.hearAt(cl.mention, w.heardAt(&cl))
	}
	for i := range w.v.Low {
		if w.cue.Voiced[w.v.Low[i]] || w.cue.Voiced[w.v.Tok(i).Lemma] {
			if k := w.utterer(i); k >= 0 {
				w.hearAt(k, w.venueAfter(i))
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

// hearing is that somebody spoke at a place.
type hearing struct {
	names []string
	place *event.Where
}

// hearAt notes that the speaker of mention k spoke at p; nil is no place.
func (w *work) hearAt(k int, p *event.Where) {
	if p == nil {
		return
	}
	w.heard = append(w.heard, hearing{w.namesAt(k, nil), p})
}

// spokeWhere returns where those who do e by speaking are said to have spoken.
func (w *work) spokeWhere(e *telling) *event.Where {
	for i := range w.heard {
		for _, name := range w.heard[i].names {
			if slices.Contains(e.heard, name) {
				return w.heard[i].place
			}
		}
	}
	return nil
}

// heardOf returns the names of those who do e by speaking.
func (w *work) heardOf(e *event.Event, x *match) []string {
	var out []string
	for _, h := range x.actors {
		if k := mentionIn(&w.v, w.ms, h); k >= 0 {
			out = w.namesAt(k, out)
		}
	}
	for _, s := range e.Claim {
		for _, p := range e.Actors {
			if p.How == "speaker" || strings.HasPrefix(p.How, "we: ") {
				out = append(out, s.Name)
			}
		}
	}
	return out
}

// namesAt appends the name of mention k and those that follow it in apposition:
// an office and who holds it.
func (w *work) namesAt(k int, out []string) []string {
	out = append(out, w.ms[k].name)
	to := w.ms[k].to
	for k++; k < len(w.ms); k++ {
		for ; to < w.ms[k].from; to++ {
			switch t := w.v.Tok(to); t.POS {
			case text.PROPN, text.PUNCT:
				if quoteMark(w.v.Low[to]) {
					return out
				}
			default:
				return out
			}
		}
		if w.ms[k].kind == mPerson || w.ms[k].kind == mName || w.ms[k].named {
			out = append(out, w.ms[k].name)
		}
		to = w.ms[k].to
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
		if e.Place == nil && e.Aux&event.Historical == 0 && e.Mode != "investigate" {
			e.Place = w.spokeWhere(e)
		}
	}
}
