// Package count reads the numbers of a sentence, in digits and words, with
// their bounds ("sedikitnya 17", "more than 200"), their currency or percent
// sign, and the noun that they count. Dates, times, ages, durations, scores and
// numbers that are names ("pasal 5", "Covid-19") are left out. What a number
// means for an event is not decided here.
package count

import (
	"math"
	"sort"

	"kabar/internal/text"
)

// Found is one number.
type Found struct {
	Span     text.Span // with its bound, currency and percent sign, without the counted noun
	From, To int       // tokens [From,To) of the sentence that Span touches
	Value    float64   // always above 0; of a range its lower end
	Op       string    // "=", ">" at least or more than, "<" at most or less than, "~" about
	Unit     string    // ISO 4217 code of money, "%" of a percentage, else ""
	Money    bool
	Percent  bool
	Ordinal  bool // a place in a row, not a number of things
	Counted  int  // index of the token of the counted noun, -1 for none
}

// maxValue is the largest number read; beyond it digits are no quantity.
const maxValue = 1e15

// maxWords is the most pieces of one number.
const maxWords = 16

// boundReach is how many pieces before a number a bound may begin.
const boundReach = 2

// nounReach is how many tokens behind a number its noun is looked for.
const nounReach = 5

// Years that four bare digits are taken for.
const minYear, maxYear = 1900, 2099

// num is what the pieces [first,next) say.
type num struct {
	first, next int
	value       float64
	op          string
	unit        string
	percent     bool
	ordinal     bool
	set         bool // "kedua": both, or second
	bare        bool // digits without a mark between them
	year        bool // could be a year
}

// scan is the state of one sentence's reading.
type scan struct {
	*language
	doc string
	ps  []piece
}

// Find appends the numbers of s to buf, sorted by place and without overlaps,
// and returns it. Spans are in r.Text. A language without number words has
// none.
func (g *Grammar) Find(lang string, r *text.Report, s *text.Sentence, buf []Found) []Found {
	l := g.languages[lang]
	if l == nil || s.Span.Start < 0 || s.Span.End > len(r.Text) || s.Span.Start >= s.Span.End {
		return buf
	}
	var room [stackPieces]piece
	sc := scan{language: l, doc: r.Text, ps: l.lex(r.Text, s.Span, room[:0])}
	floor := 0 // first piece that is free
	for i := 0; i < len(sc.ps); {
		n, ok := sc.quantity(i)
		if !ok {
			i++
			continue
		}
		i = n.next
		if !sc.countable(&n) {
			continue
		}
		f := Found{Value: n.value, Op: n.op, Unit: n.unit, Percent: n.percent, Money: n.unit != "" && !n.percent, Ordinal: n.ordinal}
		first := sc.bound(&n, floor, &f)
		f.Span = text.Span{Start: int(sc.ps[first].start), End: int(sc.ps[n.next-1].end)}
		f.From, f.To = tokens(s, f.Span)
		f.Counted = -1
		if !f.Money && !f.Percent {
			f.Counted = sc.counted(s, &f, &n)
		}
		if n.set {
			f.Ordinal = f.From > 0 && noun(&s.Tokens[f.From-1]) && f.From <= len(s.Tokens)
		}
		if n.year && !counts(s, &f) {
			continue
		}
		buf = append(buf, f)
		floor = n.next
	}
	return buf
}

// quantity reads a number with currency, percent sign, range and suffix at
// piece i.
func (s *scan) quantity(i int) (num, bool) {
	at, unit := i, ""
	if m, ok := s.has(s.ps, i, cMoney); ok {
		at, unit = i+1, m.unit
		if s.sign(at, '.') && at+1 < len(s.ps) { // "Rp. 500"
			at++
		}
	}
	n, ok := s.number(at)
	if !ok {
		return n, false
	}
	n.first = i
	if n.ordinal || n.set {
		return n, unit == ""
	}
	if b, ok := s.rangeEnd(&n); ok {
		n.next, n.op = b.next, ">"
		if b.value/n.value >= 1000 { // "2 sampai 3 ribu"
			n.value *= b.scale()
		}
		n.year = n.year && b.year
	}
	n.unit = unit
	if unit == "" {
		if m, ok := s.has(s.ps, n.next, cMoney); ok && (s.ps[n.next].kind == word || s.ps[n.next].tight) && !s.amount(n.next+1) {
			n.unit = m.unit
			n.next++
		}
	}
	if _, ok := s.has(s.ps, n.next, cPercent); ok && n.unit == "" {
		n.percent, n.unit = true, "%"
		n.next++
	}
	if n.unit != "" {
		n.year = false
	}
	return n, true
}

