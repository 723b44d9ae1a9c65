package code

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sort"
	"strings"
	"sync"

	"kabar/internal/code/belief"
	"kabar/internal/code/contexts"
	"kabar/internal/code/count"
	"kabar/internal/code/cue"
	"kabar/internal/code/rule"
	"kabar/internal/code/tree"
	"kabar/internal/code/when"
	"kabar/internal/code/where"
	"kabar/internal/event"
	"kabar/internal/know"
	"kabar/internal/text"
)

// Coder turns analysed reports into events. It is safe for use by many
// goroutines, each with its own Scratch. The rules of a language are read when
// it is first met.
type Coder struct {
	know   *know.Base
	layers []rule.Layer
	rules  map[string]*lazySet
	cues   map[string]*cue.Words
	when   *when.Grammar
	count  *count.Grammar
	trust  *belief.Model // in events
	times  *belief.Model // in their times
	// parties weighs participants that the words leave out.
	parties *belief.Model
	why     map[string]*contexts.Words // words for contexts, by language
	// divisions are the words for kinds of divisions, by language.
	divisions map[string]*where.Words
}

// lazySet is the rules of one language, read once.
type lazySet struct {
	once sync.Once
	set  *rule.Set
	err  error
}

// New returns a coder with the data of the first layer, which is rooted at the
// data folder, with the rules of those over it, and with what load returns.
// Since load takes its time, the rest is read beside it: the lexicons, and
// meanwhile rules, those of the language first before others; "" is no
// particular one. New fails when load does, and on broken lexicons; broken rules
// are told by Open.
func New(load func() (*know.Base, error), layers []rule.Layer, first string) (*Coder, error) {
	type loaded struct {
		base *know.Base
		err  error
	}
	done := make(chan loaded, 1)
	go func() {
		b, err := load()
		done <- loaded{b, err}
	}()
	c, err := withoutKnowledge(layers)
	_ = c.Open(first) // told again when it is asked for
	for _, lang := range slices.Sorted(maps.Keys(c.rules)) {
		if len(done) > 0 {
			break
		}
		_ = c.Open(lang)
	}
	l := <-done
	if err := errors.Join(l.err, err); err != nil {
		return nil, err
	}
	c.know = l.base
	return c, nil
}

// withoutKnowledge returns a coder that knows nobody yet.
func withoutKnowledge(layers []rule.Layer) (*Coder, error) {
	fsys := layers[0].FS
	c := &Coder{layers: layers, rules: map[string]*lazySet{}}
	langs, err := rule.Languages(fsys)
	if err != nil {
		return c, err
	}
	if c.cues, err = cue.Load(fsys); err != nil {
		return c, err
	}
	c.why = map[string]*contexts.Words{}
	for _, lang := range langs {
		if c.why[lang], err = contexts.Load(fsys, lang); err != nil {
			return c, err
		}
		if c.cues[lang] == nil {
			return c, fmt.Errorf("rules/%s: no lexicon/%s/cues.yaml", lang, lang)
		}
		c.rules[lang] = &lazySet{}
	}
	for _, l := range layers[1:] {
		own, err := rule.Languages(l.FS)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return c, fmt.Errorf("%s%w", l.Name, err)
		}
		for _, lang := range own {
			if c.rules[lang] == nil {
				return c, fmt.Errorf("%srules/%s: rules can be given for %s", l.Name, lang, strings.Join(langs, ", "))
			}
		}
	}
	if c.when, err = when.New(fsys); err != nil {
		return c, err
	}
	if c.count, err = count.New(fsys); err != nil {
		return c, err
	}
	if c.trust, err = belief.Load(fsys, belief.Events); err != nil {
		return c, err
	}
	if c.times, err = belief.Load(fsys, belief.Times); err != nil {
		return c, err
	}
	if c.parties, err = belief.Load(fsys, belief.Parties); err != nil {
		return c, err
	}
	c.divisions = map[string]*where.Words{}
	for lang, w := range c.cues {
		c.divisions[lang] = &where.Words{
			Province: w.ProvinceWord, Regency: w.RegencyWord, City: w.CityWord, District: w.DistrictWord, Village: w.VillageWord,
		}
	}
	return c, nil
}

