package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"kabar/data"
	"kabar/internal/code"
	"kabar/internal/code/rule"
	"kabar/internal/know"
	"kabar/internal/lang"
	"kabar/internal/text"
)

// analyst finds the language, words and trees of reports.
type analyst struct {
	*lang.Analyzer
	takes []string // tags of the languages that the command takes
}

func newAnalyst() (analyst, error) {
	a, err := lang.New(data.Model, data.Files())
	if err != nil {
		return analyst{}, fmt.Errorf("language models: %w", err)
	}
	return analyst{a, a.Languages()}, nil
}

// brokenError is a fault of the program's own data, which no other input can
// escape.
type brokenError struct{ error }

func (e *brokenError) Unwrap() error { return e.error }

// broken reports whether err ends the run.
func broken(err error) bool {
	var b *brokenError
	return errors.As(err, &b)
}

// check refuses a language, given by a flag, that the command does not take.
func (a analyst) check(tag string) error {
	switch {
	case tag == "" || slices.Contains(a.takes, tag):
		return nil
	case a.parses(tag):
		return usage("--lang %s: there are no rules to code it, only to parse it; coded: %s", tag, listed(a.takes))
	}
	return usage("--lang %s: not supported; supported: %s", tag, listed(a.takes))
}

// parses reports whether reports in the language can be analysed, whatever
// else the command asks of it.
func (a analyst) parses(tag string) bool { return slices.Contains(a.Languages(), tag) }

// annotate fills the layers of r, and puts a language that the command does not
// take into the user's words.
func (a analyst) annotate(r *text.Report, s *lang.Scratch) error {
	return a.told(r, func() error { return a.Annotate(r, s) })
}

// annotateTokens fills the layers of r but keeps its words.
func (a analyst) annotateTokens(r *text.Report, s *lang.Scratch) error {
	return a.told(r, func() error { return a.AnnotateTokens(r, s) })
}

func (a analyst) told(r *text.Report, do func() error) error {
	given := r.Lang
	if given == "" {
		r.Lang, _ = a.Detect(r.Text)
	}
	if slices.Contains(a.takes, r.Lang) {
		if err := do(); err != nil {
			return &brokenError{err}
		}
		return nil
	}
	known := listed(a.takes)
	switch {
	case given != "" && a.parses(given):
		return fmt.Errorf("there are no rules to code language %q, only for %s", given, known)
	case given != "":
		return fmt.Errorf("language %q is not supported, only %s", given, known)
	case r.Lang == "und":
		return fmt.Errorf("no language recognised; give --lang (%s)", known)
	case a.parses(r.Lang):
		return fmt.Errorf("the language looks like %q, which there are no rules to code; if that is wrong, give --lang (%s)", r.Lang, known)
	}
	return fmt.Errorf("the language looks like %q, which is not supported; if that is wrong, give --lang (%s)", r.Lang, known)
}

// knowledge are the user's own folders of tables and rules, over the built-in
// ones.
type knowledge struct {
	Knowledge []string `placeholder:"DIR" help:"Folder of tables to lay over the built-in ones, laid out like data/ (repeatable). Test it with kabar check."`
	Rules     []string `placeholder:"DIR" help:"Folder of rules to lay over the built-in ones, laid out like data/ (repeatable). Test it with kabar test."`
}

// ruleLayers returns the built-in rules and the folders over them.
func (k knowledge) ruleLayers() []rule.Layer {
	layers := []rule.Layer{{FS: data.Files()}}
	for _, dir := range k.Rules {
		layers = append(layers, rule.Layer{FS: os.DirFS(dir), Name: prefixOf(dir)})
	}
	return layers
}

// prefixOf is a folder as faults put it before the names of its files.
func prefixOf(dir string) string { return strings.TrimSuffix(filepath.ToSlash(dir), "/") + "/" }

