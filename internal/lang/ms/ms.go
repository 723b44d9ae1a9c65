// Package ms holds what is particular to Malay when text is cut into sentences
// and words. Where Malay is cut as Indonesian is, package id does it.
package ms

import (
	"strings"

	"kabar/internal/lang/id"
	"kabar/internal/lang/profile"
)

// Profile returns how Malay is cut. Words are cut as in UD CSUI, from which
// the model that reads them has learnt. Words whose blanks were lost are not
// looked for: package id knows them by counts of Indonesian news.
func Profile() *profile.Profile {
	return &profile.Profile{
		Lang:          "ms",
		Abbreviations: abbreviations,
		Furniture:     furniture,
		Dangling:      dangling,
		Starters:      starters,
		Saying:        saying,
		Cut:           Cut,
		Hyphen:        id.Hyphen,
		Slash:         id.Slash,
		Currencies:    []string{"rm", "rp"},
		Apostrophes:   apostrophes,
		WholeQuotes:   true,
		DayMonth:      true,
	}
}

// Cut returns where w consists of several syntactic words: as id.Cut does, but
// for words that only Malay has.
func Cut(w string) profile.Cuts {
	var c profile.Cuts
	var buf profile.Folded
	low := profile.Lower(&buf, w)
	if wholes[string(low)] {
		return c
	}
	if n := len(low) - len("lah"); n > 0 {
		switch string(low[n:]) {
		case "lah", "kah", "pun":
			if takesParticle[string(low[:n])] {
				c.Add(n)
				return c
			}
		}
	}
	return id.Cut(w)
}

// saying reports whether w announces a quotation.
func saying(w string) bool {
	var buf profile.Folded
	return speech[string(profile.Lower(&buf, w))] || id.Saying(w)
}

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
