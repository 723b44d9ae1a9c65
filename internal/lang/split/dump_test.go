package split

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"kabar/internal/text"
)

var (
	dump     = flag.String("dump", "", "JSONL `file` of reports to print sentence by sentence")
	dumpStep = flag.Int("step", 1, "print each n-th report of -dump")
)

// TestDump prints how reports are cut, for reading.
func TestDump(t *testing.T) {
	if *dump == "" {
		t.Skip("no -dump")
	}
	f, err := os.Open(*dump)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	if strings.HasSuffix(*dump, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		sc = bufio.NewScanner(z)
	}
	sc.Buffer(nil, 8<<20)
	s, _ := New(*treeLang)
	for n := 0; sc.Scan(); n++ {
		if n%*dumpStep != 0 {
			continue
		}
		var r text.Report
		var d struct{ ID, Text string }
		if err := json.Unmarshal(sc.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		r.Text = d.Text
		s.Split(&r, new(Buffer))
		fmt.Printf("=== %d %s\n", n, d.ID)
		for _, x := range r.Sentences {
			mark := " "
			if x.Role == text.Furniture {
				mark = "#"
			}
			var b strings.Builder
			for i, k := range x.Tokens {
				switch {
				case i > 0 && x.Tokens[i-1].Span.End == k.Span.Start:
					b.WriteString("·")
				case i > 0:
					b.WriteString(" ")
				}
				b.WriteString(k.Form)
			}
			fmt.Printf("%s %s\n", mark, b.String())
		}
	}
}
