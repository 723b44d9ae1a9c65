// Package know holds what the coder knows of the world: states, bodies, armed
// groups, persons with their offices and dates, outlets, places, and the words
// of each language for offices and generic actors. It reads them from tables,
// checks them, and finds their names in sentences. It resolves nothing: which
// of several entries a mention stands for is the coder's decision.
package know

import (
	"strings"

	"kabar/internal/event"
	"kabar/internal/know/gazetteer"
	"kabar/internal/text"
)

// Kind says what an entry is.
type Kind uint8

// The kinds of entries, in the order in which Match sorts them.
const (
	State   Kind = iota + 1
	Demonym      // "Russian", "Israelis": a nationality, English only
	Seat         // a capital or building that stands for its government
	Body         // an organisation, company, party or office with a name
	Group        // an armed group or movement outside the state
	Outlet
	Person
	Office // "menteri luar negeri", "ambassador"
	Noun   // "tentara", "protesters": a generic actor
	Place
)

// Entry is one thing or word that the tables know. Entries are read only.
type Entry struct {
	Key       string // stable: "state:RUS", "body:asean", "person:sergei-lavrov", "place:wonsan"
	Kind      Kind
	Name      string          // canonical name: in English, or the thing's own
	Country   string          // ISO 3166 alpha-3 (XKX for Kosovo), or "" for none
	Sector    event.Sector    // "" for places, demonyms and former words
	Admin1    string          // places: the first-level division, or ""
	Precision event.Precision // places
	Office    string          // persons: the office in words; offices: its key
	From, To  text.Day        // first and last day that it holds; zero is open
	Former    bool            // the phrase itself says former: "mantan", "eks menteri"
	Wire      bool            // outlets: a news agency
	Plural    bool            // demonyms, nouns, offices: names several people
}

// Valid reports whether e holds on day d. On an unknown day every entry does.
func (e *Entry) Valid(d text.Day) bool {
	return !d.Known() || (e.From == 0 || e.From <= d) && (e.To == 0 || d <= e.To)
}

// Base is the loaded knowledge. It is immutable and safe for use by many
// goroutines.
type Base struct {
	states     map[string]*Entry
	holders    map[string][]*Entry // by holderKey
	sole       map[string]bool     // offices of one holder, by key
	like       map[string][]string // offices that are like a general one, by key
	general    map[string]string   // the general office that one is like
	splits     []split
	index      index
	gazetteers []*gazetteer.Gazetteer
}

// split is a first-level division that was a part of another before a day.
type split struct {
	name, before, country string
	since                 text.Day
}

// Match returns the entries of the longest name in lang that starts at token i
// of a sentence, and how many tokens it spans; 0 when there is none. The
// entries are sorted by kind, key and first day, and are read only.
//
// Names are compared without regard to case, hyphens, full stops, apostrophes
// and diacritics. But an acronym matches capitals only, and what the tables
// write with a capital needs one on its first word. Names of states, persons,
// places and so on are known in both languages, acronyms and ordinary words in
// their own. Indonesian reduplication ("menteri-menteri") matches as its half.
// Other languages than id and en match nothing.
func (b *Base) Match(lang string, toks []text.Token, i int) (n int, entries []*Entry) {
	return b.index.match(languageOf(lang), toks, i)
}

// MatchPart returns the entries that are named by word alone, such as one part
// of the token "Rusia-Korea". They are sorted and read only.
func (b *Base) MatchPart(lang, word string) []*Entry {
	l := languageOf(lang)
	if l == noLanguage {
		return nil
	}
	s, ok := b.index.step(l, state{}, word)
	if !ok || s.node == 0 {
		return nil
	}
	return b.index.found(l, levelOf(word), s)
}

// Holder picks from the entries of one person, as Match gives them, the one
// that holds on day d.
//
//   - One holds on d: it, former false, ok true. Of several, an
//     office of a state comes before others and any before PTY, then the later first
//     day wins.
//   - None holds but some ended before d: the last of these, former true, ok true.
//   - All begin after d, or d is unknown and the entries disagree on the sector:
//     an entry that is good for the country only, ok false.
//   - No entry is a person: nil, false, false.
//
// Where the entries name several persons, the first person counts.
func (b *Base) Holder(entries []*Entry, d text.Day) (e *Entry, former, ok bool) {
	var held, ended, other *Entry
	agreed := true
	for _, c := range entries {
		if c.Kind != Person || other != nil && c.Key != other.Key {
			continue
		}
		if other != nil && c.Sector != other.Sector {
			agreed = false
		}
		switch {
		case c.Valid(d):
			if held == nil || before(c, held) {
				held = c
			}
		case c.To != 0 && c.To < d:
			if ended == nil || ended.To < c.To {
				ended = c
			}
		}
		if other == nil {
			other = c
		}
	}
	switch {
	case held != nil:
		return held, false, d.Known() || agreed
	case ended != nil:
		return ended, true, true
	}
	return other, false, false
}