// scale is the power of a thousand by which n is the larger of a range whose
// lower end left it out.
func (n *num) scale() float64 {
	k := 1.0
	for n.value/k >= 1000 {
		k *= 1000
	}
	return k
}

// rangeEnd reads "–30", "sampai 30", or "dan 30" behind "antara 20".
func (s *scan) rangeEnd(n *num) (num, bool) {
	k := n.next
	if k >= len(s.ps) {
		return num{}, false
	}
	_, to := s.has(s.ps, k, cRange)
	if _, and := s.has(s.ps, k, cAnd); and {
		_, to = s.has(s.ps, n.first-1, cBetween)
	}
	switch s.ps[k].mark {
	case '-', '–', '—':
		to = s.ps[k].kind == mark
	}
	if !to {
		return num{}, false
	}
	b, ok := s.number(k + 1)
	if !ok || b.ordinal || b.set || b.op != "=" || b.value <= n.value && b.value >= 1 && !s.scaled(&b) {
		return num{}, false
	}
	return b, b.value > n.value
}

// scaled reports whether b ends in a scale.
func (s *scan) scaled(b *num) bool {
	_, ok := s.has(s.ps, b.next-1, cScale)
	return ok
}

// number reads digits or number words at piece i, with their scale.
func (s *scan) number(i int) (num, bool) {
	n := num{first: i, op: "="}
	if i >= len(s.ps) {
		return n, false
	}
	if s.ps[i].kind == number {
		return s.digits(n)
	}
	if s.ps[i].kind == mark {
		return n, false
	}
	if o, ok := s.has(s.ps, i, cOrd); ok {
		n.value, n.next, n.ordinal = o.value, i+1, true
		return n, true
	}
	if o, ok := s.has(s.ps, i, cSet); ok {
		n.value, n.next, n.set = o.value, i+1, true
		return n, true
	}
	if v, ok := s.has(s.ps, i, cVague); ok {
		n.value, n.next, n.op = v.value, i+1, ">"
		for k := 0; k < 3; k++ { // "puluhan ribu", "tens of thousands"
			at := n.next
			if _, ok := s.has(s.ps, at, cOf); ok {
				at++
			}
			sc, ok := s.has(s.ps, at, cScale)
			if !ok {
				sc, ok = s.has(s.ps, at, cVague)
			}
			if !ok || sc.value < 100 {
				break
			}
			n.value *= sc.value
			n.next = at + 1
		}
		return n, n.value <= maxValue
	}
	return s.words(n)
}

// words reads "dua ratus lima puluh ribu".
func (s *scan) words(n num) (num, bool) {
	total, hundreds, small := 0.0, 0.0, 0.0
	at := n.first
	for ; at < len(s.ps) && at < n.first+maxWords; at++ {
		k := at
		if s.sign(k, '-') && s.ps[k].tight && k > n.first && k+1 < len(s.ps) && s.ps[k+1].tight { // "twenty-five"
			if v, ok := s.has(s.ps, k+1, cNum); ok && small >= 20 && v.value < 10 {
				small += v.value
				at++
				continue
			}
			break
		}
		if v, ok := s.has(s.ps, k, cNum); ok {
			switch {
			case v.value >= 1000 && total == 0 && hundreds+small == 0:
				total = v.value
			case v.value == 100 && hundreds+small == 0:
				hundreds = 100
			case v.value < 100 && small == 0, v.value < 10 && small >= 20 && int(small)%10 == 0:
				small += v.value
			default:
				k = -1
			}
		} else if v, ok := s.has(s.ps, k, cTeen); ok && small > 0 && small < 10 {
			small += v.value
		} else if v, ok := s.has(s.ps, k, cTimes); ok && small > 0 && small < 20 {
			hundreds += small * v.value
			small = 0
		} else if v, ok := s.has(s.ps, k, cScale); ok && hundreds+small > 0 {
			total += (hundreds + small) * v.value
			hundreds, small = 0, 0
		} else if ok && total >= 1000 && v.value > 1000 && at == n.first+1 { // "seribu triliun"
			total *= v.value
		} else {
			k = -1
		}
		if k < 0 {
			break
		}
	}
	n.value, n.next = total+hundreds+small, at
	return n, n.value > 0 && n.value <= maxValue
}

