package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"unicode"

	"kabar/internal/code"
	"kabar/internal/code/belief"
	"kabar/internal/code/rule"
	"kabar/internal/event"
	"kabar/internal/know"
	"kabar/internal/lang"
	"kabar/internal/text"
)

// goldReport is a line of an annotated file.
type goldReport struct {
	ID, Lang, Date, Outlet, Title, Text string
	Events                              []goldEvent
}

type goldEvent struct {
	Type             string
	Actor, Recipient []goldParty
	Sentence         string
	Aux              []string
	Time             *struct{ Start, End string }
}

type goldParty struct{ Country, Sector string }

// dataDir is the data folder, below the root of the repository.
const dataDir = "data"

// engine codes reports.
type engine struct {
	a  *lang.Analyzer
	as *lang.Scratch
	c  *code.Coder
	cs *code.Scratch
}

// newEngine returns an engine with tables of weights in place of those of the data
// folder, by file.
func newEngine(tables map[string][]byte) (*engine, error) {
	files := os.DirFS(dataDir)
	model := func(name string) (string, error) {
		b, err := fs.ReadFile(files, "models/"+name)
		return string(b), err
	}
	a, err := lang.New(model, files)
	if err != nil {
		return nil, err
	}
	load := func() (*know.Base, error) { return know.Open([]know.Layer{{FS: files}}, model) }
	c, err := code.New(load, []rule.Layer{{FS: laid{files, tables}}}, "")
	if err != nil {
		return nil, err
	}
	return &engine{a, a.NewScratch(), c, c.NewScratch()}, nil
}

// readReports codes the reports of one annotated file with tables in place of the
// weights, and gives each to use.
func readReports(name string, tables map[string][]byte, use func(g *goldReport, t *code.Trace)) error {
	e, err := newEngine(tables)
	if err != nil {
		return err
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for n := 1; sc.Scan(); n++ {
		var g goldReport
		if err := json.Unmarshal(sc.Bytes(), &g); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
		r := &text.Report{ID: g.ID, Lang: g.Lang, Outlet: g.Outlet, Title: g.Title, Text: g.Text}
		if g.Date != "" {
			if r.Published, err = text.ParseDay(g.Date); err != nil {
				return fmt.Errorf("%s:%d: %w", name, n, err)
			}
		}
		if err := e.a.Annotate(r, e.as); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
		t := e.c.Explain(r, e.cs)
		use(&g, &t)
	}
	return sc.Err()
}

// read takes the events of one annotated file as examples.
func (s *examples) read(name string) error {
	return readReports(name, map[string][]byte{belief.Events: takeAll}, func(g *goldReport, t *code.Trace) {
		for i, k := range pair(g.Events, t.Events) {
			s.list = append(s.list, example{marks: t.Marks[i], right: k >= 0, worth: worth(k >= 0), who: k >= 0 && sameWho(&g.Events[k], &t.Events[i]), fold: s.reports % folds})
		}
		s.gold += len(g.Events)
		s.reports++
	})
}

// pair says for each coded event which annotated one is paired with it, -1 for
// none, as the scorer pairs them: type equal, and told in the same sentence or
// with a country in common, the best agreement first.
func pair(gold []goldEvent, coded []event.Event) []int {
	type couple struct{ score, i, j int }
	var all []couple
	for i := range gold {
		for j := range coded {
			if n := agree(&gold[i], &coded[j]); n > 0 {
				all = append(all, couple{n, i, j})
			}
		}
	}
	slices.SortFunc(all, func(a, b couple) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j))
	})
	used, out := make([]bool, len(gold)), make([]int, len(coded))
	for j := range out {
		out[j] = -1
	}
	for _, c := range all {
		if !used[c.i] && out[c.j] < 0 {
			used[c.i], out[c.j] = true, c.i
		}
	}
	return out
}

// agree scores how well c fits g, 0 when they cannot be the same event.
func agree(g *goldEvent, c *event.Event) int {
	if g.Type != c.Type.String() {
		return 0
	}
	common, n := false, 1
	for _, s := range [...]struct {
		gold  []goldParty
		coded []event.Party
	}{{g.Actor, c.Actors}, {g.Recipient, c.Recipients}} {
		for _, p := range s.gold {
			if slices.ContainsFunc(s.coded, func(q event.Party) bool { return q.Country == p.Country && string(q.Sector) == p.Sector }) {
				n++
			}
		}
	}
	for _, p := range slices.Concat(g.Actor, g.Recipient) {
		common = common || slices.ContainsFunc(slices.Concat(c.Actors, c.Recipients), func(q event.Party) bool { return q.Country == p.Country })
	}
	same := sameSentence(g.Sentence, c.Sentence.Text)
	switch {
	case !same && !common:
		return 0
	case same:
		n += 4
	}
	if slices.Equal(slices.Sorted(slices.Values(g.Aux)), slices.Sorted(slices.Values(c.Aux.Names()))) {
		n++
	}
	return n
}

// sameWho reports whether the countries of both sides are those of the
// annotation, of both together where the sides are not told apart.
func sameWho(g *goldEvent, c *event.Event) bool {
	ga, gr := countries(g.Actor, goldCountry), countries(g.Recipient, goldCountry)
	ca, cr := countries(c.Actors, codedCountry), countries(c.Recipients, codedCountry)
	if c.Type == event.CONSULT || c.Type == event.AGREE || c.Type == event.COOPERATE {
		return slices.Equal(union(ga, gr), union(ca, cr))
	}
	return slices.Equal(ga, ca) && slices.Equal(gr, cr)
}

func goldCountry(p goldParty) string    { return p.Country }
func codedCountry(p event.Party) string { return p.Country }

// countries returns the countries of one side, sorted.
func countries[P any](side []P, country func(P) string) []string {
	var out []string
	for _, p := range side {
		out = append(out, country(p))
	}
	return union(out, nil)
}

// union returns what stands in a or b, sorted.
func union(a, b []string) []string {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

// sameSentence reports whether one of two sentences holds the other, and not
// much more.
func sameSentence(a, b string) bool {
	a, b = plain(a), plain(b)
	if a == "" || b == "" || !strings.Contains(a, b) && !strings.Contains(b, a) {
		return false
	}
	return 2*max(len(a), len(b)) <= 5*min(len(a), len(b))+80
}

// plain keeps the letters and digits of s, in lower case.
func plain(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_'
	}), " ")
}
