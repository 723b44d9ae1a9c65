package affix

import (
	"bytes"

	"kabar/internal/text"
)

// maxForm is the longest word, in bytes, that is taken apart.
const maxForm = 48

// Analyze takes form apart as a word of part of speech pos. lemma is what is
// thought to be its root, or "": it decides between analyses that are about as
// good, and it stands in for a root that the table lacks. ok is false when no
// analysis has a root; a word that is a root itself has an analysis too. Words
// with other characters than A to Z and one hyphen, and those over 48 bytes,
// have none. Nothing is allocated: the root is part of the table, or is lemma.
func (l *Lexicon) Analyze(form string, pos text.POS, lemma string) (a Analysis, ok bool) {
	var buf [2 * maxForm]byte // the word in small letters, and room for one more
	if len(form) < minRoot || len(form) > maxForm {
		return Analysis{}, false
	}
	hyphen := -1
	for i := 0; i < len(form); i++ {
		switch c := form[i]; {
		case 'a' <= c && c <= 'z':
			buf[i] = c
		case 'A' <= c && c <= 'Z':
			buf[i] = c + 'a' - 'A'
		case c == '-' && i > 0 && i+1 < len(form) && hyphen < 0:
			hyphen, buf[i] = i, c
		default:
			return Analysis{}, false
		}
	}
	s := search{lex: l, pos: pos, lemma: lemma}
	w := buf[:len(form)]
	if hyphen < 0 {
		return s.word(w, Once)
	}
	if a, ok := s.word(w, Once); ok {
		return a, true
	}
	return s.twice(w[:hyphen], w[hyphen+1:], buf[len(form):])
}

// search is the state of taking one word apart.
type search struct {
	lex   *Lexicon
	pos   text.POS
	lemma string

	at   Analysis // the affixes taken off so far
	n    int      // how many prefixes
	cost int      // of what was taken off
	last lastForm // of the last prefix

	best     Analysis
	bestCost int // 0: there is none
}

// lastForm is a form of a prefix that asks something of what follows it.
type lastForm uint8

const (
	plain lastForm = iota
	menge          // menge-, penge-: a root of one syllable
	short          // pe- for per-: the suffix -an
)

// What an analysis costs. The cheapest wins; of equal ones the first, and
// letters that a prefix leaves come before those that it drops.
const (
	costStart  = 100 // of the word itself, so that none is 0 or less
	costAffix  = 4
	costKept   = 2  // a first letter that should have been dropped: mensukseskan
	costPer    = 1  // per- without its r
	costNoun   = 5  // affixes of verbs on the root of a noun
	costMade   = 1  // the same with -kan or -i, which make verbs of nouns
	costPOS    = 6  // a kind that is not of the part of speech
	costRoot   = 2  // a root alone that is not of the part of speech
	costUnseen = 20 // a root that is not in the table: more than the affixes of any other
	gainLemma  = 3  // the root is the lemma
)

// word takes one written word apart.
func (s *search) word(w []byte, r Repeat) (Analysis, bool) {
	if a, ok := s.lex.irregular(w); ok {
		a.Repeat = max(a.Repeat, r)
		return a, true
	}
	s.best, s.bestCost = Analysis{}, 0
	s.at, s.n, s.cost, s.last = Analysis{Repeat: r}, 0, costStart, plain
	s.strip(w)
	return s.best, s.bestCost > 0
}

// twice takes apart a word of two halves; room has space for both.
func (s *search) twice(a, b, room []byte) (Analysis, bool) {
	if bytes.Equal(a, b) {
		return s.word(a, Twice)
	}
	// tolong-menolong
	second, ok := s.word(b, Once)
	if ok && second.Kind == Active && second.Prefixes[1] == 0 {
		first, ok := s.word(a, Once)
		if ok && first.Plain() && first.Root == second.Root {
			second.Repeat = Mutual
			return second, true
		}
	}
	// berlari-larian is berlarian with lari said twice: what ends the first
	// half begins the second.
	for n := min(len(a), len(b)); n >= minHalf; n-- {
		if bytes.Equal(a[len(a)-n:], b[:n]) {
			return s.word(append(append(room[:0], a...), b[n:]...), Twice)
		}
	}
	return Analysis{}, false
}

// minHalf is the fewest letters that are said twice.
const minHalf = 2

// minPrefixed is the fewest letters of a word with a prefix.
const minPrefixed = 4

