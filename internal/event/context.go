package event

import "slices"

// ContextName is a PLOVER context: why an event happens, as far as words say.
type ContextName string

// Context is a context of an event with the words that it rests on.
type Context struct {
	Words
	Name ContextName
}

// ContextNames are the 37 contexts of PLOVER, sorted (shared ontology; PLOVER
// codebook, draft of 2021).
var ContextNames = []ContextName{
	"asylum", "cbrn", "corruption", "crime", "cyber", "diplomatic", "disasters", "economic", "election", "environment",
	"executive", "gender", "health", "human_rights", "human_security", "illegal_drugs", "inequality", "intelligence",
	"legal", "legislative", "lgbt", "migration", "military", "misinformation", "natural_resource", "peacekeeping",
	"political_institutions", "pro_autocracy", "pro_democracy", "religion_ethnicity", "reparations", "repression",
	"rights_freedoms", "technology", "territory", "terrorism", "trafficking",
}

// ParseContext returns the context called s; ok is false when there is none.
func ParseContext(s string) (c ContextName, ok bool) {
	i, ok := slices.BinarySearch(ContextNames, ContextName(s))
	if !ok {
		return "", false
	}
	return ContextNames[i], true
}
