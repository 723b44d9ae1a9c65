package parse

import (
	"math/rand/v2"
	"testing"
)

// bestTree returns the highest sum of scores of any tree with one root, by
// trying all of them.
func bestTree(scores []int32, n int) int64 {
	heads := make([]int, n)
	best := int64(-1 << 60)
	var try func(d int)
	try = func(d int) {
		if d < n {
			for h := range n + 1 {
				if h != d {
					heads[d] = h
					try(d + 1)
				}
			}
			return
		}
		if sum, ok := treeScore(heads, scores); ok {
			best = max(best, sum)
		}
	}
	try(0)
	return best
}

// treeScore returns the sum of scores; ok is false when heads make no tree with
// one root.
func treeScore(heads []int, scores []int32) (sum int64, ok bool) {
	n, roots := len(heads), 0
	for d, h := range heads {
		sum += int64(scores[d*(n+1)+h])
		if h == n {
			roots++
		}
		at := d
		for range n {
			if at < n {
				at = heads[at]
			}
		}
		if at != n {
			return 0, false
		}
	}
	return sum, roots == 1
}

func TestTree(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var f forest
	for i := range 2000 {
		n := 1 + i%5
		scores := make([]int32, n*(n+1))
		for k := range scores {
			scores[k] = int32(r.IntN(100))
		}
		var heads []int
		for _, h := range f.tree(scores, n) {
			heads = append(heads, int(h))
		}
		got, ok := treeScore(heads, scores)
		if !ok {
			t.Fatalf("%v: %v is no tree with one root", scores, heads)
		}
		if want := bestTree(scores, n); got != want {
			t.Fatalf("%v: %v scores %d, the best tree %d", scores, heads, got, want)
		}
	}
}

// TestLongTree looks only whether the answer is a tree.
func TestLongTree(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var f forest
	const n = 300
	scores := make([]int32, n*(n+1))
	for range 3 {
		for k := range scores {
			scores[k] = int32(r.IntN(1 << 20))
		}
		var heads []int
		for _, h := range f.tree(scores, n) {
			heads = append(heads, int(h))
		}
		if _, ok := treeScore(heads, scores); !ok {
			t.Fatalf("%v is no tree with one root", heads)
		}
	}
}

func BenchmarkTree(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 3))
	var f forest
	const n = 40
	scores := make([]int32, n*(n+1))
	for k := range scores {
		scores[k] = int32(r.IntN(1 << 20))
	}
	b.ReportAllocs()
	for b.Loop() {
		f.tree(scores, n)
	}
}
