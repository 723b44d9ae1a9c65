package export

import (
	"encoding/csv"
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kabar/internal/code"
	"kabar/internal/event"
	"kabar/internal/text"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares got with testdata/name.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(got), string(want)); diff != "" {
		t.Errorf("%s: got -, want +:\n%s", path, diff)
	}
}

const sampleText = "Presiden Nordia \"Ani\" mungkin tiba di Lestari pada Juli 2025, kata kantor berita ABC.\nSekitar 20 warga, <b>tewas</b>; esok."

// at finds s in the sample text.
func at(s string) event.Words {
	i := strings.Index(sampleText, s)
	return event.Words{Span: text.Span{Start: i, End: i + len(s)}, Text: s}
}

// sample is a report with an event that fills every field, and one that fills
// next to none.
func sample() *Coded {
	first := strings.Index(sampleText, "\n")
	r := &text.Report{
		ID: "contoh", Lang: "id", Published: text.NewDay(2025, 7, 12), Outlet: "Harian A", Title: "Tiba", URL: "https://a.example/1", Text: sampleText,
		Sentences: []text.Sentence{
			{Span: text.Span{Start: 0, End: first}, Tokens: []text.Token{
				{Span: at("Presiden").Span, Form: "Presiden", Lemma: "presiden", POS: text.NOUN, Head: 3, Rel: "nsubj", Feats: "Number=Sing"},
				{Span: at("Nordia").Span, Form: "Nordia", Lemma: "Nordia", POS: text.PROPN, Head: 0, Rel: "flat:name"},
				{Span: at("mungkin").Span, Form: "mungkin", Lemma: "mungkin", POS: text.ADV, Head: 3, Rel: "advmod"},
				{Span: at("tiba").Span, Form: "tiba", Lemma: "tiba", POS: text.VERB, Head: -1, Rel: "root", Feats: "Mood=Ind|VerbForm=Fin|Voice=Act"},
				{Span: at("di").Span, Form: "di", Lemma: "di", POS: text.ADP, Head: 5, Rel: "case"},
				{Span: at("Lestari").Span, Form: "Lestari", Lemma: "Lestari", POS: text.PROPN, Head: 3, Rel: "obl"},
			}},
			{Span: text.Span{Start: first + 1, End: len(sampleText)}, Role: text.Furniture},
		},
	}
	e := event.Event{
		Report: "contoh", Type: event.CONSULT, Mode: "visit", CAMEO: "042", Contexts: []event.Context{{Name: "diplomatic"}, {Name: "military"}},
		Actors: []event.Party{
			{Words: at("Presiden Nordia \"Ani\""), Entity: "nordia/president", Country: "NRD", Sector: event.GOV, How: "office + country"},
			{Words: at("ABC"), How: "none"},
		},
		Recipients: []event.Party{{Words: at("Lestari"), Country: "LST", Sector: event.GOV, How: "country name"}},
		Trigger:    at("tiba"),
		Sentence:   at("Presiden Nordia \"Ani\" mungkin tiba di Lestari pada Juli 2025, kata kantor berita ABC."),
		Aux:        event.Future | event.Hypothetical,
		Time: &event.When{Words: at("Juli 2025"), Anchor: "text",
			Interval: event.Interval{Start: text.NewDay(2025, 7, 1), End: text.NewDay(2025, 7, 31), Grain: event.Month}},
		Place: &event.Where{Words: at("Lestari"), Country: "LST", Admin1: "Tengah", Precision: event.City, Name: "Lestari Kota", Admin2: "Kabupaten Lestari",
			Located: true, Lat: -6.25, Lon: 106.8, GeoNames: 7, Rivals: []string{"Lestari, Utara, NRD"}, How: "the largest of the name"},
		Claim:      []event.Speaker{{Words: at("kantor berita ABC"), Name: "ABC", Stance: event.Supposes}},
		Quantities: []event.Quantity{{Words: at("Sekitar 20 warga"), What: "killed", Value: 20, Op: "~", Unit: "warga"}},
		Confidence: 0.123456,
		Rule:       "id/visit.yaml:arrive",
		Also:       []event.Words{at("esok")},
		Notes:      []event.Note{{Code: "ambiguous-place", Span: at("Lestari").Span, Text: "Lestari may be a person."}},
	}
	e.ID = e.Hash()
	bare := event.Event{
		Report: "contoh", Type: event.ASSAULT, Trigger: at("<b>tewas</b>"), Sentence: at("Sekitar 20 warga, <b>tewas</b>; esok."),
		Time: &event.When{Words: at("esok"), Anchor: "none"}, Rule: "id/kill.yaml:die", Confidence: math.NaN(),
	}
	bare.ID = bare.Hash()
	return &Coded{Report: r, Events: []event.Event{e, bare}, Notes: []event.Note{{Code: "no-anchor", Text: "The report has no date."}}}
}

// writer is what the formats have in common.
type writer interface {
	Head() string
	Append([]byte, *Coded) []byte
	Between() string
	Foot() string
}

