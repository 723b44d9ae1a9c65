package conllu

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"kabar/internal/text"
)

func readAll(s, name string) ([]*Doc, error) {
	r := NewReader(strings.NewReader(s), name)
	var docs []*Doc
	for {
		d, err := r.Next()
		if errors.Is(err, io.EOF) {
			return docs, nil
		}
		if err != nil {
			return docs, err
		}
		docs = append(docs, d)
	}
}

func printAll(docs []*Doc) string {
	var b bytes.Buffer
	for _, d := range docs {
		if err := d.Write(&b); err != nil {
			return err.Error()
		}
	}
	return b.String()
}

// odd holds what is rare: two documents, a paragraph, an empty node, a
// multiword token whose parts do not spell it, and one with features.
const odd = "# newdoc id = a\n# sent_id = 1\n" +
	"1\tAyo\tayo\tINTJ\t_\t_\t0\troot\t0:root\tSpaceAfter=No\n" +
	"2\t!\t!\tPUNCT\t_\t_\t1\tpunct\t1:punct\t_\n" +
	"2.1\tpergi\tpergi\tVERB\t_\t_\t_\t_\t1:x\t_\n\n" +
	"# newpar\n# sent_id = 2\n" +
	"1-2\tsatu-satunya\t_\t_\t_\tTypo=Yes\t_\t_\t_\tSpaceAfter=No\n" +
	"1\tsatu\tsatu\tNUM\tCD\tNumType=Card\t0\troot\t_\t_\n" +
	"2\tnya\tnya\tPRON\t_\t_\t1\tnmod:poss\t_\t_\n" +
	"3\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_\n\n" +
	"# newdoc id = b\n" +
	"1\tkau\t_\tPRON\t_\t_\t_\t_\t_\t_\n" +
	"2\tau\t_\tX\t_\t_\t_\t_\t_\t_\n\n"

// TestNames prints names in place of those that MISC had.
func TestNames(t *testing.T) {
	const in = "1\tSusi\t_\tX\t_\t_\t_\t_\t_\tGloss=x|Name=B-LOC|SpaceAfter=No\n" +
		"2\tUtama\t_\tX\t_\t_\t_\t_\t_\t_\n" +
		"3\tada\t_\tX\t_\t_\t_\t_\t_\tName=I-LOC\n\n"
	docs, err := readAll(in, "in")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(in, printAll(docs)); diff != "" {
		t.Errorf("as it was read (-want +got):\n%s", diff)
	}
	docs[0].Report.Sentences[0].Names = []text.Name{{First: 0, End: 2, Kind: text.Person}}
	const want = "1\tSusi\t_\tX\t_\t_\t_\t_\t_\tGloss=x|Name=B-PER|SpaceAfter=No\n" +
		"2\tUtama\t_\tX\t_\t_\t_\t_\t_\tName=I-PER\n" +
		"3\tada\t_\tX\t_\t_\t_\t_\t_\t_\n\n"
	if diff := cmp.Diff(want, printAll(docs)); diff != "" {
		t.Errorf("with names (-want +got):\n%s", diff)
	}
}

func TestReadOdd(t *testing.T) {
	docs, err := readAll(odd, "odd")
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 2 || docs[0].Report.ID != "a" || docs[1].Report.ID != "b" {
		t.Fatalf("got %d documents", len(docs))
	}
	r := &docs[0].Report
	if got, want := r.Text, "Ayo!\n\nsatu-satunya."; got != want {
		t.Errorf("text: got %q, want %q", got, want)
	}
	var words []string
	for _, s := range r.Sentences {
		for i := range s.Tokens {
			words = append(words, r.Slice(s.Tokens[i].Span))
		}
	}
	if diff := cmp.Diff([]string{"Ayo", "!", "satu", "-satunya", "."}, words); diff != "" {
		t.Errorf("spans (-want +got):\n%s", diff)
	}
	if w := r.Sentences[1].Tokens[0].Words; w != 2 {
		t.Errorf("multiword token of %d words, want 2", w)
	}
	if got := docs[0].Extra[1].Value("sent_id"); got != "2" {
		t.Errorf("sent_id: got %q", got)
	}
	if got := printAll(docs); got != odd {
		t.Errorf("print (-want +got):\n%s", cmp.Diff(odd, got))
	}
}

