package code

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kabar/internal/code/cue"
	"kabar/internal/code/tree"
	"kabar/internal/code/when"
	"kabar/internal/event"
	"kabar/internal/know"
	"kabar/internal/know/gazetteer"
	"kabar/internal/text"
)

// mkind is what a mention is.
type mkind uint8

const (
	mName    mkind = iota // a run of capitalised words that no table knows
	mPerson               // a person, known or titled in this report
	mOffice               // an office without a name
	mNoun                 // a kind of actor: soldiers, residents
	mBody                 // an organisation
	mOutlet               // a news outlet
	mState                // a state, or its seat acting for it
	mDemonym              // people of a state, or the adjective
	mPlace                // a place that is no actor by itself
	mPronoun              // he, they, we
	mBoth                 // the two sides
	mAll                  // the three sides
	mPartner              // counterpart
)

// mention is a chunk of a sentence that names an actor or a kind of actor.
type mention struct {
	from, to int // token range
	sentence int // of the report
	kind     mkind
	key      string // entity key in the tables, or "name:" and the full name
	country  string
	sector   event.Sector
	name     string // full name, for speakers; the words themselves otherwise
	how      string
	former   bool
	plural   bool
	subject  bool     // is the subject of its clause
	pair     int      // how far the mention is that shares its noun, 0 for none
	placed   bool     // says where, behind a preposition
	two      bool     // counts two: "dua pejabat"
	acted    bool     // takes part in an event
	named    bool     // holds a proper name of a person
	unsure   bool     // a name of places in several countries
	region   bool     // holds a region of several countries: its country stays open
	offices  []string // keys of the office that it names, the most exact first
	word     string   // the office or noun, for reference ("the minister")
	state    *know.Entry
	call     [2]int // token range of the name of a person or outlet in the tables
	inner    [2]int // token range of a place inside: "gubernur Jawa Barat"
	lies     int    // what that place stands for in the places, from 1
	at       int    // of what it stands for in the places, from 1; 0 is no place
}

// placeHow says that a mention is only a place.
const placeHow = "place in the tables"

// placeNamed says that a mention has the country of a place inside.
const placeNamed = "place named"

// item is one building block of a mention: a table entry or a run of
// capitalised words.
type item struct {
	from, to int
	kind     mkind
	entries  []*know.Entry
	former   bool
	open     bool // of which country is not said
	cand     bool
}

// maxName is the most words of a name.
const maxName = 8

// spotter finds the mentions of one sentence.
type spotter struct {
	know      *know.Base
	lang      string
	cue       *cue.Words
	day       text.Day
	items     []item
	times     []when.Found // of the sentence: their words are no names
	found     []gazetteer.Place
	home      string             // the country of the outlet or its readers
	countries map[string]float64 // how often the report names each country, as far as is known
	alias     map[string]alias   // names that the report has introduced
}

// spot appends the mentions of the sentence under v to out, in text order.
func (s *spotter) spot(v *tree.View, out []mention) []mention {
	s.items = s.items[:0]
	toks := v.S.Tokens
	for i, k := v.S.Dateline, 0; i < len(toks); {
		for k < len(s.times) && s.times[k].To <= i {
			k++
		}
		if k < len(s.times) && s.times[k].From <= i {
			i = s.times[k].To
			continue
		}
		it, n := s.itemAt(v, i)
		if n == 0 {
			i++
			continue
		}
		s.items = append(s.items, it)
		i += n
	}
	start := len(out)
	for k := 0; k < len(s.items); {
		m := s.begin(v, s.items[k])
		end := k + 1
		for end < len(s.items) && s.joins(v, &m, s.items[k:end], s.items[end]) {
			end++
			m.to = s.items[end-1].to
		}
		s.fill(v, &m, s.items[k:end])
		m.two = m.from > 0 && s.cue.Two[v.Low[m.from-1]]
		out = append(out, m)
		k = end
	}
	share(v, out[start:])
	return s.appose(v, out, start)
}

