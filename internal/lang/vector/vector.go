// Package vector computes what compact neural networks consist of, on vectors of
// 16-bit integers and matrices of 8-bit ones. Sums are exact, and what is done
// in floats is done in one order and rounded at each step, so every processor
// gives the same result, with vector instructions or without.
package vector

import (
	"math"
	"unsafe"
)

const (
	// Block is what the number of outputs of a matrix is a multiple of.
	Block = 32
	lanes = 8
)

// Max is the most inputs of a matrix; with inputs of at most 14 bits and sign,
// sums fit 32 bits.
const Max = 1024

// Matrix is a matrix read in place. The zero value has no outputs.
type Matrix struct {
	w       string
	in, out int
}

// Size returns how many bytes a matrix takes. in is even, out a multiple of
// Block.
func Size(in, out int) int { return in * out }

// Open returns the matrix in w, which Pack made; ok is false when its size is
// not that of a matrix with in inputs and out outputs.
func Open(w string, in, out int) (m Matrix, ok bool) {
	if in <= 0 || in > Max || in%2 != 0 || out <= 0 || out%Block != 0 || len(w) != Size(in, out) {
		return Matrix{}, false
	}
	return Matrix{w, in, out}, true
}

// Out returns the number of outputs.
func (m *Matrix) Out() int { return m.out }

// Mul writes to out the products of the matrix with the vectors that stand in x
// one after the other. It panics when x holds no whole number of vectors or
// out is too short.
func (m *Matrix) Mul(out []int32, x []int16) {
	n := len(x) / m.in
	if n*m.in != len(x) || len(out) < n*m.out {
		panic("vector: sizes do not fit")
	}
	if n > 0 {
		multiply(out[:n*m.out], bytes(m.w), x, m.in, m.out)
	}
}

// bytes returns the bytes of s, which must not be changed.
func bytes(s string) []int8 {
	return unsafe.Slice((*int8)(unsafe.Pointer(unsafe.StringData(s))), len(s))
}

// Add adds the bytes of row, as signed numbers, to those of to, which has the
// same length, a multiple of 16.
func Add(to []int16, row string) {
	if len(to) != len(row) || len(to)%16 != 0 {
		panic("vector: sizes do not fit")
	}
	if len(to) > 0 {
		add(to, bytes(row))
	}
}

// Round writes to out, whose length is a multiple of 8, the sums times scale
// plus bias, times slope where that is less than 0, rounded to whole numbers
// from -most to most.
func Round(out []int16, sums []int32, scale, bias []float32, slope float32, most int16) {
	n := len(out)
	if n%8 != 0 || len(sums) < n || len(scale) < n || len(bias) < n {
		panic("vector: sizes do not fit")
	}
	if n > 0 {
		round(out, sums, scale, bias, slope, float32(most))
	}
}

// StateOne stands for 1 in the state of an LSTM.
const StateOne = 8192

// Cell makes one step of an LSTM: from the sums of its gates (in, forget, out
// and new, each as long as cell and state, a multiple of 8) over the input and
// over the state, each with its scale, and a bias, it computes the next cell and
// state.
func Cell(state []int16, cell []float32, sums, step []int32, sumScale, stepScale, bias []float32) {
	n := len(state)
	if n%8 != 0 || len(cell) != n || len(sums) < 4*n || len(step) < 4*n || len(sumScale) < 4*n || len(stepScale) < 4*n || len(bias) < 4*n {
		panic("vector: sizes do not fit")
	}
	if n > 0 {
		update(state, cell, sums, step, sumScale, stepScale, bias)
	}
}

// Dots writes to out the scalar products of v with the vectors of the same
// length, a multiple of 16, that stand in rows one after the other. Sums are
// taken modulo 2^32.
func Dots(out []int32, v, rows []int16) {
	if len(v)%16 != 0 || len(rows) < len(out)*len(v) {
		panic("vector: sizes do not fit")
	}
	if len(out) > 0 && len(v) > 0 {
		dots(out, v, rows)
	}
}

// Pack returns the matrix w, whose in rows of out numbers stand one after the
// other, in 8 bits, and for each output what its sums are to be multiplied
// with. Outputs beyond out, up to a multiple of Block, are 0.
func Pack(w []float32, in, out int) (packed []byte, scale []float32) {
	wide := (out + Block - 1) / Block * Block
	packed, scale = make([]byte, Size(in, wide)), make([]float32, wide)
	for o := range out {
		var most float32
		for i := range in {
			most = max(most, w[i*out+o], -w[i*out+o])
		}
		if most == 0 {
			continue
		}
		scale[o] = most / math.MaxInt8
		for i := range in {
			at := o/Block*Block*in + i/2*2*Block + o%Block/lanes*2*lanes + o%lanes*2 + i%2
			packed[at] = byte(int8(math.RoundToEven(float64(w[i*out+o] / scale[o]))))
		}
	}
	return packed, scale
}

// multiplyPlain is multiply without vector instructions.
func multiplyPlain(out []int32, w []int8, x []int16, in, wide int) {
	for ; len(x) > 0; x, out = x[in:], out[wide:] {
		for o := 0; o < wide; o += Block {
			block := out[o : o+Block]
			clear(block)
			for i := 0; i < in; i += 2 {
				a, b := int32(x[i]), int32(x[i+1])
				pair := w[o*in+i*Block:][:2*Block]
				for j := range block {
					block[j] += a*int32(pair[2*j]) + b*int32(pair[2*j+1])
				}
			}
		}
	}
}

// dotsPlain is dots without vector instructions.
func dotsPlain(out []int32, v, rows []int16) {
	for i := range out {
		row := rows[i*len(v):][:len(v)]
		var sum int32
		for j, x := range v {
			sum += int32(x) * int32(row[j])
		}
		out[i] = sum
	}
}

func addPlain(to []int16, row []int8) {
	for i, x := range row {
		to[i] += int16(x)
	}
}

func roundPlain(out []int16, sums []int32, scale, bias []float32, slope, most float32) {
	for i := range out {
		x := float32(float32(sums[i])*scale[i]) + bias[i]
		if x < 0 {
			x *= slope
		}
		out[i] = int16(whole(max(min(x, most), -most)))
	}
}

// whole rounds x to the nearest whole number, of two the even one.
func whole(x float32) float32 { return float32(math.RoundToEven(float64(x))) }

func updatePlain(state []int16, cell []float32, sums, step []int32, sumScale, stepScale, bias []float32) {
	n := len(state)
	gate := func(i int) float32 {
		return float32(float32(float32(sums[i])*sumScale[i])+float32(float32(step[i])*stepScale[i])) + bias[i]
	}
	for i := range state {
		in, forget, out := sigmoid(gate(i)), sigmoid(gate(n+i)), sigmoid(gate(2*n+i))
		c := float32(in*tanh(gate(3*n+i))) + float32(forget*cell[i])
		cell[i] = c
		state[i] = int16(whole(float32(float32(out*tanh(c)) * StateOne)))
	}
}

// tanhEdge is where the approximation of tanh reaches 1.
const tanhEdge = 4.97

// tanh returns the hyperbolic tangent of x, at most 0.0001 off (the seventh
// convergent of Lambert's continued fraction).
func tanh(x float32) float32 {
	x = max(min(x, tanhEdge), -tanhEdge)
	s := x * x
	over := x * (float32((float32((s+378)*s)+17325)*s) + 135135)
	under := float32((float32((float32(28*s)+3150)*s)+62370)*s) + 135135
	return over / under
}

func sigmoid(x float32) float32 { return float32(tanh(x*0.5)*0.5) + 0.5 }
