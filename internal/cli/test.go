package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kabar/internal/cases"
	"kabar/internal/code"
	"kabar/internal/code/rule"
	"kabar/internal/event"
	"kabar/internal/lang"
	"kabar/internal/text"
)

// testOptions are the flags of "kabar test".
type testOptions struct {
	Paths     []string `arg:"" optional:"" name:"path" help:"Case files (.txtar), or folders of them."`
	knowledge `embed:""`
	Update    bool `help:"Write what is coded now into the case files."`
}

// Help is the long help of "kabar test".
func (*testOptions) Help() string {
	return `Runs the examples of the rules in the folders that --rules names: a sentence under yes has to give an event of the rule's type, one under no must not fire the rule. Runs case files: reports with the events wanted of them; docs/formats/case.md has their form. A case is in the language that its header or its folder names. What does not hold is told with what is coded instead.

EXAMPLES
  kabar test --rules mine
  kabar test --rules mine mine/cases
  kabar test --update mine/cases

` + exitHelp
}

// tester runs examples and cases.
type tester struct {
	s      *streams
	ling   analyst
	coder  *code.Coder
	as     *lang.Scratch
	cs     *code.Scratch
	run    int
	failed int
}

func runTest(o *testOptions, s *streams) error {
	if len(o.Rules) == 0 && len(o.Paths) == 0 {
		return usage("nothing to test: name case files, or a folder of rules with --rules")
	}
	files, err := caseFiles(o.Paths)
	if err != nil {
		return err
	}
	t := &tester{s: s}
	if t.ling, err = newAnalyst(); err != nil {
		return err
	}
	if t.coder, err = newCoder(o.knowledge, ""); err != nil {
		return err
	}
	t.ling.takes = t.coder.Languages()
	t.as, t.cs = t.ling.NewScratch(), t.coder.NewScratch()
	for _, tag := range t.coder.Languages() {
		if len(o.Rules) == 0 {
			break
		}
		set, err := rule.Load(o.ruleLayers(), tag)
		if err != nil {
			return err
		}
		for _, r := range set.Rules {
			if slices.ContainsFunc(o.ruleLayers()[1:], func(l rule.Layer) bool { return strings.HasPrefix(r.File, l.Name) }) {
				if err := t.examples(r); err != nil {
					return err
				}
			}
		}
	}
	for _, file := range files {
		if err := t.file(file, o.Update); err != nil {
			return err
		}
	}
	if t.failed > 0 {
		return fmt.Errorf("%d of %s failed", t.failed, number(t.run, "test"))
	}
	_, err = fmt.Fprintf(s.out, "%s passed\n", number(t.run, "test"))
	return err
}

// caseFiles returns the case files that paths name, folders in order of name.
func caseFiles(paths []string) ([]string, error) {
	var out []string
	for _, p := range paths {
		if _, err := os.Stat(p); err != nil {
			return nil, usage("%s: no such file or folder", p)
		}
		n := len(out)
		err := filepath.WalkDir(p, func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && (name == p || filepath.Ext(name) == ".txtar") {
				out = append(out, name)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		if len(out) == n {
			return nil, usage("%s: no case files (.txtar) in it", p)
		}
	}
	return out, nil
}

// code codes r, and analyses it first when it is not parsed.
func (t *tester) code(r *text.Report, parsed bool) ([]event.Event, error) {
	if !parsed {
		if err := t.ling.annotate(r, t.as); err != nil {
			return nil, err
		}
	}
	return t.coder.Code(r, t.cs).Events, nil
}

// fail tells of a test that does not hold.
func (t *tester) fail(pos, what string) {
	t.failed++
	fmt.Fprintf(t.s.err, "%s: %s\n", pos, what)
}

// examples runs the sentences of one rule.
func (t *tester) examples(r *rule.Rule) error {
	pos := fmt.Sprintf("%s:%d", r.File, r.Line)
	for _, list := range [...]struct {
		sentences []string
		want      bool
	}{{r.Yes, true}, {r.No, false}} {
		for _, s := range list.sentences {
			events, err := t.code(&text.Report{ID: "example", Lang: r.Lang, Published: cases.Day, Text: s}, false)
			if err != nil {
				return fmt.Errorf("%s: %w", pos, err)
			}
			t.run++
			fires := slices.ContainsFunc(events, func(e event.Event) bool {
				return e.Rule == r.Key || list.want && (r.Frame == nil || e.Type == r.Frame.Type)
			})
			if fires != list.want {
				word := "should not fire on"
				if list.want {
					word = "should fire on"
				}
				t.fail(pos, fmt.Sprintf("rule %q %s %q; coded:\n%s", r.ID, word, s, indent(cases.Short(events))))
			}
		}
	}
	return nil
}

// file runs, or updates, one case file.
func (t *tester) file(name string, update bool) error {
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	t.run++
	c, err := cases.Parse(b, filepath.Base(filepath.Dir(name)))
	if err != nil {
		t.fail(name, err.Error())
		return nil
	}
	events, err := t.code(c.Report, c.Parsed)
	var stop *brokenError
	switch {
	case errors.As(err, &stop):
		return err
	case err != nil:
		t.fail(name, err.Error())
		return nil
	}
	got := cases.Short(events)
	if got == c.Want {
		return nil
	}
	if update {
		if now := c.With(got); !bytes.Equal(now, b) {
			return os.WriteFile(name, now, 0o644)
		}
		return nil
	}
	t.fail(name, "not as wanted (- wanted, + coded):\n"+difference(c.Want, got))
	return nil
}

// difference lists the lines of want that got has not, and the other way round.
func difference(want, got string) string {
	w, g := strings.SplitAfter(want, "\n"), strings.SplitAfter(got, "\n")
	var b strings.Builder
	for _, l := range w {
		if l != "" && !slices.Contains(g, l) {
			b.WriteString("  - " + l)
		}
	}
	for _, l := range g {
		if l != "" && !slices.Contains(w, l) {
			b.WriteString("  + " + l)
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// indent sets each line in by four blanks.
func indent(s string) string {
	return "    " + strings.ReplaceAll(strings.TrimSuffix(s, "\n"), "\n", "\n    ")
}
