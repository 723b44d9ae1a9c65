package code

import (
	"kabar/internal/code/tree"
	"kabar/internal/event"
	"kabar/internal/text"
)

// maxParties is the most participants of one side.
const maxParties = 8

// parties resolves the argument heads of one side, with the phrases that are
// coordinated with them.
func (w *work) parties(heads []int, claim []event.Speaker) []event.Party {
	var out []event.Party
	var buf [16]int
	for _, h := range heads {
		for _, c := range w.v.Conjuncts(h, buf[:0]) {
			if len(out) < maxParties {
				out = w.party(c, claim, out)
			}
		}
	}
	return unique(out)
}

// unique drops parties that repeat an entity of the same country and sector.
func unique(list []event.Party) []event.Party {
	out := list[:0]
next:
	for _, p := range list {
		for _, q := range out {
			if p.Span == q.Span && p.Country == q.Country || p.Entity != "" && p.Entity == q.Entity {
				continue next
			}
		}
		out = append(out, p)
	}
	return out
}

// party appends who the phrase headed by token i names.
func (w *work) party(i int, claim []event.Speaker, out []event.Party) []event.Party {
	k := mentionIn(&w.v, w.ms, i)
	if k < 0 {
		switch w.v.Tok(i).POS {
		case text.NOUN, text.PROPN:
			from, to := w.v.Phrase(i)
			return append(out, event.Party{Words: w.words(from, to), How: "not known"})
		}
		return out
	}
	m := &w.ms[k]
	from, to := m.from, m.to
	if f, t := w.v.Phrase(i); f <= from && t >= to && t-f <= maxPhrase {
		from, to = f, t
	}
	p := event.Party{Words: w.words(from, to), Entity: m.key, Country: m.country, Sector: m.sector, How: m.how}
	switch m.kind {
	case mBoth:
		a, b := w.cast.sides(w.si, k)
		if a == nil {
			return append(out, p)
		}
		for _, s := range [...]*mention{a, b} {
			q := p
			q.Entity, q.Country, q.Sector = s.key, s.country, s.sector
			q.How = "both sides: " + s.name
			if q.Sector == "" {
				q.Sector = event.GOV
			}
			out = append(out, q)
		}
		return out
	case mPronoun:
		if w.cue.We[w.v.Low[m.from]] {
			return append(out, w.ourselves(p, claim))
		}
	case mPlace:
		p.Sector = event.CVL
	case mDemonym:
		if p.Sector == "" {
			p.Sector = event.CVL
		}
	}
	return append(out, p)
}

// maxPhrase is the longest phrase that is shown as a participant, in tokens.
const maxPhrase = 14

// ourselves gives "we" the side of who is speaking.
func (w *work) ourselves(p event.Party, claim []event.Speaker) event.Party {
	for j := len(claim) - 1; j >= 0; j-- {
		for k := range w.cast.mentions {
			m := &w.cast.mentions[k]
			if m.name == claim[j].Name && m.country != "" {
				p.Country, p.Sector, p.How = m.country, m.sector, "we: "+m.name
				return p
			}
		}
	}
	if s := w.ref.subj; s != nil {
		p.Country, p.Sector, p.How = s.country, s.sector, "we: "+s.name
	}
	return p
}

// identified reports whether any of the parties is known by country or as a
// body of its own.
func identified(list []event.Party) bool {
	for _, p := range list {
		if p.Country != "" || p.Entity != "" || p.Sector == event.IGO || p.Sector == event.REB {
			return true
		}
	}
	return false
}

// unfit says why the match gives no event, "" when it does.
func (w *work) unfit(e *event.Event, x *match) string {
	switch {
	case !identified(e.Actors) && !identified(e.Recipients):
		return "no identified participant"
	case x.typ != event.PROTEST && x.typ != event.ASSAULT && x.typ != event.COERCE && x.typ != event.SANCTION && x.typ != event.ACCUSE && !identified(e.Actors):
		return "no identified actor"
	case (x.typ == event.AID || x.typ == event.COOPERATE) && len(e.Recipients) == 0:
		return "a recipient is required"
	}
	return ""
}

func sameSubject(v *tree.View, a, b int) bool {
	x, ok1 := v.Subject(a)
	y, ok2 := v.Subject(b)
	return ok1 && ok2 && x == y
}
