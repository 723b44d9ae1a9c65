package code

import (
	"slices"
	"strconv"
	"strings"

	"kabar/internal/code/belief"
	"kabar/internal/code/when"
	"kabar/internal/event"
	"kabar/internal/text"
)

// tale is what is known of one telling when its time is looked for in other
// sentences.
type tale struct {
	sentence int
	frame    string
	quoted   bool
	before   bool   // words say that it lies back: "sebelumnya", "earlier"
	habit    bool   // or that it is done again and again
	definite bool   // a noun for what was told before: "penangkapan itu"
	own      int    // usable times of its own sentence
	noun     bool   // a noun tells it
	actor    string // how well its actor is named
	clause   string // what its clause hangs on
	depth    int    // clauses that hold it
	done     bool   // words say that it is over: "telah", "had"
	self     bool   // its actor is who tells it
}

// scene is what a time expression stands beside.
type scene struct {
	sentence int
	speech   bool     // in or beside the attribution of a statement
	speakers []string // of that statement
	happens  bool     // of a clause that only says when: "terjadi pada Selasa"
	names    []string // who is named in its sentence
	kin      []string // and of which country and sector they are
	near     []told   // the acts of its sentence, the nearest first
	repeats  int      // how often the report names the same days
	first    bool     // the first time of the report
}

// told is one act of a sentence, for scenes.
type told struct {
	frame string
	typ   event.Type
	sides string // its actors, as side gives them
}

// usable reports whether f is a time that an event can have. Without a day of
// publication its days may be unknown.
func usable(f *when.Found) bool {
	return !f.Duration && !f.Habit && (f.Start.Known() || f.Anchor == "none")
}

// timeReach is how many sentences away from its event a time may stand that is
// no statement's.
const timeReach = 12

// telling makes the telling of e by match x, with the times of its sentence.
func (w *work) telling(e *event.Event, x *match) telling {
	t := telling{Event: *e, names: w.namesOf(e, x), heard: w.heardOf(e, x), si: w.si, marks: [][]belief.Mark{w.marks(e, x)}, plain: e.Aux}
	t.tale = tale{sentence: w.si, frame: x.frame, quoted: w.speech.quoted(w.si, x.Head) != nil}
	for k := max(0, x.Head-earlierReach); k < min(w.v.Len(), x.Head+earlierReach); k++ {
		if t.tale.before = w.cue.Earlier[w.v.Low[k]] && !w.eventBetween(min(k, x.Head), max(k, x.Head)); t.tale.before {
			break
		}
	}
	hang := x.Head
	if x.light >= 0 {
		hang = x.light
	}
	t.tale.depth = w.clausesAbove(hang)
	t.tale.clause = w.v.Tok(w.v.Clause(hang)).BaseRel()
	for _, s := range e.Claim {
		for _, a := range e.Actors {
			t.tale.self = t.tale.self || s.Span == a.Span || s.Name != "" && s.Name == a.Text
		}
	}
	for k := max(0, hang-habitReach); k < hang; k++ {
		t.tale.done = t.tale.done || w.cue.Done[w.v.Low[k]]
	}
	for k := max(0, x.Head-habitReach); k < x.Head; k++ {
		t.tale.habit = t.tale.habit || w.cue.Habit[w.v.Low[k]]
	}
	t.tale.noun = w.v.Tok(x.Head).POS == text.NOUN
	t.tale.actor = w.named(e.Actors, x.actors)
	if t.tale.noun {
		t.tale.definite = x.To < w.v.Len() && w.cue.DefiniteAfter[w.v.Low[x.To]] || x.From > 0 && w.cue.DefiniteBefore[w.v.Low[x.From-1]]
	}
	for k := range w.times {
		if usable(&w.times[k]) {
			t.tale.own++
		}
	}
	lead := x // of several days, what leads to it has its day
	if k := w.m.at(w.leading(x.Head), false); k >= 0 && w.m.ms[k].typ == x.typ && t.tale.own > 1 {
		lead = &w.m.ms[k]
	}
	for k := range w.times {
		if f := &w.times[k]; usable(f) {
			when := f.When
			if over := e.Aux&event.Future == 0 && w.perfect(w.leading(x.Head)); !over && !w.spokenOf(f, x.Head) { // "may have sent"
				when = w.ahead(when, e.Aux)
			}
			w.markBuf = w.timeMarks(&t, lead, k, when, w.markBuf[:0])
			t.times = append(t.times, w.timeChoice(when))
		}
	}
	return t
}

