// Package split finds the sentences and syntactic words of a report, as
// Universal Dependencies cuts them. It tags and parses nothing.
package split

import "kabar/internal/text"

// Splitter cuts reports of one language. It is immutable and safe for use by
// many goroutines, each with its own Buffer.
type Splitter struct {
	lang string
}

// Buffer is the scratch of one goroutine. The zero value is ready.
type Buffer struct{}

// New returns the splitter for the language with the BCP 47 tag lang; ok is
// false when there is none.
func New(lang string) (s *Splitter, ok bool) {
	switch lang {
	case "id", "en":
		return &Splitter{lang: lang}, true
	}
	return nil, false
}

// Split fills r.Sentences with the sentences and words of r.Text. Each token's
// Form is its slice of the text, spans rise and never overlap, Head is -1, and
// Words is the number of words on the first part of a multiword token and 0
// elsewhere. All other fields of the tokens are zero.
func (s *Splitter) Split(r *text.Report, buf *Buffer) {
	r.Sentences = nil
}
