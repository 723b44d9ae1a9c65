package know

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"kabar/internal/event"
	"kabar/internal/know/fold"
	"kabar/internal/know/gazetteer"
	"kabar/internal/table"
	"kabar/internal/text"
)

// maxFaults is how many faults Load returns.
const maxFaults = 100

// The tables, by path below data/. docs/formats tells what their columns mean.
var (
	statesFormat  = table.Format{Columns: []string{"iso3", "iso2", "name", "names_id", "names_en", "names_ms", "demonyms_en", "seats"}, Keys: 1}
	bodiesFormat  = table.Format{Columns: []string{"key", "country", "sector", "name", "names_id", "names_en", "from", "to"}, Keys: 1}
	peopleFormat  = table.Format{Columns: []string{"key", "from", "to", "country", "sector", "office", "name", "aliases"}, Keys: 4}
	soleFormat    = table.Format{Columns: []string{"office", "of_place", "like"}, Keys: 1}
	outletsFormat = table.Format{Columns: []string{"key", "name", "names", "country", "kind", "partners"}, Keys: 1}
	placesFormat  = table.Format{Columns: []string{"key", "name", "names", "country", "admin1", "precision"}, Keys: 1}
	splitsFormat  = table.Format{Columns: []string{"name", "since", "before", "country"}, Keys: 2}
	officesFormat = table.Format{Columns: []string{"phrase", "key", "sector", "country", "plural"}, Keys: 1}
	nounsFormat   = table.Format{Columns: []string{"phrase", "sector", "country", "plural"}, Keys: 1}
	formerFormat  = table.Format{Columns: []string{"word"}, Keys: 1}
	commonFormat  = table.Format{Columns: []string{"word"}, Keys: 1}
)

// Layer is a folder of tables, laid out like data/.
type Layer struct {
	FS   fs.FS
	Name string // what faults put before the path of a table, such as "mine/"; "" for the built-in tables
}

// gazetteerNames are the models that hold the places of Indonesia and of the world.
var gazetteerNames = [...]string{"places-id.model", "places-world.model"}

// Open loads the layers with the gazetteers, whose bytes model returns by name.
func Open(layers []Layer, model func(name string) (string, error)) (*Base, error) {
	var gs []*gazetteer.Gazetteer
	for _, name := range gazetteerNames {
		m, err := model(name)
		if err != nil {
			return nil, err
		}
		g, err := gazetteer.Open(m)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		gs = append(gs, g)
	}
	return Load(layers, gs...)
}

// Load reads and checks the tables of the layers. The first layer has all of
// them; each other has those that it likes, and its rows take the place of all
// rows with their key in the layers before. Load returns all faults, each as
// file:line, capped at 100.
//
// Places are looked up in the gazetteers too, of which there may be none.
func Load(layers []Layer, gazetteers ...*gazetteer.Gazetteer) (*Base, error) {
	l := loader{layers: layers, names: newIndexer(), states: map[string]*Entry{}, terms: map[string][]term{}, holders: map[string][]*Entry{}}
	for _, layer := range layers[1:] {
		l.known(layer)
	}
	l.prefetch()
	l.readStates("actors/states.tsv")
	l.readBodies("actors/bodies.tsv")
	l.readSole("actors/offices.tsv")
	l.readPeople("actors/people.tsv")
	l.readOutlets("outlets/outlets.tsv")
	l.readPlaces("places/places.tsv")
	l.readSplits("places/splits.tsv")
	l.readLexicon("id", inID)
	l.readLexicon("en", inEN)
	if len(l.faults) > 0 {
		return nil, errors.Join(l.faults...)
	}
	sole := make(map[string]bool, len(l.sole))
	for office := range l.sole {
		sole[officeKey(office)] = true
	}
	return &Base{states: l.states, sole: sole, holders: l.holders, like: l.like, general: l.general, splits: l.splits, index: l.names.build(), gazetteers: gazetteers}, nil
}

// known finds fault with the tables of a layer that nobody reads.
func (l *loader) known(layer Layer) {
	err := fs.WalkDir(layer.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !d.IsDir() && path.Ext(name) == ".tsv" && !slices.Contains(tables(), name) {
			l.faults = append(l.faults, fmt.Errorf("%s%s: no such table; there are %s", layer.Name, name, strings.Join(tables(), ", ")))
		}
		return nil
	})
	if err != nil {
		l.faults = append(l.faults, fmt.Errorf("%s: %w", strings.TrimSuffix(layer.Name, "/"), err))
	}
}

