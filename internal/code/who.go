package code

import (
	"slices"

	"kabar/internal/code/rule"
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
		for _, c := range w.conjuncts(h, buf[:0]) {
			if len(out) < maxParties {
				out = w.party(c, claim, out)
			}
			if k := mentionIn(&w.v, w.ms, c); k >= 0 {
				out = w.exemplify(k, out)
			}
			if k := mentionIn(&w.v, w.ms, c); k >= 0 && w.ms[k].pair != 0 && len(out) < maxParties {
				m := &w.ms[k+w.ms[k].pair]
				out = append(out, event.Party{Words: w.words(m.from, m.to), Entity: m.key, Country: m.country, Sector: m.sector, How: m.how})
			}
		}
	}
	return unique(out)
}

// conjuncts appends to buf the phrase of token h and those coordinated with it,
// or with a name inside it: "pemerintah Myanmar dan Bangladesh", "langkah Prancis
// dan Inggris".
func (w *work) conjuncts(h int, buf []int) []int {
	buf = w.v.Conjuncts(h, buf)
	k := mentionIn(&w.v, w.ms, h)
	if k < 0 {
		return buf
	}
	for t := w.ms[k].from; t < w.ms[k].to; t++ {
		if t == h {
			continue
		}
		for c := w.v.First(t); c >= 0; c = w.v.Next(c) {
			if w.v.Tok(c).BaseRel() == "conj" && c >= w.ms[k].to && mentionAt(w.ms, c) >= 0 && !has(buf, c) {
				buf = append(buf, c)
			}
		}
	}
	return buf
}

// maxAside is how many tokens may stand between a kind and the word that opens
// examples of it: "negara di dunia, termasuk Indonesia".
const maxAside = 4

// exemplify adds to a side, which may end with the kind that mention k names, the
// examples that the text gives of it; a kind of no country gives way to them.
func (w *work) exemplify(k int, out []event.Party) []event.Party {
	m := &w.ms[k]
	if m.kind != mNoun && m.kind != mOffice && m.kind != mBody || m.kind != mBody && !m.plural && !m.region {
		return out
	}
	at := m.to
	for ; at < w.v.Len() && at <= m.to+maxAside && !w.cue.SuchAs[w.v.Low[at]]; at++ {
		if p := w.v.Tok(at).POS; p == text.VERB || p == text.SCONJ {
			return out
		}
	}
	if at >= w.v.Len() || !w.cue.SuchAs[w.v.Low[at]] {
		return out
	}
	unsaid := len(out) > 0 && out[len(out)-1].Country == "" && out[len(out)-1].Span.Start <= w.v.Tok(m.from).Span.Start && m.unsettled()
	first := true
	for n := k + 1; n < len(w.ms) && len(out) < maxParties; n++ {
		o := &w.ms[n]
		if o.to <= at {
			continue // "negara-negara Arab dan Muslim, termasuk …"
		}
		for at++; at < o.from; at++ {
			if low := w.v.Low[at]; low != "," && w.v.Tok(at).POS != text.CCONJ && w.v.Tok(at).POS != text.DET {
				return out
			}
		}
		switch o.kind {
		case mState, mPerson, mBody, mOffice, mDemonym:
		default:
			return out
		}
		if first && unsaid {
			out = out[:len(out)-1]
		}
		first = false
		out = append(out, event.Party{Words: w.words(o.from, o.to), Entity: o.key, Country: o.country, Sector: o.sector, How: o.how})
		at = o.to - 1
	}
	return out
}

// unsettled reports whether m names a kind of several countries.
func (m *mention) unsettled() bool { return m.country == "" && m.key == "" }

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
	if k < 0 || w.ms[k].unknown() && w.ms[k].kind != mBoth && w.ms[k].kind != mAll && !w.us(&w.ms[k]) {
		if k = w.deeper(i); k < 0 {
			return out
		}
	}
	m := &w.ms[k]
	if prep, ok := w.placed(k); ok && w.cue.Locative[prep] && (i < m.from || i >= m.to) {
		return out // a place, not a participant
	}
	m.acted = true
	if p, ok := w.origin(m, i); ok {
		return append(out, p)
	}
	from, to := m.from, m.to
	if f, t := w.v.Phrase(i); f <= from && t >= to && t-f <= maxPhrase {
		from, to = f, t
		for from < m.from && w.v.Tok(from).POS == text.ADP {
			from++
		}
	}
	p := event.Party{Words: w.words(from, to), Entity: m.key, Country: m.country, Sector: m.sector, How: m.how}
	if n := w.namedAs(k); n != nil && p.Country == "" {
		p.Entity, p.Country, p.Sector, p.How = n.key, n.country, n.side(), n.how
	}
	switch m.kind {
	case mBoth, mAll:
		sides := w.bothOf(k)
		if sides == nil {
			return append(out, p)
		}
		for _, s := range sides {
			q := p
			q.Entity, q.Country, q.Sector = s.key, s.country, s.side()
			q.How = "both sides: " + s.name
			out = append(out, q)
		}
		return out
	case mPronoun:
		if w.us(m) {
			return append(out, w.ourselves(p, claim))
		}
	case mOffice, mNoun, mPerson:
		if p.Country == "" && !m.region && p.Sector != event.IGO && m.key == "" {
			p = w.asSpeaker(p, claim)
		}
	case mPlace:
		p.Sector = event.CVL // settled by the type of the event in parties
	case mDemonym:
		if p.Sector == "" {
			p.Sector = event.CVL
		}
	}
	return append(out, p)
}

