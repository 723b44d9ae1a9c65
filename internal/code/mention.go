package code

import (
	"math"
	"strings"

	"kabar/internal/code/tree"
	"kabar/internal/event"
	"kabar/internal/know"
	"kabar/internal/text"
)

// fill resolves mention m from its items, as far as the words themselves go.
func (s *spotter) fill(v *tree.View, m *mention, items []item) {
	var office, noun, body, person, outlet, place *know.Entry
	var nameAt item
	var people []*know.Entry
	cand, open := false, false
	m.kind = items[0].kind
	for _, it := range items {
		m.former = m.former || it.former
		cand = cand || it.cand
		if it.kind == mPlace && m.inner[1] == 0 {
			m.inner = [2]int{it.from, it.to}
		}
		nameAt = item{}
		if it.kind == mName {
			nameAt = it
		}
		if len(it.entries) == 0 {
			continue
		}
		e := s.choose(it.entries, items)
		set := func(p **know.Entry) {
			if *p == nil {
				*p = e
			}
		}
		switch e.Kind {
		case know.Office:
			if office == nil {
				m.word = strings.Join(v.Low[it.from:it.to], " ")
			}
			set(&office)
			m.former = m.former || e.Former
			m.plural = m.plural || e.Plural
		case know.Noun:
			if noun == nil && m.word == "" {
				m.word = strings.Join(v.Low[it.from:it.to], " ")
			}
			set(&noun)
			m.plural = m.plural || e.Plural
		case know.Body, know.Group:
			set(&body)
			for k := it.from; k < it.to && m.inner[1] == 0; k++ {
				if n := s.divided(v, k); n > 0 && k+n <= it.to {
					m.inner = [2]int{k, k + n} // "Pemerintah Kabupaten Bogor"
				}
			}
			for _, o := range it.entries {
				m.unsure = m.unsure || namesakes(e, o)
			}
		case know.Outlet:
			set(&outlet)
			m.call = [2]int{it.from, it.to}
		case know.Person:
			set(&person)
			people = it.entries
			m.call = [2]int{it.from, it.to}
		case know.State, know.Seat, know.Demonym:
			set(&m.state)
			for _, o := range it.entries {
				m.unsure = m.unsure || o.Kind == know.Place && o.Country != e.Country
			}
			if e.Kind == know.Demonym {
				m.plural = m.plural || e.Plural
				open = open || it.open || s.twoNations(it.entries)
			}
		case know.Place:
			set(&place)
			m.region = m.region || e.Country == ""
			for _, o := range it.entries {
				m.unsure = m.unsure || o.Kind == know.Place && o.Country != e.Country
			}
		}
	}
	partner := false
	for _, it := range items {
		partner = partner || it.kind == mPartner
	}
	m.name = phraseText(v, m.from, m.to)
	if m.kind == mBoth || m.kind == mAll {
		for i := m.from; i < m.to; i++ {
			if _, e := s.know.Match(s.lang, v.S.Tokens, i); len(e) > 0 && (e[0].Kind == know.Office || e[0].Kind == know.Noun) && e[0].Sector != event.UNK {
				m.sector = e[0].Sector
			} else if s.cue.CountryNoun[strings.TrimSuffix(v.Low[i], "s")] {
				m.sector = event.GOV
			}
		}
		return
	}
	if m.state != nil && !open {
		m.country, m.how = m.state.Country, "country named"
	}
	m.region = m.region || open
	if outlet != nil && (noun != nil && noun.Sector == event.MED || office != nil && office.Sector == event.MED) {
		noun, office = nil, nil // "kantor berita TASS", "a Reuters reporter"
	}
	switch {
	case person != nil:
		e, former, ok := s.know.Holder(people, s.day)
		m.kind, m.key, m.name, m.named = mPerson, e.Key, e.Name, true
		m.country, m.how = e.Country, "person in the tables"
		m.sector = e.Sector
		switch {
		case noun != nil && noun.Sector == event.GOV && !m.former:
			m.sector = event.GOV // "pemerintahan Trump", whenever it was
		case m.former || (former && office == nil):
			m.sector = event.ELI
		case !ok && office != nil, former && office != nil:
			m.sector = office.Sector
		}
		if cand {
			m.sector = event.PTY
			if office != nil && !political(office.Sector) {
				m.sector = event.ELI // "calon pimpinan KPK"
			}
		}
		return
	case partner:
		m.kind = mPartner
		m.how = "counterpart"
		return
	case office != nil:
		m.kind, m.sector = mOffice, office.Sector
		if !m.former && !m.plural && !cand {
			m.offices = officesOf(v, office, items)
		}
		if m.country == "" && office.Country != "" {
			m.country, m.how = office.Country, "office in the tables"
		}
	case noun != nil:
		m.kind, m.sector = mNoun, noun.Sector
		if m.sector == event.UNK && m.state != nil && !s.cue.GroupNoun[m.word] {
			m.sector = event.GOV // "pihak Palestina"
		}
		if m.country == "" && noun.Country != "" {
			m.country, m.how = noun.Country, "word in the tables"
		}
	case body != nil:
		m.kind = mBody
	case outlet != nil:
		m.kind, m.key, m.sector = mOutlet, outlet.Key, event.MED
		m.name = outlet.Name
		m.country = outlet.Country
		m.how = "outlet in the tables"
		return
	case m.state != nil:
		m.kind, m.key = mState, "state:"+m.state.Country
		m.sector = event.GOV
		if m.state.Kind == know.Seat {
			m.how = "seat of its government"
		}
		if m.state.Kind == know.Demonym {
			m.kind = mDemonym
			if m.state.Plural {
				m.sector = event.CVL
			}
		}
	case place != nil:
		m.kind, m.key, m.country = mPlace, place.Key, place.Country
		m.how = placeHow
		return
	}
	if body != nil {
		if m.key == "" {
			m.key = body.Key
		}
		if m.country == "" {
			m.country = body.Country
			m.how = "body in the tables"
		}
		faction := m.sector == event.LEG && body.Sector == event.PTY // a party's group in parliament
		if m.sector == "" || body.Sector != event.GOV && body.Sector != "" && !faction {
			m.sector = body.Sector
		}
		if m.state == nil && body.Sector == event.IGO {
			m.country = ""
		}
	}
	if m.country == "" && place != nil && body == nil {
		m.country, m.how = place.Country, placeNamed
	}
	if cand && office != nil {
		// Who runs for a political office stands for a party; who is in line
		// for another one is of the elite.
		m.sector = event.ELI
		if body == nil || political(body.Sector) {
			m.sector = event.PTY
		}
	}
	if m.former && (office != nil || body != nil || noun != nil) {
		m.sector = event.ELI
	}
	if nameAt.to > nameAt.from {
		m.named = true
		m.name = phraseText(v, nameAt.from, nameAt.to)
		if m.kind == mOffice || m.kind == mNoun && !m.plural {
			m.kind = mPerson
		}
	}
}

