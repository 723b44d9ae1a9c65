// Package id holds what is particular to Indonesian when text is cut into
// sentences and words: clitics, abbreviations, page furniture and a list of
// frequent words.
package id

import (
	"strings"

	"kabar/internal/lang/profile"
)

// Profile returns how Indonesian is cut. Words are cut as in UD CSUI.
func Profile() *profile.Profile {
	return &profile.Profile{
		Lang:          "id",
		Abbreviations: abbreviations,
		Furniture:     furniture,
		Dangling:      dangling,
		Starters:      set(starters),
		Saying:        Saying,
		Cut:           Cut,
		Joined:        Joined,
		Hyphen:        Hyphen,
		Slash:         Slash,
		Currencies:    []string{"rp"},
		WholeQuotes:   true,
		DayMonth:      true,
	}
}

// frequency returns how frequent w is in news, from 1 to 10 (10 means in a
// third of all reports), and 0 for a word that is not in the list.
func frequency(w string) int {
	lo, hi := 0, len(words)-1 // words[lo] and words[hi] are line ends
	for lo < hi {
		mid := lo + (hi-lo)/2
		start := strings.LastIndexByte(words[lo:mid+1], '\n')
		if start < 0 {
			break
		}
		start += lo + 1
		end := start + strings.IndexByte(words[start:], '\n')
		switch entry := words[start : end-1]; {
		case entry == w:
			return int(words[end-1]-'0') + 1
		case entry < w:
			lo = end
		default:
			hi = start - 1
		}
	}
	return 0
}

// frequencyLower returns the frequency of w in lower case.
func frequencyLower(w string) int {
	var buf profile.Folded
	return frequency(string(profile.Lower(&buf, w)))
}

// in reports whether m has w in lower case.
func in(m map[string]bool, w string) bool {
	var buf profile.Folded
	return m[string(profile.Lower(&buf, w))]
}

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
