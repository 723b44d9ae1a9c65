package code

import (
	"kabar/internal/event"
)

// explain writes what happened in the sentence into the trace.
func (w *work) explain() {
	if w.trace == nil {
		return
	}
	t := &w.trace.Sentences[w.si]
	for k := range w.ms {
		m := &w.ms[k]
		p := event.Party{Words: w.words(m.from, m.to), Entity: m.key, Country: m.country, Sector: m.sector, How: m.how}
		head := m.from
		for i := m.from; i < m.to; i++ {
			if h := w.v.Head(i); h < m.from || h >= m.to {
				head = i
				break
			}
		}
		if w.us(m) {
			p = w.ourselves(p, w.said(m.from, &match{}))
		}
		if sides := w.bothOf(k); sides != nil {
			for _, s := range sides {
				p.Entity, p.Country, p.Sector, p.How = s.key, s.country, s.side(), "both sides: "+s.name
				t.Mentions = append(t.Mentions, Mention{Party: p, Head: head})
			}
		} else {
			t.Mentions = append(t.Mentions, Mention{Party: p, Head: head})
		}
		if _, ok := w.placed(k); ok || m.at > 0 || m.lies > 0 {
			t.Places = append(t.Places, *w.placeOf(k))
		}
	}
	for k := range w.times {
		t.Times = append(t.Times, w.times[k].When)
	}
	for k := range w.claims {
		if cl := &w.claims[k]; cl.known {
			t.Speakers = append(t.Speakers, cl.who)
		}
	}
	for k := range w.m.ms {
		x := &w.m.ms[k]
		try := Try{Rule: x.Rule.Key, Frame: x.frame, Trigger: w.words(x.From, x.To), Event: -1, Why: x.why, told: x.told, typ: x.typ}
		t.Tries = append(t.Tries, try)
	}
}

// number tells each rule that fired which event of the result it went into:
// merging has moved them.
func (w *work) number() {
	if w.trace == nil {
		return
	}
	for i := range w.trace.Sentences {
		tries := w.trace.Sentences[i].Tries
		for k := range tries {
			if tries[k].told {
				if tries[k].Event = w.eventAt(&tries[k]); tries[k].Event < 0 {
					tries[k].Why = joinWhy(tries[k].Why, "too unlikely to be told")
				}
			}
		}
	}
}

// eventAt returns the index of the event that holds the words of t, -1 when
// none does.
func (w *work) eventAt(t *Try) int {
	for i := range w.out {
		e := &w.out[i]
		if e.Type != t.typ {
			continue
		}
		if e.Trigger.Span == t.Trigger.Span {
			return i
		}
		for _, a := range e.Also {
			if a.Span == t.Trigger.Span {
				return i
			}
		}
	}
	return -1
}