// formats are the tables that layers may have, in the order in which they are
// read.
var formats = []struct {
	name   string
	format table.Format
}{
	{"actors/states.tsv", statesFormat},
	{"actors/bodies.tsv", bodiesFormat},
	{"actors/offices.tsv", soleFormat},
	{"actors/people.tsv", peopleFormat},
	{"outlets/outlets.tsv", outletsFormat},
	{"places/places.tsv", placesFormat},
	{"places/splits.tsv", splitsFormat},
	{"lexicon/id/common.tsv", commonFormat},
	{"lexicon/id/former.tsv", formerFormat},
	{"lexicon/id/offices.tsv", officesFormat},
	{"lexicon/id/nouns.tsv", nounsFormat},
	{"lexicon/en/common.tsv", commonFormat},
	{"lexicon/en/former.tsv", formerFormat},
	{"lexicon/en/offices.tsv", officesFormat},
	{"lexicon/en/nouns.tsv", nounsFormat},
}

// tables are the paths of formats, sorted.
func tables() []string {
	var out []string
	for _, t := range formats {
		out = append(out, t.name)
	}
	slices.Sort(out)
	return out
}

// loader gathers entries, names and faults.
type loader struct {
	layers  []Layer
	ahead   map[string]chan parsed // tables of the first layer
	names   *indexer
	states  map[string]*Entry
	sole    map[string]bool     // offices of one holder, and whether a place follows
	terms   map[string][]term   // of each such office by country
	holders map[string][]*Entry // its holders
	splits  []split
	like    map[string][]string // see Base
	general map[string]string
	faults  []error

	path string // of the table being read
	line int    // of the row being read

	slab []Entry // room for entries to come
}

// slabEntries is how many entries are made room for at once.
const slabEntries = 512

// keep returns the entry at its final place.
func (l *loader) keep(e Entry) *Entry {
	if len(l.slab) == cap(l.slab) {
		l.slab = make([]Entry, 0, slabEntries)
	}
	l.slab = append(l.slab, e)
	return &l.slab[len(l.slab)-1]
}

func (l *loader) fault(format string, args ...any) {
	if len(l.faults) < maxFaults {
		l.faults = append(l.faults, fmt.Errorf("%s:%d: %s", l.path, l.line, fmt.Sprintf(format, args...)))
	}
}

// parsed is a table of one layer as it was read.
type parsed struct {
	rows []table.Record
	err  error
}

// prefetch reads all tables of the first layer beside the work on those before
// them.
func (l *loader) prefetch() {
	l.ahead = make(map[string]chan parsed, len(formats))
	for _, t := range formats {
		l.ahead[t.name] = make(chan parsed, 1)
	}
	layer := l.layers[0].FS
	go func() {
		for _, t := range formats {
			rows, err := table.Read(layer, t.name, t.format)
			l.ahead[t.name] <- parsed{rows, err}
		}
	}()
}

// read returns a table of layer i.
func (l *loader) read(i int, name string, f table.Format) ([]table.Record, error) {
	if i == 0 {
		p := <-l.ahead[name]
		return p.rows, p.err
	}
	return table.Read(l.layers[i].FS, name, f)
}

// rows calls read for each row of a table that no later layer replaces.
func (l *loader) rows(name string, f table.Format, read func(f []string)) {
	var layered [][]table.Record
	var replaced map[string]bool // keys of later layers
	for i := len(l.layers) - 1; i >= 0; i-- {
		layer := l.layers[i]
		rows, err := l.read(i, name, f)
		if i > 0 && errors.Is(err, fs.ErrNotExist) {
			rows, err = nil, nil
		}
		l.tableFaults(layer, err)
		layered = append(layered, rows)
	}
	slices.Reverse(layered)
	for i, rows := range layered {
		replaced = nil
		for _, later := range layered[i+1:] {
			for _, r := range later {
				if replaced == nil {
					replaced = map[string]bool{}
				}
				replaced[r.Fields[0]] = true
			}
		}
		l.path = l.layers[i].Name + name
		for _, r := range rows {
			if !replaced[r.Fields[0]] {
				l.line = r.Line
				read(r.Fields)
			}
		}
	}
}

