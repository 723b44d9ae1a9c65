// Package where decides which place a name in a report stands for: it gathers
// the namesakes from the tables and the gazetteers and weighs them by what the
// report says. It reads no sentences; the coder tells it what stands around the
// name.
package where

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"kabar/internal/event"
	"kabar/internal/know"
	"kabar/internal/know/fold"
	"kabar/internal/know/gazetteer"
	"kabar/internal/text"
)

// Place is one place that a name may stand for.
type Place struct {
	Key       string // of the tables, or ""
	Name      string
	Country   string // ISO 3166 alpha-3, or ""
	Admin1    string // first-level division as of the day of the report
	Admin2    string
	Precision event.Precision
	Located   bool    // Lat and Lon are known
	Lat, Lon  float64 // degrees of WGS 84
	GeoNames  uint32  // identifier, or 0
	admin3    string
	prior     float64
	alternate bool // found by a further name
}

// Query is a name and what stands around it.
type Query struct {
	Lang    string
	Name    string        // as written: "Tripoli", "Distrik Ilaga"
	Entries []*know.Entry // of the name in the tables
	Within  []string      // names behind it, from small to large: "Kabupaten Puncak", "Papua Tengah"
	Near    []string      // countries that the sentence names
	Bare    bool          // no preposition of place stands before it
}

// Context is what the report says as a whole.
type Context struct {
	Lang      string
	Countries map[string]float64 // how often each country is named
	Focus     string             // the country that it is about, or ""
	Home      string             // the country of its outlet or readers, or ""
	Dateline  []string           // names in the dateline
	// Sovereign and Subnational say that the report speaks of offices that states
	// have and divisions do not, or the other way round.
	Sovereign, Subnational bool
	Day                    text.Day // of publication
}

// Result is what became of a query.
type Result struct {
	Place
	Known  bool     // one place was chosen; else Place holds what all that are likely share
	Open   bool     // several are likely
	Rivals []string // the places weighed and not chosen, the likeliest first: "Tripoli, North, LBN"
	Why    string   // what decided, in short words
}

// maxRivals is how many rivals a result names.
const maxRivals = 5

// Weights of what speaks for a place, in powers of ten of inhabitants.
const (
	namedNear    = 2.2 // its country is named in the sentence
	namedReport  = 1.6 // or elsewhere in the report
	namedOften   = 0.2 // for each time that the number doubles, up to maxNamed
	maxNamed     = 16
	focusWeight  = 0.6 // it is what the report is about
	homeWeight   = 1.2 // the outlet writes from there
	settledOne   = 1.5 // a place of the same first-level division was settled
	settledTwo   = 1.0 // and of the same second-level one
	capitalBonus = 1.0
	seatBonus    = 0.5
	furtherName  = -0.3 // the name is not the place's first
	statePrior   = 7.0  // of a state or a region of several
	tablesPrior  = 5.5  // of a place that the tables have: it is in the news
	regencyPrior = 6.0
	minPrior     = 2.5

	datelineOne = 0.7 // the dateline names its division
	ofState     = 1.0 // a state, and the report speaks of a prime minister
	ofDivision  = 2.2 // a division, and the report speaks of a governor

	// lead is by how much the best must lead the next where something in the
	// report speaks for it, or where it is in the tables and the next is rarely
	// in the news; sizeLead where its size alone speaks for it.
	lead     = 0.5
	sizeLead = 2.0
	// large is the prior from which a name alone is taken for a place.
	large = 5.0
)

// Finder finds places for one report after the other. It belongs to one
// goroutine.
type Finder struct {
	know    *know.Base
	words   map[string]*Words
	ctx     Context
	from    []outside // the dateline
	settled []Place
	names   map[uint64]Result // by hash of the name, of places settled in the report
	found   []gazetteer.Place
	cands   []Place
}

// NewFinder returns a finder with the words of each language.
func NewFinder(b *know.Base, words map[string]*Words) *Finder {
	return &Finder{know: b, words: words, names: map[uint64]Result{}}
}

// Begin begins a report.
func (f *Finder) Begin(c Context) {
	f.ctx, f.settled = c, f.settled[:0]
	f.from = f.outer(c.Lang, c.Dateline)
	clear(f.names)
}

