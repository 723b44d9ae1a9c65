package split

import (
	"strings"

	"kabar/internal/lang/profile"
)

const (
	// maxAddress is the most bytes that are read to find an e-mail address or
	// a domain name (RFC 1035 allows 253).
	maxAddress = 253
	// maxLocal is the most bytes before the @ of an e-mail address (RFC 5321).
	maxLocal = 64
	// maxPath is the most bytes of a web address.
	maxPath = 2000
	// maxStarter is the most bytes of a word in profile.Starters.
	maxStarter = 24
	// maxWord is the most bytes of a written word that are looked at as one;
	// the rest begins a new token.
	maxWord = 200
)

// lex fills the buffer with the tokens of the text.
func (w *work) lex() {
	g := paragraph
	lines := 0
	for i := 0; i < len(w.s); {
		c, n := at(w.s, i)
		switch c {
		case newline:
			if !(w.s[i] == '\n' && i > 0 && w.s[i-1] == '\r') {
				lines++
			}
			if lines == 1 && g != paragraph {
				g = line
			} else {
				g = paragraph
			}
			i += n
			continue
		case space:
			if g == glued {
				g = blank
			}
			i += n
			continue
		}
		lines = 0
		first := len(w.b.toks)
		switch c {
		case other:
			i = w.punct(i)
		case digit:
			i = w.number(i)
		default:
			i = w.word(i)
		}
		w.b.toks[first].gap = g
		g = glued
	}
}

func (w *work) add(start, end int, k kind) {
	w.b.toks = append(w.b.toks, tok{start: start, end: end, kind: k})
}

// byteAt returns the byte at i, 0 past the end.
func (w *work) byteAt(i int) byte {
	if i < len(w.s) && i >= 0 {
		return w.s[i]
	}
	return 0
}

// run returns the end of the letters, digits and underscores from i on.
func (w *work) run(i int) int {
	for end := min(len(w.s), i+maxWord); i < end; {
		c, n := at(w.s, i)
		if !alnum(c) && w.s[i] != '_' {
			break
		}
		i += n
	}
	return i
}

// apostrophe returns the length of the apostrophe at i, 0 if there is none.
func (w *work) apostrophe(i int) int {
	switch {
	case w.byteAt(i) == '\'' || w.byteAt(i) == '`':
		return 1
	case strings.HasPrefix(w.s[min(i, len(w.s)):], "’"):
		return len("’")
	}
	return 0
}

// word adds the tokens of the written word that begins with the letter at i
// and returns its end.
func (w *work) word(i int) int {
	if e := w.url(i); e > 0 {
		w.add(i, e, address)
		return e
	}
	if e := w.currency(i); e > 0 {
		w.add(i, e, symbol)
		return e
	}
	j := i // end of what is taken
	for {
		j = w.run(j)
		if j-i >= maxWord {
			break
		}
		if a := w.apostrophe(j); a > 0 {
			if c, _ := at(w.s, j+a); letter(c) {
				j += a
				continue
			}
			if len(w.p.Apostrophes) > 0 && w.p.Apostrophes[string(w.lowered(i, j))] {
				w.add(i, j+a, word)
				return j + a
			}
		}
		c := w.byteAt(j)
		next, _ := at(w.s, j+1)
		if c == '&' && letter(next) && letter(before(w.s, j)) {
			j++
			continue
		}
		if (c == '-' || c == '/') && alnum(next) {
			k := w.compound(j + 1)
			full := w.s[i:k]
			if c == '-' && !w.p.Hyphen(full, j-i) || c == '/' && !w.p.Slash(full, j-i) {
				j++
				continue
			}
		}
		if c == '@' && alnum(next) || c == '.' && (alnum(next) || next == other && w.byteAt(j+3) == '@') {
			if e := w.domain(i); e > j {
				w.add(i, e, address)
				return e
			}
		}
		break
	}
	if w.byteAt(j) == '.' {
		if e, k := w.dotted(i, j); e > 0 {
			w.add(i, e, k)
			return e
		}
	}
	w.cut(i, j)
	return j
}

// compound returns the end of the letters, digits, hyphens and slashes from i.
func (w *work) compound(i int) int {
	for limit := min(len(w.s), i+maxWord); i < limit; {
		e := w.run(i)
		if e == i {
			break
		}
		i = e
		if c := w.byteAt(i); c == '-' || c == '/' || c == '\'' {
			if n, _ := at(w.s, i+1); alnum(n) {
				i++
				continue
			}
		}
		break
	}
	return i
}

// cut adds the syntactic words of s[i:j].
func (w *work) cut(i, j int) {
	if w.p.Joined != nil {
		joined := w.p.Joined(w.s[i:j])
		from := i
		for _, at := range joined.At[:joined.N] {
			w.clitics(from, i+at)
			from = i + at
		}
		w.clitics(from, j)
		return
	}
	w.clitics(i, j)
}

