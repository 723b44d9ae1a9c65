package split

import (
	"strings"
	"unicode/utf8"
)

// number adds the tokens of what begins with the digit at i and returns its
// end: a number with its separators, a date, a range, or a code of digits and
// letters.
func (w *work) number(i int) int {
	j := w.digits(i)
	switch {
	case w.byteAt(j) == '/':
		if e := w.date(i, j); e > 0 {
			w.add(i, e, number)
			return e
		}
	case w.byteAt(j) == '-':
		if e := w.chain(i, j); e > 0 {
			w.add(i, e, number)
			return e
		}
	}
	e := w.run(j)
	if e > j {
		if unit := w.s[j:e]; isUnit(unit) {
			w.add(i, j, number)
			w.add(j, e, word)
			return e
		}
	}
	// "60-an", "23-Aug", "737-X": a hyphen before a letter stays inside unless
	// the profile parts the words.
	for e-i < maxWord {
		c := w.byteAt(e)
		n, _ := at(w.s, e+1)
		if c == '@' && alnum(n) || c == '.' && letter(n) {
			if d := w.domain(i); d > e {
				w.add(i, d, address)
				return d
			}
			break
		}
		if a := w.apostrophe(e); a > 0 && w.byteAt(e+a) == 's' {
			if n, _ := at(w.s, e+a+1); !alnum(n) {
				e += a + 1
			}
			break
		}
		if c != '-' && c != '/' || !alnum(n) {
			break
		}
		if n == digit && e == j {
			break
		}
		k := w.compound(e + 1)
		if c == '-' && w.p.Hyphen(w.s[i:k], e-i) || c == '/' && w.p.Slash(w.s[i:k], e-i) {
			break
		}
		e = w.run(e + 1)
	}
	if e > j {
		w.clitics(i, e)
		w.b.toks[len(w.b.toks)-1].kind = number
		return e
	}
	w.add(i, j, number)
	return j
}

// digits returns the end of the digits from i on, with . , and : between two
// of them.
func (w *work) digits(i int) int {
	for {
		c, n := at(w.s, i)
		if c == digit {
			i += n
			continue
		}
		if b := w.byteAt(i); b == '.' || b == ',' || b == ':' {
			if c, _ := at(w.s, i+1); c == digit && before(w.s, i) == digit {
				i++
				continue
			}
		}
		return i
	}
}

// date returns the end of a date or case number such as 19/6/2025, 19/6 or
// 34/PMK.011/2007 whose first slash is s[j], or 0.
func (w *work) date(i, j int) int {
	k := j + 1
	e := w.run(k)
	if e == k {
		return 0
	}
	if w.allDigits(k, e) {
		if w.byteAt(e) == '/' {
			if f := w.run(e + 1); f > e+1 && w.allDigits(e+1, f) && w.byteAt(f) != '/' {
				return f
			}
		}
		if w.byteAt(e) == '/' || j-i > 2 || e-k > 2 {
			return 0
		}
		a, b := w.small(i, j), w.small(k, e)
		if a == 0 || b == 0 {
			return 0
		}
		if w.p.DayMonth && a <= 31 && b <= 12 || !w.p.DayMonth && a <= 12 && b > 12 && b <= 31 || a == 9 && b == 11 {
			return e
		}
		return 0
	}
	slashes := 1
	for f := e; f-i < maxWord; {
		c := w.byteAt(f)
		n, _ := at(w.s, f+1)
		if c == '/' && alnum(n) {
			slashes++
		} else if c != '.' && c != '-' || !alnum(n) {
			if slashes > 1 && before(w.s, f) == digit {
				return f
			}
			break
		}
		f = w.run(f + 1)
	}
	return 0
}

func (w *work) allDigits(i, j int) bool {
	for ; i < j; i++ {
		if w.s[i] < '0' || w.s[i] > '9' {
			return false
		}
	}
	return true
}

// small returns the value of the one or two digits s[i:j].
func (w *work) small(i, j int) int {
	v := 0
	for ; i < j; i++ {
		v = 10*v + int(w.s[i]-'0')
	}
	return v
}

