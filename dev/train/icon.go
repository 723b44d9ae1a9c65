package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"

	"kabar/dev/eval/treebank"
	"kabar/dev/train/shift"
	"kabar/internal/lang/morph"
	"kabar/internal/lang/split"
	"kabar/internal/text"
)

// treed is a sentence of a constituency treebank: its words, the part of
// speech that the treebank gives each, and its constituents.
type treed struct {
	tokens   []text.Token
	tags     []string
	brackets []shift.Bracket
}

// readIcon reads a file of the ICON treebank, one bracketed tree a line. Words
// are cut anew as UD cuts them: a word with a hyphen is one, clitics are
// split off.
func readIcon(file string) ([]treed, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sp, _ := split.New("id")
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	var out []treed
	for n := 1; in.Scan(); n++ {
		b := &treeReader{s: in.Text()}
		if err := b.node(0); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, n, err)
		}
		out = append(out, b.finish(sp))
	}
	return out, in.Err()
}

// readOld reads a treebank of old conventions, of which only the parts of
// speech are used. Words are cut anew as UD cuts them today.
func readOld(file string) ([]treed, error) {
	docs, err := treebank.Read(file)
	if err != nil {
		return nil, err
	}
	sp, _ := split.New("id")
	var out []treed
	for _, s := range treebank.Sentences(docs) {
		b := &treeReader{}
		for i := range s {
			b.forms, b.tags = append(b.forms, s[i].Form), append(b.tags, "old "+s[i].POS.String())
		}
		out = append(out, b.finish(sp))
	}
	return out, nil
}

// treeReader reads one bracketed tree.
type treeReader struct {
	s        string
	at       int
	forms    []string
	tags     []string
	brackets []shift.Bracket
}

// maxDepth bounds the nesting of a tree.
const maxDepth = 200

func (b *treeReader) node(depth int) error {
	if depth > maxDepth || b.at >= len(b.s) || b.s[b.at] != '(' {
		return fmt.Errorf("byte %d: want a bracket", b.at)
	}
	b.at++
	label := b.until(" ")
	b.at++
	first := int32(len(b.forms))
	if b.at < len(b.s) && b.s[b.at] != '(' {
		form := b.until(")")
		b.at++
		switch form {
		case "-LRB-":
			form = "("
		case "-RRB-":
			form = ")"
		}
		b.forms, b.tags = append(b.forms, form), append(b.tags, label)
		return nil
	}
	for b.at < len(b.s) && b.s[b.at] == '(' {
		if err := b.node(depth + 1); err != nil {
			return err
		}
		if b.at < len(b.s) && b.s[b.at] == ' ' {
			b.at++
		}
	}
	if b.at >= len(b.s) || b.s[b.at] != ')' {
		return errors.New("bracket not closed")
	}
	b.at++
	if end := int32(len(b.forms)); end-first > 1 {
		b.brackets = append(b.brackets, shift.Bracket{First: first, End: end})
	}
	return nil
}

func (b *treeReader) until(stop string) string {
	end := strings.IndexAny(b.s[b.at:], stop)
	if end < 0 {
		end = len(b.s) - b.at
	}
	s := b.s[b.at : b.at+end]
	b.at += end
	return s
}

