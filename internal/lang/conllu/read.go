package conllu

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"kabar/internal/text"
)

// Reader reads the documents of a CoNLL-U file, one after the other.
type Reader struct {
	name  string
	in    *bufio.Scanner
	line  int
	docs  int
	id    string    // id of the document that runs
	ahead *sentence // first sentence of the next document, already read
	err   error
}

// sentence is one sentence on its own: spans count from the start of body.
type sentence struct {
	body   string
	tokens []text.Token
	extra  Extra
	glued  bool // no space after the last word
	newdoc bool
	newpar bool
}

// NewReader returns a reader of r; name stands in errors and in the IDs of
// documents that have none.
func NewReader(r io.Reader, name string) *Reader {
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 0, 64<<10), maxLine)
	return &Reader{name: name, in: in}
}

// Next returns the next document: the sentences up to a "# newdoc" comment, or
// 1,000 of them. The spans of its tokens index Report.Text, in which words are
// separated by one space unless SpaceAfter=No, and paragraphs by a blank line.
// At the end it returns io.EOF. Any other error names the file and line, and
// the reader goes no further after it.
func (r *Reader) Next() (*Doc, error) {
	if r.err != nil {
		return nil, r.err
	}
	first := r.ahead
	r.ahead = nil
	if first == nil {
		if first, r.err = r.sentence(); r.err != nil {
			return nil, r.err
		}
	}
	r.docs++
	if first.newdoc || r.docs == 1 {
		r.id = first.extra.Value("newdoc id")
	}
	d := &Doc{}
	d.Report.ID = r.id
	if d.Report.ID == "" {
		d.Report.ID = r.name + "#" + strconv.Itoa(r.docs)
	}
	d.Report.Lang = first.extra.Value("lang")
	var b strings.Builder
	d.add(first, &b)
	glued := first.glued
	for len(d.Extra) < maxSentences {
		s, err := r.sentence()
		if err != nil {
			// What was read is whole; the error comes with the next call.
			r.err = err
			break
		}
		if s.newdoc {
			r.ahead = s
			break
		}
		switch {
		case s.newpar:
			b.WriteString("\n\n")
		case !glued:
			b.WriteByte(' ')
		}
		glued = s.glued
		d.add(s, &b)
	}
	d.Report.Text = b.String()
	return d, nil
}

// add appends s to the document's sentences and its text to b.
func (d *Doc) add(s *sentence, b *strings.Builder) {
	at := b.Len()
	b.WriteString(s.body)
	for i := range s.tokens {
		s.tokens[i].Span.Start += at
		s.tokens[i].Span.End += at
	}
	d.Report.Sentences = append(d.Report.Sentences, text.Sentence{
		Span:   text.Span{Start: at, End: at + len(s.body)},
		Tokens: s.tokens,
	})
	d.Extra = append(d.Extra, s.extra)
}

func (r *Reader) fault(err error) error {
	return fmt.Errorf("%s:%d: %w", r.name, r.line, err)
}

// sentence reads one sentence. It returns io.EOF when only blank lines are left.
func (r *Reader) sentence() (*sentence, error) {
	b := &builder{s: &sentence{}}
	for r.in.Scan() {
		r.line++
		line := r.in.Text()
		if !utf8.ValidString(line) {
			return nil, r.fault(errors.New("not valid UTF-8"))
		}
		switch {
		case line == "":
			if len(b.s.tokens) == 0 {
				if len(b.s.extra.Comments) > 0 {
					return nil, r.fault(errors.New("comments without a sentence"))
				}
				continue
			}
			if err := b.finish(); err != nil {
				return nil, r.fault(err)
			}
			return b.s, nil
		case line[0] == '#':
			if len(b.s.tokens) > 0 || b.multiEnd > 0 {
				return nil, r.fault(errors.New("comment inside a sentence"))
			}
			if len(b.s.extra.Comments) == maxComments {
				return nil, r.fault(fmt.Errorf("more than %d comment lines", maxComments))
			}
			b.s.extra.Comments = append(b.s.extra.Comments, line)
		default:
			if len(b.s.tokens) == 0 && b.s.extra.Line == 0 {
				b.s.extra.Line = r.line
			}
			if err := b.row(line); err != nil {
				return nil, r.fault(err)
			}
		}
	}
	if err := r.in.Err(); err != nil {
		r.line++
		return nil, r.fault(err)
	}
	if len(b.s.tokens) == 0 && len(b.s.extra.Comments) == 0 && b.multiEnd == 0 {
		return nil, io.EOF
	}
	return nil, r.fault(errors.New("the last sentence is not closed by a blank line"))
}

// builder puts a sentence together row by row.
type builder struct {
	s          *sentence
	body       strings.Builder
	glue       bool   // no space before the next token
	multiFirst int    // index of the first part of the open multiword token
	multiEnd   int    // how many words there will be when it closes; 0 for none
	surface    string // its form
	multiGlue  bool
}

// columns of a row.
const (
	colID = iota
	colForm
	colLemma
	colUPOS
	colXPOS
	colFeats
	colHead
	colRel
	colDeps
	colMisc
	numColumns
)

func (b *builder) row(line string) error {
	var col [numColumns]string
	rest := line
	for i := range col {
		var ok bool
		col[i], rest, ok = strings.Cut(rest, "\t")
		if col[i] == "" {
			return fmt.Errorf("column %d is empty", i+1)
		}
		if ok != (i < numColumns-1) {
			return fmt.Errorf("want %d columns separated by tabs", numColumns)
		}
	}
	if strings.TrimSpace(col[colForm]) != col[colForm] {
		return errors.New("form starts or ends with a space")
	}
	next := len(b.s.tokens)
	switch id := col[colID]; {
	case strings.Contains(id, "."):
		return b.empty(id, line)
	case strings.Contains(id, "-"):
		return b.multi(&col)
	case id != strconv.Itoa(next+1):
		return fmt.Errorf("word id %q, want %d", id, next+1)
	}
	if next == maxTokens {
		return fmt.Errorf("more than %d words in a sentence", maxTokens)
	}
	return b.word(&col)
}

