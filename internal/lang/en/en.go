// Package en holds what is particular to English when text is cut into
// sentences and words: contractions, hyphens, abbreviations, page furniture.
package en

import (
	"strings"

	"kabar/internal/lang/profile"
)

// Profile returns how English is cut. Words are cut as in UD EWT.
func Profile() *profile.Profile {
	return &profile.Profile{
		Lang:            "en",
		Abbreviations:   abbreviations,
		Furniture:       furniture,
		Dangling:        dangling,
		Starters:        starters,
		Cut:             Cut,
		Hyphen:          hyphen,
		Slash:           slash,
		Elided:          elided,
		Currencies:      []string{"rp"},
		CurrencyLetters: true,
		Letters:         true,
		Closings:        set(`regards sincerely thanks cheers truly faithfully wishes love`),
		LowerStarts:     true,
	}
}

// Cut returns where w consists of several syntactic words: before n't, 's and
// the other contracted words, inside cannot, gonna and the like.
func Cut(w string) profile.Cuts {
	var c profile.Cuts
	if len(w) < 2 || len(w) > 40 {
		return c
	}
	i, size := lastApostrophe(w)
	if i <= 0 {
		if len(w) > 7 {
			return c
		}
		var buf profile.Folded
		if at := bare[string(profile.Lower(&buf, w))]; at > 0 {
			c.Add(at)
		}
		return c
	}
	tail := w[i+size:]
	switch {
	case w[i-1] >= '0' && w[i-1] <= '9': // AK47's
	case strings.EqualFold(tail, "t") && i > 1 && (w[i-1] == 'n' || w[i-1] == 'N'):
		c.Add(i - 1)
	case strings.EqualFold(tail, "s"), strings.EqualFold(tail, "m"), strings.EqualFold(tail, "d"),
		strings.EqualFold(tail, "ll"), strings.EqualFold(tail, "ve"), strings.EqualFold(tail, "re"):
		if j, n := lastApostrophe(w[:i]); j > 1 && strings.EqualFold(w[j+n:i], "t") { // couldn't've
			c.Add(j - 1)
		}
		c.Add(i)
	}
	return c
}

// lastApostrophe returns where the last apostrophe of w stands and its length.
func lastApostrophe(w string) (i, size int) {
	i, size = strings.LastIndexByte(w, '\''), 1
	if j := strings.LastIndex(w, "’"); j > i {
		i, size = j, len("’")
	}
	if j := strings.LastIndexByte(w, '`'); j > i {
		i, size = j, 1
	}
	return i, size
}

// bare holds contractions without an apostrophe, with the place of the cut.
var bare = map[string]int{
	"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "dont": 2, "wont": 2, "cant": 2, "didnt": 3, "doesnt": 4,
	"isnt": 2, "wasnt": 3, "arent": 3, "couldnt": 5, "wouldnt": 5, "havent": 4, "hasnt": 3, "ive": 1, "im": 1,
	"youre": 3, "theyre": 4, "thats": 4, "whats": 4, "theres": 5, "lemme": 3, "gimme": 3,
	"youll": 3, "itll": 2, "theyll": 4, "youve": 3, "weve": 2, "theyve": 4, "lets": 3,
}

// hyphen reports whether the hyphen at w[i] parts two words. It does but after
// a prefix and in numbers.
func hyphen(w string, i int) bool {
	left := w[:i]
	if j := strings.LastIndexAny(left, "-/"); j >= 0 {
		left = left[j+1:]
	}
	if left == "" || i+1 == len(w) {
		return false
	}
	var buf profile.Folded
	return !prefixes[string(profile.Lower(&buf, left))]
}

// slash reports whether the slash at w[i] parts two words.
func slash(w string, i int) bool {
	var buf profile.Folded
	switch string(profile.Lower(&buf, w)) {
	case "b/c", "w/o", "w/out", "l/c", "i/c", "b/t", "i/s", "n/a":
		return false
	}
	return true
}

// elided reports whether w is a word after an apostrophe.
func elided(w string) bool {
	var buf profile.Folded
	switch string(profile.Lower(&buf, w)) {
	case "s", "em", "n", "re", "ve", "ll", "m", "d", "til", "cause", "tis", "twas":
		return true
	}
	return len(w) >= 2 && len(w) <= 3 && w[0] >= '0' && w[0] <= '9' && w[1] >= '0' && w[1] <= '9' && (len(w) == 2 || w[2] == 's')
}

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
