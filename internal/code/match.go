package code

import (
	"slices"

	"kabar/internal/code/rule"
	"kabar/internal/code/tree"
	"kabar/internal/code/when"
	"kabar/internal/event"
	"kabar/internal/text"
)

// match is a rule whose words stand in a sentence, with its arguments: a value
// with bindings. An operator's or light verb's effect on another match is
// written into that match only by weigh.
type match struct {
	rule.Hit
	args     []tree.Arg
	actors   []int // argument heads
	targets  []int
	passive  bool   // a verb in the passive
	bound    int    // how many conditions held
	dead     bool   // does not fire
	why      string // what decided
	typ      event.Type
	mode     string
	cameo    string
	frame    string
	aux      event.Aux
	over     int   // the match that this operator works on, -1 none
	effect   int   // the match that stands for this one to operators above
	speakers []int // subjects of speaker operators, outermost last
	stance   event.Stance
	light    int  // token of the light verb, -1 none
	told     bool // gave an event
}

// maxMatches bounds the matches of one sentence.
const maxMatches = 256

// matcher finds the matches of one sentence.
type matcher struct {
	v      *tree.View
	who    []mention // of the sentence
	said   []claim   // of the sentence
	times  []when.Found
	set    *rule.Set
	agents []string // prepositions of the passive agent
	hits   []rule.Hit
	ms     []match
}

// find fills ms with the matches of the sentence: every rule whose words were
// seen, the dead ones too, so that they can be explained.
func (m *matcher) find() {
	m.hits, m.ms = m.hits[:0], m.ms[:0]
	for i := 0; i < m.v.Len() && len(m.hits) < maxMatches; i++ {
		m.hits = m.set.Find(m.v, i, m.hits)
	}
	for _, h := range m.hits {
		m.ms = append(m.ms, m.bind(h))
	}
	m.choose()
}

