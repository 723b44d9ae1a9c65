package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"kabar/dev/eval/treebank"
	"kabar/dev/train/nn"
	"kabar/dev/train/shift"
	"kabar/internal/lang"
	"kabar/internal/lang/morph"
	"kabar/internal/lang/parse"
	"kabar/internal/table"
	"kabar/internal/text"
)

type options struct {
	ud, icon, news, own string
	check               string
	ner                 string
	lang, out, testFile string
	nameTestFile        string
	tests, nameTests    treebank.Fingerprints // sentences that nothing may be learnt from
	held                int
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

	tagEpochs   int
	tagLeast    float32 // weights of the tagger below are left out of the model
	shiftEpochs int
	rawWanted   int     // sentences of news to vote on
	askWanted   int     // sentences of news to ask the teachers
	agreed      float64 // least share of the votes for a tree to be learnt from
	sure        float64 // least mean probability of its arcs for a tree to be learnt from
	teachers    int     // networks that teach the one that is kept
	teacher     shape
	student     shape
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

		tagEpochs: 8, tagLeast: 1.5, shiftEpochs: 6, rawWanted: 60000, askWanted: 120000, agreed: 0.85, sure: 0.85, teachers: 4,
		teacher: shape{dim: 128, hidden: 128, arc: 96, rel: 128, rows: 50000, silverEpochs: 2, goldEpochs: 12, silverRate: 2e-3, goldRate: 1.5e-3,
			drop: nn.Dropout{Field: 0.1, Input: 0.25, State: 0.2, Hidden: 0.25}},
		student: shape{dim: 128, hidden: 128, arc: 96, rel: 128, rows: 28000, silverEpochs: 2, goldEpochs: 12, silverRate: 2e-3, goldRate: 1.5e-3,
			drop: nn.Dropout{Field: 0.1, Input: 0.25, State: 0.2, Hidden: 0.25}},
	},
	{
		lang:  "en",
		train: []string{"en_ewt.train.conllu"},
		own:   "en-politics",
		dev:   "en_ewt.dev.conllu",
		about: "data: UD_English-EWT train, CC BY-SA 4.0\ndata: dev/train/treebank/en-politics.train, CC BY-SA 4.0\n",

		tagEpochs: 6, tagLeast: 1.5,
		student: shape{dim: 128, hidden: 160, arc: 96, rel: 128, rows: 32000, goldEpochs: 24, goldRate: 2.5e-3,
			drop: nn.Dropout{Field: 0.15, Input: 0.33, State: 0.25, Hidden: 0.33}},
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
	start   time.Time
	raw     [][]text.Token // unanalysed news
	words   []string       // words of raw
	gold    [][]text.Token // learnt from as they are
	held    [][]text.Token // measured on
	ownHeld [][]text.Token // likewise, of our own treebank
	silver  []silver       // learnt from before gold
	check   byHand         // to compare silver with
}

// silver is a sentence with an analysis that nobody checked.
type silver struct {
	words    []text.Token
	tagged   bool            // its tags rest on those of another treebank
	brackets []shift.Bracket // its constituents, if they are known
}

// parsed reports whether s has a tree.
func (s *silver) parsed() bool { return s.words[0].Rel != "" }

// job reads the treebanks of r.
func (r *recipe) job(o *options) (*job, error) {
	j := &job{recipe: *r, start: time.Now()}
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
	if j.check, err = readByHand(o.check); err != nil {
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
	tagger, err := openTagger(f)
	if err != nil {
		return nil, err
	}
	gold, err := j.jackknife()
	if err != nil {
		return nil, err
	}
	j.progress("tagger learnt")
	if j.teachers > 0 {
		t, err := j.learnTeachers(gold, tagger)
		if err != nil {
			return nil, err
		}
		if err := j.ask(t, tagger); err != nil {
			return nil, err
		}
	}
	n, err := j.network(j.student, gold, j.examples(tagger), 1)
	if err != nil {
		return nil, err
	}
	if err := n.Put(f); err != nil {
		return nil, err
	}
	model, err := f.Bytes()
	if err != nil {
		return nil, err
	}
	j.progress("model of %d bytes", len(model))
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
	return model, nil
}

// explore returns how often the first parsers follow their own choice in their
// nth epoch.
func explore(n int) float64 {
	if n == 0 {
		return 0
	}
	return 0.9
}

// tagEpochsBefore is how often the tagger sees silver before gold.
const tagEpochsBefore = 3

// tagger learns a tagger and lemmatiser from silver and gold and writes it
// into f.
func (j *job) tagger(f *table.ModelFile, gold [][]text.Token) error {
	var before [][]text.Token
	for _, s := range j.silver {
		if s.tagged {
			before = append(before, s.words)
		}
	}
	l, err := morph.NewLearning(append(before[:len(before):len(before)], gold...), j.words, 1)
	if err != nil {
		return err
	}
	if len(before) > 0 {
		for range tagEpochsBefore {
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

// example pairs a sentence as the parser will get it, with predicted tags,
// features and lemmas, with the analysis that it should give.
type example struct{ in, want []text.Token }

// jackknife returns gold with predicted tags.
func (j *job) jackknife() ([]example, error) {
	out := make([]example, len(j.gold))
	var wait sync.WaitGroup
	errs := make([]error, folds)
	for k := range folds {
		wait.Go(func() { errs[k] = j.fold(k, out) })
	}
	wait.Wait()
	return out, errors.Join(errs...)
}

func (j *job) fold(k int, out []example) error {
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
			out[i] = example{append([]text.Token(nil), s...), s}
			t.Tag(out[i].in, &scratch)
		}
	}
	return nil
}

func openTagger(f *table.ModelFile) (*morph.Tagger, error) {
	m, err := reopen(f)
	if err != nil {
		return nil, err
	}
	return morph.New(m)
}

// reopen returns what has been put into f so far as a model.
func reopen(f *table.ModelFile) (*table.Model, error) {
	data, err := f.Bytes()
	if err != nil {
		return nil, err
	}
	return table.OpenModel(string(data), f.Features)
}

// score analyses the words of held with model and compares.
func score(model string, held [][]text.Token) (*treebank.Score, error) {
	m, err := table.OpenModel(model, lang.FeatureHash())
	if err != nil {
		return nil, err
	}
	tagger, err := morph.New(m)
	if err != nil {
		return nil, err
	}
	parser, err := parse.New(m)
	if err != nil {
		return nil, err
	}
	return scoreWith(held, func(got []text.Token, w *workspace) {
		tagger.Tag(got, &w.tags)
		parser.Parse(got, &w.net)
	}), nil
}

// scoreWith compares held with what analyse makes of its words.
func scoreWith(held [][]text.Token, analyse func(got []text.Token, w *workspace)) *treebank.Score {
	var s treebank.Score
	var w workspace
	for _, want := range held {
		got := append([]text.Token(nil), want...)
		analyse(got, &w)
		s.Add(&text.Report{Sentences: []text.Sentence{{Tokens: want}}}, &text.Report{Sentences: []text.Sentence{{Tokens: got}}})
	}
	return &s
}

func (j *job) progress(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "train: %s: %s: %s\n", j.lang, time.Since(j.start).Round(time.Second), fmt.Sprintf(format, args...))
}
