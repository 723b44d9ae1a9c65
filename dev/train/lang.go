package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
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
	ud, icon, news, lang, out string
	cache, testFile           string
	tests                     treebank.Fingerprints // sentences that nothing may be learnt from
	held                      int
	sweep                     bool
}

// recipe says what one language is learnt from and how.
type recipe struct {
	lang  string
	train []string // treebanks
	dev   string   // treebank to print figures of; "" holds out part of train[0]
	icon  bool     // learn from the ICON constituency treebank first
	news  bool     // learn word clusters from news
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
		icon:  true,
		news:  true,
		about: "data: UD_Indonesian-CSUI train, CC BY-SA 4.0\ndata: UD_Indonesian-PUD, CC BY-SA 3.0\ndata: ICON train and dev, CC BY-SA 4.0\n",

		tagEpochs: 8, parseEpochs: 8, silverEpochs: 3, rawWanted: 20000, agreed: 0.85,
		tagLeast: 1, parseLeast: 1,
	},
	{
		lang:  "en",
		train: []string{"en_ewt.train.conllu"},
		dev:   "en_ewt.dev.conllu",
		about: "data: UD_English-EWT train, CC BY-SA 4.0\n",

		tagEpochs: 6, parseEpochs: 6, tagLeast: 1.5, parseLeast: 1,
		prune: 2, lastEpochs: 4,
	},
}

// heldEvery is how many sentences of a treebank without a development set
// there are for each one held out.
const heldEvery = 4

func run(o *options) error {
	f, err := os.Open(o.testFile)
	if err != nil {
		return err
	}
	defer f.Close()
	if o.tests, err = treebank.ReadFingerprints(f); err != nil {
		return fmt.Errorf("%s: %w", o.testFile, err)
	}
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
	sweep    bool
	start    time.Time
	raw      [][]text.Token // unanalysed news
	words    *table.Model   // holds the clusters; nil for none
	clusters *word.Clusters
	gold     [][]text.Token // learnt from as they are
	held     [][]text.Token // measured on
	silver   []silver       // learnt from before gold
}

// silver is a sentence with an analysis that nobody checked.
type silver struct {
	tagged []text.Token // to learn tags from
	parsed []text.Token // to learn trees from: tags as the tagger gives them
}

func (r *recipe) run(o *options) ([]byte, error) {
	j := &job{recipe: *r, sweep: o.sweep, start: time.Now(), clusters: &word.Clusters{}}
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
	if r.dev != "" {
		docs, err := treebank.Read(filepath.Join(o.ud, r.dev))
		if err != nil {
			return nil, err
		}
		j.held = treebank.Sentences(docs)
	}
	if r.news && o.news != "" {
		var err error
		if j.raw, err = readNews(o.news, r.lang); err != nil {
			return nil, err
		}
		j.raw = slices.DeleteFunc(j.raw, o.tests.Has)
		j.progress("%d sentences of news", len(j.raw))
		if o.cache != "" {
			if err := j.cluster(o.cache); err != nil {
				return nil, err
			}
		}
	}
	if !r.icon || o.icon == "" {
		return j.learn()
	}
	var trees []treed
	for _, name := range []string{"train.txt", "dev.txt"} {
		t, err := readIcon(filepath.Join(o.icon, name))
		if err != nil {
			return nil, err
		}
		for _, x := range t {
			if !o.tests.Has(x.tokens) {
				trees = append(trees, x)
			}
		}
	}
	if err := j.teach(trees); err != nil {
		return nil, err
	}
	return j.learn()
}

// teach sets silver: analyses by parsers that vote, of the sentences of a
// constituency treebank and of news.
func (j *job) teach(trees []treed) error {
	f := &table.ModelFile{}
	j.putClusters(f)
	if err := j.tagger(f, j.gold); err != nil {
		return err
	}
	tagger, err := openTagger(f)
	if err != nil {
		return err
	}
	examples, err := j.jackknife()
	if err != nil {
		return err
	}
	members, err := j.ensemble(examples)
	if err != nil {
		return err
	}
	j.progress("%d parsers learnt to vote", len(members))
	if len(j.held) > 0 {
		j.progress("voting: %s", j.scoreVote(tagger, members))
	}
	j.silver = append(convert(trees, tagger, members), j.parseRaw(tagger, members)...)
	j.progress("%d sentences voted on", len(j.silver))
	return nil
}