// chain returns the end of three or more numbers joined by hyphens, or of a
// telephone number of two, which begins at i and whose first hyphen is s[j];
// or 0.
func (w *work) chain(i, j int) int {
	parts, e, last := 1, j, 0
	for w.byteAt(e) == '-' && e-i < maxWord {
		f := e + 1
		for f < len(w.s) && w.s[f] >= '0' && w.s[f] <= '9' {
			f++
		}
		if f == e+1 {
			return 0
		}
		parts++
		last = f - e - 1
		e = f
	}
	first := 0
	for k := j - 1; k >= i && w.s[k] >= '0' && w.s[k] <= '9'; k-- {
		first++
	}
	if c, _ := at(w.s, e); alnum(c) {
		return 0
	}
	if parts > 2 || (first == 1 || first == 3 || first == 5) && last == 4 {
		return e
	}
	return 0
}

// isUnit reports whether u is a unit of measure that is written hard on its
// number and counts as a word of its own.
func isUnit(u string) bool {
	switch u {
	case "am", "pm", "AM", "PM", "k", "K", "m", "M", "MM", "b", "bn", "kg", "km", "cm", "mm", "ft", "lb", "lbs",
		"gr", "ml", "kb", "GB", "MB", "TB", "mph", "kW", "MW", "Hz", "mins", "min", "hrs", "hh", "watt", "ha", "ton",
		"orang", "ribu", "juta", "miliar", "triliun", "persen", "hari", "tahun", "jam", "menit":
		return true
	}
	return false
}

// punct adds the token of the mark at i and returns its end.
func (w *work) punct(i int) int {
	c := w.s[i]
	_, n := at(w.s, i)
	prev, next := before(w.s, i), class(newline)
	next, _ = at(w.s, i+n)
	switch c {
	case '.', '!', '?':
		j := w.stops(i)
		w.add(i, j, stop)
		return j
	case ',':
		if w.byteAt(i+1) == ',' {
			return w.same(i, symbol)
		}
		w.add(i, i+1, inner)
		return i + 1
	case ';', ':':
		if e := w.smiley(i); e > 0 {
			w.add(i, e, symbol)
			return e
		}
		w.add(i, i+1, inner)
		return i + 1
	case '(', '[', '{':
		w.add(i, i+1, open)
		return i + 1
	case ')', ']', '}':
		w.add(i, i+1, shut)
		return i + 1
	case '"':
		if strings.HasPrefix(w.s[i:], `";"`) { // a semicolon, badly converted
			w.add(i, i+3, inner)
			return i + 3
		}
		w.add(i, i+1, quote)
		return i + 1
	case '\'', '`':
		if w.byteAt(i+1) == c {
			w.add(i, i+2, quote)
			return i + 2
		}
		if e := w.elided(i, i+1); e > 0 {
			return e
		}
		w.add(i, i+1, quote)
		return i + 1
	case '-', '_':
		return w.same(i, dash)
	case '%', '/', '&':
		w.add(i, i+1, symbol)
		return i + 1
	case '+':
		if next == digit && !alnum(prev) {
			j := w.digits(i + 1)
			w.add(i, j, number)
			return j
		}
	case '@', '#':
		if c, _ := at(w.s, i+1); letter(c) && !alnum(prev) {
			j := w.run(i + 1)
			for k := j; w.byteAt(k) == '.'; j = k {
				if k = w.run(k + 1); k == j+1 {
					break
				}
			}
			w.add(i, j, address)
			return j
		}
	}
	if c < utf8.RuneSelf {
		return w.same(i, symbol)
	}
	r, _ := utf8.DecodeRuneInString(w.s[i:])
	switch r {
	case '…':
		j := w.stops(i)
		w.add(i, j, stop)
		return j
	case '“', '„', '«', '‹', '‟':
		w.add(i, i+n, openq)
	case '”', '»', '›':
		w.add(i, i+n, shutq)
	case '‘', '‛', '‚', '’', '´', '′':
		if w.s[i:min(i+2*n, len(w.s))] == "’’" || w.s[i:min(i+2*n, len(w.s))] == "‘’" {
			n *= 2
			w.add(i, i+n, quote)
			return i + n
		}
		if r == '’' || r == '‘' {
			if e := w.elided(i, i+n); e > 0 {
				return e
			}
		}
		w.add(i, i+n, quote)
	case '–', '—', '−', '―', '‐', '‑':
		w.add(i, i+n, dash)
	case '。', '！', '？':
		w.add(i, i+n, stop)
	default:
		w.add(i, i+n, symbol)
	}
	return i + n
}