// Languages returns the tags of the languages that there are rules for, sorted.
func (c *Coder) Languages() []string { return slices.Sorted(maps.Keys(c.rules)) }

// Open reads the rules of lang. It returns all faults of the rule files at
// once, each as file:line; a language without rules is no fault.
func (c *Coder) Open(lang string) error {
	_, err := c.set(lang)
	return err
}

func (c *Coder) set(lang string) (*rule.Set, error) {
	l := c.rules[lang]
	if l == nil {
		return nil, nil
	}
	l.once.Do(func() { l.set, l.err = rule.Load(c.layers, lang) })
	return l.set, l.err
}

// Scratch is the memory of one goroutine's coding.
type Scratch struct{ w work }

// NewScratch returns scratch memory for c.
func (c *Coder) NewScratch() *Scratch { return &Scratch{} }

// work is the state of coding one report.
type work struct {
	c          *Coder
	r          *text.Report
	cue        *cue.Words
	v          tree.View
	m          matcher
	spot       spotter
	cast       cast
	ref        referrer
	si         int       // the sentence being coded
	ms         []mention // its mentions
	claims     []claim
	times      []when.Found // of the sentence
	allTimes   []when.Found // of the report
	timeBounds []int        // times of sentence i are allTimes[timeBounds[i]:timeBounds[i+1]]
	counts     []count.Found
	sites      []site // places of the sentence
	finder     *where.Finder
	asks       []ask          // names that may be places
	places     []where.Result // what mentions of places stand for
	speech     speech
	trace      *Trace
	scenes     []scene   // of allTimes: what each stands beside
	heard      []hearing // where who was said to speak
	echoes     []echo
	markBuf    []belief.Mark        // of the time being weighed
	joins      map[[2]string]string // names of marks, made of two parts
	told       []telling
	why        []contexts.Found
	out        []event.Event
	notes      []event.Note
}

// Code returns the events that r tells. r must be analysed; a report in a
// language without rules gives none and a note.
func (c *Coder) Code(r *text.Report, s *Scratch) Result {
	return s.w.run(c, r, nil)
}

// Explain codes r and tells what was seen, tried and decided on the way.
func (c *Coder) Explain(r *text.Report, s *Scratch) Trace {
	var t Trace
	t.Sentences = make([]SentenceTrace, len(r.Sentences))
	t.Result = s.w.run(c, r, &t)
	return t
}

func (w *work) run(c *Coder, r *text.Report, trace *Trace) Result {
	set, err := c.set(r.Lang)
	w.c, w.r, w.trace = c, r, trace
	w.out, w.notes = nil, nil
	if err != nil {
		return Result{Notes: []event.Note{{Code: "broken-rules", Text: err.Error()}}}
	}
	if set == nil {
		return Result{Notes: []event.Note{{Code: "no-rules", Text: "there are no rules for language " + r.Lang}}}
	}
	if !r.Published.Known() {
		w.notes = append(w.notes, event.Note{Code: "no-publication-date", Text: "without a publication date, relative times stay unresolved"})
	}
	w.m.set, w.m.agents = set, c.cues[r.Lang].AgentList
	w.meet()
	w.told, w.heard, w.echoes = nil, nil, nil
	w.scenes = append(w.scenes[:0], make([]scene, len(w.allTimes))...)
	for i := range r.Sentences {
		if s := &r.Sentences[i]; s.Role == text.Body && len(s.Tokens) > 0 {
			w.look(i)
			w.sentence()
		}
	}
	w.placeStatements()
	days := w.countTimes()
	for i := range w.told {
		w.weighTimes(&w.told[i], days)
	}
	w.told = merge(w.told)
	w.date()
	w.sameHappening()
	w.believe()
	w.inferSides()
	w.attribute()
	w.number()
	for i := range w.out {
		w.out[i].ID = w.out[i].Hash()
	}
	sort.SliceStable(w.notes, func(a, b int) bool { return w.notes[a].Span.Start < w.notes[b].Span.Start })
	return Result{Events: w.out, Notes: w.notes}
}

