// Train learns the language models from treebanks. With the same input it
// writes the same bytes. See docs/formats/model.md.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	var o options
	flag.StringVar(&o.ud, "ud", "", "folder of the treebanks (id_csui.train.conllu and so on)")
	flag.StringVar(&o.icon, "icon", "", "folder of the ICON treebank, train.txt and dev.txt (default UD/../icon/id/constituency)")
	flag.StringVar(&o.news, "news", "", "gzipped JSON lines of Indonesian reports, to learn words and trees from (default UD/../news/id_reports.jsonl.gz)")
	flag.StringVar(&o.ner, "ner", "", "folder of the banks of names (default UD/../ner)")
	flag.StringVar(&o.own, "own", "dev/train/treebank", "folder of our own treebanks")
	flag.StringVar(&o.check, "check", "dev/train/icon/check.tsv", "trees of ICON converted by hand, to compare with")
	flag.StringVar(&o.lang, "lang", "", "what to train: id, en, detect, which tells languages, or names, which finds names and needs id.model in OUT; all when empty")
	flag.StringVar(&o.testFile, "tests", "testdata/eval/test-sentences.txt", "fingerprints of the test sentences, which are not learnt from")
	flag.StringVar(&o.nameTestFile, "name-tests", "testdata/eval/name-sentences.txt", "likewise, of sentences whose names are measured")
	flag.StringVar(&o.out, "out", "data/models", "folder to write the models to")
	flag.IntVar(&o.held, "held", 0, "hold out the nth quarter of a treebank without a development set, print its figures, and write no model")
	flag.Parse()
	if o.ud == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if o.icon == "" {
		o.icon = filepath.Join(o.ud, "../icon/id/constituency")
	}
	if o.news == "" {
		o.news = filepath.Join(o.ud, "../news/id_reports.jsonl.gz")
	}
	if o.ner == "" {
		o.ner = filepath.Join(o.ud, "../ner")
	}
	if err := train(&o); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

// detector names the model that tells languages, beside the languages' own.
const detector = "detect"

func train(o *options) error {
	if err := o.readTests(); err != nil {
		return err
	}
	if o.lang != detector && o.lang != nameFinder {
		if err := run(o); err != nil {
			return err
		}
	}
	if o.held != 0 {
		return nil
	}
	if o.lang == "" || o.lang == nameFinder {
		if err := trainNames(o); err != nil {
			return err
		}
	}
	if o.lang == "" || o.lang == detector {
		return trainDetect(o.news, o.ud, filepath.Join(o.out, detector+".model"))
	}
	return nil
}
