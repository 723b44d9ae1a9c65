package shift

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kabar/internal/lang/conllu"
	"kabar/internal/table"
	"kabar/internal/text"
)

func sample(t *testing.T, name string) []Example {
	t.Helper()
	f, err := os.Open("../../../testdata/ud-sample/" + name + ".conllu")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := conllu.NewReader(f, name).Next()
	if err != nil {
		t.Fatal(err)
	}
	var out []Example
	for _, s := range d.Report.Sentences {
		out = append(out, Example{Tokens: s.Tokens})
	}
	return out
}

// learn returns a parser that has seen examples often enough to know them.
func learn(t *testing.T, examples []Example) *Parser {
	t.Helper()
	l, err := NewLearning(examples, 1)
	if err != nil {
		t.Fatal(err)
	}
	for range 15 {
		l.Epoch(examples, 0.5)
	}
	l.Average()
	f := &table.ModelFile{}
	if err := l.Put(f, 0); err != nil {
		t.Fatal(err)
	}
	data, err := f.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	m, err := table.OpenModel(string(data), 0)
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(m)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestLearn learns trees by heart, which needs oracle, learner and reader to
// agree.
func TestLearn(t *testing.T) {
	for _, name := range []string{"id", "en"} {
		examples := sample(t, name)
		p := learn(t, examples)
		var s Scratch
		for i, x := range examples {
			got := append([]text.Token(nil), x.Tokens...)
			for k := range got {
				got[k].Head, got[k].Rel = -1, ""
			}
			p.Parse(got, &s)
			if diff := cmp.Diff(x.Tokens, got); diff != "" {
				t.Errorf("%s sentence %d (-want +got):\n%s", name, i+1, diff)
			}
		}
	}
}

func TestParseWithin(t *testing.T) {
	examples := sample(t, "en")
	p := learn(t, examples)
	var s Scratch
	// "killed by" is no constituent that the parser would choose.
	got := append([]text.Token(nil), examples[1].Tokens...)
	brackets := []Bracket{{3, 5}, {0, 10}}
	if forced := p.ParseWithin(got, brackets, &s); forced > 0 {
		t.Errorf("%d decisions against the constituents", forced)
	}
	outside := 0
	for i := 3; i < 5; i++ {
		if h := got[i].Head; h < 3 || h >= 5 {
			outside++
		}
	}
	if outside != 1 {
		t.Errorf("%d words of the constituent have their head outside, want 1: %v", outside, got)
	}
}

func TestEmpty(t *testing.T) {
	p := learn(t, sample(t, "en"))
	var s Scratch
	p.Parse(nil, &s)
	one := []text.Token{{Form: "Yes", POS: text.INTJ}}
	p.Parse(one, &s)
	if one[0].Head != -1 || one[0].Rel != "root" {
		t.Errorf("got %+v", one[0])
	}
}