// namedAs returns the state that stands behind mention k of another one, after a
// comma, and says which it is: "its neighbour, Chad,". Nil when none does.
func (w *work) namedAs(k int) *mention {
	if !w.ms[k].region {
		return nil
	}
	to, j := w.ms[k].to, k+1
	if j < len(w.ms) && w.ms[j].kind == mPronoun && w.ms[j].from == to {
		to, j = w.ms[j].to, j+1 // "negara tetangganya"
	}
	if j < len(w.ms) && w.ms[j].kind == mState && w.adjoins(to, w.ms[j].from) {
		return &w.ms[j]
	}
	return nil
}

// origin returns the state at token i as a participant where mention m only says
// that its people are from there: whoever recalls "diplomats from Chad" acts
// upon Chad.
func (w *work) origin(m *mention, i int) (event.Party, bool) {
	if i <= m.from || i >= m.to || m.country == "" || m.kind == mPerson || !w.cue.Away[w.v.Case(i)] {
		return event.Party{}, false
	}
	from, to := w.v.Phrase(i)
	for from < i && (w.v.Tok(from).POS == text.ADP || w.v.Tok(from).POS == text.DET) {
		from++
	}
	return event.Party{
		Words: w.words(from, to), Entity: "state:" + m.country, Country: m.country, Sector: event.GOV, How: m.how,
	}, true
}

// bothOf returns the sides that mention k stands for; nil when it is no phrase
// for several, or they are not known.
func (w *work) bothOf(k int) []*mention {
	switch m := &w.ms[k]; m.kind {
	case mBoth:
		return w.cast.sides(w.si, k, 2)
	case mAll:
		return w.cast.sides(w.si, k, 3)
	}
	return nil
}

// side is the sector of m as one of two sides.
func (m *mention) side() event.Sector {
	if m.sector == "" {
		return event.GOV
	}
	return m.sector
}

// unknown reports whether nothing is known of who m is.
func (m *mention) unknown() bool {
	return m.country == "" && (m.sector == "" || m.sector == event.UNK) && m.key == ""
}

// us reports whether m is a pronoun of the speaker.
func (w *work) us(m *mention) bool {
	return m.kind == mPronoun && (w.cue.We[w.v.Low[m.from]] || w.cue.Ours.At(w.v.Low, m.from) > 0)
}

// maxDeeper is how many tokens below its head a phrase is searched for whom an
// abstract noun belongs to.
const maxDeeper = 12

// deeper returns the mention to whom the abstract phrase of token i belongs:
// "keputusan kabinet Lebanon", "a decision by the court"; -1 when there is none.
func (w *work) deeper(i int) int {
	best := -1
	for k := range w.ms {
		m := &w.ms[k]
		if m.from < i-3 || m.from > i+maxDeeper || m.unknown() || m.kind == mOutlet || !w.v.Under(m.from, i) {
			continue
		}
		if best < 0 {
			best = k
		}
	}
	return best
}

// within returns the first participant of another country than the actors' that
// is named in what a statement is about: "sepakat mengirim insinyur ke Rusia",
// "committed to more students from Chad". None when none is.
func (w *work) within(x *match, actors []event.Party) []event.Party {
	for _, a := range x.args {
		if a.Rel != tree.Comp && a.Rel != tree.Obj || a.Lent {
			continue
		}
		from, to := w.v.Range(a.Head)
	mention:
		for k := range w.ms {
			m := &w.ms[k]
			if m.from < max(from, x.To) || m.to > to || m.country == "" {
				continue
			}
			switch m.kind {
			case mState, mPerson, mOffice, mBody:
			case mNoun:
				if m.state == nil {
					continue
				}
			default:
				continue
			}
			for _, p := range actors {
				if p.Country == m.country {
					continue mention
				}
			}
			for t := m.from + 1; t < m.to; t++ {
				if p, ok := w.origin(m, t); ok {
					x.targets = append(x.targets, t)
					p.How = "named in what it is about"
					return []event.Party{p}
				}
			}
			return []event.Party{{Words: w.words(m.from, m.to), Entity: m.key, Country: m.country, Sector: m.sector, How: "named in what it is about"}}
		}
	}
	return nil
}

