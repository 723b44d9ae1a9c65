package morph

import (
	"fmt"
	"math/rand/v2"
	"sort"
	"strings"
	"unicode/utf8"

	"kabar/internal/lang/word"
	"kabar/internal/table"
	"kabar/internal/text"
)

// Learning holds a tagger and lemmatiser while they are learnt. With the same
// calls the result is the same.
type Learning struct {
	counts map[uint32]*[text.NumPOS]int // by form
	lists  [text.NumPOS][]string
	number [text.NumPOS]map[string]int
	tags   *table.Learner
	feats  *table.Learner
	lemmas *lemmaLearning
	random *rand.Rand

	words  []info
	keys   keys
	scores [256]float32
}

// sureCount is how often a word must be seen, always with the same part of
// speech, to be tagged without looking at its context.
const sureCount = 30

// margin is how much better than any wrong class the right one must score to
// leave the weights alone.
const margin = 1

// NewLearning starts to learn from examples, whose POS, Feats and Lemma are
// the wanted ones. The lexicon is made of them. Raw lists words of other texts:
// a lemma that is one of them is more likely than one that is no word.
func NewLearning(examples [][]text.Token, raw []string, seed uint64) (*Learning, error) {
	l := &Learning{counts: make(map[uint32]*[text.NumPOS]int), random: rand.New(rand.NewPCG(seed, 2))}
	var seen [text.NumPOS]map[string]int
	for p := range seen {
		seen[p] = make(map[string]int)
	}
	for _, tokens := range examples {
		for i := range tokens {
			t := &tokens[i]
			f := word.Hash(t.Form)
			if l.counts[f] == nil {
				l.counts[f] = new([text.NumPOS]int)
			}
			l.counts[f][t.POS]++
			seen[t.POS][orBlank(t.Feats)]++
		}
	}
	most := 1
	for p := range seen {
		list := make([]string, 0, len(seen[p]))
		for f := range seen[p] {
			list = append(list, f)
		}
		sort.Slice(list, func(i, j int) bool {
			a, b := list[i], list[j]
			if seen[p][a] != seen[p][b] {
				return seen[p][a] > seen[p][b]
			}
			return a < b
		})
		if len(list) == 0 {
			list = []string{"_"}
		}
		list = list[:min(len(list), 256)]
		l.lists[p], l.number[p] = list, make(map[string]int)
		for i, f := range list {
			l.number[p][f] = i
		}
		most = max(most, len(list))
	}
	l.tags, l.feats = table.NewLearner(text.NumPOS), table.NewLearner(most)
	l.lemmas = newLemmaLearning(examples, raw)
	if len(l.lemmas.scripts) == 0 {
		return nil, fmt.Errorf("morph: examples without lemmas")
	}
	return l, nil
}

func orBlank(feats string) string {
	if feats == "" {
		return "_"
	}
	return feats
}

// Epoch goes through examples once, in an order of its own. Words are seen
// as if this one occurrence were not in the lexicon. Features are learnt
// only from examples that have them.
func (l *Learning) Epoch(examples [][]text.Token) {
	for _, i := range l.random.Perm(len(examples)) {
		l.sentence(examples[i])
	}
}

func (l *Learning) sentence(tokens []text.Token) {
	l.words = read(l.words, tokens, table.Map{})
	for i := range tokens {
		w := &l.words[i+edge]
		w.seen = l.seen(w.Form, tokens[i].POS)
	}
	for i := range tokens {
		w := &l.words[i+edge]
		gold := int(tokens[i].POS)
		if w.sure() < 0 {
			tagFeatures(&l.keys, l.words, i+edge)
			w.pos = uint32(l.learn(l.tags, gold, text.NumPOS)) + 1
		} else {
			w.pos = uint32(gold) + 1
		}
	}
	for i := range tokens {
		t, w := &tokens[i], &l.words[i+edge]
		w.pos = uint32(t.POS) + 1
	}
	for i := range tokens {
		t, w := &tokens[i], &l.words[i+edge]
		gold, ok := l.number[t.POS][orBlank(t.Feats)]
		if w.feats = uint32(gold) + 1; ok && len(l.lists[t.POS]) > 1 {
			featFeatures(&l.keys, l.words, i+edge)
			w.feats = uint32(l.learn(l.feats, gold, len(l.lists[t.POS]))) + 1
		}
	}
}

// seen returns the lexicon's word for form less one occurrence with pos.
func (l *Learning) seen(form uint32, pos text.POS) uint32 {
	c := l.counts[form]
	if c == nil {
		return 0
	}
	return mask(c, pos)
}

