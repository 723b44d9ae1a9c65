package nn

// tile is how many columns the kernels work on at a time; all matrices that are
// multiplied from the right have a multiple of it.
const tile = 16

// block is how many rows of the left matrix are kept in the cache.
const block = 64

// mul adds a·b to c: a has m rows of k numbers, b k rows of n, c m rows of n,
// all without gaps. n is a multiple of 16.
func mul(c, a, b []float32, m, k, n int) { mulStrided(c, a, b, m, k, n, k, 1) }

// mulLeft adds aᵀ·b to c: a has k rows of m numbers.
func mulLeft(c, a, b []float32, m, k, n int) { mulStrided(c, a, b, m, k, n, 1, m) }

// mulStrided is mul for an a whose element (i, j) is at i*row+j*step.
func mulStrided(c, a, b []float32, m, k, n, row, step int) {
	if m == 0 || k == 0 {
		return
	}
	_, _, _ = c[m*n-1], a[(m-1)*row+(k-1)*step], b[k*n-1]
	if n%tile != 0 {
		panic("nn: columns are no multiple of 16")
	}
	for from := 0; from < m; from += block {
		to := min(from+block, m)
		for j := 0; j < n; j += tile {
			i := from
			for ; i+4 <= to; i += 4 {
				tile4(k, &a[i*row], 4*row, 4*step, &b[j], 4*n, &c[i*n+j], 4*n)
			}
			for ; i < to; i++ {
				tile1(k, &a[i*row], 4*step, &b[j], 4*n, &c[i*n+j])
			}
		}
	}
}

// transpose writes the n columns of a, which has m rows, as the rows of out.
func transpose(out, a []float32, m, n int) {
	for i := range m {
		for j, x := range a[i*n : i*n+n] {
			out[j*m+i] = x
		}
	}
}