// leading returns the verb whose outcome participle i tells, i where it tells
// none: "bombed" for "sinking" in "bombed the port, killing two and sinking a ship".
func (w *work) leading(i int) int {
	for k, d := i, 0; d < maxAdjunct; d++ {
		h := w.v.Head(k)
		if h < 0 || h > k || w.v.Tok(k).Feat("VerbForm") != "Part" {
			break
		}
		switch rel := w.v.Tok(k).BaseRel(); {
		case rel == "advcl" && w.v.Trails(k):
			return h
		case rel != "conj":
			return i
		}
		k = h
	}
	return i
}

// The reach of words that put an act back in time and that make it a habit.
const (
	earlierReach = 8
	habitReach   = 4
)

// timeMarks returns the marks of time k of the sentence, read as t, as the
// time of the act that x tells in the same sentence.
func (w *work) timeMarks(tell *telling, x *match, k int, t event.When, out []belief.Mark) []belief.Mark {
	f := &w.times[k]
	kind := "deed"
	if verbal(tell.Type) {
		kind = "statement"
	}
	add := func(name, value string) { out = append(out, belief.Mark{Name: w.joined("here ", name), Value: value}) }
	yes := func(name string, on bool) {
		if on {
			add(name, kind)
		}
	}
	at := x.Head
	d := w.distance(f.From, at)
	if x.light >= 0 {
		d = min(d, w.distance(f.From, x.light))
	}
	add("is", kind)
	add("distance", bucket(d, 2, 5, 9, 15, 25, 40))
	add("words", bucket(max(f.From-at, at-f.To), 2, 5, 9, 15, 25))
	order := "behind"
	if f.To <= at {
		order = "before"
	}
	if f.From > 0 && w.v.Low[f.From-1] == "," || f.From > 1 && w.v.Tok(f.From-1).POS == text.ADP && w.v.Low[f.From-2] == "," {
		order += " comma"
	}
	if f.To < w.v.Len() && w.v.Low[f.To] == "," {
		order += ", comma"
	}
	add("order", order)
	yes("opens", f.From < 3)
	yes("closes", f.To >= w.v.Len()-2)
	head := f.From
	for i := f.From; i < f.To; i++ {
		if h := w.v.Head(i); h < f.From || h >= f.To {
			head = i
			break
		}
	}
	add("tree", w.treePath(head, x))
	add("tree of "+kind, w.treePath(head, x))
	if h := w.v.Head(head); h >= 0 && h != at && (w.v.Tok(h).POS == text.NOUN || w.v.Tok(h).POS == text.PROPN) {
		under := "noun"
		if w.tells(h) {
			under = "act"
		} else if mentionAt(w.ms, h) >= 0 {
			under = "name"
		}
		add("under", under+" "+t.Grain.String())
	}
	add("grain "+order, t.Grain.String())
	rivals := 0
	for j := range w.m.ms {
		if y := &w.m.ms[j]; !y.dead && y.typ != event.NoType && y.Head != at && w.distance(f.From, y.Head) < d {
			rivals++
		}
	}
	add("nearer acts", strconv.Itoa(min(rivals, 2)))
	others, nearer := 0, 0
	for j := range w.times {
		if g := &w.times[j]; j != k && usable(g) {
			others++
			if w.distance(g.From, at) < d {
				nearer++
			}
		}
	}
	add("other times", strconv.Itoa(min(others, 2)))
	add("nearer times", strconv.Itoa(min(nearer, 2)))
	yes("of an attribution", w.reported(f.From, f.To, at))
	yes("source line", f.Source)
	if f.Source || w.spokenBeside(f, nil) {
		in := "outside"
		for _, cl := range w.claims {
			if cl.from <= at && at < cl.to && cl.own != at {
				in = "said"
			}
		}
		add("day of a speech, "+kind, in)
	}
	said, act := w.speech.quoted(w.si, f.From), w.speech.quoted(w.si, at)
	yes("quoted", said != nil)
	if said != act {
		add("quotation between", kind)
	}
	if w.v.Tok(at).POS == text.VERB {
		add("act", "verb "+order)
	} else {
		add("act", "noun "+order)
	}
	return w.commonMarks("here ", kind, tell, t, f.Since, out)
}

