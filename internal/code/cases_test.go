package code_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"kabar/internal/event"
	"kabar/internal/lang/conllu"
	"kabar/internal/text"
)

// TestCases runs the case files of testdata/cases/coder. A case holds either a
// report, which is read end to end, or a parse by hand in CoNLL-U, which no
// model can break; want lists the events in short form. See
// docs/formats/case.md.
func TestCases(t *testing.T) {
	l := newLab(t)
	files, err := filepath.Glob("../../testdata/cases/coder/*/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no case files", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		language := filepath.Base(filepath.Dir(file))
		t.Run(language+"/"+name, func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			r, want, err := readCase(ar, language)
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Sentences) == 0 {
				if err := l.a.Annotate(r, l.as); err != nil {
					t.Fatal(err)
				}
			}
			got := short(l.c.Code(r, l.cs).Events)
			if *update {
				want.Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(string(want.Data), got); d != "" {
				t.Errorf("events (-want +got):\n%s", d)
			}
		})
	}
}

// readCase reads the report or the parse of a case, and its want section.
func readCase(ar *txtar.Archive, language string) (*text.Report, *txtar.File, error) {
	var r *text.Report
	var want *txtar.File
	for i := range ar.Files {
		f := &ar.Files[i]
		switch f.Name {
		case "report":
			head, body, ok := strings.Cut(string(f.Data), "\n\n")
			if !ok {
				return nil, nil, fmt.Errorf("report: want header lines, a blank line and the text")
			}
			r = &text.Report{ID: "case", Lang: language, Text: strings.TrimSpace(body)}
			for _, line := range strings.Split(head, "\n") {
				day, ok := strings.CutPrefix(line, "published:")
				if day = strings.TrimSpace(day); ok && day == "" {
					continue // a report without a day
				}
				if !ok {
					return nil, nil, fmt.Errorf("report: unknown header %q", line)
				}
				d, err := text.ParseDay(day)
				if err != nil {
					return nil, nil, err
				}
				r.Published = d
			}
		case "parse":
			doc, err := conllu.NewReader(strings.NewReader(string(f.Data)), "parse").Next()
			if err != nil && err != io.EOF {
				return nil, nil, err
			}
			r = &doc.Report
			r.ID, r.Lang, r.Published = "case", language, text.NewDay(2025, 7, 12)
		case "want":
			want = f
		default:
			return nil, nil, fmt.Errorf("unknown section %q", f.Name)
		}
	}
	if r == nil || want == nil {
		return nil, nil, fmt.Errorf("a case needs a report or a parse, and want")
	}
	return r, want, nil
}

// short prints events one a line; "none" when there is none.
func short(events []event.Event) string {
	var b strings.Builder
	for i := range events {
		e := &events[i]
		b.WriteString(e.Type.String())
		if e.Mode != "" {
			b.WriteString("/" + e.Mode)
		}
		fmt.Fprintf(&b, " %q", e.Trigger.Text)
		for _, p := range e.Actors {
			fmt.Fprintf(&b, "  actor=%q[%s/%s]", flat(p.Text), p.Country, p.Sector)
		}
		for _, p := range e.Recipients {
			fmt.Fprintf(&b, "  recipient=%q[%s/%s]", flat(p.Text), p.Country, p.Sector)
		}
		if a := e.Aux.Names(); len(a) > 0 {
			b.WriteString("  aux=" + strings.Join(a, ","))
		}
		if e.Time != nil {
			fmt.Fprintf(&b, "  when=%s", e.Time.Start)
			if e.Time.End != e.Time.Start {
				fmt.Fprintf(&b, "..%s", e.Time.End)
			}
		}
		if e.Place != nil {
			fmt.Fprintf(&b, "  where=%s/%q", e.Place.Country, flat(e.Place.Text))
		}
		for _, s := range e.Claim {
			fmt.Fprintf(&b, "  by=%q", flat(s.Name))
			if s.Stance != event.States {
				b.WriteString("(" + s.Stance.String() + ")")
			}
		}
		for _, q := range e.Quantities {
			fmt.Fprintf(&b, "  %s%s%v", q.What, q.Op, q.Value)
		}
		b.WriteByte('\n')
	}
	if b.Len() == 0 {
		return "none\n"
	}
	return b.String()
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }
