package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kabar/dev/eval/namebank"
	"kabar/internal/lang"
	"kabar/internal/lang/morph"
	"kabar/internal/lang/name"
	"kabar/internal/lang/split"
	"kabar/internal/table"
	"kabar/internal/text"
)

// nameFinder is what -lang calls the model that finds names, and namesModel its
// file.
const (
	nameFinder = "names"
	namesModel = "id-names.model"
)

// The banks of names that are learnt from. What the news bank calls a name
// holds; the other one, of an encyclopaedia and with other conventions, only
// comes before it.
const (
	newsBank  = "idner-news-2k/train.txt"
	otherBank = "nergrit/train.txt"
	heldBank  = "idner-news-2k/dev.txt"
)

const (
	otherEpochs = 3     // through the other bank
	newsEpochs  = 10    // through the news bank, with all features
	lastEpochs  = 12    // likewise, with those that were kept
	nameLeast   = 0.045 // features without such a weight are dropped
	toldEvery   = 2     // one report in so many is searched for names
	toldLeast   = 5     // a name must be found so often to be listed
)

// trainNames learns to find Indonesian names and writes the model out. It
// prints the figures of the development set.
func trainNames(o *options) error {
	start := time.Now()
	progress := func(format string, args ...any) {
		fmt.Fprintf(os.Stderr, "train: names: %s: %s\n", time.Since(start).Round(time.Second), fmt.Sprintf(format, args...))
	}
	b, err := readBanks(o)
	if err != nil {
		return err
	}
	m, err := newMarker(o.out)
	if err != nil {
		return err
	}
	news, err := m.news(o)
	if err != nil {
		return err
	}
	facts := news.facts()
	progress("%d words of news", len(facts))
	// What news tell of names is found by a model that knows nothing of the
	// news bank, so that it is as good for new names as for those of the bank.
	other, bank := m.examples(b.other), m.examples(b.news)
	first, err := finder(facts, newTold(), [][]name.Example{other}, 0)
	if err != nil {
		return err
	}
	found, err := m.told(o, first)
	if err != nil {
		return err
	}
	progress("%d names found in news", len(found.names))
	model, err := learnNames(facts, found, [][]name.Example{other, bank}, nameLeast)
	if err != nil {
		return err
	}
	f, err := openNames(model)
	if err != nil {
		return err
	}
	progress("%d bytes; held out: %s", len(model), m.score(f, b.held))
	return os.WriteFile(filepath.Join(o.out, namesModel), model, 0o644)
}

// banks are the sentences that names are learnt from, and those held out.
type banks struct {
	news, other, held []namebank.Sentence
}

// readBanks reads the banks, without sentences that are, or nearly are, in a
// test or development set.
func readBanks(o *options) (*banks, error) {
	var b banks
	for _, x := range []struct {
		file string
		to   *[]namebank.Sentence
	}{{newsBank, &b.news}, {otherBank, &b.other}, {heldBank, &b.held}} {
		s, err := namebank.Read(filepath.Join(o.ner, x.file))
		if err != nil {
			return nil, err
		}
		*x.to = s
	}
	near := make(namebank.Runs)
	id := int32(0)
	for _, t := range namebank.Tests {
		s, err := namebank.Read(filepath.Join(o.ner, t.File))
		if err != nil {
			return nil, err
		}
		for i := range s {
			near.Add(&s[i], id)
			id++
		}
	}
	for _, list := range []*[]namebank.Sentence{&b.news, &b.other} {
		*list = slices.DeleteFunc(*list, func(s namebank.Sentence) bool {
			return near.Near(&s) || o.tests.Has(s.Tokens()) || o.nameTests.Has(s.Tokens())
		})
	}
	return &b, nil
}

// marker turns text into sentences with tagged words.
type marker struct {
	split  *split.Splitter
	tagger *morph.Tagger
	buf    split.Buffer
	morph  morph.Scratch
	names  name.Scratch
}

// newMarker returns a marker with the tagger in the folder of models dir.
func newMarker(dir string) (*marker, error) {
	data, err := os.ReadFile(filepath.Join(dir, "id.model"))
	if err != nil {
		return nil, err
	}
	t, err := table.OpenModel(string(data), lang.FeatureHash())
	if err != nil {
		return nil, fmt.Errorf("id.model: %w", err)
	}
	m := &marker{}
	if m.tagger, err = morph.New(t); err != nil {
		return nil, fmt.Errorf("id.model: %w", err)
	}
	m.split, _ = split.New("id")
	return m, nil
}

// read fills r.Sentences with tagged words.
func (m *marker) read(r *text.Report) {
	m.split.Split(r, &m.buf)
	for i := range r.Sentences {
		m.tagger.Tag(r.Sentences[i].Tokens, &m.morph)
	}
}

