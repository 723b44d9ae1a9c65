package code

import (
	"slices"
	"strings"

	"kabar/internal/code/where"
	"kabar/internal/event"
	"kabar/internal/know"
	"kabar/internal/text"
)

// home is the country of the report's outlet, or where its language is read.
func (w *work) home() string {
	for _, e := range w.c.know.Named(w.r.Lang, w.r.Outlet) {
		if e.Kind == know.Outlet && e.Country != "" {
			return e.Country
		}
	}
	return homes[w.r.Lang]
}

// locate decides which places the mentions of the report stand for. Those that
// are told apart by themselves go first, for they settle others.
func (w *work) locate(ctx where.Context) {
	w.places = w.places[:0]
	ctx.Dateline = w.dateline(ctx.Countries)
	for k := range w.cast.mentions {
		word := w.cast.mentions[k].word
		ctx.Sovereign = ctx.Sovereign || w.cue.Sovereign[word]
		ctx.Subnational = ctx.Subnational || w.cue.Subnational[word]
	}
	w.finder.Begin(ctx)
	w.asks = w.asks[:0]
	for i := range w.r.Sentences {
		ms := w.cast.of(i)
		if len(ms) == 0 {
			continue
		}
		w.v.Reset(&w.r.Sentences[i], w.cue.Tree)
		w.ms = ms
		for k := range ms {
			m := &ms[k]
			if m.kind == mState || m.kind == mPlace {
				prep, ok := w.before(ms, k)
				m.placed = ok && w.cue.Locative[prep]
			}
			if q, whole, ok := w.query(ms, k); ok {
				w.asks = append(w.asks, ask{q, m, whole})
			}
		}
	}
	for pass := range passes {
		for i := range w.asks {
			a := &w.asks[i]
			switch {
			case passOf(&a.query) != pass:
			case a.whole:
				w.stand(a.m, &a.query)
			default:
				w.lie(a.m, &a.query)
			}
		}
	}
}

// passes is how many times the mentions are gone through to settle their places.
const passes = 3

// passOf returns when a name is settled: first those with larger names behind
// them, then divisions, then all others.
func passOf(q *where.Query) int {
	switch {
	case len(q.Within) > 0:
		return 0
	case slices.ContainsFunc(q.Entries, func(e *know.Entry) bool { return e.Kind == know.Place && e.Precision == event.Province }):
		return 1
	}
	return 2
}

// dateline returns the names in the report's dateline, and counts the country
// of each.
func (w *work) dateline(countries map[string]float64) []string {
	var out []string
	for i := range w.r.Sentences {
		s := &w.r.Sentences[i]
		if s.Role != text.Body {
			continue
		}
		for k := 0; k < s.Dateline && k < len(s.Tokens); k++ {
			n, entries := w.c.know.Match(w.r.Lang, s.Tokens, k)
			for _, e := range entries {
				if e.Kind == know.Place || e.Kind == know.State || e.Kind == know.Seat {
					if e.Country != "" && countries[e.Country] == 0 {
						countries[e.Country]++
					}
					out = append(out, w.r.Slice(text.Span{Start: s.Tokens[k].Span.Start, End: s.Tokens[k+n-1].Span.End}))
					break
				}
			}
		}
		break
	}
	return out
}

// ask is a name that may be a place, with the mention that it is or stands in.
type ask struct {
	query where.Query
	m     *mention
	whole bool // the mention is the name
}

// maxWithin is the most names behind a place that tell where it lies.
const maxWithin = 3

