package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// evalParallel codes sentence pairs of English and Indonesian, each sentence as
// a report, and writes in how many of the pairs in which either side tells an
// event both tell events of the same types.
func evalParallel(panl, kabar, out string) error {
	tmp, err := os.MkdirTemp("", "kabar-eval-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	var sides [2][]string // types of each sentence, sorted and joined
	for k, lang := range [...]string{"en", "id"} {
		if sides[k], err = typesOfLines(filepath.Join(panl, lang+".txt"), lang, kabar, tmp); err != nil {
			return fmt.Errorf("%s: %w", lang, err)
		}
	}
	if len(sides[0]) != len(sides[1]) {
		return fmt.Errorf("%s: %d English lines, %d Indonesian", panl, len(sides[0]), len(sides[1]))
	}
	either, both, same := 0, 0, 0
	for i := range sides[0] {
		en, id := sides[0][i], sides[1][i]
		if en == "" && id == "" {
			continue
		}
		either++
		if en != "" && id != "" {
			both++
		}
		if en == id {
			same++
		}
	}
	rows := [][]string{
		{"pairs", strconv.Itoa(len(sides[0]))},
		{"either side coded", strconv.Itoa(either)},
		{"both sides coded", strconv.Itoa(both)},
		{"same types", strconv.Itoa(same)},
		{"same types of either coded", fmt.Sprintf("%.4f", float64(same)/float64(max(either, 1)))},
	}
	return writeGolden(filepath.Join(out, "parallel.golden.tsv"), []string{"measure", "value"}, rows)
}

// typesOfLines codes each line of a file and returns the event types of each.
func typesOfLines(name, lang, kabar, tmp string) ([]string, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	var in bytes.Buffer
	enc := json.NewEncoder(&in)
	for i, l := range lines {
		if err := enc.Encode(map[string]string{"id": strconv.Itoa(i), "lang": lang, "text": l}); err != nil {
			return nil, err
		}
	}
	file := filepath.Join(tmp, lang+".jsonl")
	if err := os.WriteFile(file, in.Bytes(), 0o644); err != nil {
		return nil, err
	}
	coded, err := code(kabar, file, false)
	if err != nil {
		return nil, err
	}
	types := make([]map[string]bool, len(lines))
	sc := bufio.NewScanner(bytes.NewReader(coded))
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var e struct{ Report, Type string }
		if err := json.Unmarshal(sc.Bytes(), &e); err != nil {
			return nil, err
		}
		i, err := strconv.Atoi(e.Report)
		if err != nil {
			return nil, err
		}
		if types[i] == nil {
			types[i] = map[string]bool{}
		}
		types[i][e.Type] = true
	}
	out := make([]string, len(lines))
	for i, set := range types {
		var list []string
		for t := range set {
			list = append(list, t)
		}
		slices.Sort(list)
		out[i] = strings.Join(list, " ")
	}
	return out, sc.Err()
}
