// Package shift builds the dependency trees that the parser which is shipped is
// first taught with: a greedy arc-hybrid transition parser with a linear model
// (Kuhlmann, Gómez-Rodríguez and Satta 2011; learnt with a dynamic oracle,
// Goldberg and Nivre 2013). It learns more from few trees than a network does,
// and can be held to constituents that are known.
package shift

import (
	"fmt"
	"strings"

	"kabar/internal/table"
	"kabar/internal/text"
)

// Names of a parser's sections in a model.
const (
	weightsSection = "shift.weights"
	labelsSection  = "shift.labels"
)

// maxLabels is the most relations of a model; two actions each and SHIFT fit
// in the 256 classes of table.Weights.
const maxLabels = 127

// Parser holds the model of one language. It is immutable and safe for use by
// many goroutines, each with its own Scratch.
type Parser struct {
	weights *table.Weights
	labels  []string
	root    int // number of the relation "root"
}

// Scratch is the working memory of one goroutine. The zero value is ready.
type Scratch struct {
	state  state
	keys   keys
	scores table.Scores
}

// New returns the parser in m. Errors are table.ErrModel.
func New(m *table.Model) (*Parser, error) {
	if err := m.MustHave(weightsSection, labelsSection); err != nil {
		return nil, err
	}
	list, _ := m.Section(labelsSection)
	p := &Parser{labels: strings.Split(list, "\n"), root: -1}
	for i, l := range p.labels {
		if l == "root" {
			p.root = i
		}
	}
	section, _ := m.Section(weightsSection)
	var err error
	if p.weights, err = table.OpenWeights(section); err != nil {
		return nil, fmt.Errorf("%s: %w", weightsSection, err)
	}
	if p.root < 0 || len(p.labels) < 2 || len(p.labels) > maxLabels || p.weights.Classes() != 2*len(p.labels)+1 {
		return nil, fmt.Errorf("%w: %d relations with %d actions", table.ErrModel, len(p.labels), p.weights.Classes())
	}
	return p, nil
}

// Parse fills Head and Rel of the words of one tagged sentence. The heads make
// a tree with one root. It takes time linear in the number of words.
func (p *Parser) Parse(tokens []text.Token, s *Scratch) {
	if len(tokens) == 0 {
		return
	}
	st := &s.state
	st.start(tokens)
	labels := len(p.labels)
	for !st.done() {
		canShift, canLeft, canRight := st.allowed()
		action := shift
		if canLeft && st.b == st.n {
			action = 1 + p.root
		} else if canLeft || canRight {
			s.scores = table.Scores{}
			st.features(&s.keys)
			p.weights.Add(s.keys.k[:s.keys.n], &s.scores)
			action = best(s.scores[:2*labels+1], labels, p.root, canShift, canLeft, canRight)
		}
		st.apply(action, labels)
	}
	p.write(tokens, st)
}

// write copies the tree of st to tokens.
func (p *Parser) write(tokens []text.Token, st *state) {
	for i := range tokens {
		t := &tokens[i]
		t.Head, t.Rel = st.head[i], p.labels[st.rel[i]]
		if t.Head == st.n {
			t.Head = -1
		}
	}
}

// best returns the allowed action with the highest score, the first of equals.
// Only the root of the sentence gets the relation root.
func best[T int32 | float32](scores []T, labels, root int, canShift, canLeft, canRight bool) int {
	action := -1
	var top T
	if canShift {
		action, top = shift, scores[shift]
	}
	if canLeft {
		for i, x := range scores[1 : 1+labels] {
			if (action < 0 || x > top) && i != root {
				action, top = 1+i, x
			}
		}
	}
	if canRight {
		for i, x := range scores[1+labels : 1+2*labels] {
			if (action < 0 || x > top) && i != root {
				action, top = 1+labels+i, x
			}
		}
	}
	return action
}
