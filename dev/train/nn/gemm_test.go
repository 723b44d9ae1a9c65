package nn

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestMul(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func(n int) []float32 {
		out := make([]float32, n)
		for i := range out {
			out[i] = r.Float32() - 0.5
		}
		return out
	}
	for _, d := range [][3]int{{1, 1, 16}, {4, 3, 32}, {7, 20, 48}, {13, 128, 64}} {
		m, k, n := d[0], d[1], d[2]
		a, b, c := random(m*k), random(k*n), random(m*n)
		want := make([]float64, m*n)
		for i := range m {
			for j := range n {
				want[i*n+j] = float64(c[i*n+j])
				for x := range k {
					want[i*n+j] += float64(a[i*k+x]) * float64(b[x*n+j])
				}
			}
		}
		left, turned := append([]float32(nil), c...), make([]float32, m*k)
		transpose(turned, a, m, k)
		mul(c, a, b, m, k, n)
		mulLeft(left, turned, b, m, k, n)
		for i := range want {
			if math.Abs(float64(c[i])-want[i]) > 1e-4 || math.Abs(float64(left[i])-want[i]) > 1e-4 {
				t.Fatalf("%v: element %d: got %v and %v, want %v", d, i, c[i], left[i], want[i])
			}
		}
	}
}

func BenchmarkMul(b *testing.B) {
	const m, k, n = 500, 128, 512
	x, y, z := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n)
	for b.Loop() {
		mul(z, x, y, m, k, n)
	}
	b.ReportMetric(2*m*k*n*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}

func BenchmarkMulSmall(b *testing.B) {
	const m, k, n = 16, 128, 512
	x, y, z := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n)
	for b.Loop() {
		mul(z, x, y, m, k, n)
	}
	b.ReportMetric(2*m*k*n*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}
