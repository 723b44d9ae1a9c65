// Package contexts finds PLOVER contexts, the why of events, by the words that
// stand for them: a table a language, which anybody can read and extend. Which
// event they belong to is not decided here.
package contexts

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"kabar/internal/code/tree"
	"kabar/internal/event"
	"kabar/internal/table"
)

// Words are the words for contexts of one language. They are only read, and safe
// for concurrent use.
type Words struct {
	first map[string][]phrase
	lemma bool // lemmas count as well as forms: not in Indonesian, where they are roots
}

type phrase struct {
	rest    []string
	context event.ContextName
}

// format is the form of contexts.tsv; docs/formats/lexicon-contexts.md.
var format = table.Format{Columns: []string{"phrase", "context"}, Keys: 2}

// Load reads lexicon/LANG/contexts.tsv below fsys. It returns all faults at
// once, each as file:line.
func Load(fsys fs.FS, lang string) (*Words, error) {
	file := path.Join("lexicon", lang, "contexts.tsv")
	rows, err := table.Read(fsys, file, format)
	if err != nil {
		return nil, err
	}
	w := &Words{first: make(map[string][]phrase, len(rows)), lemma: lang != "id"}
	var faults []error
	for _, r := range rows {
		parts := strings.Fields(r.Fields[0])
		c, ok := event.ParseContext(r.Fields[1])
		switch {
		case !ok:
			faults = append(faults, fmt.Errorf("%s:%d: no PLOVER context %q", file, r.Line, r.Fields[1]))
		case strings.ToLower(r.Fields[0]) != r.Fields[0]:
			faults = append(faults, fmt.Errorf("%s:%d: phrase %q: want lower case", file, r.Line, r.Fields[0]))
		default:
			w.first[parts[0]] = append(w.first[parts[0]], phrase{parts[1:], c})
		}
	}
	return w, errors.Join(faults...)
}

// Found is a context and the tokens [From, To) that stand for it.
type Found struct {
	Context  event.ContextName
	From, To int
}

// Find appends the contexts of the sentence under v to out, each once, with the
// first words for it, in the order of the text. Words inside longer ones that
// stand for something do not count: "crime" in "war crime".
func (w *Words) Find(v *tree.View, out []Found) []Found {
	start, end := len(out), 0
	for i := 0; i < v.Len(); i++ {
		lists := [2][]phrase{w.first[v.Low[i]]}
		if lemma := v.Tok(i).Lemma; w.lemma && lemma != v.Low[i] {
			lists[1] = w.first[lemma]
		}
		longest := 0
		for _, list := range lists {
			for _, p := range list {
				if n := 1 + len(p.rest); n > longest && w.stands(v, i+1, p.rest) {
					longest = n
				}
			}
		}
		if longest == 0 || i+longest <= end {
			continue
		}
		end = i + longest
		for _, list := range lists {
			out = w.at(v, i, longest, list, start, out)
		}
	}
	return out
}

// at appends the contexts of the phrases of n words in list that stand at token i.
func (w *Words) at(v *tree.View, i, n int, list []phrase, start int, out []Found) []Found {
	for _, p := range list {
		if 1+len(p.rest) == n && w.stands(v, i+1, p.rest) && !slices.ContainsFunc(out[start:], func(f Found) bool { return f.Context == p.context }) {
			out = append(out, Found{p.context, i, i + n})
		}
	}
	return out
}

// stands reports whether the words of rest stand from token i on.
func (w *Words) stands(v *tree.View, i int, rest []string) bool {
	if i+len(rest) > v.Len() {
		return false
	}
	for k, word := range rest {
		if v.Low[i+k] != word && !(w.lemma && v.Tok(i+k).Lemma == word) {
			return false
		}
	}
	return true
}
