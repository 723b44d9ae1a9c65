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
	know  *know.Base
	fsys  fs.FS
	rules map[string]*lazySet
	cues  map[string]*cue.Words
	when  *when.Grammar
	count *count.Grammar
	trust *belief.Model
	// divisions are the words for kinds of divisions, by language.
	divisions map[string]*where.Words
}

// lazySet is the rules of one language, read once.
type lazySet struct {
	once sync.Once
	set  *rule.Set
	err  error
}

// New returns a coder with the data of fsys, which is rooted at the data
// folder, and with what load returns. Since load takes its time, the rest is
// read beside it: the lexicons, and meanwhile rules, those of the language first
// before others; "" is no particular one. New fails when load does, and on
// broken lexicons; broken rules are told by Open.
func New(load func() (*know.Base, error), fsys fs.FS, first string) (*Coder, error) {
	type loaded struct {
		base *know.Base
		err  error
	}
	done := make(chan loaded, 1)
	go func() {
		b, err := load()
		done <- loaded{b, err}
	}()
	c, err := withoutKnowledge(fsys)
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
func withoutKnowledge(fsys fs.FS) (*Coder, error) {
	c := &Coder{fsys: fsys, rules: map[string]*lazySet{}}
	langs, err := rule.Languages(fsys)
	if err != nil {
		return c, err
	}
	if c.cues, err = cue.Load(fsys); err != nil {
		return c, err
	}
	for _, lang := range langs {
		if c.cues[lang] == nil {
			return c, fmt.Errorf("rules/%s: no lexicon/%s/cues.yaml", lang, lang)
		}
		c.rules[lang] = &lazySet{}
	}
	if c.when, err = when.New(fsys); err != nil {
		return c, err
	}
	if c.count, err = count.New(fsys); err != nil {
		return c, err
	}
	if c.trust, err = belief.Load(fsys); err != nil {
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
	l.once.Do(func() { l.set, l.err = rule.Load(c.fsys, lang) })
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
	quote      *event.Speaker // speaker of the quotation that is still open
	quoted     bool           // the sentence stands inside quotation marks
	trace      *Trace
	spoken     map[string]*event.When // when who was said to speak, by name
	heard      []hearing              // and where
	echoes     []echo
	told       []telling
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
	w.cue = c.cues[r.Lang]
	if w.finder == nil {
		w.finder = where.NewFinder(c.know, c.divisions)
	}
	w.m.set, w.m.agents = set, w.cue.AgentList
	w.readCast()
	w.ref = referrer{c: &w.cast, cue: w.cue, know: c.know, day: r.Published, words: map[string]string{}}
	w.quote = nil
	w.told, w.heard, w.echoes, w.spoken = nil, nil, nil, map[string]*event.When{}
	open := false
	for i := range r.Sentences {
		s := &r.Sentences[i]
		if s.Role != text.Body || len(s.Tokens) == 0 {
			continue
		}
		w.si = i
		w.v.Reset(s, w.cue.Tree)
		w.ref.sentence(&w.v, i)
		w.ms = w.cast.of(i)
		open = w.quoteState(open)
		w.sentence()
	}
	w.dateStatements()
	w.told = merge(w.told)
	w.sameHappening()
	w.believe()
	w.number()
	for i := range w.out {
		w.out[i].ID = w.out[i].Hash()
	}
	sort.SliceStable(w.notes, func(a, b int) bool { return w.notes[a].Span.Start < w.notes[b].Span.Start })
	return Result{Events: w.out, Notes: w.notes}
}

// readCast finds all mentions of the report and what it is about.
func (w *work) readCast() {
	w.spot.know, w.spot.lang, w.spot.cue, w.spot.day = w.c.know, w.r.Lang, w.cue, w.r.Published
	c := &w.cast
	c.alias = map[string]alias{}
	w.allTimes, w.timeBounds = w.allTimes[:0], w.timeBounds[:0]
	for i := range w.r.Sentences {
		s := &w.r.Sentences[i]
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

// quoteState follows quotation marks over sentences. It sets quoted, and
// returns whether a quotation is open behind this sentence.
func (w *work) quoteState(open bool) bool {
	w.quoted = open
	marks := 0
	for i := range w.v.Low {
		switch w.v.Low[i] {
		case "“", "``":
			open, marks = true, marks+1
		case "”", "''":
			open, marks = false, marks+1
		case "\"":
			open, marks = !open, marks+1
		}
	}
	if w.v.Len() > 0 && quoteMark(w.v.Low[0]) && marks > 0 {
		w.quoted = true
	}
	if !w.quoted && !open {
		w.quote = nil
	}
	return open
}

// words returns the words of a token range.
func (w *work) words(from, to int) event.Words {
	s := text.Span{Start: w.v.Tok(from).Span.Start, End: w.v.Tok(to - 1).Span.End}
	return event.Words{Span: s, Text: w.r.Slice(s)}
}

// sentence codes the sentence in view.
func (w *work) sentence() {
	s := w.v.S
	w.claims = claims(&w.v, w.cue, w.ms, w.claims[:0])
	w.times = w.allTimes[w.timeBounds[w.si]:w.timeBounds[w.si+1]]
	w.counts = w.c.count.Find(w.r.Lang, w.r, s, w.counts[:0])
	w.findSites()
	w.m.v, w.m.who = &w.v, w.ms
	w.m.find()
	w.m.weigh()
	w.hearDates()
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
		w.told = append(w.told, telling{
			Event: *e, names: w.namesOf(e, x), heard: w.heardOf(e, x), si: w.si, marks: [][]belief.Mark{w.marks(e, x)},
		})
		x.told = true
	}
	w.explain()
	if len(w.claims) > 0 {
		if sp, ok := w.speaker(w.claims[len(w.claims)-1]); ok {
			w.quote = &sp
		}
	}
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
		Report: w.r.ID, Type: x.typ, Mode: x.mode, CAMEO: x.cameo, Rule: x.Rule.Key,
		Trigger:  w.words(x.From, x.To),
		Sentence: event.Words{Span: w.v.S.Span, Text: w.r.Slice(w.v.S.Span)},
	}
	e.Claim = w.said(x.Head, x)
	e.Actors = w.parties(x.actors, e.Claim)
	if x.Rule.Actor.Takes(tree.Speaker, "") {
		e.Actors = w.teller(x)
	}
	e.Recipients = w.parties(x.targets, e.Claim)
	if len(e.Recipients) == 0 && x.Rule.Recipient.From != rule.FromNone && x.over >= 0 {
		e.Recipients = w.doneBefore(x.Rule.Recipient.From, w.m.ms[x.over].typ)
	}
	if len(e.Recipients) == 0 && verbal(x.typ) && identified(e.Actors) {
		e.Recipients = w.within(x, e.Actors)
	}
	if len(e.Actors) == 0 && identified(e.Recipients) && verbal(x.typ) && x.Rule.Kind != rule.Noun {
		e.Actors = w.teller(x)
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
	e.Time = w.when(x)
	e.Place = w.where(x.Head, x)
	if g := w.goal(x); g != nil && (e.Place == nil || e.Place.Country != g.Country) {
		e.Place = g
	}
	if len(e.Actors) == 0 {
		e.Actors = w.authority(e)
	}
	w.noteOpen(e)
	e.Quantities = w.quantities(x.Head, x)
	w.ahead(e)
	w.history(e)
	settleVictims(e)
	abroad(e)
	return e, "fired"
}

// shared returns the targets of the reciprocal event that x is coordinated
// with: "bertemu dengan Putin dan menandatangani".
func (w *work) shared(x *match) []int {
	if w.v.Tok(x.Head).BaseRel() != "conj" {
		return nil
	}
	if k := w.m.at(w.v.Head(x.Head), false); k >= 0 && w.m.ms[k].typ.Reciprocal() {
		return w.m.ms[k].targets
	}
	return nil
}

// historyDays is how long before publication an event is background
// (shared guidelines: more than 30 days).
const historyDays = 30

// history marks an event that lies long before publication.
func (w *work) history(e *event.Event) {
	if e.Time == nil || !e.Time.End.Known() || !w.r.Published.Known() {
		return
	}
	if w.r.Published-e.Time.End > historyDays {
		e.Aux |= event.Historical
	}
}

// doneBefore returns the side of the last event of type t that the report told:
// "mengecam serangan tersebut" accuses who carried that attack out.
func (w *work) doneBefore(from rule.From, t event.Type) []event.Party {
	for k := len(w.told) - 1; k >= 0; k-- {
		if e := &w.told[k].Event; e.Type == t {
			side := e.Actors
			if from == rule.FromRecipient {
				side = e.Recipients
			}
			var out []event.Party
			for _, p := range side {
				p.How = "as told before of the " + e.Trigger.Text
				out = append(out, p)
			}
			return out
		}
	}
	return nil
}

// settleVictims gives people who are acted upon the country of the place where
// it happens, when nothing better than the sentence or the report gave one.
func settleVictims(e *event.Event) {
	if e.Place == nil || e.Place.Country == "" {
		return
	}
	for i := range e.Recipients {
		p := &e.Recipients[i]
		if p.Entity != "" || p.Sector != event.CVL {
			continue
		}
		if p.Country == "" || e.Type == event.ASSAULT && (p.How == howSole || p.How == howFocus || p.How == howBefore) {
			p.Country, p.How = e.Place.Country, "country of the place"
		}
	}
}

// abroad makes a meeting a visit when it takes place outside the country of one
// of those who meet.
func abroad(e *event.Event) {
	if e.Type != event.CONSULT || e.Mode != "" || e.Place == nil || e.Place.Country == "" {
		return
	}
	for _, side := range [...][]event.Party{e.Actors, e.Recipients} {
		for _, p := range side {
			if p.Country != "" && p.Country != e.Place.Country {
				e.Mode, e.CAMEO = "visit", "042"
			}
		}
	}
}

// apart drops the parties that stand on the other side too.
func apart(list, not []event.Party) []event.Party {
	var out []event.Party
next:
	for _, p := range list {
		for _, q := range not {
			if p.Span == q.Span && p.Country == q.Country || p.Country == q.Country && p.Sector == q.Sector && p.Entity == q.Entity && pronoun(p) && pronoun(q) {
				continue next
			}
		}
		out = append(out, p)
	}
	return out
}

// pronoun reports whether p was found through a pronoun.
func pronoun(p event.Party) bool {
	return strings.HasPrefix(p.How, "we: ") || strings.HasPrefix(p.How, "pronoun for ")
}