// helped returns the people of the first place abroad in which x says that help
// is given: "gave millions to promote growth in Ethiopia". None when there is
// none.
func (w *work) helped(x *match, actors []event.Party) []event.Party {
	from, to := w.v.Range(x.Head)
	if x.light >= 0 {
		from, to = w.v.Range(x.light)
	}
	for k := range w.ms {
		m := &w.ms[k]
		prep, ok := w.placed(k)
		if !ok || !w.cue.Locative[prep] || m.from < max(from, x.From) || m.to > to || m.country == "" {
			continue
		}
		if slices.ContainsFunc(actors, func(p event.Party) bool { return p.Country == m.country }) {
			continue
		}
		return []event.Party{{Words: w.words(m.from, m.to), Country: m.country, Sector: event.CVL, How: "where help is given"}}
	}
	return nil
}

// maxPhrase is the longest phrase that is shown as a participant, in tokens.
const maxPhrase = 14

// asSpeaker gives an office without a country that of who speaks of it: "the
// president will come", says a ministry of his country.
func (w *work) asSpeaker(p event.Party, claim []event.Speaker) event.Party {
	for j := len(claim) - 1; j >= 0; j-- {
		for k := range w.ms {
			m := &w.ms[k]
			if m.name == claim[j].Name && m.country != "" && m.kind != mOutlet {
				p.Country, p.How = m.country, "country of the speaker"
				return p
			}
		}
	}
	return p
}

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

// officed reports whether any of the parties has a political part by its office.
// In a report that names no country it is known by that alone.
func officed(list []event.Party) bool {
	return slices.ContainsFunc(list, func(p event.Party) bool {
		return political(p.Sector) || p.Sector == event.COP || p.Sector == event.JUD
	})
}

// known reports whether anybody in the event can be told by what the report says.
func (w *work) known(e *event.Event) bool {
	switch {
	case identified(e.Actors) || identified(e.Recipients):
		return true
	case !w.cast.nowhere:
		return false
	}
	return officed(e.Actors) || officed(e.Recipients) || e.Type == event.PROTEST && len(e.Actors) > 0
}

// several reports whether one of the phrases names several participants by
// itself: a body's ministers, the members of a bloc.
func (w *work) several(heads []int) bool {
	for _, h := range heads {
		if k := mentionIn(&w.v, w.ms, h); k >= 0 && (w.ms[k].plural || w.ms[k].sector == event.IGO) {
			return true
		}
	}
	return false
}

// howOfPlace says that a state takes part because the event lies in it.
const howOfPlace = "state of the place"

// present returns who met the others of a meeting that is only named: who speaks
// at it ("kata Retno seusai pertemuan dengan …"), or who was last a subject in the
// sentence. None when there is none.
func (w *work) present(x *match) []event.Party {
	for k := range w.claims {
		cl := &w.claims[k]
		if cl.cite || cl.mention < 0 || x.Head < cl.own {
			continue
		}
		if m := &w.ms[cl.mention]; !m.unknown() && m.kind != mOutlet && m.to <= x.Head {
			return []event.Party{{Words: w.words(m.from, m.to), Entity: m.key, Country: m.country, Sector: m.sector, How: "speaker"}}
		}
	}
	for k := len(w.ms) - 1; k >= 0; k-- {
		m := &w.ms[k]
		if m.to > x.Head || !m.subject || m.unknown() || m.kind != mPerson && m.kind != mOffice && m.kind != mState {
			continue
		}
		return []event.Party{{Words: w.words(m.from, m.to), Entity: m.key, Country: m.country, Sector: m.sector, How: "subject before"}}
	}
	return nil
}

// abroadOf reports whether a side has participants of several countries: both
// sides of an agreement.
func abroadOf(side []event.Party) bool {
	for _, p := range side {
		if p.Country != side[0].Country {
			return true
		}
	}
	return false
}