// digits reads digits as the language writes them, with a scale or suffix.
func (s *scan) digits(n num) (num, bool) {
	p := &s.ps[n.first]
	v, plain, ok := s.parse(s.doc[p.start:p.end])
	if !ok {
		return n, false
	}
	n.value, n.bare, n.next = v, plain, n.first+1
	n.year = plain && v >= minYear && v <= maxYear && p.end-p.start == 4
	if n.next < len(s.ps) && s.ps[n.next].tight && s.ps[n.next].kind == word {
		if _, ok := s.has(s.ps, n.next, cSuffix); ok {
			n.ordinal = true
			n.next++
			return n, true
		}
		if !s.any(n.next, cScale, cMoney, cRound) {
			return n, false // "11pm", "1990s", "5G"
		}
	}
	at := n.next
	if s.sign(at, '-') && s.ps[at].tight { // "30-an orang"
		at++
	}
	if s.any(at, cRound) && s.ps[at].tight {
		n.op, n.next = "~", at+1
		return n, !n.year
	}
	for k := 0; k < 2; k++ {
		sc, ok := s.has(s.ps, n.next, cScale)
		if !ok {
			break
		}
		n.value *= sc.value
		n.next++
		n.year = false
	}
	if n.value >= 1000 { // 1.1 million is a whole number
		n.value = math.Round(n.value*100) / 100
	}
	return n, n.value > 0 && n.value <= maxValue
}

// parse reads digits with marks between them; plain is true without marks.
func (s *scan) parse(d string) (v float64, plain, ok bool) {
	if len(d) > 24 {
		return 0, false, false
	}
	marks, group, points, frac := 0, 0, 0, 1.0
	for i := 0; i < len(d); i++ {
		switch c := d[i]; {
		case isDigit(c):
			group++
			v = v*10 + float64(c-'0')
			if points > 0 {
				frac *= 10
			}
		case c == s.group && points == 0:
			// Groups hold three digits, the first one to three.
			if group > 3 || marks > 0 && group != 3 || i+3 >= len(d) {
				return 0, false, false
			}
			marks++
			group = 0
		case c == s.point && points == 0:
			if marks > 0 && group != 3 {
				return 0, false, false
			}
			points, group = 1, 0
		default:
			return 0, false, false
		}
	}
	if points == 0 && marks > 0 && group != 3 {
		return 0, false, false
	}
	return v / frac, marks+points == 0, v > 0
}

// amount reports whether piece i is a number in digits.
func (s *scan) amount(i int) bool { return i < len(s.ps) && s.ps[i].kind == number }

// any reports whether piece i is of one of the classes.
func (s *scan) any(i int, cs ...class) bool {
	for _, c := range cs {
		if _, ok := s.has(s.ps, i, c); ok {
			return true
		}
	}
	return false
}

// sign reports whether piece i is the mark r.
func (s *scan) sign(i int, r rune) bool {
	return i >= 0 && i < len(s.ps) && s.ps[i].kind == mark && s.ps[i].mark == r
}

// countable reports whether n is a number of something at all, by the pieces
// around it.
func (s *scan) countable(n *num) bool {
	before, behind := n.first-1, n.next
	if s.any(before, cLabel, cNot) {
		return n.unit != ""
	}
	if _, ok := s.has(s.ps, before, cTime); ok && s.ps[n.first].kind == number && n.unit == "" {
		return false // "Juni 17", "tahun 12"
	}
	if _, ok := s.has(s.ps, behind, cTime); ok && n.unit == "" {
		return false // "tiga hari", "17 Juni"
	}
	if _, ok := s.has(s.ps, behind, cNot); ok {
		return false
	}
	if s.ps[n.first].kind == number && n.unit == "" && n.next == n.first+1 {
		if (s.sign(before, '(') || s.sign(before, '[')) && (s.sign(behind, ')') || s.sign(behind, ']')) {
			return false // an age, a footnote
		}
		if s.sign(before, ',') && s.sign(behind, ',') && n.bare && n.value < 120 {
			return false // "Tamimi, 16, said"
		}
		if (before < 0 || s.doc[s.ps[n.first].start-1] == '\n') && (s.sign(behind, '.') || s.sign(behind, ')')) {
			return false // a list
		}
	}
	// Digits that touch other marks or words: dates, scores, "Covid-19".
	if s.ps[n.first].kind == number && s.ps[n.first].tight && before >= 0 {
		b := &s.ps[before]
		if b.kind == word { // "K3"
			return false
		}
		if b.kind == mark && (joins(b.mark) || b.mark == '#') && (b.tight || b.mark == '#') {
			return false
		}
	}
	if behind < len(s.ps) && s.ps[behind].tight && behind+1 < len(s.ps) && s.ps[behind+1].tight {
		switch m := s.ps[behind]; {
		case m.kind == mark && joins(m.mark):
			return false // "3-2", "86-year-old", "19/6"
		case m.kind == word && s.ps[n.next-1].kind == number:
			return false
		}
	}
	return true
}