// officesOf returns the keys that the office of a mention may have: with the
// place or body that it is of, and alone.
func officesOf(v *tree.View, office *know.Entry, items []item) []string {
	var out []string
	for _, it := range items {
		for _, e := range it.entries {
			switch e.Kind {
			case know.Place:
				out = append(out, office.Office+" of "+e.Name)
			case know.Body, know.Group:
				out = append(out, office.Office+" of "+e.Name, office.Office+" of the "+e.Name, office.Office+" of "+phraseText(v, it.from, it.to))
			}
		}
	}
	return append(out, office.Office)
}

// choose picks, among the entries of one name, the one that holds on the day of
// the report; and the general word before a body of one country when another
// country stands beside it ("Mahkamah Agung Brasil").
func (s *spotter) choose(entries []*know.Entry, items []item) *know.Entry {
	country := ""
	for _, it := range items {
		if it.kind == mState || it.kind == mDemonym {
			country = it.entries[0].Country
		}
	}
	for _, e := range entries {
		if e.Kind == know.Noun && (country != "" && entries[0].Country != country || country == "" && entries[0].Kind == know.Body && s.weight(entries[0].Country, "") == 0) {
			return e // the general word: nothing speaks for the body of that country
		}
	}
	var best *know.Entry
	for _, e := range entries {
		if s.day.Known() && !e.Valid(s.day) {
			continue
		}
		switch {
		case best == nil:
			best = e
		case (namesakes(best, e) || best.Kind == know.Demonym && e.Kind == know.Demonym) && s.weight(e.Country, country) > s.weight(best.Country, country):
			best = e
		}
	}
	if best == nil {
		return entries[0]
	}
	return best
}

// twoNations reports whether a demonym is that of two states of which the report
// names neither more often: "Congolese".
func (s *spotter) twoNations(entries []*know.Entry) bool {
	first := entries[0]
	for _, e := range entries[1:] {
		if e.Kind == know.Demonym && e.Country != first.Country && s.countries[e.Country] == s.countries[first.Country] {
			return true
		}
	}
	return false
}

// namesakes reports whether two entries are bodies of different countries that
// share a name: "Partai Buruh", "Congress".
func namesakes(a, b *know.Entry) bool {
	body := func(e *know.Entry) bool { return e.Kind == know.Body || e.Kind == know.Group }
	return body(a) && body(b) && a.Country != b.Country
}

// weight says how much speaks for a country: that it stands beside the name, how
// often the report names it, that its outlet is at home there.
func (s *spotter) weight(country, beside string) float64 {
	switch w := s.countries[country]; {
	case country == "":
		return 0
	case country == beside:
		return math.Inf(1)
	case country == s.home:
		return w + homeNames
	default:
		return w
	}
}

// homeNames is for how many times of being named the home of the outlet counts.
const homeNames = 0.5

