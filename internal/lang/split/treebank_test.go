package split

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"kabar/internal/text"
)

var (
	treebank  = flag.String("treebank", "", "CoNLL-U `file` to measure against, such as id_csui.test.conllu")
	treeLang  = flag.String("treelang", "id", "language of -treebank")
	treeEvery = flag.Int("every", 0, "if not 0, use only each n-th sentence of -treebank (from the n-th); negative: all others")
	treeShow  = flag.Int("show", 0, "print so many differing places")
)

// TestTreebank prints the F1 of sentences and words from raw text in the
// manner of the CoNLL 2018 shared task: a word counts when its characters
// agree, a sentence when its first and last characters do.
func TestTreebank(t *testing.T) {
	if *treebank == "" {
		t.Skip("no -treebank")
	}
	gold, raw, err := readGold(*treebank, *treeEvery)
	if err != nil {
		t.Fatal(err)
	}
	s, _ := New(*treeLang)
	r := &text.Report{Text: raw}
	s.Split(r, new(Buffer))
	var sys parse
	for _, x := range r.Sentences {
		sys.sents = append(sys.sents, x.Span)
		for _, k := range x.Tokens {
			sys.words = append(sys.words, k.Span)
		}
	}
	fmt.Printf("words %s\nsentences %s\n", f1(gold.words, sys.words), f1(gold.sents, sys.sents))
	show(raw, "word", gold.words, sys.words, *treeShow)
	showEnds(raw, gold.sents, sys.sents, *treeShow)
}

type parse struct{ sents, words []text.Span }

// readGold returns the spans of a treebank and the raw text that they are
// offsets into: sentences with a blank between, paragraphs with an empty line.
func readGold(name string, every int) (p parse, raw string, err error) {
	f, err := os.Open(name)
	if err != nil {
		return p, "", err
	}
	defer f.Close()
	var b strings.Builder
	var rows [][]string
	par := false
	n := 0
	flush := func() {
		n++
		if every > 0 && n%every != 0 || every < 0 && n%-every == 0 {
			rows, par = nil, false
			return
		}
		if b.Len() > 0 {
			if par {
				b.WriteString("\n\n")
			} else if s := b.String(); s[len(s)-1] != ' ' {
				b.WriteByte(' ')
			}
		}
		par = false
		start, end := b.Len(), b.Len()
		last := 0 // last word of the multiword token at hand
		for _, c := range rows {
			if a, z, ok := strings.Cut(c[0], "-"); ok {
				first, _ := strconv.Atoi(a)
				last, _ = strconv.Atoi(z)
				at := b.Len()
				for _, w := range rows {
					if id, err := strconv.Atoi(w[0]); err == nil && id >= first && id <= last {
						p.words = append(p.words, text.Span{Start: at, End: at + len(w[1])})
						at += len(w[1])
					}
				}
			} else if id, err := strconv.Atoi(c[0]); err != nil || id <= last {
				continue
			} else {
				p.words = append(p.words, text.Span{Start: b.Len(), End: b.Len() + len(c[1])})
			}
			b.WriteString(c[1])
			end = b.Len()
			if !strings.Contains(c[9], "SpaceAfter=No") {
				b.WriteByte(' ')
			}
		}
		p.sents = append(p.sents, text.Span{Start: start, End: end})
		rows = nil
	}
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		switch l := sc.Text(); {
		case strings.HasPrefix(l, "# newpar"), strings.HasPrefix(l, "# newdoc"):
			par = true
		case l == "" && len(rows) > 0:
			flush()
		case l != "" && l[0] != '#':
			if c := strings.Split(l, "\t"); len(c) == 10 && !strings.Contains(c[0], ".") {
				rows = append(rows, c)
			}
		}
	}
	if len(rows) > 0 {
		flush()
	}
	return p, b.String(), sc.Err()
}

func f1(gold, sys []text.Span) string {
	in := map[text.Span]bool{}
	for _, g := range gold {
		in[g] = true
	}
	ok := 0
	for _, s := range sys {
		if in[s] {
			ok++
		}
	}
	p, r := float64(ok)/float64(len(sys)), float64(ok)/float64(len(gold))
	return fmt.Sprintf("F1 %.2f (gold %d, found %d, right %d)", 200*p*r/(p+r), len(gold), len(sys), ok)
}

// showEnds prints the places where a sentence ends in one of the two only.
func showEnds(raw string, gold, sys []text.Span, n int) {
	ends := func(x []text.Span) map[int]bool {
		m := map[int]bool{}
		for _, s := range x {
			m[s.End] = true
		}
		return m
	}
	g, s := ends(gold), ends(sys)
	for i := range raw {
		if n > 0 && g[i] != s[i] {
			n--
			fmt.Printf("end missed=%v: %q | %q\n", g[i], raw[max(0, i-60):i], raw[i:min(len(raw), i+50)])
		}
	}
}

func show(raw, what string, gold, sys []text.Span, n int) {
	in := map[text.Span]bool{}
	for _, g := range gold {
		in[g] = true
	}
	for _, s := range sys {
		if n == 0 || in[s] {
			continue
		}
		n--
		fmt.Printf("%s: %q in %q\n", what, raw[s.Start:s.End], raw[max(0, s.Start-30):min(len(raw), s.End+30)])
	}
}