// print writes the sample and a report without events.
func print(w writer) []byte {
	out := []byte(w.Head())
	out = w.Append(out, sample())
	out = append(out, w.Between()...)
	out = w.Append(out, &Coded{Report: &text.Report{ID: "none", Lang: "en"}})
	return append(out, w.Foot()...)
}

func TestGolden(t *testing.T) {
	const version = "0123456789abcdef0123"
	golden(t, "sample.jsonl", print(JSONL{version}))
	golden(t, "sample.json", print(JSON{version}))
	golden(t, "sample.csv", print(CSV{}))
	golden(t, "sample.table", print(Table{}))
	golden(t, "narrow.table", print(Table{Width: 80, Color: true}))
}

func TestGoldenExplain(t *testing.T) {
	c := sample()
	tr := &code.Trace{
		Result: code.Result{Events: c.Events, Notes: c.Notes},
		Sentences: []code.SentenceTrace{{
			Mentions: []code.Mention{{Party: c.Events[0].Actors[0], Head: 0}, {Party: c.Events[0].Recipients[0], Head: 5}},
			Tries: []code.Try{
				{Rule: "id/visit.yaml:arrive", Frame: "visit", Trigger: at("tiba"), Event: 0, Why: "actor and goal are countries"},
				{Rule: "id/say.yaml:say", Frame: "say", Trigger: at("kata"), Event: -1, Why: "a saying with no act"},
			},
			Times:    []event.When{*c.Events[0].Time},
			Places:   []event.Where{*c.Events[0].Place},
			Speakers: c.Events[0].Claim,
		}},
	}
	golden(t, "all.explain", Explain{}.Append(nil, c.Report, tr, 0))
	golden(t, "second.explain", Explain{Width: 80}.Append(nil, c.Report, tr, 2))
}

// TestReadBack checks that other programs can read what is written.
func TestReadBack(t *testing.T) {
	for l := range strings.Lines(string(print(JSONL{}))) {
		var e struct {
			ID       string
			Sentence string
			Evidence struct{ Sentence [2]int }
		}
		if err := json.Unmarshal([]byte(l), &e); err != nil {
			t.Fatal(err)
		}
		if got := sampleText[e.Evidence.Sentence[0]:e.Evidence.Sentence[1]]; got != e.Sentence {
			t.Errorf("event %s: evidence gives %q, want %q", e.ID, got, e.Sentence)
		}
	}
	var all struct {
		Reports []struct{ Events []struct{ ID string } }
	}
	if err := json.Unmarshal(print(JSON{}), &all); err != nil {
		t.Fatal(err)
	}
	if n := len(all.Reports); n != 2 || len(all.Reports[0].Events) != 2 || all.Reports[1].Events == nil {
		t.Errorf("read back %+v", all)
	}
	rows, err := csv.NewReader(strings.NewReader(string(print(CSV{})))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 3 || rows[1][11] != "Presiden Nordia \"Ani\"; ABC" {
		t.Errorf("read back %d rows, %q", len(rows), rows)
	}
}

func TestDates(t *testing.T) {
	day := text.NewDay
	cases := []struct {
		start, end text.Day
		want       string
	}{
		{0, 0, ""},
		{day(2025, 7, 12), day(2025, 7, 12), "2025-07-12"},
		{day(2025, 7, 12), 0, "2025-07-12"},
		{day(2025, 7, 14), day(2025, 7, 15), "2025-07-14 – 2025-07-15"},
		{day(2024, 2, 1), day(2024, 2, 29), "2024-02"},
		{day(2025, 7, 1), day(2025, 8, 31), "2025-07 – 2025-08"},
		{day(2025, 1, 1), day(2025, 12, 31), "2025"},
		{day(2020, 1, 1), day(2029, 12, 31), "2020 – 2029"},
	}
	for _, c := range cases {
		if got := dates(event.Interval{Start: c.start, End: c.end}); got != c.want {
			t.Errorf("dates(%s, %s) = %q, want %q", c.start, c.end, got, c.want)
		}
	}
}

func TestClean(t *testing.T) {
	cases := []struct{ in, want string }{
		{" a \n\t b ", "a b"},
		{"\x1b[31mred\x07", "\ufffd[31mred\ufffd"},
		{"a\u202eb", "a\ufffdb"},
	}
	for _, c := range cases {
		if got := clean(c.in); got != c.want {
			t.Errorf("clean(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	cases := []struct {
		in   string
		n    int
		want []string
	}{
		{"", 5, nil},
		{"dua kata", 8, []string{"dua kata"}},
		{"dua kata", 7, []string{"dua", "kata"}},
		{"panjangsekali x", 5, []string{"panja", "ngsek", "ali x"}},
	}
	for _, c := range cases {
		if diff := cmp.Diff(wrap(c.in, c.n), c.want); diff != "" {
			t.Errorf("wrap(%q, %d): got -, want +:\n%s", c.in, c.n, diff)
		}
	}
}

func BenchmarkJSONL(b *testing.B) {
	c := sample()
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf = JSONL{}.Append(buf[:0], c)
	}
	b.SetBytes(int64(len(buf)))
}
