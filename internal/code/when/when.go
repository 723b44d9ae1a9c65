// Package when reads the time expressions of a sentence ("Kamis (19/6/2025)",
// "akhir tahun ini", "two weeks ago") into intervals of days with a grain,
// reckoned from the report's day of publication. It does not decide which
// expression dates which event, and it reads no holidays, no other calendars
// and no time of day.
package when

import (
	"sort"

	"kabar/internal/event"
	"kabar/internal/text"
)

// Found is one time expression. Its interval has zero days and an unknown
// grain where the words do not give one: relative words in a report without a
// day of publication, durations, habits.
type Found struct {
	event.When
	From, To  int  // tokens [From,To) of the sentence that the words touch
	Ambiguous bool // another reading is about as likely: "6/7/2025" in English, a weekday that contradicts its date
	Source    bool // in a line that names a source: "dikutip dari X, Kamis (19/6)"; see DESIGN.md
	Duration  bool // how long, not when: "selama tiga hari", "for two weeks"
	Habit     bool // again and again: "setiap Senin", "every Friday"
	Since     bool // from then on: "sejak 2014"
}

// Anchors of event.When.
const (
	fromPublished = "published"
	fromText      = "text"
	fromNothing   = "none"
)

// The reach, in pieces, of looking around an expression.
const (
	leftReach   = 30 // for words that tell the tense, before it
	rightReach  = 20 // and behind it
	sourceReach = 16 // for words of a source line
	maxList     = 6  // members of "Juni, Juli dan Agustus"
)

// Find appends the time expressions of s to buf, sorted by place and without
// overlaps, and returns it. Spans are in r.Text. A language without a grammar
// has none. Where the expression has no direction of its own ("Sabtu", "17
// Juni", "in May"), the nearest word of tense in its clause decides, by default
// the past: see DESIGN.md.
func (g *Grammar) Find(lang string, r *text.Report, s *text.Sentence, buf []Found) []Found {
	l := g.languages[lang]
	if l == nil || s.Span.Start < 0 || s.Span.End > len(r.Text) || s.Span.Start >= s.Span.End {
		return buf
	}
	var room [stackPieces]piece
	sc := scan{language: l, freeAt: -1, doc: r.Text, ps: l.lex(r.Text, s.Span, room[:0])}
	lead := -1 // first piece of a time of day that a date may follow
	for i := 0; i < len(sc.ps); {
		a, ok := sc.match(i)
		if !ok {
			if lead >= 0 && !sc.bridge(i) {
				lead = -1
			}
			i++
			continue
		}
		if a.op == opClock {
			if lead < 0 {
				lead = i
			}
			i = a.last + 1
			continue
		}
		if a.op == opSkip || a.op == opNow {
			lead = -1
			i = a.last + 1
			continue
		}
		f, next, ok := sc.read(a, r.Published, s)
		if ok {
			first := sc.opening(a.first)
			if lead >= 0 {
				first = lead
			}
			next = sc.tail(next)
			f.Span = text.Span{Start: int(sc.ps[first].start), End: int(sc.ps[next-1].end)}
			f.Text = r.Text[f.Span.Start:f.Span.End]
			f.From, f.To = tokens(s, f.Span)
			buf = append(buf, f)
		}
		lead = -1
		i = next
	}
	return buf
}

// bridge reports whether piece i may stand between a time of day and its date.
func (s *scan) bridge(i int) bool {
	return s.is(i, s.prep) || s.is(i, cComma) || s.is(i, cOpen)
}

// tail returns the end of an expression whose last date piece is before next:
// it takes in times of day, time zones and the bracket that closes.
func (s *scan) tail(next int) int {
	for n := 0; n < maxList; n++ {
		at := next
		// "20 Oktober 2024 mendatang", "25 September kemarin"
		if s.is(at, cAgo) || s.is(at, cOffset) {
			next++
			continue
		}
		if s.is(at, cComma) || s.is(at, cOpen) {
			at++
		}
		a, ok := s.match(at)
		if !ok || a.op != opClock {
			return next
		}
		next = a.last + 1
		if at > 0 && s.is(at-1, cOpen) && s.is(next, cClose) {
			next++
		}
	}
	return next
}

// opening returns the first piece of an expression that begins at piece i, with
// the words before it that bound it: "sejak", "between", "for the".
func (s *scan) opening(i int) int {
	first := i
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		switch {
		case s.is(k, cSince), s.is(k, cUntil), s.is(k, cFrom), s.is(k, cBetween), s.is(k, cEach), s.is(k, cLasting):
			return k
		case s.is(k, cApprox):
			first = k
		case s.is(k, s.prep), s.is(k, cAnd):
		default:
			return first
		}
	}
	return first
}

