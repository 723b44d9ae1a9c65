package namebank

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kabar/internal/text"
)

func write(t *testing.T, s string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "bank")
	if err := os.WriteFile(file, []byte(s), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestRead(t *testing.T) {
	got, err := Read(write(t, "Susi PROPN B-PER\nUtama PROPN I-PER\nBudi PROPN B-PER\ndi ADP O\nKupang PROPN I-LOC\n\n\nIa O\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Sentence{
		{Words: []string{"Susi", "Utama", "Budi", "di", "Kupang"}, Names: []text.Name{
			{First: 0, End: 2, Kind: text.Person}, {First: 2, End: 3, Kind: text.Person}, {First: 4, End: 5, Kind: text.Place},
		}},
		{Words: []string{"Ia"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, bad := range []string{"Susi B-X\n", "Susi\n", "Susi PER\n", "Susi E-PER\n"} {
		if _, err := Read(write(t, bad)); err == nil || !strings.Contains(err.Error(), ":1: unknown tag") {
			t.Errorf("%q: got %v", bad, err)
		}
	}
}

func TestText(t *testing.T) {
	s := Sentence{Words: strings.Fields(`Ia berkata , " Mari ( kita ) pergi . "`)}
	got, spans := s.Text()
	if want := `Ia berkata, "Mari (kita) pergi."`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for i, w := range s.Words {
		if got[spans[i].Start:spans[i].End] != w {
			t.Errorf("word %d: got %q, want %q", i, got[spans[i].Start:spans[i].End], w)
		}
	}
}

func TestNames(t *testing.T) {
	s := Sentence{Words: strings.Fields("PT Maju Inc . ( PMI ) ada")}
	line, spans := s.Text()
	r := &text.Report{Text: line, Sentences: []text.Sentence{{
		Tokens: []text.Token{
			{Span: text.Span{Start: 0, End: 2}}, {Span: text.Span{Start: 3, End: 7}}, {Span: text.Span{Start: 8, End: 12}}, // "Inc."
			{Span: text.Span{Start: 13, End: 14}}, {Span: text.Span{Start: 14, End: 17}},
		},
		Names: []text.Name{{First: 0, End: 3, Kind: text.Organisation}, {First: 3, End: 5, Kind: text.Organisation}},
	}}}
	want := []text.Name{{First: 0, End: 3, Kind: text.Organisation}, {First: 5, End: 6, Kind: text.Organisation}}
	if diff := cmp.Diff(want, Names(r, spans)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestScore(t *testing.T) {
	var s Score
	s.Add([]text.Name{{First: 0, End: 2, Kind: text.Person}, {First: 3, End: 4, Kind: text.Place}},
		[]text.Name{{First: 0, End: 2, Kind: text.Person}, {First: 3, End: 4, Kind: text.Organisation}, {First: 5, End: 6, Kind: text.Place}})
	if s[0] != (Count{2, 3, 1}) || s[text.Person] != (Count{1, 1, 1}) || s[text.Place] != (Count{1, 1, 0}) {
		t.Errorf("got %+v", s)
	}
	if got := s[0].F1(); got != 40 {
		t.Errorf("F1: got %v, want 40", got)
	}
}

func TestNear(t *testing.T) {
	near := make(Runs)
	near.Add(&Sentence{Words: strings.Fields("Desa Maju adalah sebuah desa di kecamatan Timur .")}, 1)
	for _, tt := range []struct {
		text string
		want bool
	}{
		{"Desa Mundur adalah sebuah desa di kecamatan Timur .", true},
		{"Desa Mundur adalah sebuah kota yang ada di kecamatan Barat , dekat laut .", false},
		{"Ia pergi .", false},
	} {
		if got := near.Near(&Sentence{Words: strings.Fields(tt.text)}); got != tt.want {
			t.Errorf("%s: got %v", tt.text, got)
		}
	}
}
