package code

import (
	"strings"

	"kabar/internal/code/cue"
	"kabar/internal/code/tree"
	"kabar/internal/event"
	"kabar/internal/know"
	"kabar/internal/text"
)

// referrer resolves, in reading order, what the words of a report refer to.
type referrer struct {
	c       *cast
	si      int // the sentence being resolved
	cue     *cue.Words
	know    *know.Base
	day     text.Day
	person  *mention // last person
	subj    *mention // last person that was a subject
	joint   bool     // the topic is one of two of different countries
	topic   *mention // last subject of any kind
	people  *mention // last several people
	pair    bool     // they are of two countries, named together
	earlier *mention // and others before them
	group   *mention // last body or state
	words   map[string]string
}

// sentence resolves the mentions of sentence i.
func (r *referrer) sentence(v *tree.View, i int) {
	ms := r.c.of(i)
	r.si = i
	only := soleCountry(ms)
	for k := range ms {
		m := &ms[k]
		r.resolve(v, m, ms[:k], only)
		if m.kind == mPronoun || m.kind == mPlace || m.kind == mOutlet {
			continue
		}
		subject := isSubject(v, m)
		m.subject = subject
		if m.kind == mPerson || m.kind == mOffice && !m.plural {
			r.person = m
			if subject {
				r.subj = m
			}
		}
		switch {
		case m.plural || m.kind == mNoun:
			if subject || r.people == nil || m.kind == mDemonym {
				if r.people != nil && (r.people.country != m.country || r.people.sector != m.sector) {
					r.earlier = r.people
				}
				r.people, r.pair = m, subject && joint(v, m, ms[k+1:])
			}
		case m.kind == mBody || m.kind == mState:
			r.group = m
		}
		if subject && m.kind == mNoun && !m.plural && m.country != "" && (organ(m.sector) || m.sector == event.MIL) {
			r.group = m // "the government": it
		}
		if subject {
			r.topic, r.joint = m, joint(v, m, ms[k+1:])
		}
		if m.word != "" && m.country != "" && r.words[m.word] == "" && !r.cue.CountryNoun[m.word] {
			r.words[m.word] = m.country
		}
	}
}

// foreign reports whether the words of a generic actor say that he is of another
// state, or of any: "orang asing", "several countries".
func (r *referrer) foreign(v *tree.View, m *mention) bool {
	for _, word := range strings.Fields(m.word) {
		word, again, twice := strings.Cut(word, "-") // "negara-negara"
		if r.cue.CountryNoun[word] && (m.plural || twice && word == again || r.indefinite(v, m) || v.Tok(max(m.from-1, 0)).POS == text.NUM || m.to < v.Len() && r.cue.Indefinite[v.Low[m.to]]) {
			return true
		}
	}
	for i := m.from; i < m.to; i++ {
		if r.cue.Foreign[v.Low[i]] {
			return true
		}
	}
	return false
}

// indefinite reports whether a word before the mention says that it was not
// spoken of yet.
func (r *referrer) indefinite(v *tree.View, m *mention) bool {
	return m.from > 0 && r.cue.Indefinite[v.Low[m.from-1]] || r.cue.Indefinite[v.Low[m.from]]
}

// isSubject reports whether a word of the mention is the subject of a clause.
func isSubject(v *tree.View, m *mention) bool {
	for t := m.from; t < m.to; t++ {
		if v.Tok(t).BaseRel() == "nsubj" {
			return true
		}
	}
	return false
}

// joint reports whether a mention of another country is coordinated with m.
func joint(v *tree.View, m *mention, rest []mention) bool {
	for k := range rest {
		o := &rest[k]
		if o.from > m.to+2 {
			break
		}
		if o.country == "" || o.country == m.country {
			continue
		}
		for i := m.to; i < o.from; i++ {
			if v.Tok(i).POS == text.CCONJ {
				return true
			}
		}
	}
	return false
}

