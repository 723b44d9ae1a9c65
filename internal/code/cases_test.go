package code_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kabar/internal/cases"
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
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			c, err := cases.Parse(data, language)
			if err != nil {
				t.Fatal(err)
			}
			if !c.Parsed {
				if err := l.a.Annotate(c.Report, l.as); err != nil {
					t.Fatal(err)
				}
			}
			got := cases.Short(l.c.Code(c.Report, l.cs).Events)
			if *update {
				if err := os.WriteFile(file, c.With(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(c.Want, got); d != "" {
				t.Errorf("events (-want +got):\n%s", d)
			}
		})
	}
}
