// Package lang analyses the language of reports: it finds the language, cuts
// sentences and words, and fills in parts of speech, features, lemmas and the
// dependency tree. It decides nothing about events.
package lang

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"kabar/internal/lang/affix"
	"kabar/internal/lang/detect"
	"kabar/internal/lang/lend"
	"kabar/internal/lang/morph"
	"kabar/internal/lang/name"
	"kabar/internal/lang/parse"
	"kabar/internal/lang/split"
	"kabar/internal/table"
	"kabar/internal/text"
)

// ErrUnsupported says that there is no model for a language.
var ErrUnsupported = errors.New("language not supported")

// languages lists the languages that have a splitter and may have a model: of
// their own, or that of a relative with a table of the words that it should
// read instead of theirs (docs/formats/lexicon-words.md). With roots, lemmas
// are roots and are corrected by the table of them.
var languages = [...]struct {
	tag, model, words string
	roots             bool
}{
	{tag: "en", model: "en.model"},
	{tag: "id", model: "id.model", roots: true},
	{tag: "ms", model: "id.model", words: "lexicon/ms/words.tsv"},
}

// Analyzer fills the layers of reports. It is immutable and safe for use by
// many goroutines, each with its own Scratch.
type Analyzer struct {
	detector *detect.Detector // nil when there is no model for it
	langs    []*language
}

// language is what one language needs, opened when it is first used.
type language struct {
	tag   string
	file  string // name of the model
	model string
	words string // name of the table of words in fsys, "" for none
	known bool   // there is a table of roots in fsys
	fsys  fs.FS
	names string // model of names; "" when there is none

	once   sync.Once
	err    error
	split  *split.Splitter
	lent   *lend.Words    // nil without a table
	roots  *affix.Lexicon // nil without a table
	tagger *morph.Tagger
	parser *parse.Parser
	finder *name.Finder // nil without a model of names
}

// Scratch is the working memory of one goroutine.
type Scratch struct {
	split split.Buffer
	lend  lend.Scratch
	morph morph.Scratch
	parse parse.Scratch
	name  name.Scratch
}

// New returns an analyzer over the models that read gives: "detect.model", one
// for each language, such as "id.model", and "<language>-names.model" for those
// in which names are looked for. A model for which read returns an error that is
// fs.ErrNotExist is left out; its languages are then unsupported, or their
// sentences get no names. The strings are read in place and must not change.
// Tables of words are read from fsys, which is rooted at the data folder, when
// their language is first used.
func New(read func(name string) (string, error), fsys fs.FS) (*Analyzer, error) {
	a := &Analyzer{}
	switch model, err := read("detect.model"); {
	case err == nil:
		if a.detector, err = detect.New(model); err != nil {
			return nil, fmt.Errorf("detect.model: %w", err)
		}
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("detect.model: %w", err)
	}
	for _, l := range languages {
		model, err := read(l.model)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", l.model, err)
		}
		names, err := read(l.tag + "-names.model")
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s-names.model: %w", l.tag, err)
		}
		a.langs = append(a.langs, &language{tag: l.tag, file: l.model, model: model, names: names, words: l.words, known: l.roots, fsys: fsys})
	}
	return a, nil
}

// Languages returns the tags of the languages that can be analysed, sorted.
func (a *Analyzer) Languages() []string {
	tags := make([]string, 0, len(a.langs))
	for _, l := range a.langs {
		tags = append(tags, l.tag)
	}
	slices.Sort(tags)
	return tags
}

// NewScratch returns the working memory for one goroutine.
func (a *Analyzer) NewScratch() *Scratch { return &Scratch{} }

// Detect returns the BCP 47 tag of the language of s and how sure that is,
// from 0 to 1; see detect.Detector. Without a model for it, the answer is
// "und" with confidence 0.
func (a *Analyzer) Detect(s string) (lang string, confidence float64) {
	if a.detector == nil {
		return "und", 0
	}
	return a.detector.Detect(s)
}

// Annotate fills r.Sentences with sentences, words, tags, lemmas, features,
// trees and names, and r.Lang by detection when it is empty. What r.Sentences held is
// dropped. A language without a model gives an error that is ErrUnsupported.
func (a *Analyzer) Annotate(r *text.Report, s *Scratch) error {
	if r.Lang == "" {
		r.Lang, _ = a.Detect(r.Text)
	}
	l, err := a.open(r.Lang)
	if err != nil {
		return err
	}
	l.split.Split(r, &s.split)
	for i := range r.Sentences {
		if i > maxDatelineSentence {
			break
		}
		r.Sentences[i].Dateline = dateline(r.Sentences[i].Tokens)
	}
	l.analyse(r, s)
	return nil
}