// query says what mention k, when it is whole, or a place inside it could be the
// name of; ok is false when neither may be one.
func (w *work) query(ms []mention, k int) (q where.Query, whole, ok bool) {
	m := &ms[k]
	q.Lang = w.r.Lang
	switch m.kind {
	case mPlace, mState, mName, mBody:
		q, whole = w.wholeQuery(ms, k)
	}
	if !whole {
		if m.inner[1] == 0 {
			return q, false, false
		}
		from, to := m.inner[0], m.inner[1]
		q = where.Query{Lang: w.r.Lang, Name: phraseText(&w.v, from, to)}
		if n, entries := w.c.know.Match(w.r.Lang, w.v.S.Tokens, from); n == to-from {
			q.Entries = entries
		}
		if to == m.to && to < w.v.Len() && w.v.Low[to] == "," {
			q.Within = w.behind(ms, k)
		} // else "duta besar Afrika di China"
	}
	w.near(ms, k, &q)
	return q, whole, true
}

// wholeQuery is query for a mention that may be the name of a place as it stands.
func (w *work) wholeQuery(ms []mention, k int) (q where.Query, ok bool) {
	m := &ms[k]
	q.Lang, q.Name = w.r.Lang, phraseText(&w.v, m.from, m.to)
	if w.cue.Division(strings.ToLower(q.Name)) {
		return q, false
	}
	n, entries := w.c.know.Match(w.r.Lang, w.v.S.Tokens, m.from)
	complete := n == m.to-m.from
	if complete {
		q.Entries = entries
	}
	switch m.kind {
	case mState:
		if !complete || m.state == nil || m.state.Kind != know.Seat && !m.unsure {
			return q, false
		}
	case mName, mBody:
		prep, placed := w.before(ms, k)
		q.Within = w.behind(ms, k)
		if len(q.Within) == 0 && (!placed || !w.cue.Locative[prep] || m.kind == mBody) {
			return q, false
		}
		q.Bare = !placed
		if a, ok := w.cast.alias[q.Name]; ok && a.m.named && len(q.Within) == 0 {
			return q, false // a person
		}
		return q, true
	}
	q.Within = w.behind(ms, k)
	return q, true
}

// near tells the query which countries the sentence names beside mention k.
func (w *work) near(ms []mention, k int, q *where.Query) {
	for j := range ms {
		if o := &ms[j]; j != k && o.country != "" && !o.unsure && (o.kind == mState || o.kind == mDemonym || o.kind == mPlace) {
			q.Near = append(q.Near, o.country)
		}
	}
}

// lie settles what the place inside a mention stands for, and with it the
// country of the mention when it has none of its own.
func (w *work) lie(m *mention, q *where.Query) {
	r := w.finder.Find(q)
	if r.Country == "" && !r.Known {
		return
	}
	w.places = append(w.places, r)
	m.lies = len(w.places)
	if m.how == placeNamed || m.country == "" && m.key == "" {
		m.country, m.how = r.Country, placeNamed
	}
}

// behind returns the names that follow mention k after commas, up to the last
// that is known as a place.
func (w *work) behind(ms []mention, k int) []string {
	var out []string
	known := 0
	to := ms[k].to
	if j := w.village(ms, k); j > 0 {
		return []string{phraseText(&w.v, ms[j].from, ms[j].to)}
	}
	for j := k + 1; j < len(ms) && len(out) < maxWithin && w.holds(to, ms[j].from); j++ {
		m := &ms[j]
		if m.kind != mPlace && m.kind != mState && (m.kind != mName || !w.adjoins(to, m.from)) {
			break
		}
		out = append(out, phraseText(&w.v, m.from, m.to))
		if m.kind != mName {
			known = len(out)
		}
		to = m.to
	}
	return out[:known]
}

// village returns the mention that an apposition with a word for a kind of place
// says that mention k lies in: "Hroza, a village in the Kharkiv region"; 0 when
// there is none.
func (w *work) village(ms []mention, k int) int {
	at := ms[k].to
	if at+3 >= w.v.Len() || w.v.Low[at] != "," {
		return 0
	}
	if at++; w.v.Tok(at).POS == text.DET {
		at++
	}
	if !w.cue.Division(w.v.Low[at]) || w.v.Tok(at).POS == text.PROPN {
		return 0
	}
	for j := k + 1; j < len(ms); j++ {
		if m := &ms[j]; m.from > at && (m.kind == mPlace || m.kind == mState) {
			if _, ok := w.locative(m.from); ok && m.from-at <= maxApposed {
				return j
			}
			return 0
		}
	}
	return 0
}

