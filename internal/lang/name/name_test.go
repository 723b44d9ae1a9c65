package name

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kabar/internal/table"
	"kabar/internal/text"
)

// sentence returns words with spans one space apart; a word in capitals or
// with a first capital is a proper noun.
func sentence(s string) []text.Token {
	var out []text.Token
	at := 0
	for _, w := range strings.Fields(s) {
		t := text.Token{Form: w, POS: text.NOUN, Span: text.Span{Start: at, End: at + len(w)}}
		if w[0] >= 'A' && w[0] <= 'Z' {
			t.POS = text.PROPN
		}
		out = append(out, t)
		at += len(w) + 1
	}
	return out
}

// spell returns the words of names with their kinds.
func spell(tokens []text.Token, names []text.Name) []string {
	var out []string
	for _, n := range names {
		s := n.Kind.String()
		for _, t := range tokens[n.First:n.End] {
			s += " " + t.Form
		}
		out = append(out, s)
	}
	return out
}

func TestFollows(t *testing.T) {
	for tag := range numTags {
		for before := range numTags {
			got := false
			for _, b := range follows[tag] {
				got = got || int(b) == before
			}
			open, kind := false, text.NoName
			if before > 0 {
				k, part := kindOf(before)
				if part == first || part == inner {
					open, kind = true, k
				}
			}
			want := !open
			if tag > 0 {
				k, part := kindOf(tag)
				if part == inner || part == last {
					want = open && k == kind
				}
			}
			if got != want {
				t.Errorf("tag %d after %d: got %v, want %v", tag, before, got, want)
			}
		}
	}
}

func TestTags(t *testing.T) {
	names := []text.Name{{First: 0, End: 1, Kind: text.Place}, {First: 1, End: 4, Kind: text.Person}, {First: 5, End: 7, Kind: text.Organisation}}
	tags := tagsOf(nil, 8, names)
	if diff := cmp.Diff(names, namesOf(tags, nil)); diff != "" {
		t.Errorf("names of their own tags (-want +got):\n%s", diff)
	}
}

