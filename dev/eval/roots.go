package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"kabar/dev/eval/treebank"
	"kabar/internal/lang/affix"
	"kabar/internal/text"
)

// rootBanks are the treebanks whose lemmas are roots. The table of roots was
// compared with the first two, and with nothing of the last.
var rootBanks = []string{"id_csui.train.conllu", "id_pud.test.conllu", "id_csui.test.conllu"}

// evalRoots takes the verbs and nouns of running text apart, without the help of
// lemmas, and writes testdata/eval/roots.golden.tsv: how many have an analysis
// and how many the treebank's lemma as root. The columns in "taken" count only
// the words whose lemma is not the word itself, which is what the treebank has
// where it did not take a word apart.
func evalRoots(ud, out string) error {
	lex, err := affix.Load(os.DirFS("data"))
	if err != nil {
		return err
	}
	var rows [][]string
	for _, bank := range rootBanks {
		docs, err := treebank.Read(filepath.Join(ud, bank))
		if err != nil {
			return err
		}
		for _, pos := range []text.POS{text.VERB, text.NOUN} {
			var tokens, analysed, right, taken, takenRight int
			for _, s := range treebank.Sentences(docs) {
				for i := range s {
					if s[i].POS != pos {
						continue
					}
					tokens++
					lemma := strings.ToLower(s[i].Lemma)
					apart := lemma != strings.ToLower(s[i].Form)
					if apart {
						taken++
					}
					a, ok := lex.Analyze(s[i].Form, pos, "")
					if !ok {
						continue
					}
					analysed++
					// Treebanks write "tanda-tangan" and "budidaya".
					if a.Root == lemma || joined(a.Root) == joined(lemma) {
						right++
						if apart {
							takenRight++
						}
					}
				}
			}
			row := []string{bank, pos.String()}
			for _, n := range []int{tokens, analysed, right, taken, takenRight} {
				row = append(row, strconv.Itoa(n))
			}
			rows = append(rows, row)
			fmt.Printf("%s %s: %.2f %% analysed, %.2f %% with the lemma as root, %.2f %% of those taken apart\n",
				bank, pos, percent(analysed, tokens), percent(right, tokens), percent(takenRight, taken))
		}
	}
	header := []string{"treebank", "pos", "tokens", "analysed", "right", "taken", "taken_right"}
	return writeGolden(filepath.Join(out, "roots.golden.tsv"), header, rows)
}

// joined returns a root of several words in one.
func joined(root string) string { return strings.NewReplacer(" ", "", "-", "").Replace(root) }

func percent(part, whole int) float64 { return 100 * float64(part) / float64(max(1, whole)) }