// before reports whether of two entries that hold at once a is the one that a
// person is known by: an office of the state before any other, the later before
// the earlier.
func before(a, b *Entry) bool {
	if x, y := ofState(a.Sector), ofState(b.Sector); x != y {
		return x
	}
	if x, y := a.Sector == event.PTY, b.Sector == event.PTY; x != y {
		return y
	}
	return a.From >= b.From
}

// ofState reports whether the sector is one of a state or of a body of states.
func ofState(s event.Sector) bool {
	switch s {
	case event.GOV, event.MIL, event.COP, event.SPY, event.JUD, event.LEG, event.IGO:
		return true
	}
	return false
}

// holderKey is the key of an office in a country, whether the office is written
// as a key of the lexicons or in the words of people.tsv.
func holderKey(office, country string) string {
	return country + "\t" + officeKey(office)
}

// officeKey writes an office in small letters with hyphens.
func officeKey(office string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '\'' || r == '.' || r == ',':
			return -1
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return r
	}, office)
}

// HolderOf returns who holds the office on day d in a country: "foreign-minister"
// of RUS, "governor of Bali" of IDN; where a country calls the office otherwise,
// as the USA do, who holds the one like it. It knows offices of one holder at a
// time; false for all others, on an unknown day, and where the tables have no
// holder. On the day on which it changes hands it is the new one.
func (b *Base) HolderOf(office, country string, d text.Day) (*Entry, bool) {
	if !d.Known() {
		return nil, false
	}
	var holder *Entry
	for _, e := range b.holders[holderKey(office, country)] {
		if e.Valid(d) && (holder == nil || e.From > holder.From) {
			holder = e
		}
	}
	if holder == nil {
		for _, other := range b.like[officeKey(office)] {
			if h, ok := b.HolderOf(other, country, d); ok {
				return h, true
			}
		}
	}
	return holder, holder != nil
}

// Sole reports whether one person at a time holds the office, in a country or in
// each of its places.
func (b *Base) Sole(office string) bool { return b.sole[officeKey(office)] }

// Like returns the general office that an office is like, such as
// "foreign-minister" for "secretary of state"; the office itself, as a key, when
// it is none's like.
func (b *Base) Like(office string) string {
	key := officeKey(office)
	if general, ok := b.general[key]; ok {
		return general
	}
	return key
}

// maxNamesakes is the most places of one name that Places gives.
const maxNamesakes = 512

// Places appends to out the places that the gazetteers have under a name, the
// most populous first in each. It does not look into the tables.
func (b *Base) Places(name string, out []gazetteer.Place) []gazetteer.Place {
	start := len(out)
	for _, g := range b.gazetteers {
		out = g.Find(name, out)
	}
	return out[:min(len(out), start+maxNamesakes)]
}

// Division returns the name that a first-level division had on day d: before
// its split that of the division that it was a part of.
func (b *Base) Division(country, name string, d text.Day) string {
	for range b.splits { // a part may have been a part before
		changed := false
		for _, s := range b.splits {
			if s.name == name && s.country == country && d.Known() && d < s.since {
				name, changed = s.before, true
			}
		}
		if !changed {
			break
		}
	}
	return name
}

// Country returns the state with the ISO 3166 alpha-3 code, nil when unknown.
func (b *Base) Country(iso3 string) *Entry { return b.states[iso3] }

// Named returns all entries with this name in lang, sorted and read only,
// whatever the case of its letters.
func (b *Base) Named(lang, name string) []*Entry {
	l := languageOf(lang)
	if l == noLanguage {
		return nil
	}
	var s state
	for word := range strings.FieldsSeq(name) {
		var ok bool
		if s, ok = b.index.step(l, s, word); !ok {
			return nil
		}
	}
	return b.index.found(l, capitals, s)
}
