package code_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"kabar/internal/event"
	"kabar/internal/text"
)

// examples are the project's own reports.
func examples(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../../examples", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestSame codes one report twice with one scratch, another between, and wants
// the same events: nothing of a report may stay behind in the scratch.
func TestSame(t *testing.T) {
	l := newLab(t)
	a := examples(t, "kunjungan.txt")
	first := l.c.Code(l.read(t, "id", a), l.cs)
	l.c.Code(l.read(t, "en", examples(t, "visit.txt")), l.cs)
	again := l.c.Code(l.read(t, "id", a), l.cs)
	if d := cmp.Diff(first, again); d != "" {
		t.Errorf("second run differs (-first +second):\n%s", d)
	}
	if len(first.Events) == 0 {
		t.Error("no events")
	}
}

func TestUnknownLanguage(t *testing.T) {
	l := newLab(t)
	r := &text.Report{ID: "x", Lang: "fr", Text: "Bonjour."}
	got := l.c.Code(r, l.cs)
	if len(got.Events) != 0 || len(got.Notes) != 1 || got.Notes[0].Code != "no-rules" {
		t.Errorf("got %+v, want a single note no-rules", got)
	}
}

// TestExplain wants every event of a trace to be told by at least one rule.
func TestExplain(t *testing.T) {
	l := newLab(t)
	tr := l.c.Explain(l.read(t, "id", examples(t, "kunjungan.txt")), l.cs)
	told := make([]bool, len(tr.Events))
	for _, s := range tr.Sentences {
		for _, try := range s.Tries {
			if try.Event >= 0 {
				told[try.Event] = true
			}
		}
	}
	for i, ok := range told {
		if !ok {
			t.Errorf("no rule tells event %d, %s %q", i, tr.Events[i].Type, tr.Events[i].Trigger.Text)
		}
	}
}

// checkSpans wants every span of e to lie in s on rune edges and to hold the
// words that stand beside it.
func checkSpans(t testing.TB, s string, e *event.Event) {
	t.Helper()
	check := func(what string, w event.Words) {
		if w.Span.Start < 0 || w.Span.End > len(s) || w.Span.Start > w.Span.End {
			t.Fatalf("%s: span %v outside a text of %d bytes", what, w.Span, len(s))
		}
		if got := s[w.Span.Start:w.Span.End]; got != w.Text || !utf8.ValidString(got) {
			t.Fatalf("%s: span %v holds %q, not %q", what, w.Span, got, w.Text)
		}
	}
	check("trigger", e.Trigger)
	check("sentence", e.Sentence)
	for _, side := range [...][]event.Party{e.Actors, e.Recipients} {
		for _, p := range side {
			check("party", p.Words)
		}
	}
	for _, c := range e.Claim {
		check("speaker", c.Words)
	}
	for _, q := range e.Quantities {
		check("quantity", q.Words)
	}
	for _, a := range e.Also {
		check("also", a)
	}
	if e.Time != nil {
		check("time", e.Time.Words)
	}
	if e.Place != nil {
		check("place", e.Place.Words)
	}
	if !e.Type.HasMode(e.Mode) {
		t.Fatalf("%s has no mode %q", e.Type, e.Mode)
	}
}

// FuzzCode codes any text: no panic, and every span in place.
func FuzzCode(f *testing.F) {
	for _, name := range []string{"kunjungan.txt", "unjuk-rasa.txt", "visit.txt"} {
		f.Add(examples(f, name), strings.HasPrefix(name, "visit"))
	}
	f.Add("\"Kami menolak,\" kata Menteri", false)
	f.Add("Iran mengancam akan akan akan menyerang dan dan Israel \"", false)
	f.Add("Police found the body of a South African national in the provincial capital city of Peshawar.", true)
	l, err := engine()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string, english bool) {
		if !utf8.ValidString(s) || len(s) > 4096 {
			return
		}
		language := "id"
		if english {
			language = "en"
		}
		events := l.c.Code(l.read(t, language, s), l.cs).Events
		for i := range events {
			checkSpans(t, s, &events[i])
		}
	})
}

func benchmarkCode(b *testing.B, language, name string) {
	l := newLab(b)
	s := examples(b, name)
	r := l.read(b, language, s)
	events := len(l.c.Code(r, l.cs).Events)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		l.c.Code(r, l.cs)
	}
	b.ReportMetric(float64(events), "events")
}

// The coder alone, on a report that is analysed already.
func BenchmarkCodeIndonesian(b *testing.B) { benchmarkCode(b, "id", "kunjungan.txt") }
func BenchmarkCodeEnglish(b *testing.B)    { benchmarkCode(b, "en", "visit.txt") }