func (j *job) scoreVote(tagger *morph.Tagger, members []member) *treebank.Score {
	var s treebank.Score
	var ms morph.Scratch
	var ps parse.Scratch
	for _, want := range j.held {
		got := append([]text.Token(nil), want...)
		tagger.Tag(got, &ms)
		vote(members, got, nil, &ps)
		s.Add(&text.Report{Sentences: []text.Sentence{{Tokens: want}}}, &text.Report{Sentences: []text.Sentence{{Tokens: got}}})
	}
	return &s
}

// parseRaw returns analyses of an even choice of raw sentences, without those
// that the members disagree on.
func (j *job) parseRaw(tagger *morph.Tagger, members []member) []silver {
	var out []silver
	var chosen [][]text.Token
	for i := range j.rawWanted {
		if len(j.raw) < j.rawWanted {
			break
		}
		chosen = append(chosen, j.raw[i*len(j.raw)/j.rawWanted])
	}
	got := each(chosen, func(s []text.Token, ms *morph.Scratch, ps *parse.Scratch) *silver {
		tokens := append([]text.Token(nil), s...)
		tagger.Tag(tokens, ms)
		if agreed, ok := vote(members, tokens, nil, ps); !ok || agreed < j.agreed {
			return nil
		}
		return &silver{parsed: tokens}
	})
	for _, s := range got {
		if s != nil {
			out = append(out, *s)
		}
	}
	return out
}

// each calls f for all of list, on all processors, and returns the results in
// the order of list.
func each[T, U any](list []T, f func(T, *morph.Scratch, *parse.Scratch) U) []U {
	out := make([]U, len(list))
	var next atomic.Int64
	var wait sync.WaitGroup
	for range runtime.NumCPU() {
		wait.Go(func() {
			var ms morph.Scratch
			var ps parse.Scratch
			for {
				i := int(next.Add(1)) - 1
				if i >= len(list) {
					return
				}
				out[i] = f(list[i], &ms, &ps)
			}
		})
	}
	wait.Wait()
	return out
}

// cluster sets the word clusters, from the file cache when it is there.
func (j *job) cluster(cache string) error {
	f := &table.ModelFile{}
	data, err := os.ReadFile(cache)
	if err != nil {
		word.PutClusters(f, cluster(j.raw))
		if data, err = f.Bytes(); err != nil {
			return err
		}
		if cache != "" {
			if err := os.WriteFile(cache, data, 0o644); err != nil {
				return err
			}
		}
	}
	if j.words, err = table.OpenModel(string(data), 0); err != nil {
		return err
	}
	j.progress("words clustered")
	j.clusters, err = word.OpenClusters(j.words)
	return err
}

func (j *job) putClusters(f *table.ModelFile) {
	if j.words != nil {
		word.CopyClusters(f, j.words)
	}
}

// learn returns a model learnt from silver and gold, and prints the figures of
// held.
func (j *job) learn() ([]byte, error) {
	f := &table.ModelFile{Features: lang.FeatureHash()}
	f.PutAbout("language: " + j.lang + "\n" + j.about)
	j.putClusters(f)
	if err := j.tagger(f, j.gold); err != nil {
		return nil, err
	}
	examples, err := j.jackknife()
	if err != nil {
		return nil, err
	}
	before := make([]parse.Example, len(j.silver))
	for i, s := range j.silver {
		before[i].Tokens = s.parsed
	}
	j.progress("tagger learnt")
	l, err := parse.NewLearning(append(examples, before...), j.clusters, 1)
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
		figures := "no sentences held out"
		if len(j.held) > 0 {
			s, err := score(string(model), j.held)
			if err != nil {
				return nil, err
			}
			figures = s.String()
		}
		j.progress("weights ≥ %g: %d bytes: %s", least, len(model), figures)
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
	l, err := morph.NewLearning(append(before[:len(before):len(before)], gold...), j.clusters, 1)
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
	j.putClusters(f)
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