// commonMarks returns the marks that a time has by itself and with what the
// event is, wherever it stands.
func (w *work) commonMarks(where, kind string, tell *telling, t event.When, since bool, out []belief.Mark) []belief.Mark {
	add := func(name, value string) { out = append(out, belief.Mark{Name: w.joined(where, name), Value: value}) }
	add("grain", t.Grain.String())
	age := "unknown"
	if w.r.Published.Known() {
		age = bucket(int(w.r.Published-t.End), -1, 0, 1, 7, 30, 366)
	}
	add("age", age)
	add("age of "+kind, age)
	mood := "told"
	switch {
	case tell.plain&event.Future != 0:
		mood = "future"
	case tell.plain&event.Hypothetical != 0:
		mood = "hypothetical"
	case tell.plain&event.Negated != 0:
		mood = "negated"
	}
	if w.r.Published.Known() && t.End > w.r.Published {
		mood += ", ahead"
	}
	add("mood", mood)
	if tell.tale.noun {
		add("act noun", kind)
	}
	add("act clause, "+kind, tell.tale.clause)
	add("act depth, "+kind, strconv.Itoa(min(tell.tale.depth, 3)))
	if tell.tale.done {
		add("act done", kind)
	}
	if tell.tale.self {
		add("act self", kind)
	}
	add("actor as, "+kind, tell.tale.actor)
	add("actor sector, "+kind, orNone(string(lead(tell.Actors).Sector)))
	add("speakers, "+kind, strconv.Itoa(min(len(tell.Claim), 2)))
	add("mode", tell.Type.String()+" "+orNone(tell.Mode))
	if since {
		add("since", kind)
	}
	if tell.tale.before {
		add("act before", kind+" "+age)
	}
	if tell.tale.habit {
		add("act habit", kind)
	}
	if tell.tale.quoted {
		add("act quoted", kind)
	}
	return out
}

// treePath says how the tree joins the time at token i to the act of x.
func (w *work) treePath(i int, x *match) string {
	h := w.v.Head(i)
	c := w.v.Clause(i)
	act := w.v.Clause(x.Head)
	is := func(j int) bool { return j == x.Head || x.light >= 0 && j == x.light }
	switch {
	case is(h):
		return "direct"
	case is(c):
		return "clause"
	case c == act:
		return "clause of it"
	case w.v.Under(x.Head, c) && w.tells(c):
		return "act above"
	case w.v.Under(x.Head, c):
		return "above"
	case w.v.Under(c, x.Head) && w.tells(c):
		return "act below"
	case w.v.Under(c, x.Head):
		return "below"
	case w.tells(c):
		return "act beside"
	}
	return "beside"
}

// spokenOf reports whether time f stands in or beside an attribution of what
// token at tells: the day of such a speech lies in the past.
func (w *work) spokenOf(f *when.Found, at int) bool {
	for k := range w.claims {
		if cl := &w.claims[k]; cl.says(at) && w.dates(f, cl) {
			return true
		}
	}
	return false
}

// spokenBeside reports whether time f stands in or beside an attribution of the
// sentence, and notes in s, where it is not nil, whose.
func (w *work) spokenBeside(f *when.Found, s *scene) bool {
	found := false
	for k := range w.claims {
		cl := &w.claims[k]
		if !w.dates(f, cl) {
			continue
		}
		found = true
		if s != nil {
			s.speakers = append(s.speakers, w.ms[cl.mention].name)
		}
	}
	return found
}

// dates reports whether time f stands so near to the speech word of claim cl that
// it may be its day.
func (w *work) dates(f *when.Found, cl *claim) bool {
	if cl.mention < 0 || w.ms[cl.mention].kind == mOutlet {
		return false
	}
	near := f.To <= cl.own && cl.own-f.To <= speechReach || f.From > cl.own && f.From-cl.ownTo <= speechReach
	return near || f.Source && f.From > cl.own
}

