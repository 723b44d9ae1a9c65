// Package split finds the sentences and syntactic words of a report, as
// Universal Dependencies cuts them: CSUI for Indonesian and Malay, EWT for
// English. It also marks page furniture. It tags and parses nothing, and never
// changes the text. See DESIGN.md for the rules and their order.
package split

import (
	"kabar/internal/lang/en"
	"kabar/internal/lang/id"
	"kabar/internal/lang/ms"
	"kabar/internal/lang/profile"
	"kabar/internal/text"
)

// maxTokens is the most tokens of one sentence; a longer one is cut at the
// best punctuation before that. The longest sentence of the treebanks used has
// 159 words.
const maxTokens = 400

// Splitter cuts reports of one language. It is immutable and safe for use by
// many goroutines, each with its own Buffer.
type Splitter struct {
	p *profile.Profile
}

// Buffer is the scratch of one goroutine. The zero value is ready. What Split
// puts into a report never refers to it.
type Buffer struct {
	toks  []tok
	sents []sent
	low   []byte // the word under test in lower case
}

// New returns the splitter for the language with the BCP 47 tag lang; ok is
// false when there is none.
func New(lang string) (s *Splitter, ok bool) {
	switch lang {
	case "id":
		return &Splitter{p: id.Profile()}, true
	case "ms":
		return &Splitter{p: ms.Profile()}, true
	case "en":
		return &Splitter{p: en.Profile()}, true
	}
	return nil, false
}

// Split fills r.Sentences with the sentences and words of r.Text. Each token's
// Form is its slice of the text, spans rise and never overlap, Head is -1, and
// Words is the number of words on the first part of a multiword token and 0
// elsewhere. All other fields of the tokens are zero. Time is linear in the
// length of the text.
func (s *Splitter) Split(r *text.Report, buf *Buffer) {
	w := work{p: s.p, s: r.Text, b: buf}
	buf.toks, buf.sents = buf.toks[:0], buf.sents[:0]
	w.lex()
	w.quotes()
	w.sentences()
	r.Sentences = w.emit()
}

// work is the state of splitting one text.
type work struct {
	p *profile.Profile
	s string
	b *Buffer
}

// sent is a sentence as a range of tokens.
type sent struct {
	first, end int
	role       text.Role
}

// emit copies the sentences out of the buffer.
func (w *work) emit() []text.Sentence {
	if len(w.b.sents) == 0 {
		return nil
	}
	toks := make([]text.Token, len(w.b.toks))
	for i := range w.b.toks {
		t := &w.b.toks[i]
		toks[i] = text.Token{
			Span:  text.Span{Start: t.start, End: t.end},
			Form:  w.s[t.start:t.end],
			Head:  -1,
			Words: t.words,
		}
	}
	out := make([]text.Sentence, len(w.b.sents))
	for i, s := range w.b.sents {
		out[i] = text.Sentence{
			Span:   text.Span{Start: w.b.toks[s.first].start, End: w.b.toks[s.end-1].end},
			Role:   s.role,
			Tokens: toks[s.first:s.end:s.end],
		}
	}
	return out
}
