package conllu

import (
	"bufio"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"kabar/internal/text"
)

// New returns r as a document ready to print, with the comments that CoNLL-U
// wants: newdoc, newpar, sent_id and text.
func New(r *text.Report) *Doc {
	d := &Doc{Report: *r}
	end := 0
	for i := range r.Sentences {
		s := &r.Sentences[i]
		x := Extra{Columns: make([]Column, len(s.Tokens))}
		if i == 0 {
			x.Comments = append(x.Comments, "# newdoc id = "+oneLine(r.ID))
			if r.Lang != "" {
				x.Comments = append(x.Comments, "# lang = "+oneLine(r.Lang))
			}
		} else if strings.Count(r.Text[end:s.Span.Start], "\n") > 1 {
			x.Comments = append(x.Comments, "# newpar")
		}
		end = s.Span.End
		x.Comments = append(x.Comments,
			"# sent_id = "+oneLine(r.ID)+"-"+strconv.Itoa(i+1),
			"# text = "+oneLine(r.Slice(s.Span)))
		for j := 0; j < len(s.Tokens); j++ {
			n := max(1, int(s.Tokens[j].Words))
			last := min(j+n, len(s.Tokens)) - 1
			if tight(r, s.Tokens[last].Span.End) {
				if n > 1 {
					x.Multi = append(x.Multi, Multi{First: j, Misc: "SpaceAfter=No"})
				} else {
					x.Columns[j].Misc = "SpaceAfter=No"
				}
			}
			j = last
		}
		d.Extra = append(d.Extra, x)
	}
	return d
}

// tight reports whether a word that ends at byte end is followed by no space.
func tight(r *text.Report, end int) bool {
	next, size := utf8.DecodeRuneInString(r.Text[end:])
	return size > 0 && !unicode.IsSpace(next)
}

// oneLine returns s with each run of white space made one space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// cell returns s with what would break a row made spaces.
func cell(s string) string {
	if !strings.ContainsAny(s, "\t\n\r") {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, s)
}

// Write prints d. A document that a Reader returned is printed as it stood,
// but for words without a part of speech, which become X. Without Extra only
// the words are printed, with no comments and no SpaceAfter: use New for that.
func (d *Doc) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	for i := range d.Report.Sentences {
		x := &Extra{}
		if i < len(d.Extra) {
			x = &d.Extra[i]
		}
		d.sentence(b, &d.Report.Sentences[i], x)
	}
	return b.Flush()
}

func (d *Doc) sentence(b *bufio.Writer, s *text.Sentence, x *Extra) {
	for _, c := range x.Comments {
		b.WriteString(c)
		b.WriteByte('\n')
	}
	multi, empty, names := x.Multi, x.Empty, s.Names
	for i := range s.Tokens {
		for ; len(empty) > 0 && empty[0].After <= i; empty = empty[1:] {
			b.WriteString(empty[0].Line)
			b.WriteByte('\n')
		}
		t := &s.Tokens[i]
		if last := i + int(t.Words) - 1; last > i && last < len(s.Tokens) {
			var m Multi
			for ; len(multi) > 0 && multi[0].First <= i; multi = multi[1:] {
				if multi[0].First == i {
					m = multi[0]
				}
			}
			surface := d.Report.Text[t.Span.Start:s.Tokens[last].Span.End]
			row(b, strconv.Itoa(i+1)+"-"+strconv.Itoa(last+1), cell(surface), "", "", "", m.Feats, "", "", "", m.Misc)
		}
		var c Column
		if i < len(x.Columns) {
			c = x.Columns[i]
		}
		if s.Names != nil {
			for len(names) > 0 && int(names[0].End) <= i {
				names = names[1:]
			}
			c.Misc = withName(c.Misc, nameTag(names, i))
		}
		head := ""
		if t.Rel != "" {
			head = strconv.Itoa(int(t.Head) + 1)
		}
		row(b, strconv.Itoa(i+1), cell(t.Form), t.Lemma, t.POS.String(), c.XPOS, t.Feats, head, t.Rel, c.Deps, c.Misc)
	}
	for ; len(empty) > 0; empty = empty[1:] {
		b.WriteString(empty[0].Line)
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
}

// nameKey is the key in MISC of the name that a word stands in.
const nameKey = "Name="

// nameTag returns how word i stands in the first of names: "B-PER" when it
// begins the name of a person, "I-PER" further on, and so on; "" when it does
// not stand in it.
func nameTag(names []text.Name, i int) string {
	switch {
	case len(names) == 0 || int(names[0].First) > i:
		return ""
	case int(names[0].First) == i:
		return "B-" + names[0].Kind.String()
	}
	return "I-" + names[0].Kind.String()
}

// withName returns misc with tag as its only name; with none when tag is "".
// Parts of MISC stand in the order of their keys.
func withName(misc, tag string) string {
	if misc == "" && tag == "" {
		return ""
	}
	var parts []string
	for p := range strings.SplitSeq(misc, "|") {
		if p != "" && !strings.HasPrefix(p, nameKey) {
			parts = append(parts, p)
		}
	}
	if tag != "" {
		at := 0
		for at < len(parts) && parts[at] < nameKey {
			at++
		}
		parts = slices.Insert(parts, at, nameKey+tag)
	}
	return strings.Join(parts, "|")
}

func row(b *bufio.Writer, col ...string) {
	for i, c := range col {
		if i > 0 {
			b.WriteByte('\t')
		}
		if c == "" {
			c = "_"
		}
		b.WriteString(c)
	}
	b.WriteByte('\n')
}
