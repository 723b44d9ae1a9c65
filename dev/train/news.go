package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"

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