// stops returns the end of the run of sentence ends at i.
func (w *work) stops(i int) int {
	for i < len(w.s) {
		switch {
		case w.s[i] == '.' || w.s[i] == '!' || w.s[i] == '?':
			i++
		case strings.HasPrefix(w.s[i:], "…"):
			i += len("…")
		default:
			return i
		}
	}
	return i
}

// same adds the run of the character at i as one token of kind k.
func (w *work) same(i int, k kind) int {
	j := i
	for j < len(w.s) && w.s[j] == w.s[i] {
		j++
	}
	w.add(i, j, k)
	return j
}

// smiley returns the end of the smiley at i, or 0.
func (w *work) smiley(i int) int {
	for _, s := range [...]string{":)", ":(", ";)", ":D", ":-)", ":-(", ";-)", ":P"} {
		if strings.HasPrefix(w.s[i:], s) && !alnum(before(w.s, i)) {
			if c, _ := at(w.s, i+len(s)); !alnum(c) {
				return i + len(s)
			}
		}
	}
	return 0
}

// elided adds a word that begins with the apostrophe s[i:j], such as 's, 'em
// or '60s, and returns its end; 0 if there is none.
func (w *work) elided(i, j int) int {
	if w.p.Elided == nil {
		return 0
	}
	c, _ := at(w.s, j)
	if !alnum(c) || alnum(before(w.s, i)) {
		return 0
	}
	e := w.run(j)
	if !w.p.Elided(w.s[j:e]) {
		return 0
	}
	w.add(i, e, word)
	return e
}

// maxQuote is the most tokens between the marks of one quotation.
const maxQuote = 300

// quotes decides which straight marks open and which close, line by line, and
// marks the tokens of every quotation that is closed in its line.
func (w *work) quotes() {
	t := w.b.toks
	for i := 0; i < len(t); {
		j := i + 1
		for j < len(t) && t[j].gap < line {
			j++
		}
		w.quoteLine(t[i:j])
		i = j
	}
}

func (w *work) quoteLine(t []tok) {
	from := -1 // the open mark
	for i := range t {
		switch t[i].kind {
		case quote:
			left := i > 0 && t[i].gap == glued           // touches what is before
			right := i+1 < len(t) && t[i+1].gap == glued // touches what is after
			single := t[i].end-t[i].start == 1 && w.s[t[i].start] != '"' || strings.HasPrefix(w.s[t[i].start:], "’")
			switch {
			case single && left && i > 0 && t[i-1].kind == word && !right:
				t[i].kind = shutq // or an apostrophe at the end of a word
			case left && !right:
				t[i].kind = shutq
			case right && !left && from >= 0 && w.lowerWord(&t[i+1]):
				t[i].kind = shutq // ..., "kata
			case right && !left:
				t[i].kind = openq
			case left && right && (t[i-1].kind == stop || t[i-1].kind == inner) && from >= 0:
				t[i].kind = shutq
			case left && right && (t[i-1].kind == open || t[i-1].kind == dash || t[i-1].kind == inner || t[i-1].kind == stop):
				t[i].kind = openq
			case from >= 0:
				t[i].kind = shutq
			default:
				t[i].kind = openq
			}
			if single {
				continue
			}
		case openq, shutq:
		default:
			continue
		}
		if t[i].kind == openq {
			from = i
			continue
		}
		if from >= 0 && i-from <= maxQuote {
			for k := from + 1; k <= i; k++ {
				t[k].inQuote = true
			}
		}
		from = -1
	}
}
