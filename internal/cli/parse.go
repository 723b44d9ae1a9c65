package cli

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strings"

	"kabar/data"
	"kabar/internal/intake"
	"kabar/internal/lang"
	"kabar/internal/lang/affix"
	"kabar/internal/lang/conllu"
	"kabar/internal/text"
)

// parseOptions are the flags of "kabar parse".
type parseOptions struct {
	Files   []string `arg:"" optional:"" name:"file" help:"Files to read; - or none is standard input."`
	Input   string   `short:"i" enum:"auto,text,jsonl,conllu" default:"auto" help:"Form of the input: text, jsonl, conllu (given words are kept) or auto."`
	Output  string   `short:"o" enum:"conllu" default:"conllu" help:"Form of the output: conllu."`
	Lang    string   `placeholder:"TAG" help:"Language (id, en, ms), where the input gives none; else it is recognised."`
	Workers int      `placeholder:"N" help:"How many reports to analyse at once (default: one for each processor)."`
}

// Help is the long help of "kabar parse".
func (*parseOptions) Help() string {
	return `Sentences, words, parts of speech, features, lemmas and dependency trees, in the scheme of Universal Dependencies; and in Indonesian the names of persons, organisations and places (Name=B-PER, I-ORG, B-LOC and so on in MISC). With -i conllu the sentences and words of the input are kept, and tags, features, lemmas, heads and names are replaced.

EXAMPLES
  kabar parse report.txt
  echo "Menteri itu tiba di Jakarta." | kabar parse --lang id
  kabar parse -i conllu gold.conllu > predicted.conllu

` + exitHelp
}

// parseItem is one input of "kabar parse": a report without words, or a
// document with them.
type parseItem struct {
	intake.Item
	doc *conllu.Doc
}

// parsed is what became of one input.
type parsed struct {
	pos   string
	bytes int
	out   []byte
	err   error // the input was skipped
}

func runParse(ctx context.Context, o *parseOptions, s *streams) error {
	files, err := inputs(o.Files, s)
	if err != nil {
		return err
	}
	workers, err := workersOf(o.Workers)
	if err != nil {
		return err
	}
	ling, err := newAnalyst()
	if err != nil {
		return err
	}
	if err := ling.check(o.Lang); err != nil {
		return err
	}
	roots, err := affix.Load(data.Files())
	if err != nil {
		return fmt.Errorf("built-in roots: %w", err)
	}
	out := bufio.NewWriter(s.out)
	t := newTally("parse", s, files)
	st := stage[parseItem, parsed]{
		workers: workers,
		weigh:   func(it parseItem) int { return it.Bytes },
		worker: func() func(parseItem) parsed {
			scratch := ling.NewScratch()
			return func(it parseItem) parsed { return parse(ling, roots, scratch, it) }
		},
		idle: out.Flush,
		sink: func(p parsed) error {
			if broken(p.err) {
				return p.err
			}
			if p.err != nil {
				t.skip(p.pos, p.bytes, p.err)
				return nil
			}
			t.done(p.bytes, 0)
			_, err := out.Write(p.out)
			return err
		},
	}
	err = st.run(ctx, o.items(files, s.in))
	t.stop()
	if err := errors.Join(err, out.Flush()); err != nil {
		return err
	}
	return t.sum()
}

func parse(ling analyst, roots *affix.Lexicon, scratch *lang.Scratch, it parseItem) parsed {
	p := parsed{pos: it.Pos(), bytes: it.Bytes, err: it.Err}
	if p.err != nil {
		return p
	}
	doc := it.doc
	if doc != nil {
		p.err = ling.annotateTokens(&doc.Report, scratch)
	} else if p.err = ling.annotate(it.Report, scratch); p.err == nil {
		doc = conllu.New(it.Report)
		addRoots(doc, roots)
	}
	if p.err != nil {
		return p
	}
	var b bytes.Buffer
	doc.Write(&b) // a buffer takes all
	p.out = b.Bytes()
	return p
}

// addRoots writes into MISC how the Indonesian verbs, nouns and adjectives that
// have affixes are built.
func addRoots(doc *conllu.Doc, roots *affix.Lexicon) {
	if doc.Report.Lang != "id" {
		return
	}
	var b []byte
	for i := range doc.Report.Sentences {
		for j := range doc.Report.Sentences[i].Tokens {
			t := &doc.Report.Sentences[i].Tokens[j]
			if t.POS != text.VERB && t.POS != text.NOUN && t.POS != text.ADJ {
				continue
			}
			a, ok := roots.Analyze(t.Form, t.POS, t.Lemma)
			if !ok || a.Plain() {
				continue
			}
			b = append(b[:0], "Affix="...)
			b = a.AppendAffixes(b)
			b = append(b, "|Root="...)
			b = append(b, a.Root...)
			misc := &doc.Extra[i].Columns[j].Misc
			if *misc != "" {
				b = append(b, '|')
				b = append(b, *misc...)
			}
			*misc = string(b)
		}
	}
}

// items gives the reports and documents of the files in order.
func (o *parseOptions) items(files []string, stdin io.Reader) iter.Seq[parseItem] {
	return func(yield func(parseItem) bool) {
		for _, f := range files {
			if o.Input == "conllu" || o.Input == "auto" && strings.EqualFold(filepath.Ext(f), ".conllu") {
				if !o.documents(f, stdin, yield) {
					return
				}
				continue
			}
			opt := intake.Options{Format: formats[o.Input], Lang: o.Lang}
			for it := range intake.Read([]string{f}, stdin, opt) {
				if !yield(parseItem{Item: it}) {
					return
				}
			}
		}
	}
}

// documents gives the documents of a CoNLL-U file, up to its first fault.
func (o *parseOptions) documents(file string, stdin io.Reader, yield func(parseItem) bool) bool {
	in := stdin
	if file != "-" {
		f, err := intake.Open(file)
		if err != nil {
			return yield(parseItem{Item: intake.Item{File: file, Err: err}})
		}
		defer f.Close()
		in = f
	}
	for r := conllu.NewReader(in, file); ; {
		doc, err := r.Next()
		if err == io.EOF {
			return true
		}
		if err != nil {
			return yield(parseItem{Item: intake.Item{Err: err}}) // it names file and line
		}
		it := parseItem{Item: intake.Item{File: file}, doc: doc}
		if doc.Report.Lang == "" {
			doc.Report.Lang = o.Lang
		}
		it.Bytes = len(doc.Report.Text)
		if len(doc.Extra) > 0 {
			it.Line = doc.Extra[0].Line
		}
		if !yield(it) {
			return false
		}
	}
}
