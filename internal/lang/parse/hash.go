package parse

import (
	"kabar/internal/table"
	"kabar/internal/text"
)

// FeatureHash returns a number that stands for the features of this package's
// code: it is made of those of a fixed sentence. A model is of use only to
// code with the number that it was learnt with.
func FeatureHash() uint64 {
	tokens := []text.Token{
		{Form: "Anak-anak", Lemma: "anak", POS: text.NOUN, Feats: "Number=Plur"},
		{Form: "dan", Lemma: "dan", POS: text.CCONJ, Span: text.Span{Start: 10, End: 13}},
		{Form: "AS-2", Lemma: "AS-2", POS: text.PROPN, Span: text.Span{Start: 14, End: 18}},
		{Form: ",", Lemma: ",", POS: text.PUNCT, Span: text.Span{Start: 18, End: 19}},
		{Form: "menyerang", Lemma: "serang", POS: text.VERB, Span: text.Span{Start: 20, End: 29}},
	}
	const labels = 3
	// One way through the sentence, with arcs in both directions.
	script := []int{shift, shift, 1, 1 + labels + 1, shift, shift, 1 + labels, 2, shift, 3}
	var s state
	var f keys
	var h uint64
	s.start(tokens)
	for _, a := range script {
		canShift, canLeft, canRight := s.allowed()
		if a == shift && !canShift || a >= 1 && a <= labels && !canLeft || a > labels && !canRight {
			continue
		}
		s.features(&f)
		for _, k := range f.k[:f.n] {
			h = table.Mix(h, k)
		}
		s.apply(a, labels)
	}
	return h
}