// maxApposed is how far behind a word for a kind of place the name may stand that
// it lies in, in tokens.
const maxApposed = 5

// holds reports whether only a comma or a preposition of place stands between
// two names: "Hmeimim in Syria".
func (w *work) holds(to, from int) bool {
	return w.adjoins(to, from) || from-to == 1 && w.cue.Locative[w.v.Low[to]]
}

// stand settles what m stands for.
func (w *work) stand(m *mention, q *where.Query) {
	r := w.finder.Find(q)
	named := m.kind != mName && m.kind != mBody
	if !named && !r.Known && len(q.Within) == 0 || !named && !w.finder.Likely(&r, q) {
		return
	}
	if !named && (r.Country == "" || q.Bare && !r.Known) {
		return
	}
	w.places = append(w.places, r)
	m.at = len(w.places)
	if m.kind == mState {
		return // a capital that may act for its state
	}
	if !named && m.kind == mBody {
		return
	}
	m.kind, m.how = mPlace, placeHow
	m.key, m.country, m.region = r.Key, r.Country, r.Precision == event.Region
}

// before returns the preposition that makes mention k a place: "di Rafah, Jalur
// Gaza" has it before the first name.
func (w *work) before(ms []mention, k int) (prep string, ok bool) {
	for k > 0 && w.adjoins(ms[k-1].to, ms[k].from) && (ms[k-1].at > 0 || ms[k-1].kind == mPlace || ms[k-1].kind == mState || ms[k-1].kind == mName) {
		k--
	}
	return w.locative(ms[k].from)
}

// placeOf makes the place of mention k, with the names of divisions that follow
// it ("Ilaga, Kabupaten Puncak, Papua Tengah").
func (w *work) placeOf(k int) *event.Where {
	m := &w.ms[k]
	out := &event.Where{Words: w.words(m.from, w.chain(k))}
	if m.at == 0 && m.lies > 0 {
		out.Words = w.words(m.inner[0], m.inner[1])
		w.fillPlace(out, &w.places[m.lies-1])
		return out
	}
	if m.at == 0 {
		out.Country, out.Precision = m.country, event.Country
		if m.state != nil {
			out.Name = m.state.Name
		}
		return out
	}
	w.fillPlace(out, &w.places[m.at-1])
	return out
}

// chain returns the token behind mention k and the names of divisions that
// follow it.
func (w *work) chain(k int) int {
	to := w.ms[k].to
	for j := k + 1; j < len(w.ms); j++ {
		next := &w.ms[j]
		if next.at == 0 && next.kind != mState || !w.adjoins(to, next.from) {
			break
		}
		to = next.to
	}
	return to
}

// fillPlace writes what was decided into a place.
func (w *work) fillPlace(out *event.Where, r *where.Result) {
	out.Name, out.Country, out.Admin1, out.Admin2 = r.Name, r.Country, r.Admin1, r.Admin2
	out.Precision, out.Rivals, out.How = r.Precision, r.Rivals, r.Why
	if r.Located && (r.Precision == event.City || r.Precision == event.Point) {
		out.Located, out.Lat, out.Lon, out.GeoNames = true, r.Lat, r.Lon, r.GeoNames
	}
}

// noteOpen notes that the place of e could be several.
func (w *work) noteOpen(e *event.Event) {
	if p := e.Place; p != nil && p.Name == "" && len(p.Rivals) > 0 {
		e.Notes = append(e.Notes, event.Note{
			Code: "ambiguous-place", Span: p.Span,
			Text: "the place could be " + strings.Join(p.Rivals, "; or "),
		})
	}
}

// adjoins reports whether only a comma stands between two place names.
func (w *work) adjoins(to, from int) bool {
	return from-to == 1 && w.v.Low[to] == ","
}
