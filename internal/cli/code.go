package cli

import (
	"bufio"
	"context"
	"fmt"
	"runtime"
	"strings"

	"kabar/internal/code"
	"kabar/internal/export"
	"kabar/internal/intake"
	"kabar/internal/lang"
	"kabar/internal/text"
)

// codeOptions are the flags of "kabar code".
type codeOptions struct {
	Files     []string `arg:"" optional:"" name:"file" help:"Files to read; - or none is standard input."`
	Input     string   `short:"i" enum:"auto,text,jsonl" default:"auto" help:"Form of the input: text (one report a file), jsonl (one report a line) or auto."`
	Output    string   `short:"o" enum:"auto,table,jsonl,json,csv" default:"auto" help:"Form of the output: table, jsonl, json, csv or auto (table on a terminal, else jsonl)."`
	Date      day      `placeholder:"YYYY-MM-DD" help:"Day of publication, where the input gives none. Without it relative times stay unresolved."`
	Lang      string   `placeholder:"TAG" help:"Language (id, en), where the input gives none; else it is recognised."`
	Outlet    string   `placeholder:"NAME" help:"Publisher, where the input gives none."`
	Workers   int      `placeholder:"N" help:"How many reports to code at once (default: one for each processor). The output is the same for any number."`
	knowledge `embed:""`
	Notes     bool `help:"Print the coder's notes on whole reports to standard error."`
}

// Help is the long help of "kabar code".
func (*codeOptions) Help() string {
	return `Plain text is one report a file. JSON Lines is one report a line, with the keys id, lang, date, outlet, title, text and url; other keys are ignored. What cannot be read is reported and skipped.

EXAMPLES
  kabar code --date 2025-07-12 report.txt
  kabar code -o csv news.jsonl > events.csv
  tail -f news.jsonl | kabar code -i jsonl -o jsonl

` + exitHelp
}

// intake returns how inputs are to be read.
func (o *codeOptions) intake() intake.Options {
	return intake.Options{Format: formats[o.Input], Published: text.Day(o.Date), Lang: o.Lang, Outlet: o.Outlet}
}

var formats = map[string]intake.Format{"auto": intake.Auto, "text": intake.Text, "jsonl": intake.JSONL}

// renderer writes coded reports in one format.
type renderer interface {
	Head() string
	Append(dst []byte, c *export.Coded) []byte
	Between() string
	Foot() string
}

func newRenderer(output string, k knowledge, s *streams) (renderer, error) {
	if output == "auto" {
		output = "jsonl"
		if s.outTerm {
			output = "table"
		}
	}
	switch output {
	case "table":
		return export.Table{Width: s.width, Color: s.color}, nil
	case "csv":
		return export.CSV{}, nil
	}
	v, err := readVersions(k)
	if err != nil {
		return nil, err
	}
	if output == "json" {
		return export.JSON{Version: v.hash()}, nil
	}
	return export.JSONL{Version: v.hash()}, nil
}

// coded is what became of one input.
type coded struct {
	pos    string
	bytes  int
	out    []byte
	events int
	notes  []string
	err    error // the input was skipped
}

func runCode(ctx context.Context, o *codeOptions, s *streams) error {
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
	coder, err := newCoder(o.knowledge, o.Lang)
	if err != nil {
		return err
	}
	ling.takes = coder.Languages()
	if err := ling.check(o.Lang); err != nil {
		return err
	}
	render, err := newRenderer(o.Output, o.knowledge, s)
	if err != nil {
		return err
	}

	out := bufio.NewWriter(s.out)
	t := newTally("code", s, files)
	if _, err := out.WriteString(render.Head()); err != nil {
		return err
	}
	first := true
	st := stage[intake.Item, coded]{
		workers: workers,
		weigh:   func(it intake.Item) int { return it.Bytes },
		worker: func() func(intake.Item) coded {
			w := &codeWorker{ling: ling, coder: coder, render: render, notes: o.Notes}
			return w.code
		},
		idle: out.Flush,
		sink: func(c coded) error {
			if broken(c.err) {
				return c.err
			}
			if c.err != nil {
				t.skip(c.pos, c.bytes, c.err)
				return nil
			}
			for _, n := range c.notes {
				t.say("%s: note: %s", c.pos, n)
			}
			t.done(c.bytes, c.events)
			if !first {
				out.WriteString(render.Between())
			}
			first = false
			_, err := out.Write(c.out)
			return err
		},
	}
	if err := st.run(ctx, intake.Read(files, s.in, o.intake())); err != nil {
		t.stop()
		out.Flush()
		return err
	}
	t.stop()
	out.WriteString(render.Foot())
	if err := out.Flush(); err != nil {
		return err
	}
	return t.sum()
}

// workersOf is how many workers n asks for; 0 is one for each processor.
func workersOf(n int) (int, error) {
	switch {
	case n < 0 || n > maxWorkers:
		return 0, usage("--workers %d: want 1 to %d", n, maxWorkers)
	case n == 0:
		return min(runtime.GOMAXPROCS(0), maxWorkers), nil
	}
	return n, nil
}

// maxWorkers is the most workers that may be asked for.
const maxWorkers = 1024

// codeWorker codes reports on one goroutine.
type codeWorker struct {
	ling   analyst
	coder  *code.Coder
	render renderer
	notes  bool
	words  *lang.Scratch
	rules  *code.Scratch
}

func (w *codeWorker) code(it intake.Item) (c coded) {
	c = coded{pos: it.Pos(), bytes: it.Bytes, err: it.Err}
	if c.err != nil {
		return c
	}
	defer func() {
		// A fault of ours in one report does not end a run over millions. What
		// the scratch holds then is not to be trusted.
		if p := recover(); p != nil {
			c.err = fmt.Errorf("internal fault: %v; please report it with this input", p)
			w.words, w.rules = nil, nil
		}
	}()
	if w.words == nil {
		w.words, w.rules = w.ling.NewScratch(), w.coder.NewScratch()
	}
	r := it.Report
	if c.err = w.ling.annotate(r, w.words); c.err != nil {
		return c
	}
	if err := w.coder.Open(r.Lang); err != nil {
		c.err = &brokenError{fmt.Errorf("rules: %w", err)}
		return c
	}
	res := w.coder.Code(r, w.rules)
	c.events = len(res.Events)
	c.out = w.render.Append(nil, &export.Coded{Report: r, Events: res.Events, Notes: res.Notes})
	if w.notes {
		for _, n := range res.Notes {
			c.notes = append(c.notes, n.Code+": "+strings.Join(strings.Fields(n.Text), " "))
		}
	}
	return c
}