// meet finds who the report names and who says what in it.
func (w *work) meet() {
	w.cue = w.c.cues[w.r.Lang]
	if w.finder == nil {
		w.finder = where.NewFinder(w.c.know, w.c.divisions)
	}
	w.readCast()
	w.ref = referrer{c: &w.cast, cue: w.cue, know: w.c.know, day: w.r.Published, words: map[string]string{}}
	w.hear()
}

// look takes sentence i into view.
func (w *work) look(i int) {
	w.si = i
	w.v.Reset(&w.r.Sentences[i], w.cue.Tree)
	w.ms = w.cast.of(i)
}

// readCast finds all mentions of the report and what it is about.
func (w *work) readCast() {
	w.spot.know, w.spot.lang, w.spot.cue, w.spot.day = w.c.know, w.r.Lang, w.cue, w.r.Published
	c := &w.cast
	c.alias = map[string]alias{}
	w.allTimes, w.timeBounds = w.allTimes[:0], w.timeBounds[:0]
	for i := range w.r.Sentences {
		s := &w.r.Sentences[i]
		tree.Rehang(s, w.cue.Tree)
		w.timeBounds = append(w.timeBounds, len(w.allTimes))
		if s.Role == text.Body {
			w.allTimes = w.c.when.Find(w.r.Lang, w.r, s, w.allTimes)
		}
	}
	w.timeBounds = append(w.timeBounds, len(w.allTimes))
	// Twice: names that the report introduces late are known from the start.
	home := w.home()
	w.spot.home, w.spot.countries = home, nil
	countries, actors := map[string]float64{}, map[string]float64{}
	for range 2 {
		w.spotAll()
		clear(countries)
		clear(actors)
		for i := range w.r.Sentences {
			if s := &w.r.Sentences[i]; s.Role == text.Body {
				w.v.Reset(s, w.cue.Tree)
				c.learn(&w.v, i, countries, actors)
			}
		}
		w.spot.alias = c.alias
		w.spot.countries = countries
	}
	c.settle(home, countries)
	ctx := where.Context{Lang: w.r.Lang, Countries: actors, Home: home, Day: w.r.Published}
	if actors[c.focus] > 0 {
		ctx.Focus = c.focus
	}
	w.locate(ctx)
	c.weighPolitics()
}

// spotAll finds the mentions of all sentences.
func (w *work) spotAll() {
	c := &w.cast
	c.mentions, c.bounds = c.mentions[:0], c.bounds[:0]
	for i := range w.r.Sentences {
		s := &w.r.Sentences[i]
		c.bounds = append(c.bounds, len(c.mentions))
		if s.Role == text.Body {
			w.v.Reset(s, w.cue.Tree)
			w.spot.times = w.allTimes[w.timeBounds[i]:w.timeBounds[i+1]]
			c.mentions = w.spot.spot(&w.v, c.mentions)
			for k := c.bounds[i]; k < len(c.mentions); k++ {
				c.mentions[k].sentence = i
			}
		}
	}
	c.bounds = append(c.bounds, len(c.mentions))
}

// words returns the words of a token range.
func (w *work) words(from, to int) event.Words {
	s := text.Span{Start: w.v.Tok(from).Span.Start, End: w.v.Tok(to - 1).Span.End}
	return event.Words{Span: s, Text: w.r.Slice(s)}
}

// sentence codes the sentence in view.
func (w *work) sentence() {
	s := w.v.S
	w.claims = w.speech.of(w.si)
	w.times = w.allTimes[w.timeBounds[w.si]:w.timeBounds[w.si+1]]
	w.counts = w.c.count.Find(w.r.Lang, w.r, s, w.counts[:0])
	w.findSites()
	w.m.v, w.m.who, w.m.said, w.m.times = &w.v, w.ms, w.claims, w.times
	w.why = w.c.why[w.r.Lang].Find(&w.v, w.why[:0])
	w.m.find()
	w.m.weigh()
	w.hearPlaces()
	for k := range w.m.ms {
		x := &w.m.ms[k]
		if x.dead || x.typ == event.NoType || x.Rule.Kind == rule.Light {
			continue
		}
		e, why := w.event(x)
		x.why = joinWhy(x.why, why)
		if e == nil {
			x.dead = true
			w.echo(x)
			continue
		}
		w.context(e, x)
		w.told = append(w.told, w.telling(e, x))
		x.told = true
	}
	w.setScenes()
	w.explain()
}

