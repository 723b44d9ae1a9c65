package code

import (
	"slices"
	"strconv"

	"kabar/internal/code/belief"
	"kabar/internal/event"
	"kabar/internal/text"
)

// howInferred says that no words of the act give a participant, and that it is the
// likeliest of those whom the report names.
const howInferred = "likeliest of those that the report names"

// group is all mentions of one sector of one country.
type group struct {
	country  string
	sector   event.Sector
	mentions []int // in the cast, in the order of the text
}

// gap is an empty side of an event.
type gap struct {
	event int // in out
	actor bool
}

// inferSides fills sides of events that the rules left empty with whom the
// report makes likely: "serangan itu menewaskan …" in a report on a war of two.
// All are chosen before any is filled.
func (w *work) inferSides() {
	var gaps []gap
	for i := range w.out {
		e := &w.out[i]
		if w.trace != nil {
			w.trace.Parties = append(w.trace.Parties, nil)
		}
		if e.Type.Reciprocal() && (len(e.Actors) > 0 && len(e.Recipients) > 0 || len(e.Actors) > 0 && abroadOf(e.Actors)) {
			continue
		}
		if len(e.Actors) == 0 {
			gaps = append(gaps, gap{i, true})
		}
		if len(e.Recipients) == 0 {
			gaps = append(gaps, gap{i, false})
		}
	}
	if len(gaps) == 0 {
		return
	}
	groups := w.groups()
	chosen := make([]event.Party, len(gaps))
	for n, g := range gaps {
		chosen[n] = w.infer(g, groups)
	}
	for n, g := range gaps {
		e := &w.out[g.event]
		switch p := chosen[n]; {
		case p.How == "":
		case g.actor:
			e.Actors = []event.Party{p}
		default:
			e.Recipients = []event.Party{p}
		}
	}
}

// groups puts the actors that the report names into groups, in the order of the text.
func (w *work) groups() []group {
	var out []group
	for k := range w.cast.mentions {
		m := &w.cast.mentions[k]
		switch {
		case m.kind == mOutlet, m.kind == mPlace, m.placed, m.sector == "":
			continue
		case m.country == "" && m.sector != event.IGO && m.sector != event.REB && m.sector != event.NGO:
			continue
		}
		n := slices.IndexFunc(out, func(g group) bool { return g.country == m.country && g.sector == m.sector })
		if n < 0 {
			n = len(out)
			out = append(out, group{country: m.country, sector: m.sector})
		}
		out[n].mentions = append(out[n].mentions, k)
	}
	return out
}

// infer returns the likeliest participant for a gap, with an empty How when
// nobody is likely enough.
func (w *work) infer(g gap, groups []group) event.Party {
	e := &w.out[g.event]
	a := act{e: e, actor: g.actor, other: e.Actors, sentence: w.sentenceAt(e.Trigger.Span.Start)}
	if g.actor {
		a.other = e.Recipients
	}
	tokens := w.r.Sentences[a.sentence].Tokens
	for a.trigger < len(tokens)-1 && tokens[a.trigger].Span.End <= e.Trigger.Span.Start {
		a.trigger++
	}
	var best event.Party
	most := w.c.parties.Least()
	for n := range groups {
		m := w.nearest(&a, &groups[n])
		if m == nil {
			continue
		}
		w.markBuf = w.partyMarks(&a, groups, n, m, w.markBuf[:0])
		p := w.c.parties.Weigh(w.markBuf)
		s := w.r.Sentences[m.sentence].Tokens
		span := text.Span{Start: s[m.from].Span.Start, End: s[m.to-1].Span.End}
		party := event.Party{Words: event.Words{Span: span, Text: w.r.Slice(span)}, Entity: m.key, Country: m.country, Sector: m.sector, How: howInferred}
		if w.trace != nil {
			list := &w.trace.Parties[g.event]
			*list = append(*list, PartyChoice{Party: party, Actor: g.actor, Marks: slices.Clone(w.markBuf), P: p})
		}
		if p >= most && (p > most || best.How == "") {
			best, most = party, p
		}
	}
	return best
}

