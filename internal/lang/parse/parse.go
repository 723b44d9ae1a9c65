// Package parse builds the dependency tree of a tagged sentence, and corrects
// its tags, with a compact neural network: two layers of LSTMs read the
// sentence in both directions, a bilinear form scores every word as the head of
// every other, and the best tree is taken (Dozat and Manning 2017, with less of
// everything). Weights have 8 bits, and all sums are whole numbers, so results
// are the same everywhere. It knows no roles beyond those of Universal
// Dependencies.
package parse

import (
	"fmt"
	"strings"

	"kabar/internal/lang/vector"
	"kabar/internal/table"
	"kabar/internal/text"
)

// Names of a parser's sections in a model.
const (
	rowsSection = "parse.rows" // feature → row of the embeddings
	netSection  = "parse.net"
	relsSection = "parse.rels" // a relation a line
	tagsSection = "parse.tags" // a part of speech and its features a line
)

// Most relations and tags of a model.
const (
	maxRels = 128
	maxTags = 512
)

// Parser holds the model of one language. It is immutable and safe for use by
// many goroutines, each with its own Scratch.
type Parser struct {
	ids  table.Map
	net  *network
	rels []string
	tags []tag
	root int // number of the relation "root"
}

type tag struct {
	pos   text.POS
	feats string
}

// Scratch is the working memory of one goroutine. The zero value is ready.
type Scratch struct {
	keys   []uint64
	a, b   []int16 // inputs and outputs of layers
	sums   []int32
	step   []int32 // sums of one word
	state  []int16
	cell   []float32
	mid    []int16 // what heads and relations are found with
	dep    []int16
	head   []int16
	pair   []int16
	scores []int32
	forest forest
}

// New returns the parser in m. Errors are table.ErrModel.
func New(m *table.Model) (*Parser, error) {
	if err := m.MustHave(rowsSection, netSection, relsSection, tagsSection); err != nil {
		return nil, err
	}
	p := &Parser{root: -1}
	var err error
	section, _ := m.Section(rowsSection)
	if p.ids, err = table.OpenMap(section); err != nil {
		return nil, fmt.Errorf("%s: %w", rowsSection, err)
	}
	section, _ = m.Section(netSection)
	if p.net, err = openNetwork(section); err != nil {
		return nil, fmt.Errorf("%s: %w", netSection, err)
	}
	list, _ := m.Section(relsSection)
	p.rels = strings.Split(list, "\n")
	for i, r := range p.rels {
		if r == "root" {
			p.root = i
		}
	}
	list, _ = m.Section(tagsSection)
	for line := range strings.SplitSeq(list, "\n") {
		name, feats, _ := strings.Cut(line, " ")
		pos, ok := text.ParsePOS(name)
		if !ok {
			return nil, fmt.Errorf("%w: part of speech %q", table.ErrModel, name)
		}
		p.tags = append(p.tags, tag{pos, feats})
	}
	if p.root < 0 || len(p.rels) != p.net.rels || len(p.rels) < 2 || len(p.tags) != p.net.tags {
		return nil, fmt.Errorf("%w: %d relations and %d tags, the network has %d and %d", table.ErrModel, len(p.rels), len(p.tags), p.net.rels, p.net.tags)
	}
	return p, nil
}

// Parse fills Head and Rel of the words of one tagged sentence, and corrects
// POS and Feats. The heads make a tree with one root. The time grows with the
// square of the number of words, slowly.
func (p *Parser) Parse(tokens []text.Token, s *Scratch) {
	if len(tokens) > 0 {
		p.Attach(tokens, s.Tree(p.Heads(tokens, s), len(tokens)), s)
	}
}

// Heads corrects POS and Feats of the words of a tagged sentence, of which
// there is at least one, and returns the scores of all heads of all words: that
// of word h as the head of word d at d*(len(tokens)+1)+h, where h = len(tokens)
// stands for the root. HeadOne stands for 1: the share of exp(score) among
// those of a word is how likely a head is. The scores are valid until s is used
// again.
func (p *Parser) Heads(tokens []text.Token, s *Scratch) []int32 {
	n := p.net
	p.embed(tokens, s)
	for l := range layers {
		s.b = grow(s.b, len(tokens)*2*n.hidden)
		for d := range 2 {
			n.lstm[l][d].run(s.b, s.a, len(tokens), n.hidden, d == 1, s)
		}
		s.a, s.b = s.b, s.a
	}
	p.tag(tokens, s)
	n.middle(len(tokens), s)
	return n.arcs(len(tokens), s)
}

// Tree returns the heads of n words in the best tree with one root, for scores
// as Heads has them. They are valid until s is used again.
func (s *Scratch) Tree(scores []int32, n int) []int32 { return s.forest.tree(scores, n) }