// authority returns who arrests, charges or convicts when the text leaves it
// unsaid: the state that it happens in when the other side is of another one
// ("ditahan di Iran"), else the police, prosecutor or court that the report
// names most often among those of the other side's state. None when there is
// none.
func (w *work) authority(e *event.Event) []event.Party {
	var sectors []event.Sector
	switch {
	case e.Type == event.COERCE && (e.Mode == "arrest" || e.Mode == "seize"), e.Type == event.ACCUSE && (e.Mode == "investigate" || e.Mode == "allege"):
		sectors = []event.Sector{event.COP, event.JUD}
	case e.Type == event.SANCTION && e.Mode == "convict":
		sectors = []event.Sector{event.JUD}
	}
	if sectors == nil || len(e.Recipients) == 0 || e.Recipients[0].Country == "" {
		return nil
	}
	country := e.Recipients[0].Country
	if p := e.Place; p != nil && p.Country != "" && p.Country != country {
		return []event.Party{{Words: p.Words, Entity: "state:" + p.Country, Country: p.Country, Sector: event.GOV, How: howOfPlace}}
	}
	var best *mention
	most := 0
	count := map[string]int{}
	for k := range w.cast.mentions {
		m := &w.cast.mentions[k]
		if m.kind != mBody || m.key == "" || m.country != country || !slices.Contains(sectors, m.sector) {
			continue
		}
		if count[m.key]++; count[m.key] > most {
			best, most = m, count[m.key]
		}
	}
	if best == nil {
		return nil
	}
	s := w.r.Sentences[best.sentence].Tokens
	span := text.Span{Start: s[best.from].Span.Start, End: s[best.to-1].Span.End}
	return []event.Party{{Words: event.Words{Span: span, Text: w.r.Slice(span)}, Entity: best.key, Country: best.country, Sector: best.sector, How: "named most of its kind in the report"}}
}

// minPolitics is the share of political actors among those that a report names
// below which acts between police, courts and residents are ordinary crime.
// Chosen on half of the development reports.
const minPolitics = 0.25

// ordinary reports whether an event is one that ordinary crime has too, and
// nobody in it has a political part.
func ordinary(e *event.Event) bool {
	switch e.Type {
	case event.ACCUSE, event.COERCE, event.SANCTION, event.THREATEN:
	case event.ASSAULT:
		switch e.Mode {
		case "suicide-attack", "explosives", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional":
			return false // what only states and armed groups use
		}
	default:
		return false
	}
	country := ""
	for _, side := range [...][]event.Party{e.Actors, e.Recipients} {
		for _, p := range side {
			if political(p.Sector) || p.Entity == antiGraft || country != "" && p.Country != "" && p.Country != country {
				return false
			}
			if p.Country != "" {
				country = p.Country
			}
		}
	}
	return true
}

// contested reports whether a participant is of a kind that has a political
// part although its sector has none: demonstrators, journalists, suspects of
// terrorism.
func (w *work) contested(x *match) bool {
	for _, heads := range [...][]int{x.actors, x.targets} {
		for _, h := range heads {
			from, to := w.v.Range(h)
			for i := from; i < to; i++ {
				if w.cue.Contested[w.v.Low[i]] {
					return true
				}
			}
		}
	}
	return false
}

// unfit says why the match gives no event, "" when it does.
func (w *work) unfit(e *event.Event, x *match) string {
	switch {
	case !w.known(e):
		return "no identified participant"
	case x.Rule.Actor.Takes(tree.Speaker, "") && len(e.Recipients) == 0:
		return "said of nobody else"
	case x.Rule.Kind == rule.Operator && x.Rule.Actor.Takes(tree.Speaker, "") && len(e.Actors) == 0:
		return "nobody is said to say it"
	case x.typ == event.REQUEST && len(e.Actors) == 1 && len(e.Recipients) == 1 && (e.Actors[0].Span == e.Recipients[0].Span || pronoun(e.Recipients[0]) && e.Recipients[0].Country == e.Actors[0].Country && e.Recipients[0].Sector == e.Actors[0].Sector):
		return "asks it of itself"
	case w.cast.politics < minPolitics && ordinary(e) && !w.contested(x):
		return "ordinary crime: nobody with a political part"
	case x.typ == event.AID && len(e.Recipients) == 0, x.typ == event.COOPERATE && len(e.Actors)+len(e.Recipients) < 2:
		return "a recipient is required"
	}
	return ""
}

// thin says what an event lacks that most events of its kind have, "" for
// nothing. It is a mark of the event: some are events none the less.
func (w *work) thin(e *event.Event, x *match) string {
	one := len(e.Actors)+len(e.Recipients) < 2 && !w.several(x.actors)
	switch {
	case !identified(e.Actors) && x.typ != event.PROTEST && x.typ != event.ASSAULT && x.typ != event.COERCE && x.typ != event.SANCTION && x.typ != event.ACCUSE:
		return "no identified actor"
	case one && x.Rule.Kind == rule.Noun && x.light < 0 && x.typ != event.PROTEST && x.typ != event.MOBILIZE:
		return "a noun with one side only"
	case one && (x.typ == event.REQUEST || x.typ == event.CONSULT || x.typ == event.AGREE):
		return "only one side is named"
	}
	return ""
}

func sameSubject(v *tree.View, a, b int) bool {
	x, ok1 := v.Subject(a)
	y, ok2 := v.Subject(b)
	return ok1 && ok2 && x == y
}
