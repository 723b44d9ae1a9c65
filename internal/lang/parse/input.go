package parse

import (
	"kabar/internal/lang/word"
	"kabar/internal/table"
	"kabar/internal/text"
)

// Fields is how many features a word has.
const Fields = 12

// Features appends to keys the Fields features of each word of a tagged
// sentence: its form, its lemma, letters at its front and back, how it is
// written, and its tags. The first two are the rarest.
func Features(keys []uint64, tokens []text.Token) []uint64 {
	var l word.Letters
	for i := range tokens {
		t := &tokens[i]
		l.Read(t.Form)
		shape := uint64(l.Shape) << 2
		if i == 0 {
			shape |= 1
		} else if tokens[i-1].Span.End == t.Span.Start {
			shape |= 2
		}
		keys = append(keys,
			key(0, uint64(l.Form)),
			key(1, uint64(table.HashString(t.Lemma))),
			key(2, uint64(l.Pre[1])),
			key(3, uint64(l.Pre[2])),
			key(4, uint64(l.Pre[3])),
			key(5, uint64(l.Suf[1])),
			key(6, uint64(l.Suf[2])),
			key(7, uint64(l.Suf[3])),
			key(8, uint64(l.Suf[4])),
			key(9, shape),
			key(10, uint64(t.POS)),
			key(11, uint64(table.HashString(t.Feats))<<8|uint64(t.POS)),
		)
	}
	return keys
}

func key(field, value uint64) uint64 { return table.Mix(field+1, value) }

// FeatureHash returns a number that stands for the features of this package's
// code: it is made of those of a fixed sentence. A model is of use only to
// code with the number that it was learnt with.
func FeatureHash() uint64 {
	tokens := []text.Token{
		{Form: "Anak-anak", Lemma: "anak", POS: text.NOUN, Feats: "Number=Plur"},
		{Form: "AS-2", Lemma: "AS-2", POS: text.PROPN, Span: text.Span{Start: 10, End: 14}},
		{Form: ",", Lemma: ",", POS: text.PUNCT, Span: text.Span{Start: 14, End: 15}},
	}
	h := uint64(version)
	for _, k := range Features(nil, tokens) {
		h = table.Mix(h, k)
	}
	return h
}
