// Package belief says how likely something is that the coder has found: that a
// careful reader would write down an event, or that an expression is an
// event's time. Marks of what was found (what a trigger hangs on, where in the
// report a date stands) each add their weight to a logistic regression.
// Weights are data; which marks something has is not decided here.
package belief

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"

	"kabar/internal/table"
)

// The files of weights below the data folder.
const (
	Events = "weights/confidence.tsv" // that an event is one
	Times  = "weights/time.tsv"       // that a time is an event's
	// Parties: that somebody is on a side of an event that the words leave empty.
	Parties = "weights/party.tsv"
)

// Mark is one property, such as {"kind", "noun"}. Neither part is
// empty.
type Mark struct{ Name, Value string }

func (m Mark) String() string {
	return m.Name + " " + m.Value
}

// Share is what one mark adds to the odds, in natural logarithms.
type Share struct {
	Mark
	Weight float64
}

// Model is the weights of all marks. It is only read, and safe for concurrent use.
type Model struct {
	weights map[Mark]float64
	least   float64
}

// Format is the form of the files; docs/formats/confidence.md describes it.
var Format = table.Format{Columns: []string{"name", "value", "weight"}, Keys: 2}

// Rows of a file that are no marks: the least probability that is taken, and
// what everything has.
var (
	Threshold = Mark{"threshold", "all"}
	Bias      = Mark{"bias", "all"}
)

// Load reads file below fsys: a table of name, value and weight, with a row
// for Threshold and one for Bias. It returns all faults at once, each as file:line.
func Load(fsys fs.FS, file string) (*Model, error) {
	rows, err := table.Read(fsys, file, Format)
	if err != nil {
		return nil, err
	}
	m := &Model{weights: make(map[Mark]float64, len(rows))}
	var faults []error
	for _, r := range rows {
		w, err := strconv.ParseFloat(r.Fields[2], 64)
		if err != nil || math.IsNaN(w) || math.IsInf(w, 0) {
			faults = append(faults, fmt.Errorf("%s:%d: weight %q is no number", file, r.Line, r.Fields[2]))
			continue
		}
		m.weights[Mark{r.Fields[0], r.Fields[1]}] = w
	}
	m.least = m.weights[Threshold]
	return m, errors.Join(faults...)
}

// Least is the probability below which nothing is taken.
func (m *Model) Least() float64 { return m.least }

// Weigh returns the probability of what has these marks.
func (m *Model) Weigh(marks []Mark) float64 {
	sum := m.weights[Bias]
	for _, k := range marks {
		sum += m.weights[k]
	}
	return 1 / (1 + math.Exp(-sum))
}

// Shares returns what each of the marks adds, the weightiest first.
func (m *Model) Shares(marks []Mark) []Share {
	var out []Share
	for _, k := range marks {
		if w := m.weights[k]; w != 0 {
			out = append(out, Share{k, w})
		}
	}
	slices.SortStableFunc(out, func(a, b Share) int {
		if c := cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)); c != 0 {
			return c
		}
		return strings.Compare(a.String(), b.String())
	})
	return out
}
