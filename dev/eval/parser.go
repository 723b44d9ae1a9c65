package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"kabar/dev/eval/treebank"
	"kabar/internal/lang"
	"kabar/internal/lang/conllu"
	"kabar/internal/text"
)

// testBank is a treebank to measure on.
type testBank struct {
	lang, file string
}

// testBanks lists the test sets. GSD has other conventions than the model, so
// its figures tell only whether something broke.
var testBanks = []testBank{
	{"id", "id_csui.test.conllu"},
	{"id", "id_gsd.test.conllu"},
	{"en", "en_ewt.test.conllu"},
	{"en", "en_pud.test.conllu"},
}

// evalParser analyses the test treebanks, once with their own words and once
// from raw text, and writes testdata/eval/parser.golden.tsv.
func evalParser(args []string) error {
	fs := flag.NewFlagSet("parser", flag.ContinueOnError)
	ud := fs.String("ud", "../shared/data/ud", "folder of the treebanks")
	models := fs.String("models", "data/models", "folder of the models")
	out := fs.String("out", "testdata/eval", "folder for the golden table")
	if err := fs.Parse(args); err != nil {
		return err
	}
	a, err := lang.New(func(name string) (string, error) {
		b, err := os.ReadFile(filepath.Join(*models, name))
		return string(b), err
	})
	if err != nil {
		return err
	}
	var b bytes.Buffer
	fmt.Fprintln(&b, "treebank\ttokens\twords\tsentences_f1\twords_f1\tupos\tfeats\tlemma\tuas\tlas\tlas_full\tframes\tverbs")
	for _, t := range testBanks {
		docs, err := treebank.Read(filepath.Join(*ud, t.file))
		if err != nil {
			return err
		}
		for _, raw := range []bool{false, true} {
			s, err := scoreBank(a, t.lang, docs, raw)
			if err != nil {
				return fmt.Errorf("%s: %w", t.file, err)
			}
			writeScore(&b, t.file, raw, s)
		}
	}
	if err := os.MkdirAll(*out, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(*out, "parser.golden.tsv"), b.Bytes(), 0o644)
}

func scoreBank(a *lang.Analyzer, tag string, docs []*conllu.Doc, raw bool) (*treebank.Score, error) {
	s := &treebank.Score{}
	scratch := a.NewScratch()
	for _, d := range docs {
		got := text.Report{ID: d.Report.ID, Lang: tag, Text: d.Report.Text}
		analyse := a.Annotate
		if !raw {
			analyse = a.AnnotateTokens
			for _, x := range d.Report.Sentences {
				x.Tokens = append([]text.Token(nil), x.Tokens...)
				got.Sentences = append(got.Sentences, x)
			}
		}
		if err := analyse(&got, scratch); err != nil {
			return nil, err
		}
		s.Add(&d.Report, &got)
	}
	return s, nil
}

func writeScore(b *bytes.Buffer, file string, raw bool, s *treebank.Score) {
	kind := "gold"
	if raw {
		kind = "raw"
	}
	fmt.Fprintf(b, "%s\t%s\t%d\t%.2f\t%.2f", file, kind, s.Words,
		treebank.F1(s.SentencesAligned, s.Sentences, s.SystemSent), treebank.F1(s.Aligned, s.Words, s.System))
	for _, n := range []int{s.UPOS, s.Feats, s.Lemma, s.UAS, s.LAS, s.Full} {
		fmt.Fprintf(b, "\t%.2f", treebank.F1(n, s.Words, s.System))
	}
	fmt.Fprintf(b, "\t%.2f\t%d\n", treebank.F1(s.FramesRight, s.Frames, s.Frames), s.Frames)
}