// act is an event with an empty side, and where it is told.
type act struct {
	e        *event.Event
	actor    bool          // the empty side
	other    []event.Party // those on the other one
	sentence int
	trigger  int // token
}

// sentenceAt returns the index of the sentence that holds byte at.
func (w *work) sentenceAt(at int) int {
	n, _ := slices.BinarySearchFunc(w.r.Sentences, at, func(s text.Sentence, at int) int {
		switch {
		case s.Span.End <= at:
			return -1
		case s.Span.Start > at:
			return 1
		}
		return 0
	})
	return min(n, len(w.r.Sentences)-1)
}

// nearest returns the mention of g that a may have as a participant: the nearest
// to its trigger in its sentence, else the last before it, else the first. Nil
// when all of g are on the other side already.
func (w *work) nearest(a *act, g *group) *mention {
	var best *mention
	for _, k := range g.mentions {
		m := &w.cast.mentions[k]
		s := w.r.Sentences[m.sentence].Tokens
		if slices.ContainsFunc(a.other, func(p event.Party) bool {
			return m.key != "" && p.Entity == m.key || p.Span.Start < s[m.to-1].Span.End && p.Span.End > s[m.from].Span.Start
		}) {
			continue
		}
		switch {
		case best == nil:
			best = m
		case m.sentence == a.sentence:
			if best.sentence != a.sentence || a.distance(m) < a.distance(best) {
				best = m
			}
		case m.sentence < a.sentence:
			best = m
		}
	}
	return best
}

// distance is how many tokens lie between m, of the sentence of a, and its trigger.
func (a *act) distance(m *mention) int { return max(m.from-a.trigger, a.trigger-m.to, 0) }

// partyMarks returns the marks of mention m of group n as the participant that
// a lacks.
func (w *work) partyMarks(a *act, groups []group, n int, m *mention, out []belief.Mark) []belief.Mark {
	g := &groups[n]
	add := func(name, value string) { out = append(out, belief.Mark{Name: name, Value: value}) }
	yes := func(name string, on bool) {
		if on {
			add(name, "yes")
		}
	}
	typ, sector := a.e.Type.String(), string(g.sector)
	with := func(x, y string) string { return w.joined(w.joined(x, " "), y) }
	add("type", typ)
	add("mode", with(typ, orNone(a.e.Mode)))
	add("frame", a.e.Frame)
	add("sector", sector)
	add("sector of type", with(typ, sector))
	yes("actor", a.actor)
	yes("no country", g.country == "")
	if hasCountry(a.other, g.country) {
		add("country of the other side", typ)
	}
	yes("of the other side", hasGroup(a.other, g))
	yes("other side is empty", len(a.other) == 0)
	if len(a.other) > 0 {
		pair := with(string(a.other[0].Sector), sector)
		add("pair", pair)
		add("pair of type", with(typ, pair))
	}
	if m.sentence == a.sentence {
		out = w.hereMarks(a, g, m, out)
	} else {
		last := "later"
		if m.sentence < a.sentence {
			last = bucket(a.sentence-m.sentence, 1, 2, 4)
		}
		add("last", last)
	}
	all, same, rank := 0, 0, 0
	for k := range groups {
		l := len(groups[k].mentions)
		all += l
		if groups[k].country == g.country {
			same += l
		}
		if l > len(g.mentions) {
			rank++
		}
	}
	add("share", bucket(100*len(g.mentions)/all, 5, 15, 30, 50))
	add("share of the country", bucket(100*same/all, 10, 25, 50, 75))
	add("rank", strconv.Itoa(min(rank, 3)))
	add("countries", strconv.Itoa(min(countCountries(groups), 4)))
	return w.otherEvents(a, g, out)
}

