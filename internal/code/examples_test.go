package code_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kabar/internal/code/rule"
)

var update = flag.Bool("update", false, "rewrite the expected results")

// TestExamples runs the sentences that every rule carries: a yes must give an
// event of the rule's type, and of its mode where the rule tells only that; a no
// must not fire the rule. Those that do not
// behave yet stand in testdata/cases/rules-LANG.todo; one that starts to
// behave must be taken off the list, so that it stays so.
func TestExamples(t *testing.T) {
	l := newLab(t)
	for _, language := range []string{"en", "id"} {
		t.Run(language, func(t *testing.T) {
			set, err := rule.Load([]rule.Layer{{FS: os.DirFS(root)}}, language)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			n := 0
			for _, r := range set.Rules {
				for _, s := range r.Yes {
					n++
					if !l.fires(t, r, s) {
						got = append(got, r.Key+"\tyes\t"+s)
					}
				}
				for _, s := range r.No {
					n++
					if l.firesItself(t, r, s) {
						got = append(got, r.Key+"\tno\t"+s)
					}
				}
			}
			t.Logf("%d of %d examples behave", n-len(got), n)
			file := filepath.Join("../../testdata/cases", "rules-"+language+".todo")
			text := strings.Join(got, "\n")
			if text != "" {
				text += "\n"
			}
			if *update {
				if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), text); d != "" {
				t.Errorf("examples that do not behave (-listed +got); run with -update when the change is meant:\n%s", d)
			}
		})
	}
}

// fires reports whether sentence s gives an event of the rule's type; for a
// rule without a frame, any event.
func (l *lab) fires(t *testing.T, r *rule.Rule, s string) bool {
	t.Helper()
	for _, e := range l.c.Code(l.read(t, r.Lang, s), l.cs).Events {
		if r.Frame == nil || e.Type == r.Frame.Type && (r.Kind != rule.Means || e.Mode == r.Frame.Mode) {
			return true
		}
	}
	return false
}

// firesItself reports whether sentence s gives an event by rule r, or of the
// mode that r tells.
func (l *lab) firesItself(t *testing.T, r *rule.Rule, s string) bool {
	t.Helper()
	for _, e := range l.c.Code(l.read(t, r.Lang, s), l.cs).Events {
		if e.Rule == r.Key || r.Kind == rule.Means && e.Type == r.Frame.Type && e.Mode == r.Frame.Mode {
			return true
		}
	}
	return false
}
