package code

import (
	"kabar/internal/event"
	"kabar/internal/text"
)

// site is a place that a sentence names: token range [from, to), and the mention
// that it is, -1 for the words of a building or meeting place that no table has.
type site struct {
	from, to int
	prep     string
	mention  int
	venue    event.Where // where mention is -1
}

// maxVenue is the longest name of a building or meeting place, in tokens.
const maxVenue = 16

// findSites fills w.sites with the places of the sentence, in order.
func (w *work) findSites() {
	w.sites = w.sites[:0]
	k := 0
	for i := 0; i < w.v.Len(); i++ {
		for k < len(w.ms) && w.ms[k].from <= i {
			if prep, ok := w.placed(k); ok && w.ms[k].from == i && !w.inSite(i) {
				w.sites = append(w.sites, site{from: i, to: w.chain(k), prep: prep, mention: k})
			}
			k++
		}
		if w.cue.Locative[w.v.Low[i]] && w.v.Tok(i).POS == text.ADP {
			if s, ok := w.venue(i + 1); ok {
				s.prep = w.v.Low[i]
				w.sites = append(w.sites, s)
			}
		}
	}
}

// inSite reports whether the last site found covers token i.
func (w *work) inSite(i int) bool {
	n := len(w.sites)
	return n > 0 && i < w.sites[n-1].to
}

// venue reads the words from token i behind a preposition of place as the name
// of a building or meeting place: a word for one with a name, or a name with a
// place behind it ("di Hotel Tugu, Jakarta"). What stands inside or behind it
// says in which country; ok is false where nothing does, or where the name
// itself is a place that was settled.
func (w *work) venue(i int) (s site, ok bool) {
	for i < w.v.Len() && w.v.Tok(i).POS == text.DET {
		i++
	}
	building := false             // a word for one was passed
	named, behind := false, false // a name in the first part; a comma was passed
	s = site{from: i, to: i, mention: -1}
	inner := -1 // the settled mention that says where it lies
	for k := i; k < w.v.Len() && k < i+maxVenue && !w.timed(k); k++ {
		t := w.v.Tok(k)
		building = building || !behind && w.cue.Venue[w.v.Low[k]]
		if m := mentionAt(w.ms, k); m >= 0 {
			switch x := &w.ms[m]; {
			case x.kind == mPerson && !building, x.kind == mPronoun, x.kind == mBoth, x.kind == mAll:
				k = w.v.Len()
				continue
			case x.at > 0 || x.kind == mState:
				if !behind {
					return s, false // the place itself was found
				}
				inner = m
			}
			named = true
			k = w.ms[m].to - 1
			if !behind || inner == m {
				s.to = k + 1
			}
			continue
		}
		switch {
		case t.POS == text.PROPN || behind && t.POS == text.NOUN && w.capital(k):
			named = true
		case t.POS == text.NOUN && !behind, t.POS == text.ADJ && !behind && k > i:
		case w.v.Low[k] == "/" && k > i:
			continue
		case w.v.Low[k] == "," && k > i && k+1 < w.v.Len() && w.capital(k+1):
			behind = true
			continue
		default:
			k = w.v.Len()
			continue
		}
		if !behind {
			s.to = k + 1
		}
	}
	if building && !behind && s.to+1 < w.v.Len() && w.cue.Locative[w.v.Low[s.to]] {
		// "depan markas tentara di Kano": the town says where it lies.
		if m := mentionAt(w.ms, s.to+1); m >= 0 && w.ms[m].at > 0 && w.ms[m].from == s.to+1 {
			inner, s.to = m, w.ms[m].to
		}
	}
	if !named || s.to <= s.from || !building && (inner < 0 || !w.capital(s.from)) {
		return s, false
	}
	s.venue = event.Where{Words: w.words(s.from, s.to), Precision: event.Point, How: "the words for it"}
	if inner >= 0 {
		p := w.placeOf(inner)
		s.venue.Country, s.venue.Admin1, s.venue.Admin2 = p.Country, p.Admin1, p.Admin2
		s.venue.How = "the name behind it: " + p.Text
		return s, s.venue.Country != ""
	}
	for m := range w.ms {
		if x := &w.ms[m]; x.from >= s.from && x.to <= s.to && x.country != "" {
			s.venue.Country = x.country
			s.venue.How = "the country of " + x.name
		}
	}
	return s, s.venue.Country != ""
}

