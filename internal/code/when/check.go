package when

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"kabar/internal/text"
)

// examplePublished is the day on which the examples of pattern files are read:
// 2025-07-12, a Saturday.
const examplePublished = text.Day(739444)

// Check reads all grammars as New does and runs the examples that their
// patterns carry. The error names file and line of every fault.
func Check(fsys fs.FS) error {
	g, err := New(fsys)
	if err != nil {
		return err
	}
	names, err := fs.Glob(fsys, "lexicon/*/time.yaml")
	if err != nil {
		return err
	}
	var errs []error
	for _, name := range names {
		dir := path.Dir(name)
		_, f, err := load(fsys, dir)
		if err != nil {
			return err
		}
		for _, e := range f.Patterns {
			for _, x := range append(e.Yes[:len(e.Yes):len(e.Yes)], e.No...) {
				in, want, ok := strings.Cut(x, " => ")
				if !ok {
					errs = append(errs, fmt.Errorf("%s:%d: pattern %q: example %q: want SENTENCE => RESULT", name, e.line, e.ID, x))
					continue
				}
				if got := g.example(path.Base(dir), in); got != want {
					errs = append(errs, fmt.Errorf("%s:%d: pattern %q: example %q: got %s, want %s", name, e.line, e.ID, in, got, want))
				}
			}
		}
	}
	return errors.Join(errs...)
}

// example reads one sentence and prints what was found as examples have it.
func (g *Grammar) example(lang, in string) string {
	r := text.Report{Lang: lang, Published: examplePublished, Text: in}
	s := text.Sentence{Span: text.Span{End: len(in)}}
	var out []string
	for _, f := range g.Find(lang, &r, &s, nil) {
		out = append(out, f.String())
	}
	if len(out) == 0 {
		return "none"
	}
	return strings.Join(out, " ")
}

// String returns f's interval as START..END or one day; "habit", "lasting" or
// "unknown" without days; " ?" behind what is ambiguous.
func (f *Found) String() string {
	var s string
	switch {
	case f.Habit:
		s = "habit"
	case !f.Start.Known() && f.Duration:
		s = "lasting"
	case !f.Start.Known():
		s = "unknown"
	case f.Start == f.End:
		s = f.Start.String()
	default:
		s = f.Start.String() + ".." + f.End.String()
	}
	if f.Ambiguous {
		s += " ?"
	}
	return s
}
