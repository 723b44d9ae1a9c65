package code

import (
	"slices"
	"sort"
	"strings"

	"kabar/internal/code/cue"
	"kabar/internal/code/tree"
	"kabar/internal/event"
	"kabar/internal/text"
)

// speech is who says what in a report: the claims of its sentences, and the
// quotations that may run over several of them. It is read before any event is.
type speech struct {
	claims []claim
	bounds []int // claims of sentence i are claims[bounds[i]:bounds[i+1]]
	quotes []quotation
	marks  []quoteAt
	keys   map[string]string // entity of who speaks under a name
}

// quotation is a stretch in quotation marks.
type quotation struct {
	from, to   int // sentences
	start, end int // tokens of the marks in them
	voice      int // index of the claim by whom it is said, -1 for nobody
}

// quoteAt is a quotation mark.
type quoteAt struct {
	si, tok int
	side    int // 1 opens, -1 closes, 0 may do either
}

// maxQuotation is how many sentences one quotation runs over at most; what is
// longer has lost a mark.
const maxQuotation = 12

// carried is how many sentences behind what a speaker said his next quotation,
// without an attribution, is still his.
const carried = 2

// lastSpoke is how many sentences back who spoke last is looked for, when a
// pronoun goes on.
const lastSpoke = 10

// attributed is how far from its marks the speech word of a quotation stands at
// most, in tokens.
const attributed = 8

// of returns the claims of sentence i.
func (s *speech) of(i int) []claim { return s.claims[s.bounds[i]:s.bounds[i+1]] }

// quoted returns the quotation in which token at of sentence i stands, nil for
// none.
func (s *speech) quoted(i, at int) *quotation {
	for k := range s.quotes {
		q := &s.quotes[k]
		if q.from > i {
			break
		}
		if (q.from < i || q.start < at) && (i < q.to || i == q.to && at < q.end) {
			return q
		}
	}
	return nil
}

// voices returns the claims by which what token at of sentence i tells is said
// when it stands in a quotation: whom it is quoted from and who says it.
func (s *speech) voices(i, at int) []claim {
	q := s.quoted(i, at)
	if q == nil || q.voice < 0 {
		return nil
	}
	n := q.voice
	for n > 0 && s.claims[n-1].cite && s.claims[n-1].si == s.claims[n].si {
		n--
	}
	return s.claims[n : q.voice+1]
}

// hear resolves the mentions of the report in reading order, and finds its
// claims and quotations.
func (w *work) hear() {
	s := &w.speech
	s.claims, s.bounds, s.quotes, s.marks = s.claims[:0], s.bounds[:0], s.quotes[:0], s.marks[:0]
	s.keys = map[string]string{}
	var speaker *mention // who spoke last
	spoke := 0           // and in which sentence
	for i := range w.r.Sentences {
		sent := &w.r.Sentences[i]
		s.bounds = append(s.bounds, len(s.claims))
		if sent.Role != text.Body || len(sent.Tokens) == 0 {
			continue
		}
		w.look(i)
		w.ref.sentence(&w.v, i)
		from := len(s.claims)
		s.claims = claims(&w.v, w.cue, w.ms, s.claims)
		for k := from; k < len(s.claims); k++ {
			cl := &s.claims[k]
			cl.si = i
			if speaker != nil && i-spoke <= lastSpoke && cl.goes && cl.mention >= 0 && w.cue.He[w.v.Low[w.ms[cl.mention].from]] && w.ms[cl.mention].kind == mPronoun {
				m := &w.ms[cl.mention]
				m.key, m.country, m.sector, m.name, m.former = speaker.key, speaker.country, speaker.sector, speaker.name, speaker.former
				m.how = "pronoun for " + speaker.name
			}
			cl.who, cl.known = w.speaker(cl)
			if cl.mention < 0 && w.dated(i, cl.head) {
				cl.known = false
			}
			if cl.known && cl.mention >= 0 {
				m := &w.ms[cl.mention]
				if m.kind != mPerson && m.kind != mOffice || strings.HasPrefix(m.key, "person:") {
					s.keys[cl.who.Name] = m.key
				}
				if !cl.cite && !m.plural && (m.kind == mPerson || m.kind == mOffice || m.kind == mName) {
					speaker = m
				}
				if !cl.cite {
					spoke = i
				}
			}
		}
		for k := range w.v.Low {
			if side, ok := markSide(&w.v, w.cue, k); ok {
				s.marks = append(s.marks, quoteAt{i, k, side})
			}
		}
	}
	s.bounds = append(s.bounds, len(s.claims))
	s.pair()
	s.hearQuotations()
}

