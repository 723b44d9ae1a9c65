package morph

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"kabar/internal/lang/word"
	"kabar/internal/table"
	"kabar/internal/text"
)

// script makes a lemma of a word: letters off and on at its front and back,
// after folding its case if lower is set.
type script struct {
	lower       bool
	cutFront    int // letters
	cutBack     int
	front, back string
}

// maxScript is the longest word, in bytes, that a lemma is made of; a longer
// one is its own lemma.
const maxScript = 200

func (c script) String() string {
	l := 0
	if c.lower {
		l = 1
	}
	return fmt.Sprintf("%d %d %d %s %s", l, c.cutFront, c.cutBack, strconv.Quote(c.front), strconv.Quote(c.back))
}

func parseScripts(s string) ([]script, error) {
	var scripts []script
	for line := range strings.SplitSeq(s, "\n") {
		var c script
		var l int
		if _, err := fmt.Sscanf(line, "%d %d %d %q %q", &l, &c.cutFront, &c.cutBack, &c.front, &c.back); err != nil || c.cutFront < 0 || c.cutBack < 0 {
			return nil, fmt.Errorf("%w: lemma script %q", table.ErrModel, line)
		}
		c.lower = l == 1
		scripts = append(scripts, c)
	}
	return scripts, nil
}

// apply appends the lemma of form to buf; ok is false when form is too short
// for c. When nothing is added or folded, the lemma is form[from:to] as well,
// and plain is set.
func (c script) apply(buf []byte, form string) (lemma []byte, from, to int, plain, ok bool) {
	from, to = 0, len(form)
	for range c.cutFront {
		if from >= to {
			return buf, 0, 0, false, false
		}
		_, n := utf8.DecodeRuneInString(form[from:to])
		from += n
	}
	for range c.cutBack {
		if from >= to {
			return buf, 0, 0, false, false
		}
		_, n := utf8.DecodeLastRuneInString(form[from:to])
		to -= n
	}
	if from == to && c.front == "" && c.back == "" {
		return buf, 0, 0, false, false
	}
	plain = c.front == "" && c.back == ""
	buf = append(buf, c.front...)
	if c.lower {
		at := len(buf)
		buf = appendLower(buf, form[from:to])
		plain = plain && string(buf[at:]) == form[from:to]
	} else {
		buf = append(buf, form[from:to]...)
	}
	return append(buf, c.back...), from, to, plain, true
}

func appendLower(buf []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf {
			return append(buf, strings.ToLower(s[i:])...)
		} else if 'A' <= c && c <= 'Z' {
			buf = append(buf, c+'a'-'A')
		} else {
			buf = append(buf, c)
		}
	}
	return buf
}

// caseShapes are the marks of a word's case.
const caseShapes = word.Capital | word.Upper | word.Mixed

// lemmaKey is the key of a word in the lexicon of lemmas.
func lemmaKey(w *info, pos text.POS) uint64 {
	return table.Mix(table.Mix(3, uint64(w.Form)), uint64(pos)|uint64(w.Shape&caseShapes)<<8)
}

// lemmatise returns the lemma of t, whose part of speech and features are set.
func (m *Tagger) lemmatise(t *text.Token, w *info, s *Scratch) string {
	if len(t.Form) > maxScript {
		return t.Form
	}
	class := -1
	if v, ok := m.lemmas.Get(lemmaKey(w, t.POS)); ok && int(v) < len(m.scripts) {
		class = int(v)
	} else {
		lemmaFeatures(&s.keys, w, t)
		s.scores = table.Scores{}
		m.lemma.Add(s.keys.k[:s.keys.n], &s.scores)
		class = m.bestScript(s.scores[:m.lemma.Classes()], t, s)
	}
	if class < 0 {
		return t.Form
	}
	var from, to int
	var plain, ok bool
	s.buf, from, to, plain, ok = m.scripts[class].apply(s.buf[:0], t.Form)
	switch {
	case !ok:
		return t.Form
	case plain:
		return t.Form[from:to]
	}
	return s.keep(s.buf)
}

// bestScript returns the best-scored script that t allows, or -1. A script
// that makes a known lemma scores more.
func (m *Tagger) bestScript(scores []int32, t *text.Token, s *Scratch) int {
	// Trying scripts costs far more than looking at scores, so only those
	// near the top are tried.
	top := -1
	var topScore int32
	var bonus [1]uint64
	for range maxTried {
		i := best(scores)
		if scores[i] == tried {
			break
		}
		score := scores[i]
		scores[i] = tried
		var ok bool
		if s.buf, _, _, _, ok = m.scripts[i].apply(s.buf[:0], t.Form); !ok {
			continue
		}
		known, _ := m.known.Get(knownKey(string(s.buf)))
		bonus[0], s.bonus[0] = knownFeature(i, known, t.POS), 0
		m.lemma.Add(bonus[:], &s.bonus)
		if score += s.bonus[0]; top < 0 || score > topScore {
			top, topScore = i, score
		}
	}
	return top
}

const (
	maxTried = 12       // scripts tried on a word
	tried    = -1 << 31 // stands for the score of a script that was tried
)

// keep returns b as a string that shares memory with other lemmas.
func (s *Scratch) keep(b []byte) string {
	const chunk = 4096
	if s.store == nil || s.store.Cap()-s.store.Len() < len(b) {
		s.store = &strings.Builder{}
		s.store.Grow(chunk)
	}
	at := s.store.Len()
	s.store.Write(b)
	return s.store.String()[at:]
}

func knownKey(lemma string) uint64 {
	return table.Mix(4, uint64(table.HashString(lemma)))
}

// What is known of a lemma, the values of the map of known lemmas.
const (
	newLemma  = iota
	goldLemma // it is the lemma of some word of the treebanks
	rawWord   // it is a word of the raw text
)

// knownFeature stands for script making a lemma of which known is known.
func knownFeature(script int, known uint32, pos text.POS) uint64 {
	k := uint64(script)<<8 | uint64(pos)<<1
	return table.Mix(5, k|uint64(known&1)|uint64(known>>1)<<40)
}

// lemmaFeatures writes the features for the lemma script of w.
func lemmaFeatures(f *keys, w *info, t *text.Token) {
	f.n, f.seed = 0, 0x3141592+uint64(t.POS+1)<<32
	shape := uint32(w.Shape & caseShapes)
	feats := table.HashString(t.Feats)
	f.one(0)
	f.one(shape)
	f.one(feats)
	f.two(shape, w.first)
	for k := range len(w.Suf) {
		f.one(w.Suf[k])
		f.one(w.Pre[k])
		f.two(w.Suf[k], feats)
		f.two(w.Suf[k], shape)
	}
	for a := range 5 {
		for b := range 4 {
			f.two(w.Pre[a], w.Suf[b])
		}
	}
	f.two(w.Pre[2], uint32(min(w.Len, 8)))
	f.two(w.Suf[2], uint32(min(w.Len, 8)))
	f.two(uint32(w.Shape), uint32(min(w.Len, 4)))
	f.one(w.Form)
}
