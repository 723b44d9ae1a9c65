package split

import (
	"strings"

	"kabar/internal/lang/profile"
)

const (
	// maxStray is the most tokens of a line that a stray break can have cut
	// out of its sentence, as around a link.
	maxStray = 40
	// maxHeadline is the most tokens of a headline in page furniture.
	maxHeadline = 30
	// maxFurnitureLine is the most tokens of a line of page furniture.
	maxFurnitureLine = 120
)

// lineEnds reports whether the sentence ends at the line break before token i.
func (w *work) lineEnds(first, i int) bool {
	t := w.b.toks
	if w.ended(first, i-1) {
		return true
	}
	if w.stray(i) {
		return false
	}
	p := &t[i-1]
	if p.kind == abbr && w.abbreviation(p.start, p.end-1) == profile.Title || p.kind == initial && p.end-p.start == 2 {
		return false
	}
	if t[i].gap == paragraph {
		return true
	}
	if p.kind == dash && p.gap >= line { // a dateline's dash, alone in its line
		return false
	}
	switch p.kind {
	case word:
		c, _ := at(w.s, p.start)
		if c != lower {
			return true
		}
		if w.p.Dangling[string(w.lowered(p.start, p.end))] {
			return w.furniture(i) > 0
		}
	case inner:
		if w.s[p.start] != ',' {
			return true
		}
	case open, openq:
		return false
	default:
		return true
	}
	// The line before ends in mid-sentence if this line does.
	for k := i + 1; k < len(t) && k <= i+maxStray; k++ {
		if t[k].gap >= line {
			return w.ended(i, k-1) || t[k].gap == paragraph || !w.stray(k)
		}
	}
	return true
}

// ended reports whether token j, with the closing marks before it, ends a
// sentence by itself.
func (w *work) ended(first, j int) bool {
	t := w.b.toks
	for j > first && (t[j].kind == shutq || t[j].kind == shut) {
		j--
	}
	return t[j].kind == stop
}

// stray reports whether the line break before token i cannot end a sentence:
// what comes next goes on in lower case or begins with a mark that closes.
func (w *work) stray(i int) bool {
	t := w.b.toks
	switch t[i].kind {
	case inner, shut, shutq:
		return true
	case open: // "(GHF), yayasan", but not the initials "(fiq/gbr)"
		for k := i + 1; k < len(t) && k < i+8 && t[k].gap < line; k++ {
			if t[k].kind == shut {
				return k+1 < len(t) && t[k+1].gap < line
			}
		}
	case stop:
		return t[i].end-t[i].start == 1
	case dash: // alone in its line: a dateline's
		return t[i].gap == line && i+1 < len(t) && t[i+1].gap >= line
	case word:
		c, _ := at(w.s, t[i].start)
		return c == lower && (t[i].gap == line || !w.p.LowerStarts)
	}
	return false
}

// furniture returns how many tokens from token i on are page furniture.
func (w *work) furniture(i int) int {
	t := w.b.toks
	var best profile.Furniture
	size := 0
	c := w.s[t[i].start] | 0x20 // in lower case, if a letter
	for _, f := range w.p.Furniture {
		if f.Words[0]|0x20 != c {
			continue
		}
		if n := w.phrase(i, f.Words); n > size {
			best, size = f, n
		}
	}
	if size == 0 {
		return w.credit(i)
	}
	end := i + size
	lineStart := t[i].gap >= line
	lineEnd := end == len(t) || t[end].gap >= line
	switch best.Scope {
	case profile.Whole:
		if lineStart && lineEnd {
			return size
		}
		return 0
	case profile.Phrase:
		if lineEnd || lineStart && !w.lowerWord(&t[end]) || w.freshAt(end) {
			return size
		}
		return 0
	case profile.Bracket:
		if k := w.closing(i); k > 0 {
			return k + 1 - i
		}
		return 0
	case profile.Line:
		if !lineStart {
			return 0
		}
		for end < len(t) && t[end].gap < line && end-i < maxFurnitureLine {
			end++
		}
		return end - i
	}
	return w.headline(i, end)
}

