package code

import (
	"strings"

	"kabar/internal/code/cue"
	"kabar/internal/code/rule"
	"kabar/internal/code/tree"
	"kabar/internal/event"
	"kabar/internal/text"
)

// victims returns whom a clause below the attack says to be killed or wounded:
// "menggempur sebuah desa sehingga sembilan warga Lebanon tewas".
func (w *work) victims(x *match) []int {
	var out []int
	for k := x.To; k < w.v.Len(); k++ {
		t := w.v.Tok(k)
		if t.POS != text.VERB && t.POS != text.ADJ || !w.v.Under(k, x.Head) {
			continue
		}
		low := w.v.Low[k]
		if is := func(set cue.Set) bool { return set[low] || w.r.Lang != "id" && set[t.Lemma] }; !is(w.cue.Killed) && !is(w.cue.Wounded) {
			continue
		}
		var subj, obj []int
		for _, a := range w.v.VerbArgs(k, w.v.Passive(k), nil) {
			switch {
			case a.Lent || has(x.actors, a.Head):
			case a.Rel == tree.Obj:
				obj = append(obj, a.Head)
			case a.Rel == tree.Subj:
				subj = append(subj, a.Head)
			}
		}
		if len(obj) == 0 {
			obj = subj
		}
		out = append(out, obj...)
	}
	return out
}

// withdrawn returns whose forces or envoys are withdrawn in a passive: "French troops were withdrawn from Niger".
func (w *work) withdrawn(x *match) []int {
	if !x.passive || x.frame != "withdraw" && x.frame != "recall" {
		return nil
	}
	var out []int
	for _, a := range x.args {
		if a.Rel == tree.Obj {
			out = append(out, a.Head)
		}
	}
	return out
}

// acrossClaim gives an act without a subject the one that an attribution parts
// from it: "Argentina, the paper reported, expelled four diplomats". An act that
// hangs on such a verb, and a noun that the parse hangs the verb on, share it.
func (w *work) acrossClaim(e *event.Event, x *match) {
	side := &e.Actors
	if x.passive {
		side = &e.Recipients
	}
	if len(*side) > 0 {
		return
	}
	for _, cl := range w.claims {
		if cl.mention < 0 || cl.own > x.Head {
			continue
		}
		open, end := min(cl.own, w.ms[cl.mention].from), max(cl.own, w.ms[cl.mention].to-1)
		for open--; open > 0 && w.v.Low[open] != "," && cl.own-open < sourceWindow; {
			open--
		}
		for end++; end < x.Head && w.v.Low[end] != ","; {
			end++
		}
		if open <= 0 || w.v.Low[open] != "," || end >= x.Head {
			continue
		}
		top := w.topOf(x, end)
		if top < 0 || w.v.Clause(top) != top && w.v.Clause(top) != w.v.Clause(end+1) {
			continue
		}
		for k := end + 1; k < top; k++ {
			if w.v.Tok(k).POS == text.VERB || w.v.Tok(k).POS == text.NOUN {
				return
			}
		}
		if k := mentionAt(w.ms, open-1); k >= 0 && w.ms[k].to == open {
			h := open - 1
			for g := w.v.Head(h); g >= w.ms[k].from && g < w.ms[k].to; g = w.v.Head(h) {
				h = g
			}
			*side = w.parties([]int{h}, e.Claim)
			if x.passive {
				x.targets = append(x.targets, h)
			} else {
				x.actors = append(x.actors, h)
			}
		}
		return
	}
}

// shared returns the targets of the reciprocal event that x is coordinated
// with: "bertemu dengan Putin dan menandatangani".
func (w *work) shared(x *match) []int {
	if w.v.Tok(x.Head).BaseRel() != "conj" {
		return nil
	}
	if k := w.m.at(w.v.Head(x.Head), false); k >= 0 && w.m.ms[k].typ.Reciprocal() {
		return w.m.ms[k].targets
	}
	return nil
}

// historyDays is how long before publication an event is background
// (shared guidelines: more than 30 days).
const historyDays = 30

// history marks an event that lies long before publication.
func (w *work) history(e *event.Event) {
	if e.Time == nil || !e.Time.End.Known() || !w.r.Published.Known() {
		return
	}
	if w.r.Published-e.Time.End > historyDays {
		e.Aux |= event.Historical
	}
}

// doneBefore returns the side of the last event of type t that the report told:
// "mengecam serangan tersebut" accuses who carried that attack out.
func (w *work) doneBefore(from rule.From, t event.Type) []event.Party {
	for k := len(w.told) - 1; k >= 0; k-- {
		if e := &w.told[k].Event; e.Type == t {
			side := e.Actors
			if from == rule.FromRecipient {
				side = e.Recipients
			}
			var out []event.Party
			for _, p := range side {
				p.How = "as told before of the " + e.Trigger.Text
				out = append(out, p)
			}
			return out
		}
	}
	return nil
}

// struck returns the state in which an attack by those of another state happens,
// when nobody is named whom it strikes.
func struck(e *event.Event) []event.Party {
	p := e.Place
	if p == nil || p.Country == "" || len(e.Actors) == 0 {
		return nil
	}
	for _, a := range e.Actors {
		if a.Country == "" || a.Country == p.Country {
			return nil
		}
	}
	return []event.Party{{Words: p.Words, Entity: "state:" + p.Country, Country: p.Country, Sector: event.GOV, How: howOfPlace}}
}

// settleVictims gives people who are acted upon the country of the place where
// it happens, when nothing better than the sentence or the report gave one.
func settleVictims(e *event.Event) {
	if e.Place == nil || e.Place.Country == "" {
		return
	}
	for i := range e.Recipients {
		p := &e.Recipients[i]
		if p.Entity != "" || p.Sector != event.CVL {
			continue
		}
		if p.Country == "" || e.Type == event.ASSAULT && (p.How == howSole || p.How == howFocus || p.How == howBefore) {
			p.Country, p.How = e.Place.Country, "country of the place"
		}
	}
}

// abroad makes a meeting a visit when it takes place outside the country of one
// of those who meet.
func abroad(e *event.Event) {
	if e.Type != event.CONSULT || e.Mode != "" || e.Place == nil || e.Place.Country == "" {
		return
	}
	for _, side := range [...][]event.Party{e.Actors, e.Recipients} {
		for _, p := range side {
			if p.Country != "" && p.Country != e.Place.Country {
				e.Mode, e.CAMEO = "visit", "042"
			}
		}
	}
}

// apart drops the parties that stand on the other side too.
func apart(list, not []event.Party) []event.Party {
	var out []event.Party
next:
	for _, p := range list {
		for _, q := range not {
			if p.Span == q.Span && p.Country == q.Country || p.Country == q.Country && p.Sector == q.Sector && p.Entity == q.Entity && pronoun(p) && pronoun(q) {
				continue next
			}
		}
		out = append(out, p)
	}
	return out
}

// pronoun reports whether p was found through a pronoun.
func pronoun(p event.Party) bool {
	return strings.HasPrefix(p.How, "we: ") || strings.HasPrefix(p.How, "pronoun for ")
}