// context gives e the contexts of its sentence, and those of its frame, which rest
// on the trigger.
func (w *work) context(e *event.Event, x *match) {
	for _, f := range w.why {
		e.Contexts = append(e.Contexts, event.Context{Words: w.words(f.From, f.To), Name: f.Context})
	}
	if f := x.Rule.Frame; f != nil && f.ID == x.frame {
		for _, c := range f.Contexts {
			e.Contexts = append(e.Contexts, event.Context{Words: e.Trigger, Name: c})
		}
	}
	e.Contexts = sortContexts(e.Contexts)
}

// sortContexts sorts list by name and keeps the first of each.
func sortContexts(list []event.Context) []event.Context {
	slices.SortStableFunc(list, func(a, b event.Context) int { return strings.Compare(string(a.Name), string(b.Name)) })
	return slices.CompactFunc(list, func(a, b event.Context) bool { return a.Name == b.Name })
}

func joinWhy(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	return a + "; " + b
}

// event makes the event of a live match, or says why there is none.
func (w *work) event(x *match) (*event.Event, string) {
	e := &event.Event{
		Report: w.r.ID, Type: x.typ, Mode: x.mode, CAMEO: x.cameo, Frame: x.frame, Rule: x.Rule.Key,
		Trigger:  w.words(x.From, x.To),
		Sentence: event.Words{Span: w.v.S.Span, Text: w.r.Slice(w.v.S.Span)},
	}
	e.Claim = w.said(x.Head, x)
	e.Actors = w.parties(w.unsaid(x.actors, x.Head), e.Claim)
	if x.Rule.Actor.Takes(tree.Speaker, "") {
		e.Actors = w.teller(x)
	}
	own := w.withdrawn(x)
	e.Recipients = w.parties(w.takesPart(w.unsaid(others(x.targets, own), x.Head), x), e.Claim)
	if len(e.Actors) == 0 {
		e.Actors = senders(w.parties(own, e.Claim))
	}
	w.acrossClaim(e, x)
	if len(e.Recipients) == 0 && x.Rule.Recipient.From != rule.FromNone && x.over >= 0 {
		e.Recipients = w.doneBefore(x.Rule.Recipient.From, w.m.ms[x.over].typ)
	}
	if len(e.Recipients) == 0 && x.typ == event.ASSAULT {
		e.Recipients = w.parties(w.victims(x), e.Claim)
	}
	if len(e.Recipients) == 0 && x.typ == event.REQUEST && x.over >= 0 {
		y := &w.m.ms[x.over]
		e.Recipients = w.parties(others(append(slices.Clone(y.actors), y.targets...), x.actors), e.Claim)
	}
	if len(e.Actors) == 0 && x.typ == event.CONSULT && x.Rule.Kind == rule.Noun && identified(e.Recipients) {
		e.Actors = w.present(x)
	}
	if len(e.Recipients) == 0 && verbal(x.typ) && identified(e.Actors) && !(x.typ.Reciprocal() && abroadOf(e.Actors)) {
		e.Recipients = w.within(x, e.Actors)
	}
	if len(e.Actors) == 0 && identified(e.Recipients) && verbal(x.typ) && x.Rule.Kind != rule.Noun {
		e.Actors = w.teller(x)
	}
	if x.typ == event.AID && len(e.Recipients) == 0 {
		e.Recipients = w.helped(x, e.Actors)
	}
	e.Recipients = apart(e.Recipients, e.Actors)
	if x.typ.Reciprocal() {
		for i := range e.Recipients {
			if e.Recipients[i].How == placeHow {
				e.Recipients[i].Sector = event.GOV // who goes to a place meets its government
			}
		}
	}
	if x.typ.Reciprocal() && len(e.Recipients) == 0 {
		e.Recipients = apart(w.parties(w.shared(x), e.Claim), e.Actors)
	}
	if why := w.unfit(e, x); why != "" {
		return nil, why
	}
	e.Aux = w.modal(x)
	e.Place = w.where(x.Head, x)
	if g := w.goal(x); g != nil && (e.Place == nil || e.Place.Country != g.Country || e.Place.Precision < g.Precision) {
		e.Place = g
	}
	if len(e.Actors) == 0 {
		e.Actors = w.authority(e)
	}
	if len(e.Recipients) == 0 && e.Type == event.ASSAULT {
		e.Recipients = struck(e)
	}
	w.noteOpen(e)
	e.Quantities = w.quantities(x.Head, x)
	w.settleStruck(e)
	settleVictims(e)
	abroad(e)
	return e, "fired"
}

