package morph

import (
	"kabar/internal/table"
	"kabar/internal/text"
)

// FeatureHash returns a number that stands for the features of this package's
// code: it is made of those of a fixed sentence. A model is of use only to
// code with the number that it was learnt with.
func FeatureHash() uint64 {
	tokens := []text.Token{
		{Form: "Anak-anak", POS: text.NOUN, Feats: "Number=Plur"},
		{Form: "menyerang", POS: text.VERB, Span: text.Span{Start: 10, End: 19}},
		{Form: "AS-2", POS: text.PROPN, Span: text.Span{Start: 20, End: 24}},
		{Form: ".", POS: text.PUNCT, Span: text.Span{Start: 24, End: 25}},
	}
	words := read(nil, tokens, table.Map{})
	var f keys
	var h uint64
	fold := func() {
		for _, k := range f.k[:f.n] {
			h = table.Mix(h, k)
		}
	}
	for i := range tokens {
		w := &words[i+edge]
		w.seen, w.pos, w.feats = uint32(3+i), uint32(tokens[i].POS)+1, uint32(2+i)
	}
	for i := range tokens {
		w := &words[i+edge]
		tagFeatures(&f, words, i+edge)
		fold()
		featFeatures(&f, words, i+edge)
		fold()
		lemmaFeatures(&f, w, &tokens[i])
		fold()
		h = table.Mix(h, lemmaKey(w, tokens[i].POS)+knownKey(tokens[i].Form)+knownFeature(i, goldLemma, tokens[i].POS)+formKey(w.Form))
	}
	return h
}
