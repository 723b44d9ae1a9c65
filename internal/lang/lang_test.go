package lang_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kabar/internal/lang"
	"kabar/internal/lang/conllu"
	"kabar/internal/lang/name"
	"kabar/internal/table"
	"kabar/internal/text"
)

func read(name string) (string, error) {
	b, err := os.ReadFile(filepath.Join("../../data/models", name))
	return string(b), err
}

// folder is the data folder.
var folder = os.DirFS("../../data")

func analyzer(t testing.TB) *lang.Analyzer {
	t.Helper()
	a, err := lang.New(read, folder)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestUnsupported(t *testing.T) {
	a, err := lang.New(func(name string) (string, error) {
		if name == "id.model" {
			return read(name)
		}
		return "", fs.ErrNotExist
	}, folder)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(a.Languages(), " "); got != "id ms" {
		t.Errorf("languages: got %q, want id ms", got)
	}
	for _, tag := range []string{"en", "jv", "und"} {
		err := a.Annotate(&text.Report{Lang: tag, Text: "x"}, a.NewScratch())
		if !errors.Is(err, lang.ErrUnsupported) || !strings.Contains(err.Error(), tag) {
			t.Errorf("%s: got %v, want ErrUnsupported", tag, err)
		}
	}
}

func TestUnreadable(t *testing.T) {
	gone := errors.New("gone")
	if _, err := lang.New(func(string) (string, error) { return "", gone }, folder); !errors.Is(err, gone) {
		t.Errorf("got %v, want the reader's error", err)
	}
}

// TestStale gives the analyzer a model made for other features.
func TestStale(t *testing.T) {
	data, err := read("id.model")
	if err != nil {
		t.Fatal(err)
	}
	a, err := lang.New(func(name string) (string, error) {
		if name == "id.model" {
			return data[:16] + "\x00\x00\x00\x00" + data[20:], nil
		}
		return "", fs.ErrNotExist
	}, folder)
	if err != nil {
		t.Fatal(err)
	}
	err = a.Annotate(&text.Report{Lang: "id", Text: "Ia pergi."}, a.NewScratch())
	if !errors.Is(err, table.ErrModel) || !strings.Contains(err.Error(), "id.model: unusable model: made for feature set") {
		t.Errorf("got %v", err)
	}
}

// TestNoWords leaves out the tables that Malay and Indonesian are read with.
func TestNoWords(t *testing.T) {
	a, err := lang.New(read, os.DirFS(t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	s := a.NewScratch()
	if err := a.Annotate(&text.Report{Lang: "en", Text: "She went."}, s); err != nil {
		t.Errorf("en: got %v, want none", err)
	}
	for _, tag := range []string{"id", "ms"} {
		if err := a.Annotate(&text.Report{Lang: tag, Text: "Dia pergi."}, s); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: got %v, want fs.ErrNotExist", tag, err)
		}
	}
}

// TestModels looks through the whole of the models.
func TestModels(t *testing.T) {
	for _, name := range []string{"id.model", "en.model"} {
		data, err := read(name)
		if err != nil {
			t.Fatal(err)
		}
		m, err := table.OpenModel(data, lang.FeatureHash())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := m.Verify(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, section := range []string{"morph.tag", "morph.feats", "morph.lemma"} {
			s, ok := m.Section(section)
			if !ok {
				t.Fatalf("%s: no section %s", name, section)
			}
			w, err := table.OpenWeights(s)
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Check(); err != nil {
				t.Errorf("%s: %s: %v", name, section, err)
			}
		}
		if !strings.Contains(m.About(), "data: UD_") || !strings.Contains(m.About(), "CC BY-SA 4.0") {
			t.Errorf("%s does not name its data: %q", name, m.About())
		}
		if len(data) > 10<<20 {
			t.Errorf("%s has %d bytes, at most 10 MiB are wanted", name, len(data))
		}
	}
}

// TestNamesModel looks through the whole of the model of names.
func TestNamesModel(t *testing.T) {
	data, err := read("id-names.model")
	if err != nil {
		t.Fatal(err)
	}
	m, err := table.OpenModel(data, name.FeatureHash())
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Verify(); err != nil {
		t.Error(err)
	}
	s, _ := m.Section("name.tag")
	w, err := table.OpenWeights(s)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
	if !strings.Contains(m.About(), "idner-news-2k train, MIT") || !strings.Contains(m.About(), "Apache-2.0") {
		t.Errorf("the model does not name its data: %q", m.About())
	}
	if len(data) > 5<<19 {
		t.Errorf("%d bytes, at most 2.5 MiB are wanted", len(data))
	}
}

// TestNames has names in sentences written for it.
func TestNames(t *testing.T) {
	a := analyzer(t)
	s := a.NewScratch()
	for _, tt := range []struct {
		lang, text string
		want       []string
	}{
		{"id", "Menteri Luar Negeri Retno Marsudi tiba di Jakarta, kata Hasan.", []string{"PER Retno Marsudi", "LOC Jakarta", "PER Hasan"}},
		{"id", "Ketua Umum Partai Golkar itu menemui anggota DPR di Surabaya, Jawa Timur.", []string{"ORG Partai Golkar", "ORG DPR", "LOC Surabaya", "LOC Jawa Timur"}},
		{"id", "Mereka tidak tahu apa yang terjadi.", []string{}},
		{"en", "Angela Merkel went to Paris.", nil}, // no model
	} {
		r := &text.Report{ID: "x", Lang: tt.lang, Text: tt.text}
		if err := a.Annotate(r, s); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, x := range r.Sentences {
			if x.Names != nil && got == nil {
				got = []string{}
			}
			for _, n := range x.Names {
				span := text.Span{Start: x.Tokens[n.First].Span.Start, End: x.Tokens[n.End-1].Span.End}
				got = append(got, n.Kind.String()+" "+r.Slice(span))
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.text, diff)
		}
	}
}

// TestWithoutNames leaves the model of names out.
func TestWithoutNames(t *testing.T) {
	a, err := lang.New(func(name string) (string, error) {
		if name == "id-names.model" {
			return "", fs.ErrNotExist
		}
		return read(name)
	}, folder)
	if err != nil {
		t.Fatal(err)
	}
	r := &text.Report{ID: "x", Lang: "id", Text: "Budi tiba di Jakarta."}
	if err := a.Annotate(r, a.NewScratch()); err != nil || r.Sentences[0].Names != nil {
		t.Errorf("got %v, %v", r.Sentences[0].Names, err)
	}
}

// TestLemmas has words that the lemmatiser gets wrong and the table of roots
// right.
func TestLemmas(t *testing.T) {
	a := analyzer(t)
	scratch := a.NewScratch()
	for _, tt := range []struct{ text, form, lemma string }{
		{"Tentara membantai warga desa itu.", "membantai", "bantai"},
		{"Para penculik meminta uang tebusan.", "penculik", "culik"},
		{"Kedua pihak kembali berunding di Jenewa.", "berunding", "runding"},
		{"Massa menghina presiden.", "menghina", "hina"},
	} {
		r := &text.Report{ID: "x", Lang: "id", Text: tt.text}
		if err := a.Annotate(r, scratch); err != nil {
			t.Fatal(err)
		}
		for _, w := range r.Sentences[0].Tokens {
			if w.Form == tt.form && w.Lemma != tt.lemma {
				t.Errorf("%q: lemma of %s: got %q, want %q", tt.text, tt.form, w.Lemma, tt.lemma)
			}
		}
	}
}

// TestWords has words of conflict and diplomacy that the treebanks hardly know.
func TestWords(t *testing.T) {
	tests := []struct {
		lang, text, form string
		pos              text.POS
		lemma, voice     string
	}{
		{"id", "Dua belas orang tewas akibat serangan rudal di Kharkiv.", "tewas", text.VERB, "tewas", "Act"},
		{"id", "Dua belas orang tewas akibat serangan rudal di Kharkiv.", "rudal", text.NOUN, "rudal", ""},
		{"id", "Kapal itu diserang oleh pemberontak di Laut Merah.", "diserang", text.VERB, "serang", "Pass"},
		{"id", "Pemerintah Indonesia mengecam serangan itu.", "mengecam", text.VERB, "kecam", "Act"},
		{"id", "Presiden mengutuk aksi tersebut.", "mengutuk", text.VERB, "kutuk", "Act"},
		{"id", "Seorang warga ditembak di Papua.", "ditembak", text.VERB, "tembak", "Pass"},
		{"id", "Tiga tersangka ditangkap polisi pada Selasa malam.", "ditangkap", text.VERB, "tangkap", "Pass"},
		{"id", "Kedua negara menyepakati gencatan senjata.", "gencatan", text.NOUN, "gencat", ""},
		{"id", "Ribuan mahasiswa menggelar demonstrasi di depan gedung DPR.", "demonstrasi", text.NOUN, "demonstrasi", ""},
		{"ms", "Polis menahan lelaki itu kerana rasuah.", "Polis", text.NOUN, "polis", ""},
		{"ms", "Polis menahan lelaki itu kerana rasuah.", "rasuah", text.NOUN, "rasuah", ""},
		{"ms", "Beliau melawat Jepun selepas pilihan raya.", "melawat", text.VERB, "lawat", "Act"},
		{"ms", "Beliau melawat Jepun selepas pilihan raya.", "Jepun", text.PROPN, "Jepun", ""},
		{"ms", "Beliau melawat Jepun selepas pilihan raya.", "pilihan", text.NOUN, "pilih", ""},
		{"ms", "Wilayah itu diceroboh tentera.", "diceroboh", text.VERB, "ceroboh", "Pass"},
		{"en", "Twelve people were killed by rebels near the border.", "killed", text.VERB, "kill", "Pass"},
		{"en", "The ministers signed a ceasefire agreement on Friday.", "signed", text.VERB, "sign", ""},
		{"en", "The ministers signed a ceasefire agreement on Friday.", "ministers", text.NOUN, "minister", ""},
	}
	a := analyzer(t)
	s := a.NewScratch()
	for _, tt := range tests {
		t.Run(tt.form, func(t *testing.T) {
			r := &text.Report{ID: "x", Lang: tt.lang, Text: tt.text}
			if err := a.Annotate(r, s); err != nil {
				t.Fatal(err)
			}
			for _, sent := range r.Sentences {
				for i := range sent.Tokens {
					w := &sent.Tokens[i]
					if w.Form != tt.form {
						continue
					}
					if w.POS != tt.pos || w.Lemma != tt.lemma || w.Feat("Voice") != tt.voice {
						t.Errorf("got %v %s voice %q, want %v %s %q", w.POS, w.Lemma, w.Feat("Voice"), tt.pos, tt.lemma, tt.voice)
					}
					return
				}
			}
			t.Error("no such word")
		})
	}
}

// TestTokensKept gives words of its own to the analyzer.
func TestTokensKept(t *testing.T) {
	a := analyzer(t)
	for _, name := range []string{"id", "en"} {
		d := sample(t, name)
		want := d.Report
		got := text.Report{ID: want.ID, Lang: want.Lang, Text: want.Text}
		for _, s := range want.Sentences {
			s.Tokens = append([]text.Token(nil), s.Tokens...)
			got.Sentences = append(got.Sentences, s)
		}
		if err := a.AnnotateTokens(&got, a.NewScratch()); err != nil {
			t.Fatal(err)
		}
		right, all := 0, 0
		for i, s := range got.Sentences {
			checkTree(t, s.Tokens)
			for k := range s.Tokens {
				g, w := &s.Tokens[k], &want.Sentences[i].Tokens[k]
				if g.Form != w.Form || g.Span != w.Span || g.Words != w.Words {
					t.Fatalf("word changed: got %+v, want %+v", g, w)
				}
				all++
				if g.Head == w.Head && g.BaseRel() == w.BaseRel() {
					right++
				}
			}
		}
		if 100*right < 75*all {
			t.Errorf("%s: %d of %d arcs right", name, right, all)
		}
	}
}

// checkTree fails unless the heads make one tree.
func checkTree(t *testing.T, tokens []text.Token) {
	t.Helper()
	roots := 0
	for i := range tokens {
		if tokens[i].Head < 0 {
			roots++
		}
		if (tokens[i].Head < 0) != (tokens[i].Rel == "root") {
			t.Fatalf("word %d has head %d and relation %q", i, tokens[i].Head, tokens[i].Rel)
		}
		steps := 0
		for j := int32(i); j >= 0; j = tokens[j].Head {
			if steps++; steps > len(tokens) {
				t.Fatalf("word %d is in a cycle", i)
			}
		}
	}
	if roots != 1 && len(tokens) > 0 {
		t.Fatalf("%d roots", roots)
	}
}

func sample(t testing.TB, name string) *conllu.Doc {
	t.Helper()
	f, err := os.Open(filepath.Join("../../testdata/ud-sample", name+".conllu"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := conllu.NewReader(f, name).Next()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// FuzzAnnotate looks for texts that break the analysis.
func FuzzAnnotate(f *testing.F) {
	f.Add("Kapal itu diserang oleh pemberontak.\n\nIa pergi.")
	f.Add("\"\" .. 5-5 a\u0301 \u00a0 -nya")
	a := analyzer(f)
	s := a.NewScratch()
	f.Fuzz(func(t *testing.T, in string) {
		in = strings.ToValidUTF8(in, "")
		for _, tag := range a.Languages() {
			r := &text.Report{ID: "x", Lang: tag, Text: in}
			if err := a.Annotate(r, s); err != nil {
				t.Fatal(err)
			}
			for _, sent := range r.Sentences {
				checkTree(t, sent.Tokens)
			}
		}
	})
}
