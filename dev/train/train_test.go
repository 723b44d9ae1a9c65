package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kabar/dev/eval/namebank"
	"kabar/dev/eval/treebank"
	"kabar/dev/train/shift"
	"kabar/internal/lang/name"
	"kabar/internal/text"
)

// TestNoTestSets looks at what the recipes learn from and choose by.
func TestNoTestSets(t *testing.T) {
	for _, r := range recipes {
		for _, file := range append([]string{r.dev, r.own + ".train.conllu", r.own + ".dev.conllu"}, r.train...) {
			for _, bank := range treebank.Tests {
				if file == bank.File {
					t.Errorf("%s learns from the test set %s", r.lang, file)
				}
			}
		}
	}
}

// TestNoTestSentences compares the sentences learnt from with the fingerprints
// of the test sets. It needs the treebanks: set KABAR_UD to their folder.
func TestNoTestSentences(t *testing.T) {
	ud := os.Getenv("KABAR_UD")
	if ud == "" {
		t.Skip("KABAR_UD is not set")
	}
	o := &options{ud: ud, own: "treebank", testFile: "../../testdata/eval/test-sentences.txt", nameTestFile: "../../testdata/eval/name-sentences.txt"}
	if err := o.readTests(); err != nil {
		t.Fatal(err)
	}
	for _, bank := range treebank.Tests {
		docs, err := treebank.Read(bank.Path(ud, "treebank"))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range treebank.Sentences(docs) {
			if _, ok := treebank.Fingerprint(s); ok && !o.tests.Has(s) {
				t.Fatalf("a sentence of %s has no fingerprint in %s", bank.File, o.testFile)
			}
		}
	}
	for i := range recipes {
		j, err := recipes[i].job(o)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range slices.Concat(j.gold, j.held, j.ownHeld) {
			if o.tests.Has(s) {
				t.Errorf("%s learns from a test sentence: %q", recipes[i].lang, s[0].Form)
			}
		}
	}
}

// TestNoTestNames compares the sentences that names are learnt from with the
// fingerprints of those whose names are measured. It needs the banks: set
// KABAR_NER to their folder.
func TestNoTestNames(t *testing.T) {
	ner := os.Getenv("KABAR_NER")
	if ner == "" {
		t.Skip("KABAR_NER is not set")
	}
	o := &options{ner: ner, testFile: "../../testdata/eval/test-sentences.txt", nameTestFile: "../../testdata/eval/name-sentences.txt"}
	if err := o.readTests(); err != nil {
		t.Fatal(err)
	}
	prints := make(map[uint64]bool)
	for _, bank := range namebank.Tests {
		s, err := namebank.Read(filepath.Join(ner, bank.File))
		if err != nil {
			t.Fatal(err)
		}
		namebank.Fingerprints(s, prints)
	}
	for p := range prints {
		if !o.nameTests[p] {
			t.Errorf("a sentence to be measured has no fingerprint in %s", o.nameTestFile)
		}
	}
	b, err := readBanks(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range slices.Concat(b.news, b.other) {
		if o.tests.Has(s.Tokens()) || o.nameTests.Has(s.Tokens()) {
			t.Errorf("names are learnt from a test sentence: %q", s.Words)
		}
	}
}

// TestNameBanks looks at what names are learnt from.
func TestNameBanks(t *testing.T) {
	for _, bank := range namebank.Tests {
		if bank.File == newsBank || bank.File == otherBank {
			t.Errorf("names are learnt from %s, which is measured", bank.File)
		}
	}
}

func TestBisect(t *testing.T) {
	var vectors [][]float32
	for i := range 64 {
		v := []float32{1, float32(i%2)*4 - 2}
		unit(v)
		vectors = append(vectors, v)
	}
	leaves := bisect(vectors)
	const top = 1 << (leafDepth - 1)
	for i := range leaves {
		if same := leaves[i]&top == leaves[0]&top; same != (i%2 == 0) {
			t.Fatalf("vector %d: leaf %b, that of the first is %b", i, leaves[i], leaves[0])
		}
	}
	if diff := cmp.Diff(leaves, bisect(vectors)); diff != "" {
		t.Errorf("a second time (-first +second):\n%s", diff)
	}
}

func TestTold(t *testing.T) {
	tokens := []text.Token{{Form: "Susi"}, {Form: "di"}, {Form: "Jawa"}, {Form: "Barat"}}
	found := newTold()
	for range 9 {
		found.add(tokens, []text.Name{{First: 0, End: 1, Kind: text.Person}, {First: 2, End: 4, Kind: text.Place}})
	}
	found.add(tokens, []text.Name{{First: 2, End: 4, Kind: text.Organisation}})
	for _, tt := range []struct {
		word string
		want [text.NumKinds]uint8
	}{
		{"Susi", [text.NumKinds]uint8{text.Person: 3}},
		{"di", [text.NumKinds]uint8{}},
		{"Barat", [text.NumKinds]uint8{text.Place: 3, text.Organisation: 1}},
	} {
		if got := shares(found.words[name.WordKey(tt.word)]); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.word, got, tt.want)
		}
	}
	if got := found.names["Jawa Barat"]; got == nil || got[text.Place] != 9 || got[0] != 10 {
		t.Errorf("Jawa Barat: got %v", got)
	}
}

