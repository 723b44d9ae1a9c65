package parse

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"kabar/internal/lang/vector"
	"kabar/internal/table"
)

// version stands for how networks are stored and computed; it is part of
// FeatureHash.
const version = 1

// layers is how many layers of LSTMs there are, each in both directions.
const layers = 2

// Whole numbers stand for fractions: so many for 1.
const (
	arcOne = 128 // what heads are found with
	relOne = 256 // what relations are found with
)

// HeadOne is the score of a head that stands for 1.
const HeadOne = arcOne * arcOne

// Bounds of what heads are found with: their products, summed over at most
// maxArc, fit 32 bits.
const (
	maxArc  = 128
	maxHead = 2047
	maxDep  = 8191
)

// maxRel bounds what relations are found with.
const maxRel = 8191

// Network holds the weights of a parser as they were learnt. Matrices have a
// row for each input.
type Network struct {
	Dim, Hidden, Arc, Rel int
	Rels, Tags            []string
	Rows                  map[uint64]int32 // the row of Embed of each feature
	Embed                 []float32        // rows of Dim
	Input                 [layers][2][]float32
	State                 [layers][2][]float32
	Bias                  [layers][2][]float32 // of 4·Hidden: in, forget, out, new
	Mid, MidBias          []float32            // 2·Hidden × (2·Arc + 2·Rel): dependent and head for arcs, then for relations
	Bilinear, HeadBias    []float32            // Arc × Arc, Arc
	RootArc, RootRel      []float32            // the root as a head
	Out, OutBias          []float32            // Rel × Rels
	Tag, TagBias          []float32            // 2·Hidden × Tags
}

// network is a Network rounded and read in place.
type network struct {
	dim, hidden, arc, rel int
	rels, tags            int
	rows                  string // dim bytes each
	lstm                  [layers][2]lstm
	mid                   scaled
	bilinear              scaled
	rootArc, rootRel      []int16
	out, tag              scaled
}

// scaled is a matrix with what its sums are multiplied with, and a bias.
type scaled struct {
	vector.Matrix
	scale, bias []float32
}

type lstm struct {
	input, state vector.Matrix
	inputScale   []float32
	stateScale   []float32
	bias         []float32
}

// pack returns the bytes of n.
func (n *Network) pack() []byte {
	var b []byte
	number := func(x int) { b = binary.LittleEndian.AppendUint32(b, uint32(x)) }
	float := func(x float32) { b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x)) }
	floats := func(list []float32, want int, by float32) {
		for i := range want {
			var x float32
			if i < len(list) {
				x = list[i] * by
			}
			float(x)
		}
	}
	weights := func(w []float32, in, out int, one float32) {
		packed, scale := vector.Pack(w, in, out)
		floats(scale, len(scale), one)
		b = append(b, packed...)
	}
	embedOne := embedScale(n.Embed)
	for _, x := range []int{version, n.Dim, n.Hidden, n.Arc, n.Rel, len(n.Rels), len(n.Tags), len(n.Embed) / n.Dim} {
		number(x)
	}
	float(embedOne)
	in, one := n.Dim, embedOne
	for l := range layers {
		for d := range 2 {
			floats(n.Bias[l][d], 4*n.Hidden, 1)
			weights(n.Input[l][d], in, 4*n.Hidden, one)
			weights(n.State[l][d], n.Hidden, 4*n.Hidden, 1.0/vector.StateOne)
		}
		in, one = 2*n.Hidden, 1.0/vector.StateOne
	}
	floats(n.MidBias, wide(2*n.Arc+2*n.Rel), 1)
	weights(n.Mid, in, 2*n.Arc+2*n.Rel, one)
	floats(n.HeadBias, wide(n.Arc), 1)
	weights(n.Bilinear, n.Arc, n.Arc, 1.0/arcOne)
	floats(n.RootArc, n.Arc, 1)
	floats(n.RootRel, n.Rel, 1)
	floats(n.OutBias, wide(len(n.Rels)), 1)
	weights(n.Out, n.Rel, len(n.Rels), 1.0/relOne)
	floats(n.TagBias, wide(len(n.Tags)), 1)
	weights(n.Tag, in, len(n.Tags), one)
	for _, x := range n.Embed {
		q := math.RoundToEven(float64(x / embedOne))
		b = append(b, byte(int8(max(-math.MaxInt8, min(math.MaxInt8, q)))))
	}
	return b
}

// embedScale returns what one step of 8 bits stands for in embeddings: the
// largest of them are cut off, so that the many small ones are told apart.
func embedScale(embed []float32) float32 {
	const cut = 8 // times the root of the mean square
	var sum float64
	for _, x := range embed {
		sum += float64(x) * float64(x)
	}
	return float32(math.Sqrt(sum/float64(len(embed)))) * cut / math.MaxInt8
}

