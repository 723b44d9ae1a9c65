//go:build !amd64

package nn

import "unsafe"

func at(p *float32, bytes int) *float32 { return (*float32)(unsafe.Add(unsafe.Pointer(p), bytes)) }

func tile4(k int, a *float32, rowStep, step int, b *float32, bStep int, c *float32, cStep int) {
	for r := range 4 {
		tile1(k, at(a, r*rowStep), step, b, bStep, at(c, r*cStep))
	}
}

func tile1(k int, a *float32, step int, b *float32, bStep int, c *float32) {
	to := unsafe.Slice(c, tile)
	for i := range k {
		x, row := *at(a, i*step), unsafe.Slice(at(b, i*bStep), tile)
		for j := range to {
			to[j] += x * row[j]
		}
	}
}
