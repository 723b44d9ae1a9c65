package split

import (
	"strings"

	"kabar/internal/lang/profile"
	"kabar/internal/text"
)

// sentences fills the buffer's sentences.
func (w *work) sentences() {
	t := w.b.toks
	role := text.Body
	first := 0
	for i := 0; i < len(t); {
		if i == first {
			if n := w.furniture(i); n > 0 {
				w.put(first, i+n, text.Furniture)
				i += n
				first = i
				continue
			}
		}
		i++
		if i == len(t) || w.boundary(first, i) {
			w.put(first, i, role)
			first = i
		}
	}
}

// put adds the sentence of tokens first to end, cut where it is too long.
func (w *work) put(first, end int, role text.Role) {
	for end-first > maxTokens {
		cut := w.cutPoint(first, first+maxTokens)
		w.b.sents = append(w.b.sents, sent{first, cut, role})
		first = cut
	}
	w.b.sents = append(w.b.sents, sent{first, end, role})
}

// cutPoint returns the best place to cut between the tokens first and end:
// after the last sentence end in the second half, else the last line break,
// else after the last comma or the like, else at end; never inside a
// multiword token.
func (w *work) cutPoint(first, end int) int {
	t := w.b.toks
	best, score := end, 0
	for i := first + (end-first)/2; i < end; i++ {
		s := 0
		switch {
		case t[i].gap == glued && t[i].kind != openq:
		case t[i-1].kind == stop || t[i-1].kind == shutq:
			s = 3
		case t[i].gap >= line:
			s = 2
		case t[i-1].kind == inner:
			s = 1
		}
		if s > 0 && s >= score {
			best, score = i, s
		}
	}
	for k := first; k < best; k++ {
		if n := int(t[k].words); n > 0 && k+n > best {
			return k
		}
	}
	return best
}

// boundary reports whether a sentence ends between tokens i-1 and i; first is
// the first token of the sentence.
func (w *work) boundary(first, i int) bool {
	t := w.b.toks
	if t[i].gap >= line {
		return w.lineEnds(first, i)
	}
	if w.ruled(i-1) || w.ruled(i) || w.p.Letters && w.letterEnds(first, i) {
		return true
	}
	switch t[i].kind {
	case stop, inner, shut, shutq:
		return false
	}
	j := i - 1 // the last token that is no closing mark
	for j > first && (t[j].kind == shutq || t[j].kind == shut) {
		j--
	}
	switch t[j].kind {
	case stop:
		return w.afterStop(first, i, j)
	case abbr, initial:
		return w.afterAbbr(first, i, j)
	case word, number, address:
		return t[i].gap == blank && (w.restart(first, i) || w.heading(first, i))
	}
	return false
}

// afterStop reports whether the full stop or the like at j ends the sentence
// before token i.
func (w *work) afterStop(first, i, j int) bool {
	t := w.b.toks
	// "KONTAN.CO.ID - JAKARTA. Pemerintah"
	if w.dateline(first, j) {
		return false
	}
	// "1. First point"
	if j == first+1 && t[first].kind == number && t[j].end-t[j].start == 1 && t[first].end-t[first].start <= 2 {
		return false
	}
	if t[i].inQuote && w.p.WholeQuotes {
		return false
	}
	if t[i].kind == open && w.credit(i) > 0 {
		return true
	}
	n := i // the first token that can show its case
	for n < len(t) && n < i+3 && (t[n].kind == openq || t[n].kind == open || t[n].kind == dash) && (n == i || t[n].gap < line) {
		n++
	}
	if n == len(t) {
		return true
	}
	switch t[n].kind {
	case word, abbr, initial, address:
		c, _ := at(w.s, t[n].start)
		if c != lower {
			return true
		}
		if t[i].gap == glued && t[i].kind != openq {
			return false
		}
		return w.p.LowerStarts && t[i].kind != dash && j == i-1 && !w.dots(&t[j])
	case number:
		return t[i].gap != glued
	}
	return t[i].gap != glued
}

// dots reports whether t is an ellipsis.
func (w *work) dots(t *tok) bool {
	return t.end-t.start > 1 && (w.s[t.start] == '.' && w.s[t.start+1] == '.' || w.s[t.start] >= 0x80)
}

// minRule is the fewest characters of a line that is drawn with one character.
const minRule = 5

// ruled reports whether token i is a drawn line: ***** or ______.
func (w *work) ruled(i int) bool {
	t := &w.b.toks[i]
	return (t.kind == symbol || t.kind == dash) && t.end-t.start >= minRule
}