// strip tries w as a stem, and with one prefix less.
func (s *search) strip(w []byte) {
	s.stem(w)
	if s.n == MaxPrefixes || len(w) < minPrefixed || s.last == menge {
		return
	}
	switch string(w[:2]) {
	case "me":
		s.nasal(MeN, w)
	case "di":
		s.take(Di, w[2:], 0, plain)
	case "te":
		s.liquid(Ter, w)
	case "be":
		s.liquid(Ber, w)
	case "pe":
		s.nasal(PeN, w)
		s.liquid(Per, w)
		if unchanged(w[2]) {
			s.take(Pe, w[2:], 0, plain)
		}
	case "ke":
		s.take(Ke, w[2:], 0, plain)
	case "se":
		s.take(Se, w[2:], 0, plain)
	case "ti":
		if bytes.HasPrefix(w, []byte("tidak")) {
			s.take(Tidak, w[5:], 0, plain)
		}
	}
}

// take goes on with w after prefix p, which cost more than others.
func (s *search) take(p Affix, w []byte, cost int, last lastForm) {
	outer := Affix(0)
	if s.n > 0 {
		outer = s.at.Prefixes[s.n-1]
	}
	if len(w) < minRoot || !follows(outer, p) {
		return
	}
	cost += costAffix
	was := s.last
	s.at.Prefixes[s.n] = p
	s.n, s.cost, s.last = s.n+1, s.cost+cost, last
	s.strip(w)
	s.n, s.cost, s.last = s.n-1, s.cost-cost, was
	s.at.Prefixes[s.n] = 0
}

// follows reports whether prefix p stands after prefix outer, or first when
// outer is 0.
func follows(outer, p Affix) bool {
	switch outer {
	case 0:
		return p != Tidak
	case MeN, Di:
		return p == Per || p == Ber || p == Ke || p == Se || p == Ter
	case Ter:
		return p == Per || p == Ke
	case Ber:
		return p == Ke || p == PeN || p == Pe
	case PeN:
		return p == Ber || p == Per || p == Ke || p == Se
	case Per:
		return p == Se
	case Ke:
		return p == Ber || p == Ter || p == Se || p == PeN || p == Pe || p == Tidak
	case Tidak:
		return p == Ber || p == Ter || p == Se
	case Se:
		return p == PeN
	}
	return false
}

// nasal takes meN- or peN- off w. Where it has swallowed a letter, that letter
// is written over the end of the prefix while the rest is looked at.
func (s *search) nasal(p Affix, w []byte) {
	swallowed := func(at int, letter byte) {
		was := w[at]
		w[at] = letter
		s.take(p, w[at:], 0, plain)
		w[at] = was
	}
	kept := func(at int) {
		cost := 0
		if c := w[at]; (c == 'k' || c == 'p' || c == 't' || c == 's') && isVowel(w[at+1]) {
			cost = costKept
		}
		s.take(p, w[at:], cost, plain)
	}
	switch c, next := w[2], w[3]; {
	case c == 'l' || c == 'r' || c == 'w' || c == 'y':
		s.take(p, w[2:], 0, plain)
	case c == 'm' && isVowel(next):
		s.take(p, w[2:], 0, plain)
		swallowed(2, 'p')
	case c == 'm' && next == 'r':
		swallowed(2, 'p') // pemrotes
	case c == 'm' && (next == 'b' || next == 'f' || next == 'p' || next == 'v') && len(w) > 4:
		kept(3)
	case c == 'n' && isVowel(next):
		s.take(p, w[2:], 0, plain)
		swallowed(2, 't')
	case c == 'n' && next == 'y':
		s.take(p, w[2:], 0, plain)
		swallowed(3, 's')
	case c == 'n' && next == 'g' && len(w) > 5:
		switch third := w[4]; {
		case third == 'e':
			s.take(p, w[5:], 0, menge)
			fallthrough
		case isVowel(third):
			s.take(p, w[4:], 0, plain)
			s.take(p, w[2:], 0, plain)
			swallowed(3, 'k')
		case third == 'g' || third == 'h' || third == 'k' || third == 'q' || third == 'x':
			kept(4)
		}
	case c == 'n' && (next == 'c' || next == 'd' || next == 'j' || next == 's' || next == 't' || next == 'z') && len(w) > 4:
		kept(3)
	}
}