// mask returns the parts of speech counted in c, but for one of less.
func mask(c *[text.NumPOS]int, less text.POS) uint32 {
	var m uint32
	total, kinds := 0, 0
	for p, n := range c {
		if n > 0 {
			total += n
			kinds++
		}
		if p == int(less) {
			n--
		}
		if n > 0 {
			m |= 1 << p
		}
	}
	if kinds == 1 && total >= sureCount {
		m |= sureBit
	}
	return m
}

// learn decides between classes by the features in l.keys, learns from gold,
// and returns the decision.
func (l *Learning) learn(w *table.Learner, gold, classes int) int {
	scores := l.scores[:w.Classes()]
	clear(scores)
	keys := l.keys.k[:l.keys.n]
	w.Add(keys, scores)
	scores = scores[:classes]
	rival := -1
	for i, x := range scores {
		if i != gold && (rival < 0 || x > scores[rival]) {
			rival = i
		}
	}
	w.Tick()
	if scores[gold] < scores[rival]+margin {
		w.Update(keys, gold, 1)
		w.Update(keys, rival, -1)
	}
	if scores[rival] >= scores[gold] {
		return rival
	}
	return gold
}

// Average makes the weights their averages; learning may go on from there.
func (l *Learning) Average() {
	l.tags.Average()
	l.feats.Average()
}

// Put writes the sections of the tagger into f. Features of tags or of UD
// features with no weight of at least least are left out.
func (l *Learning) Put(f *table.ModelFile, least float32) error {
	for _, w := range []struct {
		section string
		weights *table.Learner
		least   float32
	}{{tagWeights, l.tags, least}, {featWeights, l.feats, least}, {lemmaWeights, l.lemmas.weights, least / 2}} {
		section, err := table.PackWeights(w.weights.Export(w.least), w.weights.Classes())
		if err != nil {
			return err
		}
		f.Put(w.section, section)
	}
	lines := make([]string, text.NumPOS)
	for p := range lines {
		lines[p] = strings.Join(l.lists[p], " ")
	}
	f.Put(featList, []byte(strings.Join(lines, "\n")))
	masks := make(map[uint64]uint32, len(l.counts))
	for form, c := range l.counts {
		masks[formKey(form)] = mask(c, text.POS(text.NumPOS))
	}
	f.Put(lexicon, table.PackMap(masks))
	l.lemmas.put(f)
	return nil
}

// lemmaLearning learns lemmas.
type lemmaLearning struct {
	scripts []script
	classes int // how many of scripts can be given to unknown words
	lexicon map[uint64]uint32
	forms   map[string]int // by lemma: how many forms have it
	raw     map[string]bool
	weights *table.Learner
}

// lemmaType is a word of the examples as the lemmatiser sees it.
type lemmaType struct {
	form, lemma, feats string
	pos                text.POS
	first              bool
}

// newLemmaLearning learns all there is to learn from examples.
func newLemmaLearning(examples [][]text.Token, raw []string) *lemmaLearning {
	l := &lemmaLearning{lexicon: make(map[uint64]uint32), forms: make(map[string]int), raw: make(map[string]bool)}
	for _, w := range raw {
		l.raw[w] = true
	}
	types := make(map[lemmaType]int)
	for _, tokens := range examples {
		for i := range tokens {
			t := &tokens[i]
			if t.Lemma != "" && len(t.Form) <= maxScript {
				types[lemmaType{t.Form, t.Lemma, t.Feats, t.POS, i == 0}]++
			}
		}
	}
	list := make([]lemmaType, 0, len(types))
	for t := range types {
		list = append(list, t)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].less(&list[j]) })

	count := make(map[script]int)
	pairs := make(map[[2]string]bool)
	for _, t := range list {
		count[scriptOf(t.form, t.lemma)]++
		if k := [2]string{strings.ToLower(t.form), t.lemma}; !pairs[k] {
			pairs[k] = true
			l.forms[t.lemma]++
		}
	}
	for c := range count {
		l.scripts = append(l.scripts, c)
	}
	sort.Slice(l.scripts, func(i, j int) bool {
		a, b := l.scripts[i], l.scripts[j]
		if count[a] != count[b] {
			return count[a] > count[b]
		}
		return a.String() < b.String()
	})
	number := make(map[script]int, len(l.scripts))
	for i, c := range l.scripts {
		number[c] = i
		if count[c] > 1 && i < 250 {
			l.classes = i + 1
		}
	}
	votes := make(map[uint64]map[int]int)
	for _, t := range list {
		var w info
		w.Read(t.form)
		k := lemmaKey(&w, t.pos)
		if votes[k] == nil {
			votes[k] = make(map[int]int)
		}
		votes[k][number[scriptOf(t.form, t.lemma)]] += types[t]
	}
	for k, v := range votes {
		top := -1
		for i, n := range v {
			if top < 0 || n > v[top] || n == v[top] && i < top {
				top = i
			}
		}
		l.lexicon[k] = uint32(top)
	}
	l.weights = table.NewLearner(max(l.classes, 1))
	l.learn(list, number)
	return l
}