// layers returns the built-in tables and the folders over them.
func (k knowledge) layers() []know.Layer {
	layers := []know.Layer{{FS: data.Files()}}
	for _, dir := range k.Knowledge {
		layers = append(layers, know.Layer{FS: os.DirFS(dir), Name: prefixOf(dir)})
	}
	return layers
}

// load returns what is known, with the user's tables. A folder that is not there
// is wrong usage; faults of tables are told all at once.
func (k knowledge) load() (*know.Base, error) {
	for _, dir := range slices.Concat(k.Knowledge, k.Rules) {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return nil, usage("%s: no such folder", dir)
		}
	}
	return know.Open(k.layers(), data.Model)
}

// newCoder returns the coder over what is known; lang is the language of the
// reports, where it is known.
func newCoder(k knowledge, lang string) (*code.Coder, error) {
	load := func() (*know.Base, error) {
		base, err := k.load()
		if err != nil {
			return nil, fmt.Errorf("knowledge: %w", err)
		}
		return base, nil
	}
	return code.New(load, k.ruleLayers(), lang)
}

// versions say what makes events: the same versions and input give the same
// bytes.
type versions struct {
	code   string   // VCS revision, else module version
	data   string   // hash of the tables, rules and lexicons
	layers []string // and of the user's folders of tables and rules
	models []modelVersion
}

type modelVersion struct{ name, hash string }

// hashDigits is how many hex digits of a hash are shown.
const hashDigits = 12

// modelHead is how many bytes of a model tell it apart: the header holds its
// feature set and the checksum of all the rest.
const modelHead = 32

// modelNames are the models that there may be.
var modelNames = []string{"detect.model", "en.model", "id.model", "id-names.model", "places-id.model", "places-world.model"}

// readVersions returns the versions of what makes events with k.
func readVersions(k knowledge) (versions, error) {
	v := versions{code: "unknown"}
	if info, ok := debug.ReadBuildInfo(); ok {
		v.code = codeVersion(info)
	}
	var err error
	if v.data, err = hashFiles(data.Files()); err != nil {
		return v, fmt.Errorf("built-in data: %w", err)
	}
	for _, dir := range slices.Concat(k.Knowledge, k.Rules) {
		h, err := hashFiles(os.DirFS(dir))
		if err != nil {
			return v, fmt.Errorf("%s: %w", dir, err)
		}
		v.layers = append(v.layers, h)
	}
	for _, name := range modelNames {
		m, err := data.Model(name)
		if err != nil {
			continue // no model, no version
		}
		sum := sha256.Sum256([]byte(m[:min(modelHead, len(m))]))
		v.models = append(v.models, modelVersion{strings.TrimSuffix(name, ".model"), hex.EncodeToString(sum[:])[:hashDigits]})
	}
	return v, nil
}

// codeVersion is the revision that the program was built from, with a "+" when
// it was built from changed files; without one the version of its module.
func codeVersion(info *debug.BuildInfo) string {
	revision, changed := "", ""
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			revision = s.Value[:min(hashDigits, len(s.Value))]
		case "vcs.modified":
			if s.Value == "true" {
				changed = "+"
			}
		}
	}
	if revision != "" {
		return revision + changed
	}
	return info.Main.Version
}

// hashFiles returns a hash of the names and bytes of all files, which fs.WalkDir
// visits in order of name.
func hashFiles(fsys fs.FS) (string, error) {
	h := sha256.New()
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(fsys, path)
		fmt.Fprintf(h, "%s\n%d\n", path, len(b))
		h.Write(b)
		return err
	})
	return hex.EncodeToString(h.Sum(nil))[:hashDigits], err
}

// hash is one hash over all versions; events carry it.
func (v versions) hash() string {
	h := sha256.New()
	fmt.Fprintf(h, "code %s\ndata %s\n", v.code, v.data)
	for _, l := range v.layers {
		fmt.Fprintf(h, "knowledge %s\n", l)
	}
	for _, m := range v.models {
		fmt.Fprintf(h, "%s %s\n", m.name, m.hash)
	}
	return hex.EncodeToString(h.Sum(nil))[:hashDigits]
}