// unchanged reports whether pe- before letter c is a prefix of its own and not
// a form of peN-.
func unchanged(c byte) bool {
	switch c {
	case 'l', 'r', 'w', 'y', 'm', 'n':
		return false
	}
	return !isVowel(c)
}

// liquid takes ber-, ter- or per- off w.
func (s *search) liquid(p Affix, w []byte) {
	c := w[2]
	er := !isVowel(c) && len(w) > 4 && w[3] == 'e' && w[4] == 'r' // bekerja
	last := plain
	if p == Per && s.n == 0 {
		last = short
	}
	switch {
	case c == 'r':
		s.take(p, w[3:], 0, plain)
		s.take(p, w[2:], costPer, last)
	case c == 'l' && p != Ter && bytes.HasPrefix(w[3:], []byte("ajar")):
		s.take(p, w[3:], 0, plain)
	case er || last == short && unchanged(c):
		s.take(p, w[2:], costPer, last)
	}
}

// minRoot is the fewest letters of a root.
const minRoot = 2

// stem tries w as a root, with and without a suffix.
func (s *search) stem(w []byte) {
	s.root(w, 0)
	n := len(w)
	switch w[n-1] {
	case 'i':
		s.root(w[:n-1], I)
	case 'n':
		if bytes.HasSuffix(w, []byte("an")) {
			s.root(w[:n-2], An)
		}
		if bytes.HasSuffix(w, []byte("kan")) {
			s.root(w[:n-3], Kan)
		}
	}
}

// allows reports whether suffix x, or none, goes with the prefixes taken off.
func (s *search) allows(x Affix) bool {
	if s.n == 0 {
		return true
	}
	inner := s.at.Prefixes[s.n-1]
	switch s.at.Prefixes[0] {
	case MeN, Di:
		switch {
		case inner == Ke || inner == Ter:
			return x == Kan || x == I
		case inner == Ber:
			return x == Kan
		}
		return x != An
	case Ter:
		return x != An
	case Ber:
		switch {
		case inner == Ke:
			return x == An
		case s.n == 1:
			return x != I
		}
		return x == 0 || x == An
	case PeN:
		return x == 0 || x == An
	case Pe:
		return x == 0
	case Per:
		return x == An || s.last != short && s.n == 1
	case Ke:
		return x == An || s.n == 1
	case Se:
		return x == 0 || x == An || s.n == 1
	}
	return false
}

// root tries w as the root before suffix x.
func (s *search) root(w []byte, x Affix) {
	if len(w) < minRoot || !s.allows(x) || s.last == menge && syllables(w) != 1 {
		return
	}
	cost := s.cost
	a := s.at
	a.Suffix = x
	root, c, ok := s.lex.find(w)
	switch {
	case ok:
		a.Root = root
	case string(w) == s.lemma:
		a.Root, a.Source, c = s.lemma, FromLemma, anyClass
		cost += costUnseen + gainLemma // a lemma may be the form, for want of a better one
	default:
		return
	}
	if a.Prefixes[0] == Ke && x == 0 && c&number == 0 {
		return
	}
	if x != 0 {
		cost += costAffix
	}
	if a.Root == s.lemma {
		cost -= gainLemma
	}
	a.Kind = a.kind(c, s.pos)
	cost += a.unlike(c, s.pos)
	if s.bestCost == 0 || cost < s.bestCost {
		s.best, s.bestCost = a, cost
	}
}

// unlike returns what it costs that a root of class c has the affixes of a, and
// that the word is of part of speech pos.
func (a *Analysis) unlike(c class, pos text.POS) int {
	cost := 0
	switch a.Prefixes[0] {
	case MeN, Di, Ter, PeN:
		switch {
		case c&(verb|adjective) != 0:
		case a.Suffix == 0 || a.Suffix == An:
			cost = costNoun
		default:
			cost = costMade
		}
	}
	alone := a.Prefixes[0] == 0 && a.Suffix == 0
	switch pos {
	case text.VERB:
		switch {
		case alone && c&(verb|adjective) == 0, a.Kind > Adverse:
			cost += costPOS
		}
	case text.NOUN:
		switch {
		case alone && c&noun == 0, a.Kind == Stative:
			cost += costRoot
		case !alone && a.Kind <= Adverse:
			cost += costPOS
		}
	}
	return cost
}

func isVowel(c byte) bool { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' }

// syllables returns how many vowels w has.
func syllables(w []byte) int {
	n := 0
	for _, c := range w {
		if isVowel(c) {
			n++
		}
	}
	return n
}
