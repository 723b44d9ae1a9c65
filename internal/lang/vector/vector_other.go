//go:build !amd64

package vector

func multiply(out []int32, w []int8, x []int16, in, wide int) { multiplyPlain(out, w, x, in, wide) }

func dots(out []int32, v, rows []int16) { dotsPlain(out, v, rows) }

func add(to []int16, row []int8) { addPlain(to, row) }

func round(out []int16, sums []int32, scale, bias []float32, slope, most float32) {
	roundPlain(out, sums, scale, bias, slope, most)
}

func update(state []int16, cell []float32, sums, step []int32, sumScale, stepScale, bias []float32) {
	updatePlain(state, cell, sums, step, sumScale, stepScale, bias)
}
