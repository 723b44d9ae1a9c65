package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kabar/internal/lang/detect"
	"kabar/internal/table"
)

const (
	ownSentences = "dev/train/detect" // where our own sentences stand, from the repository's root

	detectSteps  = 240_000 // windows learnt from
	detectRate   = 0.3     // step of AdaGrad
	detectDecay  = 2e-6    // of a weight per step in which its feature occurs
	longWindow   = 40      // most words of a window
	shortWindow  = 2       // fewest
	leastSwapped = 6       // one word in so many must be another for a window to pass for a neighbour's
	newsEvery    = 4       // one Indonesian report in so many is read
	testEvery    = 3       // one of our own sentences in so many is held out
)

// corpus is what the detector learns from, by language.
type corpus struct {
	words   map[string][][]string // texts as words
	own     map[string][][]string // our own sentences of the small languages
	swap    map[string]map[string]string
	test    map[string][]string
	sampler *rand.Rand
}

// trainDetect learns to tell languages and writes the model out. Indonesian is
// learnt from the reports of newsPath, English from the treebanks in udDir, the
// others from the sentences and word pairs in dev/train/detect. It prints how
// many of the held-out sentences are told right.
func trainDetect(newsPath, udDir, out string) error {
	c := &corpus{
		words: map[string][][]string{}, own: map[string][][]string{}, swap: map[string]map[string]string{},
		test: map[string][]string{}, sampler: rand.New(rand.NewSource(1)),
	}
	if err := c.readNews(newsPath); err != nil {
		return err
	}
	if err := c.readEnglish(udDir); err != nil {
		return err
	}
	if err := c.readOwn(); err != nil {
		return err
	}
	w := c.learn()
	model, err := pack(w)
	if err != nil {
		return err
	}
	if err := c.report(model); err != nil {
		return err
	}
	return os.WriteFile(out, []byte(model), 0o644)
}

func (c *corpus) readNews(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 8<<20)
	for n := 1; sc.Scan(); n++ {
		if n%newsEvery != 0 {
			continue
		}
		var r struct{ Text string }
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
		if n%(20*newsEvery) == 0 {
			for _, s := range strings.Split(r.Text, ". ") {
				if len(strings.Fields(s)) >= 5 {
					c.test["id"] = append(c.test["id"], s)
				}
			}
			continue
		}
		if w := strings.Fields(r.Text); len(w) > longWindow {
			c.words["id"] = append(c.words["id"], w)
		}
	}
	return sc.Err()
}

func (c *corpus) readEnglish(dir string) error {
	train, err := treebankTexts(filepath.Join(dir, "en_ewt.train.conllu"))
	if err != nil {
		return err
	}
	// Sentences are joined so that windows reach over their ends.
	for i := 0; i+8 <= len(train); i += 8 {
		c.words["en"] = append(c.words["en"], strings.Fields(strings.Join(train[i:i+8], " ")))
	}
	dev, err := treebankTexts(filepath.Join(dir, "en_ewt.dev.conllu"))
	if err != nil {
		return err
	}
	for _, s := range dev {
		if len(strings.Fields(s)) >= 5 {
			c.test["en"] = append(c.test["en"], s)
		}
	}
	return nil
}

// treebankTexts returns the sentences of a treebank as written.
func treebankTexts(name string) ([]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []string
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		if s, ok := strings.CutPrefix(sc.Text(), "# text = "); ok {
			out = append(out, s)
		}
	}
	return out, sc.Err()
}

func (c *corpus) readOwn() error {
	for _, lang := range []string{"ms", "jv", "su"} {
		if err := c.ownFile(lang, lang+".txt"); err != nil {
			return err
		}
	}
	if err := c.ownFile("other", "other.txt"); err != nil {
		return err
	}
	b, err := os.ReadFile(filepath.Join(ownSentences, "words.tsv"))
	if err != nil {
		return err
	}
	langs := []string{"ms", "jv", "su"}
	for n, l := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		col := strings.Split(l, "\t")
		if strings.HasPrefix(l, "#") || col[0] == "id" {
			continue
		}
		if len(col) != 4 {
			return fmt.Errorf("words.tsv:%d: %d columns, want 4", n+1, len(col))
		}
		for i, lang := range langs {
			if c.swap[lang] == nil {
				c.swap[lang] = map[string]string{}
			}
			if col[i+1] != "-" && col[i+1] != col[0] {
				c.swap[lang][col[0]] = col[i+1]
			}
		}
	}
	return nil
}

func (c *corpus) ownFile(lang, name string) error {
	b, err := os.ReadFile(filepath.Join(ownSentences, name))
	if err != nil {
		return err
	}
	for n, l := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if _, s, ok := strings.Cut(l, "\t"); ok {
			l = s
		}
		if n%testEvery == testEvery-1 {
			c.test[lang] = append(c.test[lang], l)
			continue
		}
		c.own[lang] = append(c.own[lang], strings.Fields(l))
	}
	return nil
}