func (w *work) clitics(i, j int) {
	cuts := w.p.Cut(w.s[i:j])
	first := len(w.b.toks)
	from := i
	for _, at := range cuts.At[:cuts.N] {
		w.add(from, i+at, word)
		from = i + at
	}
	w.add(from, j, word)
	if cuts.N > 0 {
		w.b.toks[first].words = uint8(cuts.N + 1)
	}
}

// url returns the end of the address with a scheme that begins at i, or 0.
func (w *work) url(i int) int {
	s := w.s[i:]
	n := 0
	switch {
	case hasFold(s, "http://"), hasFold(s, "https://"), hasFold(s, "ftp://"):
		n = strings.Index(s, "://") + 3
	case hasFold(s, "www."):
		n = 4
	case hasFold(s, "mailto:"):
		n = 7
	default:
		return 0
	}
	if c, _ := at(w.s, i+n); !alnum(c) {
		return 0
	}
	return w.path(i + n)
}

// path returns the end of an address that goes on at i, less the punctuation
// that closes the sentence around it.
func (w *work) path(i int) int {
	from := i
	for limit := min(len(w.s), i+maxPath); i < limit; {
		c, n := at(w.s, i)
		if c == space || c == newline || strings.ContainsRune(`<>"“”«»`, rune(w.s[i])) || c == other && n > 1 {
			break
		}
		i += n
	}
	for i > from && strings.IndexByte(".,;:!?)]}'", w.s[i-1]) >= 0 {
		i--
	}
	return i
}

// domain returns the end of the domain name or e-mail address at i, or 0.
func (w *work) domain(i int) int {
	j := i
	for limit := min(len(w.s), i+maxLocal); j < limit; {
		c, n := at(w.s, j)
		if !alnum(c) && strings.IndexByte("._%+-", w.s[j]) < 0 {
			break
		}
		j += n
	}
	if c, _ := at(w.s, j+1); w.byteAt(j) == '@' && alnum(c) {
		e, _ := w.labels(j + 1)
		return e
	}
	_, e := w.labels(i)
	if e > 0 && w.byteAt(e) == '/' {
		if c, _ := at(w.s, e+1); alnum(c) {
			return w.path(e)
		}
	}
	return e
}

// labels returns the end of the labels joined by full stops from i on, and the
// end of the last one that closes a domain name, 0 if none does.
func (w *work) labels(i int) (end, named int) {
	limit := min(len(w.s), i+maxAddress)
	small := 0 // labels so far that are lower-case words
	for label, j := i, i; j < limit; {
		for j < limit {
			c, n := at(w.s, j)
			if !alnum(c) && w.s[j] != '-' && w.s[j] != '_' {
				break
			}
			if w.s[j] == '-' && label > i && topLevel(w.s[label:j], w.s[i:j]) {
				named = j // KOMPAS.com-
			}
			j += n
		}
		if j == label {
			break
		}
		end = j
		if label > i && topLevel(w.s[label:j], w.s[i:j]) {
			named = j
		}
		if c, _ := at(w.s, label); c == lower && j-label > 2 && small >= 0 {
			small++ // alt.animals.cat
			if small > 2 {
				named = j
			}
		} else {
			small = -1
		}
		if c, _ := at(w.s, j+1); w.byteAt(j) != '.' || !alnum(c) {
			break
		}
		j++
		label = j
	}
	return end, named
}

// topLevel reports whether label closes a domain name. Short names that are
// words too must be written in one case with the rest.
func topLevel(label, whole string) bool {
	var buf profile.Folded
	switch string(profile.Lower(&buf, label)) {
	case "com", "net", "org", "info", "gov", "edu", "mil", "biz", "tv", "doc", "xls", "pdf", "html", "htm":
	case "id", "my", "uk", "au", "nz", "sg", "us", "eu", "ru", "de", "fr", "jp", "io", "me", "news", "ly":
		return oneCase(label, lower) || oneCase(whole, upper) && strings.Count(whole, ".") > 1
	case "co": // TEMPO.CO, but not A.CO
		return oneCase(label, lower) || oneCase(whole, upper) && len(whole) >= len("ABCD.CO")
	default:
		return false
	}
	return oneCase(label, lower) || oneCase(label, upper)
}

// oneCase reports whether the letters of s are all of class c.
func oneCase(s string, c class) bool {
	for i := 0; i < len(s); {
		k, n := at(s, i)
		if letter(k) && k != c {
			return false
		}
		i += n
	}
	return true
}