// tableFaults keeps the faults of one table.
func (l *loader) tableFaults(layer Layer, err error) {
	if err == nil {
		return
	}
	faults := []error{err}
	if all, ok := err.(interface{ Unwrap() []error }); ok {
		faults = all.Unwrap()
	}
	for _, err := range faults {
		if len(l.faults) < maxFaults {
			if layer.Name != "" {
				err = fmt.Errorf("%s%w", layer.Name, err)
			}
			l.faults = append(l.faults, err)
		}
	}
}

func (l *loader) readStates(path string) {
	l.rows(path, statesFormat, func(f []string) {
		iso3, iso2, name := f[0], f[1], f[2]
		if !isCode(iso3, 3) || !isCode(iso2, 2) {
			l.fault("country codes %q and %q: want three and two capitals", iso3, iso2)
		}
		e := l.keep(Entry{Key: "state:" + iso3, Kind: State, Name: name, Country: iso3, Sector: event.GOV})
		l.states[iso3] = e
		l.name(name, inBoth, e)
		l.properNames(f[3], inID, e)
		l.properNames(f[4], inEN, e)
		l.properNames(f[5], inID, e)
		adjective := l.keep(Entry{Key: "demonym:" + iso3, Kind: Demonym, Name: name, Country: iso3})
		people := l.keep(Entry{Key: "demonym:" + iso3, Kind: Demonym, Name: name, Country: iso3, Plural: true})
		for d := range l.list(f[6]) {
			if namesSeveral(d) {
				l.name(d, inEN, people)
			} else {
				l.name(d, inEN, adjective)
			}
		}
		seat := l.keep(Entry{Key: "seat:" + iso3, Kind: Seat, Name: name, Country: iso3, Sector: event.GOV})
		l.properNames(f[7], inBoth, seat)
	})
}

// namesSeveral reports whether a demonym is a plural noun, such as "Russians"
// and "Frenchmen", by its form.
func namesSeveral(d string) bool {
	if strings.HasSuffix(d, "men") && !strings.HasSuffix(d, "Yemen") {
		return true
	}
	return strings.HasSuffix(d, "s") && !strings.HasSuffix(d, "ss") && !strings.HasSuffix(d, "ois")
}

func (l *loader) readBodies(path string) {
	l.rows(path, bodiesFormat, func(f []string) {
		e := l.keep(Entry{Key: "body:" + f[0], Kind: Body, Name: f[3], Country: f[1]})
		e.Sector = l.sector(f[2])
		if e.Sector == event.REB {
			e.Kind, e.Key = Group, "group:"+f[0]
		}
		l.country(e.Country, true)
		e.From, e.To = l.days(f[6], f[7])
		l.name(e.Name, inBoth, e)
		l.properNames(f[4], inID, e)
		l.properNames(f[5], inEN, e)
	})
}

func (l *loader) readPeople(path string) {
	var person []*Entry // the entries of the person being read
	var aliases string
	var first int // the line of the first of them
	enter := func() {
		if len(person) == 0 {
			return
		}
		here := l.line
		l.line = first
		l.name(person[0].Name, inBoth, person...)
		l.properNames(aliases, inBoth, person...)
		l.line = here
	}
	l.rows(path, peopleFormat, func(f []string) {
		e := l.keep(Entry{Key: "person:" + f[0], Kind: Person, Country: f[3], Office: f[5], Name: f[6]})
		l.country(e.Country, true)
		e.Sector = l.sector(f[4])
		e.From, e.To = l.days(f[1], f[2])
		if len(person) == 0 || person[0].Key != e.Key {
			enter()
			if e.Name == "" {
				l.fault("no name on the first row of %q", f[0])
				e.Name = f[0]
			}
			person, aliases, first = person[:0], f[7], l.line
		} else {
			if e.Name != "" || f[7] != "" {
				l.fault("name and aliases of %q stand on its first row only", f[0])
			}
			e.Name = person[0].Name
		}
		for _, o := range person {
			if o.Office == e.Office && o.Country == e.Country && overlap(o, e) {
				l.fault("%q is %q twice at the same time", f[0], e.Office)
			}
		}
		person = append(person, e)
		l.holds(e)
	})
	enter()
}

// term is the time that a person holds an office of one holder.
type term struct {
	entry *Entry
	path  string
	line  int
}

// readSole reads the offices that one person at a time holds.
func (l *loader) readSole(path string) {
	l.sole = map[string]bool{}
	l.like, l.general = map[string][]string{}, map[string]string{}
	l.rows(path, soleFormat, func(f []string) {
		l.sole[f[0]] = l.yes("of_place", f[1])
		if f[2] != "" {
			l.like[officeKey(f[2])] = append(l.like[officeKey(f[2])], officeKey(f[0]))
			l.general[officeKey(f[0])] = officeKey(f[2])
		}
	})
}