// itemAt returns the building block that starts at token i and its length in
// tokens, 0 when there is none.
func (s *spotter) itemAt(v *tree.View, i int) (item, int) {
	t, low := v.Tok(i), v.Low[i]
	if t.POS == text.PUNCT {
		return item{}, 0
	}
	if n := s.cue.Ours.At(v.Low, i); n > 0 {
		return item{from: i, to: i + n, kind: mPronoun}, n
	}
	if nations := s.hyphened(v, i); nations != nil {
		return item{from: i, to: i + 3, kind: mDemonym, entries: nations, open: true}, 3
	}
	if n := s.cue.Both.At(v.Low, i); n > 0 {
		return item{from: i, to: i + n, kind: mBoth}, n
	}
	if n := s.cue.Three.At(v.Low, i); n > 0 {
		return item{from: i, to: i + n, kind: mAll}, n
	}
	n, entries := s.know.Match(s.lang, v.S.Tokens, i)
	if n == 1 && (entries[0].Kind == know.Noun || entries[0].Kind == know.Office) && (t.POS == text.VERB || t.POS == text.AUX || t.POS == text.ADV) {
		n = 0 // "accused Kampala"
	}
	if n > 1 && entries[0].Kind == know.Noun && s.officeInside(v, i, n) {
		n = 0 // "kantor gubernur": the office speaks for itself
	}
	if n > 0 && !(n == 1 && s.cue.Partner[low] && i+1 < v.Len() && s.cue.He[v.Low[i+1]]) {
		if s.personNamed(v, i, n, entries) {
			return item{from: i, to: i + 1, kind: mName}, 1
		}
		if run := ofPerson(v, i); run > n && n == 1 && (isPlace(entries) || entries[0].Kind == know.State) && run <= maxName {
			return item{from: i, to: i + run, kind: mName}, run
		}
		if run := s.titled(v, i, n, entries); run > 0 {
			return item{from: i, to: i + run, kind: mName}, run
		}
		if isPlace(entries) {
			if run := s.longer(v, i, n); run > 0 {
				return item{from: i, to: i + run, kind: mPlace}, run
			}
		}
		return item{from: i, to: i + n, kind: kindOf(entries[0].Kind), entries: entries}, n
	}
	if s.cue.GroupNoun[low] && (i == 0 || !capital(t.Form)) && (i > 0 && s.cue.DefiniteBefore[v.Low[i-1]] || i+1 < v.Len() && s.cue.DefiniteAfter[v.Low[i+1]]) {
		return item{from: i, to: i + 1, kind: mNoun}, 1
	}
	if n := s.divided(v, i); n > 0 {
		return item{from: i, to: i + n, kind: mPlace}, n
	}
	switch {
	case s.cue.Former[low]:
		return item{from: i, to: i + 1, kind: mNoun, former: true}, 1
	case s.cue.Candidate[low] && t.POS != text.AUX && t.POS != text.ADV:
		return item{from: i, to: i + 1, kind: mNoun, cand: true}, 1
	case s.cue.Partner[low] || s.cue.Partner[t.Lemma] && t.POS == text.NOUN:
		n := 1
		if i+1 < v.Len() && s.cue.He[v.Low[i+1]] && v.Tok(i+1).Span.Start == t.Span.End {
			n = 2 // the clitic of "mitranya"
		}
		return item{from: i, to: i + n, kind: mPartner}, n
	case t.POS == text.PRON && (s.cue.He[low] || s.cue.They[low] || s.cue.We[low] || s.cue.It[low]):
		return item{from: i, to: i + 1, kind: mPronoun}, 1
	}
	if _, ok := s.alias[t.Form]; ok && t.POS != text.VERB && capital(t.Form) && s.nameRun(v, i) == 0 {
		return item{from: i, to: i + 1, kind: mName}, 1
	}
	if run := s.nameRun(v, i); run > 0 {
		return item{from: i, to: i + run, kind: mName}, run
	}
	if j := strings.IndexByte(low, '-'); j > 0 && capital(t.Form) {
		if e := s.know.MatchPart(s.lang, t.Form[:j]); len(e) > 0 && e[0].Kind == know.State {
			return item{from: i, to: i + 1, kind: mState, entries: e}, 1
		}
	}
	return item{}, 0
}

// officeInside reports whether the n tokens of a noun from i are one word before
// an office with a single holder.
func (s *spotter) officeInside(v *tree.View, i, n int) bool {
	m, entries := s.know.Match(s.lang, v.S.Tokens, i+1)
	return s.lang == "id" && m == n-1 && entries[0].Kind == know.Office && s.know.Sole(entries[0].Office)
}

