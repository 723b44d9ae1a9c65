// Package cue holds the function words of a language that the coder reads:
// speech verbs, negation, modals, pronouns and the like. They are data
// (lexicon/LANG/cues.yaml); what they mean is code.
package cue

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"kabar/internal/code/tree"
	"kabar/internal/text"
)

// Set is a set of lower-case words.
type Set map[string]bool

// UnmarshalYAML reads a set from a list of words.
func (s *Set) UnmarshalYAML(n *yaml.Node) error {
	var list []string
	if err := n.Decode(&list); err != nil {
		return err
	}
	*s = make(Set, len(list))
	for _, w := range list {
		(*s)[strings.ToLower(w)] = true
	}
	return nil
}

// Phrases is a set of lower-case phrases, by their first word.
type Phrases map[string][][]string

// UnmarshalYAML reads phrases from a list.
func (p *Phrases) UnmarshalYAML(n *yaml.Node) error {
	var list []string
	if err := n.Decode(&list); err != nil {
		return err
	}
	*p = Phrases{}
	for _, s := range list {
		if f := strings.Fields(strings.ToLower(s)); len(f) > 0 {
			(*p)[f[0]] = append((*p)[f[0]], f[1:])
		}
	}
	return nil
}

// At returns how many words of the longest phrase stand at word i of words, 0
// when none does.
func (p Phrases) At(words []string, i int) int {
	best := 0
	for _, rest := range p[words[i]] {
		if n := 1 + len(rest); n > best && i+n <= len(words) && slices.Equal(rest, words[i+1:i+n]) {
			best = n
		}
	}
	return best
}

// Words are the cues of one language. Keys are lower-case forms or lemmas.
type Words struct {
	Lang          string   `yaml:"-"`
	Agent         Set      // prepositions of the passive agent
	Relative      Set      // relative pronouns
	Genitive      Set      // marks of a possessor
	Purpose       Set      // words that open a purpose or complement clause
	Grounds       Set      // nouns that open a reason
	Locus         Set      // nouns that open a clause of place
	Inside        Set      // prepositions inside a noun phrase
	Aims          Set      // nouns whose aim an infinitive tells
	PassivePrefix []string `yaml:"passive_prefix"`

	Say       Set // speech verbs whose subject comes first
	SaidBy    Set `yaml:"said_by"` // speech verbs whose speaker follows
	Uttered   Set // passive speech verbs before the speaker
	Relay     Set // verbs before an outlet through which it became known
	Add       Set // speech verbs of who goes on speaking
	Back      Set // words for what the sentence before says
	Cite      Set // verbs before a source
	According Set // prepositions before a source
	Told      Set // words before the one who was told
	That      Set // complementisers of speech
	Deny      Set // speech verbs that deny

	Future       Set
	Hypothetical Set
	Perhaps      Phrases // phrases that do the same
	Negated      Set
	Conditional  Set // words that open an if-clause
	Gone         Set // words of a time phrase that lies in the past
	Earlier      Set // words that put an act before what is told
	Done         Set // words of an act that is over
	Habit        Set // words before an act that is done again and again
	Happen       Set // verbs that only say that something happened

	He, They, We Set
	Me           Set     // pronouns for the speaker alone
	It           Set     // pronouns for states and bodies
	Ours         Phrases // phrases for the speaker's own side
	Both         Phrases // phrases for the two sides
	Three        Phrases // and for three
	Two          Set     // the number
	Partner      Set     // counterpart
	Former       Set
	Candidate    Set
	Honorific    Set // words of respect before a name, no part of it
	Anonymous    Set
	Locative     Set
	Toward       Set
	Away         Set // prepositions of where somebody leaves
	Against      Set // those of toward that name no goal of a way
	Voiced       Set // speech verbs beside which stands where somebody spoke, not what
	Occasion     Set // prepositions of what something happens at or during
	Venue        Set // words for buildings and meeting places
	NameLink     Set `yaml:"name_link"` // lower-case parts of names

	SuchAs    Set `yaml:"such_as"` // words before examples of those who were named as a kind
	Contested Set // words for people whose treatment is political

	Killed, Wounded, Arrested, Soldiers, Weapons, People Set

	Indefinite     Set // articles of what was not
	DefiniteBefore Set `yaml:"definite_before"` // words before what was named before
	DefiniteAfter  Set `yaml:"definite_after"`  // and after it
	CountryNoun    Set `yaml:"country_noun"`
	Sovereign      Set // offices and bodies that states have and divisions do not
	Subnational    Set // and the other way round
	Foreign        Set // words for people of another state
	GroupNoun      Set `yaml:"group_noun"` // kinds of organisations
	Perfect        Set `yaml:"perfect"`    // auxiliaries of what was done already

	// Words before or after the name of a division or a populated place.
	ProvinceWord Set `yaml:"province_word"`
	RegencyWord  Set `yaml:"regency_word"`
	CityWord     Set `yaml:"city_word"`
	DistrictWord Set `yaml:"district_word"`
	VillageWord  Set `yaml:"village_word"`

	AgentList []string    `yaml:"-"` // Agent, sorted
	Tree      *tree.Words `yaml:"-"`
}

// Division reports whether the word, in lower case, stands beside the name of a
// division or a populated place.
func (w *Words) Division(low string) bool {
	low = strings.TrimSuffix(low, ".")
	return w.ProvinceWord[low] || w.RegencyWord[low] || w.CityWord[low] || w.DistrictWord[low] || w.VillageWord[low]
}

// Load reads lexicon/LANG/cues.yaml for every language that has one. Unknown
// keys are refused.
func Load(fsys fs.FS) (map[string]*Words, error) {
	files, err := fs.Glob(fsys, "lexicon/*/cues.yaml")
	if err != nil {
		return nil, err
	}
	out := map[string]*Words{}
	for _, file := range files {
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, err
		}
		w := &Words{Lang: path.Base(path.Dir(file))}
		dec := yaml.NewDecoder(bytes.NewReader(data))
		dec.KnownFields(true)
		if err := dec.Decode(w); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		w.AgentList = slices.Sorted(maps.Keys(w.Agent))
		prefixes := w.PassivePrefix
		w.Tree = &tree.Words{
			Agent: w.Agent, Relative: w.Relative, Genitive: w.Genitive, Purpose: w.Purpose, Grounds: w.Grounds, Locus: w.Locus, Inside: w.Inside, Aims: w.Aims, Perfect: w.Perfect,
			Passive: func(t *text.Token) bool {
				if t.POS != text.VERB || len(prefixes) == 0 {
					return false
				}
				if v := t.Feat("Voice"); v != "" {
					return v == "Pass"
				}
				for _, p := range prefixes {
					if strings.HasPrefix(t.Form, p) && len(t.Form) > len(p)+3 {
						return true
					}
				}
				return false
			},
		}
		out[w.Lang] = w
	}
	return out, nil
}
