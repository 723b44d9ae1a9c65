package nn

import "kabar/internal/lang/parse"

// Pack returns the network in the form that the parser stores, with the names
// of relations and tags and the row of each feature.
func (n *Net) Pack(rels, tags []string, rows map[uint64]int32) *parse.Network {
	p := &parse.Network{
		Dim: n.Dim, Hidden: n.Hidden, Arc: n.Arc, Rel: n.Rel,
		Rels: rels, Tags: tags, Rows: rows,
		Embed: n.Embed.W,
		Mid:   n.Mid.W, MidBias: n.MidBias.W,
		Bilinear: n.Bilinear.W, HeadBias: n.HeadBias.W,
		RootArc: n.RootArc.W, RootRel: n.RootRel.W,
		Out: narrow(n.Out, n.Rels), OutBias: n.OutBias.W[:n.Rels],
		Tag: narrow(n.Tag, n.Tags), TagBias: n.TagBias.W[:n.Tags],
	}
	for l := range layers {
		for d := range 2 {
			p.Input[l][d], p.State[l][d], p.Bias[l][d] = n.Input[l][d].W, n.State[l][d].W, n.Bias[l][d].W
		}
	}
	return p
}

// narrow returns the first cols columns of p.
func narrow(p Param, cols int) []float32 {
	out := make([]float32, 0, p.Rows*cols)
	for i := range p.Rows {
		out = append(out, p.W[i*p.Cols:i*p.Cols+cols]...)
	}
	return out
}
