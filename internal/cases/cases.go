// Package cases reads case files, which say in words and events what is to be
// coded in a report, and tells events in their short form. Format in
// docs/formats/case.md. It codes nothing itself.
package cases

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/tools/txtar"

	"kabar/internal/event"
	"kabar/internal/lang/conllu"
	"kabar/internal/text"
)

// Case is a report and the events that are wanted of it.
type Case struct {
	Report  *text.Report
	Parsed  bool // the parse is given: the report is not to be analysed
	Want    string
	archive *txtar.Archive
	want    *txtar.File
}

// Day is the day of publication of cases that give a parse, and of the examples
// of rules.
var Day = text.NewDay(2025, 7, 12)

// Parse reads a case file; lang is the language of the report where the file
// does not say it.
func Parse(data []byte, lang string) (*Case, error) {
	c := &Case{archive: txtar.Parse(data)}
	for i := range c.archive.Files {
		f := &c.archive.Files[i]
		var err error
		switch f.Name {
		case "report":
			err = c.report(string(f.Data), lang)
		case "parse":
			err = c.parse(string(f.Data), lang)
		case "want":
			c.want, c.Want = f, string(f.Data)
		default:
			err = fmt.Errorf("unknown section %q; there are report, parse and want", f.Name)
		}
		if err != nil {
			return nil, err
		}
	}
	if c.Report == nil || c.want == nil {
		return nil, errors.New("a case needs a section report or parse, and a section want")
	}
	return c, nil
}

func (c *Case) report(s, lang string) error {
	head, body, ok := strings.Cut(s, "\n\n")
	if !ok {
		return errors.New("report: want header lines, a blank line and the text")
	}
	c.Report = &text.Report{ID: "case", Lang: lang, Text: strings.TrimSpace(body)}
	for _, line := range strings.Split(head, "\n") {
		key, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch key {
		case "lang":
			c.Report.Lang = value
		case "published":
			if value == "" {
				continue // a report without a day
			}
			d, err := text.ParseDay(value)
			if err != nil {
				return fmt.Errorf("report: %w", err)
			}
			c.Report.Published = d
		default:
			return fmt.Errorf("report: unknown header %q; there are published and lang", line)
		}
	}
	return nil
}

func (c *Case) parse(s, lang string) error {
	doc, err := conllu.NewReader(strings.NewReader(s), "parse").Next()
	if err != nil && err != io.EOF {
		return err
	}
	if doc == nil {
		return errors.New("parse: no sentence")
	}
	c.Report, c.Parsed = &doc.Report, true
	c.Report.ID, c.Report.Lang, c.Report.Published = "case", lang, Day
	return nil
}

// With returns the case file with the events that are wanted replaced.
func (c *Case) With(want string) []byte {
	c.want.Data = []byte(want)
	return txtar.Format(c.archive)
}

// Short tells events one a line; "none" when there is none.
func Short(events []event.Event) string {
	var b strings.Builder
	for i := range events {
		short(&b, &events[i])
		b.WriteByte('\n')
	}
	if b.Len() == 0 {
		return "none\n"
	}
	return b.String()
}

func short(b *strings.Builder, e *event.Event) {
	b.WriteString(e.Type.String())
	if e.Mode != "" {
		b.WriteString("/" + e.Mode)
	}
	fmt.Fprintf(b, " %q", e.Trigger.Text)
	for _, p := range e.Actors {
		fmt.Fprintf(b, "  actor=%q[%s/%s]", Flat(p.Text), p.Country, p.Sector)
	}
	for _, p := range e.Recipients {
		fmt.Fprintf(b, "  recipient=%q[%s/%s]", Flat(p.Text), p.Country, p.Sector)
	}
	if a := e.Aux.Names(); len(a) > 0 {
		b.WriteString("  aux=" + strings.Join(a, ","))
	}
	if e.Time != nil {
		fmt.Fprintf(b, "  when=%s", e.Time.Start)
		if e.Time.End != e.Time.Start {
			fmt.Fprintf(b, "..%s", e.Time.End)
		}
	}
	if e.Place != nil {
		fmt.Fprintf(b, "  where=%s/%q", e.Place.Country, Flat(e.Place.Text))
	}
	for _, s := range e.Claim {
		fmt.Fprintf(b, "  by=%q", Flat(s.Name))
		if s.Stance != event.States {
			b.WriteString("(" + s.Stance.String() + ")")
		}
	}
	for _, q := range e.Quantities {
		fmt.Fprintf(b, "  %s%s%v", q.What, q.Op, q.Value)
	}
}

// Flat puts words that are broken over lines on one.
func Flat(s string) string { return strings.Join(strings.Fields(s), " ") }
