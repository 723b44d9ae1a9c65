package code_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"kabar/internal/code"
	"kabar/internal/event"
	"kabar/internal/know/fold"
	"kabar/internal/table"
	"kabar/internal/text"
)

// The tables of testdata/cases/know say who and where is meant in short
// reports; docs/formats/case-places.md and case-actors.md tell their columns.
var (
	placeCases = table.Format{Columns: []string{"key", "lang", "published", "outlet", "text", "phrase", "country", "admin1", "precision", "why"}, Keys: 1}
	actorCases = table.Format{Columns: []string{"key", "lang", "published", "text", "phrase", "country", "sector", "entity", "why"}, Keys: 1}
)

const caseDir = "../../testdata/cases/know"

// leastRight is the share of cases of each table that must be right.
var leastRight = map[string]float64{"places": 0.95, "actors": 0.95}

// TestPlaceCases judges which places names stand for. Those that are wrong
// stand in places.todo, which -update rewrites.
func TestPlaceCases(t *testing.T) {
	l := newLab(t)
	judge(t, "places", placeCases, func(f []string) string {
		r := l.short(t, f[1], f[2], f[3], f[4])
		tr := l.c.Explain(r, l.cs)
		at := strings.Index(f[4], f[5])
		if at < 0 || strings.Count(f[4], f[5]) != 1 {
			t.Errorf("%s: %q does not stand once in the text", f[0], f[5])
			return ""
		}
		p := placeAt(tr, text.Span{Start: at, End: at + len(f[5])})
		country, admin1, precision := "none", "", ""
		if p != nil {
			country, admin1, precision = p.Country, p.Admin1, p.Precision.String()
		}
		if p != nil && f[6] == "?" && p.Name == "" {
			country = "?"
		}
		if p == nil && f[6] == "?" {
			country = "?"
		}
		return differ([]string{"country", f[6], country}, []string{"admin1", f[7], admin1}, []string{"precision", f[8], precision})
	})
}

// TestActorCases judges who phrases mean, like TestPlaceCases.
func TestActorCases(t *testing.T) {
	l := newLab(t)
	judge(t, "actors", actorCases, func(f []string) string {
		r := l.short(t, f[1], f[2], "", f[3])
		tr := l.c.Explain(r, l.cs)
		span, ok := phraseSpan(f[3], f[4])
		if !ok {
			t.Errorf("%s: no phrase %q in the text", f[0], f[4])
			return ""
		}
		country, sector, entity := "none", "none", ""
		if ms := actorsAt(tr, span, f[1]); len(ms) > 0 {
			country = joined(ms, func(m *code.Mention) string { return cmp.Or(m.Country, "-") })
			sector = joined(ms, func(m *code.Mention) string { return string(m.Sector) })
			entity = joined(ms, func(m *code.Mention) string { return m.Entity })
		}
		if f[5] == "?" && (country == "-" || country == "none") {
			country = "?"
		}
		return differ([]string{"country", f[5], country}, []string{"sector", f[6], sector}, []string{"entity", f[7], entity})
	})
}

