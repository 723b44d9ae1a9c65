package export

import (
	"strings"

	"kabar/internal/text"
)

// maxTreeDepth is how many levels of a tree are drawn; words that lie deeper
// stand at that level.
const maxTreeDepth = 24

// lines of a tree that meet in one place
const (
	up = 1 << iota
	down
)

// drawTree gives for each token the lines that lead from the root to its word:
// a column of the picture is a level of the tree, its upright joins a head with
// its dependents.
//
//	  ╭─ Menteri
//	──┼─ bertemu
//	  ╰─ mitranya
//
// Heads that are out of range or in a circle are drawn as roots.
func drawTree(tokens []text.Token) []string {
	n := len(tokens)
	first, last := make([]int, n), make([]int, n) // rows of the upright of a head
	for i := range tokens {
		first[i], last[i] = i, i
	}
	for i := range tokens {
		if h := int(tokens[i].Head); h >= 0 && h < n {
			first[h], last[h] = min(first[h], i), max(last[h], i)
		}
	}
	out := make([]string, n)
	var path []int // from the token up to the root
	for i := range tokens {
		path = append(path[:0], i)
		for h := int(tokens[i].Head); h >= 0 && h < n && len(path) <= maxTreeDepth; h = int(tokens[h].Head) {
			path = append(path, h)
		}
		var b strings.Builder
		if len(path) == 1 {
			b.WriteString("─")
		} else {
			b.WriteString(" ")
		}
		for k := len(path) - 1; k >= 0; k-- {
			head := path[k]
			// Uprights leave the row of a head and pass the rows of others.
			var arms int
			if i > first[head] {
				arms |= up
			}
			if i < last[head] {
				arms |= down
			}
			switch {
			case k > 1 && i > first[head] && i < last[head]:
				b.WriteString("│")
			case k > 1:
				b.WriteString(" ")
			case k == 1 && arms == up|down:
				b.WriteString("├─")
			case k == 1 && arms == up:
				b.WriteString("╰─")
			case k == 1:
				b.WriteString("╭─")
			case arms == up|down:
				b.WriteString("┼╴")
			case arms == up:
				b.WriteString("┴╴")
			case arms == down:
				b.WriteString("┬╴")
			default:
				b.WriteString("─╴")
			}
		}
		out[i] = b.String()
	}
	return out
}
