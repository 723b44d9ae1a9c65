// Package lend lets a language be read with the model of a relative. It puts
// the relative's words in the place of those that the model does not know, or
// knows in another sense, and takes them back when the model is done. Words
// change one for one: it knows no grammar and cuts nothing.
package lend

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"kabar/internal/table"
	"kabar/internal/text"
)

const (
	// maxPhrase is the most words of a phrase.
	maxPhrase = 4
	// maxFaults is how many faults of one table are reported.
	maxFaults = 100
)

// format is the form of a table; see docs/formats/lexicon-words.md.
var format = table.Format{Columns: []string{"words", "reads", "lemma"}, Keys: 1}

// Words is a table of words with what a model should read instead. It is
// immutable and safe for use by many goroutines, each with its own Scratch. A
// nil Words lends nothing.
type Words struct {
	entries map[string]entry
}

// entry is what is known of the words under its key.
type entry struct {
	loans   []loan // one for each word; nil when the key only begins a phrase
	longest int    // most words of a phrase that begins with the first word
}

// loan is what stands in for one word.
type loan struct {
	forms [numCases]string
	lemma string // of the word itself
}

// The ways in which a word is written.
const (
	small = iota
	capital
	upper
	numCases
)

// Scratch is the working memory of one goroutine. The zero value is ready.
type Scratch struct {
	key  []byte
	kept []kept
}

// kept is a word whose form was changed.
type kept struct {
	at    int
	form  string
	lemma string
}

// Load reads the table called name in fsys. See Parse.
func Load(fsys fs.FS, name string) (*Words, error) {
	rows, err := table.Read(fsys, name, format)
	if err != nil {
		return nil, err
	}
	return build(name, rows)
}

// Parse reads the table src. It returns all faults, each as name:line, joined
// and capped at 100: those of table.Parse, and columns that are not in small
// letters of ASCII, have no word, more than four, or not as many as the first.
func Parse(name, src string) (*Words, error) {
	rows, err := table.Parse(name, src, format)
	if err != nil {
		return nil, err
	}
	return build(name, rows)
}

func build(name string, rows []table.Record) (*Words, error) {
	w := &Words{entries: make(map[string]entry, 2*len(rows))}
	var faults []error
	fault := func(line int, format string, args ...any) {
		if len(faults) < maxFaults {
			faults = append(faults, fmt.Errorf("%s:%d: %s", name, line, fmt.Sprintf(format, args...)))
		}
	}
	for _, r := range rows {
		var columns [3][]string
		sound := true
		for i, f := range r.Fields {
			columns[i] = strings.Split(f, " ")
			switch {
			case !plain(f):
				fault(r.Line, "%s %q: want small letters of ASCII", format.Columns[i], f)
				sound = false
			case slices.Contains(columns[i], "") || len(columns[i]) > maxPhrase:
				fault(r.Line, "%s %q: want 1 to %d words", format.Columns[i], f, maxPhrase)
				sound = false
			case len(columns[i]) != len(columns[0]):
				fault(r.Line, "%s %q: want as many words as in %q", format.Columns[i], f, r.Fields[0])
				sound = false
			}
		}
		if sound {
			w.add(columns[0], columns[1], columns[2])
		}
	}
	// A word twice is lent as the other one twice, unless the table has it.
	for _, r := range rows {
		if f := r.Fields; !strings.ContainsAny(f[0]+f[1], " -") {
			if _, ok := w.entries[f[0]+"-"+f[0]]; !ok {
				w.add([]string{f[0] + "-" + f[0]}, []string{f[1] + "-" + f[1]}, f[2:])
			}
		}
	}
	return w, errors.Join(faults...)
}

// plain reports whether s is ASCII without capitals.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' || s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// add puts a phrase into the table.
func (w *Words) add(words, reads, lemmas []string) {
	loans := make([]loan, len(words))
	for i, read := range reads {
		first := strings.ToUpper(read[:1]) + read[1:]
		loans[i] = loan{forms: [numCases]string{read, first, strings.ToUpper(read)}, lemma: lemmas[i]}
	}
	head := w.entries[words[0]]
	head.longest = max(head.longest, len(words))
	w.entries[words[0]] = head
	key := strings.Join(words, " ")
	e := w.entries[key]
	e.loans = loans
	w.entries[key] = e
}

// Lend changes the forms of the words that the table has, the longest phrase
// first, in the case that they are written in. It allocates nothing once s has
// grown. Restore must follow, with the same words.
func (w *Words) Lend(tokens []text.Token, s *Scratch) {
	s.kept = s.kept[:0]
	if w == nil {
		return
	}
	for i := 0; i < len(tokens); {
		loans := w.at(tokens[i:], s)
		for k := range loans {
			t := &tokens[i+k]
			s.kept = append(s.kept, kept{at: i + k, form: t.Form, lemma: loans[k].lemma})
			t.Form = loans[k].forms[caseOf(t.Form)]
		}
		i += max(1, len(loans))
	}
}

// at returns the loans of the longest phrase that tokens begin with.
func (w *Words) at(tokens []text.Token, s *Scratch) []loan {
	s.key = appendLower(s.key[:0], tokens[0].Form)
	head, ok := w.entries[string(s.key)]
	if !ok {
		return nil
	}
	loans := head.loans
	for i := 1; i < head.longest && i < len(tokens); i++ {
		s.key = appendLower(append(s.key, ' '), tokens[i].Form)
		if e := w.entries[string(s.key)]; e.loans != nil {
			loans = e.loans
		}
	}
	return loans
}

// Restore gives the words that Lend changed their own forms back, and lemmas:
// a word whose lemma was left as it is written, as that of a name is, becomes
// its own lemma, any other gets that of the table.
func (w *Words) Restore(tokens []text.Token, s *Scratch) {
	for i := range s.kept {
		k := &s.kept[i]
		t := &tokens[k.at]
		if t.Lemma == t.Form && caseOf(t.Form) != small {
			t.Lemma = k.form
		} else {
			t.Lemma = k.lemma
		}
		t.Form = k.form
	}
	s.kept = s.kept[:0]
}

// caseOf returns how s, which is in the table but for its case, is written.
func caseOf(s string) int {
	if s[0] < 'A' || s[0] > 'Z' {
		return small
	}
	for i := 1; i < len(s); i++ {
		if s[i] >= 'a' && s[i] <= 'z' {
			return capital
		}
	}
	if len(s) == 1 {
		return capital
	}
	return upper
}

// appendLower appends s with A to Z in lower case.
func appendLower(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	return b
}