// soleCountry returns the only country that the sentence names, "" when there
// are none or several.
func soleCountry(ms []mention) string {
	one := ""
	for k := range ms {
		c := ms[k].country
		if c == "" || ms[k].kind == mOutlet || ms[k].sector == event.BUS && ms[k].kind == mBody {
			continue
		}
		if one != "" && one != c {
			return ""
		}
		one = c
	}
	return one
}

func (r *referrer) resolve(v *tree.View, m *mention, before []mention, only string) {
	take := func(from *mention, how string) {
		if from == nil {
			return
		}
		m.key, m.country, m.sector, m.name, m.how = from.key, from.country, from.sector, from.name, how
		m.former = from.former
	}
	switch m.kind {
	case mName:
		words := phraseText(v, m.from, m.to)
		a, ok := r.c.alias[words]
		if !ok {
			parts := strings.Fields(words)
			for k := len(parts) - 1; k >= 0 && !ok; k-- {
				a, ok = r.c.alias[parts[k]]
				if ok && !a.m.named {
					ok = false
				}
			}
		}
		if ok {
			take(&a.m, "named before in the report")
			m.kind = a.m.kind
			m.named = a.m.named
			if m.country == "" {
				r.generic(v, m, only)
			}
		} else if r.somebody(v, m) {
			if r.generic(v, m, only); m.country != "" {
				m.sector = event.CVL
			}
		}
	case mPronoun:
		low := v.Low[m.from]
		own := r.teller(v, m, before)
		switch {
		case own != nil && (r.cue.It[low] || r.cue.They[low]):
			take(own, "pronoun for "+own.name)
		case low == "nya" && r.topic != nil:
			p := r.other(v, m, r.topic, before)
			take(p, "pronoun for "+p.name)
		case r.cue.He[low]:
			p := r.subj
			if p == nil {
				p = r.person
			}
			if p != nil {
				p = r.other(v, m, p, before)
				take(p, "pronoun for "+p.name)
			}
		case r.cue.It[low] && inner(v, before) != nil:
			b := inner(v, before)
			take(b, "pronoun for "+b.name)
		case r.cue.It[low] && r.group != nil:
			take(r.group, "pronoun for "+r.group.name)
		case r.cue.They[low] && r.earlier != nil && r.people != nil && r.people.subject && object(v, m.from):
			take(r.earlier, "pronoun for "+r.earlier.name)
		case r.cue.They[low] && r.people != nil && r.pair:
			m.kind = mBoth
		case r.cue.They[low] && r.people != nil:
			take(r.people, "pronoun for "+r.people.name)
		case r.cue.They[low] && r.group != nil:
			take(r.group, "pronoun for "+r.group.name)
		}
	case mPartner:
		p := r.person
		for k := len(before) - 1; k >= 0; k-- {
			if before[k].kind == mPerson || before[k].kind == mOffice {
				p = &before[k]
				break
			}
		}
		if p != nil {
			m.sector = p.sector
			m.how = "counterpart of " + p.name
			m.offices = []string{r.know.Like(r.officeOf(p))}
		}
	case mOffice, mNoun, mPerson:
		if r.owned(v, m) || r.again(v, m, before) || r.within(v, m) || r.beside(v, m) {
			break
		}
		if m.country == "" && m.sector != event.IGO && m.sector != event.UNK && !strings.HasPrefix(m.key, "person:") {
			r.generic(v, m, only)
		}
	}
	if m.kind == mOffice || m.kind == mPartner {
		r.hold(v, m)
	}
}

// teller returns who says, agrees or decides what pronoun m is the subject of,
// when that is no single person: "the government said it would release". Nil
// when there is none.
func (r *referrer) teller(v *tree.View, m *mention, before []mention) *mention {
	verb := v.Head(m.from)
	if verb < 0 || v.Tok(m.from).BaseRel() != "nsubj" || v.Tok(verb).BaseRel() != "ccomp" {
		return nil
	}
	subject, ok := v.Subject(v.Head(verb))
	if !ok {
		return nil
	}
	k := mentionAt(before, subject)
	if k < 0 || before[k].unknown() {
		return nil
	}
	switch o := &before[k]; o.kind {
	case mState, mBody, mNoun:
		if r.cue.They[v.Low[m.from]] == (o.plural || o.kind == mBody) || o.kind == mState {
			return o
		}
	case mOffice:
		if o.plural && r.cue.They[v.Low[m.from]] {
			return o
		}
	}
	return nil
}

