// Package event holds the nouns of coding: the event that one report tells,
// its participants, claim, time, place, quantities and evidence, and the codes
// that name them. It knows nothing of how they are found.
package event

import "kabar/internal/text"

// Event is what one report says happened, will happen, may happen or did not
// happen. Its ID depends on its content and its report only.
type Event struct {
	ID         string
	Report     string // the report's ID
	Type       Type
	Mode       string    // PLOVER mode of Type, or ""
	CAMEO      string    // CAMEO code with its leading zero, or ""
	Frame      string    // what of its type it is, finer than a mode: an id of ontology/frames.yaml
	Contexts   []Context // PLOVER contexts, sorted by name
	Actors     []Party
	Recipients []Party
	Trigger    Words
	Sentence   Words // the sentence with the trigger
	Aux        Aux
	Time       *When     // nil where the text gives no time
	Place      *Where    // nil where the text gives no place
	Claim      []Speaker // who says so, outermost first; empty for the outlet's own voice
	Quantities []Quantity
	Confidence float64 // 0..1; see docs/quality.md for how it was set
	Rule       string  // rule that fired, as file:id
	Also       []Words // triggers of further sentences that tell the same event
	Notes      []Note
}

// Words are words of the report: where they stand and what they are.
type Words struct {
	Span text.Span
	Text string
}

// Party is a participant of an event.
type Party struct {
	Words          // as first named in the event's sentence
	Entity  string // key of the entity in the knowledge tables, or ""
	Country string // ISO 3166 alpha-3, or "" for none or unknown
	Sector  Sector
	How     string // how country and sector were found, in short words
}

// Speaker is one link of a claim: somebody who is said to say so.
type Speaker struct {
	Words
	Name      string // the fullest name that the report gives this speaker
	Stance    Stance
	Anonymous bool // "seorang pejabat", "sources"
}

// Stance is how a speaker stands to what is said.
type Stance uint8

// The stances of a speaker.
const (
	States Stance = iota
	Denies
	Plans
	Supposes
)

var stanceNames = [...]string{"states", "denies", "plans", "supposes"}

func (s Stance) String() string { return stanceNames[s] }

// Grain is the finest unit of time that a phrase supports.
type Grain uint8

// The grains, from unknown and coarse to fine.
const (
	UnknownGrain Grain = iota
	Decade
	Year
	Quarter
	Month
	Week
	DayGrain
)

var grainNames = [...]string{"unknown", "decade", "year", "quarter", "month", "week", "day"}

func (g Grain) String() string { return grainNames[g] }

// Interval is a range of days, both ends included, with the grain of the words
// that gave it. An interval whose days are not known has zero days.
type Interval struct {
	Start, End text.Day
	Grain      Grain
}

// When is the time of an event.
type When struct {
	Words
	Interval
	Anchor string // what it was reckoned from: "published", "text" (absolute), or "none"
}

// Precision is how exactly a place is known.
type Precision uint8

// The precisions, from unknown to exact.
const (
	UnknownPlace Precision = iota
	Region                 // several countries, a sea
	Country
	Province // first-level division
	District // second-level division
	City
	Point // a building or site
)

var precisionNames = [...]string{"unknown", "region", "country", "province", "district", "city", "point"}

func (p Precision) String() string { return precisionNames[p] }

// Where is the place of an event, no more exact than the text supports.
type Where struct {
	Words
	Country   string // ISO 3166 alpha-3, or ""
	Admin1    string // first-level division on the day of the report, or ""
	Precision Precision
	Name      string   // of the place, or "" where it is not known or not settled
	Admin2    string   // second-level division, or ""
	Located   bool     // Lat and Lon are known: only of cities and points, and never the middle of something larger
	Lat, Lon  float64  // degrees of WGS 84
	GeoNames  uint32   // identifier there, or 0
	Rivals    []string // other places of the name, the likeliest first
	How       string   // what decided, for people
}

// Quantity is a number that belongs to the event.
type Quantity struct {
	Words
	What  string // soldiers, killed, wounded, arrested, money, weapons, people or other
	Value float64
	Op    string // "=", ">" (at least or more than), "<" (at most or less than), "~" (about)
	Unit  string // ISO 4217 code for money, else the counted word or ""
}

// Aux is the set of PLOVER auxiliary modes of an event.
type Aux uint8

// The auxiliary modes.
const (
	Future Aux = 1 << iota
	Hypothetical
	Historical
	Negated
)

// Names returns the names of the modes in a, in alphabetical order.
func (a Aux) Names() []string {
	out := []string{}
	for _, m := range [...]struct {
		bit  Aux
		name string
	}{{Future, "future"}, {Historical, "historical"}, {Hypothetical, "hypothetical"}, {Negated, "negated"}} {
		if a&m.bit != 0 {
			out = append(out, m.name)
		}
	}
	return out
}

// Note is a recorded abstention or doubt: something that the coder saw and did
// not decide, and why. It is not an error.
type Note struct {
	Code string    // short stable name, such as "no-publication-date"
	Span text.Span // the words it is about; zero for the whole report
	Text string    // one sentence for a person
}
