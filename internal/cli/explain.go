package cli

import (
	"context"
	"fmt"

	"kabar/internal/export"
	"kabar/internal/intake"
	"kabar/internal/text"
)

// explainOptions are the flags of "kabar explain".
type explainOptions struct {
	File      string `arg:"" help:"File to read; - is standard input."`
	Sentence  int    `placeholder:"N" help:"Show the Nth sentence only."`
	Line      int    `placeholder:"N" help:"Of JSON Lines, explain the report on line N (default: the first)."`
	Input     string `short:"i" enum:"auto,text,jsonl" default:"auto" help:"Form of the input: text, jsonl or auto."`
	Date      day    `placeholder:"YYYY-MM-DD" help:"Day of publication, where the input gives none."`
	knowledge `embed:""`
	Lang      string `placeholder:"TAG" help:"Language (id, en, ms), where the input gives none; else it is recognised."`
}

// Help is the long help of "kabar explain".
func (*explainOptions) Help() string {
	return `For each sentence: its words with part of speech, relation, lemma and features beside a drawing of the tree; the actors, times, places and speakers that were spotted; the rules whose words were seen, with what came of them; and the events, with the origin of each field.

EXAMPLES
  kabar explain --date 2025-07-12 report.txt
  kabar explain --line 812 --sentence 2 news.jsonl

` + exitHelp
}

func runExplain(ctx context.Context, o *explainOptions, s *streams) error {
	if o.Sentence < 0 || o.Line < 0 {
		return usage("sentences and lines are counted from 1")
	}
	ling, err := newAnalyst()
	if err != nil {
		return err
	}
	if err := ling.check(o.Lang); err != nil {
		return err
	}
	r, pos, err := o.report(ctx, s)
	if err != nil {
		return err
	}
	if err := ling.annotate(r, ling.NewScratch()); err != nil {
		return fmt.Errorf("%s: %w", pos, err)
	}
	if o.Sentence > len(r.Sentences) {
		return usage("--sentence %d: %s has %d", o.Sentence, pos, len(r.Sentences))
	}
	coder, err := newCoder(o.knowledge, o.Lang)
	if err != nil {
		return err
	}
	trace := coder.Explain(r, coder.NewScratch())
	_, err = s.out.Write(export.Explain{Width: s.width}.Append(nil, r, &trace, o.Sentence))
	return err
}

// report reads the report that is asked for.
func (o *explainOptions) report(ctx context.Context, s *streams) (*text.Report, string, error) {
	opt := intake.Options{Format: formats[o.Input], Published: text.Day(o.Date), Lang: o.Lang}
	for it := range intake.Read([]string{o.File}, s.in, opt) {
		if err := ctx.Err(); err != nil {
			return nil, "", err
		}
		if o.Line != 0 && it.Line < o.Line && it.Line != 0 {
			continue
		}
		if o.Line != 0 && it.Line != o.Line {
			break
		}
		if it.Err != nil {
			return nil, "", fmt.Errorf("%s: %w", it.Pos(), it.Err)
		}
		return it.Report, it.Pos(), nil
	}
	if o.Line == 0 {
		return nil, "", fmt.Errorf("%s: no report", o.File)
	}
	return nil, "", usage("--line %d: %s has no report there", o.Line, o.File)
}