// Find decides which place q stands for. The name of nothing that is known gives
// a result without a name, and with the country and division of Within.
func (f *Finder) Find(q *Query) Result {
	key := fold.Key(q.Name)
	if r, ok := f.names[key]; ok && len(q.Within) == 0 {
		r.Why = "as before in the report"
		return r
	}
	words := f.words[q.Lang]
	name, class := words.strip(q.Name)
	f.gather(q, name, class)
	within := f.outer(q.Lang, q.Within)
	cands, matched := inside(f.cands, within)
	if len(cands) == 0 || len(within) > 0 && matched == 0 && !vague(within) {
		return f.unknown(name, class, within)
	}
	best, second := -1, -1
	scores, clues := make([]float64, len(cands)), make([]evidence, len(cands))
	for i := range cands {
		clues[i] = f.weigh(&cands[i], q)
		scores[i] = cands[i].prior + clues[i].sum()*min(1, cands[i].prior/tablesPrior)
		switch {
		case best < 0 || scores[i] > scores[best]:
			best, second = i, best
		case second < 0 || scores[i] > scores[second]:
			second = i
		}
	}
	margin := lead
	if second >= 0 && clues[best].sum() <= clues[second].sum() &&
		(cands[second].Key != "" || cands[second].prior >= large || small(&cands[best])) {
		margin = sizeLead // nothing but its size speaks for the best
		if small(&cands[best]) && cands[best].prior < large {
			margin = math.Inf(1)
		}
	}
	order := make([]int, len(cands))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	var r Result
	open := second >= 0 && scores[best]-scores[second] < margin
	r.Place, r.Known = cands[best], !open
	if open {
		likely := 0
		for _, i := range order {
			if scores[best]-scores[i] < margin {
				likely++
			}
		}
		if i := outermost(cands, order[:likely]); i >= 0 {
			r.Place, r.Known, r.Why = cands[i], true, "it holds the others that are as likely"
			order = slices.DeleteFunc(order, func(k int) bool { return k == i })
			order = append([]int{i}, order...)
			f.settled = append(f.settled, r.Place)
		} else {
			r.Place = shared(cands, order[:likely])
			r.Open, r.Why = true, "several places of the name are as likely"
			order = append([]int{-1}, order...) // all are rivals
		}
	} else {
		var next evidence
		if second >= 0 {
			next = clues[second]
		}
		r.Why = f.reason(&cands[best], q, matched, len(cands), clues[best], next)
		r.as(class)
		f.settled = append(f.settled, r.Place)
	}
	for _, i := range order[1:] {
		if len(r.Rivals) == maxRivals {
			break
		}
		r.Rivals = append(r.Rivals, cands[i].String())
	}
	r.Admin1 = f.know.Division(r.Country, f.ours(r.Country, r.Admin1), f.ctx.Day)
	if _, ok := f.names[key]; !ok && r.Known {
		f.names[key] = r
		if plain := fold.Key(name); plain != key && class != gazetteer.Regency {
			f.names[plain] = r
		}
	}
	return r
}

// ours returns the name that the tables have for a division of a gazetteer.
func (f *Finder) ours(country, admin1 string) string {
	for _, e := range f.know.Named("en", admin1) {
		if e.Kind == know.Place && e.Precision == event.Province && e.Country == country {
			return e.Name
		}
	}
	return admin1
}

// as makes of the seat of a division that a word names the division itself,
// which stands at no point.
func (p *Place) as(class gazetteer.Class) {
	switch {
	case class == gazetteer.Province && p.Precision == event.City:
		p.Precision, p.Located = event.Province, false
	case class == gazetteer.Regency && p.Precision == event.City:
		p.Precision, p.Located = event.District, false
	}
}

