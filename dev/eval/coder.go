package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strings"
)

// goldSet is one set of annotated reports and how it is scored.
type goldSet struct {
	name      string // golden file: coder-NAME.golden.tsv
	file      string // below gold/dev; "" for our own annotation of the news
	lang      string // of our own annotation
	sentences bool   // scored by score_sentences.py
}

var goldSets = []goldSet{
	{name: "seed", file: "seed.jsonl"},
	{name: "id", file: "id_reports.jsonl"},
	{name: "en", file: "en_reports.jsonl"},
	{name: "en-sentences", file: "en_sentences.jsonl", sentences: true},
	{name: "news-id", lang: "id"},
	{name: "news-en", lang: "en"},
}

// read returns the reports of the set, one a line, and the parts that they are
// put into besides "all": the halves at even and odd places of the development
// reports, of which rules were written from the even one, and the parts of our
// own annotation, of which rules were written from some.
func (s *goldSet) read(shared string) (lines [][]byte, parts []string, err error) {
	if s.file == "" {
		return readAnnotations(s.lang, shared)
	}
	if lines, err = readLines(filepath.Join(shared, "gold/dev", s.file)); len(lines) < 2 {
		return lines, nil, err
	}
	for i := range lines {
		parts = append(parts, [...]string{"even", "odd"}[i%2])
	}
	return lines, parts, err
}

// evalCoder codes annotated reports with the kabar binary, scores them with the
// gold's own scorers (Python 3), and writes one golden table a set, in which
// the scores of parts stand beside the whole.
func evalCoder(shared, kabar, out string) error {
	tmp, err := os.MkdirTemp("", "kabar-eval-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	for _, s := range goldSets {
		rows, err := scoreSet(s, shared, kabar, tmp)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if err := writeGolden(filepath.Join(out, "coder-"+s.name+".golden.tsv"), []string{"part", "measure", "value"}, rows); err != nil {
			return err
		}
	}
	return nil
}

// writeGolden writes a table with its header; rows stand as given.
func writeGolden(path string, header []string, rows [][]string) error {
	var b strings.Builder
	for _, r := range append([][]string{header}, rows...) {
		b.WriteString(strings.Join(r, "\t"))
		b.WriteByte('\n')
	}
	return os.WriteFile(path, []byte(b.String()), 0o644)
}

func scoreSet(s goldSet, shared, kabar, tmp string) ([][]string, error) {
	gold := filepath.Join(shared, "gold")
	lines, of, err := s.read(shared)
	if err != nil {
		return nil, err
	}
	parts := map[string][][]byte{"all": lines}
	names := []string{"all"}
	for i, part := range of {
		if !slices.Contains(names, part) {
			names = append(names, part)
		}
		parts[part] = append(parts[part], lines[i])
	}
	all := filepath.Join(tmp, s.name+"-all.jsonl")
	if err := os.WriteFile(all, append(bytes.Join(lines, []byte("\n")), '\n'), 0o644); err != nil {
		return nil, err
	}
	coded, err := code(kabar, all, s.sentences)
	if err != nil {
		return nil, err
	}
	pred := filepath.Join(tmp, s.name+"-pred.jsonl")
	if s.sentences {
		coded, err = bySentence(lines, coded)
		if err != nil {
			return nil, err
		}
	}
	if err := os.WriteFile(pred, coded, 0o644); err != nil {
		return nil, err
	}
	var rows [][]string
	for _, name := range names {
		part := filepath.Join(tmp, s.name+"-"+name+".jsonl")
		if err := os.WriteFile(part, append(bytes.Join(parts[name], []byte("\n")), '\n'), 0o644); err != nil {
			return nil, err
		}
		scorer := "score.py"
		if s.sentences {
			scorer = "score_sentences.py"
		}
		report, err := exec.Command("python3", filepath.Join(gold, scorer), part, pred, "--json").Output()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", scorer, err)
		}
		var v any
		if err := json.Unmarshal(report, &v); err != nil {
			return nil, err
		}
		for _, m := range flatten("", v) {
			rows = append(rows, append([]string{name}, m...))
		}
		if s.sentences {
			continue
		}
		// Who and where in what was found, and whether confidence is calibrated.
		if report, err = exec.Command("python3", "dev/eval/found.py", gold, part, pred).Output(); err != nil {
			return nil, fmt.Errorf("found.py: %w", err)
		}
		if err := json.Unmarshal(report, &v); err != nil {
			return nil, err
		}
		for _, m := range flatten("", v) {
			rows = append(rows, append([]string{name}, m...))
		}
	}
	return rows, nil
}

func readLines(path string) ([][]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out [][]byte
	sc := bufio.NewScanner(bytes.NewReader(data))
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		if len(bytes.TrimSpace(sc.Bytes())) > 0 {
			out = append(out, bytes.Clone(sc.Bytes()))
		}
	}
	return out, sc.Err()
}

// code runs kabar over a JSONL file and returns its events.
func code(kabar, file string, english bool) ([]byte, error) {
	args := []string{"code", "-o", "jsonl", file}
	if english {
		args = append(args, "--lang", "en")
	}
	cmd := exec.Command(kabar, args...)
	cmd.Stderr = os.Stderr
	return cmd.Output()
}

// bySentence turns events into the rows that score_sentences.py reads: one a
// report, with the countries of both sides.
func bySentence(lines [][]byte, coded []byte) ([]byte, error) {
	type party struct{ Country, Sector string }
	type coding struct {
		Report, Type     string
		Actor, Recipient []party
	}
	first := func(list []party) party {
		if len(list) == 0 {
			return party{}
		}
		return list[0]
	}
	events := map[string][]map[string]string{}
	dec := json.NewDecoder(bytes.NewReader(coded))
	for dec.More() {
		var e coding
		if err := dec.Decode(&e); err != nil {
			return nil, err
		}
		a, r := first(e.Actor), first(e.Recipient)
		events[e.Report] = append(events[e.Report], map[string]string{
			"type": e.Type, "source_country": a.Country, "source_sector": a.Sector,
			"target_country": r.Country, "target_sector": r.Sector,
		})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for _, l := range lines {
		var r struct{ ID string }
		if err := json.Unmarshal(l, &r); err != nil {
			return nil, err
		}
		if err := enc.Encode(map[string]any{"id": r.ID, "events": events[r.ID]}); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// flatten turns a JSON value into rows of measure and value, sorted by measure.
func flatten(prefix string, v any) [][]string {
	switch v := v.(type) {
	case map[string]any:
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		sort.Strings(keys)
		var out [][]string
		for _, k := range keys {
			p := k
			if prefix != "" {
				p = prefix + "." + k
			}
			out = append(out, flatten(p, v[k])...)
		}
		return out
	case float64:
		return [][]string{{prefix, strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.4f", v), "0"), ".")}}
	case string:
		return [][]string{{prefix, v}}
	default:
		return nil
	}
}
