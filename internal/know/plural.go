package know

import "strings"

// plural returns the English plural of a phrase: of the word before the first
// "of", "to", "in", "for" or "at", else of its last word. Offices that put the
// noun first ("attorney general") and irregular words have rows of their own.
func plural(phrase string) string {
	for _, p := range [...]string{" of ", " to ", " in ", " for ", " at "} {
		if i := strings.Index(phrase, p); i > 0 {
			return pluralWord(phrase[:i]) + phrase[i:]
		}
	}
	return pluralWord(phrase)
}

// pluralWord returns the plural of the last word of s.
func pluralWord(s string) string {
	switch {
	case strings.HasSuffix(s, "man"):
		return s[:len(s)-2] + "en"
	case strings.HasSuffix(s, "person"):
		return s[:len(s)-4] + "ople"
	case strings.HasSuffix(s, "child"):
		return s + "ren"
	case strings.HasSuffix(s, "thief"), strings.HasSuffix(s, "wife"), strings.HasSuffix(s, "half"):
		return strings.TrimSuffix(strings.TrimSuffix(s, "fe"), "f") + "ves"
	case strings.HasSuffix(s, "s"), strings.HasSuffix(s, "x"), strings.HasSuffix(s, "ch"), strings.HasSuffix(s, "sh"):
		return s + "es"
	case strings.HasSuffix(s, "y") && len(s) > 1 && !strings.ContainsRune("aeiou", rune(s[len(s)-2])):
		return s[:len(s)-1] + "ies"
	}
	return s + "s"
}
