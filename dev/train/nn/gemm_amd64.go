package nn

// tile4 adds to 4 rows of 16 numbers at c the product of 4 rows of k numbers at
// a and k rows of 16 numbers at b. Steps are in bytes. It needs AVX2 and FMA.
//
//go:noescape
func tile4(k int, a *float32, rowStep, step int, b *float32, bStep int, c *float32, cStep int)

// tile1 does the same for one row.
//
//go:noescape
func tile1(k int, a *float32, step int, b *float32, bStep int, c *float32)