// examples returns sentences as they are seen in a report. Where one is cut in
// two inside a name, each part is in a name.
func (m *marker) examples(bank []namebank.Sentence) []name.Example {
	var out []name.Example
	for i := range bank {
		s, spans := bank[i].Text()
		r := text.Report{Text: s}
		m.read(&r)
		for k := range r.Sentences {
			e := name.Example{Tokens: r.Sentences[k].Tokens}
			for _, n := range bank[i].Names {
				span := text.Span{Start: spans[n.First].Start, End: spans[n.End-1].End}
				inside := func(t text.Token) bool { return t.Span.Overlaps(span) }
				first := slices.IndexFunc(e.Tokens, inside)
				if first < 0 {
					continue
				}
				end := first + 1
				for end < len(e.Tokens) && inside(e.Tokens[end]) {
					end++
				}
				e.Names = append(e.Names, text.Name{First: int32(first), End: int32(end), Kind: n.Kind})
			}
			out = append(out, e)
		}
	}
	return out
}

// score compares the names that f finds in the sentences of bank with theirs.
func (m *marker) score(f *name.Finder, bank []namebank.Sentence) *namebank.Score {
	var score namebank.Score
	for i := range bank {
		s, spans := bank[i].Text()
		r := text.Report{Text: s}
		m.read(&r)
		for k := range r.Sentences {
			r.Sentences[k].Names = f.Find(r.Sentences[k].Tokens, nil, &m.names)
		}
		score.Add(bank[i].Names, namebank.Names(&r, spans))
	}
	return &score
}

// news returns the words of all reports.
func (m *marker) news(o *options) (*newsWords, error) {
	n := newNewsWords()
	err := reports(o.news, func(r *text.Report) {
		m.split.Split(r, &m.buf)
		for i := range r.Sentences {
			if s := &r.Sentences[i]; learnable(o, s) {
				n.add(s.Tokens)
			}
		}
	})
	return n, err
}

// told returns what f says of news.
func (m *marker) told(o *options, f *name.Finder) (*told, error) {
	t := newTold()
	var found []text.Name
	count := 0
	err := reports(o.news, func(r *text.Report) {
		if count++; count%toldEvery != 0 {
			return
		}
		m.read(r)
		for i := range r.Sentences {
			if s := &r.Sentences[i]; learnable(o, s) {
				found = f.Find(s.Tokens, found[:0], &m.names)
				t.add(s.Tokens, found)
			}
		}
	})
	return t, err
}

// learnable reports whether a sentence of news may be learnt from.
func learnable(o *options, s *text.Sentence) bool {
	return s.Role == text.Body && !o.tests.Has(s.Tokens) && !o.nameTests.Has(s.Tokens)
}

// finder learns from sets of examples, one after the other, and returns the
// finder.
func finder(facts map[uint64]name.WordFact, found *told, sets [][]name.Example, least float32) (*name.Finder, error) {
	model, err := learnNames(facts, found, sets, least)
	if err != nil {
		return nil, err
	}
	return openNames(model)
}

func openNames(model []byte) (*name.Finder, error) {
	m, err := table.OpenModel(string(model), name.FeatureHash())
	if err != nil {
		return nil, err
	}
	return name.New(m)
}

// learnNames learns from sets of examples, the last one longest, and returns
// the model.
func learnNames(words map[uint64]name.WordFact, found *told, sets [][]name.Example, least float32) ([]byte, error) {
	material := name.NewMaterial()
	if err := ownLists(material, "data"); err != nil {
		return nil, err
	}
	found.put(material, words)
	facts, err := material.Facts()
	if err != nil {
		return nil, err
	}
	l := name.NewLearning(facts, 1, sets...)
	for i, examples := range sets {
		epochs := otherEpochs
		if i == len(sets)-1 {
			epochs = newsEpochs
		}
		for range epochs {
			l.Epoch(examples)
		}
	}
	l.Prune(least)
	for range lastEpochs {
		l.Epoch(sets[len(sets)-1])
	}
	f := &table.ModelFile{Features: name.FeatureHash()}
	f.PutAbout("language: id\n" +
		"data: idner-news-2k train, MIT\n" +
		"data: NERGrit train (IndoNLU), Apache-2.0\n" +
		"data: counts of public Indonesian news reports; no text is kept\n" +
		"data: names in data/actors, data/places and data/outlets\n")
	material.Put(f)
	if err := l.Put(f, least); err != nil {
		return nil, err
	}
	return f.Bytes()
}

// ownLists puts the names of our own tables in dir on their lists.
func ownLists(m *name.Material, dir string) error {
	for _, t := range []struct {
		file    string
		columns []string // those with names, parted by semicolons
		list    name.List
	}{
		{"actors/people.tsv", []string{"name", "aliases"}, name.People},
		{"actors/bodies.tsv", []string{"name", "names_id", "names_en"}, name.Bodies},
		{"places/places.tsv", []string{"name", "names"}, name.Places},
		{"actors/states.tsv", []string{"name", "names_id", "names_en"}, name.States},
		{"outlets/outlets.tsv", []string{"name", "names"}, name.Outlets},
	} {
		file := filepath.Join(dir, t.file)
		b, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		var wanted []int
		for line := range strings.Lines(string(b)) {
			cols := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			if strings.HasPrefix(line, "#") {
				continue
			}
			if wanted == nil {
				for _, c := range t.columns {
					i := slices.Index(cols, c)
					if i < 0 {
						return fmt.Errorf("%s: no column %q", file, c)
					}
					wanted = append(wanted, i)
				}
				continue
			}
			for _, i := range wanted {
				for n := range strings.SplitSeq(cols[i], ";") {
					m.List(n, t.list)
				}
			}
		}
	}
	return nil
}
