package code

import (
	"slices"
	"strings"

	"kabar/internal/code/tree"
	"kabar/internal/event"
	"kabar/internal/know"
)

// political reports whether actors of the sector have a political part by
// themselves, which police, courts, residents and firms have not.
func political(s event.Sector) bool {
	switch s {
	case event.GOV, event.MIL, event.SPY, event.LEG, event.PTY, event.OPP, event.REB, event.IGO, event.NGO, event.ELI, event.LAB:
		return true
	}
	return false
}

// homes gives the country that an outlet of a language writes from when
// nothing says otherwise.
var homes = map[string]string{"id": "IDN"}

// focusLead is how many times as often as the next one a country must be named
// to be what a report is about. Chosen on half of the development reports.
const focusLead = 1.5

// fewActors is how many actors a report must name for the share of the political
// ones to tell what it is about.
const fewActors = 6

// alias is what a later short form of a name stands for.
type alias struct {
	m mention
}

// cast is who a report names: its mentions by sentence, and how later words
// refer to earlier ones.
type cast struct {
	mentions []mention
	bounds   []int // mentions of sentence i are mentions[bounds[i]:bounds[i+1]]
	alias    map[string]alias
	focus    string
	home     string  // the country of the outlet or its readers when the report names it, or ""
	nowhere  bool    // the report names no country, and none is known of its outlet
	politics float64 // share of the actors named that have a political part
}

// of returns the mentions of sentence i.
func (c *cast) of(i int) []mention { return c.mentions[c.bounds[i]:c.bounds[i+1]] }

// learn enters the names that sentence i introduces, and counts countries: in
// actors without those of places, which are still to be settled.
func (c *cast) learn(v *tree.View, i int, count, actors map[string]float64) {
	ms := c.of(i)
	weight := 1.0
	if i < 2 {
		weight = 2
	}
	for k := range ms {
		m := &ms[k]
		if m.country != "" && m.kind != mOutlet && !m.unsure {
			count[m.country] += weight
			if m.kind != mPlace && !(m.kind == mState && m.state.Kind == know.Seat) {
				actors[m.country] += weight
			}
		}
		if k+1 < len(ms) && ms[k+1].from-m.to == 1 && v.Low[m.to] == "(" && ms[k+1].to < v.Len() && v.Low[ms[k+1].to] == ")" &&
			acronym(phraseText(v, ms[k+1].from, ms[k+1].to)) && m.kind != mPlace {
			c.enter(phraseText(v, ms[k+1].from, ms[k+1].to), m)
		}
		if m.kind == mBody && strings.HasPrefix(m.key, "name:") {
			c.enter(m.name, m)
			continue
		}
		if !m.named || (m.country == "" && m.sector == "") {
			continue
		}
		c.enter(m.name, m)
		for _, part := range strings.Fields(m.name) {
			if len(part) > 2 && capital(part) && !initial(part) {
				c.enter(part, m)
			}
		}
	}
}

// weighPolitics sets politics from the actors that the report names.
func (c *cast) weighPolitics() {
	all, part := 0, 0
	for k := range c.mentions {
		m := &c.mentions[k]
		if m.sector == "" || m.kind == mOutlet || m.kind == mPronoun {
			continue
		}
		all++
		if political(m.sector) || m.key == antiGraft {
			part++
		}
	}
	c.politics = 1
	if all >= fewActors {
		c.politics = float64(part) / float64(all)
	}
}

// antiGraft is Indonesia's corruption commission, whose cases are political.
const antiGraft = "body:kpk"

func (c *cast) enter(name string, m *mention) {
	if _, ok := c.alias[name]; !ok {
		c.alias[name] = alias{*m}
	}
}

// acronym reports whether s is written in capitals and short.
func acronym(s string) bool {
	if len(s) < 2 || len(s) > 12 {
		return false
	}
	up := 0
	for i := 0; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' {
			up++
		}
	}
	return up >= 2 && up*2 > len(s)
}

// settle decides what the report is about: the country that it names far more
// often than any other, or the home of its language when it names none.
func (c *cast) settle(home string, count map[string]float64) {
	c.home, c.nowhere = "", false
	if count[home] > 0 {
		c.home = home
	}
	best, second := "", 0.0
	for country, n := range count {
		if n > count[best] || (n == count[best] && country < best) {
			best = country
		}
	}
	for country, n := range count {
		if country != best && n > second {
			second = n
		}
	}
	switch {
	case best == "":
		c.focus = home
		c.nowhere = home == ""
	case count[best] >= focusLead*second:
		c.focus = best
	default:
		c.focus = ""
	}
}

// sides returns the n actors that the report last spoke of before mention k of
// sentence i, each of another country or another camp of one: what "both sides"
// and "the three countries" are, in the order of the text. Mentions that have
// taken part in an event go first, and a mention of so many goes before all:
// "two officials". Nil when there are fewer, or one more in the same breath.
func (c *cast) sides(i, k, n int) []*mention {
	for _, pass := range [...]struct{ parts, places bool }{{true, false}, {false, false}, {false, n > 2}} {
		var out []*mention
		last := 0 // index of the first of out
		for at := c.bounds[i] + k - 1; at >= 0; at-- {
			m := &c.mentions[at]
			switch m.kind {
			case mState, mPerson, mOffice, mBody, mNoun, mPartner:
			default:
				continue
			}
			if m.country == "" || m.placed && !pass.places || pass.parts && !m.acted {
				continue
			}
			if m.two && n == 2 && len(out) == 0 {
				return []*mention{m}
			}
			if slices.ContainsFunc(out, func(o *mention) bool { return o.country == m.country && camp(o) == camp(m) }) {
				continue
			}
			if len(out) == 0 {
				last = at
			}
			if out = append(out, m); len(out) < n {
				continue
			}
			if c.another(at, last, out) {
				return nil
			}
			slices.Reverse(out)
			return out
		}
	}
	return nil
}

// camp says on which side of a state's own conflict a mention stands.
func camp(m *mention) bool { return m.sector == event.REB }

// another reports whether the words just before mention first or behind mention
// last name one more country in the same breath as those that are out: "Japan,
// South Korea and the US".
func (c *cast) another(first, last int, out []*mention) bool {
	more := func(i, near int) bool {
		if i < 0 || i >= len(c.mentions) {
			return false
		}
		o, by := &c.mentions[i], &c.mentions[near]
		gap := max(by.from-o.to, o.from-by.to)
		return o.country != "" && !o.placed && gap >= 0 && gap <= 2 && !slices.ContainsFunc(out, func(m *mention) bool { return m.country == o.country })
	}
	return c.mentions[last].from-c.mentions[first].to <= 3 && (more(first-1, first) || more(last+1, last))
}
