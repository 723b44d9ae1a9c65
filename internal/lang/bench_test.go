package lang_test

import (
	"testing"

	"kabar/internal/lang"
	"kabar/internal/lang/morph"
	"kabar/internal/lang/name"
	"kabar/internal/lang/parse"
	"kabar/internal/table"
	"kabar/internal/text"
)

// engine opens the tagger and the parser of a language on their own.
func engine(b *testing.B, name string) (*morph.Tagger, *parse.Parser) {
	b.Helper()
	data, err := read(name + ".model")
	if err != nil {
		b.Fatal(err)
	}
	m, err := table.OpenModel(data, lang.FeatureHash())
	if err != nil {
		b.Fatal(err)
	}
	tagger, err := morph.New(m)
	if err != nil {
		b.Fatal(err)
	}
	parser, err := parse.New(m)
	if err != nil {
		b.Fatal(err)
	}
	return tagger, parser
}

// each runs f for the sample of each language with its sentences.
func each(b *testing.B, f func(b *testing.B, name string, sentences []text.Sentence)) {
	for _, name := range []string{"id", "en"} {
		b.Run(name, func(b *testing.B) {
			d := sample(b, name)
			words := 0
			for _, s := range d.Report.Sentences {
				words += len(s.Tokens)
			}
			b.ReportAllocs()
			b.SetBytes(int64(len(d.Report.Text)))
			f(b, name, d.Report.Sentences)
			b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
		})
	}
}

func BenchmarkTag(b *testing.B) {
	each(b, func(b *testing.B, name string, sentences []text.Sentence) {
		tagger, _ := engine(b, name)
		var s morph.Scratch
		for b.Loop() {
			for _, x := range sentences {
				tagger.Tag(x.Tokens, &s)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	each(b, func(b *testing.B, name string, sentences []text.Sentence) {
		_, parser := engine(b, name)
		var s parse.Scratch
		for b.Loop() {
			for _, x := range sentences {
				parser.Parse(x.Tokens, &s)
			}
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	a := analyzer(b)
	s := a.NewScratch()
	each(b, func(b *testing.B, name string, sentences []text.Sentence) {
		d := sample(b, name)
		for b.Loop() {
			r := text.Report{ID: "x", Lang: name, Text: d.Report.Text}
			if err := a.Annotate(&r, s); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkNames(b *testing.B) {
	data, err := read("id-names.model")
	if err != nil {
		b.Fatal(err)
	}
	m, err := table.OpenModel(data, name.FeatureHash())
	if err != nil {
		b.Fatal(err)
	}
	finder, err := name.New(m)
	if err != nil {
		b.Fatal(err)
	}
	d := sample(b, "id")
	words := 0
	for _, s := range d.Report.Sentences {
		words += len(s.Tokens)
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(d.Report.Text)))
	var s name.Scratch
	var names []text.Name
	for b.Loop() {
		for _, x := range d.Report.Sentences {
			names = finder.Find(x.Tokens, names[:0], &s)
		}
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
