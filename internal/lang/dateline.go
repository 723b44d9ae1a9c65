package lang

import (
	"unicode"
	"unicode/utf8"

	"kabar/internal/text"
)

// maxDateline is the most words of a dateline, its dash included.
const maxDateline = 14

// maxDatelineSentence is the last sentence of a report that may carry a
// dateline; headlines and bylines may stand before it.
const maxDatelineSentence = 3

// dateline returns how many words at the start of a sentence are its dateline
// with the dash that closes it ("SEOUL - ", "JAKARTA, KOMPAS.com - ",
// "WASHINGTON (Reuters) — "); 0 when there is none. Before the dash stand only
// capitalised words, numbers, months and marks; a hyphen without blanks closes it
// only behind a mark or the name of a site.
func dateline(tokens []text.Token) int {
	marked := false // a mark or a site stands before the dash
	for i := range tokens {
		if i >= maxDateline {
			return 0
		}
		form := tokens[i].Form
		switch form {
		case "-", "–", "—", "--":
			if i == 0 || i+2 >= len(tokens) || !marked && joins(tokens, i) {
				return 0
			}
			return i + 1
		case ",", "(", ")", ".", "/", ":", "|":
			if i == 0 {
				return 0
			}
			marked = true
			continue
		}
		r, _ := utf8.DecodeRuneInString(form)
		site := webName(form)
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) && !site {
			return 0
		}
		marked = marked || site
	}
	return 0
}

// joins reports whether word i is a hyphen inside a name, with no blank on either
// side: "TPNPB-OPM", "Kang Kyung-wha".
func joins(tokens []text.Token, i int) bool {
	t := &tokens[i]
	return tokens[i-1].Span.End == t.Span.Start && t.Span.End == tokens[i+1].Span.Start
}

// webName reports whether a word ends as the name of a site does.
func webName(s string) bool {
	for _, end := range [...]string{".com", ".co.id", ".id", ".net", ".co"} {
		if len(s) > len(end) && s[len(s)-len(end):] == end {
			return true
		}
	}
	return s == "com"
}

// attachDateline hangs the n words of a dateline on the root of the rest of
// the sentence, whose own heads count from word n.
func attachDateline(tokens []text.Token, n int) {
	root := int32(n)
	for i := n; i < len(tokens); i++ {
		if tokens[i].Head < 0 {
			root = int32(i)
		} else {
			tokens[i].Head += int32(n)
		}
	}
	for i := 0; i < n; i++ {
		tokens[i].Head, tokens[i].Rel = 0, "flat"
		if tokens[i].POS == text.PUNCT {
			tokens[i].Rel = "punct"
		}
	}
	tokens[0].Head, tokens[0].Rel = root, "parataxis"
}
