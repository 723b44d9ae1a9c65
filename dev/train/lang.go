package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"kabar/dev/eval/treebank"
	"kabar/internal/lang"
	"kabar/internal/lang/morph"
	"kabar/internal/lang/parse"
	"kabar/internal/table"
	"kabar/internal/text"
)

type options struct {
	ud, icon, news, own string
	ner                 string
	lang, out, testFile string
	nameTestFile        string
	tests, nameTests    treebank.Fingerprints // sentences that nothing may be learnt from
	held                int
	sweep               bool
}

// recipe says what one language is learnt from and how.
type recipe struct {
	lang  string
	train []string // treebanks
	own   string   // name of our own treebank, of which train is learnt from and dev measured on
	dev   string   // treebank to print figures of; "" holds out part of train[0]
	icon  bool     // learn from the ICON constituency treebank first
	old   string   // treebank of old conventions to learn tags from, beside ICON
	news  bool     // learn from news
	about string

	tagEpochs, parseEpochs int
	silverEpochs           int
	rawWanted              int     // sentences of news to vote on
	agreed                 float64 // least share of the votes for a tree to be learnt from
	tagLeast, parseLeast   float32 // weights below are left out of the model
	prune                  float32 // features of the parser without such a weight are dropped before the last epochs
	lastEpochs             int
}

// recipes lists the languages. No file of them may be a test set that
// dev/eval measures on; a test looks.
var recipes = []recipe{
	{
		lang:  "id",
		train: []string{"id_csui.train.conllu", "id_pud.test.conllu"},
		own:   "id-politics",
		icon:  true,
		old:   "id_gsd_old2017.train.conllu",
		news:  true,
		about: "data: UD_Indonesian-CSUI train, CC BY-SA 4.0\ndata: UD_Indonesian-PUD, CC BY-SA 3.0\ndata: dev/train/treebank/id-politics.train, CC BY-SA 4.0\ndata: ICON train and dev (constituency trees converted by voting parsers), CC BY-SA 4.0\ndata: UD_Indonesian-GSD train of 2017 (parts of speech), CC BY-SA 4.0\ndata: sentences of public Indonesian news reports, analysed by voting parsers\n",

		tagEpochs: 8, parseEpochs: 6, silverEpochs: 3, rawWanted: 20000, agreed: 0.85,
		tagLeast: 1, parseLeast: 2.1, prune: 2, lastEpochs: 3,
	},
	{
		lang:  "en",
		train: []string{"en_ewt.train.conllu"},
		own:   "en-politics",
		dev:   "en_ewt.dev.conllu",
		about: "data: UD_English-EWT train, CC BY-SA 4.0\ndata: dev/train/treebank/en-politics.train, CC BY-SA 4.0\n",

		tagEpochs: 6, parseEpochs: 6, tagLeast: 1, parseLeast: 2.5,
		prune: 2.5, lastEpochs: 6,
	},
}

// heldEvery is how many sentences of a treebank without a development set
// there are for each one held out.
const heldEvery = 4

// readTests reads the sentences that nothing may be learnt from.
func (o *options) readTests() error {
	var err error
	if o.tests, err = readFingerprints(o.testFile); err != nil {
		return err
	}
	o.nameTests, err = readFingerprints(o.nameTestFile)
	return err
}