// hyphened returns the two nations of the three tokens from i when these are
// demonyms with a hyphen, as in "Iranian-American"; nil when they are not.
func (s *spotter) hyphened(v *tree.View, i int) []*know.Entry {
	if i+2 >= v.Len() || v.Low[i+1] != "-" || v.Tok(i).Span.End != v.Tok(i+1).Span.Start {
		return nil
	}
	var nations []*know.Entry
	for _, at := range [...]int{i, i + 2} {
		_, entries := s.know.Match(s.lang, v.S.Tokens[:at+1], at)
		if len(entries) == 0 || entries[0].Kind != know.Demonym {
			return nil
		}
		nations = append(nations, entries[0])
	}
	return nations
}

// divided returns how many tokens from i are a word for a division and its name:
// "Desa Pakel", "kota St. Petersburg"; 0 when it is none.
func (s *spotter) divided(v *tree.View, i int) int {
	k := i + 1
	if s.lang != "id" || !s.cue.Division(v.Low[i]) || k < v.Len() && v.Low[k] == "." {
		return 0
	}
	if k >= v.Len() || !capital(v.Tok(k).Form) {
		return 0
	}
	run := s.nameRun(v, k)
	if n, entries := s.know.Match(s.lang, v.S.Tokens, k); n > run && isPlace(entries) {
		run = n
	}
	if run == 0 {
		return 0
	}
	return run + 1
}

// personNamed reports whether the one word at i, which the tables have as a place
// or state, is rather a person that the report has introduced by that and another
// name.
func (s *spotter) personNamed(v *tree.View, i, n int, entries []*know.Entry) bool {
	if n != 1 || entries[0].Kind != know.State && entries[0].Kind != know.Seat && entries[0].Kind != know.Place {
		return false
	}
	if i > 0 && (s.cue.Locative[v.Low[i-1]] || s.cue.Toward[v.Low[i-1]]) {
		return false
	}
	a, ok := s.alias[v.Tok(i).Form]
	return ok && a.m.named && a.m.kind == mPerson && strings.Contains(a.m.name, " ")
}

// titled returns how many tokens from i are the name of a person whose first name
// is that of a state or place, after a title: "Lawmaker Jordan Whitlam". In
// Indonesian a title's country stands there.
func (s *spotter) titled(v *tree.View, i, n int, entries []*know.Entry) int {
	if s.lang != "en" || n != 1 || len(s.items) == 0 || i+1 >= v.Len() || !isPlace(entries) && entries[0].Kind != know.State {
		return 0
	}
	title := s.items[len(s.items)-1]
	if title.to != i || title.kind != mOffice && title.kind != mNoun || len(title.entries) == 0 || title.entries[0].Plural {
		return 0
	}
	if m, _ := s.know.Match(s.lang, v.S.Tokens, i+1); m > 0 {
		return 0
	}
	if run := s.nameRun(v, i+1); run > 0 {
		return run + 1
	}
	return 0
}

// ofPerson returns how many tokens from i the sentence's own names tell to be
// one person, 0 when they do not.
func ofPerson(v *tree.View, i int) int {
	for _, n := range v.S.Names {
		if n.Kind == text.Person && int(n.First) == i {
			return int(n.End - n.First)
		}
	}
	return 0
}

// isPlace reports whether one of the entries is a place.
func isPlace(entries []*know.Entry) bool {
	return slices.ContainsFunc(entries, func(e *know.Entry) bool { return e.Kind == know.Place })
}

// longer returns the tokens of a name from i that is longer than n and that a
// gazetteer has, 0 when there is none: "Santiago de Compostela".
func (s *spotter) longer(v *tree.View, i, n int) int {
	end := i + 1
	for end < v.Len() && end < i+maxPlaceName && (capital(v.Tok(end).Form) || s.cue.NameLink[v.Low[end]]) {
		end++
	}
	for ; end > i+n; end-- {
		if !capital(v.Tok(end - 1).Form) {
			continue
		}
		if s.found = s.know.Places(phraseText(v, i, end), s.found[:0]); len(s.found) > 0 {
			return end - i
		}
	}
	return 0
}

// maxPlaceName is the most words of a place that only a gazetteer has.
const maxPlaceName = 4

func kindOf(k know.Kind) mkind {
	switch k {
	case know.Person:
		return mPerson
	case know.Office:
		return mOffice
	case know.Noun:
		return mNoun
	case know.Body, know.Group:
		return mBody
	case know.Outlet:
		return mOutlet
	case know.State, know.Seat:
		return mState
	case know.Demonym:
		return mDemonym
	}
	return mPlace
}