// senders returns the states whose own forces or envoys list names: who is
// withdrawn does not withdraw them.
func senders(list []event.Party) []event.Party {
	for i := range list {
		if p := &list[i]; p.Country != "" && (p.Sector == event.MIL || p.Sector == event.GOV) {
			p.Entity, p.Sector = "state:"+p.Country, event.GOV
		}
	}
	return list
}

// topOf returns the verb behind token end whose subject x shares: its own, or
// the one that it hangs on without a subject. A noun shares only that of a light
// verb right behind end that the parse took for its attribute; -1 for none.
func (w *work) topOf(x *match, end int) int {
	top := x.Head
	if x.Rule.Kind == rule.Noun {
		for k := range w.m.ms {
			if y := &w.m.ms[k]; y.Rule.Kind == rule.Light && y.Head == end+1 && w.v.Head(y.Head) == top {
				return y.Head
			}
		}
		return -1
	}
	for d := 0; d < maxAdjunct; d++ {
		h := w.v.Head(top)
		if _, own := w.v.OwnSubject(top); own || h <= end || w.v.Tok(h).POS != text.VERB {
			break
		}
		if rel := w.v.Tok(top).BaseRel(); rel != "advcl" && rel != "conj" && rel != "xcomp" {
			break
		}
		top = h
	}
	return top
}

// takesPart returns the targets of x without the places behind a preposition of
// place that only say where somebody else is acted upon, and without towns where
// what is no attack and no meeting happens.
func (w *work) takesPart(targets []int, x *match) []int {
	var out []int
	party := false // another target is one
	for _, h := range targets {
		k := mentionIn(&w.v, w.ms, h)
		if k < 0 || w.ms[k].unknown() {
			k = w.deeper(h)
		}
		party = party || k >= 0 && !w.lies(k)
	}
	for _, h := range targets {
		if k := mentionAt(w.ms, h); k >= 0 && w.lies(k) {
			town := w.ms[k].at > 0 && w.places[w.ms[k].at-1].Precision >= event.District
			if party || town && x.typ != event.ASSAULT && !x.typ.Reciprocal() {
				continue
			}
		}
		out = append(out, h)
	}
	return out
}

// lies reports whether mention k is a place behind a preposition of place.
func (w *work) lies(k int) bool {
	prep, ok := w.placed(k)
	return ok && w.ms[k].kind == mPlace && w.cue.Locative[prep]
}

// settleStruck gives those of an assault whose country was only guessed, and
// guessed to be the attacker's, and soldiers without one the country of those whom the sentence says that
// the attack struck: "fired at a Chadian base, killing ten soldiers". Civilians have
// that of the place.
func (w *work) settleStruck(e *event.Event) {
	if e.Type != event.ASSAULT || len(e.Actors) == 0 {
		return
	}
	own := e.Actors[0].Country
	guessed := func(p *event.Party) bool {
		return p.Entity == "" && (p.Sector != event.CVL || e.Place == nil) && (p.How == howSole || p.How == howFocus || p.How == howBefore)
	}
	struck := ""
	look := func(list []event.Party) {
		for i := range list {
			if p := &list[i]; struck == "" && p.Country != own && !guessed(p) {
				struck = p.Country
			}
		}
	}
	look(e.Recipients)
	for k := len(w.told) - 1; k >= 0 && w.told[k].si == w.si; k-- {
		if t := &w.told[k].Event; t.Type == event.ASSAULT && side(t.Actors) == side(e.Actors) {
			look(t.Recipients)
		}
	}
	if own == "" || struck == "" {
		return
	}
	for i := range e.Recipients {
		if p := &e.Recipients[i]; p.Country == own && guessed(p) || p.Country == "" && p.How == "" && p.Sector == event.MIL {
			p.Country, p.How = struck, "country of whom the attack struck"
		}
	}
}