func readFingerprints(file string) (treebank.Fingerprints, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	prints, err := treebank.ReadFingerprints(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return prints, nil
}

func run(o *options) error {
	for i := range recipes {
		r := recipes[i]
		if o.lang != "" && o.lang != r.lang {
			continue
		}
		model, err := r.run(o)
		if err != nil {
			return fmt.Errorf("%s: %w", r.lang, err)
		}
		if o.held == 0 {
			if err := os.WriteFile(filepath.Join(o.out, r.lang+".model"), model, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// job is one training of one language.
type job struct {
	recipe
	sweep   bool
	start   time.Time
	raw     [][]text.Token // unanalysed news
	words   []string       // words of raw
	gold    [][]text.Token // learnt from as they are
	held    [][]text.Token // measured on
	ownHeld [][]text.Token // likewise, of our own treebank
	silver  []silver       // learnt from before gold
}

// silver is a sentence with an analysis that nobody checked.
type silver struct {
	tagged []text.Token // to learn tags from
	parsed []text.Token // to learn trees from: tags as the tagger gives them
}

// job reads the treebanks of r.
func (r *recipe) job(o *options) (*job, error) {
	j := &job{recipe: *r, sweep: o.sweep, start: time.Now()}
	for i, file := range r.train {
		docs, err := treebank.Read(filepath.Join(o.ud, file))
		if err != nil {
			return nil, err
		}
		for n, s := range treebank.Sentences(docs) {
			if o.tests.Has(s) {
				continue
			}
			if i == 0 && r.dev == "" && o.held > 0 && n%heldEvery == o.held-1 {
				j.held = append(j.held, s)
			} else {
				j.gold = append(j.gold, s)
			}
		}
	}
	docs, err := treebank.Read(filepath.Join(o.own, r.own+".train.conllu"))
	if err != nil {
		return nil, err
	}
	j.gold = append(j.gold, slices.DeleteFunc(treebank.Sentences(docs), o.tests.Has)...)
	if docs, err = treebank.Read(filepath.Join(o.own, r.own+".dev.conllu")); err != nil {
		return nil, err
	}
	j.ownHeld = treebank.Sentences(docs)
	if r.dev != "" {
		docs, err := treebank.Read(filepath.Join(o.ud, r.dev))
		if err != nil {
			return nil, err
		}
		j.held = slices.DeleteFunc(treebank.Sentences(docs), o.tests.Has)
	}
	return j, nil
}

func (r *recipe) run(o *options) ([]byte, error) {
	j, err := r.job(o)
	if err != nil {
		return nil, err
	}
	if r.news {
		if j.raw, err = readNews(o.news, r.lang); err != nil {
			return nil, err
		}
		j.raw = slices.DeleteFunc(j.raw, o.tests.Has)
		j.words = roots(frequent(j.raw))
		j.progress("%d sentences of news", len(j.raw))
	}
	if !r.icon {
		return j.learn()
	}
	var trees []treed
	for _, name := range []string{"train.txt", "dev.txt"} {
		t, err := readIcon(filepath.Join(o.icon, name))
		if err != nil {
			return nil, err
		}
		trees = append(trees, t...)
	}
	t, err := readOld(filepath.Join(o.ud, r.old))
	if err != nil {
		return nil, err
	}
	trees = slices.DeleteFunc(append(trees, t...), func(x treed) bool { return o.tests.Has(x.tokens) })
	if err := j.teach(trees); err != nil {
		return nil, err
	}
	return j.learn()
}

// learn returns a model learnt from silver and gold, and prints the figures of
// held.
func (j *job) learn() ([]byte, error) {
	f := &table.ModelFile{Features: lang.FeatureHash()}
	f.PutAbout("language: " + j.lang + "\n" + j.about)
	if err := j.tagger(f, j.gold); err != nil {
		return nil, err
	}
	examples, err := j.jackknife()
	if err != nil {
		return nil, err
	}
	var before []parse.Example
	for _, s := range j.silver {
		if s.parsed != nil {
			before = append(before, parse.Example{Tokens: s.parsed})
		}
	}
	j.progress("tagger learnt")
	l, err := parse.NewLearning(append(examples, before...), 1)
	if err != nil {
		return nil, err
	}
	if len(before) > 0 {
		for e := range j.silverEpochs {
			l.Epoch(before, explore(e))
		}
		l.Average()
	}
	for e := range j.parseEpochs {
		l.Epoch(examples, explore(e+len(before)))
	}
	l.Average()
	if j.prune > 0 {
		l.Prune(j.prune)
		for range j.lastEpochs {
			l.Epoch(examples, explore(1))
		}
		l.Average()
	}
	prunings := []float32{j.parseLeast}
	if j.sweep {
		prunings = []float32{0.5, 1, 1.5, 2, 2.5, 3, j.parseLeast}
	}
	var model []byte
	for _, least := range prunings {
		if err := l.Put(f, least); err != nil {
			return nil, err
		}
		if model, err = f.Bytes(); err != nil {
			return nil, err
		}
		j.progress("weights ≥ %g: %d bytes", least, len(model))
		for _, held := range [][][]text.Token{j.held, j.ownHeld} {
			if len(held) == 0 {
				continue
			}
			s, err := score(string(model), held)
			if err != nil {
				return nil, err
			}
			j.progress("held out: %s", s)
		}
	}
	return model, nil
}

// explore returns how often the parser follows its own choice in its nth epoch.
func explore(n int) float64 {
	if n == 0 {
		return 0
	}
	return 0.9
}

// tagger learns a tagger and lemmatiser from silver and gold and writes it
// into f.
func (j *job) tagger(f *table.ModelFile, gold [][]text.Token) error {
	var before [][]text.Token
	for _, s := range j.silver {
		if s.tagged != nil {
			before = append(before, s.tagged)
		}
	}
	l, err := morph.NewLearning(append(before[:len(before):len(before)], gold...), j.words, 1)
	if err != nil {
		return err
	}
	if len(before) > 0 {
		for range j.silverEpochs {
			l.Epoch(before)
		}
		l.Average()
	}
	for range j.tagEpochs {
		l.Epoch(gold)
	}
	l.Average()
	return l.Put(f, j.tagLeast)
}

// folds is how many parts the examples are cut into to tag each with what the
// others teach, so that the parser learns from tags as they will be.
const folds = 4

// jackknife returns gold with predicted tags, features and lemmas.
func (j *job) jackknife() ([]parse.Example, error) {
	out := make([]parse.Example, len(j.gold))
	var wait sync.WaitGroup
	errs := make([]error, folds)
	for k := range folds {
		wait.Go(func() { errs[k] = j.fold(k, out) })
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (j *job) fold(k int, out []parse.Example) error {
	var rest [][]text.Token
	for i, s := range j.gold {
		if i%folds != k {
			rest = append(rest, s)
		}
	}
	f := &table.ModelFile{}
	if err := j.tagger(f, rest); err != nil {
		return err
	}
	t, err := openTagger(f)
	if err != nil {
		return err
	}
	var scratch morph.Scratch
	for i, s := range j.gold {
		if i%folds == k {
			tokens := append([]text.Token(nil), s...)
			t.Tag(tokens, &scratch)
			out[i] = parse.Example{Tokens: tokens}
		}
	}
	return nil
}

func openTagger(f *table.ModelFile) (*morph.Tagger, error) {
	data, err := f.Bytes()
	if err != nil {
		return nil, err
	}
	m, err := table.OpenModel(string(data), f.Features)
	if err != nil {
		return nil, err
	}
	return morph.New(m)
}

// engine is a model ready for use.
type engine struct {
	tagger *morph.Tagger
	parser *parse.Parser
	ms     morph.Scratch
	ps     parse.Scratch
}

func open(model string) (*engine, error) {
	m, err := table.OpenModel(model, lang.FeatureHash())
	if err != nil {
		return nil, err
	}
	e := &engine{}
	if e.tagger, err = morph.New(m); err != nil {
		return nil, err
	}
	e.parser, err = parse.New(m)
	return e, err
}

// score analyses the words of held with model and compares.
func score(model string, held [][]text.Token) (*treebank.Score, error) {
	e, err := open(model)
	if err != nil {
		return nil, err
	}
	var s treebank.Score
	for _, want := range held {
		got := append([]text.Token(nil), want...)
		e.tagger.Tag(got, &e.ms)
		e.parser.Parse(got, &e.ps)
		s.Add(&text.Report{Sentences: []text.Sentence{{Tokens: want}}}, &text.Report{Sentences: []text.Sentence{{Tokens: got}}})
	}
	return &s, nil
}

func (j *job) progress(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "train: %s: %s: %s\n", j.lang, time.Since(j.start).Round(time.Second), fmt.Sprintf(format, args...))
}
