// Package detect tells the language of a text.
package detect

// Detector is a language model. It is immutable and safe for concurrent use.
type Detector struct {
	model string
}

// New returns a detector that reads model, the bytes of detect.model, in place.
func New(model string) (*Detector, error) {
	return &Detector{model: model}, nil
}

// Detect returns the BCP 47 tag of the language of s and how sure that is,
// from 0 to 1: "id", "ms", "jv", "su", "en", "other" for any other language,
// or "und" with confidence 0 for a text without letters.
func (d *Detector) Detect(s string) (lang string, confidence float64) {
	return "und", 0
}
