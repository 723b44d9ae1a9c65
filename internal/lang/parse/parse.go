// Package parse builds the dependency tree of a tagged sentence. It tags
// nothing and knows no roles beyond those of Universal Dependencies.
package parse

import "kabar/internal/text"

// Parser holds the model of one language. It is immutable and safe for use by
// many goroutines, each with its own Scratch.
type Parser struct{}

// Scratch is the working memory of one goroutine. The zero value is ready.
type Scratch struct{}

// Parse fills Head and Rel of the words of one tagged sentence.
func (p *Parser) Parse(tokens []text.Token, s *Scratch) {}
