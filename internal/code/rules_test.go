package code_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"kabar/internal/code"
	"kabar/internal/code/rule"
	"kabar/internal/know"
	"kabar/internal/lang"
	"kabar/internal/text"
)

// root is the data folder.
const root = "../../data"

func model(name string) (string, error) {
	b, err := os.ReadFile(filepath.Join(root, "models", name))
	return string(b), err
}

// engine is everything from text to events, loaded once.
var engine = sync.OnceValues(func() (*lab, error) {
	fsys := os.DirFS(root)
	a, err := lang.New(model, fsys)
	if err != nil {
		return nil, err
	}
	load := func() (*know.Base, error) { return know.Open([]know.Layer{{FS: fsys}}, model) }
	c, err := code.New(load, []rule.Layer{{FS: fsys}}, "")
	if err != nil {
		return nil, err
	}
	return &lab{a: a, c: c, as: a.NewScratch(), cs: c.NewScratch()}, nil
})

type lab struct {
	a  *lang.Analyzer
	c  *code.Coder
	as *lang.Scratch
	cs *code.Scratch
}

func newLab(t testing.TB) *lab {
	t.Helper()
	l, err := engine()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// read returns s as an analysed report of 12 July 2025.
func (l *lab) read(t testing.TB, language, s string) *text.Report {
	t.Helper()
	r := &text.Report{ID: "test", Lang: language, Published: text.NewDay(2025, 7, 12), Text: s}
	if err := l.a.Annotate(r, l.as); err != nil {
		t.Fatal(err)
	}
	return r
}