// judge runs ask on each row of a table, compares what is wrong with the todo
// file, and demands that most are right. The cases at even places were looked
// at when the code was written, those at odd ones were not.
func judge(t *testing.T, name string, format table.Format, ask func(f []string) string) {
	rows, err := table.Read(os.DirFS(caseDir), name+".tsv", format)
	if err != nil {
		t.Fatal(err)
	}
	var todo strings.Builder
	wrong := [2]int{}
	for i, r := range rows {
		if why := ask(r.Fields); why != "" {
			wrong[i%2]++
			fmt.Fprintf(&todo, "%s: %s\n", r.Fields[0], why)
		}
	}
	all := fmt.Sprintf("# %d of %d cases are wrong: %d of those at even places, %d of those at odd.\n%s",
		wrong[0]+wrong[1], len(rows), wrong[0], wrong[1], todo.String())
	path := filepath.Join(caseDir, name+".todo")
	if *update {
		if err := os.WriteFile(path, []byte(all), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := gocmp.Diff(all, string(want)); d != "" {
		t.Errorf("wrong cases (got, want); go test ./internal/code -update rewrites them:\n%s", d)
	}
	if right := 1 - float64(wrong[0]+wrong[1])/float64(len(rows)); right < leastRight[name] {
		t.Errorf("%.3f of the cases are right, want %.2f", right, leastRight[name])
	}
}

// differ says which of the fields, each with its name, the answer wanted and
// that given, are wrong; "" when none is.
func differ(fields ...[]string) string {
	var out []string
	for _, f := range fields {
		if f[1] != "*" && fold.Key(f[1]) != fold.Key(f[2]) {
			out = append(out, fmt.Sprintf("%s %q, want %q", f[0], f[2], f[1]))
		}
	}
	return strings.Join(out, "; ")
}

// short analyses a report.
func (l *lab) short(t testing.TB, lang, published, outlet, s string) *text.Report {
	t.Helper()
	day, err := text.ParseDay(published)
	if err != nil {
		t.Fatal(err)
	}
	r := &text.Report{ID: "case", Lang: lang, Published: day, Outlet: outlet, Text: s}
	if err := l.a.Annotate(r, l.as); err != nil {
		t.Fatal(err)
	}
	return r
}

// placeAt returns the place that the words of the span name: of several that
// share words with it, the one that begins nearest.
func placeAt(tr code.Trace, span text.Span) *event.Where {
	var best *event.Where
	for i := range tr.Sentences {
		for k := range tr.Sentences[i].Places {
			p := &tr.Sentences[i].Places[k]
			if p.Span.Start < span.End && span.Start < p.Span.End && (best == nil || apart(p.Span, span) < apart(best.Span, span)) {
				best = p
			}
		}
	}
	return best
}

// apart is how many bytes lie between where two spans begin.
func apart(a, b text.Span) int { return max(a.Start-b.Start, b.Start-a.Start) }

// actorsAt returns the mention that shares most with the span, of several the
// first, or in English the last, where the head is; and those that have its words too.
func actorsAt(tr code.Trace, span text.Span, lang string) []*code.Mention {
	var best []*code.Mention
	most := 0
	for i := range tr.Sentences {
		for k := range tr.Sentences[i].Mentions {
			m := &tr.Sentences[i].Mentions[k]
			switch n := min(m.Span.End, span.End) - max(m.Span.Start, span.Start); {
			case n > most || n == most && n > 0 && lang == "en" && m.Span != best[0].Span:
				best, most = append(best[:0], m), n
			case len(best) > 0 && m.Span == best[0].Span:
				best = append(best, m)
			}
		}
	}
	return best
}

// joined returns what the mentions have, sorted and without repeats.
func joined(ms []*code.Mention, what func(m *code.Mention) string) string {
	var all []string
	for _, m := range ms {
		all = append(all, what(m))
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), ";")
}

// phraseSpan finds the phrase of an actor case: words, or "words#2" for the
// second time that they stand there, or "nya#1" for a clitic.
func phraseSpan(s, phrase string) (text.Span, bool) {
	nth := 1
	if words, n, ok := strings.Cut(phrase, "#"); ok {
		phrase = words
		nth, _ = strconv.Atoi(n)
	}
	letter := func(i int) bool {
		return i >= 0 && i < len(s) && (s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z' || s[i] >= '0' && s[i] <= '9' || s[i] >= 0x80)
	}
	for at := 0; ; {
		i := strings.Index(s[at:], phrase)
		if i < 0 {
			return text.Span{}, false
		}
		i += at
		at = i + 1
		before := letter(i-1) && phrase != "nya"
		if before || letter(i+len(phrase)) {
			continue
		}
		if nth--; nth == 0 {
			return text.Span{Start: i, End: i + len(phrase)}, true
		}
	}
}

// TestCasesAreMany keeps the tables from shrinking.
func TestCasesAreMany(t *testing.T) {
	for name, format := range map[string]table.Format{"places": placeCases, "actors": actorCases} {
		rows, err := table.Read(os.DirFS(caseDir), name+".tsv", format)
		if err != nil || len(rows) < 200 {
			t.Errorf("%d cases of %s, want 200: %v", len(rows), name, err)
		}
		if slices.ContainsFunc(rows, func(r table.Record) bool { return r.Fields[1] != "id" && r.Fields[1] != "en" }) {
			t.Errorf("%s: a language that is not coded", name)
		}
	}
}