// phraseText returns the words of the token range as written, with line
// breaks and runs of blanks as one blank.
func phraseText(v *tree.View, from, to int) string {
	if to-from == 1 {
		return v.Tok(from).Form
	}
	var b strings.Builder
	for k := from; k < to; k++ {
		if k > from && v.Tok(k).Span.Start > v.Tok(k-1).Span.End {
			b.WriteByte(' ')
		}
		b.WriteString(v.Tok(k).Form)
	}
	return b.String()
}

// share gives the second of two states or nations that have one noun between them
// what the noun says: "tentara India dan Pakistan", "Indian and Chinese troops".
func share(v *tree.View, ms []mention) {
	for k := 0; k+1 < len(ms); k++ {
		a, b := &ms[k], &ms[k+1]
		if b.from-a.to != 1 || v.Tok(a.to).POS != text.CCONJ || a.named || b.named {
			continue
		}
		switch {
		case (a.kind == mNoun || a.kind == mOffice) && a.state != nil && b.kind == mState && a.to-a.from > 1 && v.Head(b.from) == a.to-1:
			b.as(a)
			a.pair, b.pair = 1, -1
		case a.kind == mDemonym && (b.kind == mNoun || b.kind == mOffice) && b.state != nil && v.Head(a.from) > b.from && v.Head(a.from) < b.to:
			a.as(b)
			a.pair, b.pair = 1, -1
		}
	}
}

// as makes of a state or nation what o is of another.
func (m *mention) as(o *mention) {
	m.kind, m.key, m.sector, m.offices, m.word, m.plural, m.former = o.kind, "", o.sector, o.offices, o.word, o.plural, o.former
	m.how = "country named, beside " + o.name
}

// maxBracket is the longest bracketed remark that may stand between an office
// and its name, in tokens.
const maxBracket = 8

// appose lets a name and the office beside it know each other: "Budi, ketua
// DPR," and "Menteri Pertahanan Israel (…), Katz,".
func (s *spotter) appose(v *tree.View, out []mention, start int) []mention {
	for k := start; k+1 < len(out); k++ {
		a := &out[k]
		b := beyondComma(v, a, out[k+1:])
		if b == nil {
			continue
		}
		closed := b.to >= v.Len() || v.Tok(b.to).POS == text.PUNCT || v.Tok(b.to).POS == text.VERB || v.Tok(b.to).POS == text.AUX
		switch {
		case a.kind == mName && b.kind == mNoun && s.ofGroup(v, b) && (b.sector != "" || b.country != ""):
			a.kind, a.country, a.sector, a.how = mBody, b.country, b.sector, "apposition"
			a.key = "name:" + a.name
		case a.kind == mName && (b.kind == mOffice || b.kind == mNoun && !b.plural && b.country != "") && !b.named:
			a.kind, a.country, a.sector, a.named, a.how = mPerson, b.country, b.sector, true, "apposition"
			a.former = b.former
		case a.kind == mOffice && !a.named && b.kind == mName && closed && !a.plural:
			b.kind, b.country, b.sector, b.named, b.how = mPerson, a.country, a.sector, true, "apposition"
			b.former = a.former
		case b.kind == mState && closed && s.cue.CountryNoun[headWord(v, a)] && !a.plural && !listed(v, out[k+1:], b):
			a.kind, a.key, a.country, a.sector, a.state, a.how = mState, b.key, b.country, b.sector, b.state, "apposition"
		}
	}
	return out
}

// headWord returns the first word of the mention in lower case.
func headWord(v *tree.View, m *mention) string { return v.Low[m.from] }

// listed reports whether mention b of rest is followed by another of its kind:
// "Japan, South Korea and China".
func listed(v *tree.View, rest []mention, b *mention) bool {
	for k := range rest {
		o := &rest[k]
		if o.from <= b.to {
			continue
		}
		gap := o.from - b.to
		return o.kind == b.kind && gap <= 2 && (v.Low[b.to] == "," || v.Tok(b.to).POS == text.CCONJ)
	}
	return false
}

// ofGroup reports whether the mention is a kind of organisation: "a rights group",
// "kelompok pemberontak".
func (s *spotter) ofGroup(v *tree.View, m *mention) bool {
	for i := m.from; i < m.to; i++ {
		if s.cue.GroupNoun[v.Low[i]] {
			return true
		}
	}
	return false
}

// beyondComma returns the mention of rest that stands behind a comma or an
// opening bracket after a; a bracketed remark between is passed over.
func beyondComma(v *tree.View, a *mention, rest []mention) *mention {
	at := a.to
	if at >= v.Len() {
		return nil
	}
	if v.Low[at] == "(" && rest[0].from != at+1 || v.Low[at] == "(" && acronym(v.Tok(at+1).Form) {
		for end := at + 1; end < v.Len() && end <= at+maxBracket; end++ {
			if v.Low[end] == ")" {
				at = end + 1
				break
			}
		}
	}
	if at >= v.Len() || v.Low[at] != "," && v.Low[at] != "(" {
		return nil
	}
	for k := range rest {
		if from := rest[k].from; from == at+1 || from == at+2 && v.Tok(at+1).POS == text.DET {
			return &rest[k]
		}
	}
	return nil
}
