// Package namebank reads sentences whose names are marked and compares found
// names with them, by the rules of the CoNLL 2003 shared task: a name is right
// when its words and its kind are.
package namebank

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"unicode"

	"kabar/dev/eval/treebank"
	"kabar/internal/text"
)

// Test is a bank that nothing may be learnt from.
type Test struct {
	Name string // as golden tables have it
	File string
}

// Tests lists the banks to measure on and those to choose by. NERGrit has
// other conventions than the model, so its figures tell only whether something
// broke.
var Tests = []Test{
	{"idner-dev", "idner-news-2k/dev.txt"},
	{"idner-test", "idner-news-2k/test.txt"},
	{"nergrit-dev", "nergrit/valid.txt"},
	{"nergrit-test", "nergrit/test.txt"},
}

// Sentence is a sentence with its names.
type Sentence struct {
	Words []string
	Names []text.Name // ranges of Words
}

var kinds = map[string]text.Kind{
	"PER": text.Person, "PERSON": text.Person,
	"ORG": text.Organisation, "ORGANISATION": text.Organisation,
	"LOC": text.Place, "PLACE": text.Place,
}

// Read returns the sentences of a file with one word a line, its tag in the
// last column (B-PER, I-PER, O and so on), and a blank line after each
// sentence. An inner tag without a first one starts a name.
func Read(file string) ([]Sentence, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []Sentence
	var s Sentence
	open := text.NoName // kind of the name that the last word is in
	in := bufio.NewScanner(f)
	for n := 1; in.Scan(); n++ {
		cols := strings.FieldsFunc(in.Text(), func(r rune) bool { return r == ' ' || r == '\t' })
		if len(cols) == 0 {
			if len(s.Words) > 0 {
				out = append(out, s)
			}
			s, open = Sentence{}, text.NoName
			continue
		}
		i := int32(len(s.Words))
		s.Words = append(s.Words, cols[0])
		tag := cols[len(cols)-1]
		if tag == "O" {
			open = text.NoName
			continue
		}
		part, name, _ := strings.Cut(tag, "-")
		kind := kinds[name]
		if kind == text.NoName || part != "B" && part != "I" || len(cols) < 2 {
			return nil, fmt.Errorf("%s:%d: unknown tag %q", file, n, tag)
		}
		if part == "I" && kind == open {
			s.Names[len(s.Names)-1].End++
			continue
		}
		s.Names = append(s.Names, text.Name{First: i, End: i + 1, Kind: kind})
		open = kind
	}
	if len(s.Words) > 0 {
		out = append(out, s)
	}
	return out, in.Err()
}

// Fingerprints adds those of the sentences of a bank to prints.
func Fingerprints(bank []Sentence, prints map[uint64]bool) {
	for i := range bank {
		if p, ok := treebank.Fingerprint(bank[i].Tokens()); ok {
			prints[p] = true
		}
	}
}

// Tokens returns the words as tokens that have only their forms.
func (s *Sentence) Tokens() []text.Token {
	out := make([]text.Token, len(s.Words))
	for i, w := range s.Words {
		out[i].Form = w
	}
	return out
}

// Text returns the sentence as it would be printed, and where its words stand.
func (s *Sentence) Text() (string, []text.Span) {
	var b strings.Builder
	spans := make([]text.Span, len(s.Words))
	glue, quoted := true, false
	for i, w := range s.Words {
		closing := w == `"` && quoted
		if !glue && !closing && !strings.Contains(",.;:!?)%", w) {
			b.WriteByte(' ')
		}
		glue = w == "(" || w == `"` && !quoted
		if w == `"` {
			quoted = !quoted
		}
		spans[i].Start = b.Len()
		b.WriteString(w)
		spans[i].End = b.Len()
	}
	return b.String(), spans
}

// runLength is how many words make a run.
const runLength = 4

// Runs is a set of sentences as runs of words, by which others that are much
// the same are known.
type Runs map[[runLength]string][]int32

// runs returns the runs of the words of s that have letters or digits.
func (s *Sentence) runs() map[[runLength]string]bool {
	var words []string
	for _, w := range s.Words {
		if w = strings.ToLower(trimWord(w)); w != "" {
			words = append(words, w)
		}
	}
	out := make(map[[runLength]string]bool)
	for i := 0; i+runLength <= len(words); i++ {
		out[[runLength]string(words[i:])] = true
	}
	return out
}

// Add puts s, the sentence numbered id, into the set.
func (r Runs) Add(s *Sentence, id int32) {
	for run := range s.runs() {
		r[run] = append(r[run], id)
	}
}

// Near reports whether s shares at least half of its runs, and no fewer than two,
// with a sentence of the set.
func (r Runs) Near(s *Sentence) bool {
	runs := s.runs()
	shared := make(map[int32]int)
	for run := range runs {
		for _, id := range r[run] {
			if shared[id]++; shared[id] >= 2 && 2*shared[id] >= len(runs) {
				return true
			}
		}
	}
	return false
}

// Names returns the names in the sentences of r as ranges of the words that
// stand at spans: all words that a name shares a letter or digit with.
func Names(r *text.Report, spans []text.Span) []text.Name {
	var out []text.Name
	at := 0
	for i := range r.Sentences {
		tokens := r.Sentences[i].Tokens
		for _, n := range r.Sentences[i].Names {
			found := trim(r.Text, text.Span{Start: tokens[n.First].Span.Start, End: tokens[n.End-1].Span.End})
			for at < len(spans) && spans[at].End <= found.Start {
				at++
			}
			end := at
			for end < len(spans) && spans[end].Start < found.End {
				end++
			}
			if end > at {
				out = append(out, text.Name{First: int32(at), End: int32(end), Kind: n.Kind})
			}
		}
	}
	return out
}

// trim returns span without marks at its ends.
func trim(s string, span text.Span) text.Span {
	name := s[span.Start:span.End]
	if trimWord(name) == "" {
		return span
	}
	return text.Span{
		Start: span.End - len(strings.TrimLeftFunc(name, mark)),
		End:   span.Start + len(strings.TrimRightFunc(name, mark)),
	}
}

func mark(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func trimWord(w string) string { return strings.TrimFunc(w, mark) }

// Score counts names by their kind; at 0 it counts all.
type Score [text.NumKinds]Count

// Count is how many names there are, how many were found, and how many of
// these are right.
type Count struct {
	Want, Got, Right int
}

// Add counts the names got in a sentence with the names want.
func (s *Score) Add(want, got []text.Name) {
	right := make(map[text.Name]bool, len(want))
	for _, n := range want {
		right[n] = true
		s[0].Want++
		s[n.Kind].Want++
	}
	for _, n := range got {
		s[0].Got++
		s[n.Kind].Got++
		if right[n] {
			right[n] = false
			s[0].Right++
			s[n.Kind].Right++
		}
	}
}

// Precision returns the share of the found names that are right, in per cent.
func (c Count) Precision() float64 { return share(c.Right, c.Got) }

// Recall returns the share of the names that were found, in per cent.
func (c Count) Recall() float64 { return share(c.Right, c.Want) }

// F1 returns the harmonic mean of precision and recall in per cent.
func (c Count) F1() float64 { return share(2*c.Right, c.Want+c.Got) }

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}

// String returns the figures in one line.
func (s *Score) String() string {
	var b strings.Builder
	for k, c := range s {
		name := text.Kind(k).String()
		if k == 0 {
			name = "all"
		}
		fmt.Fprintf(&b, "%s P %.2f R %.2f F1 %.2f (%d)  ", name, c.Precision(), c.Recall(), c.F1(), c.Want)
	}
	return strings.TrimSpace(b.String())
}
