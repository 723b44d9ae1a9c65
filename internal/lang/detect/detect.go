// Package detect tells the language of a text: Indonesian, English, the
// neighbours that are taken for Indonesian, or another. It does not tell other
// languages from each other. See DESIGN.md for what is and is not measured.
package detect

import (
	"fmt"
	"math"
	"unicode"

	"kabar/internal/table"
)

const (
	// Buckets is how many features a model tells apart.
	Buckets = 1 << 15
	// maxBytes is the most bytes of a text that are looked at.
	maxBytes = 8 << 10
	// halfSure is the number of letters at which the confidence is at most a
	// half: it is scaled by n/(n+halfSure).
	halfSure = 20
)

// Features identifies the feature code of this package, for table.OpenModel.
const Features = 0x6465746563743031 // "detect01"

// Languages lists what Detect returns for a text with Latin letters, in the
// order of a model's columns.
var Languages = [...]string{"en", "id", "jv", "ms", "other", "su"}

// Sections of a model: for each bucket the weights of the languages as signed
// bytes, and as the text of a decimal number what one step of them is worth.
const (
	WeightSection = "weights"
	ScaleSection  = "scale"
)

// Detector is a language model. It is immutable and safe for concurrent use.
type Detector struct {
	weights string
	scale   float64
}

// New returns a detector that reads model, the bytes of detect.model, in place.
// Errors are table.ErrModel.
func New(model string) (*Detector, error) {
	m, err := table.OpenModel(model, Features)
	if err != nil {
		return nil, err
	}
	if err := m.MustHave(WeightSection, ScaleSection); err != nil {
		return nil, err
	}
	d := new(Detector)
	d.weights, _ = m.Section(WeightSection)
	scale, _ := m.Section(ScaleSection)
	if _, err := fmt.Sscan(scale, &d.scale); err != nil || !(d.scale > 0) || math.IsInf(d.scale, 0) {
		return nil, fmt.Errorf("%w: section %q is no positive number", table.ErrModel, ScaleSection)
	}
	if len(d.weights) != Buckets*len(Languages) {
		return nil, fmt.Errorf("%w: section %q has %d bytes, want %d", table.ErrModel, WeightSection, len(d.weights), Buckets*len(Languages))
	}
	return d, nil
}

// Detect returns the BCP 47 tag of the language of s and how sure that is,
// from 0 to 1: "id", "ms", "jv", "su", "en", "other" for any other language,
// or "und" with confidence 0 for a text without letters. A text of a few words
// has a low confidence whatever it says: with n letters it is below n/(n+20).
// Only the first 8 KiB are looked at. It does not allocate.
func (d *Detector) Detect(s string) (lang string, confidence float64) {
	var sum [len(Languages)]int
	features := 0
	latin, others := Each(s, func(bucket uint32) {
		at := int(bucket) * len(Languages)
		for c := range sum {
			sum[c] += int(int8(d.weights[at+c]))
		}
		features++
	})
	letters := float64(latin + others)
	if letters == 0 {
		return "und", 0
	}
	damp := letters / (letters + halfSure)
	if others > latin {
		return "other", damp * float64(others) / letters
	}
	var logit [len(Languages)]float64
	best := 0
	for c := range sum {
		logit[c] = float64(sum[c]) * d.scale / Norm(features)
		if logit[c] > logit[best] {
			best = c
		}
	}
	total := 0.0
	for c := range logit {
		total += math.Exp(logit[c] - logit[best])
	}
	return Languages[best], damp / total
}

// Norm is what the sum of n features' weights is divided by.
func Norm(n int) float64 { return math.Sqrt(float64(max(n, 1))) }

const (
	maxGram = 4  // bytes of the longest n-gram
	maxWord = 24 // bytes of a word that are looked at, with its two marks
)

// Each calls add with the bucket of every feature of the beginning of s: the
// n-grams of 1 to 4 bytes of each word in lower case, with marks at its ends,
// and the word. It returns how many letters are of the Latin script and how
// many are not. Words of other scripts have no features.
func Each(s string, add func(bucket uint32)) (latin, others int) {
	var word [maxWord]byte
	word[0] = '_'
	n := 1
	foreign := false
	flush := func() {
		if n > 1 && !foreign {
			word[n] = '_'
			grams(word[:n+1], add)
		}
		n, foreign = 1, false
	}
	if len(s) > maxBytes {
		s = s[:maxBytes]
	}
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z':
			latin++
		case r >= 'A' && r <= 'Z':
			latin++
			r += 'a' - 'A'
		case r < 0x80:
			flush()
			continue
		case unicode.Is(unicode.Latin, r):
			latin++
			r = unicode.ToLower(r)
		case unicode.IsLetter(r):
			others++
			foreign = true
			continue
		case unicode.IsMark(r):
			continue
		default:
			flush()
			continue
		}
		if r < 0x80 {
			if n < maxWord-1 {
				word[n] = byte(r)
				n++
			}
		} else if n < maxWord-2 { // a Latin letter of two bytes or, mixed down, of more
			word[n], word[n+1] = byte(0xc0|r>>6&0x1f), byte(0x80|r&0x3f)
			n += 2
		}
	}
	flush()
	return latin, others
}

// grams calls add with the buckets of a word and its n-grams.
func grams(w []byte, add func(bucket uint32)) {
	for i := range w {
		h := uint32(2166136261) // FNV-1a
		for j := i; j < len(w) && j < i+maxGram; j++ {
			h = (h ^ uint32(w[j])) * 16777619
			if j == 0 {
				continue // the mark alone
			}
			add(fold(h))
		}
	}
	h := uint32(0x9747b28c)
	for _, c := range w {
		h = (h ^ uint32(c)) * 16777619
	}
	add(fold(h))
}

// fold reduces a hash to a bucket.
func fold(h uint32) uint32 { return (h ^ h>>15) % Buckets }
