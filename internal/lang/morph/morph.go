// Package morph gives words their part of speech, features and lemma. It cuts
// no words and builds no trees.
package morph

import "kabar/internal/text"

// Tagger holds the models of one language. It is immutable and safe for use by
// many goroutines, each with its own Scratch.
type Tagger struct{}

// Scratch is the working memory of one goroutine. The zero value is ready.
type Scratch struct{}

// Tag fills POS, Feats and Lemma of the words of one sentence.
func (t *Tagger) Tag(tokens []text.Token, s *Scratch) {}