// setScenes notes what the times of the sentence stand beside.
func (w *work) setScenes() {
	base := w.timeBounds[w.si]
	for k := range w.times {
		f := &w.times[k]
		if !usable(f) {
			continue
		}
		s := scene{sentence: w.si}
		s.speech = w.spokenBeside(f, &s) || f.Source
		for j := range w.ms {
			if m := &w.ms[j]; m.name != "" && !m.unknown() {
				s.names = append(s.names, m.name)
				s.kin = append(s.kin, m.country+string(m.sector))
			}
		}
		c := w.v.Clause(f.From)
		s.happens = w.cue.Happen[w.v.Low[c]] || w.cue.Happen[w.v.Tok(c).Lemma]
		type near struct {
			told
			d int
		}
		var list []near
		for j := range w.m.ms {
			y := &w.m.ms[j]
			if y.typ == event.NoType || y.dead && !y.told && len(y.actors)+len(y.targets) > 0 {
				continue
			}
			n := near{told: told{frame: y.frame, typ: y.typ}, d: w.distance(f.From, y.Head)}
			if y.told {
				n.sides = side(w.parties(y.actors, nil))
			}
			list = append(list, n)
		}
		slices.SortStableFunc(list, func(a, b near) int { return a.d - b.d })
		for _, n := range list {
			s.near = append(s.near, n.told)
		}
		w.scenes[base+k] = s
	}
}

// weighTimes gives the telling the times of the other sentences, and each of
// its times its probability, and takes the likeliest.
func (w *work) weighTimes(t *telling, days int) {
	last := -1 // the last time before its sentence
	for k := range w.allTimes {
		if usable(&w.allTimes[k]) && w.scenes[k].sentence < t.tale.sentence {
			last = k
		}
	}
	for k := range w.allTimes {
		f := &w.allTimes[k]
		s := &w.scenes[k]
		if !usable(f) || s.sentence == t.tale.sentence {
			continue
		}
		if n := s.sentence - t.tale.sentence; !s.speech && s.sentence > 1 && (n > timeReach || n < -timeReach) {
			continue
		}
		when := f.When
		if over := t.Aux&event.Future == 0 && t.tale.done; !over && !s.speech {
			when = w.ahead(when, t.Aux)
		}
		w.markBuf = w.farMarks(t, k, when, k == last, days, w.markBuf[:0])
		t.times = append(t.times, w.timeChoice(when))
	}
	w.take(t)
}

// timeChoice weighs a time by the marks in markBuf, and keeps them for a trace.
func (w *work) timeChoice(when event.When) TimeChoice {
	c := TimeChoice{When: when, P: w.c.times.Weigh(w.markBuf)}
	if w.trace != nil {
		c.Marks = slices.Clone(w.markBuf)
	}
	return c
}

// joined returns a followed by b, made once.
func (w *work) joined(a, b string) string {
	key := [2]string{a, b}
	s, ok := w.joins[key]
	if !ok {
		if w.joins == nil {
			w.joins = map[[2]string]string{}
		}
		s = a + b
		w.joins[key] = s
	}
	return s
}

// countTimes notes how often each time of the report is told and which comes
// first, and returns how many days the report names.
func (w *work) countTimes() (days int) {
	told := make(map[event.Interval]int, len(w.allTimes))
	first := true
	for k := range w.allTimes {
		f := &w.allTimes[k]
		if !usable(f) {
			continue
		}
		if told[f.Interval] == 0 && f.Grain == event.DayGrain {
			days++
		}
		told[f.Interval]++
		w.scenes[k].first, first = first, false
	}
	for k := range w.allTimes {
		w.scenes[k].repeats = told[w.allTimes[k].Interval]
	}
	return days
}

