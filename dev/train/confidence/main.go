// Confidence learns how likely it is that what the coder's rules find is an
// event that a careful reader writes down, and writes data/weights/confidence.tsv;
// with -time, how likely a time of the report is the time of an event, and
// writes data/weights/time.tsv; with -party, how likely somebody is on a side of an
// event that its words leave empty, and writes data/weights/party.tsv. It codes
// annotated reports, pairs their events with the annotation as the scorer does, and
// fits a logistic regression over their marks. With the same input it writes the
// same bytes.
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kabar/internal/code/belief"
)

func main() {
	gold := flag.String("gold", "", "annotated reports to learn from, JSON Lines, comma between files")
	out := flag.String("out", "", "file to write the weights to, by default the one of the data folder; with -, only print figures")
	times := flag.Bool("time", false, "learn which time an event has")
	parties := flag.Bool("party", false, "learn who is on a side that an event's words leave empty")
	flag.Parse()
	if *gold == "" || flag.NArg() > 0 || *times && *parties {
		flag.Usage()
		os.Exit(2)
	}
	learn, file := run, belief.Events
	switch {
	case *times:
		learn, file = runTimes, belief.Times
	case *parties:
		learn, file = runParties, belief.Parties
	}
	if *out == "" {
		*out = filepath.Join(dataDir, filepath.FromSlash(file))
	}
	if err := learn(strings.Split(*gold, ","), *out); err != nil {
		fmt.Fprintln(os.Stderr, "confidence:", err)
		os.Exit(1)
	}
}

// folds is how many parts the reports are put into for cross-validation.
const folds = 8

// penalties are the weights of the L2 penalty that cross-validation tries.
var penalties = []float64{2, 4, 8, 16, 32}

func run(files []string, out string) error {
	var set examples
	for _, name := range files {
		if err := set.read(name); err != nil {
			return err
		}
	}
	set.index(leastCount)
	fmt.Printf("%d reports, %d events annotated, %d found by rules, %d of them right\n", set.reports, set.gold, len(set.list), set.right())
	best, bestF, least := 0.0, -1.0, 0.0
	var believed []float64
	for _, l2 := range penalties {
		p := set.crossValidate(l2)
		f, t := set.bestThreshold(p)
		fmt.Printf("penalty %4g: F1 %.4f, who-what %.4f at %.2f, log loss %.4f (all kept: %.4f, %.4f)\n", l2, set.f1(p, t), set.whoF1(p, t), t, set.logLoss(p), set.f1(p, 0), set.whoF1(p, 0))
		if f > bestF {
			best, bestF, least, believed = l2, f, t, p
		}
	}
	fmt.Print(set.reliability(believed))
	if out == "-" {
		return nil
	}
	head := "# How much each mark of an event adds to the odds that it is one, in natural\n# logarithms; docs/formats/confidence.md. Written by dev/train/confidence.\n"
	return os.WriteFile(out, set.table(head, set.fit(best, -1), least), 0o644)
}

// table is a file of weights with head, the weights w, sorted, and the threshold.
func (s *examples) table(head string, w []float64, least float64) []byte {
	type row struct {
		belief.Mark
		weight float64
	}
	rows := []row{{belief.Threshold, least}}
	for j, m := range s.marks {
		if math.Abs(w[j]) >= leastWeight {
			rows = append(rows, row{m, w[j]})
		}
	}
	slices.SortFunc(rows, func(a, b row) int {
		if c := strings.Compare(a.Name, b.Name); c != 0 {
			return c
		}
		return strings.Compare(a.Value, b.Value)
	})
	var b strings.Builder
	b.WriteString(head)
	b.WriteString(strings.Join(belief.Format.Columns, "\t") + "\n")
	for _, r := range rows {
		fmt.Fprintf(&b, "%s\t%s\t%.3f\n", r.Name, r.Value, r.weight)
	}
	return []byte(b.String())
}

// leastWeight is the smallest weight that is written.
const leastWeight = 0.01

// laid shows the data folder with other tables of weights in it, by file.
type laid struct {
	fs.FS
	tables map[string][]byte
}

func (l laid) ReadFile(name string) ([]byte, error) {
	if b, ok := l.tables[name]; ok {
		return b, nil
	}
	return fs.ReadFile(l.FS, name)
}

// Tables of weights: one that takes everything, and one that takes nothing.
var (
	takeAll = []byte(strings.Join(belief.Format.Columns, "\t") + "\n")
	takeNo  = fmt.Appendf(nil, "%s%s\t%s\t2\n", takeAll, belief.Threshold.Name, belief.Threshold.Value)
)