// dated reports whether token k of sentence i belongs to a phrase of time.
func (w *work) dated(i, k int) bool {
	for _, f := range w.allTimes[w.timeBounds[i]:w.timeBounds[i+1]] {
		if f.From <= k && k < f.To {
			return true
		}
	}
	return false
}

// markSide says on which side of a quotation the mark at token k stands; ok is
// false when there is none.
func markSide(v *tree.View, c *cue.Words, k int) (side int, ok bool) {
	low := v.Low[k]
	switch low {
	case "\"", "“", "”", "``", "''", "„", "«", "»":
	default:
		return 0, false
	}
	if k+1 < v.Len() && (c.SaidBy[v.Low[k+1]] || c.Say[v.Low[k+1]] && low != "“") {
		return -1, true // whatever it looks like
	}
	switch low {
	case "“", "``", "„", "«":
		return 1, true
	case "''", "»":
		return -1, true
	}
	q := v.Tok(k).Span
	before := k == 0 || v.Tok(k-1).Span.End < q.Start
	behind := k+1 >= v.Len() || v.Tok(k+1).Span.Start > q.End
	switch {
	case low == "”" && k > 0 && !before:
		return -1, true
	case before && !behind:
		return 1, true
	case behind && !before:
		return -1, true
	}
	return 0, true
}

// pair makes quotations of the marks. One that is never closed ends with its
// sentence, and one that was never opened starts with it.
func (s *speech) pair() {
	const end = int(^uint(0) >> 1)
	for k := 0; k < len(s.marks); k++ {
		m := s.marks[k]
		if m.side < 0 {
			s.quotes = append(s.quotes, quotation{m.si, m.si, -1, m.tok, -1})
			continue
		}
		q := quotation{m.si, m.si, m.tok, end, -1}
		if k+1 < len(s.marks) {
			if n := s.marks[k+1]; n.side <= 0 && n.si-m.si <= maxQuotation {
				q.to, q.end = n.si, n.tok
				k++
			}
		}
		s.quotes = append(s.quotes, q)
	}
}

// hearQuotations finds by whom each quotation is said: by whom the words behind
// or before it say, or else by who spoke last.
func (s *speech) hearQuotations() {
	for k := range s.quotes {
		q := &s.quotes[k]
		if q.voice = s.near(q.to, q.end, q.end+attributed); q.voice < 0 {
			if q.voice = s.near(q.from, q.start-attributed, q.start); q.voice < 0 && q.to+2 < len(s.bounds) {
				q.voice = s.near(q.to+1, -1, 1)
			}
		}
		if q.voice >= 0 {
			continue
		}
		for i := q.from; i >= 0 && i >= q.from-carried && q.voice < 0; i-- {
			for n := s.bounds[i+1] - 1; n >= s.bounds[i]; n-- {
				if cl := &s.claims[n]; cl.known && !cl.cite && (i < q.from || cl.own < q.start) {
					q.voice = n
					break
				}
			}
		}
	}
}

// near returns the claim of sentence i whose speech word stands between two of
// its tokens, by no source that is quoted; -1 when there is none.
func (s *speech) near(i, from, to int) int {
	for k := s.bounds[i]; k < s.bounds[i+1]; k++ {
		if cl := &s.claims[k]; cl.known && !cl.cite && from < cl.own && (cl.own <= to || to < from) {
			return k
		}
	}
	return -1
}

// Speakers returns by whom the words at byte at of r are said, outermost first,
// with the names that the report gives them; nil when r speaks in its own voice,
// or in a language without rules.
func (c *Coder) Speakers(r *text.Report, sc *Scratch, at int) []event.Speaker {
	w := &sc.w
	if set, err := c.set(r.Lang); err != nil || set == nil {
		return nil
	}
	w.c, w.r, w.trace = c, r, nil
	w.meet()
	for i := range r.Sentences {
		s := &r.Sentences[i]
		if s.Role != text.Body || s.Span.End <= at {
			continue
		}
		for k := range s.Tokens {
			if s.Tokens[k].Span.End <= at {
				continue
			}
			w.look(i)
			w.claims = w.speech.of(i)
			out := w.said(k, &match{})
			for n := range out {
				out[n].Name = w.called(&out[n])
			}
			return out
		}
	}
	return nil
}

