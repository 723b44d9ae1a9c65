package treebank

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"io"
	"strconv"
	"strings"
	"unicode"

	"kabar/internal/text"
)

// minLetters is how many letters and digits a sentence must have to be told
// from others by them: "Thank you." stands in many texts.
const minLetters = 30

// Fingerprint returns a number that stands for the letters and digits of a
// sentence, whatever its spaces, case and cut into words; ok is false when it
// has too few of them.
func Fingerprint(tokens []text.Token) (print uint64, ok bool) {
	h := fnv.New64a()
	n := 0
	for i := range tokens {
		for _, r := range strings.ToLower(tokens[i].Form) {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				n++
				io.WriteString(h, string(r))
			}
		}
	}
	return h.Sum64(), n >= minLetters
}

// Fingerprints is a set of sentences.
type Fingerprints map[uint64]bool

// Has reports whether the sentence is in the set.
func (f Fingerprints) Has(tokens []text.Token) bool {
	p, ok := Fingerprint(tokens)
	return ok && f[p]
}

// ReadFingerprints reads a set: lines of 16 hexadecimal digits, and comments
// that start with "#".
func ReadFingerprints(r io.Reader) (Fingerprints, error) {
	f := make(Fingerprints)
	in := bufio.NewScanner(r)
	for n := 1; in.Scan(); n++ {
		line := in.Text()
		if strings.HasPrefix(line, "#") {
			continue
		}
		p, err := strconv.ParseUint(line, 16, 64)
		if err != nil || len(line) != 16 {
			return nil, fmt.Errorf("line %d: %q is no fingerprint", n, line)
		}
		f[p] = true
	}
	return f, in.Err()
}