// bound returns the word that opens the expression at piece i, cNone for none.
func (s *scan) bound(i int) class {
	k := s.opening(i)
	if k == i {
		return cNone
	}
	for _, c := range [...]class{cSince, cBetween, cFrom, cUntil, cEach, cLasting} {
		if s.is(k, c) {
			return c
		}
	}
	return cNone
}

// read resolves atom a and what is joined to it, and returns the piece behind
// the last that it used. ok is false when the words are no time after all.
func (s *scan) read(a atom, pub text.Day, sent *text.Sentence) (f Found, next int, ok bool) {
	next = a.last + 1
	f.Anchor = fromNothing
	bound := s.bound(a.first)
	switch {
	case a.op == opLasting, bound == cLasting && a.op == opShift && a.dir == 0:
		f.Duration = true
		return f, next, true
	case a.op == opHabit, bound == cEach:
		f.Habit = true
		return f, next, true
	}
	f.Duration, f.Since = bound == cLasting, bound == cSince
	t := s.tense(a.first, a.last, sent)
	one, ok := resolve(&a, pub, t)
	if !ok {
		return f, next, false
	}
	if a.op == opWithin && t != future {
		f.Duration = true
		return f, next, true
	}
	joined := false
	last := a
	for n := 0; n < maxList; n++ {
		b, whole, ok := s.join(&a, &last, &one, next, bound, pub, t)
		if !ok {
			break
		}
		one, last, next, joined = whole, b, b.last+1, true
	}
	if one.Start.Known() && !joined && pub.Known() {
		switch {
		case bound == cSince || bound == cFrom && a.dir != dirNext && t != future:
			if one.Start <= pub && bound == cSince {
				one.End = pub
			}
		case bound == cUntil && one.End >= pub:
			one.Start = pub
		}
	}
	f.Interval, f.Ambiguous = one.Interval, one.ambiguous
	switch {
	case !one.Start.Known():
	case one.absolute:
		f.Anchor = fromText
	default:
		f.Anchor = fromPublished
	}
	f.Source = one.Grain == event.DayGrain && s.source(a.first)
	return f, next, true
}

// join reads "… to B" and "… and B" behind an expression that begins with a and
// whose last member is last. A list is joined where its members touch, a range
// in any case.
func (s *scan) join(a, last *atom, one *reading, at int, bound class, pub text.Day, t tense) (b atom, whole reading, ok bool) {
	span := false // a range
	dash := false
	list := false
	switch {
	case s.is(at, cTo), s.is(at, cDash) && s.ps[at].mark != '-':
		span, dash = true, s.is(at, cDash)
	case s.is(at, cUntil):
		span = true
	case s.is(at, cAnd):
		span = bound == cBetween
		list = !span
	case s.is(at, cComma):
		list = true
	default:
		return b, whole, false
	}
	s.free = true
	defer func() { s.free = false }()
	k := at + 1
	if list && s.is(at, cComma) && s.is(k, cAnd) {
		k++
	}
	if b, ok = s.match(k); !ok {
		if !s.is(k, s.prep) {
			return b, whole, false
		}
		if b, ok = s.match(k + 1); !ok {
			return b, whole, false
		}
	}
	if b.op == opNow {
		if !span || !pub.Known() || one.Start > pub || !one.Start.Known() {
			return b, whole, false
		}
		whole = *one
		whole.End = pub
		return b, whole, true
	}
	if kindOf(b.op) == 0 || kindOf(b.op) != kindOf(last.op) || list && (b.op != last.op || b.op == opDate && s.is(at, cComma)) {
		return b, whole, false
	}
	if dash && kindOf(b.op) != kindDay && b.year[0] == 0 && a.year[0] != 0 {
		return b, whole, false
	}
	ab := *a
	if ab.year[0] == 0 && b.year[0] != 0 && (ab.op == opDate || ab.op == opMonth) {
		ab.year[0] = b.year[0]
	} else if b.year[0] == 0 && ab.year[0] != 0 && (b.op == opDate || b.op == opMonth) {
		b.year[0] = ab.year[0]
	}
	if !pub.Known() && !(absolute(&ab) && absolute(&b)) {
		return b, reading{}, true
	}
	// The member that is nearest publication is read first, the other from it.
	var ra, rb reading
	oka, okb := true, true
	switch {
	case last.first != a.first:
		ra = *one
		rb, okb = resolve(&b, pub, t)
		if !absolute(&b) && rb.Start < ra.Start {
			rb, okb = resolve(&b, ra.End, future)
		}
	case t == future:
		ra, oka = resolve(&ab, pub, t)
		rb, okb = resolve(&b, pub, t)
		if bare(&b) && rb.Start < ra.Start {
			rb, okb = resolve(&b, ra.End, future)
		}
	default:
		rb, okb = resolve(&b, pub, t)
		ra, oka = resolve(&ab, pub, t)
		if bare(&ab) && ra.Start > rb.Start {
			ra, oka = resolve(&ab, rb.Start, past)
		} else if list && bare(&ab) && bare(&b) && ab.op == opMonth && rb.Start > ra.End+1 {
			ra, oka = resolve(&ab, rb.Start, past)
		}
	}
	if !oka || !okb || rb.End < ra.Start || rb.Start < ra.Start {
		return b, whole, false
	}
	if list && rb.Start > ra.End+1 {
		s.freeAt = b.first // "March and October": read by itself
		return b, whole, false
	}
	whole = ra
	whole.End = max(ra.End, rb.End)
	if span && b.part[0] == partMid && b.op == opYear {
		whole.End = months(int(b.year[0]), 7, 0) - 1
	}
	whole.Grain = min(ra.Grain, rb.Grain)
	whole.absolute = ra.absolute && rb.absolute
	whole.ambiguous = ra.ambiguous || rb.ambiguous
	return b, whole, true
}