func (b *builder) empty(id, line string) error {
	if len(b.s.extra.Empty) == maxEmpty {
		return fmt.Errorf("more than %d empty nodes", maxEmpty)
	}
	major, minor, _ := strings.Cut(id, ".")
	if n, err := strconv.Atoi(minor); major != strconv.Itoa(len(b.s.tokens)) || err != nil || minor != strconv.Itoa(n) || n < 1 {
		return fmt.Errorf("empty node id %q out of place", id)
	}
	b.s.extra.Empty = append(b.s.extra.Empty, Empty{After: len(b.s.tokens), Line: line})
	return nil
}

func (b *builder) multi(col *[numColumns]string) error {
	next := len(b.s.tokens)
	first, last, _ := strings.Cut(col[colID], "-")
	n, err := strconv.Atoi(last)
	if b.multiEnd > 0 || first != strconv.Itoa(next+1) || err != nil || last != strconv.Itoa(n) || n <= next+1 || n-next > 255 {
		return fmt.Errorf("multiword token %q out of place", col[colID])
	}
	for _, i := range [...]int{colLemma, colUPOS, colXPOS, colHead, colRel, colDeps} {
		if col[i] != "_" {
			return fmt.Errorf("multiword token has %q in column %d", col[i], i+1)
		}
	}
	b.multiFirst, b.multiEnd, b.surface = next, n, col[colForm]
	b.multiGlue = noSpace(col[colMisc])
	if col[colFeats] != "_" || col[colMisc] != "_" {
		b.s.extra.Multi = append(b.s.extra.Multi, Multi{First: next, Feats: orEmpty(col[colFeats]), Misc: orEmpty(col[colMisc])})
	}
	return nil
}

func (b *builder) word(col *[numColumns]string) error {
	t := text.Token{Form: col[colForm], Head: -1}
	if t.Lemma = orEmpty(col[colLemma]); t.Lemma == "" && t.Form == "_" {
		t.Lemma = "_"
	}
	if col[colUPOS] != "_" {
		var ok bool
		if t.POS, ok = text.ParsePOS(col[colUPOS]); !ok {
			return fmt.Errorf("no part of speech %q", col[colUPOS])
		}
	}
	t.Feats = orEmpty(col[colFeats])
	for f := range strings.SplitSeq(t.Feats, "|") {
		if k, v, ok := strings.Cut(f, "="); t.Feats != "" && (!ok || k == "" || v == "") {
			return fmt.Errorf("feature %q is not Name=Value", f)
		}
	}
	t.Rel = orEmpty(col[colRel])
	if h := col[colHead]; h != "_" {
		n, err := strconv.Atoi(h)
		if err != nil || n < 0 || n > maxTokens || h != strconv.Itoa(n) {
			return fmt.Errorf("head %q is not a word of the sentence", h)
		}
		t.Head = int32(n - 1)
	}
	if (t.Head < 0) != (col[colHead] == "0" || t.Rel == "") {
		return fmt.Errorf("head %q with relation %q", col[colHead], col[colRel])
	}
	if col[colHead] == "0" && t.BaseRel() != "root" {
		return fmt.Errorf("head 0 with relation %q, want root", col[colRel])
	}
	i := len(b.s.tokens)
	switch {
	case b.multiEnd == 0:
		b.space()
		t.Span.Start = b.body.Len()
		b.body.WriteString(t.Form)
		t.Span.End = b.body.Len()
		b.glue = noSpace(col[colMisc])
	case i == b.multiFirst:
		t.Words = uint8(b.multiEnd - b.multiFirst)
	}
	b.s.tokens = append(b.s.tokens, t)
	b.s.extra.Columns = append(b.s.extra.Columns, Column{orEmpty(col[colXPOS]), orEmpty(col[colDeps]), orEmpty(col[colMisc])})
	if b.multiEnd == len(b.s.tokens) {
		b.space()
		partSpans(b.s.tokens[b.multiFirst:], b.surface, b.body.Len())
		b.body.WriteString(b.surface)
		b.glue = b.multiGlue
		b.multiEnd = 0
	}
	return nil
}

func (b *builder) space() {
	if b.body.Len() > 0 && !b.glue {
		b.body.WriteByte(' ')
	}
}

// finish closes the sentence at its blank line.
func (b *builder) finish() error {
	s := b.s
	if b.multiEnd > 0 {
		return fmt.Errorf("multiword token goes on to word %d, but the sentence ends", b.multiEnd)
	}
	for i := range s.tokens {
		if int(s.tokens[i].Head) >= len(s.tokens) {
			return fmt.Errorf("word %d: head %d is not a word of the sentence", i+1, s.tokens[i].Head+1)
		}
	}
	if err := checkTree(s.tokens); err != nil {
		return err
	}
	s.body, s.glued = b.body.String(), b.glue
	s.newdoc = s.extra.has("newdoc") || s.extra.has("newdoc id")
	s.newpar = s.extra.has("newpar") || s.extra.has("newpar id")
	return nil
}

func orEmpty(s string) string {
	if s == "_" {
		return ""
	}
	return s
}

func noSpace(misc string) bool {
	for m := range strings.SplitSeq(misc, "|") {
		if m == "SpaceAfter=No" {
			return true
		}
	}
	return false
}
