// Package conllu reads and writes CoNLL-U, the file format of Universal
// Dependencies, as reports with sentences and tokens. It checks the form of a
// file strictly, and does not judge its annotation beyond that heads make a
// tree. docs/formats/conllu.md says what is kept and what is not.
package conllu

import (
	"errors"
	"fmt"
	"strings"

	"kabar/internal/text"
)

// Bounds on what a Reader accepts.
const (
	maxLine      = 1 << 20 // bytes of one line
	maxTokens    = 10_000  // words of one sentence
	maxComments  = 1_000   // comment lines of one sentence
	maxEmpty     = 1_000   // empty nodes of one sentence
	maxSentences = 1_000   // sentences of one Doc; a longer document is cut
)

// Doc is one document of a CoNLL-U file: a report whose text is put together
// from its words, and what a report has no place for.
type Doc struct {
	Report text.Report
	Extra  []Extra // one for each sentence, or empty
}

// Extra holds the parts of a sentence that the nouns of package text do not.
type Extra struct {
	Line     int      // line of the sentence's first word in the file, from 1
	Comments []string // the comment lines before the sentence, each with its "#"
	Columns  []Column // one for each token
	Multi    []Multi  // multiword tokens with something in FEATS or MISC
	Empty    []Empty  // empty nodes of the enhanced graph, kept but not used
}

// Column holds the columns of a word that text.Token has no field for; "" is
// printed as "_".
type Column struct {
	XPOS, Deps, Misc string
}

// Multi holds the FEATS and MISC of a multiword token.
type Multi struct {
	First       int // index of its first word in the sentence
	Feats, Misc string
}

// Empty is an empty node, as the file has it.
type Empty struct {
	After int    // how many words stand before it
	Line  string // the whole line
}

// Value returns the value of the comment "# key = value", and "" when there is
// none.
func (x *Extra) Value(key string) string {
	for _, c := range x.Comments {
		k, v, ok := strings.Cut(strings.TrimPrefix(c, "#"), "=")
		if ok && strings.TrimSpace(k) == key {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

// has reports whether there is a comment "# key" or "# key = value".
func (x *Extra) has(key string) bool {
	for _, c := range x.Comments {
		k, _, _ := strings.Cut(strings.TrimPrefix(c, "#"), "=")
		if strings.TrimSpace(k) == key {
			return true
		}
	}
	return false
}

// checkTree returns an error unless the heads of s make one tree. A sentence
// of which no word has a head or a relation is accepted as not yet parsed.
func checkTree(tokens []text.Token) error {
	roots, bare := 0, 0
	for i := range tokens {
		switch t := &tokens[i]; {
		case t.Head >= 0:
		case t.Rel == "":
			bare++
		default:
			roots++
		}
	}
	if bare == len(tokens) {
		return nil
	}
	if bare > 0 {
		return fmt.Errorf("%d of %d words have no head", bare, len(tokens))
	}
	if roots != 1 {
		return fmt.Errorf("%d roots, want 1", roots)
	}
	// Words are marked with the walk that reached them first; meeting a mark
	// of the same walk again is a cycle.
	seen := make([]int32, len(tokens))
	for i := range tokens {
		walk := int32(i + 1)
		for j := int32(i); j >= 0 && seen[j] == 0; j = tokens[j].Head {
			seen[j] = walk
			if h := tokens[j].Head; h >= 0 && seen[h] == walk {
				return errors.New("heads make a cycle")
			}
		}
	}
	return nil
}

// partSpans writes the spans of the parts of a multiword token into tokens.
// Parts that spell the token get their own bytes; a part that does not gets
// its share of the letters that are left, so that spans stay inside the token,
// on rune edges, rising and free of overlap.
func partSpans(tokens []text.Token, surface string, start int) {
	pos := 0
	for i := range tokens {
		t := &tokens[i]
		rest := surface[pos:]
		n := len(rest)
		if left := len(tokens) - i; left > 1 {
			if strings.HasPrefix(rest, t.Form) {
				n = len(t.Form)
			} else {
				n = runeShare(rest, left)
			}
		}
		t.Span = text.Span{Start: start + pos, End: start + pos + n}
		pos += n
	}
}

// runeShare returns the length in bytes of the first 1/parts of the runes of s.
func runeShare(s string, parts int) int {
	runes := 0
	for range s {
		runes++
	}
	take := runes / parts
	for i := range s {
		if take == 0 {
			return i
		}
		take--
	}
	return len(s)
}