// bare reports whether a takes its direction from the tense.
func bare(a *atom) bool {
	return (a.op == opWeekday || a.op == opMonth || a.op == opDate) && a.year[0] == 0 && a.dir == 0
}

// The kinds of expression that can be joined with one another.
const (
	kindDay = iota + 1
	kindMonth
	kindYear
)

func kindOf(o op) int {
	switch o {
	case opDate, opWeekday, opDayOf, opOffset:
		return kindDay
	case opMonth:
		return kindMonth
	case opYear, opDecade:
		return kindYear
	}
	return 0
}

// tense looks for the word that puts the clause of pieces first to last into
// the past or the future: the nearest before it, else the nearest behind it.
func (s *scan) tense(first, last int, sent *text.Sentence) tense {
	verb := false // its clause's verb stands before the time
	for k := first - 1; k >= 0 && k >= first-leftReach; k-- {
		if s.ps[k].kind == mark && s.ps[k].mark == ';' {
			break
		}
		if t := s.cue(k, sent); t != neutral {
			return t
		}
		if t := s.token(k, sent); t != nil && t.POS == text.VERB {
			verb = true
		}
	}
	for k := last + 1; k < len(s.ps) && k <= last+rightReach; k++ {
		if s.ps[k].kind == mark && s.ps[k].mark == ';' || verb && s.subordinates(k, sent) {
			break
		}
		if t := s.cue(k, sent); t != neutral {
			return t
		}
	}
	return neutral
}

// cue returns the tense that piece k tells, by the lexicon or else by the
// features of its token.
func (s *scan) cue(k int, sent *text.Sentence) tense {
	p := &s.ps[k]
	if p.kind != word {
		return neutral
	}
	switch {
	case s.is(k, cFuture):
		return future
	case s.is(k, cPast):
		return past
	}
	t := s.token(k, sent)
	if t == nil {
		return neutral
	}
	if (t.POS == text.VERB || t.POS == text.AUX) && t.Feat("Tense") == "Past" && t.Feat("VerbForm") == "Fin" {
		return past
	}
	return neutral
}

// subordinates reports whether piece k opens a clause below another.
func (s *scan) subordinates(k int, sent *text.Sentence) bool {
	t := s.token(k, sent)
	return t != nil && t.POS == text.SCONJ
}

// token returns the token that piece k stands in, nil for none.
func (s *scan) token(k int, sent *text.Sentence) *text.Token {
	i := sort.Search(len(sent.Tokens), func(i int) bool { return sent.Tokens[i].Span.End > int(s.ps[k].start) })
	if i == len(sent.Tokens) {
		return nil
	}
	return &sent.Tokens[i]
}

// source reports whether the expression at piece i dates a quotation: it
// follows a comma or a word of citing, and such a word stands shortly before.
func (s *scan) source(i int) bool {
	if s.is(i-1, s.prep) {
		i--
	}
	if !s.is(i-1, cComma) && !s.is(i-1, cCite) {
		return false
	}
	for k := i - 1; k >= 0 && k >= i-sourceReach; k-- {
		if s.is(k, cCite) {
			return true
		}
	}
	return false
}

// tokens returns the range of the tokens of s that touch span.
func tokens(s *text.Sentence, span text.Span) (from, to int) {
	from = sort.Search(len(s.Tokens), func(i int) bool { return s.Tokens[i].Span.End > span.Start })
	to = from
	for to < len(s.Tokens) && s.Tokens[to].Span.Start < span.End {
		to++
	}
	return from, to
}