// holds checks that nobody else holds the office of e when e does, but for the
// day on which it changes hands.
func (l *loader) holds(e *Entry) {
	if !l.isSole(e.Office) || e.Country == "" && !strings.Contains(e.Office, " of ") {
		return
	}
	key := holderKey(e.Office, e.Country)
	for _, t := range l.terms[key] {
		o := t.entry
		if o.Key == e.Key || o.To != 0 && e.From >= o.To || e.To != 0 && o.From >= e.To {
			continue
		}
		l.fault("%s of %s is held by %s too (%s:%d)", e.Office, e.Country, strings.TrimPrefix(o.Key, "person:"), t.path, t.line)
	}
	l.terms[key] = append(l.terms[key], term{e, l.path, l.line})
	l.holders[key] = append(l.holders[key], e)
}

// readSplits reads when divisions came to be.
func (l *loader) readSplits(name string) {
	l.rows(name, splitsFormat, func(f []string) {
		since, _ := l.days(f[1], "")
		if since == 0 {
			l.fault("division %q without the day since when it is one", f[0])
		}
		l.country(f[3], false)
		l.splits = append(l.splits, split{name: f[0], since: since, before: f[2], country: f[3]})
	})
}

// isSole reports whether one person at a time holds the office.
func (l *loader) isSole(office string) bool {
	if ofPlace, ok := l.sole[office]; ok {
		return !ofPlace
	}
	head, _, ok := strings.Cut(office, " of ")
	return ok && l.sole[head]
}

// overlap reports whether two entries hold on one day at least.
func overlap(a, b *Entry) bool {
	return (a.To == 0 || b.From <= a.To) && (b.To == 0 || a.From <= b.To)
}

// outletKinds are the kinds of outlets that outlets.tsv tells apart.
var outletKinds = []string{"agency", "newspaper", "magazine", "broadcaster", "online"}

func (l *loader) readOutlets(path string) {
	known := map[string]bool{}
	type link struct {
		line          int
		outlet, other string
	}
	var links []link
	l.rows(path, outletsFormat, func(f []string) {
		e := l.keep(Entry{Key: "outlet:" + f[0], Kind: Outlet, Name: f[1], Country: f[3], Sector: event.MED})
		l.country(e.Country, true)
		if !slices.Contains(outletKinds, f[4]) {
			l.fault("kind %q: want agency, newspaper, magazine, broadcaster or online", f[4])
		}
		e.Wire = f[4] == "agency"
		l.name(e.Name, inBoth, e)
		l.properNames(f[2], inBoth, e)
		known[f[0]] = true
		for other := range l.list(f[5]) {
			links = append(links, link{l.line, f[0], other})
		}
	})
	for _, k := range links {
		l.line = k.line
		if !known[k.other] {
			l.fault("partner %q: no such outlet", k.other)
		} else if k.other == k.outlet {
			l.fault("%q is a partner of itself", k.outlet)
		}
	}
}

func (l *loader) readPlaces(path string) {
	l.rows(path, placesFormat, func(f []string) {
		e := l.keep(Entry{Key: "place:" + f[0], Kind: Place, Name: f[1], Country: f[3], Admin1: f[4]})
		e.Precision = l.precision(f[5])
		l.country(e.Country, e.Precision == event.Region)
		l.name(e.Name, inBoth, e)
		l.properNames(f[2], inBoth, e)
	})
}

// readLexicon reads the words of one language.
func (l *loader) readLexicon(lang string, in langs) {
	dir := "lexicon/" + lang + "/"
	single := func(word string) *trait {
		t := l.names.single(word)
		if t == nil {
			l.fault("%q is not one word", word)
			t = &trait{}
		}
		return t
	}
	l.rows(dir+"common.tsv", commonFormat, func(f []string) { single(f[0]).common |= in })
	l.rows(dir+"former.tsv", formerFormat, func(f []string) {
		single(f[0]).former |= in
		l.name(f[0], in, l.keep(Entry{Key: "former:" + f[0], Kind: Office, Name: f[0], Sector: event.ELI, Former: true}))
	})
	var words []*Entry
	l.rows(dir+"offices.tsv", officesFormat, func(f []string) {
		e := l.keep(Entry{Key: "office:" + f[1], Kind: Office, Name: f[0], Country: f[3], Office: f[1]})
		e.Sector = l.sector(f[2])
		l.country(e.Country, true)
		e.Plural = l.yes("plural", f[4])
		words = append(words, e)
	})
	l.words(words, in, true)
	words = nil
	l.rows(dir+"nouns.tsv", nounsFormat, func(f []string) {
		e := l.keep(Entry{Key: "noun:" + strings.ReplaceAll(f[0], " ", "-"), Kind: Noun, Name: f[0], Country: f[2]})
		e.Sector = l.sector(f[1])
		l.country(e.Country, true)
		e.Plural = l.yes("plural", f[3])
		words = append(words, e)
	})
	l.words(words, in, false)
}

