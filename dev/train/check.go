package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"

	"kabar/dev/eval/treebank"
	"kabar/internal/text"
)

// byHand holds trees that were converted by hand, by the fingerprint of their
// sentence; of the words only heads and relations are known.
type byHand map[uint64][]text.Token

// readByHand reads a table of such trees: the fingerprint, and head:relation of
// each word, where heads count from 1.
func readByHand(file string) (byHand, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := make(byHand)
	in := bufio.NewScanner(f)
	for n, header := 1, true; in.Scan(); n++ {
		if strings.HasPrefix(in.Text(), "#") {
			continue
		}
		if header {
			header = false
			continue
		}
		print, tree, _ := strings.Cut(in.Text(), "\t")
		key, err := strconv.ParseUint(print, 16, 64)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %q is no fingerprint", file, n, print)
		}
		var tokens []text.Token
		for _, arc := range strings.Fields(tree) {
			head, rel, _ := strings.Cut(arc, ":")
			h, err := strconv.Atoi(head)
			if err != nil || rel == "" {
				return nil, fmt.Errorf("%s:%d: %q is no head:relation", file, n, arc)
			}
			tokens = append(tokens, text.Token{Head: int32(h - 1), Rel: rel})
		}
		out[key] = tokens
	}
	return out, in.Err()
}

// agreement describes how far the trees of silver agree with b.
func (b byHand) agreement(list []silver) string {
	var s treebank.Score
	trees := 0
	for i := range list {
		print, _ := treebank.Fingerprint(list[i].words)
		hand := b[print]
		if !list[i].parsed() || len(hand) != len(list[i].words) {
			continue
		}
		trees++
		got := list[i].words
		want := append([]text.Token(nil), got...)
		for k := range want {
			want[k].Head, want[k].Rel = hand[k].Head, hand[k].Rel
		}
		s.Add(&text.Report{Sentences: []text.Sentence{{Tokens: want}}}, &text.Report{Sentences: []text.Sentence{{Tokens: got}}})
	}
	return fmt.Sprintf("%d of %d trees converted by hand: %s", trees, len(b), &s)
}