// closing returns the token that closes the bracket i within the line and
// maxHeadline tokens, or 0.
func (w *work) closing(i int) int {
	t := w.b.toks
	for k := i + 1; k < len(t) && k-i <= maxHeadline && t[k].gap < line; k++ {
		if t[k].kind == shut {
			return k
		}
	}
	return 0
}

// maxCredit is the most tokens between the brackets of a credit.
const maxCredit = 5

// credit returns how many tokens the credit in brackets at i has, with which a
// report ends: the writer's initials or the agency, "(fiq/gbr)", "[Reuters]".
// What follows initials in their line, such as tags, goes with them.
func (w *work) credit(i int) int {
	t := w.b.toks
	if t[i].kind != open || w.s[t[i].start] == '{' {
		return 0
	}
	k := w.closing(i)
	if k == 0 || k-i-1 > maxCredit || k == i+1 {
		return 0
	}
	small := true
	for m := i + 1; m < k; m++ {
		small = small && (t[m].kind == symbol || w.lowerWord(&t[m]) && t[m].end-t[m].start <= 4)
	}
	k++
	if small && i > 0 && w.tags(k) {
		return len(t) - i
	}
	if k == len(t) && i > 0 || small && i > 0 && t[k].gap >= line && len(t)-k <= maxHeadline {
		return k - i
	}
	return 0
}

// tags reports whether the tokens from k on are the page's tags: a few words
// in lower case with no stop after them.
func (w *work) tags(k int) bool {
	t := w.b.toks
	if len(t)-k > maxHeadline || k == len(t) || !w.lowerWord(&t[k]) {
		return false
	}
	for ; k < len(t); k++ {
		if t[k].kind == stop || t[k].kind == inner {
			return false
		}
	}
	return true
}

// freshAt reports whether token i looks like the beginning of a sentence.
func (w *work) freshAt(i int) bool {
	t := w.b.toks
	if t[i].kind == openq {
		return true
	}
	c, _ := at(w.s, t[i].start)
	return t[i].kind == word && c == upper
}

// headline returns how many tokens from i on are the phrase that ends before
// token end, and the headline after it.
func (w *work) headline(i, end int) int {
	t := w.b.toks
	colon := false
	if end < len(t) && t[end].kind == inner && w.s[t[end].start] == ':' && t[end].gap < line {
		colon = true
		end++
	}
	if end == len(t) {
		return end - i
	}
	if t[end].gap >= line {
		if !colon {
			return end - i
		}
	} else if !colon {
		if w.freshAt(end) {
			return end - i
		}
		return 0
	}
	for k := end; k < len(t); k++ {
		if k > end && t[k].gap >= line {
			return k - i
		}
		if k > end+2 && (t[k-1].kind == stop && t[k].gap > glued && w.freshAt(k) || t[k].kind == openq && t[k].gap > glued) {
			return k - i
		}
		// "... Lebih MalamMelalui akun": the headline ran into the text.
		if k > end+2 && t[k].gap == glued && t[k].kind == word && t[k-1].kind == word && t[k-1].words == 0 && w.freshAt(k) {
			return k - i
		}
		if k-end >= maxHeadline {
			break
		}
	}
	// No end in sight: the headline is capitalised, the text after it is not.
	for k := end + 1; k < len(t) && k-end < maxHeadline; k++ {
		if w.lowerWord(&t[k]) && !w.p.Dangling[w.s[t[k].start:t[k].end]] {
			if k > end+2 && w.freshAt(k-1) {
				k-- // the word that begins the sentence
			}
			return k - i
		}
	}
	return min(len(t), end+maxHeadline) - i
}

// phrase returns the number of tokens from i on that spell words, in any mix
// of cases and within one line; 0 if they do not.
func (w *work) phrase(i int, words string) int {
	t := w.b.toks
	k := i
	for words != "" {
		want, rest, _ := strings.Cut(words, " ")
		if k == len(t) || k > i && t[k].gap >= line {
			return 0
		}
		next := k + max(1, int(t[k].words))
		if !strings.EqualFold(w.s[t[k].start:t[next-1].end], want) {
			return 0
		}
		k, words = next, rest
	}
	return k - i
}