// somebody reports whether a name that nothing is known of may be a person's: it
// is the subject or object of a verb, and no acronym.
func (r *referrer) somebody(v *tree.View, m *mention) bool {
	if acronym(v.Tok(m.from).Form) || v.Tok(m.from).POS != text.PROPN {
		return false
	}
	switch v.Tok(m.from).BaseRel() {
	case "nsubj", "obj", "iobj":
		h := v.Head(m.from)
		return h >= 0 && v.Tok(h).POS == text.VERB
	}
	return false
}

// other returns who pronoun m stands for when p would be both subject and object
// of one verb: the last person before that is somebody else ("Menlu Iran
// meneleponnya"). It returns p when the pronoun is no object, or nobody else is
// there.
func (r *referrer) other(v *tree.View, m, p *mention, before []mention) *mention {
	if !object(v, m.from) {
		return p
	}
	subject, ok := v.Subject(v.Head(m.from))
	if !ok || len(before) == 0 {
		return p
	}
	k := mentionAt(before, subject)
	if k < 0 || before[k].name != p.name && (p.key == "" || before[k].key != p.key) {
		return p
	}
	all := r.c.mentions[:r.c.bounds[r.si]+len(before)]
	for k := len(all) - 1; k >= 0 && k >= len(all)-maxBack; k-- {
		o := &all[k]
		if (o.kind == mPerson || o.kind == mOffice && !o.plural && o.country != "") && o.name != p.name && (o.key == "" || o.key != p.key) {
			return o
		}
	}
	return p
}

// officeOf returns the office of a person or of who is named by it, "" when it
// is not known.
func (r *referrer) officeOf(m *mention) string {
	if len(m.offices) > 0 {
		return m.offices[len(m.offices)-1]
	}
	if e, _, ok := r.know.Holder(r.know.Named("en", m.name), r.day); ok && e.Key == m.key {
		return e.Office
	}
	return ""
}

// hold names the holder of an office that the tables know on the day of the
// report: "the Russian foreign minister". "A minister" is nobody yet.
func (r *referrer) hold(v *tree.View, m *mention) {
	if m.key != "" && !strings.HasPrefix(m.key, "body:") || m.plural || m.former || m.named || r.indefinite(v, m) {
		return
	}
	for _, office := range m.offices {
		country := m.country
		if m.sector == event.IGO || strings.HasPrefix(m.key, "body:") && country == "" {
			country = ""
		} else if country == "" {
			continue
		}
		if e, ok := r.know.HolderOf(office, country, r.day); ok {
			m.key = e.Key
			if m.how != "" {
				m.how += "; "
			}
			m.how += e.Name + " held the office on " + r.day.String()
			return
		}
	}
}

// owned gives a generic actor the country of whom it belongs to: "pasukannya",
// "their soldiers", and to the country itself its key: "negaranya".
func (r *referrer) owned(v *tree.View, m *mention) bool {
	if m.country != "" || m.key != "" {
		return false
	}
	var owner *mention
	switch {
	case m.to < v.Len() && v.Low[m.to] == "nya":
		if owner = r.topic; owner == nil {
			owner = r.group
		}
	case m.from > 0 && v.Tok(m.from-1).POS == text.PRON && v.Tok(m.from-1).Feat("Poss") == "Yes":
		switch low := v.Low[m.from-1]; {
		case r.cue.They[low]:
			owner = r.people
		case r.cue.It[low]:
			owner = r.group
		default:
			owner = r.subj
		}
		if owner == nil {
			owner = r.topic
		}
	}
	if owner == nil || owner.country == "" {
		return false
	}
	if r.foreign(v, m) {
		m.region = true // "its neighbour"
		return true
	}
	m.country, m.how = owner.country, "belongs to "+owner.name
	if owner.sector == event.REB && m.sector == event.MIL {
		m.sector = event.REB // the forces of a rebel group
	}
	if r.cue.CountryNoun[m.word] {
		m.kind, m.key, m.sector = mState, "state:"+owner.country, event.GOV
	}
	return true
}

