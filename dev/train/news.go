package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"kabar/internal/lang/split"
	"kabar/internal/table"
	"kabar/internal/text"
)

// maxReportLine is the longest line of a file of reports, in bytes.
const maxReportLine = 1 << 22

// Raw sentences outside these lengths, in words, are no use to learn from.
const (
	minRaw = 5
	maxRaw = 60
)

// A word must stand this often in raw sentences, and be this long in bytes, to
// count as a word and no slip.
const (
	minSeen = 10
	minWord = 3
)

// frequent returns the words of sentences that are written in small letters.
func frequent(sentences [][]text.Token) []string {
	counts := make(map[string]int)
	for _, s := range sentences {
		for i := range s {
			counts[s[i].Form]++
		}
	}
	var out []string
	for w, n := range counts {
		if n >= minSeen && len(w) >= minWord && strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return out
}

// rootAffixes are affixes that change no letter of an Indonesian root.
var rootAffixes = [...][2]string{
	{"", "an"}, {"", "kan"}, {"di", ""}, {"di", "kan"}, {"di", "i"}, {"ter", ""}, {"ber", ""}, {"ke", "an"}, {"se", ""},
}

// minRoot is the length in bytes of the shortest root that is taken from its
// derivations.
const minRoot = 4

// roots returns words and the roots that two or more derivations in words
// point to, though they are not words there themselves: "dikecam" and "kecaman"
// point to "kecam".
func roots(words []string) []string {
	have := make(map[string]bool, len(words))
	for _, w := range words {
		have[w] = true
	}
	points := make(map[string]int)
	for _, w := range words {
		for _, a := range rootAffixes {
			r, front := strings.CutPrefix(w, a[0])
			r, back := strings.CutSuffix(r, a[1])
			if front && back && len(r) >= minRoot && !have[r] {
				points[r]++
			}
		}
	}
	out := slices.Clone(words)
	for r, n := range points {
		if n > 1 {
			out = append(out, r)
		}
	}
	slices.Sort(out)
	return out
}

// readNews returns the sentences of a gzipped file of reports, one JSON object
// with a text a line, each sentence once.
func readNews(file, lang string) ([][]text.Token, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	sp, ok := split.New(lang)
	if !ok {
		return nil, fmt.Errorf("no splitter for %q", lang)
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, maxReportLine)
	var out [][]text.Token
	var buf split.Buffer
	seen := make(map[uint64]bool)
	for n := 1; in.Scan(); n++ {
		var r text.Report
		if err := json.Unmarshal(in.Bytes(), &struct {
			Text *string `json:"text"`
		}{&r.Text}); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, n, err)
		}
		sp.Split(&r, &buf)
		for i := range r.Sentences {
			s := &r.Sentences[i]
			if s.Role != text.Body || len(s.Tokens) < minRaw || len(s.Tokens) > maxRaw {
				continue
			}
			var h uint64
			for k := range s.Tokens {
				h = table.Mix(h, uint64(table.HashString(s.Tokens[k].Form)))
			}
			if !seen[h] {
				seen[h] = true
				out = append(out, s.Tokens)
			}
		}
	}
	return out, in.Err()
}