func (t *lemmaType) less(u *lemmaType) bool {
	switch {
	case t.form != u.form:
		return t.form < u.form
	case t.pos != u.pos:
		return t.pos < u.pos
	case t.lemma != u.lemma:
		return t.lemma < u.lemma
	case t.feats != u.feats:
		return t.feats < u.feats
	}
	return !t.first && u.first
}

// lemmaEpochs is how often the lemmatiser goes through its types.
const lemmaEpochs = 8

func (l *lemmaLearning) learn(list []lemmaType, number map[script]int) {
	random := rand.New(rand.NewPCG(3, 3))
	var f keys
	var buf []byte
	scores := make([]float32, l.weights.Classes())
	var bonus [1]uint64
	var extra [1]float32
	for range lemmaEpochs {
		for _, i := range random.Perm(len(list)) {
			x := &list[i]
			gold := number[scriptOf(x.form, x.lemma)]
			if gold >= l.classes {
				continue
			}
			var w info
			w.Read(x.form)
			if x.first {
				w.first = 1
			}
			lemmaFeatures(&f, &w, &text.Token{Form: x.form, POS: x.pos, Feats: x.feats})
			clear(scores)
			l.weights.Add(f.k[:f.n], scores)
			rival, known := -1, make(map[int]uint32)
			for c := range scores {
				var ok bool
				if buf, _, _, _, ok = l.scripts[c].apply(buf[:0], x.form); !ok {
					continue
				}
				same := string(buf) == x.lemma
				known[c] = l.known(string(buf), same)
				bonus[0], extra[0] = knownFeature(c, known[c], x.pos), 0
				l.weights.Add(bonus[:], extra[:])
				scores[c] += extra[0]
				if !same && (rival < 0 || scores[c] > scores[rival]) {
					rival = c
				}
			}
			l.weights.Tick()
			if rival >= 0 && scores[gold] < scores[rival]+margin {
				l.weights.Update(f.k[:f.n], gold, 1)
				l.weights.Update(f.k[:f.n], rival, -1)
				bonus[0] = knownFeature(gold, known[gold], x.pos)
				l.weights.Update(bonus[:], 0, 1)
				bonus[0] = knownFeature(rival, known[rival], x.pos)
				l.weights.Update(bonus[:], 0, -1)
			}
		}
	}
	l.weights.Average()
}

// known returns what is known of a lemma; own says that it is that of the word
// at hand, which itself does not count.
func (l *lemmaLearning) known(lemma string, own bool) uint32 {
	n := l.forms[lemma]
	if own {
		n--
	}
	switch {
	case n > 0:
		return goldLemma
	case l.raw[lemma]:
		return rawWord
	}
	return newLemma
}

func (l *lemmaLearning) put(f *table.ModelFile) {
	lines := make([]string, len(l.scripts))
	for i, c := range l.scripts {
		lines[i] = c.String()
	}
	f.Put(lemmaScripts, []byte(strings.Join(lines, "\n")))
	f.Put(lemmaLexicon, table.PackMap(l.lexicon))
	known := make(map[uint64]uint32, len(l.forms)+len(l.raw))
	for w := range l.raw {
		known[knownKey(w)] = rawWord
	}
	for lemma := range l.forms {
		known[knownKey(lemma)] = goldLemma
	}
	f.Put(lemmaKnown, table.PackMap(known))
}

// scriptOf returns the script that makes lemma of form and keeps their longest
// common part.
func scriptOf(form, lemma string) script {
	c := script{}
	body := form
	if !sharesCase(form, lemma) {
		c.lower = true
		body = string(appendLower(nil, form))
	}
	a, b := []rune(body), []rune(lemma)
	var bestLen, bestA, bestB int
	for i := range a {
		for j := range b {
			n := 0
			for i+n < len(a) && j+n < len(b) && a[i+n] == b[j+n] {
				n++
			}
			if n > bestLen {
				bestLen, bestA, bestB = n, i, j
			}
		}
	}
	if bestLen == 0 {
		return script{cutBack: utf8.RuneCountInString(form), back: lemma}
	}
	c.cutFront, c.cutBack = bestA, len(a)-bestA-bestLen
	c.front, c.back = string(b[:bestB]), string(b[bestB+bestLen:])
	return c
}

// sharesCase reports whether lemma keeps the case of form as it is.
func sharesCase(form, lemma string) bool {
	low := string(appendLower(nil, form))
	return low == form || string(appendLower(nil, lemma)) != lemma
}
