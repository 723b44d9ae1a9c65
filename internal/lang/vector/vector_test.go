package vector

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
)

func random(in, out int) (m Matrix, w []float32, scale []float32, x []int16) {
	r := rand.New(rand.NewPCG(uint64(in), uint64(out)))
	w = make([]float32, in*out)
	for i := range w {
		w[i] = float32(r.NormFloat64())
	}
	x = make([]int16, 3*in)
	for i := range x {
		x[i] = int16(r.IntN(16384) - 8192)
	}
	packed, scale := Pack(w, in, out)
	m, _ = Open(string(packed), in, len(scale))
	return m, w, scale, x
}

func TestMul(t *testing.T) {
	for _, d := range [][2]int{{2, 32}, {96, 64}, {128, 512}, {256, 70}} {
		in, out := d[0], d[1]
		m, w, scale, x := random(in, out)
		got := make([]int32, 3*m.Out())
		m.Mul(got, x)
		for k := range 3 {
			for o := range out {
				var want float64
				for i := range in {
					want += float64(x[k*in+i]) * float64(w[i*out+o])
				}
				if y := float64(got[k*m.Out()+o]) * float64(scale[o]); math.Abs(y-want) > 8192*float64(scale[o])*math.Sqrt(float64(in)) {
					t.Fatalf("%v: vector %d, output %d: got %v, want about %v", d, k, o, y, want)
				}
			}
		}
	}
}

// TestSame compares the code with vector instructions and that without.
func TestSame(t *testing.T) {
	m, _, _, x := random(96, 512)
	for n := range 7 {
		got, want := make([]int32, n*m.Out()), make([]int32, n*m.Out())
		x := slices.Repeat(x, 3)[:n*96]
		m.Mul(got, x)
		multiplyPlain(want, bytes(m.w), x, 96, m.Out())
		if !slices.Equal(got, want) {
			t.Errorf("%d products differ", n)
		}
	}
	v := x[:48]
	sums, want := make([]int32, 6), make([]int32, 6)
	Dots(sums, v, x)
	dotsPlain(want, v, x)
	if !slices.Equal(sums, want) {
		t.Errorf("scalar products: got %v, want %v", sums, want)
	}
	a, b := slices.Clone(x[:64]), slices.Clone(x[:64])
	Add(a, m.w[:64])
	addPlain(b, bytes(m.w[:64]))
	if !slices.Equal(a, b) {
		t.Errorf("sums: got %v, want %v", a, b)
	}
	r := rand.New(rand.NewPCG(1, 5))
	floats := func(n int, scale float64) []float32 {
		out := make([]float32, n)
		for i := range out {
			out[i] = float32(r.NormFloat64() * scale)
		}
		return out
	}
	whole := func(n int) []int32 {
		out := make([]int32, n)
		for i := range out {
			out[i] = int32(r.NormFloat64() * 1e6)
		}
		return out
	}
	for range 100 {
		const n = 64
		y, scale, bias := whole(4*n), floats(4*n, 1e-3), floats(4*n, 100)
		Round(a, y, scale, bias, 0.1, 2047)
		roundPlain(b, y, scale, bias, 0.1, 2047)
		if !slices.Equal(a, b) {
			t.Fatalf("rounded: got %v, want %v", a, b)
		}
		step, stepScale := whole(4*n), floats(4*n, 1e-6)
		scale, bias = floats(4*n, 2e-6), floats(4*n, 1)
		c := floats(n, 2)
		d := slices.Clone(c)
		Cell(a, c, y, step, scale, stepScale, bias)
		updatePlain(b, d, y, step, scale, stepScale, bias)
		if !slices.Equal(a, b) || !slices.Equal(c, d) {
			t.Fatalf("cells: got %v\n%v\nwant %v\n%v", a, c, b, d)
		}
	}
}

func TestTanh(t *testing.T) {
	for x := float32(-12); x < 12; x += 0.01 {
		if got, want := float64(tanh(x)), math.Tanh(float64(x)); math.Abs(got-want) > 1e-4 || math.Abs(got) > 1 {
			t.Errorf("tanh(%v): got %v, want %v", x, got, want)
		}
	}
}

func TestOpen(t *testing.T) {
	for _, d := range [][3]int{{0, 32, 0}, {3, 32, 96}, {2, 31, 62}, {2, 32, 63}, {2048, 32, 65536}} {
		if _, ok := Open(string(make([]byte, d[2])), d[0], d[1]); ok {
			t.Errorf("%v was opened", d)
		}
	}
}

func BenchmarkMul(b *testing.B) {
	m, _, _, x := random(128, 512)
	for _, n := range []int{1, 24} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			x := slices.Repeat(x, 10)[:n*128]
			out := make([]int32, n*m.Out())
			b.ReportAllocs()
			for b.Loop() {
				m.Mul(out, x)
			}
			b.ReportMetric(float64(n)*128*512*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}

func BenchmarkCell(b *testing.B) {
	const n = 128
	state, cell := make([]int16, n), make([]float32, n)
	sums, step := make([]int32, 4*n), make([]int32, 4*n)
	scale := make([]float32, 4*n)
	b.ReportAllocs()
	for b.Loop() {
		Cell(state, cell, sums, step, scale, scale, scale)
	}
}
