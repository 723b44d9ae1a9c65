// Package affix takes Indonesian words apart: menyerang, diserang, penyerangan
// and serangan are serang in different voices. It knows roots from a table and
// the affixes of the language from its grammar, and gives for a word its root,
// its affixes and what the two make. It reads words one by one, without their
// sentence: clitics (-nya, -lah, ku-) are cut off before, and what a form means
// in its place is not decided here.
package affix

import (
	"strings"

	"kabar/internal/text"
)

// Affix is one affix, by its abstract form: MeN is me-, mem-, men-, meny-,
// meng- and menge-. The zero value is none.
type Affix uint8

// The affixes: prefixes, then suffixes.
const (
	MeN Affix = iota + 1
	Di
	Ter
	Ber   // ber-, be-, bel-
	PeN   // pe-, pem-, pen-, peny-, peng-, penge-
	Pe    // pe- before a letter that PeN would change or add to: petani, pekerja
	Per   // per-, pe-, pel-
	Ke    // ke-
	Se    // se-
	Tidak // the negation inside ketidakadilan
	An
	Kan
	I
	Tor // koruptor, from korupsi
)

var affixNames = [...]string{"", "meN", "di", "ter", "ber", "peN", "pe", "per", "ke", "se", "tidak", "an", "kan", "i", "tor"}

// String returns the name of a as the tables write it, "" for none.
func (a Affix) String() string {
	if int(a) < len(affixNames) {
		return affixNames[a]
	}
	return ""
}

// parseAffix returns the affix called name.
func parseAffix(name string) (a Affix, ok bool) {
	for i, n := range affixNames {
		if i > 0 && n == name {
			return Affix(i), true
		}
	}
	return 0, false
}

// suffix reports whether a stands after the root.
func (a Affix) suffix() bool { return a >= An }

// Kind is what a root and its affixes make: a voice of a verb or a sort of noun.
type Kind uint8

// The kinds. Up to Adverse they are voices of verbs, from Act to Abstract
// sorts of nouns.
const (
	Bare        Kind = iota // the root alone, or a verb without a voice: serang, kirimkan, perkuat, kemukakan
	Active                  // meN-: menyerang
	Passive                 // di-: diserang
	Stative                 // ter-, of what happened to be done or can be done: terserang
	Middle                  // ber-: bertemu, berdatangan
	Adverse                 // ke-…-an as a verb, of what befalls the subject: kecurian
	Act                     // peN-…-an, the doing: penyerangan
	Result                  // -an, what is done or made: serangan
	Agent                   // peN-, pe-, who or what does: penyerang, petani, demonstran
	Affair                  // per-…-an, the doing of a middle verb, or a place: pertemuan, pegunungan
	Abstract                // ke-…-an as a noun: keamanan
	Superlative             // ter- before an adjective: terbesar
	Equative                // se-, as much as or one with: sebesar, serumah; ke-R-R-an, somewhat: kehijau-hijauan
	Ordinal                 // ke- before a number: ketiga
)

var kindNames = [...]string{
	"bare", "active", "passive", "stative", "middle", "adverse", "act", "result",
	"agent", "affair", "abstract", "superlative", "equative", "ordinal",
}

// String returns the name of k as the tables write it.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return ""
}

func parseKind(name string) (k Kind, ok bool) {
	for i, n := range kindNames {
		if n == name {
			return Kind(i), true
		}
	}
	return 0, false
}

// Repeat says how a word is said twice.
type Repeat uint8

// The ways of reduplication.
const (
	Once   Repeat = iota // it is not
	Twice                // its root or the whole is: negara-negara, berulang-ulang
	Mutual               // the second half is active: tolong-menolong
)

// Source says what an analysis rests on.
type Source uint8

// The sources.
const (
	FromTable Source = iota // the root is in the table
	FromLemma               // the root is the lemma that the caller gave
)

// MaxPrefixes is the most prefixes that one word has: ke-tidak-ber-daya-an.
const MaxPrefixes = 3

// Analysis is one word taken apart. The zero value is no analysis.
type Analysis struct {
	Root     string // in small letters; a root of two words has a blank: "tanda tangan"
	Kind     Kind
	Prefixes [MaxPrefixes]Affix // outermost first, then zeros
	Suffix   Affix
	Repeat   Repeat
	Source   Source
}

// Plain reports whether a is a root alone, without affixes and said once.
func (a *Analysis) Plain() bool {
	return a.Prefixes[0] == 0 && a.Suffix == 0 && a.Repeat == Once
}

// AppendAffixes appends the affixes of a to b, in their order around R, which
// stands for the root: "meN+per+R+kan", "R+an", "ber+R-R", "R-meN+R"; "R" is a
// root alone.
func (a *Analysis) AppendAffixes(b []byte) []byte {
	for _, p := range a.Prefixes {
		if p != 0 && a.Repeat != Mutual {
			b = append(b, p.String()...)
			b = append(b, '+')
		}
	}
	b = append(b, 'R')
	switch a.Repeat {
	case Twice:
		b = append(b, "-R"...)
	case Mutual:
		b = append(b, "-meN+R"...)
	}
	if a.Suffix != 0 {
		b = append(b, '+')
		b = append(b, a.Suffix.String()...)
	}
	return b
}

// parseAffixes reads what AppendAffixes writes into the affixes of a.
func (a *Analysis) parseAffixes(s string) bool {
	*a = Analysis{Root: a.Root, Kind: a.Kind, Source: a.Source}
	if rest, ok := strings.CutPrefix(s, "R-meN+R"); ok {
		a.Repeat, a.Prefixes[0], s = Mutual, MeN, "R"+rest
	}
	rooted, n := false, 0
	for part := range strings.SplitSeq(s, "+") {
		x, ok := parseAffix(part)
		switch {
		case !rooted && (part == "R" || part == "R-R" && a.Repeat == Once):
			rooted = true
			if part != "R" {
				a.Repeat = Twice
			}
		case ok && !rooted && !x.suffix() && n < MaxPrefixes && a.Repeat == Once:
			a.Prefixes[n] = x
			n++
		case ok && rooted && x.suffix() && a.Suffix == 0:
			a.Suffix = x
		default:
			return false
		}
	}
	return rooted
}

// kind returns what the affixes of a make of a root of class c, where the word
// is of part of speech pos.
func (a *Analysis) kind(c class, pos text.POS) Kind {
	inner := a.Prefixes[1] != 0
	switch a.Prefixes[0] {
	case MeN:
		return Active
	case Di:
		return Passive
	case Ter:
		likely := pos == text.ADJ || pos != text.VERB && c&verb == 0
		if c&adjective != 0 && likely && !inner && a.Suffix == 0 {
			return Superlative
		}
		return Stative
	case Ber:
		return Middle
	case PeN, Pe:
		if a.Suffix == An {
			return Act
		}
		return Agent
	case Per:
		if a.Suffix == An {
			return Affair
		}
		return Bare
	case Ke:
		switch {
		case a.Suffix == 0:
			return Ordinal
		case a.Suffix != An:
			return Bare
		case pos == text.ADJ && a.Repeat == Twice:
			return Equative
		case (pos == text.VERB || pos == text.ADJ) && !inner:
			return Adverse
		}
		return Abstract
	case Se:
		if a.Suffix == Kan || a.Suffix == I {
			return Bare
		}
		return Equative
	}
	switch {
	case a.Suffix != An:
		return Bare
	case a.Repeat == Twice && pos == text.VERB:
		return Middle // kejar-kejaran, as berkejar-kejaran
	}
	return Result
}
