package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"kabar/dev/eval/treebank"
	"kabar/internal/lang"
	"kabar/internal/lang/morph"
	"kabar/internal/lang/parse"
	"kabar/internal/lang/word"
	"kabar/internal/table"
	"kabar/internal/text"
)

type options struct {
	ud, lang, out string
	held          bool
}

// recipe says what one language is learnt from and how.
type recipe struct {
	lang  string
	train []source
	dev   string // treebank to print figures of; "" holds out every 8th sentence of train[0]
	about string

	tagEpochs, parseEpochs int
	tagLeast, parseLeast   float32 // weights below are left out of the model
}

// source is a treebank to learn from.
type source struct{ file string }

// recipes lists the languages. No file of them may be a test set that
// dev/eval measures on; a test looks.
var recipes = []recipe{
	{
		lang:  "id",
		train: []source{{"id_csui.train.conllu"}, {"id_pud.test.conllu"}},
		about: "data: UD_Indonesian-CSUI train, CC BY-SA 4.0\ndata: UD_Indonesian-PUD, CC BY-SA 3.0\n",

		tagEpochs: 8, parseEpochs: 8, tagLeast: 1, parseLeast: 1,
	},
	{
		lang:  "en",
		train: []source{{"en_ewt.train.conllu"}},
		dev:   "en_ewt.dev.conllu",
		about: "data: UD_English-EWT train, CC BY-SA 4.0\n",

		tagEpochs: 6, parseEpochs: 8, tagLeast: 1, parseLeast: 1,
	},
}

// heldEvery is how many sentences of a treebank without a development set
// there are for each one held out.
const heldEvery = 8

func run(o *options) error {
	for i := range recipes {
		r := &recipes[i]
		if o.lang != "" && o.lang != r.lang {
			continue
		}
		if err := r.run(o); err != nil {
			return fmt.Errorf("%s: %w", r.lang, err)
		}
	}
	return nil
}

func (r *recipe) run(o *options) error {
	var train [][]text.Token
	var first int
	for i, s := range r.train {
		docs, err := treebank.Read(filepath.Join(o.ud, s.file))
		if err != nil {
			return err
		}
		train = append(train, treebank.Sentences(docs)...)
		if i == 0 {
			first = len(train)
		}
	}
	if r.dev == "" {
		var rest, held [][]text.Token
		for i, s := range train {
			if i < first && i%heldEvery == heldEvery-1 {
				held = append(held, s)
			} else {
				rest = append(rest, s)
			}
		}
		if _, err := r.learn(rest, held); err != nil || o.held {
			return err
		}
	}
	var held [][]text.Token
	if r.dev != "" {
		docs, err := treebank.Read(filepath.Join(o.ud, r.dev))
		if err != nil {
			return err
		}
		held = treebank.Sentences(docs)
	}
	model, err := r.learn(train, held)
	if err != nil || o.held {
		return err
	}
	return os.WriteFile(filepath.Join(o.out, r.lang+".model"), model, 0o644)
}

// learn returns the model learnt from train, and prints the figures of held.
func (r *recipe) learn(train, held [][]text.Token) ([]byte, error) {
	start := time.Now()
	clusters := &word.Clusters{}
	f := &table.ModelFile{Features: lang.FeatureHash()}
	f.PutAbout("language: " + r.lang + "\n" + r.about)
	if err := r.tagger(f, train, clusters); err != nil {
		return nil, err
	}
	examples, err := r.jackknife(train, clusters)
	if err != nil {
		return nil, err
	}
	progress(r.lang, "tagger learnt and %d sentences tagged in %s", len(train), time.Since(start).Round(time.Second))
	l, err := parse.NewLearning(examples, clusters, 1)
	if err != nil {
		return nil, err
	}
	for e := range r.parseEpochs {
		explore := 0.9
		if e == 0 {
			explore = 0
		}
		l.Epoch(examples, explore)
	}
	l.Average()
	if err := l.Put(f, r.parseLeast); err != nil {
		return nil, err
	}
	model, err := f.Bytes()
	if err != nil {
		return nil, err
	}
	progress(r.lang, "model of %d bytes learnt in %s", len(model), time.Since(start).Round(time.Second))
	if len(held) > 0 {
		s, err := score(string(model), held)
		if err != nil {
			return nil, err
		}
		progress(r.lang, "held out: %s", s)
	}
	return model, nil
}

// tagger learns a tagger and lemmatiser and writes it into f.
func (r *recipe) tagger(f *table.ModelFile, train [][]text.Token, clusters *word.Clusters) error {
	l, err := morph.NewLearning(train, clusters, 1)
	if err != nil {
		return err
	}
	for range r.tagEpochs {
		l.Epoch(train)
	}
	l.Average()
	return l.Put(f, r.tagLeast)
}

// folds is how many parts the examples are cut into to tag each with what the
// others teach, so that the parser learns from tags as they will be.
const folds = 4

// jackknife returns train with predicted tags, features and lemmas.
func (r *recipe) jackknife(train [][]text.Token, clusters *word.Clusters) ([]parse.Example, error) {
	out := make([]parse.Example, len(train))
	var wait sync.WaitGroup
	errs := make([]error, folds)
	for k := range folds {
		wait.Go(func() {
			errs[k] = r.fold(train, clusters, k, out)
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (r *recipe) fold(train [][]text.Token, clusters *word.Clusters, k int, out []parse.Example) error {
	var rest [][]text.Token
	for i, s := range train {
		if i%folds != k {
			rest = append(rest, s)
		}
	}
	f := &table.ModelFile{}
	if err := r.tagger(f, rest, clusters); err != nil {
		return err
	}
	data, err := f.Bytes()
	if err != nil {
		return err
	}
	m, err := table.OpenModel(string(data), 0)
	if err != nil {
		return err
	}
	t, err := morph.New(m)
	if err != nil {
		return err
	}
	var scratch morph.Scratch
	for i, s := range train {
		if i%folds == k {
			tokens := append([]text.Token(nil), s...)
			t.Tag(tokens, &scratch)
			out[i] = parse.Example{Tokens: tokens}
		}
	}
	return nil
}

// score analyses the words of held with model and compares.
func score(model string, held [][]text.Token) (*treebank.Score, error) {
	m, err := table.OpenModel(model, lang.FeatureHash())
	if err != nil {
		return nil, err
	}
	t, err := morph.New(m)
	if err != nil {
		return nil, err
	}
	p, err := parse.New(m)
	if err != nil {
		return nil, err
	}
	var s treebank.Score
	var ms morph.Scratch
	var ps parse.Scratch
	for _, want := range held {
		got := append([]text.Token(nil), want...)
		t.Tag(got, &ms)
		p.Parse(got, &ps)
		s.Add(&text.Report{Sentences: []text.Sentence{{Tokens: want}}}, &text.Report{Sentences: []text.Sentence{{Tokens: got}}})
	}
	return &s, nil
}

func progress(lang, format string, args ...any) {
	fmt.Fprintf(os.Stderr, "train: %s: %s\n", lang, fmt.Sprintf(format, args...))
}
