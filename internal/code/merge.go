package code

import (
	"slices"
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
	plain event.Aux       // its aux modes but for those that its time tells
	tale  tale            // what its time is looked for by
	times []TimeChoice    // the times that it may have
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
				out[j].times = append(out[j].times, list[i].times...)
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
	if a.Time != nil && b.Time != nil && a.Time.Start.Known() && b.Time.Start.Known() && !meets(a.Time.Interval, b.Time.Interval, trip(a, b)) {
		return false
	}
	if (a.Time == nil || b.Time == nil) && a.Aux != b.Aux {
		return false // one of them lies in the past
	}
	if a.Type == event.ASSAULT {
		return sameForce(a, b)
	}
	aa, ba, ar, br := side(a.Actors), side(b.Actors), side(a.Recipients), side(b.Recipients)
	if a.Type.Reciprocal() {
		x, y := both(a), both(b)
		return side(x) == side(y) || within(side(x), side(y)) || within(side(y), side(x))
	}
	if aa == ba && ar == br {
		return true
	}
	return (aa == ba && (ar == "" || br == "")) || (ar == br && ar != "" && (aa == "" || ba == ""))
}

// both returns the participants of both sides.
func both(e *event.Event) []event.Party { return slices.Concat(e.Actors, e.Recipients) }

// within reports whether all of side a, of which there are some, are of side b.
func within(a, b string) bool {
	if a == "" {
		return false
	}
	for _, k := range strings.SplitAfter(strings.TrimSuffix(a, ";"), ";") {
		if !strings.Contains(";"+b, ";"+strings.TrimSuffix(k, ";")+";") {
			return false
		}
	}
	return true
}

// sameForce reports whether attack b, which nothing else tells from attack a, is
// a again: the state and its army are one attacker, and the people, the ground
// and the army of a state that is hit are told in turn.
func sameForce(a, b *event.Event) bool {
	aa, ba, ar, br := lands(a.Actors), lands(b.Actors), lands(a.Recipients), lands(b.Recipients)
	if aa == ba && ar == br {
		return true
	}
	if together(a, b) && (aa == ba || aa == "" || ba == "") && aa+ba != "" {
		return true
	}
	return aa == ba && aa != "" && (ar == "" || br == "") || ar == br && ar != "" && (aa == "" || ba == "")
}

// lands is the set of countries of one side, in order, its rebels apart; those
// who have no country stand for themselves.
func lands(list []event.Party) string {
	keys := make([]event.Party, 0, len(list))
	for _, p := range list {
		if p.Country != "" && p.Sector != event.REB && p.Sector != event.OPP {
			p.Sector = ""
		}
		keys = append(keys, p)
	}
	return side(keys)
}

// together reports whether two assaults told in one sentence are an attack and
// what it did: "struck the consulate, killing two".
func together(a, b *event.Event) bool {
	return a.Type == event.ASSAULT && a.Sentence.Span == b.Sentence.Span
}

// meets reports whether two intervals touch, or lie at most slack days apart.
func meets(a, b event.Interval, slack text.Day) bool {
	return a.Start <= b.End+slack && b.Start <= a.End+slack
}

// tripDays is how far apart two days of one visit may be: who arrives on Friday
// meets on Saturday.
const tripDays = 2

// trip returns how far apart the days of a and b may lie when they are one event.
func trip(a, b *event.Event) text.Day {
	if a.Type == event.CONSULT && (a.Mode == "visit" || b.Mode == "visit") {
		return tripDays
	}
	return 0
}

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
	a.Contexts = sortContexts(append(a.Contexts, b.Contexts...))
	if side(a.Actors) == "" && side(b.Actors) != "" {
		a.Actors = b.Actors
	}
	switch {
	case side(a.Recipients) == "" && side(b.Recipients) != "":
		a.Recipients = b.Recipients
	case together(a, b) && side(b.Recipients) != side(a.Recipients):
		a.Recipients = unique(append(a.Recipients, b.Recipients...))
	}
	if a.Mode == "" {
		a.Mode, a.CAMEO, a.Frame = b.Mode, b.CAMEO, b.Frame
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
