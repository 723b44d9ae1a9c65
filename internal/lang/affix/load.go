package affix

import (
	"errors"
	"fmt"
	"io/fs"
	"sort"
	"strings"

	"kabar/internal/table"
)

// The tables, by path below data/; docs/formats/lexicon-roots.md tells what
// their columns mean.
const (
	rootsPath = "lexicon/id/roots.tsv"
	formsPath = "lexicon/id/forms.tsv"
)

var (
	rootsFormat = table.Format{Columns: []string{"stem", "class", "root"}, Keys: 1}
	formsFormat = table.Format{Columns: []string{"form", "root", "kind", "affixes"}, Keys: 1}
)

// maxFaults is how many faults Load and Check return.
const maxFaults = 100

// class is the set of word classes of a root.
type class uint8

const (
	verb class = 1 << iota
	noun
	adjective
	number
	other    // function words and adverbs
	anyClass = verb | noun | adjective | number | other
)

// classLetters are the letters of the classes, from the lowest bit up.
const classLetters = "vnamf"

// Lexicon is the table of roots and of forms that no rule gives. It is
// immutable and safe for use by many goroutines.
type Lexicon struct {
	roots string      // the table of roots, which is searched as it stands
	lines []int32     // where the lines of its rows start, and where the last one ends
	forms []irregular // sorted by their letters
}

type irregular struct {
	letters  string
	analysis Analysis
}

// Load reads the tables of fsys, which is rooted at data/, and checks all but
// the roots, of which there are many: that is what Check is for. It returns all
// faults, each as file:line, capped at 100.
func Load(fsys fs.FS) (*Lexicon, error) {
	b, err := fs.ReadFile(fsys, rootsPath)
	if err != nil {
		return nil, err
	}
	l := newLexicon(string(b))
	rows, err := table.Read(fsys, formsPath, formsFormat)
	if err != nil {
		return nil, err
	}
	var f faults
	for _, r := range rows {
		form := irregular{letters: r.Fields[0], analysis: Analysis{Root: r.Fields[1]}}
		if !written(form.letters) {
			f.add(formsPath, r.Line, "form %q: want small letters, up to %d", form.letters, maxForm)
		}
		if !l.isRoot(form.analysis.Root) {
			f.add(formsPath, r.Line, "root %q: no stem of %s has it", form.analysis.Root, rootsPath)
		}
		var ok bool
		if form.analysis.Kind, ok = parseKind(r.Fields[2]); !ok {
			f.add(formsPath, r.Line, "kind %q: no such kind", r.Fields[2])
		}
		if !form.analysis.parseAffixes(r.Fields[3]) {
			f.add(formsPath, r.Line, "affixes %q: want prefixes, R and a suffix with + between", r.Fields[3])
		}
		l.forms = append(l.forms, form)
	}
	return l, errors.Join(f...)
}

// Check returns all faults of the tables of fsys, capped at 100 a table.
func Check(fsys fs.FS) error {
	rows, err := table.Read(fsys, rootsPath, rootsFormat)
	f := faults{}
	for _, r := range rows {
		if stem := r.Fields[0]; !written(stem) || len(stem) < minRoot {
			f.add(rootsPath, r.Line, "stem %q: want small letters, %d to %d", stem, minRoot, maxForm)
		}
		if !isClass(r.Fields[1]) {
			f.add(rootsPath, r.Line, "class %q: want letters of %q in their order", r.Fields[1], classLetters)
		}
		if r.Fields[2] == r.Fields[0] {
			f.add(rootsPath, r.Line, "root %q is the stem: leave it empty", r.Fields[2])
		}
	}
	_, formsErr := Load(fsys)
	return errors.Join(err, errors.Join(f...), formsErr)
}

// faults is a list of errors that stops growing at maxFaults.
type faults []error

func (f *faults) add(path string, line int, format string, args ...any) {
	if len(*f) < maxFaults {
		*f = append(*f, fmt.Errorf("%s:%d: %s", path, line, fmt.Sprintf(format, args...)))
	}
}

// written reports whether Analyze can meet s: small letters and one hyphen.
func written(s string) bool {
	return len(s) <= maxForm && strings.Count(s, "-") <= 1 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz-") == ""
}

func isClass(s string) bool {
	at := -1
	for i := range len(s) {
		next := strings.IndexByte(classLetters, s[i])
		if next <= at {
			return false
		}
		at = next
	}
	return s != ""
}

// newLexicon returns a lexicon over the table of roots without its header and
// comments.
func newLexicon(roots string) *Lexicon {
	_, roots, _ = strings.Cut(roots, "\n")
	for strings.HasPrefix(roots, "#") {
		_, roots, _ = strings.Cut(roots, "\n")
	}
	l := &Lexicon{roots: roots, lines: make([]int32, 1, strings.Count(roots, "\n")+1)}
	for at := 0; ; {
		n := strings.IndexByte(roots[at:], '\n')
		if n < 0 {
			return l
		}
		at += n + 1
		l.lines = append(l.lines, int32(at))
	}
}

// isRoot reports whether root is that of the stem with its letters.
func (l *Lexicon) isRoot(root string) bool {
	got, _, ok := l.find([]byte(strings.ReplaceAll(root, " ", "")))
	return ok && got == root
}

// find returns the root of the stem w and its class.
func (l *Lexicon) find(w []byte) (root string, c class, ok bool) {
	lo, hi := 0, len(l.lines)-1
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		line := l.roots[l.lines[mid] : l.lines[mid+1]-1]
		i := 0
		for i < len(w) && i < len(line) && w[i] == line[i] {
			i++
		}
		switch {
		case i < len(w) && (i == len(line) || line[i] < w[i]): // a tab is before all letters
			lo = mid + 1
		case i == len(w) && i < len(line) && line[i] == '\t':
			return row(line, i)
		default:
			hi = mid
		}
	}
	return "", 0, false
}

// row returns what the row of a stem of n letters says.
func row(line string, n int) (root string, c class, ok bool) {
	root = line[:n]
	for i := n + 1; i < len(line); i++ {
		if line[i] == '\t' {
			if i+1 < len(line) {
				root = line[i+1:]
			}
			break
		}
		if bit := strings.IndexByte(classLetters, line[i]); bit >= 0 {
			c |= 1 << bit
		}
	}
	return root, c, true
}

// irregular returns the analysis of w where it stands in the table of forms.
func (l *Lexicon) irregular(w []byte) (Analysis, bool) {
	i := sort.Search(len(l.forms), func(i int) bool { return l.forms[i].letters >= string(w) })
	if i < len(l.forms) && l.forms[i].letters == string(w) {
		return l.forms[i].analysis, true
	}
	return Analysis{}, false
}