// bind checks one hit and gives it its arguments.
func (m *matcher) bind(h rule.Hit) match {
	out := match{Hit: h, over: -1, light: -1}
	if f := h.Rule.Frame; f != nil {
		out.typ, out.mode, out.cameo, out.frame = f.Type, f.Mode, f.CAMEO, f.ID
	}
	if h.Rule.Kind == rule.Means {
		out.typ = event.NoType // no act by itself
	}
	kill := func(why string) match {
		out.dead, out.why = true, why
		return out
	}
	t := m.v.Tok(h.Head)
	noun := h.Rule.Kind == rule.Noun || h.Rule.Kind == rule.Means || (h.Rule.Kind == rule.Operator && t.POS != text.VERB && h.Voice != rule.Passive && t.POS != text.ADJ)
	if h.Rule.Kind == rule.Noun && m.inName(h.Head) {
		return kill("part of a name")
	}
	if h.Rule.Kind == rule.Noun && m.set.Lang == "en" && m.names(h) {
		return kill("only tells what kind of people they are")
	}
	if why := m.wrongPOS(h, t); why != "" && !h.Rule.Actor.Takes(tree.Speaker, "") {
		return kill(why)
	}
	if modal := t.POS == text.AUX && h.Rule.Kind == rule.Operator; modal || h.Rule.Actor.Takes(tree.Speaker, "") && !m.v.Verbal(h.Head) {
		out.args = m.v.ModalArgs(h.Head, nil)
		if len(out.args) == 0 {
			return kill("a modal without a verb")
		}
	} else if noun {
		out.args = m.v.NounArgs(h.Head, nil)
		if h.To > h.From+1 {
			out.args = m.outside(h, out.args)
		}
	} else {
		passive := h.Voice == rule.Passive || (h.Voice != rule.Active && m.v.Passive(h.Head))
		if h.Rule.Voice == rule.Active && passive || h.Rule.Voice == rule.Passive && !passive {
			return kill("voice is not the rule's")
		}
		out.passive = passive
		out.args = m.v.VerbArgs(h.Head, passive, nil)
		if h.To > h.From+1 {
			out.args = m.outside(h, out.args)
		}
		if h.Rule.Actor.Takes(tree.Speaker, "") && tells(m.said, m.who, h.Head) < 0 {
			return kill("nobody is said to say it")
		}
	}
	if len(out.args) == 0 && h.Rule.Kind == rule.Operator {
		out.args = m.modal(h)
	}
	out.args = m.timeless(out.args)
	for _, a := range out.args {
		if noun && a.Rel == tree.Poss && m.v.Tok(a.Head).POS == text.ADJ && mentionIn(m.v, m.who, a.Head) < 0 {
			continue // "new talks": nobody's
		}
		if h.Rule.Actor.Takes(a.Rel, a.Case) {
			out.actors = append(out.actors, a.Head)
		}
	}
	for _, a := range out.args {
		if h.Rule.Recipient.Takes(a.Rel, a.Case) && !has(out.actors, a.Head) && !(a.Rel == tree.Obl && m.v.W.Grounds[m.v.Low[a.Head]]) {
			out.targets = append(out.targets, a.Head)
		}
	}
	m.between(&out)
	out.targets = m.direct(&out)
	if len(out.actors) == 0 {
		// "the killing of Y by X": the parse may hang X on Y.
		cases := h.Rule.Actor.Case
		if !noun && out.passive {
			cases = m.agents
		}
		if x := m.near(h.To, cases); x >= 0 && !has(out.targets, x) {
			out.actors = append(out.actors, x)
			if !noun && out.passive {
				out.args = append(out.args, tree.Arg{Rel: tree.Subj, Head: x})
			}
		}
	}
	if len(h.Rule.Recipient.Case) > 0 && !m.named(out.targets) {
		if !noun && out.passive {
			// "was signed by France with Chad": the parse hangs Chad on France.
			if x := m.ofAgent(&out); x >= 0 {
				out.targets = append(out.targets, x)
			}
		}
		// "recalled its envoys from Israel in protest"
		if of := m.ofObject(&out); len(out.targets) == 0 || m.named(of) && !h.Rule.Recipient.Takes(tree.Obj, "") {
			out.targets = of
		}
	}
	if len(out.targets) == 0 && len(h.Rule.Recipient.Case) > 0 {
		if x := m.near(h.To, h.Rule.Recipient.Case); x >= 0 && !has(out.actors, x) {
			out.targets = append(out.targets, x)
		}
	}
	if len(out.targets) == 0 && h.Rule.Recipient.Takes(tree.Obj, "") {
		// "menuntut agar China mengatasi …": whose act is asked for.
		for _, a := range out.args {
			if s, ok := m.v.OwnSubject(a.Head); a.Rel == tree.Comp && ok && s > h.Head && !has(out.actors, s) {
				out.targets = append(out.targets, s)
				break
			}
		}
	}
	if len(out.targets) == 0 && h.Rule.Kind == rule.Operator && !noun && (out.typ == event.AGREE || out.typ == event.THREATEN) {
		out.targets = m.meant(&out)
	}
	for _, c := range h.Rule.With {
		if !m.holds(&out, c) {
			return kill("a condition does not hold (with)")
		}
		out.bound++
	}
	for _, c := range h.Rule.Without {
		if m.holds(&out, c) {
			return kill("an exception holds (without)")
		}
	}
	for _, f := range h.Rule.Finer {
		// The rule's own words may be finer than the rule: "confiscated".
		if m.holds(&out, f.When) || f.When.Where == rule.InAny && f.When.Words.In(m.v, out.From, out.To) {
			out.mode, out.cameo, out.frame = f.Frame.Mode, f.Frame.CAMEO, f.Frame.ID
			break
		}
	}
	return out
}

// modal returns the arguments of operator words that only modify the verb that
// they work on: "tidak akan berunding".
func (m *matcher) modal(h rule.Hit) []tree.Arg {
	for k := h.From; k < h.To; k++ {
		rel, g := m.v.Tok(k).BaseRel(), m.v.Head(k)
		if (rel == "aux" || rel == "advmod") && g >= h.To && m.v.Tok(g).POS == text.VERB {
			return m.v.ModalArgs(k, nil)
		}
	}
	return nil
}