// String writes the place as people read it.
func (p *Place) String() string {
	parts := []string{p.Name}
	for _, s := range []string{p.admin3, p.Admin2, p.Admin1, p.Country} {
		if s != "" && s != parts[len(parts)-1] {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// gather collects the namesakes: those of the tables, then those of the
// gazetteers that are not the same places.
func (f *Finder) gather(q *Query, name string, class gazetteer.Class) {
	f.cands = f.cands[:0]
	for _, e := range q.Entries {
		switch e.Kind {
		case know.State:
			f.cands = append(f.cands, Place{Key: e.Key, Name: e.Name, Country: e.Country, Precision: event.Country, prior: statePrior})
		case know.Place:
			if class != anyClass && !ofPrecision(e.Precision, class) {
				continue
			}
			p := Place{Key: e.Key, Name: e.Name, Country: e.Country, Admin1: e.Admin1, Precision: e.Precision, prior: tablesPrior}
			if p.Precision == event.Region {
				p.prior = statePrior
			}
			f.cands = append(f.cands, p)
		}
	}
	tables := len(f.cands)
	f.found = f.know.Places(q.Name, f.found[:0])
	if name != q.Name {
		f.found = f.know.Places(name, f.found)
	}
	for i := range f.found {
		g := &f.found[i]
		if class != anyClass && !ofClass(g, class) {
			continue
		}
		f.add(g, tables)
	}
	if want, ok := precisionOf(class); ok && slices.ContainsFunc(f.cands, func(p Place) bool { return p.Precision == want }) {
		f.cands = slices.DeleteFunc(f.cands, func(p Place) bool { return p.Precision != want })
		tables = min(tables, len(f.cands))
	}
	for i := range f.cands[:tables] {
		if p := &f.cands[i]; !p.Located && (p.Precision == event.City || p.Precision == event.Point) && fold.Key(p.Name) != fold.Key(q.Name) {
			f.place(p)
		}
	}
}

// add enters a place of a gazetteer, or what it tells of one that is there.
func (f *Finder) add(g *gazetteer.Place, tables int) {
	p := Place{
		Name: g.Name, Country: g.Country, Admin1: g.Admin1, Admin2: g.Admin2, admin3: g.Admin3,
		Lat: g.Lat, Lon: g.Lon, Located: g.Located(), GeoNames: g.ID,
		prior: prior(g), alternate: g.Alternate,
	}
	switch g.Class {
	case gazetteer.Province:
		p.Precision = event.Province
	case gazetteer.Regency:
		p.Precision = event.District
	default:
		p.Precision = event.City
	}
	for i := range f.cands {
		c := &f.cands[i]
		if !samePlace(c, &p, i < tables) {
			continue
		}
		if c.Admin2 == "" {
			c.Admin2 = p.Admin2
		}
		if c.admin3 == "" {
			c.admin3 = p.admin3
		}
		if !c.Located && p.Precision == event.City && (c.Precision == event.City || c.Precision == event.Point) {
			c.Lat, c.Lon, c.Located, c.GeoNames = p.Lat, p.Lon, p.Located, p.GeoNames
		}
		c.prior = max(c.prior, p.prior)
		return
	}
	f.cands = append(f.cands, p)
}

// samePlace reports whether p is c told again: namesakes of one division of the
// second level, or of one of the first when the tables have c.
func samePlace(c, p *Place, table bool) bool {
	if c.Country != p.Country {
		return false
	}
	if c.Precision == event.Country {
		return false
	}
	if c.Precision == event.Province || p.Precision == event.Province {
		return c.Precision == p.Precision && table
	}
	if fold.Key(c.Admin1) != fold.Key(p.Admin1) {
		// The tables and the gazetteer name divisions differently outside
		// Indonesia. A place of the tables is the large one.
		return table && c.Country != indonesia && c.GeoNames == 0 && c.Precision == event.City && p.prior >= large
	}
	if c.Precision == event.District {
		// A regency and the town of its name are one to those who name it.
		return fold.Key(plainDivision(c.Name)) == fold.Key(plainDivision(p.Admin2)) && p.admin3 == ""
	}
	if table || c.Admin2 == "" || p.Admin2 == "" {
		return true
	}
	return c.Admin2 == p.Admin2 && (c.admin3 == "" || p.admin3 == "" || c.admin3 == p.admin3)
}

// indonesia is the country whose divisions the tables and both gazetteers name
// alike.
const indonesia = "IDN"

// place looks for where a place of the tables stands under its own name.
func (f *Finder) place(p *Place) {
	f.found = f.know.Places(p.Name, f.found[:0])
	for i := range f.found {
		if g := &f.found[i]; g.Country == p.Country && g.Located() && (fold.Key(g.Admin1) == fold.Key(p.Admin1) || prior(g) >= large) {
			p.Lat, p.Lon, p.Located, p.GeoNames = g.Lat, g.Lon, true, g.ID
			return
		}
	}
}

// prior says how often a place is in the news for its size.
func prior(g *gazetteer.Place) float64 {
	var p float64
	switch g.Class {
	case gazetteer.Province:
		p = tablesPrior
	case gazetteer.Regency:
		p = regencyPrior
	case gazetteer.District:
		p = minPrior + 1
	case gazetteer.City:
		p = math.Log10(float64(g.Population) + 1)
		if g.Country == indonesia && g.Admin2 != "" && g.Population == 0 && g.ID == 0 {
			p = regencyPrior // a kota of the table of divisions
		}
	}
	p = max(p, minPrior)
	switch {
	case g.Seat == 1:
		p += capitalBonus
	case g.Seat == 2:
		p += seatBonus
	}
	if g.Alternate && g.Class != gazetteer.Regency {
		p += furtherName
	}
	return p
}

// clue is something in the report that speaks for a place.
type clue int

const (
	byGovernment clue = iota // who governs there, as the report speaks of it
	bySentence
	byReport
	byFocus
	byHome
	byDateline
	bySettled
	numClues
)

// evidence is how much each clue speaks for a place.
type evidence [numClues]float64

func (e *evidence) sum() float64 {
	s := 0.0
	for _, w := range e {
		s += w
	}
	return s
}

// weigh tells what in the report speaks for a candidate. It counts less for places
// that are rarely in the news: a report that names the USA means Paris in France
// all the same.
func (f *Finder) weigh(p *Place, q *Query) evidence {
	var e evidence
	if p.Country == "" {
		return e
	}
	switch {
	case p.Precision == event.Country && f.ctx.Sovereign && !f.ctx.Subnational:
		e[byGovernment] = ofState
	case p.Precision == event.Province && f.ctx.Subnational && !f.ctx.Sovereign:
		e[byGovernment] = ofDivision
	}
	n := f.ctx.Countries[p.Country]
	switch {
	case slices.Contains(q.Near, p.Country):
		e[bySentence] = namedNear
	case n > 0:
		e[byReport] = namedReport
	}
	if n > 1 {
		e[byReport] += namedOften * math.Log2(min(n, maxNamed))
	}
	if p.Country == f.ctx.Focus {
		e[byFocus] = focusWeight
	}
	if p.Country == f.ctx.Home {
		e[byHome] = homeWeight
	}
	for i := range f.settled {
		if o := &f.settled[i]; o.Country == p.Country && o.Admin1 != "" && o.Admin1 == p.Admin1 {
			e[bySettled] = max(e[bySettled], settledOne)
			if o.Admin2 != "" && o.Admin2 == p.Admin2 {
				e[bySettled] = settledOne + settledTwo
			}
		}
	}
	if e[bySettled] == 0 && slices.ContainsFunc(f.from, func(o outside) bool { return o.holds(p) }) {
		e[byDateline] = datelineOne
	}
	return e
}

// reason says what decided for p: what speaks most for it and less for the next.
func (f *Finder) reason(p *Place, q *Query, matched, rivals int, best, next evidence) string {
	switch {
	case matched > 0:
		return "the names behind it: " + strings.Join(q.Within, ", ")
	case rivals == 1:
		return "the only place of the name"
	}
	most, by := 0.0, numClues
	for c := range numClues {
		if d := best[c] - next[c]; d > most {
			most, by = d, c
		}
	}
	switch by {
	case byGovernment:
		return "the offices that the report speaks of"
	case bySentence:
		return p.Country + " is named in the sentence"
	case byReport, byFocus:
		return p.Country + " is named in the report"
	case byHome:
		return "home of the outlet or its readers"
	case byDateline:
		return "the dateline"
	case bySettled:
		return "another place of " + p.Admin1 + " in the report"
	}
	return "the largest of the name"
}

// Likely reports whether a name that only a gazetteer knows is a place: it
// stands in a country that the report names or is at home in, or is large, or
// names behind it say so.
func (f *Finder) Likely(r *Result, q *Query) bool {
	if r.Key != "" || len(q.Within) > 0 {
		return true
	}
	if r.Country == "" {
		return false
	}
	return r.prior >= large && !r.alternate || slices.Contains(q.Near, r.Country) || f.ctx.Countries[r.Country] > 0 || r.Country == f.ctx.Home
}

// small reports whether a place is one that only the gazetteers know, and no
// division.
func small(p *Place) bool { return p.Key == "" && p.Precision == event.City }

// outermost returns which of the places is the first-level division that all
// others lie in, -1 when none is: "Gaza" is the city or the strip.
func outermost(cands []Place, which []int) int {
	for _, i := range which {
		p := &cands[i]
		if p.Precision == event.Province && !slices.ContainsFunc(which, func(k int) bool {
			return k != i && (cands[k].Country != p.Country || fold.Key(cands[k].Admin1) != fold.Key(p.Name) && cands[k].Admin1 != p.Admin1)
		}) {
			return i
		}
	}
	return -1
}

// shared returns what the places have in common.
func shared(cands []Place, which []int) Place {
	p := cands[which[0]]
	for _, i := range which[1:] {
		c := &cands[i]
		if c.Country != p.Country {
			p.Country, p.Admin1, p.Admin2 = "", "", ""
		}
		if c.Admin1 != p.Admin1 {
			p.Admin1, p.Admin2 = "", ""
		}
		if c.Admin2 != p.Admin2 {
			p.Admin2 = ""
		}
	}
	return Place{Country: p.Country, Admin1: p.Admin1, Admin2: p.Admin2, prior: p.prior}
}