func TestFingerprint(t *testing.T) {
	words := func(s string) []text.Token {
		var out []text.Token
		for _, w := range strings.Fields(s) {
			out = append(out, text.Token{Form: w})
		}
		return out
	}
	a, ok := treebank.Fingerprint(words("Menteri Luar Negeri bertemu mitra nya di Jakarta ."))
	b, _ := treebank.Fingerprint(words("menteri luar negeri bertemu mitranya di Jakarta"))
	if !ok || a != b {
		t.Errorf("got %x and %x, want the same", a, b)
	}
	if _, ok := treebank.Fingerprint(words("Terima kasih .")); ok {
		t.Error("a short sentence has a fingerprint")
	}
	set, err := treebank.ReadFingerprints(strings.NewReader("# x\n00000000000000ff\n"))
	if err != nil || !set[255] {
		t.Errorf("got %v, %v", set, err)
	}
	if _, err := treebank.ReadFingerprints(strings.NewReader("ff\n")); err == nil {
		t.Error("a short line is accepted")
	}
}

func TestReadIcon(t *testing.T) {
	file := filepath.Join(t.TempDir(), "trees")
	line := "(S (NP (NNO Nama) (PUN -) (NNO nama) (PRK nya)) (VP (VBP disebut)) (PUN .))"
	if err := os.WriteFile(file, []byte(line+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := readIcon(file)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, w := range got[0].tokens {
		words = append(words, w.Form)
	}
	if diff := cmp.Diff([]string{"Nama-nama", "nya", "disebut", "."}, words); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]shift.Bracket{{First: 0, End: 2}, {First: 0, End: 4}}, got[0].brackets); diff != "" {
		t.Errorf("constituents (-want +got):\n%s", diff)
	}
	for _, bad := range []string{"x", "(S", "(S (NP", strings.Repeat("(S ", 1000)} {
		if err := os.WriteFile(file, []byte(bad+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := readIcon(file); err == nil {
			t.Errorf("%.20q is accepted", bad)
		}
	}
}

func TestRoots(t *testing.T) {
	got := roots([]string{"dikecam", "kecaman", "dimakan", "makan"})
	if diff := cmp.Diff([]string{"dikecam", "dimakan", "kecam", "kecaman", "makan"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestProjective(t *testing.T) {
	// Two of three votes for 1 ← 2 → 3, one for a chain from 1.
	votes := [][]float32{{1, 2, 0}, {0, 1, 0}, {2, 0, 3}, {0, 0, 0}}
	if diff := cmp.Diff([]int32{1, -1, 1}, projective(votes)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMirror(t *testing.T) {
	tokens := []text.Token{
		{Form: "a", Head: 1, Span: text.Span{Start: 0, End: 1}},
		{Form: "b", Head: -1, Span: text.Span{Start: 1, End: 2}},
	}
	if diff := cmp.Diff(tokens, mirror(mirror(tokens))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if m := mirror(tokens); m[1].Head != 0 || m[0].Span.End != m[1].Span.Start {
		t.Errorf("got %+v", m)
	}
}
