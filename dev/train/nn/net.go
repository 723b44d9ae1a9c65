// Package nn learns the networks that internal/lang/parse reads: embeddings, two
// layers of LSTMs in both directions, and scores for heads, relations and tags.
// It computes in 32-bit floats and with its own gradients; what it learns is
// rounded when it is packed. It knows nothing of words.
package nn

import (
	"math"
	"math/rand/v2"
)

// Config is the shape of a network. Sizes are multiples of 16.
type Config struct {
	Rows   int // of the embedding table
	Fields int // rows that are added up for each word
	Dim    int // of an embedding
	Hidden int // of an LSTM, in each direction
	Arc    int // of what heads are found with
	Rel    int // of what relations are found with
	Rels   int // relations
	Tags   int // tags; any number
}

// Dropout says what share of the numbers is left out while learning.
type Dropout struct {
	Field  float32 // of the rows of words, the first fields twice as often
	Input  float32 // of each layer's input
	State  float32 // of the LSTMs' states
	Hidden float32 // of what heads and relations are found with
}

// layers is how many layers of LSTMs there are.
const layers = 2

// Param is a matrix that is learnt.
type Param struct {
	W          []float32
	Rows, Cols int
	m, v       []float32 // moments of Adam
}

// Net is a network.
type Net struct {
	Config
	Embed    Param            // Rows × Dim
	Input    [layers][2]Param // per direction: inputs × 4·Hidden, in the order in, forget, out, new
	State    [layers][2]Param // Hidden × 4·Hidden
	Bias     [layers][2]Param // 1 × 4·Hidden
	Mid      Param            // 2·Hidden × Mids: dependent, head (Arc each), dependent, head (Rel each)
	MidBias  Param
	Bilinear Param // Arc × Arc
	HeadBias Param // 1 × Arc
	RootArc  Param // 1 × Arc: the root as a head
	RootRel  Param // 1 × Rel
	Out      Param // Rel × Rels
	OutBias  Param
	Tag      Param // 2·Hidden × Tags
	TagBias  Param
	step     int
}

// Mids is how many numbers stand between the LSTMs and the scores.
func (c *Config) Mids() int { return 2*c.Arc + 2*c.Rel }

func padded(n int) int { return (n + tile - 1) / tile * tile }

// New returns a network with random weights.
func New(c Config, seed uint64) *Net {
	r := rand.New(rand.NewPCG(seed, 7))
	n := &Net{Config: c}
	n.Embed = param(c.Rows, c.Dim, 0.1*float32(math.Sqrt(3)), r)
	glorot := func(rows, cols int) Param {
		return param(rows, cols, float32(math.Sqrt(6/float64(rows+cols))), r)
	}
	in := c.Dim
	for l := range layers {
		for d := range 2 {
			n.Input[l][d] = param(in, 4*c.Hidden, float32(math.Sqrt(6/float64(in+c.Hidden))), r)
			n.State[l][d] = param(c.Hidden, 4*c.Hidden, float32(math.Sqrt(3/float64(c.Hidden))), r)
			n.Bias[l][d] = param(1, 4*c.Hidden, 0, r)
			for i := range c.Hidden {
				n.Bias[l][d].W[c.Hidden+i] = 1 // remember at first
			}
		}
		in = 2 * c.Hidden
	}
	n.Mid, n.MidBias = glorot(in, c.Mids()), param(1, c.Mids(), 0, r)
	n.Bilinear, n.HeadBias = glorot(c.Arc, c.Arc), param(1, c.Arc, 0, r)
	n.RootArc, n.RootRel = param(1, c.Arc, 0.1, r), param(1, c.Rel, 0.1, r)
	n.Out, n.OutBias = glorot(c.Rel, padded(c.Rels)), param(1, padded(c.Rels), 0, r)
	n.Tag, n.TagBias = glorot(in, padded(c.Tags)), param(1, padded(c.Tags), 0, r)
	return n
}

