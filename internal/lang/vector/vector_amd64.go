package vector

import "golang.org/x/sys/cpu"

// The functions below do what those ending in Plain do. They need AVX2, those
// ending in VNNI the vector neural network instructions of AVX-512 on 256 bits.

//go:noescape
func multiplyAVX2(out *int32, w *int8, x *int16, pairs, blocks int)

//go:noescape
func multiplyVNNI(out *int32, w *int8, x *int16, pairs, blocks int)

// multiply4VNNI works on four vectors.
//
//go:noescape
func multiply4VNNI(out *int32, w *int8, x *int16, pairs, blocks int)

//go:noescape
func dotsAVX2(out *int32, v, row *int16, steps, rows int)

//go:noescape
func addAVX2(to *int16, row *int8, steps int)

//go:noescape
func roundAVX2(out *int16, sums *int32, scale, bias *float32, slope, most float32, steps int)

//go:noescape
func updateAVX2(state *int16, cell *float32, sums, step *int32, sumScale, stepScale, bias *float32, steps int)

// What the processor can do.
var (
	hasAVX2 = cpu.X86.HasAVX2
	hasVNNI = hasAVX2 && cpu.X86.HasAVX512VNNI && cpu.X86.HasAVX512VL
)

func multiply(out []int32, w []int8, x []int16, in, wide int) {
	pairs, blocks := in/2, wide/Block
	switch {
	case hasVNNI:
		for ; len(x) >= 4*in; x, out = x[4*in:], out[4*wide:] {
			multiply4VNNI(&out[0], &w[0], &x[0], pairs, blocks)
		}
		for ; len(x) > 0; x, out = x[in:], out[wide:] {
			multiplyVNNI(&out[0], &w[0], &x[0], pairs, blocks)
		}
	case hasAVX2:
		for ; len(x) > 0; x, out = x[in:], out[wide:] {
			multiplyAVX2(&out[0], &w[0], &x[0], pairs, blocks)
		}
	default:
		multiplyPlain(out, w, x, in, wide)
	}
}

func dots(out []int32, v, rows []int16) {
	if hasAVX2 {
		dotsAVX2(&out[0], &v[0], &rows[0], len(v)/16, len(out))
		return
	}
	dotsPlain(out, v, rows)
}

func add(to []int16, row []int8) {
	if hasAVX2 {
		addAVX2(&to[0], &row[0], len(to)/16)
		return
	}
	addPlain(to, row)
}

func round(out []int16, sums []int32, scale, bias []float32, slope, most float32) {
	if hasAVX2 {
		roundAVX2(&out[0], &sums[0], &scale[0], &bias[0], slope, most, len(out)/8)
		return
	}
	roundPlain(out, sums, scale, bias, slope, most)
}

func update(state []int16, cell []float32, sums, step []int32, sumScale, stepScale, bias []float32) {
	if hasAVX2 {
		updateAVX2(&state[0], &cell[0], &sums[0], &step[0], &sumScale[0], &stepScale[0], &bias[0], len(state)/8)
		return
	}
	updatePlain(state, cell, sums, step, sumScale, stepScale, bias)
}