// AnnotateTokens fills Lemma, POS, Feats, Head and Rel of the words that r
// holds already, and Names, and keeps its sentences and words. It fails as Annotate does.
func (a *Analyzer) AnnotateTokens(r *text.Report, s *Scratch) error {
	if r.Lang == "" {
		r.Lang, _ = a.Detect(r.Text)
	}
	l, err := a.open(r.Lang)
	if err != nil {
		return err
	}
	l.analyse(r, s)
	return nil
}

func (l *language) analyse(r *text.Report, s *Scratch) {
	for i := range r.Sentences {
		tokens, n := r.Sentences[i].Tokens, r.Sentences[i].Dateline
		l.lent.Lend(tokens, &s.lend)
		l.tagger.Tag(tokens[:n], &s.morph)
		l.tagger.Tag(tokens[n:], &s.morph)
		l.parser.Parse(tokens[n:], &s.parse)
		if l.roots != nil {
			correctLemmas(tokens, l.roots)
		}
		l.lent.Restore(tokens, &s.lend)
		if n > 0 {
			attachDateline(tokens, n)
		}
	}
	if l.finder == nil {
		return
	}
	names := make([]text.Name, 0, len(r.Sentences)) // of all sentences
	for i := range r.Sentences {
		x, from := &r.Sentences[i], len(names)
		names = l.finder.Find(x.Tokens, names, &s.name)
		x.Names = names[from:len(names):len(names)]
	}
}

// correctLemmas replaces lemmas that the affixes of their word do not lead to by
// the root that they do lead to. A word that is its own lemma is left as it is:
// the treebanks keep some words whole.
func correctLemmas(tokens []text.Token, roots *affix.Lexicon) {
	for i := range tokens {
		t := &tokens[i]
		if t.POS != text.VERB && t.POS != text.NOUN && t.POS != text.ADJ || strings.EqualFold(t.Lemma, t.Form) {
			continue
		}
		lemma := t.Lemma
		if a, ok := roots.Analyze(lemma, t.POS, ""); !ok || !a.Plain() {
			lemma = "" // no root, so no hint either
		}
		a, ok := roots.Analyze(t.Form, t.POS, lemma)
		if ok && !a.Plain() && a.Source == affix.FromTable && strings.IndexByte(a.Root, ' ') < 0 {
			t.Lemma = a.Root
		}
	}
}

// open returns the language called tag, ready for use.
func (a *Analyzer) open(tag string) (*language, error) {
	for _, l := range a.langs {
		if l.tag == tag {
			l.once.Do(l.load)
			return l, l.err
		}
	}
	return nil, fmt.Errorf("language %q: %w", tag, ErrUnsupported)
}

func (l *language) load() {
	var ok bool
	if l.split, ok = split.New(l.tag); !ok {
		l.err = fmt.Errorf("language %q: %w", l.tag, ErrUnsupported)
		return
	}
	if l.tagger, l.parser, l.err = open(l.model); l.err != nil {
		l.err = fmt.Errorf("%s: %w", l.file, l.err)
		return
	}
	if l.names != "" {
		if l.finder, l.err = openNames(l.names); l.err != nil {
			l.err = fmt.Errorf("%s-names.model: %w", l.tag, l.err)
			return
		}
	}
	if l.words != "" {
		if l.lent, l.err = lend.Load(l.fsys, l.words); l.err != nil {
			return
		}
	}
	if l.known {
		l.roots, l.err = affix.Load(l.fsys)
	}
}

// openNames returns the finder in model.
func openNames(model string) (*name.Finder, error) {
	m, err := table.OpenModel(model, name.FeatureHash())
	if err != nil {
		return nil, err
	}
	return name.New(m)
}

// open returns the tagger and the parser in model.
func open(model string) (*morph.Tagger, *parse.Parser, error) {
	m, err := table.OpenModel(model, FeatureHash())
	if err != nil {
		return nil, nil, err
	}
	tagger, err := morph.New(m)
	if err != nil {
		return nil, nil, err
	}
	parser, err := parse.New(m)
	return tagger, parser, err
}

// FeatureHash returns the number that stands for the feature code of the
// language models; a model made with another is refused.
func FeatureHash() uint64 { return table.Mix(morph.FeatureHash(), parse.FeatureHash()) }