// letterEnds reports whether a part of a letter or message ends before token
// i: a time stamp, a closing formula, an address or a smiley.
func (w *work) letterEnds(first, i int) bool {
	t := w.b.toks
	p := &t[i-1]
	if t[i].gap == glued || i-first < 2 {
		return false
	}
	c, _ := at(w.s, t[i].start)
	switch p.kind {
	case word:
		stamp := w.s[p.start:p.end]
		return (stamp == "AM" || stamp == "PM") && i-first >= 3 && t[i-3].kind == number && strings.Count(w.s[t[i-3].start:t[i-3].end], "/") == 2
	case address:
		return c == upper && strings.ContainsAny(w.s[p.start:p.end], "/@") && t[i].kind != address
	case symbol:
		return c == upper && w.smiley(p.start) == p.end
	case inner:
		return c == upper && i-first <= 3 && w.s[p.start] == ',' && w.p.Closings[string(w.lowered(t[i-2].start, t[i-2].end))]
	}
	return false
}

// afterAbbr reports whether the sentence ends with the abbreviation at j.
func (w *work) afterAbbr(first, i, j int) bool {
	t := w.b.toks
	if t[i].gap == glued {
		return false
	}
	if t[j].kind == initial && t[j].end-t[j].start <= 2 {
		return false
	}
	if t[j].kind == abbr && w.abbreviation(t[j].start, t[j].end-1) != profile.Final {
		return false
	}
	n := i
	if t[n].kind == openq && n+1 < len(t) {
		n++
	}
	return t[n].kind == word && w.starter(n)
}

// dateline reports whether the tokens first to j are a dateline that ends with
// a full stop, such as "KONTAN.CO.ID - JAKARTA.".
func (w *work) dateline(first, j int) bool {
	t := w.b.toks
	if j-first > 8 || first > 0 && t[first].gap < line {
		return false
	}
	seen := false
	for k := first; k < j; k++ {
		switch t[k].kind {
		case dash:
			seen = true
		case inner, address, open, shut, symbol, number:
		case word:
			if t[k].words > 0 || !w.capitals(&t[k]) {
				return false
			}
		default:
			return false
		}
	}
	return seen && t[j].end-t[j].start == 1
}

// restart reports whether a new sentence begins at token i though no stop
// stands before it: a heading or a lost full stop.
func (w *work) restart(first, i int) bool {
	t := w.b.toks
	if t[i].kind != word || t[i].inQuote || i-first < 2 || i+1 >= len(t) || !w.lowerWord(&t[i-1]) || !w.starter(i) {
		return false
	}
	if w.p.Dangling[string(w.lowered(t[i-1].start, t[i-1].end))] {
		return false
	}
	return t[i+1].gap == blank && w.lowerWord(&t[i+1])
}

const (
	// maxHeading is the most tokens of a heading that has lost its line.
	maxHeading = 12
	// minQuote is the fewest tokens of a quotation that stands by itself.
	minQuote = 6
)

// heading reports whether what stands between first and i is a heading that
// runs into a quoted sentence: nothing there announces the quotation, and the
// quotation ends with a comma or full stop, as one that begins a sentence does.
func (w *work) heading(first, i int) bool {
	t := w.b.toks
	if t[i].kind != openq || i-first > maxHeading || i-first < 2 || i+1 == len(t) || !w.p.WholeQuotes {
		return false
	}
	if c, _ := at(w.s, t[i+1].start); c != upper || t[i-1].words > 0 || t[i-1].gap == glued {
		return false
	}
	for k := first; k < i; k++ {
		if t[k].kind == inner && w.s[t[k].start] == ':' || w.p.Saying != nil && w.p.Saying(w.s[t[k].start:t[k].end]) {
			return false
		}
	}
	for k := i + 1; k < len(t) && t[k].inQuote; k++ {
		if t[k].kind == shutq {
			return k-i > minQuote && (t[k-1].kind == stop || t[k-1].kind == inner)
		}
	}
	return false
}

// starter reports whether token i is a capitalised word that is capitalised
// only where a sentence begins.
func (w *work) starter(i int) bool {
	t := &w.b.toks[i]
	return t.kind == word && w.starterAt(t.start) && (t.words > 0 || w.letters(t.start) == t.end)
}

// lowerWord reports whether t is a word that begins in lower case.
func (w *work) lowerWord(t *tok) bool {
	c, _ := at(w.s, t.start)
	return t.kind == word && c == lower
}

// capitals reports whether t has no lower-case letter.
func (w *work) capitals(t *tok) bool {
	for i := t.start; i < t.end; {
		c, n := at(w.s, i)
		if c == lower {
			return false
		}
		i += n
	}
	return true
}