// capital reports whether s starts with an upper-case letter.
func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// nameRun returns how many tokens from i make a run of capitalised words that
// no table opens anew: a proper name.
func (s *spotter) nameRun(v *tree.View, i int) int {
	nameWord := func(k int) bool {
		t := v.Tok(k)
		if !capital(t.Form) || utf8.RuneCountInString(t.Form) < 2 || s.cue.Honorific[v.Low[k]] {
			return false
		}
		if t.POS == text.PROPN {
			return true
		}
		return k > 0 && (t.POS == text.NOUN || t.POS == text.X || t.POS == text.ADJ) && v.Tok(k-1).POS != text.PUNCT
	}
	if !nameWord(i) {
		return 0
	}
	n := 1
	for i+n < v.Len() && n < maxName {
		k := i + n
		t := v.Tok(k)
		if t.Span.Start > v.Tok(k-1).Span.End+1 && t.Span.Start-v.Tok(k-1).Span.End > 3 {
			break
		}
		if nameWord(k) || initial(t.Form) {
			if m, e := s.know.Match(s.lang, v.S.Tokens, k); m > 0 && e[0].Kind != know.Person && !(s.lang == "en" && m == 1 && isPlace(e)) {
				break
			}
			n++
			continue
		}
		if s.cue.NameLink[v.Low[k]] && k+1 < v.Len() && nameWord(k+1) {
			n++
			continue
		}
		break
	}
	return n
}

// initial reports whether s is an initial such as "J." or "J.W.".
func initial(s string) bool {
	return len(s) >= 2 && len(s) <= 6 && s[len(s)-1] == '.' && s[0] >= 'A' && s[0] <= 'Z'
}

func (s *spotter) begin(v *tree.View, it item) mention {
	return mention{from: it.from, to: it.to, kind: it.kind}
}

// gap describes what stands between two items: nothing, a joining word, or
// something else.
func (s *spotter) gap(v *tree.View, from, to int) (joined, bare bool) {
	if from == to {
		return true, true
	}
	if to-from > 3 {
		return false, false
	}
	for k := from; k < to; k++ {
		switch w := v.Low[k]; {
		case s.cue.Genitive[w], s.cue.Inside[w], k == from && s.cue.He[w]:
		case v.Tok(k).POS == text.DET && k > from:
		case s.lang == "id" && w == "asal":
		default:
			return false, false
		}
	}
	return true, false
}

// joins reports whether item x continues mention m, made of the items have.
func (s *spotter) joins(v *tree.View, m *mention, have []item, x item) bool {
	joined, bare := s.gap(v, m.to, x.from)
	if !joined || x.kind == mPronoun || x.kind == mBoth || x.kind == mAll || m.kind == mPronoun || m.kind == mBoth || m.kind == mAll {
		return false
	}
	last := have[len(have)-1]
	if last.former || last.cand {
		return bare
	}
	if x.former || x.cand {
		return false
	}
	has := func(k mkind) bool {
		for _, it := range have {
			if it.kind == k {
				return true
			}
		}
		return false
	}
	titled := has(mOffice) || has(mNoun) || has(mPartner)
	if has(mName) && titled && last.kind == mName && s.lang == "id" && bare && (x.kind == mBody || x.kind == mState) {
		return true // "Direktur Penyidikan KPK": the capitalised words were part of the title
	}
	if has(mPerson) || (last.kind == mName && titled) {
		return false // the name closes the chunk
	}
	switch x.kind {
	case mName, mPerson:
		if has(mState) && s.lang == "id" && !titled && last.kind == mState {
			return false
		}
		if s.lang == "en" && x.kind == mPerson && (last.kind == mDemonym || last.kind == mState) {
			return bare
		}
		return bare && (titled || last.kind == mBody && x.kind == mName && s.lang == "id")
	case mState, mDemonym, mPlace:
		if has(mState) || has(mDemonym) {
			return false
		}
		if last.kind == mNoun && len(last.entries) > 0 && last.entries[0].Country != "" && !bare {
			return false // "warga negara Indonesia dari Khartoum"
		}
		if titled || has(mBody) {
			return true
		}
		return bare && last.kind == mName && x.kind == mState && s.lang == "id" && x.from-m.from <= 4
	case mBody:
		return titled || (bare && s.lang == "en" && (last.kind == mState || last.kind == mDemonym))
	case mOutlet:
		return titled
	case mOffice, mNoun, mPartner:
		if titled || s.lang == "en" {
			return bare || s.cue.Genitive[v.Low[m.to]] || (titled && last.kind != mState && last.kind != mDemonym)
		}
		return false
	}
	return false
}