// within gives a generic actor the country of whom the rest of its phrase names:
// "pakar hak asasi PBB", "delegasi sektor swasta Amerika Serikat".
func (r *referrer) within(v *tree.View, m *mention) bool {
	if m.country != "" || m.key != "" || m.sector == event.IGO || m.region || m.named {
		return false
	}
	_, to := v.Phrase(m.from)
	ms := r.c.of(r.si)
	for k := range ms {
		o := &ms[k]
		if o.from < m.to || o.to > to {
			continue
		}
		switch o.kind {
		case mState, mBody, mDemonym:
		default:
			return false
		}
		if o.country == "" && o.key == "" {
			return false
		}
		m.country, m.how = o.country, "of "+o.name
		if o.country == "" || o.sector == event.REB {
			m.sector = o.sector
		}
		return true
	}
	return false
}

// beside gives a generic actor the country of the place that is named right behind
// him: "police in Cologne", "the government in Libya".
func (r *referrer) beside(v *tree.View, m *mention) bool {
	if m.country != "" || m.key != "" || m.kind != mNoun && m.kind != mOffice || m.sector == event.IGO || m.region || m.named || m.to >= v.Len() || !r.cue.Locative[v.Low[m.to]] {
		return false
	}
	ms := r.c.of(r.si)
	for k := range ms {
		o := &ms[k]
		if o.from <= m.to {
			continue
		}
		if o.from > m.to+1 && (o.from > m.to+2 || v.Tok(m.to+1).POS != text.DET) || o.kind != mState && o.kind != mPlace || o.country == "" {
			return false
		}
		m.country, m.how = o.country, placeNamed
		return true
	}
	return false
}

// maxBack is how many mentions back a definite phrase is looked up.
const maxBack = 60

// again resolves a definite phrase to who was named before: "negara itu", "the
// minister", "kementerian tersebut", "the group".
func (r *referrer) again(v *tree.View, m *mention, before []mention) bool {
	if m.key != "" || m.plural || !r.definite(v, m) {
		return false
	}
	group, land := false, false
	for i := m.from; i < m.to; i++ {
		group = group || r.cue.GroupNoun[v.Low[i]]
		land = land || r.cue.CountryNoun[v.Low[i]]
	}
	if m.country != "" && !group {
		return false
	}
	var second, weak *mention // a state that was no subject, who has one
	at := len(before)
	all := r.c.mentions[:r.c.bounds[r.si]+at]
	for k := len(all) - 1; k >= 0 && k >= len(all)-maxBack; k-- {
		o := &all[k]
		fits := false
		switch {
		case land:
			here := k >= r.c.bounds[r.si] && o.subject // nobody speaks so of himself
			fits = (o.kind == mState || o.state != nil) && !here
			if weak == nil && !here && o.country != "" && (o.kind == mBody || o.kind == mPerson || o.kind == mPlace) {
				weak = o
			}
		case group:
			fits = (o.kind == mBody || strings.HasPrefix(o.key, "group:")) && o.key != "" && (m.sector == "" || m.sector == event.UNK || m.sector == o.sector || m.sector == event.NGO && o.sector != event.GOV) && (m.country == "" || m.country == o.country)
		case m.kind == mOffice:
			fits = (o.kind == mPerson || o.kind == mOffice && o.country != "") && (o.sector == m.sector || o.sector == event.ELI && o.kind == mPerson) && !o.plural && r.sameOffice(m, o)
		}
		if !fits || o.country == "" && o.key == "" {
			continue
		}
		if land && !o.subject {
			if second == nil {
				second = o
			}
			continue
		}
		return asBefore(m, o, land)
	}
	if second == nil {
		second = weak
	}
	if second != nil {
		return asBefore(m, second, land)
	}
	return false
}

