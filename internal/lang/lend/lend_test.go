package lend

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kabar/internal/text"
)

const sample = "words\treads\tlemma\n" +
	"kereta\tmobil\tkereta\n" +
	"kereta api\tkereta api\tkereta api\n" +
	"mesyuarat\trapat\tmesyuarat\n" +
	"pilihan raya\tpemilihan umum\tpilih raya\n" +
	"pilihan raya kecil\tpemilihan umum sela\tpilih raya kecil\n"

func words(s string) []text.Token {
	var out []text.Token
	for _, f := range strings.Fields(s) {
		out = append(out, text.Token{Form: f})
	}
	return out
}

func forms(tokens []text.Token) string {
	var out []string
	for i := range tokens {
		out = append(out, tokens[i].Form)
	}
	return strings.Join(out, " ")
}

func TestLend(t *testing.T) {
	w, err := Parse("words.tsv", sample)
	if err != nil {
		t.Fatal(err)
	}
	var s Scratch
	for _, c := range []struct{ in, want string }{
		{"kereta itu", "mobil itu"},
		{"Kereta KERETA", "Mobil MOBIL"},
		{"kereta api dan kereta", "kereta api dan mobil"},
		{"kereta-kereta", "mobil-mobil"},
		{"pilihan raya", "pemilihan umum"},
		{"Pilihan Raya Kecil Sabtu", "Pemilihan Umum Sela Sabtu"},
		{"pilihan itu", "pilihan itu"},
		{"raya", "raya"},
		{"pilihan raya umum", "pemilihan umum umum"},
		{"", ""},
	} {
		tokens := words(c.in)
		w.Lend(tokens, &s)
		if got := forms(tokens); got != c.want {
			t.Errorf("Lend(%q): got %q, want %q", c.in, got, c.want)
		}
		w.Restore(tokens, &s)
		if got := forms(tokens); got != c.in {
			t.Errorf("Restore(%q): got %q", c.in, got)
		}
	}
}

// TestRestore gives lent words the lemmas that a model may give them.
func TestRestore(t *testing.T) {
	w, err := Parse("words.tsv", sample)
	if err != nil {
		t.Fatal(err)
	}
	var s Scratch
	for _, c := range []struct{ word, lemma, want string }{
		{"pilihan raya", "pilih", "pilih"},   // the model's stem
		{"Mesyuarat", "rapat", "mesyuarat"},  // first in its sentence
		{"Mesyuarat", "Rapat", "Mesyuarat"},  // a name
		{"mesyuarat", "rapat", "mesyuarat"},  // as written, in small letters
		{"pesawat", "pesawat", "pesawat"},    // not in the table
		{"kereta api", "kereta", "kereta"},   // lent as itself
		{"KERETA", "MOBIL", "KERETA"},        // a name in capitals
		{"kereta-kereta", "mobil", "kereta"}, // twice
	} {
		tokens := words(c.word)
		w.Lend(tokens, &s)
		tokens[0].Lemma = c.lemma
		w.Restore(tokens, &s)
		if got := tokens[0].Lemma; got != c.want {
			t.Errorf("%s, read with lemma %s: got %q, want %q", c.word, c.lemma, got, c.want)
		}
	}
}

func TestNil(t *testing.T) {
	var w *Words
	var s Scratch
	tokens := words("kereta")
	w.Lend(tokens, &s)
	w.Restore(tokens, &s)
	if tokens[0].Form != "kereta" {
		t.Errorf("got %q, want kereta", tokens[0].Form)
	}
}

func TestFaults(t *testing.T) {
	_, err := Parse("w.tsv", "words\treads\tlemma\n"+
		"Kereta\tmobil\tkereta\n"+
		"a b\tc\td e\n"+
		"a b c d e\ta b c d e\ta b c d e\n"+
		"baharu\tb\u00e9\tbaharu\n"+
		"lori\t\tlori\n")
	if err == nil {
		t.Fatal("no fault found")
	}
	want := `w.tsv:2: words "Kereta": want small letters of ASCII
w.tsv:3: reads "c": want as many words as in "a b"
w.tsv:4: words "a b c d e": want 1 to 4 words
w.tsv:4: reads "a b c d e": want 1 to 4 words
w.tsv:4: lemma "a b c d e": want 1 to 4 words
w.tsv:5: reads "bé": want small letters of ASCII
w.tsv:6: reads "": want 1 to 4 words`
	if d := cmp.Diff(err.Error(), want); d != "" {
		t.Errorf("(-got +want)\n%s", d)
	}
}

// malay is the path of the Malay table.
const malay = "../../../data/lexicon/ms/words.tsv"

// TestMalay lends from the table that the program has, false friends among
// them.
func TestMalay(t *testing.T) {
	src, err := os.ReadFile(malay)
	if err != nil {
		t.Fatal(err)
	}
	w, err := Parse("words.tsv", string(src))
	if err != nil {
		t.Fatal(err)
	}
	var s Scratch
	for in, want := range map[string]string{
		"Polis menahan lelaki itu kerana rasuah":      "Polisi menahan pria itu karena korupsi",
		"Polisi luar kerajaan":                        "Kebijakan luar pemerintah",
		"Setiausaha Agung PAS naik kereta api":        "Sekretaris Jenderal PKS naik kereta api",
		"beliau meletak jawatan selepas pilihan raya": "beliau melepaskan jabatan setelah pemilihan umum",
		"tandas di ibu pejabat polis":                 "toilet di kantor pusat polisi",
	} {
		tokens := words(in)
		w.Lend(tokens, &s)
		if got := forms(tokens); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestAllocs(t *testing.T) {
	w, err := Parse("words.tsv", sample)
	if err != nil {
		t.Fatal(err)
	}
	tokens := words("Kereta api itu dan KERETA-KERETA lain di Pilihan Raya Kecil pesawat")
	var s Scratch
	run := func() {
		w.Lend(tokens, &s)
		w.Restore(tokens, &s)
	}
	run()
	if n := testing.AllocsPerRun(100, run); n != 0 {
		t.Errorf("got %v allocations, want none", n)
	}
}

// FuzzLend reads tables and lends them to texts: no table may break it, and
// every form must come back.
func FuzzLend(f *testing.F) {
	f.Add(sample, "Pilihan raya kecil KERETA api kereta-kereta \xff é")
	f.Add("words\treads\tlemma\na b\tb a\ta a\n", "a a b A B")
	f.Fuzz(func(t *testing.T, src, in string) {
		w, err := Parse("f", src)
		if err != nil {
			return
		}
		tokens := words(in)
		var s Scratch
		w.Lend(tokens, &s)
		for i := range tokens {
			if tokens[i].Form == "" {
				t.Fatalf("word %d of %q is lent an empty form", i, in)
			}
		}
		w.Restore(tokens, &s)
		if got, want := forms(tokens), strings.Join(strings.Fields(in), " "); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

func BenchmarkLend(b *testing.B) {
	src, err := os.ReadFile(malay)
	if err != nil {
		b.Fatal(err)
	}
	w, err := Parse("words.tsv", string(src))
	if err != nil {
		b.Fatal(err)
	}
	in := "Perdana Menteri berkata kerajaan akan menubuhkan jawatankuasa khas bagi menyiasat kes rasuah itu selepas pilihan raya umum ."
	tokens := words(in)
	var s Scratch
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		w.Lend(tokens, &s)
		w.Restore(tokens, &s)
	}
}
