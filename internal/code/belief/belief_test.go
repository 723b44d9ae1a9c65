package belief

import (
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func load(t *testing.T, rows string) (*Model, error) {
	t.Helper()
	return Load(fstest.MapFS{Events: {Data: []byte("name\tvalue\tweight\n" + rows)}}, Events)
}

func TestWeigh(t *testing.T) {
	m, err := load(t, "bias\tall\t-1\nkind\tnoun\t-0.5\nkind\tverb\t2\nquoted\tyes\t0.25\nthreshold\tall\t0.3\n")
	if err != nil {
		t.Fatal(err)
	}
	if m.Least() != 0.3 {
		t.Errorf("least %v, want 0.3", m.Least())
	}
	logit := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	for _, c := range []struct {
		marks []Mark
		want  float64
	}{
		{nil, logit(-1)},
		{[]Mark{{"kind", "verb"}}, logit(1)},
		{[]Mark{{"kind", "noun"}, {"quoted", "yes"}}, logit(-1.25)},
		{[]Mark{{"kind", "unheard of"}}, logit(-1)}, // a mark without a row weighs nothing
	} {
		if got := m.Weigh(c.marks); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("Weigh(%v) = %v, want %v", c.marks, got, c.want)
		}
	}
	want := []Share{{Mark{"kind", "verb"}, 2}, {Mark{"quoted", "yes"}, 0.25}}
	if d := cmp.Diff(want, m.Shares([]Mark{{"quoted", "yes"}, {"other", "x"}, {"kind", "verb"}})); d != "" {
		t.Errorf("shares (-want +got):\n%s", d)
	}
}

// TestLoadFaults wants every weight that is no number, with its line.
func TestLoadFaults(t *testing.T) {
	_, err := load(t, "bias\tall\tmuch\nkind\tnoun\tNaN\nkind\tverb\t1\n")
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{Events + ":2: ", Events + ":3: "} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no fault at %s in:\n%v", want, err)
		}
	}
	if strings.Contains(err.Error(), Events+":4: ") {
		t.Errorf("a fault in a sound row:\n%v", err)
	}
}
