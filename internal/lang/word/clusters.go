package word

import "kabar/internal/table"

// clustersSection is the name of the clusters' section in a model: a map from
// form numbers to 16-bit clusters.
const clustersSection = "clusters"

// Clusters tells which words are used alike. Clusters are leaves of a binary
// tree, so that the first bits of their numbers stand for coarser ones. The
// zero value knows no word.
type Clusters struct{ m table.Map }

// OpenClusters returns the clusters in m, or none when it has none.
func OpenClusters(m *table.Model) (*Clusters, error) {
	s, ok := m.Section(clustersSection)
	if !ok {
		return &Clusters{}, nil
	}
	t, err := table.OpenMap(s)
	return &Clusters{t}, err
}

// PutClusters writes clusters, by form number, into f.
func PutClusters(f *table.ModelFile, clusters map[uint32]uint16) {
	entries := make(map[uint64]uint32, len(clusters))
	for form, c := range clusters {
		entries[formKey(form)] = uint32(c)
	}
	f.Put(clustersSection, table.PackMap(entries))
}

// CopyClusters copies the clusters of m, if it has any, to f.
func CopyClusters(f *table.ModelFile, m *table.Model) {
	if s, ok := m.Section(clustersSection); ok {
		f.Put(clustersSection, []byte(s))
	}
}

func formKey(form uint32) uint64 { return table.Mix(1, uint64(form)) }

// Of returns numbers that stand for the cluster of the word whose Form is
// given and for the coarser one made of its first 6 of 10 bits; 0, 0 when the
// word is in none.
func (c *Clusters) Of(form uint32) (fine, coarse uint32) {
	v, ok := c.m.Get(formKey(form))
	if !ok {
		return 0, 0
	}
	return v + 1, v>>4 + 1
}
