package morph

import (
	"errors"
	"os"
	"strings"
	"testing"

	"kabar/internal/lang/conllu"
	"kabar/internal/table"
	"kabar/internal/text"
)

func TestScripts(t *testing.T) {
	tests := []struct{ form, lemma, want string }{
		{"pergi", "pergi", `0 0 0 "" ""`},
		{"Pergi", "pergi", `1 0 0 "" ""`},
		{"Jakarta", "Jakarta", `0 0 0 "" ""`},
		{"menyerang", "serang", `0 4 0 "s" ""`},
		{"diserang", "serang", `0 2 0 "" ""`},
		{"penyerangan", "serang", `0 4 2 "s" ""`},
		{"children", "child", `0 0 3 "" ""`},
		{"were", "be", `0 1 2 "b" ""`},
		{"n't", "not", `0 0 2 "" "ot"`},
		{"went", "go", `0 0 4 "" "go"`},
	}
	for _, tt := range tests {
		c := scriptOf(tt.form, tt.lemma)
		if c.String() != tt.want {
			t.Errorf("%s → %s: got %s, want %s", tt.form, tt.lemma, c, tt.want)
		}
		got, _, _, _, ok := c.apply(nil, tt.form)
		if !ok || string(got) != tt.lemma {
			t.Errorf("%s of %s: got %q, %v", c, tt.form, got, ok)
		}
	}
	if _, _, _, _, ok := (script{cutBack: 4}).apply(nil, "ada"); ok {
		t.Error("cut four letters off three")
	}
	for _, s := range []string{"", "0 0 0", `x 0 0 "" ""`, `0 -1 0 "" ""`} {
		if _, err := parseScripts(s); !errors.Is(err, table.ErrModel) {
			t.Errorf("%q: got %v", s, err)
		}
	}
}

func TestKeep(t *testing.T) {
	var s Scratch
	var all []string
	for i := range 3000 {
		all = append(all, s.keep([]byte(strings.Repeat("x", i%7))))
	}
	for i, got := range all {
		if want := strings.Repeat("x", i%7); got != want {
			t.Fatalf("string %d: got %q, want %q", i, got, want)
		}
	}
}

// TestLearn learns tags, features and lemmas nearly by heart: not quite, since
// a word is learnt from as if it were not in the lexicon that it is tagged by.
func TestLearn(t *testing.T) {
	for _, name := range []string{"id", "en"} {
		f, err := os.Open("../../../testdata/ud-sample/" + name + ".conllu")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		d, err := conllu.NewReader(f, name).Next()
		if err != nil {
			t.Fatal(err)
		}
		var examples [][]text.Token
		for _, s := range d.Report.Sentences {
			examples = append(examples, s.Tokens)
		}
		l, err := NewLearning(examples, nil, 1)
		if err != nil {
			t.Fatal(err)
		}
		for range 30 {
			l.Epoch(examples)
		}
		l.Average()
		file := &table.ModelFile{Features: FeatureHash()}
		if err := l.Put(file, 0); err != nil {
			t.Fatal(err)
		}
		data, err := file.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		m, err := table.OpenModel(string(data), FeatureHash())
		if err != nil {
			t.Fatal(err)
		}
		tagger, err := New(m)
		if err != nil {
			t.Fatal(err)
		}
		var s Scratch
		right, all := 0, 0
		for _, want := range examples {
			got := append([]text.Token(nil), want...)
			for k := range got {
				got[k].POS, got[k].Feats, got[k].Lemma = text.X, "", ""
			}
			tagger.Tag(got, &s)
			for k := range got {
				all++
				if got[k] == want[k] {
					right++
				}
			}
		}
		if 100*right < 95*all {
			t.Errorf("%s: %d of %d words right", name, right, all)
		}
	}
}

func TestTagWithin(t *testing.T) {
	tokens := []text.Token{{Form: "kota", Lemma: "kota", POS: text.NOUN}, {Form: "besar", Lemma: "besar", POS: text.ADJ}}
	l, err := NewLearning([][]text.Token{tokens}, nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		l.Epoch([][]text.Token{tokens})
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
	tagger, err := New(m)
	if err != nil {
		t.Fatal(err)
	}
	var s Scratch
	tagger.TagWithin(tokens, []uint32{1 << text.PROPN, 0}, &s)
	if tokens[0].POS != text.PROPN || tokens[1].POS != text.ADJ {
		t.Errorf("got %v %v, want PROPN ADJ", tokens[0].POS, tokens[1].POS)
	}
}
