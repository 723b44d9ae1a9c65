// Eval measures Kabar against gold data and writes golden tables, so that a
// change of a figure shows up in a diff. It trains nothing.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// parts are what can be measured, in the order in which it is done.
var parts = []string{"parser", "roots", "names", "speech", "coder", "parallel", "speed"}

func main() {
	shared := flag.String("shared", "../shared", "folder with data/ud, data/ner, data/eval, data/news and gold")
	kabar := flag.String("kabar", "bin/kabar", "the kabar binary, for coder and speed")
	own := flag.String("own", "dev/train/treebank", "folder of our own treebanks")
	joined := flag.String("join", "", "measure nothing: write our own annotation with its texts to this folder")
	out := flag.String("out", "testdata/eval", "folder for the golden tables")
	flag.Usage = func() {
		fmt.Fprintf(os.Stderr, "usage: eval [flags] [%s …]\n", strings.Join(parts, "|"))
		flag.PrintDefaults()
	}
	flag.Parse()
	if *joined != "" {
		if err := join(*shared, *joined); err != nil {
			fmt.Fprintln(os.Stderr, "eval:", err)
			os.Exit(1)
		}
		return
	}
	want := flag.Args()
	if len(want) == 0 {
		want = parts
	}
	for _, part := range want {
		if !slices.Contains(parts, part) {
			fmt.Fprintf(os.Stderr, "eval: no part %q\n", part)
			flag.Usage()
			os.Exit(2)
		}
		var err error
		switch part {
		case "parser":
			err = evalParser(filepath.Join(*shared, "data/ud"), *own, *out)
		case "roots":
			err = evalRoots(filepath.Join(*shared, "data/ud"), *out)
		case "names":
			err = evalNames(filepath.Join(*shared, "data/ner"), *out)
		case "speech":
			err = evalSpeech(filepath.Join(*shared, "data/eval/pfsa_id"), *out)
		case "coder":
			err = evalCoder(*shared, *kabar, *out)
		case "parallel":
			err = evalParallel(filepath.Join(*shared, "data/eval/panl_int"), *kabar, *out)
		case "speed":
			err = evalSpeed(filepath.Join(*shared, "data/ud"), filepath.Join(*shared, "data/news/id_reports.jsonl.gz"), *kabar, *out)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "eval:", err)
			os.Exit(1)
		}
	}
}