// currency returns the end of the currency sign of several letters at i that
// stands before a number, or 0.
func (w *work) currency(i int) int {
	if !alnum(before(w.s, i)) {
		for _, letters := range w.p.Currencies {
			if j := i + len(letters); w.s[i] < 'a' && hasFold(w.s[i:], letters) {
				if c, _ := at(w.s, j); c == digit {
					return j
				}
			}
		}
		if w.p.CurrencyLetters {
			j := i
			for j < len(w.s) && j-i < 3 && ascii[w.s[j]&0x7f] == upper && w.s[j] < 0x80 {
				j++
			}
			if w.byteAt(j) == '$' && j > i {
				return j + 1
			}
		}
	}
	return 0
}

// dotted decides about the full stop at s[j] after the word s[i:j]: the end
// and kind of the token if the stop belongs to it, else 0.
func (w *work) dotted(i, j int) (end int, k kind) {
	piece, n := i, 0
	for e := j; ; {
		if e-piece != 1 && !(n > 0 && e-piece <= 3) {
			break
		}
		n++
		next, _ := at(w.s, e+1)
		if !letter(next) || w.byteAt(e) != '.' {
			break
		}
		f := w.run(e + 1)
		long := f-(e+1) > 1
		if long && !(ascii[w.s[e-1]&0x7f] == upper && next == upper && f-(e+1) <= 3 && strings.IndexByte("MSPA", w.s[piece]) >= 0) {
			break
		}
		piece, e = e+1, f
		j = f
	}
	if n > 1 {
		if w.byteAt(j) == '.' && w.byteAt(j+1) != '.' {
			if j-piece == 1 || w.goesOn(j+1) {
				return j + 1, initial
			}
		}
		return j, initial
	}
	if w.byteAt(j) != '.' {
		return 0, 0
	}
	if j-i == 1 && ascii[w.s[i]&0x7f] == upper && w.s[i] < 0x80 {
		if w.byteAt(j+1) != '.' && (w.goesOn(j+1) || w.nextUpper(j+1) && !w.starterAt(w.skip(j+1))) {
			return j + 1, initial
		}
		return 0, 0
	}
	switch w.abbreviation(i, j) {
	case profile.Title:
		if c, _ := at(w.s, w.skip(j+1)); alnum(c) || w.goesOn(j+1) {
			return j + 1, abbr
		}
	case profile.Final:
		return j + 1, abbr
	case profile.Count:
		if c, _ := at(w.s, w.skip(j+1)); c == digit || roman(w.s[w.skip(j+1):]) {
			return j + 1, abbr
		}
	}
	return 0, 0
}

// abbreviation looks s[i:j] up among the abbreviations, as written and in
// lower case.
func (w *work) abbreviation(i, j int) profile.Abbr {
	if j-i > 16 {
		return 0
	}
	if a := w.p.Abbreviations[w.s[i:j]]; a != 0 {
		return a
	}
	return w.p.Abbreviations[string(w.lowered(i, j))]
}

// lowered returns s[i:j] in lower case (ASCII only), in the buffer's scratch.
func (w *work) lowered(i, j int) []byte {
	w.b.low = w.b.low[:0]
	for _, c := range []byte(w.s[i:j]) {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		w.b.low = append(w.b.low, c)
	}
	return w.b.low
}

// skip returns the first position from i on that is no blank.
func (w *work) skip(i int) int {
	for i < len(w.s) {
		c, n := at(w.s, i)
		if c != space {
			break
		}
		i += n
	}
	return i
}

// goesOn reports whether the sentence goes on at i for certain: a lower-case
// letter, a comma or the like comes next.
func (w *work) goesOn(i int) bool {
	i = w.skip(i)
	c, _ := at(w.s, i)
	return c == lower || i < len(w.s) && strings.IndexByte(",;:)", w.s[i]) >= 0
}

// nextUpper reports whether a capital letter comes next.
func (w *work) nextUpper(i int) bool {
	c, _ := at(w.s, w.skip(i))
	return c == upper
}

// starterAt reports whether the word at i is capitalised only where a sentence
// begins.
func (w *work) starterAt(i int) bool {
	j := w.letters(i)
	c, _ := at(w.s, i)
	return c == upper && j-i <= maxStarter && w.p.Starters[string(w.lowered(i, j))]
}

// letters returns the end of the letters from i on, or of the first of many.
func (w *work) letters(i int) int {
	for from := i; i-from <= maxStarter; {
		c, n := at(w.s, i)
		if !letter(c) {
			break
		}
		i += n
	}
	return i
}

// roman reports whether s begins with a Roman number of capitals.
func roman(s string) bool {
	n := 0
	for n < len(s) && strings.IndexByte("IVXLC", s[n]) >= 0 {
		n++
	}
	if n == 0 {
		return false
	}
	c, _ := at(s, n)
	return !alnum(c)
}

// hasFold reports whether s begins with prefix, which is in lower case, in any
// mixture of cases.
func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
