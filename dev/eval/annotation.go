package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// annotations is where our own annotation of news reports lies: it points into
// their texts, which are not ours; see its README.
const annotations = "testdata/annotations"

// pointed is a report annotated by pointing into its text, in bytes.
type pointed struct {
	ID        string
	Part      string
	Published string
	SHA256    string // first 16 hex digits, of the whole text
	Span      [2]int // what of the text was annotated
	Events    []struct {
		Type, Mode        string
		Actor, Recipient  []pointedParty
		Trigger, Sentence [2]int
		Aux               []string
		Time              *struct {
			Span       [2]int
			Start, End string
		}
		Place *struct {
			Span    [2]int
			Country string
		}
		Attribution []struct {
			Span [2]int
			Name string // where the words stand nowhere in the text
		}
		Quantity []map[string]any
	}
}

type pointedParty struct {
	Span            [2]int
	Country, Sector string
}

// source is a report as the shared data has it.
type source struct{ ID, Outlet, Title, Text string }

// readAnnotations joins our annotation of one language with the texts, and
// returns a gold report a line, and the part of each.
func readAnnotations(lang, shared string) (lines [][]byte, parts []string, err error) {
	list, err := readLines(filepath.Join(annotations, lang+".jsonl"))
	if err != nil {
		return nil, nil, err
	}
	texts, err := readSources(lang, shared)
	if err != nil {
		return nil, nil, err
	}
	for n, l := range list {
		var p pointed
		if err := json.Unmarshal(l, &p); err != nil {
			return nil, nil, fmt.Errorf("%s:%d: %w", lang, n+1, err)
		}
		src, ok := texts[p.ID]
		sum := sha256.Sum256([]byte(src.Text))
		if !ok || hex.EncodeToString(sum[:])[:16] != p.SHA256 {
			return nil, nil, fmt.Errorf("%s:%d: the shared data has no such text of %s", lang, n+1, p.ID)
		}
		line, err := json.Marshal(p.gold(lang, src))
		if err != nil {
			return nil, nil, err
		}
		lines, parts = append(lines, line), append(parts, p.Part)
	}
	return lines, parts, nil
}

// readSources returns the reports that may be annotated, by ID.
func readSources(lang, shared string) (map[string]source, error) {
	name := filepath.Join(shared, "data/news/id_reports.jsonl.gz")
	if lang == "en" {
		name = filepath.Join(shared, "data/eval/clusters/dev.jsonl")
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var in io.Reader = bufio.NewReader(f)
	if strings.HasSuffix(name, ".gz") {
		if in, err = gzip.NewReader(in); err != nil {
			return nil, err
		}
	}
	out := map[string]source{}
	for dec := json.NewDecoder(in); ; {
		var s source
		if err := dec.Decode(&s); err == io.EOF {
			return out, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out[s.ID] = s
	}
}

// gold is p in the form of the shared gold.
func (p *pointed) gold(lang string, src source) map[string]any {
	cut := func(s [2]int) string { return src.Text[s[0]:s[1]] }
	side := func(list []pointedParty) []map[string]any {
		out := []map[string]any{}
		for _, x := range list {
			out = append(out, map[string]any{"text": cut(x.Span), "country": x.Country, "sector": x.Sector})
		}
		return out
	}
	events := []map[string]any{}
	for _, e := range p.Events {
		o := map[string]any{
			"type": e.Type, "mode": e.Mode, "actor": side(e.Actor), "recipient": side(e.Recipient),
			"trigger": cut(e.Trigger), "sentence": cut(e.Sentence), "aux": e.Aux, "time": nil, "place": nil, "quantity": e.Quantity,
		}
		if e.Time != nil {
			o["time"] = map[string]any{"text": cut(e.Time.Span), "start": e.Time.Start, "end": e.Time.End}
		}
		if e.Place != nil {
			o["place"] = map[string]any{"text": cut(e.Place.Span), "country": e.Place.Country}
		}
		speakers := []string{}
		for _, a := range e.Attribution {
			if a.Name == "" {
				a.Name = cut(a.Span)
			}
			speakers = append(speakers, a.Name)
		}
		o["attribution"] = speakers
		events = append(events, o)
	}
	return map[string]any{
		"id": p.ID, "lang": lang, "date": p.Published, "outlet": src.Outlet, "title": src.Title,
		"text": cut(p.Span), "events": events,
	}
}

// join writes our annotation with its texts to files of dir, a part each, for
// dev/train/confidence.
func join(shared, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	files := map[string]*bytes.Buffer{}
	for _, lang := range []string{"en", "id"} {
		lines, parts, err := readAnnotations(lang, shared)
		if err != nil {
			return err
		}
		for i, l := range lines {
			name := lang + "-" + parts[i] + ".jsonl"
			if files[name] == nil {
				files[name] = &bytes.Buffer{}
			}
			files[name].Write(append(l, '\n'))
		}
	}
	for name, b := range files {
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}
