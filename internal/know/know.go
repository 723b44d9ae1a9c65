// Package know holds what the coder knows of the world: states, bodies, armed
// groups, persons with their offices and dates, outlets, places, and the words
// of each language for offices and generic actors. It reads them from tables,
// checks them, and finds their names in sentences. It resolves nothing: which
// of several entries a mention stands for is the coder's decision.
package know

import (
	"io/fs"

	"kabar/internal/event"
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

// Base is the loaded knowledge. It is immutable and safe for use by many
// goroutines.
type Base struct {
	states map[string]*Entry
}

// Load reads and checks the tables of fsys, which is rooted at data/. It
// returns all faults, each as file:line, capped at 100.
func Load(fsys fs.FS) (*Base, error) {
	return &Base{}, nil
}

// Match returns the entries of the longest name in lang that starts at token i
// of a sentence, and how many tokens it spans; 0 when there is none. The
// entries are sorted by kind, key and first day, and are read only.
func (b *Base) Match(lang string, toks []text.Token, i int) (n int, entries []*Entry) {
	return 0, nil
}

// MatchPart returns the entries that are named by word alone, such as one part
// of the token "Rusia-Korea". They are sorted and read only.
func (b *Base) MatchPart(lang, word string) []*Entry { return nil }

// Holder picks from the entries of one person, as Match gives them, the one
// that holds on day d.
//
//   - One holds on d: it, former false, ok true. Of several, a public office
//     comes before a party one, then the later one.
//   - None holds but some ended before d: the last of these, former true, ok true.
//   - All begin after d, or d is unknown and the tenures disagree on the sector:
//     an entry that is good for the country only, ok false.
//   - No entry is a person: nil, false, false.
func (b *Base) Holder(entries []*Entry, d text.Day) (e *Entry, former, ok bool) {
	return nil, false, false
}

// Country returns the state with the ISO 3166 alpha-3 code, nil when unknown.
func (b *Base) Country(iso3 string) *Entry { return b.states[iso3] }

// PlacesNamed returns all places with this name in lang, sorted by key.
func (b *Base) PlacesNamed(lang, name string) []*Entry { return nil }
