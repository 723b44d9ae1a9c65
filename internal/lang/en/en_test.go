package en

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCut(t *testing.T) {
	for _, want := range []string{
		"do|n't", "Wo|n't", "can|not", "John|'s", "China|’s", "I|'m", "they|'ll", "could|n't|'ve", "gon|na", "do|nt",
		"its", "well", "O'Brien", "AK47's", "n't", "'s", "t|’s", "n’t|’s", "",
	} {
		w := strings.ReplaceAll(want, "|", "")
		c := Cut(w)
		got, from := "", 0
		for _, at := range c.At[:c.N] {
			got += w[from:at] + "|"
			from = at
		}
		if d := cmp.Diff(got+w[from:], want); d != "" {
			t.Errorf("Cut(%q): (-got +want)\n%s", w, d)
		}
	}
}