func wide(n int) int { return (n + vector.Block - 1) / vector.Block * vector.Block }

// Put writes the sections of the parser into f.
func (n *Network) Put(f *table.ModelFile) error {
	if n.Arc > maxArc || n.Dim%16 != 0 || n.Arc%16 != 0 || n.Hidden%8 != 0 || n.Rel%8 != 0 || len(n.Rels) < 2 || len(n.Rels) > maxRels || len(n.Tags) == 0 {
		return errors.New("parse: a network of this shape can't be stored")
	}
	rows := make(map[uint64]uint32, len(n.Rows))
	for k, r := range n.Rows {
		rows[k] = uint32(r)
	}
	f.Put(rowsSection, table.PackMap(rows))
	f.Put(netSection, n.pack())
	f.Put(relsSection, lines(n.Rels))
	f.Put(tagsSection, lines(n.Tags))
	return nil
}

func lines(list []string) []byte {
	var b []byte
	for i, s := range list {
		if i > 0 {
			b = append(b, '\n')
		}
		b = append(b, s...)
	}
	return b
}

// decoder reads a section from its start.
type decoder struct {
	s   string
	err error
}

func (d *decoder) take(n int) string {
	if n < 0 || n > len(d.s) {
		d.err = fmt.Errorf("%w: network cut short", table.ErrModel)
		return ""
	}
	out := d.s[:n]
	d.s = d.s[n:]
	return out
}

func (d *decoder) number() int {
	s := d.take(4)
	if s == "" {
		return 0
	}
	return int(binary.LittleEndian.Uint32([]byte(s)))
}

func (d *decoder) float() float32 { return math.Float32frombits(uint32(d.number())) }

func (d *decoder) floats(n int) []float32 {
	if n < 0 || 4*n > len(d.s) {
		d.take(-1)
		return nil
	}
	out := make([]float32, n)
	for i := range out {
		out[i] = d.float()
	}
	return out
}

func (d *decoder) weights(in, out int) (m vector.Matrix, scale []float32) {
	scale = d.floats(wide(out))
	m, ok := vector.Open(d.take(vector.Size(in, wide(out))), in, wide(out))
	if !ok && d.err == nil {
		d.err = fmt.Errorf("%w: matrix of %d by %d", table.ErrModel, in, out)
	}
	return m, scale
}

func (d *decoder) scaled(in, out int) (s scaled) {
	s.bias = d.floats(wide(out))
	s.Matrix, s.scale = d.weights(in, out)
	return s
}

// maxSize is the largest size of a network's layers.
const maxSize = 512

func openNetwork(section string) (*network, error) {
	d := &decoder{s: section}
	v := d.number()
	n := &network{dim: d.number(), hidden: d.number(), arc: d.number(), rel: d.number(), rels: d.number(), tags: d.number()}
	rows := d.number()
	d.float()
	if d.err != nil {
		return nil, d.err
	}
	bad := func(x, of int) bool { return x <= 0 || x > maxSize || x%of != 0 }
	if v != version || bad(n.dim, 16) || bad(n.hidden, 8) || bad(n.arc, 16) || n.arc > maxArc || bad(n.rel, 8) ||
		bad(n.rels, 1) || n.rels > maxRels || n.tags <= 0 || n.tags > maxTags || rows < 0 {
		return nil, fmt.Errorf("%w: network of an unknown shape", table.ErrModel)
	}
	in := n.dim
	for l := range layers {
		for k := range 2 {
			x := &n.lstm[l][k]
			x.bias = d.floats(4 * n.hidden)
			x.input, x.inputScale = d.weights(in, 4*n.hidden)
			x.state, x.stateScale = d.weights(n.hidden, 4*n.hidden)
		}
		in = 2 * n.hidden
	}
	n.mid = d.scaled(in, 2*n.arc+2*n.rel)
	for i := range n.mid.scale {
		one := float32(arcOne)
		if i >= 2*n.arc {
			one = relOne
		}
		n.mid.scale[i] *= one
		n.mid.bias[i] *= one
	}
	n.bilinear = d.scaled(n.arc, n.arc)
	for i := range n.bilinear.scale {
		n.bilinear.scale[i] *= arcOne
		n.bilinear.bias[i] *= arcOne
	}
	n.rootArc = whole(d.floats(n.arc), arcOne, maxHead)
	n.rootRel = whole(d.floats(n.rel), relOne, maxRel)
	n.out = d.scaled(n.rel, n.rels)
	n.tag = d.scaled(in, n.tags)
	n.rows = d.take(rows * n.dim)
	return n, d.err
}

// whole returns list times one as whole numbers from -most to most.
func whole(list []float32, one, most float64) []int16 {
	out := make([]int16, len(list))
	for i, x := range list {
		out[i] = int16(max(-most, min(most, math.RoundToEven(float64(x)*one))))
	}
	return out
}