// Attach fills Head and Rel of tokens, for which Heads was called last, with
// heads; len(tokens) stands for the root.
func (p *Parser) Attach(tokens []text.Token, heads []int32, s *Scratch) {
	n, m := p.net, &p.net.out
	s.pair = grow(s.pair, len(tokens)*n.rel)
	for i, h := range heads {
		dep, head, pair := s.mid[i*2*n.rel:][:n.rel], n.rootRel, s.pair[i*n.rel:][:n.rel]
		if int(h) < len(tokens) {
			head = s.mid[int(h)*2*n.rel+n.rel:][:n.rel]
		}
		for j := range dep {
			pair[j] = max(dep[j]+head[j], 0)
		}
	}
	s.sums = grow(s.sums, len(tokens)*m.Out())
	m.Mul(s.sums, s.pair)
	for i, h := range heads {
		t := &tokens[i]
		if int(h) == len(tokens) {
			t.Head, t.Rel = -1, p.rels[p.root]
			continue
		}
		t.Head, t.Rel = h, p.rels[m.best(s.sums[i*m.Out():], n.rels, p.root)]
	}
}

// embed writes to s.a the sums of the embeddings of each word's features.
func (p *Parser) embed(tokens []text.Token, s *Scratch) {
	dim := p.net.dim
	s.keys = Features(s.keys[:0], tokens)
	s.a = grow(s.a, len(tokens)*dim)
	clear(s.a)
	for i := range tokens {
		to := s.a[i*dim : i*dim+dim]
		for _, k := range s.keys[i*Fields : i*Fields+Fields] {
			id, ok := p.ids.Get(k)
			if !ok || (int(id)+1)*dim > len(p.net.rows) {
				continue
			}
			vector.Add(to, p.net.rows[int(id)*dim:][:dim])
		}
	}
}

// run writes to its half of out, of words × 2·hidden, the states of the LSTM as
// it reads in.
func (l *lstm) run(out, in []int16, words, hidden int, backward bool, s *Scratch) {
	wide := 4 * hidden
	s.sums = grow(s.sums, words*wide)
	s.step = grow(s.step, wide)
	s.state = grow(s.state, hidden)
	s.cell = grow(s.cell, hidden)
	clear(s.state)
	clear(s.cell)
	l.input.Mul(s.sums, in)
	for k := range words {
		i, half := k, 0
		if backward {
			i, half = words-1-k, hidden
		}
		l.state.Mul(s.step, s.state)
		vector.Cell(s.state, s.cell, s.sums[i*wide:i*wide+wide], s.step, l.inputScale, l.stateScale, l.bias)
		copy(out[i*2*hidden+half:], s.state)
	}
}

// tag corrects the tags of tokens.
func (p *Parser) tag(tokens []text.Token, s *Scratch) {
	m := &p.net.tag
	s.sums = grow(s.sums, len(tokens)*m.Out())
	m.Mul(s.sums, s.a)
	for i := range tokens {
		x := p.tags[m.best(s.sums[i*m.Out():], p.net.tags, -1)]
		tokens[i].POS, tokens[i].Feats = x.pos, x.feats
	}
}

func (m *scaled) at(sums []int32, i int) float32 {
	return float32(float32(sums[i])*m.scale[i]) + m.bias[i]
}

// best returns the number of the highest of n outputs, the first of equals,
// without that called not.
func (m *scaled) best(sums []int32, n, not int) int {
	best, top := -1, float32(0)
	for i := range n {
		if x := m.at(sums, i); i != not && (best < 0 || x > top) {
			best, top = i, x
		}
	}
	return best
}

// slope is that of a number below 0 in what heads are found with.
const slope = 0.1

// middle computes what heads and relations are found with: s.dep, s.head (the
// root last) and s.mid.
func (n *network) middle(words int, s *Scratch) {
	m := &n.mid
	s.sums = grow(s.sums, words*m.Out())
	m.Mul(s.sums, s.a)
	arcs := 2 * n.arc
	s.mid = grow(s.mid, words*2*n.rel)
	s.dep = grow(s.dep, words*n.arc)
	s.head = grow(s.head, (words+1)*n.arc)
	for i := range words {
		sums := s.sums[i*m.Out():]
		vector.Round(s.dep[i*n.arc:(i+1)*n.arc], sums, m.scale, m.bias, slope, maxHead)
		vector.Round(s.head[i*n.arc:(i+1)*n.arc], sums[n.arc:], m.scale[n.arc:], m.bias[n.arc:], slope, maxHead)
		vector.Round(s.mid[i*2*n.rel:(i+1)*2*n.rel], sums[arcs:], m.scale[arcs:], m.bias[arcs:], 1, maxRel)
	}
	copy(s.head[words*n.arc:], n.rootArc)
}

// arcs returns the scores of all heads of all words.
func (n *network) arcs(words int, s *Scratch) []int32 {
	m := &n.bilinear
	s.sums = grow(s.sums, words*m.Out())
	m.Mul(s.sums, s.dep)
	s.scores = grow(s.scores, words*(words+1))
	for i := range words {
		vector.Round(s.dep[i*n.arc:(i+1)*n.arc], s.sums[i*m.Out():], m.scale, m.bias, 1, maxDep)
		vector.Dots(s.scores[i*(words+1):(i+1)*(words+1)], s.dep[i*n.arc:(i+1)*n.arc], s.head)
	}
	return s.scores
}
