package main

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	coding "kabar/internal/code"
	"kabar/internal/code/rule"
	"kabar/internal/know"
	"kabar/internal/text"
)

// How many sentences before a statement, and behind its last one, are read with
// it: the corpus does not say where its articles begin.
const (
	statementBefore = 12
	statementBehind = 1
)

// labelled is a word of the statement corpus with its label, without the place
// of the word in what is labelled.
type labelled struct {
	word, label string
	first       bool // of what is labelled
}

// evalSpeech reads the statements of the Indonesian statement corpus and writes
// testdata/eval/speech.golden.tsv. Of each kind of cue it counts the statements
// of which the corpus names the speaker, those for which the coder names anybody,
// and those for whom it names one that shares a word with what the corpus labels
// as person, role or affiliation behind the statement in the sentence that ends
// it. Where there is only a pronoun ("katanya"), it is who was labelled last
// before. Each statement is read alone, with the sentences before it; who says
// the word in its middle is asked for.
func evalSpeech(corpus, out string) error {
	sentences, err := readStatements(filepath.Join(corpus, "dev-20.txt"))
	if err != nil {
		return err
	}
	a, err := analyzer()
	if err != nil {
		return err
	}
	c, err := coder()
	if err != nil {
		return err
	}
	as, cs := a.NewScratch(), c.NewScratch()
	kinds := []string{"all", "named", "pronoun"}
	counts := map[string]*[3]int{}
	for _, k := range kinds {
		counts[k] = &[3]int{}
	}
	var before []string // words of who was labelled last
	for i, s := range sentences {
		for k := 0; k < len(s); k++ {
			if s[k].label != "STATEMENT" || !s[k].first {
				before = remember(s, k, before)
				continue
			}
			end, last := statementEnd(sentences, i, k)
			want, kind := speakerBehind(sentences[end], last), "named"
			if len(want) == 0 {
				want, kind = before, "pronoun"
			}
			if len(want) == 0 {
				continue
			}
			from, to := max(0, i-statementBefore), min(len(sentences), end+1+statementBehind)
			r := text.Report{ID: "x", Lang: "id"}
			var at int
			r.Text, at = plain(sentences[from:to], i-from, k, end-from, last)
			if err := a.Annotate(&r, as); err != nil {
				return err
			}
			got := c.Speakers(&r, cs, at)
			right := false
			for _, sp := range got {
				right = right || shareWord(want, sp.Name) || shareWord(want, sp.Text)
			}
			for _, name := range []string{"all", kind} {
				n := counts[name]
				n[0]++
				if len(got) > 0 {
					n[1]++
				}
				if right {
					n[2]++
				}
			}
		}
	}
	var rows [][]string
	for _, k := range kinds {
		n := counts[k]
		rows = append(rows, []string{k, fmt.Sprint(n[0]), fmt.Sprint(n[1]), fmt.Sprint(n[2]), fmt.Sprintf("%.2f", 100*float64(n[2])/float64(n[0]))})
	}
	return writeGolden(filepath.Join(out, "speech.golden.tsv"), []string{"speaker", "statements", "answered", "right", "share"}, rows)
}

// readStatements reads a file of words and labels, a word a line, with an empty
// line behind each sentence.
func readStatements(file string) ([][]labelled, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all [][]labelled
	var s []labelled
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		word, label, ok := strings.Cut(sc.Text(), "\t")
		if !ok {
			if len(s) > 0 {
				all, s = append(all, s), nil
			}
			continue
		}
		at, name, _ := strings.Cut(label, "-")
		s = append(s, labelled{word, name, at == "B" || at == "U"})
	}
	return append(all, s), sc.Err()
}

// statementEnd returns the sentence and the word where the statement ends that
// begins at word k of sentence i.
func statementEnd(sentences [][]labelled, i, k int) (end, last int) {
	end, last = i, k
	for k++; ; k++ {
		for k == len(sentences[i]) {
			if i++; i == len(sentences) {
				return end, last
			}
			k = 0
		}
		if l := sentences[i][k]; l.label != "STATEMENT" || l.first {
			return end, last
		}
		end, last = i, k
	}
}

// speakerBehind returns the words that are labelled as a speaker behind word last
// of s, none when only pronouns are.
func speakerBehind(s []labelled, last int) []string {
	var out []string
	for _, l := range s[last+1:] {
		if speaks(l) {
			out = append(out, strings.ToLower(l.word))
		}
	}
	return out
}

// remember returns who is labelled at word k of s, who was before when nobody is.
func remember(s []labelled, k int, before []string) []string {
	if !speaks(s[k]) {
		return before
	}
	if s[k].first && (k < 2 || !speaks(s[k-1]) && !speaks(s[k-2])) {
		before = nil
	}
	return append(before[:len(before):len(before)], strings.ToLower(s[k].word))
}

// speaks reports whether a word is labelled as part of a speaker, other than a
// pronoun.
func speaks(l labelled) bool {
	switch l.label {
	case "PERSON", "PERSONCOREF", "ROLE", "AFFILIATION":
		switch strings.ToLower(l.word) {
		case "dia", "ia", "beliau", "mereka", "nya":
			return false
		}
		return true
	}
	return false
}

// shareWord reports whether one of the words of more than two letters is one of
// name.
func shareWord(words []string, name string) bool {
	for _, n := range strings.Fields(strings.ToLower(name)) {
		for _, w := range words {
			if len(w) > 2 && w == strings.Trim(n, ",.()") {
				return true
			}
		}
	}
	return false
}

// plain writes sentences as running text, and returns where the word in the
// middle of the statement stands in it that runs from word k of sentence i to
// word last of sentence end.
func plain(sentences [][]labelled, i, k, end, last int) (string, int) {
	var b strings.Builder
	var at []int // where the words of the statement start
	open, glue := false, true
	for si, s := range sentences {
		for n, l := range s {
			word := l.word
			close := false
			switch word {
			case "”", "“", "\"":
				// The corpus writes one mark on both sides and a blank around it.
				if l.label == "STATEMENT" {
					open = !l.first
				} else if n > 0 && s[n-1].word == "," {
					open = true
				}
				if close = open; open {
					word = "”"
				} else {
					word = "“"
				}
				open = !open
			case ",", ".", "?", "!", ":", ";", ")", "%":
				close = true
			}
			if !glue && !close {
				b.WriteByte(' ')
			}
			inside := (si > i || si == i && n >= k) && (si < end || si == end && n <= last)
			if inside {
				at = append(at, b.Len())
			}
			b.WriteString(word)
			glue = word == "“" || word == "("
		}
	}
	return b.String(), at[len(at)/2]
}

// dataDir is the data folder, below the root of the repository.
const dataDir = "data"

// coder returns the coder as the program has it.
func coder() (*coding.Coder, error) {
	files := os.DirFS(dataDir)
	model := func(name string) (string, error) {
		b, err := fs.ReadFile(files, "models/"+name)
		return string(b), err
	}
	load := func() (*know.Base, error) { return know.Open([]know.Layer{{FS: files}}, model) }
	return coding.New(load, []rule.Layer{{FS: files}}, "id")
}
