package parse

import (
	"errors"
	"math/rand/v2"
	"testing"

	"kabar/internal/table"
	"kabar/internal/text"
)

// random returns a small network with random weights for the features of the
// sample.
func random() *Network {
	r := rand.New(rand.NewPCG(1, 4))
	floats := func(n int) []float32 {
		out := make([]float32, n)
		for i := range out {
			out[i] = float32(r.NormFloat64())
		}
		return out
	}
	n := &Network{
		Dim: 16, Hidden: 16, Arc: 16, Rel: 16,
		Rels: []string{"nsubj", "obj", "root"}, Tags: []string{"NOUN Number=Sing", "PUNCT ", "VERB Voice=Act"},
		Rows: map[uint64]int32{},
		Mid:  floats(32 * 64), MidBias: floats(64),
		Bilinear: floats(16 * 16), HeadBias: floats(16),
		RootArc: floats(16), RootRel: floats(16),
		Out: floats(16 * 3), OutBias: floats(3),
		Tag: floats(32 * 3), TagBias: floats(3),
	}
	for i, k := range Features(nil, sample()) {
		n.Rows[k] = int32(i)
	}
	n.Embed = floats(Fields * len(sample()) * n.Dim)
	in := n.Dim
	for l := range layers {
		for d := range 2 {
			n.Input[l][d], n.State[l][d], n.Bias[l][d] = floats(in*64), floats(16*64), floats(64)
		}
		in = 2 * n.Hidden
	}
	return n
}

func sample() []text.Token {
	return []text.Token{
		{Form: "Polisi", Lemma: "polisi", POS: text.NOUN, Span: text.Span{Start: 0, End: 6}},
		{Form: "menangkap", Lemma: "tangkap", POS: text.VERB, Feats: "Voice=Act", Span: text.Span{Start: 7, End: 16}},
		{Form: "pencuri", Lemma: "curi", POS: text.NOUN, Span: text.Span{Start: 17, End: 24}},
		{Form: ".", Lemma: ".", POS: text.PUNCT, Span: text.Span{Start: 24, End: 25}},
	}
}

func model(t testing.TB, n *Network) string {
	t.Helper()
	f := &table.ModelFile{}
	if err := n.Put(f); err != nil {
		t.Fatal(err)
	}
	b, err := f.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func open(data string) (*Parser, error) {
	m, err := table.OpenModel(data, 0)
	if err != nil {
		return nil, err
	}
	return New(m)
}

// TestParse looks whether what comes out is a tree with one root and names that
// the model has.
func TestParse(t *testing.T) {
	p, err := open(model(t, random()))
	if err != nil {
		t.Fatal(err)
	}
	var s Scratch
	p.Parse(nil, &s)
	for n := 1; n <= len(sample()); n++ {
		tokens := sample()[:n]
		p.Parse(tokens, &s)
		checkTree(t, tokens)
		again := sample()[:n]
		p.Parse(again, &Scratch{})
		for i := range tokens {
			if tokens[i] != again[i] {
				t.Errorf("word %d: got %+v and %+v", i, tokens[i], again[i])
			}
		}
	}
}

func checkTree(t *testing.T, tokens []text.Token) {
	t.Helper()
	roots := 0
	for i := range tokens {
		if (tokens[i].Head < 0) != (tokens[i].Rel == "root") {
			t.Errorf("word %d: head %d with relation %q", i, tokens[i].Head, tokens[i].Rel)
		}
		if tokens[i].Head < 0 {
			roots++
		}
		at := i
		for range tokens {
			if at >= 0 {
				at = int(tokens[at].Head)
			}
		}
		if at >= 0 {
			t.Errorf("word %d is in a cycle: %+v", i, tokens)
		}
	}
	if roots != 1 {
		t.Errorf("%d roots", roots)
	}
}

// TestTags looks whether tags come from the network: with a bias that no
// weight outdoes, every word gets the last one.
func TestTags(t *testing.T) {
	n := random()
	n.TagBias[2] = 1e6
	p, err := open(model(t, n))
	if err != nil {
		t.Fatal(err)
	}
	tokens := sample()
	p.Parse(tokens, &Scratch{})
	for i := range tokens {
		if tokens[i].POS != text.VERB || tokens[i].Feats != "Voice=Act" {
			t.Errorf("word %d: %v %q", i, tokens[i].POS, tokens[i].Feats)
		}
	}
}

func TestPutShape(t *testing.T) {
	for _, change := range []func(*Network){
		func(n *Network) { n.Arc = 256 },
		func(n *Network) { n.Hidden = 12 },
		func(n *Network) { n.Rels = n.Rels[:1] },
		func(n *Network) { n.Tags = nil },
	} {
		n := random()
		change(n)
		if err := n.Put(&table.ModelFile{}); err == nil {
			t.Errorf("%d %d %v %v is stored", n.Arc, n.Hidden, n.Rels, n.Tags)
		}
	}
}

func TestNewFaults(t *testing.T) {
	for _, change := range []func(*table.ModelFile){
		func(f *table.ModelFile) { f.Put(relsSection, []byte("nsubj\nobj\ndet")) },
		func(f *table.ModelFile) { f.Put(relsSection, []byte("root\nobj")) },
		func(f *table.ModelFile) { f.Put(tagsSection, []byte("NOUN \nVERB \nWORD ")) },
		func(f *table.ModelFile) { f.Put(netSection, []byte("short")) },
		func(f *table.ModelFile) { f.Put(netSection, make([]byte, 1<<16)) },
		func(f *table.ModelFile) { f.Put(rowsSection, nil) },
	} {
		f := &table.ModelFile{}
		if err := random().Put(f); err != nil {
			t.Fatal(err)
		}
		change(f)
		b, err := f.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := open(string(b)); !errors.Is(err, table.ErrModel) {
			t.Errorf("got %v, want ErrModel", err)
		}
	}
}

// FuzzNew damages a model: it is refused, or still makes trees.
func FuzzNew(f *testing.F) {
	data := model(f, random())
	f.Add(200, byte(1))
	f.Add(len(data)-100, byte(0xff))
	f.Fuzz(func(t *testing.T, at int, x byte) {
		b := []byte(data)
		if at < 0 || at >= len(b) {
			return
		}
		b[at] ^= x
		p, err := open(string(b))
		if err != nil {
			return
		}
		tokens := sample()
		var s Scratch
		p.Parse(tokens, &s)
		checkTree(t, tokens)
	})
}