// meant returns to whom the complement of x is done: "berjanji akan
// mengembalikan uang kepada warga".
func (m *matcher) meant(x *match) []int {
	for _, a := range x.args {
		if a.Rel != tree.Comp || m.v.Tok(a.Head).POS != text.VERB {
			continue
		}
		var obj []int
		for _, b := range m.v.VerbArgs(a.Head, m.v.Passive(a.Head), nil) {
			switch {
			case b.Lent || has(x.actors, b.Head):
			case b.Rel == tree.Obl && x.Rule.Recipient.Takes(b.Rel, b.Case):
				return []int{b.Head}
			case b.Rel == tree.Obj && m.party(b.Head):
				obj = append(obj, b.Head)
			}
		}
		return obj
	}
	return nil
}

// party reports whether the phrase of token h names somebody, rather than people
// or things of a kind.
func (m *matcher) party(h int) bool {
	k := mentionIn(m.v, m.who, h)
	return k >= 0 && m.who[k].kind != mNoun && m.who[k].kind != mPlace && m.who[k].kind != mName
}

// between makes both sides of "antara X dengan Y" actors, as of "antara X dan
// Y", or both recipients: "menengahi sengketa antara X dengan Y".
func (m *matcher) between(x *match) {
	side := func(head int) int {
		for c := m.v.First(head); c >= 0; c = m.v.Next(c) {
			if cs := m.v.Case(c); c > head && (cs == "dengan" || cs == "and") {
				return c
			}
		}
		return -1
	}
	joint, list := false, x.targets
	for _, a := range x.args {
		if a.Case != "antara" && a.Case != "between" {
			continue
		}
		joint = joint || has(x.actors, a.Head)
		if y := side(a.Head); y >= 0 && has(list, a.Head) && !has(x.targets, y) {
			x.targets = append(x.targets, y)
		}
	}
	if !joint {
		return
	}
	var rest []int
	for _, t := range x.targets {
		with := false
		for _, a := range x.args {
			with = with || a.Head == t && (a.Case == "dengan" || a.Case == "and")
		}
		if with {
			x.actors = append(x.actors, t)
		} else {
			rest = append(rest, t)
		}
	}
	x.targets = rest
}

// inName reports whether token i is a capitalised word in the name of a person or
// of a body that the tables know: "Ban Ki-moon".
func (m *matcher) inName(i int) bool {
	k := mentionAt(m.who, i)
	return k >= 0 && m.v.Tok(i).POS == text.PROPN && (m.who[k].kind == mPerson || m.who[k].kind == mBody) && capital(m.v.Tok(i).Form)
}

// names reports whether the hit is the first part of a compound that names
// people: "combat troops", "strike victims".
func (m *matcher) names(h rule.Hit) bool {
	g := m.v.Head(h.Head)
	if g < h.To || m.v.Tok(h.Head).BaseRel() != "compound" {
		return false
	}
	k := mentionAt(m.who, g)
	return k >= 0 && m.who[k].kind == mNoun
}

func has(list []int, x int) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// wrongPOS returns why the token cannot be the rule's kind of word, "" when it can.
func (m *matcher) wrongPOS(h rule.Hit, t *text.Token) string {
	en := m.set.Lang == "en"
	switch h.Rule.Kind {
	case rule.Noun, rule.Means:
		if en && t.POS == text.VERB && h.To > h.From+1 {
			if _, ok := m.v.OwnSubject(h.Head); !ok {
				return "" // no verb makes such a phrase: "joint military exercises"
			}
		}
		if t.POS != text.NOUN && t.POS != text.PROPN && t.POS != text.X && (en || t.POS == text.VERB && h.To == h.From+1 && !nounForm(m.v.Low[h.Head])) {
			return "not a noun here"
		}
	case rule.Verb, rule.Light:
		switch {
		case en && t.POS != text.VERB:
			return "not a verb here"
		case !en && h.Voice == rule.Bare && !(m.v.Verbal(h.Head) && (t.POS == text.VERB || t.POS == text.PROPN && t.Rel == "root")):
			return "bare stem is not a verb here"
		case !en && t.POS == text.PROPN && h.Head > 0 && h.Voice == rule.AnyVoice:
			return "a name here"
		}
	case rule.Operator:
		if en && t.POS != text.VERB && t.POS != text.NOUN && t.POS != text.ADJ && (t.POS != text.AUX || h.To == h.From+1) {
			return "not a verb or noun here"
		}
		if !en && h.Voice == rule.Bare && t.POS != text.VERB && t.POS != text.NOUN {
			return "bare stem is not a verb here"
		}
	}
	return ""
}

