package code

import (
	"sort"
	"strings"

	"kabar/internal/code/belief"
	"kabar/internal/event"
	"kabar/internal/text"
)

// telling is an event with what is known of how it was told.
type telling struct {
	event.Event
	names []string        // of who tells it
	heard []string        // of who does it by speaking
	si    int             // the sentence
	marks [][]belief.Mark // how it is told, for each time that it is
}

// merge joins the events of one report that tell the same thing: same type, no
// contradiction in who, aux and when. The first telling stays; the later ones
// leave their words in Also and fill what was empty.
func merge(list []telling) []telling {
	sort.SliceStable(list, func(i, j int) bool { return list[i].Trigger.Span.Start < list[j].Trigger.Span.Start })
	var out []telling
next:
	for i := range list {
		for j := range out {
			if same(&out[j].Event, &list[i].Event) {
				absorb(&out[j].Event, &list[i].Event)
				out[j].marks = append(out[j].marks, list[i].marks...)
				continue next
			}
		}
		out = append(out, list[i])
	}
	return out
}

// same reports whether b tells the event a again.
func same(a, b *event.Event) bool {
	if a.Type != b.Type || a.Aux&^event.Historical != b.Aux&^event.Historical {
		return false
	}
	if a.Mode != "" && b.Mode != "" && a.Mode != b.Mode {
		return false
	}
	if a.Time != nil && b.Time != nil && a.Time.Start.Known() && b.Time.Start.Known() && !meets(a.Time.Interval, b.Time.Interval) {
		return false
	}
	if (a.Time == nil || b.Time == nil) && a.Aux != b.Aux {
		return false // one of them lies in the past
	}
	aa, ba, ar, br := side(a.Actors), side(b.Actors), side(a.Recipients), side(b.Recipients)
	if a.Type.Reciprocal() {
		return side(append(append([]event.Party(nil), a.Actors...), a.Recipients...)) == side(append(append([]event.Party(nil), b.Actors...), b.Recipients...))
	}
	if aa == ba && ar == br {
		return true
	}
	return (aa == ba && (ar == "" || br == "")) || (ar == br && ar != "" && (aa == "" || ba == ""))
}

func meets(a, b event.Interval) bool { return a.Start <= b.End && b.Start <= a.End }

// side is the set of countries and sectors of one side, in order.
func side(list []event.Party) string {
	var keys []string
	for _, p := range list {
		if p.Country == "" && p.Entity == "" && p.Sector == "" {
			continue
		}
		k := p.Country + "/" + string(p.Sector)
		if p.Country == "" {
			k = p.Entity + k
		}
		keys = append(keys, k)
	}
	sort.Strings(keys)
	var b strings.Builder
	for i, k := range keys {
		if i == 0 || keys[i-1] != k {
			b.WriteString(k)
			b.WriteByte(';')
		}
	}
	return b.String()
}

// absorb takes into a what b adds.
func absorb(a, b *event.Event) {
	a.Also = append(a.Also, b.Trigger)
	if side(a.Actors) == "" && side(b.Actors) != "" {
		a.Actors = b.Actors
	}
	if side(a.Recipients) == "" && side(b.Recipients) != "" {
		a.Recipients = b.Recipients
	}
	if a.Mode == "" {
		a.Mode, a.CAMEO = b.Mode, b.CAMEO
	}
	if a.Time == nil {
		a.Time = b.Time
	}
	if a.Place == nil || b.Place != nil && finer(b.Place, a.Place) {
		a.Place = b.Place
	}
	if len(a.Claim) == 0 && a.Sentence.Span == b.Sentence.Span {
		a.Claim = b.Claim
	}
	have := map[text.Span]bool{}
	for _, q := range a.Quantities {
		have[q.Span] = true
	}
	for _, q := range b.Quantities {
		if !have[q.Span] {
			a.Quantities = append(a.Quantities, q)
		}
	}
}

// finer reports whether p is a more exact place than q in the same country, and
// in the same division of it where q names one.
func finer(p, q *event.Where) bool {
	return p.Country != "" && p.Country == q.Country && p.Precision > q.Precision && q.Precision != event.UnknownPlace && (q.Admin1 == "" || p.Admin1 == q.Admin1)
}