// heardAt returns where the speaker of claim cl spoke: a place in what the
// sentence says of the speech itself ("kata Lavrov di Hotel Tugu, Jakarta, Rabu",
// "Dalam jumpa pers di Moskow, Lavrov mengatakan …"), nil when it says none.
func (w *work) heardAt(cl *claim) *event.Where {
	if w.cue.According[w.v.Low[cl.own]] {
		return nil
	}
	before := cl.from == 0 && cl.to > cl.own || cl.to <= cl.own // what is said stands before
	best := -1
	for k := range w.sites {
		s := &w.sites[k]
		if !w.cue.Locative[s.prep] {
			continue
		}
		if s.from < cl.own {
			if before || !w.adjunct(s, cl.own) {
				continue
			}
			best = k
			continue
		}
		if !before && !w.adjunct(s, cl.own) || w.quoteBetween(cl.own, s.from) {
			break
		}
		best = k
		if s.to < w.v.Len() && (w.timed(s.to) || s.to+1 < w.v.Len() && w.v.Low[s.to] == "," && w.timed(s.to+1)) {
			break // the date closes it
		}
	}
	if best < 0 {
		return nil
	}
	return w.siteOf(&w.sites[best])
}

// utterer returns the mention of who speaks by the speech verb of token i that
// says nothing of what is said ("hal itu disampaikan Lavrov …", "speaking in …"):
// its agent or subject, -1 when none is named.
func (w *work) utterer(i int) int {
	if w.v.Passive(i) {
		for k := range w.ms {
			if m := &w.ms[k]; m.from > i && m.from <= i+maxAgent && m.at == 0 {
				return k
			}
		}
		return -1
	}
	if s, ok := w.v.Subject(i); ok {
		return mentionIn(&w.v, w.ms, s)
	}
	return -1
}

// maxAgent is how far behind a passive speech verb its agent may stand, in
// tokens.
const maxAgent = 3

// venueAfter returns the place behind speech verb i that no other event has.
func (w *work) venueAfter(i int) *event.Where {
	return w.heardAt(&claim{own: i, to: i, head: -1, mention: -1})
}

// adjunct reports whether the place of s says where what token top tells happens,
// as far as the tree goes: it is an adjunct of top, or of an adjunct of it ("dalam
// jumpa pers di Moskow"), and of nothing that takes part in it or is said.
func (w *work) adjunct(s *site, top int) bool {
	i := s.from
	for h := w.v.Head(i); h >= s.from && h < s.to; h = w.v.Head(i) {
		i = h
	}
	for d := 0; i >= 0 && d < maxAdjunct; d++ {
		h := w.v.Head(i)
		switch w.v.Tok(i).BaseRel() {
		case "obl":
			if cs := w.v.Case(i); d > 0 && !w.cue.Occasion[cs] && !w.cue.Locative[cs] {
				return false // of what it is about: "usul tentang gencatan senjata di Myanmar"
			}
			if h == top {
				return true
			}
		case "advcl":
			if h == top {
				return true
			}
		case "nmod", "appos", "flat", "conj", "obj", "acl":
			if h == top {
				return false
			}
		default:
			return false
		}
		i = h
	}
	return false
}

// maxAdjunct is how many phrases deep a place may stand in an adjunct.
const maxAdjunct = 4

// quoteBetween reports whether a quotation mark stands in (a, b).
func (w *work) quoteBetween(a, b int) bool {
	for k := a + 1; k < b; k++ {
		if quoteMark(w.v.Low[k]) {
			return true
		}
	}
	return false
}

// timed reports whether token i belongs to a time.
func (w *work) timed(i int) bool {
	for k := range w.times {
		if w.times[k].From <= i && i < w.times[k].To {
			return true
		}
	}
	return false
}

// capital reports whether token i is written with a capital.
func (w *work) capital(i int) bool {
	s := w.r.Slice(w.v.Tok(i).Span)
	return s != "" && s[0] >= 'A' && s[0] <= 'Z'
}

// siteOf makes the place of site s.
func (w *work) siteOf(s *site) *event.Where {
	if s.mention >= 0 {
		return w.placeOf(s.mention)
	}
	p := s.venue
	return &p
}
