package event

// Type is a PLOVER event type. The zero value is no type.
type Type uint8

// The sixteen PLOVER types, in the codebook's order.
const (
	NoType Type = iota
	AGREE
	CONSULT
	SUPPORT
	CONCEDE
	COOPERATE
	AID
	RETREAT
	REQUEST
	ACCUSE
	REJECT
	THREATEN
	PROTEST
	MOBILIZE
	SANCTION
	COERCE
	ASSAULT
	NumTypes = int(ASSAULT) + 1 // how many types there are, NoType included
)

// Sector is a participant's sector: a PLOVER sector code as listed in
// docs/design.md. The empty string is no sector.
type Sector string

// The sectors that the coder assigns.
const (
	GOV Sector = "GOV" // executive, ministries, head of state, a state acting by its name
	MIL Sector = "MIL"
	COP Sector = "COP" // police and investigating agencies
	SPY Sector = "SPY"
	JUD Sector = "JUD" // courts and prosecutors
	LEG Sector = "LEG"
	PTY Sector = "PTY"
	OPP Sector = "OPP"
	REB Sector = "REB"
	CVL Sector = "CVL"
	MED Sector = "MED"
	BUS Sector = "BUS"
	IGO Sector = "IGO"
	NGO Sector = "NGO"
	EDU Sector = "EDU"
	REL Sector = "REL"
	LAB Sector = "LAB"
	ELI Sector = "ELI" // former officials, elites
	UNK Sector = "UNK"
)

// typeInfo is what the codebook fixes for a type.
var typeInfo = [NumTypes]struct {
	name       string
	reciprocal bool
	modes      []string
}{
	NoType:    {},
	AGREE:     {"AGREE", true, nil},
	CONSULT:   {"CONSULT", true, []string{"visit", "third-party", "multilateral", "phone"}},
	SUPPORT:   {"SUPPORT", false, nil},
	CONCEDE:   {"CONCEDE", false, nil},
	COOPERATE: {"COOPERATE", true, nil},
	AID:       {"AID", false, nil},
	RETREAT:   {"RETREAT", false, []string{"withdraw", "release", "disarm", "ceasefire", "access", "resign"}},
	REQUEST:   {"REQUEST", false, []string{"assist", "change", "yield", "meet"}},
	ACCUSE:    {"ACCUSE", false, []string{"disapprove", "investigate", "allege"}},
	REJECT:    {"REJECT", false, []string{"assist", "change", "yield", "meet"}},
	THREATEN:  {"THREATEN", false, []string{"restrict", "arrest", "relations", "expel", "territory", "violence"}},
	PROTEST:   {"PROTEST", false, []string{"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}},
	MOBILIZE:  {"MOBILIZE", false, []string{"troops", "weapons", "police", "militia"}},
	SANCTION:  {"SANCTION", false, []string{"convict", "expel", "withdraw", "discontinue"}},
	COERCE: {"COERCE", false, []string{"seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport",
		"withhold", "misinformation", "cyber"}},
	ASSAULT: {"ASSAULT", false, []string{"abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive",
		"firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"}},
}

// String returns the PLOVER name of t, "" for NoType.
func (t Type) String() string { return typeInfo[t].name }

// ParseType returns the type with the PLOVER name s; ok is false when there is
// none.
func ParseType(s string) (t Type, ok bool) {
	for i := range typeInfo {
		if i > 0 && typeInfo[i].name == s {
			return Type(i), true
		}
	}
	return NoType, false
}

// Reciprocal reports whether the codebook lets both sides of t be actors:
// CONSULT, AGREE and COOPERATE.
func (t Type) Reciprocal() bool { return typeInfo[t].reciprocal }

// HasMode reports whether mode is one of the codebook's modes of t. The empty
// mode fits every type.
func (t Type) HasMode(mode string) bool {
	if mode == "" {
		return true
	}
	for _, m := range typeInfo[t].modes {
		if m == mode {
			return true
		}
	}
	return false
}

// ParseSector returns the sector with the code s; ok is false when there is
// none.
func ParseSector(s string) (sec Sector, ok bool) {
	switch c := Sector(s); c {
	case GOV, MIL, COP, SPY, JUD, LEG, PTY, OPP, REB, CVL, MED, BUS, IGO, NGO, EDU, REL, LAB, ELI, UNK:
		return c, true
	}
	return "", false
}