// nounForm reports whether an Indonesian word has the shape of a derived noun.
func nounForm(w string) bool {
	return len(w) > 5 && w[len(w)-2:] == "an"
}

// outside drops the arguments that are part of the rule's own words.
func (m *matcher) outside(h rule.Hit, args []tree.Arg) []tree.Arg {
	keep := args[:0]
	for _, a := range args {
		if a.Head < h.From || a.Head >= h.To {
			keep = append(keep, a)
		}
	}
	// Arguments may hang on the phrase's other words: "melepaskan tembakan ke X".
	for k := h.From; k < h.To; k++ {
		if k == h.Head {
			continue
		}
		var more []tree.Arg
		if m.v.Tok(k).POS == text.VERB {
			more = m.v.VerbArgs(k, h.Voice == rule.Passive, nil)
		} else {
			more = m.v.NounArgs(k, nil)
		}
		for _, a := range more {
			if a.Head < h.From || a.Head >= h.To {
				keep = append(keep, a)
			}
		}
	}
	return keep
}

// timeless drops the prepositional arguments that are times: "on Friday".
func (m *matcher) timeless(args []tree.Arg) []tree.Arg {
	keep := args[:0]
	for _, a := range args {
		if a.Rel != tree.Obl || !m.dated(a.Head) {
			keep = append(keep, a)
		}
	}
	return keep
}

// dated reports whether token i belongs to an expression of time.
func (m *matcher) dated(i int) bool {
	for k := range m.times {
		if m.times[k].From <= i && i < m.times[k].To {
			return true
		}
	}
	return false
}

// named reports whether one of the heads is a word of a mention.
func (m *matcher) named(heads []int) bool {
	for _, h := range heads {
		if mentionAt(m.who, h) >= 0 {
			return true
		}
	}
	return false
}

// ofObject returns the recipients that a verb's object brings along: "trade
// with Israel was cut off", as in "cut off trade with Israel".
func (m *matcher) ofObject(x *match) []int {
	var out []int
	for _, a := range x.args {
		if a.Rel != tree.Obj || a.Lent {
			continue
		}
		args := m.v.NounArgs(a.Head, nil)
		for _, b := range args { // "an offer of talks from Guyana"
			args = m.v.NounArgs(b.Head, args)
		}
		for _, b := range args {
			both := b.Case == "antara" || b.Case == "between" // both sides, not the other one
			if b.Rel == tree.Obl && !both && x.Rule.Recipient.Takes(b.Rel, b.Case) && !has(x.actors, b.Head) && !m.dated(b.Head) {
				out = append(out, b.Head)
			}
		}
	}
	return out
}

// direct returns the targets of x without the prepositional phrases that only
// mention somebody inside, where another target names somebody itself: "banned
// the party from public meetings".
func (m *matcher) direct(x *match) []int {
	if len(x.targets) < 2 || !m.named(x.targets) {
		return x.targets
	}
	var out []int
	for _, h := range x.targets {
		obl := false
		for _, a := range x.args {
			obl = obl || a.Head == h && a.Rel == tree.Obl
		}
		if !obl || mentionAt(m.who, h) >= 0 {
			out = append(out, h)
		}
	}
	return out
}

// ofAgent returns the recipient that the parse hangs on the agent of passive x,
// -1 when there is none.
func (m *matcher) ofAgent(x *match) int {
	for _, a := range x.args {
		if a.Rel != tree.Subj || a.Lent || a.Head < x.Head {
			continue
		}
		for _, b := range m.v.NounArgs(a.Head, nil) {
			if b.Rel == tree.Obl && x.Rule.Recipient.Takes(b.Rel, b.Case) && !has(x.actors, b.Head) && mentionAt(m.who, b.Head) >= 0 {
				return b.Head
			}
		}
	}
	return -1
}