func param(rows, cols int, limit float32, r *rand.Rand) Param {
	p := Param{W: make([]float32, rows*cols), Rows: rows, Cols: cols}
	for i := range p.W {
		p.W[i] = (2*r.Float32() - 1) * limit
	}
	return p
}

// dense returns all parameters but the embeddings.
func (n *Net) dense() []*Param {
	var out []*Param
	for l := range layers {
		for d := range 2 {
			out = append(out, &n.Input[l][d], &n.State[l][d], &n.Bias[l][d])
		}
	}
	return append(out, &n.Mid, &n.MidBias, &n.Bilinear, &n.HeadBias, &n.RootArc, &n.RootRel, &n.Out, &n.OutBias, &n.Tag, &n.TagBias)
}

// Adam, Kingma and Ba 2015; what is not said here is as they have it.
const (
	beta1   = 0.9
	beta2   = 0.98
	epsilon = 1e-8
	clip    = 5 // largest length of the gradient
)

// update changes the parameters against the gradients, which it leaves at 0.
func (n *Net) update(g *gradients, words int, rate float64) {
	n.step++
	var sum float64
	for _, d := range g.dense {
		for _, x := range d {
			sum += float64(x) * float64(x)
		}
	}
	scale := 1 / float64(words)
	if length := math.Sqrt(sum) * scale; length > clip {
		scale *= clip / length
	}
	step := rate * math.Sqrt(1-math.Pow(beta2, float64(n.step))) / (1 - math.Pow(beta1, float64(n.step)))
	for i, p := range n.dense() {
		if p.m == nil {
			p.m, p.v = make([]float32, len(p.W)), make([]float32, len(p.W))
		}
		adam(p.W, g.dense[i], p.m, p.v, float32(step), float32(scale))
	}
	e := &n.Embed
	if e.m == nil {
		e.m, e.v = make([]float32, len(e.W)), make([]float32, len(e.W))
	}
	for _, row := range g.touched {
		at, end := int(row)*n.Dim, int(row+1)*n.Dim
		adam(e.W[at:end], g.embed[at:end], e.m[at:end], e.v[at:end], float32(step), float32(scale))
		g.seen[row] = false
	}
	g.touched = g.touched[:0]
}

func adam(w, g, m, v []float32, step, scale float32) {
	m, v, g = m[:len(w)], v[:len(w)], g[:len(w)]
	for i := range w {
		x := g[i] * scale
		g[i] = 0
		m[i] = beta1*m[i] + (1-beta1)*x
		v[i] = beta2*v[i] + (1-beta2)*x*x
		w[i] -= step * m[i] / (float32(math.Sqrt(float64(v[i]))) + epsilon)
	}
}

// gradients are sums over a batch.
type gradients struct {
	dense   [][]float32 // as Net.dense
	embed   []float32
	touched []int32 // rows of embed that are not 0
	seen    []bool  // whether a row is in touched
}

func newGradients(n *Net) *gradients {
	g := &gradients{embed: make([]float32, len(n.Embed.W)), seen: make([]bool, n.Rows)}
	for _, p := range n.dense() {
		g.dense = append(g.dense, make([]float32, len(p.W)))
	}
	return g
}

// curve is a table of the logistic function between -edge and edge.
const (
	edge   = 8
	points = 256 // per 1
)

var curve = func() (t [2*edge*points + 2]float32) {
	for i := range t {
		t[i] = float32(1 / (1 + math.Exp(-(float64(i)/points - edge))))
	}
	return t
}()

func sigmoid(x float32) float32 {
	x = (x + edge) * points
	if x <= 0 {
		return curve[0]
	}
	if x >= 2*edge*points {
		return curve[2*edge*points]
	}
	i := int(x)
	return curve[i] + (curve[i+1]-curve[i])*(x-float32(i))
}

func tanh(x float32) float32 { return 2*sigmoid(2*x) - 1 }
