package parse

// forest finds the best tree for a sentence. The zero value is ready.
type forest struct {
	w        []int64 // [word][head], changed as cycles are contracted
	head     []int32
	mark     []int32
	gone     []bool // inside a contracted cycle
	cycles   []cycle
	members  []int32 // of all cycles
	enter    []int32 // per cycle and node, the member that an arc from the node goes to
	leave    []int32 // per cycle and node, the member that an arc to the node comes from
	contains []bool
}

// cycle is a contracted cycle, which its first member stands for.
type cycle struct{ from, to int }

// oneRoot is taken from the score of each arc from the root, so that no tree
// with two of them is best.
const oneRoot = 1 << 40

// tree returns the heads of the tree with the highest sum of scores, in which
// one word has the root as head; scores[d*(n+1)+h] is that of word h as the
// head of d, and h = n the root. Ties go to the first head. The time is
// quadratic in n, times the number of cycles among the words' best heads, which
// is small (Chu and Liu 1965, Edmonds 1967). The result is valid until the next
// call.
func (f *forest) tree(scores []int32, n int) []int32 {
	wide := n + 1
	f.head = grow(f.head, n)
	if f.greedy(scores, n) {
		return f.head
	}
	f.w = grow(f.w, n*wide)
	for i, x := range scores[:n*wide] {
		f.w[i] = int64(x)
		if i%wide == n {
			f.w[i] -= oneRoot
		}
	}
	f.gone = grow(f.gone, n)
	f.contains = grow(f.contains, n)
	clear(f.gone)
	clear(f.contains)
	f.cycles, f.members, f.enter, f.leave = f.cycles[:0], f.members[:0], f.enter[:0], f.leave[:0]
	for {
		for d := range n {
			if !f.gone[d] {
				f.head[d] = f.best(d, n)
			}
		}
		c, ok := f.find(n)
		if !ok {
			break
		}
		f.contract(c, n)
	}
	f.expand(n)
	return f.head
}

// greedy gives each word its best head and reports whether that makes a tree.
func (f *forest) greedy(scores []int32, n int) bool {
	wide, roots := n+1, 0
	for d := range n {
		row := scores[d*wide : d*wide+wide]
		best := -1
		for h, x := range row {
			if h != d && (best < 0 || x > row[best]) {
				best = h
			}
		}
		f.head[d] = int32(best)
		if best == n {
			roots++
		}
	}
	if roots != 1 {
		return false
	}
	f.gone = grow(f.gone, n)
	clear(f.gone)
	_, found := f.find(n)
	return !found
}

func (f *forest) best(d, n int) int32 {
	row := f.w[d*(n+1) : d*(n+1)+n+1]
	best := -1
	for h, x := range row {
		if h == d || h < n && f.gone[h] {
			continue
		}
		if best < 0 || x > row[best] {
			best = h
		}
	}
	return int32(best)
}

// find appends a cycle among the heads to f.members.
func (f *forest) find(n int) (c cycle, ok bool) {
	f.mark = grow(f.mark, n)
	clear(f.mark)
	for start := range n {
		if f.gone[start] || f.mark[start] != 0 {
			continue
		}
		at := int32(start)
		for int(at) < n && f.mark[at] == 0 {
			f.mark[at] = int32(start) + 1
			at = f.head[at]
		}
		if int(at) == n || f.mark[at] != int32(start)+1 {
			continue
		}
		c.from = len(f.members)
		for next := at; ; {
			f.members = append(f.members, next)
			if next = f.head[next]; next == at {
				break
			}
		}
		c.to = len(f.members)
		return c, true
	}
	return c, false
}

// contract makes the first member of c stand for all.
func (f *forest) contract(c cycle, n int) {
	wide := n + 1
	members := f.members[c.from:c.to]
	for _, m := range members {
		f.contains[m] = true
	}
	first := int(members[0])
	at := len(f.enter)
	for range wide {
		f.enter, f.leave = append(f.enter, 0), append(f.leave, 0)
	}
	enter, leave := f.enter[at:], f.leave[at:]
	for u := range wide {
		if u < n && (f.gone[u] || f.contains[u]) {
			continue
		}
		var into, out int64
		for k, m := range members {
			if x := f.w[int(m)*wide+u] - f.w[int(m)*wide+int(f.head[m])]; k == 0 || x > into {
				into, enter[u] = x, m
			}
			if u < n {
				if x := f.w[u*wide+int(m)]; k == 0 || x > out {
					out, leave[u] = x, m
				}
			}
		}
		f.w[first*wide+u] = into
		if u < n {
			f.w[u*wide+first] = out
		}
	}
	for _, m := range members {
		f.contains[m] = false
		f.gone[m] = int(m) != first
	}
	f.cycles = append(f.cycles, c)
	f.members = append(f.members, f.head[first]) // kept for expand
}

// expand opens the cycles, the last one first.
func (f *forest) expand(n int) {
	wide := n + 1
	for k := len(f.cycles) - 1; k >= 0; k-- {
		c := f.cycles[k]
		members := f.members[c.from:c.to]
		enter, leave := f.enter[k*wide:k*wide+wide], f.leave[k*wide:k*wide+wide]
		first := members[0]
		for d := range n {
			if !f.gone[d] && f.head[d] == first {
				f.head[d] = leave[d]
			}
		}
		from := f.head[first]
		f.head[first] = f.members[c.to]
		f.head[enter[from]] = from
		for _, m := range members {
			f.gone[m] = false
		}
	}
}

// grow returns a slice of length n, in the memory of s when it is large
// enough. What it holds is not defined.
func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}