func joins(r rune) bool { return r == '/' || r == ':' || r == '-' || r == '.' || r == ',' }

// bound looks for the bound of n before and behind it and returns the first
// piece of the whole.
func (s *scan) bound(n *num, floor int, f *Found) int {
	if n.set {
		return n.first
	}
	if _, ok := s.has(s.ps, n.next, cAfter); ok && f.Op == "=" {
		f.Op = ">"
		n.next++
	}
	for k := n.first - 1; k >= floor && k >= n.first-boundReach; k-- {
		if _, ok := s.has(s.ps, k, cMore); ok {
			f.Op = ">"
			return k
		}
		if _, ok := s.has(s.ps, k, cLess); ok {
			f.Op = "<"
			return k
		}
		if _, ok := s.has(s.ps, k, cAbout); ok {
			if f.Op == "=" {
				f.Op = "~"
			}
			return k
		}
		if _, ok := s.has(s.ps, k, cBetween); ok {
			return k
		}
		if _, ok := s.has(s.ps, k, cFiller); !ok {
			break
		}
	}
	return n.first
}

// counts reports whether f, which could be a year, is a number of things after
// all: its token modifies a noun behind it.
func counts(s *text.Sentence, f *Found) bool {
	if f.Op == ">" || f.Op == "<" {
		return f.Counted >= 0
	}
	for i := f.From; i < f.To && i < len(s.Tokens); i++ {
		t := &s.Tokens[i]
		if t.BaseRel() == "nummod" && int(t.Head) == f.Counted && f.Counted >= f.To {
			return true
		}
	}
	return false
}

func noun(t *text.Token) bool { return t.POS == text.NOUN || t.POS == text.PROPN }

// counted returns the token that n counts: the head of its numeral if that is a
// noun, else the next noun before a verb or mark, else, where nothing is
// tagged, the next word. A classifier gives way to the noun behind it.
func (s *scan) counted(sent *text.Sentence, f *Found, n *num) int {
	ts := sent.Tokens
	at := -1
	for i := f.From; i < f.To && i < len(ts); i++ {
		h := int(ts[i].Head)
		if ts[i].BaseRel() == "nummod" && h >= 0 && h < len(ts) && (h < f.From || h >= f.To) && noun(&ts[h]) {
			at = h
			break
		}
	}
	if at >= 0 && at < f.From && f.To < len(ts) && noun(&ts[f.To]) && int(ts[f.To].Head) == at {
		at = f.To // "sebanyak 12 kapal": the parse hangs the ships on the word for as many
	}
	for i := f.To; at < 0 && i < len(ts) && i < f.To+nounReach; i++ {
		switch ts[i].POS {
		case text.NOUN, text.PROPN:
			at = i
		case text.VERB, text.PUNCT, text.AUX, text.CCONJ, text.SCONJ:
			return -1
		case text.X:
			if !wordLike(s.doc[ts[i].Span.Start:ts[i].Span.End]) {
				return -1
			}
			at = i
		}
	}
	if at < 0 {
		return at
	}
	// "17 orang tentara" counts soldiers.
	if at+1 < len(ts) && noun(&ts[at+1]) && noun(&ts[at]) && s.classifier(ts[at].Span) {
		return at + 1
	}
	return at
}

// classifier reports whether the piece at span is one.
func (s *scan) classifier(span text.Span) bool {
	i := sort.Search(len(s.ps), func(i int) bool { return int(s.ps[i].start) >= span.Start })
	_, ok := s.has(s.ps, i, cClass)
	return ok
}

// wordLike reports whether w begins with a letter.
func wordLike(w string) bool {
	return w != "" && (w[0] >= 'a' && w[0] <= 'z' || w[0] >= 'A' && w[0] <= 'Z' || w[0] >= 0x80)
}

// tokens returns the range of the tokens of s that touch span.
func tokens(s *text.Sentence, span text.Span) (from, to int) {
	from = sort.Search(len(s.Tokens), func(i int) bool { return s.Tokens[i].Span.End > span.Start })
	to = from
	for to < len(s.Tokens) && s.Tokens[to].Span.Start < span.End {
		to++
	}
	return from, to
}