// nearWindow is how far behind its word a prepositional phrase is looked for
// when the parse hangs it elsewhere, in tokens.
const nearWindow = 12

// near returns the head of the first phrase behind token from, within its
// clause, whose preposition is one of cases; -1 when there is none.
func (m *matcher) near(from int, cases []string) int {
	for k := from; k < m.v.Len() && k < from+nearWindow; k++ {
		t := m.v.Tok(k)
		if t.POS == text.VERB && slices.Contains(cases, m.v.Low[k]) {
			if o, ok := m.v.Object(k); ok {
				return o // a verb that serves as preposition: "perang melawan ISIS"
			}
		}
		if t.POS == text.VERB || (t.POS == text.PUNCT && m.v.Low[k] != "(" && m.v.Low[k] != ")" && m.v.Low[k] != "\"") {
			return -1
		}
		if t.BaseRel() != "case" {
			continue
		}
		for _, c := range cases {
			if m.v.Low[k] == c {
				if h := m.v.Head(k); h > k && !m.dated(h) {
					return h
				}
			}
		}
	}
	return -1
}

// ownEnd returns where the words of complement head itself end, before to: when
// or under which condition it is done is not what is done.
func (m *matcher) ownEnd(head, to int) int {
	for c := m.v.First(head); c >= 0; c = m.v.Next(c) {
		if mark := m.v.Mark(c); c > head && mark != "" && m.v.Tok(c).BaseRel() == "advcl" && !m.v.W.Purpose[mark] {
			from, _ := m.v.Range(c)
			to = min(to, from)
		}
	}
	return to
}

// holds reports whether a condition holds of x.
func (m *matcher) holds(x *match, c rule.Condition) bool {
	one := func(head int) bool {
		from, to := m.v.Phrase(head)
		if c.Where == rule.InComp {
			from, to = m.v.Range(head)
			to = m.ownEnd(head, to)
		}
		if len(c.Sectors) > 0 {
			k := mentionIn(m.v, m.who, head)
			if k >= 0 && c.Wants(m.who[k].sector) {
				return true
			}
			if k >= 0 && m.who[k].sector == "" {
				// An unknown word before a name: "gerakan Hamas".
				for i := range m.who {
					if x := &m.who[i]; x.from >= from && x.to <= to && c.Wants(x.sector) {
						return true
					}
				}
			}
		}
		return c.Filled || c.Words.In(m.v, from, to)
	}
	var list [8]int
	in := func(head int) bool {
		for _, h := range m.v.Conjuncts(head, list[:0]) {
			if one(h) {
				return true
			}
		}
		return false
	}
	switch c.Where {
	case rule.InActor:
		for _, h := range x.actors {
			if in(h) {
				return true
			}
		}
		return false
	case rule.InRecipient:
		for _, h := range x.targets {
			if in(h) {
				return true
			}
		}
		return false
	case rule.InAny:
		top := m.v.Clause(x.Head)
		for k := 0; k < m.v.Len(); k++ {
			if k >= x.From && k < x.To || m.v.Clause(k) != top {
				continue
			}
			if c.Words.At(m.v, k, x.From, x.To) {
				return true
			}
		}
		return false
	case rule.InObl:
		// Phrases may hang on the object: "menembakkan rudal ke arah Israel".
		for _, a := range x.args {
			if a.Rel != tree.Obj && a.Rel != tree.Obl && a.Rel != tree.Poss && a.Rel != tree.Subj {
				continue
			}
			for _, b := range m.v.NounArgs(a.Head, nil) {
				if b.Rel == tree.Obl && in(b.Head) {
					return true
				}
			}
		}
	}
	for _, a := range x.args {
		switch {
		case c.Where == rule.InSubj && a.Rel == tree.Subj,
			c.Where == rule.InObj && (a.Rel == tree.Obj || a.Rel == tree.Poss),
			c.Where == rule.InObl && a.Rel == tree.Obl,
			c.Where == rule.InComp && a.Rel == tree.Comp:
			if in(a.Head) {
				return true
			}
		}
	}
	return false
}
