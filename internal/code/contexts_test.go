package code_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"kabar/internal/code/contexts"
	"kabar/internal/code/tree"
	"kabar/internal/event"
	"kabar/internal/table"
)

// TestContextWords judges which contexts the words of sentences stand for,
// whether or not they tell an event; docs/formats/lexicon-contexts.md. Each
// context is found somewhere, and sentences without any have none.
func TestContextWords(t *testing.T) {
	const dir = "../../testdata/cases/contexts"
	format := table.Format{Columns: []string{"sentence", "contexts"}, Keys: 1}
	l := newLab(t)
	for _, language := range []string{"en", "id"} {
		t.Run(language, func(t *testing.T) {
			words, err := contexts.Load(os.DirFS(root), language)
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(dir, language+".tsv")
			rows, err := table.Read(os.DirFS(dir), language+".tsv", format)
			if err != nil {
				t.Fatal(err)
			}
			seen := map[event.ContextName]bool{}
			for _, row := range rows {
				var got []string
				var v tree.View
				for r, i := l.read(t, language, row.Fields[0]), 0; i < len(r.Sentences); i++ {
					v.Reset(&r.Sentences[i], nil)
					for _, f := range words.Find(&v, nil) {
						seen[f.Context] = true
						got = append(got, string(f.Context))
					}
				}
				slices.Sort(got)
				var want []string
				if row.Fields[1] != "-" {
					want = strings.Split(row.Fields[1], ";")
				}
				if d := gocmp.Diff(slices.Compact(got), want); d != "" {
					t.Errorf("%s:%d: %s (got, want):\n%s", file, row.Line, row.Fields[0], d)
				}
			}
			for _, c := range event.ContextNames {
				if !seen[c] {
					t.Errorf("%s: no sentence has %s", file, c)
				}
			}
		})
	}
}
