package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kabar/dev/train/nn"
	"kabar/dev/train/shift"
	"kabar/internal/lang/parse"
	"kabar/internal/text"
)

// sentence makes tokens of "form/POS/head/rel" with heads from 1, 0 the root.
func sentence(t *testing.T, s string) []text.Token {
	t.Helper()
	var out []text.Token
	at := 0
	for _, w := range strings.Fields(s) {
		f := strings.Split(w, "/")
		pos, ok := text.ParsePOS(f[1])
		if !ok || len(f) != 4 || len(f[2]) != 1 {
			t.Fatalf("%q is no form/POS/head/rel", w)
		}
		out = append(out, text.Token{
			Form: f[0], Lemma: strings.ToLower(f[0]), POS: pos, Head: int32(f[2][0]-'0') - 1, Rel: f[3],
			Span: text.Span{Start: at, End: at + len(f[0])},
		})
		at += len(f[0]) + 1
	}
	return out
}

func samples(t *testing.T) []example {
	var out []example
	for _, s := range []string{
		"Polisi/NOUN/2/nsubj menangkap/VERB/0/root pencuri/NOUN/2/obj ./PUNCT/2/punct",
		"Ia/PRON/2/nsubj pergi/VERB/0/root ke/ADP/4/case pasar/NOUN/2/obl ./PUNCT/2/punct",
		"Pasar/NOUN/4/nsubj:pass di/ADP/3/case kota/NOUN/1/nmod dibakar/VERB/0/root",
	} {
		want := sentence(t, s)
		in := append([]text.Token(nil), want...)
		for i := range in {
			in[i].Head, in[i].Rel = -1, ""
		}
		in[0].POS = text.X // which the network corrects
		out = append(out, example{in, want})
	}
	return out
}

func taught(t *testing.T, seed uint64) *parse.Parser {
	t.Helper()
	var many []example
	for range 10 {
		many = append(many, samples(t)...)
	}
	j := &job{}
	n, err := j.network(shape{dim: 32, hidden: 32, arc: 32, rel: 32, rows: 1000, goldEpochs: 120, goldRate: 5e-3, drop: nn.Dropout{}}, many, nil, seed)
	if err != nil {
		t.Fatal(err)
	}
	p, err := openParser(n)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestNetwork learns sentences by heart, which needs trainer, rounding and
// parser to agree.
func TestNetwork(t *testing.T) {
	p := taught(t, 1)
	var s parse.Scratch
	for i, x := range samples(t) {
		got := append([]text.Token(nil), x.in...)
		p.Parse(got, &s)
		if diff := cmp.Diff(x.want, got); diff != "" {
			t.Errorf("sentence %d (-want +got):\n%s", i+1, diff)
		}
	}
}

func TestConsult(t *testing.T) {
	teachers := []*parse.Parser{taught(t, 1), taught(t, 2)}
	var w workspace
	x := samples(t)[2]
	got := append([]text.Token(nil), x.want...)
	if sure := consult(teachers, got, nil, &w); sure < 0.9 || sure > 1 {
		t.Errorf("mean probability %v", sure)
	}
	if diff := cmp.Diff(x.want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// A constituent that the teachers would not have: "kota dibakar".
	if sure := consult(teachers, got, []shift.Bracket{{First: 2, End: 4}}, &w); sure > 0.9 {
		t.Errorf("mean probability %v against the constituents", sure)
	}
	outside := 0
	for i := 2; i < 4; i++ {
		if h := got[i].Head; h < 2 {
			outside++
		}
	}
	if outside != 1 {
		t.Errorf("%d words of the constituent have their head outside, want 1: %+v", outside, got)
	}
}

func TestVocabulary(t *testing.T) {
	x := samples(t)
	v := newVocabulary([]example{x[0], x[0], x[1]}, x[2:], 1000)
	if diff := cmp.Diff([]string{"case", "nsubj", "obj", "obl", "punct", "root"}, v.rels); diff != "" {
		t.Errorf("relations (-want +got):\n%s", diff)
	}
	row := func(x example, word int) int32 {
		r, ok := v.rows[parse.Features(nil, x.in)[word*parse.Fields]]
		if !ok {
			return -1
		}
		return r
	}
	if row(x[0], 1) < 0 || row(x[2], 3) >= 0 {
		t.Error("a word seen twice in gold has no row, or one seen once in silver has")
	}
	if got := v.sentences(x); len(got) != 2 {
		t.Errorf("%d sentences, want 2: gold has no nsubj:pass", len(got))
	}
	if v := newVocabulary(x, nil, 5); len(v.rows) != 5 {
		t.Errorf("%d rows, want 5", len(v.rows))
	}
}

func TestReadByHand(t *testing.T) {
	file := filepath.Join(t.TempDir(), "check.tsv")
	write := func(s string) {
		if err := os.WriteFile(file, []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("# x\nfingerprint\ttree\n00000000000000ff\t2:nsubj:pass 0:root\n")
	got, err := readByHand(file)
	if err != nil {
		t.Fatal(err)
	}
	want := byHand{255: {{Head: 1, Rel: "nsubj:pass"}, {Head: -1, Rel: "root"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, bad := range []string{"x\t0:root", "00000000000000ff\tx:root", "00000000000000ff\t1"} {
		write("fingerprint\ttree\n" + bad + "\n")
		if _, err := readByHand(file); err == nil || !strings.Contains(err.Error(), "check.tsv:2: ") {
			t.Errorf("%q: got %v", bad, err)
		}
	}
}

// TestCheckTable looks whether the trees converted by hand are trees.
func TestCheckTable(t *testing.T) {
	trees, err := readByHand("icon/check.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if len(trees) < 100 {
		t.Errorf("%d trees, want 100", len(trees))
	}
	for print, tokens := range trees {
		roots := 0
		for i := range tokens {
			if tokens[i].Head < 0 {
				roots++
			}
			at := int32(i)
			for range tokens {
				if at >= 0 && int(at) < len(tokens) {
					at = tokens[at].Head
				}
			}
			if at != -1 {
				t.Errorf("%016x: word %d does not lead to the root", print, i+1)
			}
		}
		if roots != 1 {
			t.Errorf("%016x: %d roots", print, roots)
		}
	}
}
