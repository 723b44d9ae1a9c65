package affix

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"kabar/internal/table"
	"kabar/internal/text"
)

var update = flag.Bool("update", false, "rewrite the golden file")

const (
	wordsFile  = "../../../testdata/morph/id.tsv"
	goldenFile = "../../../testdata/eval/morph.golden.tsv"
)

func load(t testing.TB) *Lexicon {
	t.Helper()
	l, err := Load(os.DirFS("../../../data"))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// sample is one word of the test set.
type sample struct {
	line          int
	form          string
	pos           text.POS
	root          string
	kind, affixes string
	held          bool
}

func samples(t testing.TB) []sample {
	t.Helper()
	rows, err := table.Read(os.DirFS("../../.."), "testdata/morph/id.tsv", table.Format{
		Columns: []string{"form", "pos", "root", "kind", "affixes", "part"}, Keys: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	var out []sample
	for _, r := range rows {
		pos, ok := text.ParsePOS(r.Fields[1])
		if !ok || r.Fields[5] != "held" && r.Fields[5] != "tuned" {
			t.Fatalf("%s:%d: part of speech %q, part %q", wordsFile, r.Line, r.Fields[1], r.Fields[5])
		}
		out = append(out, sample{r.Line, r.Fields[0], pos, r.Fields[2], r.Fields[3], r.Fields[4], r.Fields[5] == "held"})
	}
	return out
}

// TestWords demands that the words it was made with are taken apart rightly, and
// writes down how many of the others are.
func TestWords(t *testing.T) {
	l := load(t)
	type count struct{ words, root, kind, affixes, all int }
	var counts [2]count
	for _, s := range samples(t) {
		a, ok := l.Analyze(s.form, s.pos, "")
		root, kind, affixes := a.Root == s.root, a.Kind.String() == s.kind, string(a.AppendAffixes(nil)) == s.affixes
		c := &counts[0]
		if s.held {
			c = &counts[1]
		}
		c.words++
		if !ok {
			a, root, kind, affixes = Analysis{}, false, false, false
		}
		for _, hit := range []struct {
			ok bool
			n  *int
		}{{root, &c.root}, {kind, &c.kind}, {affixes, &c.affixes}, {root && kind && affixes, &c.all}} {
			if hit.ok {
				*hit.n++
			}
		}
		switch right := root && kind && affixes; {
		case !right && s.held:
			t.Logf("held: %s %s: %s %s %s, want %s %s %s", s.form, s.pos, a.Root, a.Kind, a.AppendAffixes(nil), s.root, s.kind, s.affixes)
		case !right:
			t.Errorf("%s:%d: %s %s: %s %s %s, want %s %s %s", wordsFile, s.line, s.form, s.pos, a.Root, a.Kind, a.AppendAffixes(nil), s.root, s.kind, s.affixes)
		}
	}
	got := "part\twords\troot\tkind\taffixes\tall\n"
	for i, part := range []string{"tuned", "held"} {
		c := counts[i]
		got += fmt.Sprintf("%s\t%d\t%d\t%d\t%d\t%d\n", part, c.words, c.root, c.kind, c.affixes, c.all)
	}
	t.Log("\n" + got)
	if *update {
		if err := os.WriteFile(goldenFile, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(got, string(want)); d != "" {
		t.Errorf("%s differs (-got +want); run with -update when the change is meant:\n%s", goldenFile, d)
	}
}

func TestAnalyze(t *testing.T) {
	l := load(t)
	tests := []struct {
		name  string
		form  string
		pos   text.POS
		lemma string
		want  string // root kind affixes source, "" for none
	}{
		{"capitals", "Penyerangan", text.NOUN, "", "serang act peN+R+an 0"},
		{"all capitals", "SERANG", text.VERB, "", "serang bare R 0"},
		{"unseen root", "mengglorpkan", text.VERB, "glorp", "glorp active meN+R+kan 1"},
		{"unseen root alone", "glorp", text.NOUN, "glorp", "glorp bare R 1"},
		{"unseen root with capitals", "Glorp", text.NOUN, "Glorp", ""},
		{"unseen root without lemma", "mengglorpkan", text.VERB, "", ""},
		{"table against a lazy lemma", "tercermin", text.VERB, "tercermin", "cermin stative ter+R 0"},
		{"table against the form as lemma", "menandatangani", text.VERB, "menandatangani", "tanda tangan active meN+R+i 0"},
		{"lemma decides", "mengurus", text.VERB, "kurus", "kurus active meN+R 0"},
		{"without it", "mengurus", text.VERB, "", "urus active meN+R 0"},
		{"bear", "beruang", text.NOUN, "", "beruang bare R 0"},
		{"rich", "beruang", text.VERB, "", "uang middle ber+R 0"},
		{"lost", "kehilangan", text.VERB, "", "hilang adverse ke+R+an 0"},
		{"loss", "kehilangan", text.NOUN, "", "hilang abstract ke+R+an 0"},
		{"unknown part of speech", "serangan", text.X, "", "serang result R+an 0"},
		{"digits", "ke-13", text.ADJ, "13", ""},
		{"two hyphens", "a-b-c", text.NOUN, "", ""},
		{"hyphen first", "-serang", text.VERB, "", ""},
		{"hyphen last", "serang-", text.VERB, "", ""},
		{"two words", "aksi-reaksi", text.NOUN, "", ""},
		{"diacritics", "sérang", text.VERB, "", ""},
		{"long", strings.Repeat("meng", 13), text.VERB, "", ""},
		{"empty", "", text.VERB, "", ""},
		{"prefix alone", "meng", text.VERB, "", ""},
	}
	for _, tt := range tests {
		got := ""
		if a, ok := l.Analyze(tt.form, tt.pos, tt.lemma); ok {
			got = fmt.Sprintf("%s %s %s %d", a.Root, a.Kind, a.AppendAffixes(nil), a.Source)
		}
		if got != tt.want {
			t.Errorf("%s: Analyze(%q, %s, %q) = %q, want %q", tt.name, tt.form, tt.pos, tt.lemma, got, tt.want)
		}
	}
}

// TestForms checks that each form of the table needs to stand there.
func TestForms(t *testing.T) {
	l := load(t)
	rules := &Lexicon{roots: l.roots, lines: l.lines}
	for _, f := range l.forms {
		for _, pos := range []text.POS{text.X, text.VERB, text.NOUN, text.ADJ} {
			want := f.analysis
			if got, _ := l.Analyze(f.letters, pos, ""); got != want {
				t.Errorf("%s: %+v, want %+v", f.letters, got, want)
			}
		}
		same := 0
		for _, pos := range []text.POS{text.X, text.VERB, text.NOUN, text.ADJ} {
			if got, ok := rules.Analyze(f.letters, pos, ""); ok && got == f.analysis {
				same++
			}
		}
		if same == 4 {
			t.Errorf("%s: the rules say the same", f.letters)
		}
	}
}

func TestAffixes(t *testing.T) {
	for _, s := range []string{"R", "meN+R", "R+an", "di+per+R+kan", "ke+tidak+ber+R+an", "ber+R-R", "R-R+an", "R-meN+R", "R+tor"} {
		var a Analysis
		if !a.parseAffixes(s) {
			t.Errorf("parseAffixes(%q) failed", s)
		} else if got := string(a.AppendAffixes(nil)); got != s {
			t.Errorf("parseAffixes(%q) printed as %q", s, got)
		}
	}
	for _, s := range []string{"", "meN", "R+meN", "an+R", "R+an+an", "R+R", "meN+R+x", "meN+meN+meN+meN+R", "ber+R-meN+R"} {
		var a Analysis
		if a.parseAffixes(s) {
			t.Errorf("parseAffixes(%q) = %+v, want a failure", s, a)
		}
	}
}

func TestData(t *testing.T) {
	if err := Check(os.DirFS("../../../data")); err != nil {
		t.Error(err)
	}
}

func TestFaults(t *testing.T) {
	tests := []struct{ name, roots, forms, want string }{
		{"sound", "serang\tv\t\n", "menyerang\tserang\tactive\tmeN+R\n", ""},
		{"letters", "Serang\tv\t\n", "", `lexicon/id/roots.tsv:2: stem "Serang": want small letters, 2 to 48`},
		{"class", "serang\tvx\t\n", "", `lexicon/id/roots.tsv:2: class "vx": want letters of "vnamf" in their order`},
		{"no class", "serang\t\t\n", "", `lexicon/id/roots.tsv:2: class "": want letters of "vnamf" in their order`},
		{"one letter", "b\tv\t\n", "", `lexicon/id/roots.tsv:2: stem "b": want small letters, 2 to 48`},
		{"order", "serang\tv\t\npukul\tv\t\n", "", `lexicon/id/roots.tsv:3: key "pukul" is out of order after "serang"`},
		{"same root", "serang\tv\tserang\n", "", `lexicon/id/roots.tsv:2: root "serang" is the stem: leave it empty`},
		{"root", "serang\tv\t\n", "x-y\tpukul\tactive\tmeN+R\n", `lexicon/id/forms.tsv:2: root "pukul": no stem of lexicon/id/roots.tsv has it`},
		{"kind", "serang\tv\t\n", "xy\tserang\tact1\tmeN+R\n", `lexicon/id/forms.tsv:2: kind "act1": no such kind`},
		{"affixes", "serang\tv\t\n", "xy\tserang\tact\tmeN\n", `lexicon/id/forms.tsv:2: affixes "meN": want prefixes, R and a suffix with + between`},
		{"form", "serang\tv\t\n", "x y\tserang\tact\tmeN+R\n", `lexicon/id/forms.tsv:2: form "x y": want small letters, up to 48`},
	}
	for _, tt := range tests {
		fsys := fstest.MapFS{
			rootsPath: {Data: []byte("stem\tclass\troot\n" + tt.roots)},
			formsPath: {Data: []byte("form\troot\tkind\taffixes\n" + tt.forms)},
		}
		err := Check(fsys)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	if _, err := Load(fstest.MapFS{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Load of no tables: %v, want fs.ErrNotExist", err)
	}
}

func TestNoAllocations(t *testing.T) {
	l := load(t)
	words := samples(t)
	n := testing.AllocsPerRun(3, func() {
		for _, s := range words {
			l.Analyze(s.form, s.pos, s.root)
		}
	})
	if n != 0 {
		t.Errorf("%v allocations for %d words, want 0", n, len(words))
	}
}

func FuzzAnalyze(f *testing.F) {
	for _, s := range []string{"menyerang", "mempertanggungjawabkan", "tolong-menolong", "berlari-larian", "ketidakberdayaan", "ngengenge", "me", "-", "pepepepe", "menge-nge", "Pelajar", "é"} {
		for pos := range text.NumPOS {
			f.Add(s, uint8(pos), "serang")
		}
	}
	l := load(f)
	f.Fuzz(func(t *testing.T, form string, pos uint8, lemma string) {
		a, ok := l.Analyze(form, text.POS(pos), lemma)
		if !ok {
			if a != (Analysis{}) {
				t.Errorf("no analysis of %q, but %+v", form, a)
			}
			return
		}
		if a.Root == "" {
			t.Errorf("%q has an analysis without a root", form)
		}
		affixes := string(a.AppendAffixes(nil))
		b := Analysis{Root: a.Root, Kind: a.Kind, Source: a.Source}
		if !b.parseAffixes(affixes) || b != a {
			t.Errorf("%q: affixes %q read as %+v, want %+v", form, affixes, b, a)
		}
		if again, _ := l.Analyze(form, text.POS(pos), lemma); again != a {
			t.Errorf("%q: %+v, then %+v", form, a, again)
		}
	})
}

func BenchmarkAnalyze(b *testing.B) {
	l := load(b)
	words := samples(b)
	size := 0
	for _, s := range words {
		size += len(s.form)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range words {
			l.Analyze(s.form, s.pos, "")
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(words)), "ns/word")
}

func BenchmarkLoad(b *testing.B) {
	fsys := os.DirFS("../../../data")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(fsys); err != nil {
			b.Fatal(err)
		}
	}
}
