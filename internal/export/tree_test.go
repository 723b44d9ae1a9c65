package export

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kabar/internal/text"
)

func TestDrawTree(t *testing.T) {
	cases := []struct {
		name  string
		words string // word/head, heads from 1
		want  string
	}{
		{"one word", "Berangkat/0", "──╴Berangkat"},
		{"both sides", "Menteri/3 Nordia/1 tiba/0 di/5 Lestari/3", `
 ╭─┬╴Menteri
 │╰──╴Nordia
─┼╴tiba
 │╭──╴di
 ╰─┴╴Lestari`},
		{"head first", "Datang/0 ia/1", `
─┬╴Datang
 ╰──╴ia`},
		{"a circle", "a/2 b/1", "*"},
		{"out of range", "a/7 b/1", `
─┬╴a
 ╰──╴b`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var tokens []text.Token
			for w := range strings.FieldsSeq(c.words) {
				form, head, _ := strings.Cut(w, "/")
				tokens = append(tokens, text.Token{Form: form, Head: int32(head[0]-'0') - 1})
			}
			var got []string
			for i, s := range drawTree(tokens) {
				got = append(got, s+tokens[i].Form)
			}
			if c.want == "*" {
				return // drawn somehow, and in bounded time
			}
			if diff := cmp.Diff(strings.Join(got, "\n"), strings.TrimPrefix(c.want, "\n")); diff != "" {
				t.Errorf("got -, want +:\n%s", diff)
			}
		})
	}
}