// finish cuts the words anew and gives them spans, with spaces where a writer
// would put them.
func (b *treeReader) finish(sp *split.Splitter) treed {
	var t treed
	first := make([]int32, len(b.forms)+1) // of an old word, its first new one
	var body int
	open, glue := false, true
	var buf split.Buffer
	for i := 0; i < len(b.forms); i++ {
		first[i] = int32(len(t.tokens))
		form, tag := b.forms[i], b.tags[i]
		for i+2 < len(b.forms) && b.forms[i+1] == "-" && isWord(b.forms[i]) && isWord(b.forms[i+2]) {
			form += "-" + b.forms[i+2]
			first[i+1], first[i+2] = first[i], first[i]
			i += 2
		}
		before, after := true, true // spaces
		switch form {
		case ".", ",", ":", ";", "?", "!", ")", "%":
			before = false
		case "(", "Rp":
			after = false
		case "\"", "'":
			open = !open
			before, after = open, !open
		}
		if tag == "PRK" || strings.EqualFold(form, "nya") {
			before = false
		}
		if before && !glue {
			body++
		}
		glue = !after
		parts := []string{form}
		r := text.Report{ID: "word", Text: form}
		if sp.Split(&r, &buf); len(r.Sentences) == 1 {
			if w := r.Sentences[0].Tokens; len(w) > 1 && int(w[0].Words) == len(w) {
				parts = parts[:0]
				for _, x := range w {
					parts = append(parts, x.Form)
				}
			}
		}
		for k, p := range parts {
			t.tokens = append(t.tokens, text.Token{Form: p, Head: -1, Span: text.Span{Start: body, End: body + len(p)}})
			if len(parts) > 1 {
				tag = ""
			}
			if k == 0 && len(parts) > 1 {
				t.tokens[len(t.tokens)-1].Words = uint8(len(parts))
			}
			t.tags = append(t.tags, tag)
			body += len(p)
		}
	}
	first[len(b.forms)] = int32(len(t.tokens))
	for _, c := range b.brackets {
		c.First, c.End = first[c.First], first[c.End]
		if c.End-c.First > 1 && (len(t.brackets) == 0 || t.brackets[len(t.brackets)-1] != c) {
			t.brackets = append(t.brackets, c)
		}
	}
	return t
}

func isWord(s string) bool {
	c := s[0]
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// minShare is the least share of the words with one tag of ICON that a UD part
// of speech must have to be allowed for that tag.
const minShare = 0.05

// convert gives trees dependency analyses: those that members find best among
// the ones that the treebank's tags and constituents allow. A sentence for
// which they find none, or one without constituents on which they agree less
// than least, gets tags only.
func convert(trees []treed, tagger *morph.Tagger, members []member, least float64) []silver {
	free := each(trees, func(x treed, w *workspace) []text.Token {
		tokens := append([]text.Token(nil), x.tokens...)
		tagger.Tag(tokens, &w.tags)
		return tokens
	})
	counts := make(map[string]*[text.NumPOS]int)
	for i := range trees {
		for k, tag := range trees[i].tags {
			if counts[tag] == nil {
				counts[tag] = new([text.NumPOS]int)
			}
			counts[tag][free[i][k].POS]++
		}
	}
	masks := map[string]uint32{"": 0}
	for tag, c := range counts {
		total := 0
		for _, n := range c {
			total += n
		}
		for p, n := range c {
			if tag != "" && float64(n) >= minShare*float64(total) {
				masks[tag] |= 1 << p
			}
		}
	}
	got := each(trees, func(x treed, w *workspace) []text.Token {
		allowed := make([]uint32, len(x.tags))
		for k, tag := range x.tags {
			allowed[k] = masks[tag]
		}
		tokens := append([]text.Token(nil), x.tokens...)
		tagger.TagWithin(tokens, allowed, &w.tags)
		setVoice(tokens, x.tags)
		agreed, ok := vote(members, tokens, x.brackets, &w.shift)
		for i := range tokens {
			if !ok || x.brackets == nil && agreed < least {
				tokens[i].Head, tokens[i].Rel = -1, ""
			}
		}
		return tokens
	})
	var out []silver
	for i, s := range got {
		out = append(out, silver{words: s, brackets: trees[i].brackets, tagged: true})
		for k := range s {
			s[k].Lemma = "" // the treebank has none
		}
	}
	return out
}

// setVoice takes the voice of verbs from ICON's tags, which tell transitive
// (VBT) and intransitive verbs (VBI) from passive ones; a passive may have
// another reason, so VBP decides nothing.
func setVoice(tokens []text.Token, tags []string) {
	for i := range tokens {
		if t := &tokens[i]; t.POS == text.VERB && (tags[i] == "VBT" || tags[i] == "VBI") && t.Feats == "Voice=Pass" {
			t.Feats = "Voice=Act"
		}
	}
}