// attribute settles the speakers of the events: an actor does not speak of his
// own act, unless he denies it, and everybody has the name that the report gives.
func (w *work) attribute() {
	for i := range w.out {
		e := &w.out[i]
		if src := w.source(e); src != nil && !slices.ContainsFunc(e.Claim, func(o event.Speaker) bool { return o.Name == src.Name }) {
			e.Claim = slices.Insert(e.Claim, 0, *src)
		}
		e.Claim = slices.DeleteFunc(e.Claim, func(s event.Speaker) bool { return s.Stance != event.Denies && w.acts(e, &s) })
		for k := range e.Claim {
			e.Claim[k].Name = w.called(&e.Claim[k])
		}
	}
	if w.trace == nil {
		return
	}
	for i := range w.trace.Sentences {
		said := w.trace.Sentences[i].Speakers
		for k := range said {
			said[k].Name = w.called(&said[k])
		}
	}
}

// source returns who the report has the event from although its own sentence
// does not say so: the outlet that the report cites near its beginning, or that
// it cites for what an actor of the event says. Nil for nobody.
func (w *work) source(e *event.Event) *event.Speaker {
	if e.Aux&event.Historical != 0 {
		return nil
	}
	s := &w.speech
	at := sort.Search(len(w.r.Sentences), func(i int) bool { return w.r.Sentences[i].Span.End > e.Sentence.Span.Start })
	first := true
	for k := range s.claims {
		cl := &s.claims[k]
		if !cl.known || !cl.cite {
			continue
		}
		if cl.si == at {
			return nil // its own sentence cites
		}
		if d := cl.si - at; d > 0 && (first && d <= leadReach && at == w.lead() || d <= tellerReach && w.cites(cl, e)) {
			return &cl.who
		}
		first = false
	}
	return nil
}

// How many sentences before the citation of an outlet lies what is its as well:
// the lead of the report, and what an actor does whom it quotes. Chosen on
// annotated reports, where farther ones are more often the report's own.
const (
	leadReach   = 4
	tellerReach = 8
)

// lead returns the index of the sentence that opens the report, -1 for none.
func (w *work) lead() int {
	return slices.IndexFunc(w.r.Sentences, func(s text.Sentence) bool { return s.Role == text.Body && len(s.Tokens) > 0 })
}

// cites reports whether the claim quotes somebody who is an actor of the event
// or speaks of it.
func (w *work) cites(cl *claim, e *event.Event) bool {
	s := &w.speech
	match := func(o *event.Speaker) bool {
		return w.acts(e, o) || slices.ContainsFunc(e.Claim, func(c event.Speaker) bool { return c.Name == o.Name })
	}
	for k := s.bounds[cl.si]; k < s.bounds[cl.si+1]; k++ {
		if o := &s.claims[k]; o.known && !o.cite && match(&o.who) {
			return true
		}
	}
	return false
}

// acts reports whether the speaker is an actor of the event.
func (w *work) acts(e *event.Event, s *event.Speaker) bool {
	key := w.speech.keys[s.Name]
	for _, p := range e.Actors {
		if w.cue.Me[strings.ToLower(p.Text)] {
			return true
		}
		if key != "" && p.Entity == key || p.Span == s.Span || p.How == "we: "+s.Name || p.How == "pronoun for "+s.Name {
			return true
		}
	}
	return false
}

// called returns the fullest name that the report gives the speaker.
func (w *work) called(s *event.Speaker) string {
	key := w.speech.keys[s.Name]
	if !strings.HasPrefix(key, "person:") && !strings.HasPrefix(key, "outlet:") {
		return s.Name
	}
	best := ""
	for i := range w.r.Sentences {
		if len(w.r.Sentences[i].Tokens) == 0 || w.r.Sentences[i].Role != text.Body {
			continue
		}
		for k := range w.cast.of(i) {
			m := &w.cast.of(i)[k]
			if m.key != key || m.call[1] == 0 {
				continue
			}
			t := w.r.Sentences[i].Tokens
			name := strings.Join(strings.Fields(w.r.Slice(text.Span{Start: t[m.call[0]].Span.Start, End: t[m.call[1]-1].Span.End})), " ")
			if len(name) > len(best) {
				best = name
			}
		}
	}
	if best == "" {
		return s.Name
	}
	return best
}