// hereMarks adds the marks that m has as a mention of the sentence of a.
func (w *work) hereMarks(a *act, g *group, m *mention, out []belief.Mark) []belief.Mark {
	tokens := w.r.Sentences[a.sentence].Tokens
	add := func(name, value string) { out = append(out, belief.Mark{Name: name, Value: value}) }
	head := headOf(tokens, m)
	order := "behind"
	if head < a.trigger {
		order = "before"
	}
	add("here", order)
	add(order, bucket(max(head-a.trigger, a.trigger-head), 2, 5, 10, 20))
	add("path", w.relations(tokens, a.trigger, head))
	mark := "none"
	for k := range tokens {
		if int(tokens[k].Head) == head && tokens[k].BaseRel() == "case" {
			mark = tokens[k].Lemma
			break
		}
	}
	add("case", mark)
	add("relation", tokens[head].BaseRel())
	add("found by", howClass(m.how))
	n := 0
	for _, k := range g.mentions {
		if w.cast.mentions[k].sentence == a.sentence {
			n++
		}
	}
	if n > 1 {
		add("here", "again")
	}
	return out
}

// headOf returns the token of m that hangs on a token outside it.
func headOf(tokens []text.Token, m *mention) int {
	for i := m.from; i < m.to; i++ {
		if h := int(tokens[i].Head); h < m.from || h >= m.to {
			return i
		}
	}
	return m.from
}

// maxPath is how many relations of a path are told.
const maxPath = 4

// relations returns the relations on the way in the tree from token i up and
// down to token j: "acl^obl", "far" for more than maxPath.
func (w *work) relations(tokens []text.Token, i, j int) string {
	var up [2 * maxPath]int
	n := 0
	for k := i; k >= 0 && n < len(up); k = int(tokens[k].Head) {
		up[n] = k
		n++
	}
	var down [2 * maxPath]int
	for k, d := j, 0; k >= 0 && d < len(down); k, d = int(tokens[k].Head), d+1 {
		if top := slices.Index(up[:n], k); top >= 0 {
			if top+d > maxPath {
				return "far"
			}
			s := ""
			for _, u := range up[:top] {
				s = w.joined(w.joined(s, tokens[u].BaseRel()), "/")
			}
			s = w.joined(s, "^")
			for d--; d >= 0; d-- {
				s = w.joined(w.joined(s, tokens[down[d]].BaseRel()), "/")
			}
			return s
		}
		down[d] = k
	}
	return "far"
}

// otherEvents adds the marks that g has by the other events of the report.
func (w *work) otherEvents(a *act, g *group, out []belief.Mark) []belief.Mark {
	var same, sameType, exact, against, againstType, crossed, crossedType, opposite bool
	for i := range w.out {
		x := &w.out[i]
		if x == a.e {
			continue
		}
		mine, other := x.Actors, x.Recipients
		if !a.actor {
			mine, other = other, mine
		}
		typed := x.Type == a.e.Type
		if hasCountry(mine, g.country) {
			same, sameType, exact = true, sameType || typed, exact || hasGroup(mine, g)
			if meetCountries(other, a.other) {
				against, againstType = true, againstType || typed
			}
		}
		if hasCountry(other, g.country) && meetCountries(mine, a.other) {
			crossed, crossedType = true, crossedType || typed
		}
		opposite = opposite || hasGroup(other, g)
	}
	for _, m := range [...]struct {
		name string
		on   bool
	}{
		{"on this side elsewhere", same}, {"on this side of such an event", sameType}, {"itself on this side elsewhere", exact},
		{"against the same elsewhere", against}, {"against the same in such an event", againstType},
		{"acted upon by it elsewhere", crossed}, {"acted upon by it in such an event", crossedType}, {"itself on the other side elsewhere", opposite},
	} {
		if m.on {
			out = append(out, belief.Mark{Name: m.name, Value: "yes"})
		}
	}
	return out
}

func hasCountry(list []event.Party, country string) bool {
	return slices.ContainsFunc(list, func(p event.Party) bool { return p.Country == country })
}

func hasGroup(list []event.Party, g *group) bool {
	return slices.ContainsFunc(list, func(p event.Party) bool { return p.Country == g.country && p.Sector == g.sector })
}

// meetCountries reports whether two sides have a country in common.
func meetCountries(a, b []event.Party) bool {
	return slices.ContainsFunc(a, func(p event.Party) bool { return hasCountry(b, p.Country) })
}

// countCountries returns how many countries groups are of.
func countCountries(groups []group) int {
	n := 0
	for i := range groups {
		if !slices.ContainsFunc(groups[:i], func(g group) bool { return g.country == groups[i].country }) {
			n++
		}
	}
	return n
}