// farMarks returns the marks of time k of the report, read as t, as the time of
// an event that another sentence tells; last says that no other time stands
// between them, days how many days the report names.
func (w *work) farMarks(tell *telling, k int, t event.When, last bool, days int, out []belief.Mark) []belief.Mark {
	f, s := &w.allTimes[k], &w.scenes[k]
	kind := "deed"
	if verbal(tell.Type) {
		kind = "statement"
	}
	add := func(name, value string) { out = append(out, belief.Mark{Name: w.joined("far ", name), Value: value}) }
	steps := s.sentence - tell.tale.sentence
	away := "behind " + bucket(steps, 1, 3, 6)
	if steps < 0 {
		away = "before " + bucket(-steps, 1, 3, 6)
	}
	add("is", kind)
	add("away", away)
	add("away of "+kind, away)
	if tell.tale.sentence <= 1 {
		add("act in the lead", kind)
	}
	if s.sentence <= 1 {
		add("time in the lead", kind)
	}
	speech := "none"
	if s.speech {
		speech = "of nobody"
		if len(s.speakers) > 0 {
			speech = "of another"
		}
		for _, name := range tell.names {
			if slices.Contains(s.speakers, name) {
				speech = "of the same"
			}
		}
		if f.Source {
			speech += ", source line"
		}
	}
	add("speech of "+kind, speech)
	add("speech, days", speech+" "+strconv.Itoa(min(days, 3)))
	known := "absent"
	for _, a := range tell.Actors {
		if slices.Contains(s.kin, a.Country+string(a.Sector)) {
			known = "alike"
		}
	}
	for _, name := range tell.names {
		if slices.Contains(s.names, name) {
			known = "named"
			break
		}
	}
	if len(tell.Actors) == 0 {
		known += ", nobody"
	}
	add("actor of "+kind, known)
	add("actor, speech", known+" "+speech)
	actors := side(tell.Actors)
	beside := "nothing"
	for i := range s.near {
		o := &s.near[i]
		v := ""
		switch {
		case o.frame == tell.tale.frame:
			v = "same frame"
		case o.typ == tell.Type:
			v = "same type"
		case o.sides != "" && o.sides == actors:
			v = "same actors"
		default:
			if i == 0 {
				beside = "other act"
			}
			continue
		}
		if i == 0 {
			v += " nearest"
		}
		if o.sides != "" && o.sides == actors && v[:5] != "same a" {
			v += ", same actors"
		}
		beside = v
		break
	}
	add("beside of "+kind, beside)
	add("beside", beside)
	if s.happens {
		add("happens", kind+" "+bucket(max(steps, -steps), 1, 3))
	}
	add("days of "+kind, strconv.Itoa(min(days, 4)))
	if last {
		add("last before", kind)
	}
	if s.first {
		add("first", kind)
	}
	add("told", strconv.Itoa(min(s.repeats, 3)))
	add("own times of "+kind, strconv.Itoa(min(tell.tale.own, 2)))
	if tell.tale.definite {
		add("act definite", kind)
	}
	add("type", tell.Type.String())
	return w.commonMarks("far ", kind, tell, t, f.Since, out)
}

// take gives the event the likeliest of its times, none where none is likely
// enough, and the aux mode that follows from it.
func (w *work) take(t *telling) {
	t.Time, t.Aux = nil, t.plain
	best := -1
	for k := range t.times {
		if p := t.times[k].P; p >= w.c.times.Least() && (best < 0 || p > t.times[best].P) {
			best = k
		}
	}
	if best >= 0 {
		when := t.times[best].When
		t.Time = &when
	}
	w.history(&t.Event)
}

// date takes the time of each event from all its tellings.
func (w *work) date() {
	for i := range w.told {
		w.take(&w.told[i])
	}
}

// ahead moves the time of an act that is still to come, but was read as past,
// to the next such month or weekday: "may send more soldiers in September". A
// phrase with a number or with a word for the past keeps its time.
func (w *work) ahead(t event.When, aux event.Aux) event.When {
	if aux&(event.Future|event.Hypothetical) == 0 || aux&event.Historical != 0 || t.Anchor != "published" ||
		!t.End.Known() || t.End >= w.r.Published || strings.ContainsAny(t.Text, "0123456789") {
		return t
	}
	for _, word := range strings.Fields(strings.ToLower(t.Text)) {
		if w.cue.Gone[word] {
			return t
		}
	}
	switch t.Grain {
	case event.Month:
		y, m, d := t.Start.Date()
		t.Start = text.NewDay(y+1, m, d)
		y, m, _ = t.End.Date()
		t.End = text.NewDay(y+1, m+1, 0)
	case event.DayGrain:
		if t.Start == t.End && w.r.Published-t.Start <= 7 {
			t.Start, t.End = t.Start+7, t.End+7
		}
	}
	return t
}
