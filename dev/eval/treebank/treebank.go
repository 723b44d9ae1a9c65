// Package treebank reads treebanks and compares analyses with them, by the
// rules of the CoNLL 2018 shared task: relations count without their subtypes,
// punctuation counts.
package treebank

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"kabar/internal/lang/conllu"
	"kabar/internal/text"
)

// Test is a treebank to measure on, which nothing may be learnt from.
type Test struct {
	Lang, File string
	Own        bool // it is one of our own
}

// Tests lists them. GSD has other conventions than the Indonesian model, so
// its figures tell only whether something broke.
var Tests = []Test{
	{"id", "id_csui.test.conllu", false},
	{"id", "id_gsd.test.conllu", false},
	{"id", "id-politics.test.conllu", true},
	{"en", "en_ewt.test.conllu", false},
	{"en", "en_pud.test.conllu", false},
	{"en", "en-politics.test.conllu", true},
	{"ms", "ms-politics.test.conllu", true},
}

// Path returns the file of t, which is in one of two folders.
func (t Test) Path(ud, own string) string {
	if t.Own {
		return filepath.Join(own, t.File)
	}
	return filepath.Join(ud, t.File)
}

// Read returns the documents of a CoNLL-U file.
func Read(file string) ([]*conllu.Doc, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var docs []*conllu.Doc
	r := conllu.NewReader(f, filepath.Base(file))
	for {
		d, err := r.Next()
		if errors.Is(err, io.EOF) {
			return docs, nil
		}
		if err != nil {
			return nil, err
		}
		docs = append(docs, d)
	}
}

// Sentences returns the words of the sentences of docs.
func Sentences(docs []*conllu.Doc) [][]text.Token {
	var out [][]text.Token
	for _, d := range docs {
		for i := range d.Report.Sentences {
			out = append(out, d.Report.Sentences[i].Tokens)
		}
	}
	return out
}

// Score counts how far an analysis agrees with a treebank.
type Score struct {
	Words, System         int // words of the treebank, of the analysis
	Aligned               int // words that both have
	UPOS, Feats, Lemma    int // aligned words that agree
	UAS, LAS, Full        int // likewise; Full is LAS with subtypes
	Frames, FramesRight   int // verbs with core arguments; those with exactly the right ones
	Sentences, SystemSent int
	SentencesAligned      int
}

// Add counts the analysis got of one report against want. Words are compared
// where their spans are the same.
func (s *Score) Add(want, got *text.Report) {
	at := make(map[text.Span]place)
	starts := make(map[text.Span]bool)
	for i := range got.Sentences {
		tokens := got.Sentences[i].Tokens
		s.System += len(tokens)
		if len(tokens) == 0 {
			continue
		}
		s.SystemSent++
		starts[extent(tokens)] = true
		for j := range tokens {
			at[tokens[j].Span] = place{tokens, j}
		}
	}
	for i := range want.Sentences {
		tokens := want.Sentences[i].Tokens
		if len(tokens) == 0 {
			continue
		}
		s.Sentences++
		if starts[extent(tokens)] {
			s.SentencesAligned++
		}
		for j := range tokens {
			s.word(place{tokens, j}, at)
		}
		s.frames(tokens, at)
	}
}

// place is a word in its sentence.
type place struct {
	tokens []text.Token
	i      int
}

func (p place) token() *text.Token { return &p.tokens[p.i] }

// head returns the span of the word's head; the zero Span for the root.
func (p place) head() text.Span {
	if h := p.token().Head; h >= 0 {
		return p.tokens[h].Span
	}
	return text.Span{}
}

func extent(tokens []text.Token) text.Span {
	return text.Span{Start: tokens[0].Span.Start, End: tokens[len(tokens)-1].Span.End}
}

func (s *Score) word(want place, at map[text.Span]place) {
	s.Words++
	w := want.token()
	got, ok := at[w.Span]
	if !ok {
		return
	}
	g := got.token()
	s.Aligned++
	if g.POS == w.POS {
		s.UPOS++
	}
	if g.Feats == w.Feats {
		s.Feats++
	}
	if g.Lemma == w.Lemma || w.Lemma == "" {
		s.Lemma++
	}
	if got.head() != want.head() {
		return
	}
	s.UAS++
	if g.BaseRel() == w.BaseRel() {
		s.LAS++
	}
	if g.Rel == w.Rel {
		s.Full++
	}
}

// core returns the relation of t to its head as it counts in frames, or "".
func core(t *text.Token) string {
	switch t.Rel {
	case "nsubj:pass", "obl:agent", "csubj:pass":
		return t.Rel
	}
	switch b := t.BaseRel(); b {
	case "nsubj", "csubj", "obj", "iobj":
		return b
	}
	return ""
}

func (s *Score) frames(tokens []text.Token, at map[text.Span]place) {
	for v := range tokens {
		if tokens[v].POS != text.VERB {
			continue
		}
		want := frame(place{tokens, v})
		if len(want) == 0 {
			continue
		}
		s.Frames++
		got, ok := at[tokens[v].Span]
		if !ok {
			continue
		}
		have := frame(got)
		same := len(have) == len(want)
		for span, rel := range want {
			same = same && have[span] == rel
		}
		if same {
			s.FramesRight++
		}
	}
}

func frame(v place) map[text.Span]string {
	f := make(map[text.Span]string)
	for i := range v.tokens {
		if t := &v.tokens[i]; int(t.Head) == v.i {
			if c := core(t); c != "" {
				f[t.Span] = c
			}
		}
	}
	return f
}

// F1 returns the harmonic mean of precision and recall in per cent.
func F1(right, want, got int) float64 {
	if want+got == 0 {
		return 0
	}
	return 200 * float64(right) / float64(want+got)
}

// String returns the main figures in one line.
func (s *Score) String() string {
	f := func(n int) float64 { return F1(n, s.Words, s.System) }
	return fmt.Sprintf("words %d  UPOS %.2f  FEATS %.2f  lemma %.2f  UAS %.2f  LAS %.2f (full %.2f)  frames %.2f",
		s.Words, f(s.UPOS), f(s.Feats), f(s.Lemma), f(s.UAS), f(s.LAS), f(s.Full), F1(s.FramesRight, s.Frames, s.Frames))
}