func TestSamplesRoundTrip(t *testing.T) {
	for _, name := range []string{"id", "en"} {
		b, err := os.ReadFile(filepath.Join("../../../testdata/ud-sample", name+".conllu"))
		if err != nil {
			t.Fatal(err)
		}
		docs, err := readAll(string(b), name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(b), printAll(docs)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestNew prints a report without the extras of a file, and finds it again.
func TestNew(t *testing.T) {
	r := &text.Report{ID: "r", Lang: "id", Text: "Ia pergi.\n\nRumahnya jauh"}
	tok := func(start, end int, head int32, rel string, words uint8) text.Token {
		return text.Token{Span: text.Span{Start: start, End: end}, Form: r.Text[start:end], Lemma: "x", POS: text.NOUN, Head: head, Rel: rel, Words: words}
	}
	r.Sentences = []text.Sentence{
		{Span: text.Span{Start: 0, End: 9}, Tokens: []text.Token{tok(0, 2, 1, "nsubj", 0), tok(3, 8, -1, "root", 0), tok(8, 9, 1, "punct", 0)}},
		{Span: text.Span{Start: 11, End: 24}, Tokens: []text.Token{tok(11, 16, 2, "nsubj", 2), tok(16, 19, 0, "nmod:poss", 0), tok(20, 24, -1, "root", 0)}},
	}
	var b bytes.Buffer
	if err := New(r).Write(&b); err != nil {
		t.Fatal(err)
	}
	docs, err := readAll(b.String(), "r")
	if err != nil {
		t.Fatalf("%v in\n%s", err, b.String())
	}
	if diff := cmp.Diff(*r, docs[0].Report); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReadFaults(t *testing.T) {
	word := func(id, head, rel string) string {
		return id + "\ta\ta\tNOUN\t_\t_\t" + head + "\t" + rel + "\t_\t_\n"
	}
	tests := []struct{ name, in, want string }{
		{"columns", "1\ta\ta\n\n", "f:1: want 10 columns"},
		{"empty column", "1\ta\t\tNOUN\t_\t_\t0\troot\t_\t_\n\n", "f:1: column 3 is empty"},
		{"id", word("2", "0", "root") + "\n", `f:1: word id "2", want 1`},
		{"tag", "1\ta\ta\tNOMEN\t_\t_\t0\troot\t_\t_\n\n", `f:1: no part of speech "NOMEN"`},
		{"features", "1\ta\ta\tNOUN\t_\tx\t0\troot\t_\t_\n\n", `f:1: feature "x" is not Name=Value`},
		{"head outside", word("1", "7", "dep") + "\n", "f:2: word 1: head 7 is not a word"},
		{"head no number", word("1", "x", "dep") + "\n", `f:1: head "x"`},
		{"two roots", word("1", "0", "root") + word("2", "0", "root") + "\n", "f:3: 2 roots, want 1"},
		{"root relation", word("1", "0", "nsubj") + "\n", `f:1: head 0 with relation "nsubj"`},
		{"cycle", word("1", "2", "dep") + word("2", "1", "dep") + word("3", "0", "root") + "\n", "f:4: heads make a cycle"},
		{"half parsed", word("1", "0", "root") + word("2", "_", "_") + "\n", "f:3: 1 of 2 words have no head"},
		{"not closed", word("1", "0", "root"), "f:1: the last sentence is not closed"},
		{"comment inside", word("1", "0", "root") + "# x\n", "f:2: comment inside"},
		{"comments alone", "# x\n\n", "f:2: comments without a sentence"},
		{"multiword", "2-3\ta\t_\t_\t_\t_\t_\t_\t_\t_\n\n", `f:1: multiword token "2-3" out of place`},
		{"multiword open", "1-2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n" + word("1", "0", "root") + "\n", "f:3: multiword token goes on"},
		{"utf8", "1\t\xff\n\n", "f:1: not valid UTF-8"},
		{"long line", strings.Repeat("a", maxLine+1), "f:1: bufio.Scanner: token too long"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := readAll(tt.in, "f")
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(odd)
	f.Add("1\ta\ta\tNOUN\t_\t_\t0\troot\t_\t_\n\n")
	f.Fuzz(func(t *testing.T, in string) {
		docs, err := readAll(in, "fuzz")
		for _, d := range docs {
			checkSpans(t, &d.Report)
		}
		if err != nil {
			return
		}
		once := printAll(docs)
		again, err := readAll(once, "fuzz")
		if err != nil {
			t.Fatalf("what was printed cannot be read: %v\n%q", err, once)
		}
		if twice := printAll(again); twice != once {
			t.Fatalf("printed %q, then %q", once, twice)
		}
	})
}

// checkSpans fails unless spans rise inside the text on rune edges.
func checkSpans(t *testing.T, r *text.Report) {
	t.Helper()
	at := 0
	for _, s := range r.Sentences {
		for i := range s.Tokens {
			p := s.Tokens[i].Span
			if p.Start < at || p.End < p.Start || p.End > len(r.Text) || !utf8.ValidString(r.Text[p.Start:p.End]) {
				t.Fatalf("span %v after %d in %q", p, at, r.Text)
			}
			at = p.End
		}
	}
}
