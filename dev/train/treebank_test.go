package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kabar/internal/lang/conllu"
	"kabar/internal/text"
)

// relations are the UD relations, with their subtypes, that our own treebanks
// may use: those of CSUI in the Indonesian and Malay files, those of EWT in the English.
var relations = map[string][]string{
	"id": strings.Fields(`acl acl:relcl advcl advmod advmod:emph amod appos
		aux case case:adv cc cc:preconj ccomp clf compound:a conj cop csubj dep
		det discourse dislocated fixed flat flat:foreign flat:name iobj mark
		nmod nmod:lmod nmod:poss nmod:tmod nsubj nsubj:pass nummod obj obl
		obl:agent obl:tmod orphan parataxis punct root xcomp`),
	"ms": strings.Fields(`acl acl:relcl advcl advmod advmod:emph amod appos aux case
		case:adv cc ccomp clf conj cop csubj det fixed flat flat:name mark nmod
		nmod:lmod nmod:poss nmod:tmod nsubj nsubj:pass nummod obj obl obl:agent
		obl:tmod parataxis punct root xcomp`),
	"en": strings.Fields(`acl acl:relcl advcl advcl:relcl advmod amod appos
		aux aux:pass case cc cc:preconj ccomp compound compound:prt conj cop
		csubj csubj:outer csubj:pass dep det det:predet discourse dislocated
		expl fixed flat goeswith iobj list mark nmod nmod:desc nmod:poss
		nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent
		obl:unmarked orphan parataxis punct reparandum root vocative xcomp`),
}

func TestTreebanks(t *testing.T) {
	files, err := filepath.Glob("treebank/*.conllu")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("no treebanks")
	}
	where := make(map[string]string) // text of a sentence: file that has it
	ids := make(map[string]string)   // sent_id: file that has it
	for _, file := range files {
		lang, _, _ := strings.Cut(filepath.Base(file), "-")
		known := relations[lang]
		if known == nil {
			t.Errorf("%s: no relations listed for language %q", file, lang)
		}
		for _, d := range readTreebank(t, file) {
			for i, s := range d.Report.Sentences {
				x := &d.Extra[i]
				id, line := x.Value("sent_id"), x.Value("text")
				if other, ok := ids[id]; ok || id == "" {
					t.Errorf("%s:%d: sent_id %q is empty or also in %s", file, x.Line, id, other)
				}
				ids[id] = file
				if other, ok := where[line]; ok {
					t.Errorf("%s: sentence stands in %s too", id, other)
				}
				where[line] = file
				if got := d.Report.Text[s.Span.Start:s.Span.End]; got != line {
					t.Errorf("%s: words give %q, want %q", id, got, line)
				}
				for _, fault := range treeFaults(s.Tokens, known) {
					t.Errorf("%s: %s", id, fault)
				}
			}
		}
	}
}

func readTreebank(t *testing.T, file string) []*conllu.Doc {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var docs []*conllu.Doc
	r := conllu.NewReader(f, file)
	for {
		d, err := r.Next()
		if errors.Is(err, io.EOF) {
			return docs
		}
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
}

// treeFaults says what is wrong with a sentence beyond what the reader
// refuses: more or less than one root, a mark with dependents or with another
// relation than punct, a relation not in known, arcs that cross.
func treeFaults(tokens []text.Token, known []string) []string {
	var faults []string
	roots := 0
	for i := range tokens {
		t := &tokens[i]
		if t.Head < 0 {
			roots++
		} else if tokens[t.Head].POS == text.PUNCT {
			faults = append(faults, t.Form+" hangs on a mark")
		}
		if (t.POS == text.PUNCT) != (t.Rel == "punct") {
			faults = append(faults, t.Form+" is "+t.POS.String()+" and "+t.Rel)
		}
		if !slices.Contains(known, t.Rel) {
			faults = append(faults, t.Form+" has unknown relation "+t.Rel)
		}
		for j := range i {
			if crosses(int32(i), t.Head, int32(j), tokens[j].Head) {
				faults = append(faults, "arcs of "+tokens[j].Form+" and "+t.Form+" cross")
			}
		}
	}
	if roots != 1 {
		faults = append(faults, "not one root")
	}
	return faults
}

// crosses reports whether the arcs a-b and c-d cross; an arc to the root, -1,
// counts as coming from before the sentence.
func crosses(a, b, c, d int32) bool {
	a, b = min(a, b), max(a, b)
	c, d = min(c, d), max(c, d)
	return a < c && c < b && b < d || c < a && a < d && d < b
}