// window returns a random run of words of the language.
func (c *corpus) window(lang string) string {
	n := shortWindow + int(float64(longWindow-shortWindow)*math.Pow(c.sampler.Float64(), 2))
	if own := c.own[lang]; own != nil && (lang == "other" || c.sampler.Intn(3) > 0) {
		var w []string
		s := own[c.sampler.Intn(len(own))]
		if n < len(s) {
			at := c.sampler.Intn(len(s) - n)
			w = s[at : at+n]
		} else {
			w = s
		}
		return strings.Join(w, " ")
	}
	from := lang
	if c.words[from] == nil {
		from = "id"
	}
	for {
		t := c.words[from][c.sampler.Intn(len(c.words[from]))]
		m := min(n, len(t)-1)
		at := c.sampler.Intn(len(t) - m)
		w := t[at : at+m]
		if from == lang {
			return strings.Join(w, " ")
		}
		w = slices.Clone(w)
		swapped := 0
		for i := range w {
			if s := c.swap[lang][strings.ToLower(strings.Trim(w[i], ".,\""))]; s != "" {
				w[i] = s
				swapped++
			}
		}
		if swapped > 0 && swapped*leastSwapped >= len(w) {
			return strings.Join(w, " ")
		}
	}
}

// learn returns the weights of a multinomial logistic regression.
func (c *corpus) learn() []float32 {
	k := len(detect.Languages)
	w := make([]float32, detect.Buckets*k)
	g := make([]float32, len(w))
	var feats []uint32
	for range detectSteps {
		y := c.sampler.Intn(k)
		feats = feats[:0]
		detect.Each(c.window(detect.Languages[y]), func(b uint32) { feats = append(feats, b) })
		norm := float32(detect.Norm(len(feats)))
		z := make([]float64, k)
		for _, f := range feats {
			for i := range k {
				z[i] += float64(w[int(f)*k+i] / norm)
			}
		}
		top := slices.Max(z)
		total := 0.0
		for i := range z {
			z[i] = math.Exp(z[i] - top)
			total += z[i]
		}
		for i := range z {
			d := float32(z[i] / total)
			if i == y {
				d--
			}
			for _, f := range feats {
				at := int(f)*k + i
				step := d/norm + detectDecay*w[at]
				g[at] += step * step
				w[at] -= detectRate * step / (1e-4 + float32(math.Sqrt(float64(g[at]))))
			}
		}
	}
	return w
}

// pack rounds the weights to bytes and returns the model.
func pack(w []float32) (string, error) {
	var top float32
	for _, v := range w {
		top = max(top, float32(math.Abs(float64(v))))
	}
	scale := top / 127
	b := make([]byte, len(w))
	for i, v := range w {
		b[i] = byte(int8(math.RoundToEven(float64(v / scale))))
	}
	f := &table.ModelFile{Features: detect.Features}
	f.Put(detect.WeightSection, b)
	f.Put(detect.ScaleSection, []byte(fmt.Sprint(scale)))
	f.PutAbout("languages: " + strings.Join(detect.Languages[:], " ") + "\n" +
		"data: counts of Indonesian news reports; no text is kept\n" +
		"data: UD_English-EWT train, CC BY-SA 4.0\n" +
		"data: own sentences and word pairs (dev/train/detect)\n")
	out, err := f.Bytes()
	return string(out), err
}

// report prints, by language, how many held-out sentences are told right, one
// by one and three in a row, and the mean confidence of their first three words.
func (c *corpus) report(model string) error {
	d, err := detect.New(model)
	if err != nil {
		return err
	}
	for _, lang := range detect.Languages {
		right, sure, wrongSure, short := 0, 0.0, 0, 0.0
		seen := map[string]int{}
		for _, s := range c.test[lang] {
			got, conf := d.Detect(s)
			if got == lang {
				right++
				sure += conf
			} else {
				seen[got]++
				if conf >= 0.5 {
					wrongSure++
				}
			}
			w := strings.Fields(s)
			_, conf = d.Detect(strings.Join(w[:min(3, len(w))], " "))
			short += conf
		}
		n, threes := len(c.test[lang]), 0
		for i := 0; i+3 <= n; i += 3 {
			if got, _ := d.Detect(strings.Join(c.test[lang][i:i+3], " ")); got == lang {
				threes++
			}
		}
		fmt.Printf("%-5s sentences %d of %d right (%.1f %%), mean confidence %.2f; three in a row %d of %d; wrong with confidence >= 0.5: %d; three words: mean confidence %.2f; taken for",
			lang, right, n, 100*float64(right)/float64(n), sure/float64(max(1, right)), threes, n/3, wrongSure, short/float64(n))
		for _, o := range detect.Languages {
			if seen[o] > 0 {
				fmt.Printf(" %s %d", o, seen[o])
			}
		}
		fmt.Println()
	}
	return nil
}
