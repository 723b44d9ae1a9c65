// Package table reads the files of data/: the strict tables of knowledge, and
// models as flat sections read in place. It checks their form; what fields and
// sections mean is for their readers to check.
package table

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxFaults is how many faults of one file are reported.
	maxFaults = 100
	// maxBytes is the largest table read, in bytes.
	maxBytes = 64 << 20
	// maxFields is the most columns that a table can have.
	maxFields = 64
)

// Format is the form of one kind of table.
type Format struct {
	// Columns are the names in the header line, in order; 1 to 64 of them.
	Columns []string
	// Keys is how many leading columns make the key of a row. Rows rise by
	// them, compared field by field as bytes, and no two are the same.
	Keys int
}

// Record is one data line of a table.
type Record struct {
	Line   int      // 1-based line in the file
	Fields []string // as many as the format has columns
}

// Read reads the table called name in fsys. See Parse.
func Read(fsys fs.FS, name string, f Format) ([]Record, error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	return Parse(name, string(b), f)
}

// Parse reads the table src: UTF-8 without combining marks, LF, one header
// line, then one row a line with fields parted by tabs. Lines that begin with
// "#" are comments. Nothing is quoted; no field begins or ends with a blank, no
// line is empty, and the key is never empty. It returns the rows that are sound
// and all faults, each as name:line, joined and capped at 100.
func Parse(name, src string, f Format) ([]Record, error) {
	p := parser{name: name, format: f}
	if len(src) > maxBytes {
		p.fault(1, "over %d bytes", maxBytes)
		return nil, p.err()
	}
	// One slab holds the fields of all rows.
	p.slab = make([]string, 0, strings.Count(src, "\n")*len(f.Columns))
	p.rows = make([]Record, 0, strings.Count(src, "\n"))
	line := 0
	for src != "" {
		line++
		text, rest, ended := strings.Cut(src, "\n")
		if !ended {
			p.fault(line, "no line end")
		}
		p.line(line, text)
		src = rest
	}
	if !p.headed {
		p.fault(line+1, "no header line: want %q", strings.Join(f.Columns, "\t"))
	}
	return p.rows, p.err()
}

type parser struct {
	name   string
	format Format
	headed bool
	rows   []Record
	slab   []string
	faults []error
}

func (p *parser) fault(line int, format string, args ...any) {
	if len(p.faults) < maxFaults {
		p.faults = append(p.faults, fmt.Errorf("%s:%d: %s", p.name, line, fmt.Sprintf(format, args...)))
	}
}

func (p *parser) err() error { return errors.Join(p.faults...) }

// line reads one line without its end.
func (p *parser) line(n int, s string) {
	if !p.sound(n, s) {
		return
	}
	if s[0] == '#' {
		return
	}
	if !p.headed {
		p.headed = true
		if want := strings.Join(p.format.Columns, "\t"); s != want {
			p.fault(n, "header is %q, want %q", s, want)
		}
		return
	}
	want := len(p.format.Columns)
	if got := strings.Count(s, "\t") + 1; got != want {
		p.fault(n, "%d fields, want %d", got, want)
		return
	}
	start := len(p.slab)
	for i := 0; i < want && i < maxFields; i++ {
		f, rest, _ := strings.Cut(s, "\t")
		if f != "" && (f[0] == ' ' || f[len(f)-1] == ' ') {
			p.fault(n, "column %s begins or ends with a blank", p.format.Columns[i])
		}
		p.slab = append(p.slab, f)
		s = rest
	}
	row := Record{Line: n, Fields: p.slab[start:len(p.slab):len(p.slab)]}
	if row.Fields[0] == "" {
		p.fault(n, "column %s is empty", p.format.Columns[0])
	}
	if len(p.rows) > 0 {
		last := p.rows[len(p.rows)-1]
		switch slices.Compare(row.Fields[:p.format.Keys], last.Fields[:p.format.Keys]) {
		case 0:
			p.fault(n, "key %q stands on line %d already", p.key(row), last.Line)
		case -1:
			p.fault(n, "key %q is out of order after %q", p.key(row), p.key(last))
		}
	}
	p.rows = append(p.rows, row)
}

// key is the key of a row for a message.
func (p *parser) key(r Record) string { return strings.Join(r.Fields[:p.format.Keys], " ") }

// sound checks the characters of one line.
func (p *parser) sound(n int, s string) bool {
	if s == "" {
		p.fault(n, "empty line")
		return false
	}
	if isPlain(s) {
		return true
	}
	if !utf8.ValidString(s) {
		p.fault(n, "broken UTF-8")
		return false
	}
	for _, r := range s {
		switch {
		case r == '\r':
			p.fault(n, "carriage return: lines end with LF alone")
			return false
		case r != '\t' && unicode.IsControl(r), r == '\uFEFF':
			p.fault(n, "control character %U", r)
			return false
		case r >= 0x300 && r <= 0x36F:
			p.fault(n, "combining mark %U: write the composed letter (NFC)", r)
			return false
		case r == '\u00A0':
			p.fault(n, "no-break space")
			return false
		}
	}
	return true
}

// isPlain reports whether s has only printable ASCII and tabs.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c != '\t' && (c < ' ' || c > '~') {
			return false
		}
	}
	return true
}
