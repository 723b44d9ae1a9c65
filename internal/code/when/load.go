package when

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"

	"kabar/internal/table"
	"kabar/internal/text"
)

// Grammar holds the time grammars of all languages. It is not changed after
// New and may be used by any number of goroutines.
type Grammar struct {
	languages map[string]*language
}

// New reads lexicon/LANG/time.yaml and lexicon/LANG/time.tsv for every LANG of
// fsys that has the first; docs/formats/lexicon-time.md describes both. The
// error names file and line of every fault.
func New(fsys fs.FS) (*Grammar, error) {
	names, err := fs.Glob(fsys, "lexicon/*/time.yaml")
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	g := &Grammar{languages: map[string]*language{}}
	var errs []error
	for _, name := range names {
		dir := path.Dir(name)
		l, _, err := load(fsys, dir)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		g.languages[path.Base(dir)] = l
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, errors.New("lexicon: no lexicon/LANG/time.yaml")
	}
	return g, nil
}

func load(fsys fs.FS, dir string) (*language, *patternFile, error) {
	l := &language{classes: map[string]class{}}
	for c := cNone + 1; c < firstFree; c++ {
		l.classes[classNames[c]] = c
	}
	if err := l.words(fsys, dir+"/time.tsv"); err != nil {
		return nil, nil, err
	}
	l.prep = l.classes["prep"]
	name := dir + "/time.yaml"
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, nil, err
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	var f patternFile
	if err := dec.Decode(&f); err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	if err := l.compile(name, &f); err != nil {
		return nil, nil, err
	}
	return l, &f, nil
}

// words reads the lexicon of one language.
func (l *language) words(fsys fs.FS, name string) error {
	rows, err := table.Read(fsys, name, table.Format{Columns: []string{"form", "class", "value", "case"}, Keys: 2})
	if err != nil {
		return err
	}
	var errs []error
	l.forms = map[string][]form{}
	last := ""
	for _, row := range rows {
		fail := func(err error) { errs = append(errs, fmt.Errorf("%s:%d: %w", name, row.Line, err)) }
		c, ok := l.classes[row.Fields[1]]
		if !ok {
			if len(l.classes) >= maxClasses {
				fail(fmt.Errorf("more than %d classes", maxClasses))
				break
			}
			c = class(len(l.classes) + 1)
			l.classes[row.Fields[1]] = c
		}
		v, err := value(c, row.Fields[2])
		if err != nil {
			fail(err)
			continue
		}
		if row.Fields[3] != "-" && row.Fields[3] != "upper" {
			fail(fmt.Errorf("case %q: want - or upper", row.Fields[3]))
			continue
		}
		parts := pieces(row.Fields[0])
		if len(parts) == 0 || len(parts[0]) > maxForm || row.Fields[0] != strings.ToLower(row.Fields[0]) {
			fail(fmt.Errorf("form %q: want lower-case words, the first of at most %d bytes", row.Fields[0], maxForm))
			continue
		}
		at := uint32(len(l.senses))
		l.senses = append(l.senses, sense{class: c, val: v, upper: row.Fields[3] == "upper"})
		list := l.forms[parts[0]]
		if row.Fields[0] == last { // rows of one form stand together
			list[len(list)-1].n++
			continue
		}
		last = row.Fields[0]
		l.forms[parts[0]] = append(list, form{rest: parts[1:], senses: at, n: 1})
	}
	for _, list := range l.forms {
		sort.SliceStable(list, func(i, j int) bool { return len(list[i].rest) > len(list[j].rest) })
	}
	return errors.Join(errs...)
}

// pieces cuts a form as a sentence is cut.
func pieces(s string) []string {
	var none lexicon
	var out []string
	for _, p := range none.lex(s, text.Span{End: len(s)}, nil) {
		out = append(out, s[p.start:p.end])
	}
	return out
}
