package count

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strconv"
	"strings"

	"kabar/internal/table"
	"kabar/internal/text"
)

// Grammar holds the number words of all languages. It is not changed after New
// and may be used by any number of goroutines.
type Grammar struct {
	languages map[string]*language
}

// language is one language's words and its way to write digits.
type language struct {
	lexicon
	point, group byte // "." and "," as decimal point and thousands mark, or the reverse
}

// New reads lexicon/LANG/number.tsv for every LANG of fsys that has one;
// docs/formats/lexicon-number.md describes it. The error names file and line
// of every fault.
func New(fsys fs.FS) (*Grammar, error) {
	names, err := fs.Glob(fsys, "lexicon/*/number.tsv")
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	if len(names) == 0 {
		return nil, errors.New("lexicon: no lexicon/LANG/number.tsv")
	}
	g := &Grammar{languages: map[string]*language{}}
	var errs []error
	for _, name := range names {
		l, err := load(fsys, name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		g.languages[path.Base(path.Dir(name))] = l
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return g, nil
}

func load(fsys fs.FS, name string) (*language, error) {
	rows, err := table.Read(fsys, name, table.Format{Columns: []string{"form", "class", "value"}, Keys: 2})
	if err != nil {
		return nil, err
	}
	l := &language{lexicon: lexicon{forms: map[string][]form{}}}
	var errs []error
	last := ""
	for _, row := range rows {
		fail := func(err error) { errs = append(errs, fmt.Errorf("%s:%d: %w", name, row.Line, err)) }
		if row.Fields[1] == "decimal" { // the mark, as the file's one line about digits
			switch row.Fields[0] {
			case ",":
				l.point, l.group = ',', '.'
			case ".":
				l.point, l.group = '.', ','
			default:
				fail(fmt.Errorf("decimal mark %q: want . or ,", row.Fields[0]))
			}
			continue
		}
		s, err := newSense(row.Fields[1], row.Fields[2])
		if err != nil {
			fail(err)
			continue
		}
		parts := pieces(row.Fields[0])
		if len(parts) == 0 || len(parts[0]) > maxForm || row.Fields[0] != strings.ToLower(row.Fields[0]) {
			fail(fmt.Errorf("form %q: want lower-case words, the first of at most %d bytes", row.Fields[0], maxForm))
			continue
		}
		at := uint32(len(l.senses))
		l.senses = append(l.senses, s)
		list := l.forms[parts[0]]
		if row.Fields[0] == last {
			list[len(list)-1].n++
			continue
		}
		last = row.Fields[0]
		l.forms[parts[0]] = append(list, form{rest: parts[1:], senses: at, n: 1})
	}
	if l.point == 0 {
		errs = append(errs, fmt.Errorf("%s: no row of class decimal", name))
	}
	for _, list := range l.forms {
		sort.SliceStable(list, func(i, j int) bool { return len(list[i].rest) > len(list[j].rest) })
	}
	return l, errors.Join(errs...)
}

func newSense(name, val string) (sense, error) {
	c := cNone
	for i, n := range classNames {
		if n == name && n != "" {
			c = class(i)
		}
	}
	switch c {
	case cNone:
		return sense{}, fmt.Errorf("class %q: want one of %q or decimal", name, classNames[1:])
	case cNum, cTeen, cTimes, cScale, cVague, cSet, cOrd:
		v, err := strconv.ParseFloat(val, 64)
		if err != nil || v < 1 || v > 1e15 {
			return sense{}, fmt.Errorf("value %q: want a number from 1 to 1e15", val)
		}
		return sense{class: c, value: v}, nil
	case cMoney:
		if len(val) != 3 || strings.ToUpper(val) != val {
			return sense{}, fmt.Errorf("value %q: want an ISO 4217 code", val)
		}
		return sense{class: c, unit: val}, nil
	}
	if val != "-" {
		return sense{}, fmt.Errorf("value %q: class %s takes none, want -", val, name)
	}
	return sense{class: c}, nil
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
