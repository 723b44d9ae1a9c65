package name

import (
	"kabar/internal/table"
	"kabar/internal/text"
)

// FeatureHash returns a number that stands for the features of this package's
// code: it is made of those of a fixed sentence. A model is of use only to
// code with the number that it was learnt with.
func FeatureHash() uint64 {
	tokens := []text.Token{
		{Form: "Menteri", POS: text.NOUN},
		{Form: "Susi", POS: text.PROPN, Span: text.Span{Start: 8, End: 12}},
		{Form: "di", POS: text.ADP, Span: text.Span{Start: 13, End: 15}},
		{Form: "Jawa", POS: text.PROPN, Span: text.Span{Start: 16, End: 20}},
		{Form: "Barat", POS: text.PROPN, Span: text.Span{Start: 21, End: 26}},
		{Form: "(", POS: text.PUNCT, Span: text.Span{Start: 27, End: 28}},
		{Form: "AS-2", POS: text.PROPN, Span: text.Span{Start: 28, End: 32}},
		{Form: ")", POS: text.PUNCT, Span: text.Span{Start: 32, End: 33}},
	}
	m := NewMaterial()
	m.Word(WordKey("Susi"), WordFact{Leaf: 77, Caps: 7, Kind: [text.NumKinds]uint8{text.Person: 3}})
	m.Word(WordKey("di"), WordFact{Leaf: 901, Caps: 1})
	m.List("Jawa Barat", Places)
	m.List("Susi", NewsPeople)
	facts := Facts{}
	facts.words, _ = table.OpenMap(string(table.PackMap(m.words)))
	facts.lists, _ = table.OpenMap(string(table.PackMap(m.lists)))
	words := facts.read(nil, tokens)
	var f keys
	var h uint64
	for i := range tokens {
		h = table.Mix(h, pairKey(1, words[i+edge].look()))
		features(&f, words, i+edge)
		for _, k := range f.k[:f.n] {
			h = table.Mix(h, k)
		}
	}
	return h
}