// learned returns a model of a few sentences.
func learned(t testing.TB) string {
	t.Helper()
	m := NewMaterial()
	m.Word(WordKey("Kupang"), WordFact{Leaf: 3, Caps: 7})
	m.Word(WordKey("Palu"), WordFact{Leaf: 3, Caps: 7})
	m.List("Jawa Barat", Places)
	facts, err := m.Facts()
	if err != nil {
		t.Fatal(err)
	}
	var examples []Example
	for _, s := range []struct {
		text  string
		names []text.Name
	}{
		{"Menteri Susi tiba di Kupang", []text.Name{{First: 1, End: 2, Kind: text.Person}, {First: 4, End: 5, Kind: text.Place}}},
		{"Gubernur Budi Utama pergi ke Jawa Barat", []text.Name{{First: 1, End: 3, Kind: text.Person}, {First: 5, End: 7, Kind: text.Place}}},
		{"kader Partai Maju Bersama menemui ketua DPR", []text.Name{{First: 1, End: 4, Kind: text.Organisation}, {First: 6, End: 7, Kind: text.Organisation}}},
		{"mereka tiba di rumah", nil},
	} {
		examples = append(examples, Example{Tokens: sentence(s.text), Names: s.names})
	}
	l := NewLearning(facts, 1, examples, examples, examples)
	for range 10 {
		l.Epoch(examples)
	}
	l.Prune(0.001)
	for range 10 {
		l.Epoch(examples)
	}
	f := &table.ModelFile{Features: FeatureHash()}
	m.Put(f)
	if err := l.Put(f, 0.001); err != nil {
		t.Fatal(err)
	}
	data, err := f.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func open(t testing.TB, data string) *Finder {
	t.Helper()
	m, err := table.OpenModel(data, FeatureHash())
	if err != nil {
		t.Fatal(err)
	}
	f, err := New(m)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestLearn(t *testing.T) {
	data := learned(t)
	if again := learned(t); again != data {
		t.Error("the same examples gave another model")
	}
	f := open(t, data)
	tests := []struct {
		text string
		want []string
	}{
		{"Menteri Susi tiba di Kupang", []string{"PER Susi", "LOC Kupang"}},
		{"kader Partai Maju Bersama menemui ketua DPR", []string{"ORG Partai Maju Bersama", "ORG DPR"}},
		{"Gubernur Budi Utama tiba di Palu", []string{"PER Budi Utama", "LOC Palu"}},
		{"mereka tiba di rumah", nil},
		{"", nil},
	}
	var s Scratch
	for _, tt := range tests {
		tokens := sentence(tt.text)
		if diff := cmp.Diff(tt.want, spell(tokens, f.Find(tokens, nil, &s))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestUnusable(t *testing.T) {
	f := &table.ModelFile{Features: FeatureHash()}
	NewMaterial().Put(f)
	data, err := f.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	m, err := table.OpenModel(string(data), FeatureHash())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := New(m); !errors.Is(err, table.ErrModel) {
		t.Errorf("without weights: got %v", err)
	}
	weights, err := table.PackWeights(nil, numTags+1)
	if err != nil {
		t.Fatal(err)
	}
	f.Put(tagWeights, weights)
	if data, err = f.Bytes(); err != nil {
		t.Fatal(err)
	}
	if m, err = table.OpenModel(string(data), FeatureHash()); err != nil {
		t.Fatal(err)
	}
	if _, err := New(m); !errors.Is(err, table.ErrModel) {
		t.Errorf("with tags of another kind: got %v", err)
	}
}

func TestMark(t *testing.T) {
	m := NewMaterial()
	m.List("Jawa Barat", Places)
	m.List("Jawa", Places)
	m.List("Jawa Barat", NewsPlaces)
	m.List("a b c d e f g h i", Bodies) // too long
	facts, err := m.Facts()
	if err != nil {
		t.Fatal(err)
	}
	words := facts.read(nil, sentence("di Jawa Barat dan Jawa Timur jawa"))
	var own, news []uint32
	for _, w := range words[edge : len(words)-edge] {
		own, news = append(own, w.own), append(news, w.news)
	}
	// The only word of a name is its part 0.
	const places, newsPlaces = 1 << Places << 2, 1 << (NewsPlaces - NewsPeople) << 2
	if diff := cmp.Diff([]uint32{0, places | first, places | last, 0, places, 0, 0}, own); diff != "" {
		t.Errorf("own lists (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]uint32{0, newsPlaces | first, newsPlaces | last, 0, 0, 0, 0}, news); diff != "" {
		t.Errorf("lists from news (-want +got):\n%s", diff)
	}
}

// TestKeys checks that no word has more features than there is room for.
func TestKeys(t *testing.T) {
	var facts Facts
	words := facts.read(nil, sentence("Menteri Susi"))
	var f keys
	features(&f, words, edge)
	if f.n > maxKeys {
		t.Errorf("%d features, at most %d fit", f.n, maxKeys)
	}
}

// real returns the finder of the program.
func real(t testing.TB) *Finder {
	t.Helper()
	data, err := os.ReadFile("../../../data/models/id-names.model")
	if err != nil {
		t.Fatal(err)
	}
	return open(t, string(data))
}

func TestNoAllocations(t *testing.T) {
	f := real(t)
	tokens := sentence(strings.Repeat("Menteri Susi tiba di Jawa Barat ( JB ) ", 20))
	var s Scratch
	names := f.Find(tokens, nil, &s)
	if n := testing.AllocsPerRun(10, func() { names = f.Find(tokens, names[:0], &s) }); n > 0 {
		t.Errorf("%v allocations for a sentence, want 0", n)
	}
}

func FuzzFind(f *testing.F) {
	finder := real(f)
	f.Add("Menteri Luar Negeri Retno Marsudi bertemu Wang Yi ( WY ) di Jakarta Selatan", uint8(12))
	f.Add(") ( A a-A \xff\xfe É", uint8(0))
	f.Fuzz(func(t *testing.T, s string, pos uint8) {
		var tokens []text.Token
		at := 0
		for i, w := range strings.Fields(s) {
			tokens = append(tokens, text.Token{Form: w, POS: text.POS((int(pos) + i) % text.NumPOS), Span: text.Span{Start: at, End: at + len(w)}})
			at += len(w)
		}
		var scratch Scratch
		names := finder.Find(tokens, nil, &scratch)
		end := int32(0)
		for _, n := range names {
			if n.First < end || n.End <= n.First || int(n.End) > len(tokens) || n.Kind.String() == "" {
				t.Fatalf("%q: %+v", s, names)
			}
			end = n.End
		}
		if diff := cmp.Diff(names, finder.Find(tokens, nil, &scratch)); diff != "" {
			t.Errorf("%q: a second time (-first +second):\n%s", s, diff)
		}
	})
}