// asBefore makes m who o is, or the state of o, and returns true.
func asBefore(m, o *mention, land bool) bool {
	m.key, m.country = o.key, o.country
	if o.sector != event.ELI || m.kind != mOffice {
		m.sector, m.former = o.sector, o.former
	}
	m.how = "named before: " + o.name
	if land {
		m.kind, m.key, m.sector, m.former = mState, "state:"+o.country, event.GOV, false
	}
	return true
}

// sameOffice reports whether a later office may be that of an earlier person:
// "the minister" of a foreign minister.
func (r *referrer) sameOffice(m, o *mention) bool {
	if len(m.offices) == 0 {
		return false
	}
	office := r.know.Like(r.officeOf(o))
	key := m.offices[len(m.offices)-1]
	return office == key || strings.HasSuffix(office, "-"+key) || strings.HasPrefix(office, key+"-of-")
}

// definite reports whether a word beside the mention says that it was named
// before.
func (r *referrer) definite(v *tree.View, m *mention) bool {
	return m.to < v.Len() && r.cue.DefiniteAfter[v.Low[m.to]] ||
		m.from > 0 && r.cue.DefiniteBefore[v.Low[m.from-1]] || r.cue.DefiniteBefore[v.Low[m.from]] ||
		r.cue.DefiniteAfter[v.Low[m.to-1]]
}

// object reports whether token i is the object of a verb.
func object(v *tree.View, i int) bool { return v.Tok(i).BaseRel() == "obj" }

// inner returns the last body, state or group of the sentence so far that is
// not its subject: what "it" is after "fined the union and ordered it …".
func inner(v *tree.View, before []mention) *mention {
	for k := len(before) - 1; k >= 0; k-- {
		m := &before[k]
		switch m.kind {
		case mBody, mState, mNoun:
		default:
			continue
		}
		if m.plural || m.country == "" && m.sector == "" {
			continue
		}
		for t := m.from; t < m.to; t++ {
			if v.Tok(t).BaseRel() == "obj" {
				return m
			}
		}
	}
	return nil
}

// How the country of a generic actor was found.
const (
	howBefore = "as before in the report"
	howSole   = "only country of the sentence"
	howFocus  = "country of the report"
	howTopic  = "country of who was last spoken of"
	howHome   = "home of the outlet or its readers, named in the report"
)

// generic gives a country to words that name none: as the same words had it
// before, else the only country of the sentence, else what the report is about.
func (r *referrer) generic(v *tree.View, m *mention, only string) {
	if m.kind == mNoun && r.foreign(v, m) {
		m.region = true // nor of who speaks of them
	}
	if m.key != "" && m.kind == mNoun || m.region {
		return
	}
	switch {
	case m.word != "" && r.words[m.word] != "":
		m.country, m.how = r.words[m.word], howBefore
	case only != "":
		m.country, m.how = only, howSole
	case r.c.focus != "":
		m.country, m.how = r.c.focus, howFocus
	case r.topic != nil && !r.joint && r.topic.country != "" && r.topic.sector != event.BUS && (m.kind == mOffice || m.kind == mNoun && !m.plural) && (organ(m.sector) || m.sector == event.MIL) && isSubject(v, m) && !r.indefinite(v, m):
		m.country, m.how = r.topic.country, howTopic
	case r.c.home != "" && (m.kind == mOffice || m.kind == mNoun && !m.plural) && organ(m.sector):
		m.country, m.how = r.c.home, howHome
	}
}

// organ reports whether the sector is one of the organs that every state has, and
// that its press names without the state.
func organ(s event.Sector) bool {
	switch s {
	case event.GOV, event.COP, event.JUD, event.LEG:
		return true
	}
	return false
}
