package rule

import "strings"

// form is one way to write a verb, with the voice that it shows.
type form struct {
	word  string
	voice Voice
}

// indonesianForms returns the ways to write an Indonesian verb that is listed
// by its active form: the form itself, the di- passive, and the bare stem of
// headlines and first-person passives. Where meN- hides the first letter of
// the stem (menulis from tulis, menilai from nilai) both stems are given; the
// wrong one is no word and never met. After Sneddon and others, Indonesian: A
// Comprehensive Grammar, 2nd edition, 1.5.
func indonesianForms(active string) []form {
	out := []form{{active, AnyVoice}}
	if strings.HasPrefix(active, "di") && len(active) > 5 {
		return []form{{active, Passive}}
	}
	stems := stems(active)
	if len(stems) == 0 {
		return out
	}
	out[0].voice = Active
	for _, s := range stems {
		out = append(out, form{"di" + s, Passive})
		if len(s) >= 4 {
			out = append(out, form{s, Bare})
		}
	}
	return out
}

// stems returns the possible stems of a meN- form, nil for other words.
func stems(w string) []string {
	vowel := func(s string) bool { return s != "" && strings.IndexByte("aeiou", s[0]) >= 0 }
	cut := func(p string) (string, bool) {
		rest, ok := strings.CutPrefix(w, p)
		return rest, ok && len(rest) >= 2
	}
	if r, ok := cut("meny"); ok && vowel(r) {
		return []string{"s" + r, "ny" + r}
	}
	if r, ok := cut("meng"); ok {
		if vowel(r) {
			out := []string{r, "k" + r}
			if r[0] == 'e' && oneSyllable(r[1:]) {
				out = append(out, r[1:]) // mengebom, mengesahkan
			}
			return out
		}
		return []string{r}
	}
	if r, ok := cut("mem"); ok {
		if vowel(r) {
			return []string{"p" + r, "m" + r}
		}
		return []string{r}
	}
	if r, ok := cut("men"); ok {
		if vowel(r) {
			return []string{"t" + r, "n" + r}
		}
		return []string{r}
	}
	if r, ok := cut("me"); ok && strings.IndexByte("lrwy", r[0]) >= 0 {
		return []string{r}
	}
	return nil
}

// oneSyllable reports whether a stem has one vowel, before a suffix.
func oneSyllable(s string) bool {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "kan"), "i")
	n := 0
	for i := 0; i < len(s); i++ {
		if strings.IndexByte("aeiou", s[i]) >= 0 {
			n++
		}
	}
	return n == 1
}