// words enters the phrases of one lexicon table and the English plurals that the
// table has no row for. With former, each is entered as former too.
func (l *loader) words(entries []*Entry, in langs, former bool) {
	listed := make(map[string]bool, len(entries))
	for _, e := range entries {
		listed[e.Name] = true
	}
	enter := func(e *Entry) {
		l.name(e.Name, in, e)
		if former {
			was := l.keep(*e)
			was.Former, was.Sector = true, event.ELI
			l.formerName(e.Name, in, was)
		}
	}
	for _, e := range entries {
		enter(e)
		if in != inEN || e.Plural {
			continue
		}
		if many := plural(e.Name); !listed[many] {
			p := l.keep(*e)
			p.Name, p.Plural = many, true
			enter(p)
		}
	}
}

// name enters one name of some entries.
func (l *loader) name(name string, in langs, entries ...*Entry) {
	node, ok := l.names.node(name)
	if !ok {
		l.fault("name %q has no letters, over %d pieces or a piece of %d bytes and more", name, maxNameTokens, fold.MaxPiece)
		return
	}
	from := nameLevel(name)
	for _, e := range entries {
		l.names.add(node, named{in, from, e})
	}
}

// formerName enters the name of an entry that is meant after a former word. The
// name is there already.
func (l *loader) formerName(name string, in langs, e *Entry) {
	if node, ok := l.names.node(name); ok {
		l.names.add(l.names.follow(node, wasHeld), named{in, nameLevel(name), e})
	}
}

// properNames enters a list of names: in both languages, but acronyms in their
// own alone.
func (l *loader) properNames(list string, own langs, entries ...*Entry) {
	for name := range l.list(list) {
		in := inBoth
		if nameLevel(name) == capitals {
			in = own
		}
		l.name(name, in, entries...)
	}
}

// list cuts a field into its parts at semicolons.
func (l *loader) list(field string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		if field == "" {
			return
		}
		for part := range strings.SplitSeq(field, ";") {
			if part == "" || part[0] == ' ' || part[len(part)-1] == ' ' {
				l.fault("list %q has an empty part or a blank beside a semicolon", field)
				return
			}
			if !yield(part) {
				return
			}
		}
	}
}

func (l *loader) sector(code string) event.Sector {
	s, ok := event.ParseSector(code)
	if !ok {
		l.fault("sector %q: no such code", code)
	}
	return s
}

// country checks a reference to a state; none says whether it may be empty.
func (l *loader) country(iso3 string, none bool) {
	if iso3 == "" && none {
		return
	}
	if l.states[iso3] == nil {
		l.fault("country %q: not in actors/states.tsv", iso3)
	}
}

func (l *loader) days(from, to string) (a, b text.Day) {
	read := func(s string) text.Day {
		if s == "" {
			return 0
		}
		d, err := text.ParseDay(s)
		if err != nil {
			l.fault("%v", err)
		}
		return d
	}
	a, b = read(from), read(to)
	if a != 0 && b != 0 && b < a {
		l.fault("ends %s before it begins %s", to, from)
	}
	return a, b
}

func (l *loader) yes(column, field string) bool {
	if field != "yes" && field != "no" {
		l.fault("column %s is %q, want yes or no", column, field)
	}
	return field == "yes"
}

// precisions are the classes that a place can have, by name.
var precisions = []event.Precision{event.Region, event.Province, event.District, event.City, event.Point}

func (l *loader) precision(name string) event.Precision {
	i := slices.IndexFunc(precisions, func(p event.Precision) bool { return p.String() == name })
	if i < 0 {
		l.fault("precision %q: want region, province, district, city or point", name)
		return event.UnknownPlace
	}
	return precisions[i]
}

// isCode reports whether s is n capital letters.
func isCode(s string, n int) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return len(s) == n
}
