package code

import (
	"sort"

	"kabar/internal/code/rule"
	"kabar/internal/code/tree"
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
	kill := func(why string) match {
		out.dead, out.why = true, why
		return out
	}
	t := m.v.Tok(h.Head)
	noun := h.Rule.Kind == rule.Noun || (h.Rule.Kind == rule.Operator && t.POS != text.VERB && h.Voice != rule.Passive && t.POS != text.ADJ)
	if why := m.wrongPOS(h, t); why != "" && !h.Rule.Actor.Takes(tree.Speaker, "") {
		return kill(why)
	}
	if h.Rule.Actor.Takes(tree.Speaker, "") && t.POS != text.VERB {
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
	}
	for _, a := range out.args {
		if h.Rule.Actor.Takes(a.Rel, a.Case) {
			out.actors = append(out.actors, a.Head)
		}
	}
	for _, a := range out.args {
		if h.Rule.Recipient.Takes(a.Rel, a.Case) && !has(out.actors, a.Head) {
			out.targets = append(out.targets, a.Head)
		}
	}
	out.between()
	if len(out.actors) == 0 {
		// "the killing of Y by X": the parse may hang X on Y.
		cases := h.Rule.Actor.Case
		if !noun && out.passive {
			cases = m.agents
		}
		if x := m.near(h.To, cases); x >= 0 && !has(out.targets, x) {
			out.actors = append(out.actors, x)
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
	return out
}

// between makes both sides of "antara X dengan Y" actors, as of "antara X dan Y".
func (x *match) between() {
	joint := false
	for _, a := range x.args {
		joint = joint || (a.Case == "antara" || a.Case == "between") && has(x.actors, a.Head)
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
	case rule.Noun:
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
		if en && t.POS != text.VERB && t.POS != text.NOUN && t.POS != text.ADJ {
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

// nearWindow is how far behind its word a prepositional phrase is looked for
// when the parse hangs it elsewhere, in tokens.
const nearWindow = 12

// near returns the head of the first phrase behind token from, within its
// clause, whose preposition is one of cases; -1 when there is none.
func (m *matcher) near(from int, cases []string) int {
	for k := from; k < m.v.Len() && k < from+nearWindow; k++ {
		t := m.v.Tok(k)
		if t.POS == text.VERB || (t.POS == text.PUNCT && m.v.Low[k] != "(" && m.v.Low[k] != ")" && m.v.Low[k] != "\"") {
			return -1
		}
		if t.BaseRel() != "case" {
			continue
		}
		for _, c := range cases {
			if m.v.Low[k] == c {
				if h := m.v.Head(k); h > k {
					return h
				}
			}
		}
	}
	return -1
}

// holds reports whether a condition holds of x.
func (m *matcher) holds(x *match, c rule.Condition) bool {
	in := func(head int) bool {
		from, to := m.v.Phrase(head)
		if c.Where == rule.InComp {
			from, to = m.v.Range(head)
		}
		if len(c.Sectors) > 0 {
			if k := mentionIn(m.v, m.who, head); k >= 0 && c.Wants(m.who[k].sector) {
				return true
			}
		}
		return c.Words.In(m.v, from, to)
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

// choose lets one rule win for each word: the longest words, then the most
// conditions, then the order of the files. An operator and an event rule on
// one word both stay; weigh decides between them.
func (m *matcher) choose() {
	sort.SliceStable(m.ms, func(i, j int) bool { return m.ms[i].From < m.ms[j].From })
	for i := range m.ms {
		a := &m.ms[i]
		if a.dead {
			continue
		}
		for j := range m.ms {
			b := &m.ms[j]
			if i == j || b.dead || a.dead {
				continue
			}
			opA, opB := a.Rule.Kind == rule.Operator, b.Rule.Kind == rule.Operator
			switch {
			case b.From <= a.From && a.To <= b.To && b.To-b.From > a.To-a.From:
				a.dead, a.why = true, "part of "+b.Rule.ID
			case opA && opB && a.Rule.Over&b.Rule.Over == 0:
				// They work on different acts; operate decides.
			case a.From == b.From && a.To == b.To && opA == opB && (b.bound > a.bound || b.bound == a.bound && j < i):
				a.dead, a.why = true, "rule "+b.Rule.ID+" fits better"
			}
		}
	}
}

// weigh works light verbs and operators from the deepest word up.
func (m *matcher) weigh() {
	order := make([]int, len(m.ms))
	depth := make([]int, len(m.ms))
	for i := range m.ms {
		order[i] = i
		m.ms[i].effect = i
		for h := m.ms[i].Head; h >= 0 && depth[i] < 64; h = m.v.Head(h) {
			depth[i]++
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return depth[order[a]] > depth[order[b]] })
	for _, i := range order {
		x := &m.ms[i]
		if x.dead || x.Rule.Kind != rule.Light {
			continue
		}
		x.dead = true
		x.why = "light verb without an event noun"
		for _, a := range x.args {
			if a.Rel != tree.Obj && a.Rel != tree.Obl {
				continue
			}
			if c := m.at(a.Head, false); c >= 0 && c != i {
				m.lend(x, &m.ms[c])
				x.why = "lends its subject to " + m.ms[c].Rule.ID
				break
			}
		}
	}
	for _, i := range order {
		if x := &m.ms[i]; !x.dead && x.Rule.Kind == rule.Operator {
			m.operate(i)
		}
	}
	m.fold()
	// Of several operators on one word, those that found an act win.
	for i := range m.ms {
		a := &m.ms[i]
		for j := range m.ms {
			b := &m.ms[j]
			if i != j && !a.dead && !b.dead && a.Head == b.Head && a.Rule.Kind == rule.Operator && b.Rule.Kind == rule.Operator &&
				(a.over >= 0 && b.over < 0 || a.over < 0 && b.over < 0 && i < j) {
				b.dead, b.why = true, "operator "+a.Rule.ID+" decides"
			}
		}
	}
	// A word that is both an operator and an event of its own: the operator
	// wins when it found a complement or can stand alone.
	for i := range m.ms {
		a := &m.ms[i]
		for j := range m.ms {
			b := &m.ms[j]
			if i == j || a.dead || b.dead || a.Head != b.Head || a.Rule.Kind != rule.Operator || b.Rule.Kind == rule.Operator {
				continue
			}
			if a.over >= 0 && a.typ != event.NoType {
				b.dead, b.why = true, "operator "+a.Rule.ID+" decides"
			} else {
				a.dead, a.why = true, "rule "+b.Rule.ID+" fits better"
			}
		}
	}
}

// fold drops acts that are told only as part of another: the purpose of a trip
// that is an act of the same type, a noun inside the object of a verb of the
// same type, a clause that a rule takes as a participant.
func (m *matcher) fold() {
	for i := range m.ms {
		x := &m.ms[i]
		if x.dead || x.typ == event.NoType || x.Rule.Kind == rule.Operator {
			continue
		}
		for j := range m.ms {
			y := &m.ms[j]
			if i == j || y.dead || y.typ == event.NoType || y.Head == x.Head {
				continue
			}
			if has(x.targets, y.Head) && y.Rule.Kind == rule.Verb {
				y.dead, y.why = true, "told as part of "+x.Rule.ID
				continue
			}
			if y.typ != x.typ {
				continue
			}
			for _, a := range x.args {
				switch {
				case a.Lent:
				case y.Rule.Kind == rule.Noun && (a.Rel == tree.Obj || a.Rel == tree.Obl || a.Rel == tree.Subj) && m.v.Under(y.Head, a.Head):
					y.dead, y.why = true, "told as part of "+x.Rule.ID
					x.take(y)
				case a.Rel == tree.Comp && a.Head == y.Head && x.mode == "visit":
					x.dead, x.why = true, "told as the way to "+y.Rule.ID
				}
			}
		}
	}
}

// take fills what the verb leaves open from the noun that tells the same act:
// "killed in an Israeli air strike".
func (x *match) take(y *match) {
	x.actors = without(x.actors, y.Head)
	if len(x.actors) == 0 {
		x.actors = others(y.actors, x.targets)
	}
	if len(x.targets) == 0 {
		x.targets = others(y.targets, x.actors)
	}
	if x.mode == "" {
		x.mode, x.cameo = y.mode, y.cameo
	}
}

// lend gives the light verb's arguments to the event noun that it governs.
func (m *matcher) lend(light, noun *match) {
	noun.light = light.Head
	for _, a := range light.args {
		switch {
		case a.Head == noun.Head:
		case a.Rel == tree.Subj:
			if !has(noun.actors, a.Head) {
				noun.actors = append([]int{a.Head}, noun.actors...)
			}
		case a.Rel == tree.Obl && noun.Rule.Recipient.Takes(a.Rel, a.Case) && !has(noun.targets, a.Head):
			noun.targets = append(noun.targets, a.Head)
		}
	}
	noun.args = append(noun.args, light.args...)
}

// at returns the live match that token i carries, -1 when there is none. With
// deep, a word that only leads to an act (a light verb, an operator without a
// frame) gives what it leads to.
func (m *matcher) at(i int, deep bool) int {
	best := -1
	for k := range m.ms {
		x := &m.ms[k]
		if i < x.From || i >= x.To || x.dead && !(deep && x.Rule.Kind == rule.Light) {
			continue
		}
		if x.typ == event.NoType && (!deep || x.over < 0) {
			continue
		}
		if best < 0 || x.Rule.Kind == rule.Operator {
			best = k
		}
	}
	if best >= 0 && deep {
		return m.ms[best].effect
	}
	return best
}

// complement returns the match that operator x works on, -1 when there is none.
func (m *matcher) complement(i int) int {
	x := &m.ms[i]
	for _, rel := range [...]tree.Rel{tree.Comp, tree.Obj, tree.Poss, tree.Obl} {
		for _, a := range x.args {
			if a.Rel != rel || a.Lent && rel != tree.Obj {
				continue
			}
			if c := m.reach(a.Head, 0); c >= 0 && c != i && m.ms[c].Head != x.Head && x.Rule.Applies(m.ms[c].typ) {
				return c
			}
		}
	}
	return -1
}

// maxReach is how many words an operator looks down to find its act.
const maxReach = 3

// reach finds the act in the argument headed by token i: its head, what a
// light verb or a verb of doing leads to, or its coordinated acts.
func (m *matcher) reach(i, depth int) int {
	if c := m.at(i, true); c >= 0 && m.ms[c].typ != event.NoType {
		return c
	}
	for k := range m.ms {
		if x := &m.ms[k]; x.Rule.Kind == rule.Noun && !x.dead && x.light == i {
			return k
		}
	}
	if depth >= maxReach {
		return -1
	}
	for c := m.v.First(i); c >= 0; c = m.v.Next(c) {
		switch m.v.Tok(c).BaseRel() {
		case "xcomp", "ccomp", "obj", "conj":
			if r := m.reach(c, depth+1); r >= 0 {
				return r
			}
		}
	}
	return -1
}

// operate applies operator i to its complement.
func (m *matcher) operate(i int) {
	x := &m.ms[i]
	c := m.complement(i)
	if c < 0 {
		if !x.Rule.Alone {
			x.dead, x.why = true, "operator without an act to work on"
		}
		return
	}
	x.over = c
	y := &m.ms[c]
	if x.typ == event.NoType {
		y.aux |= x.Rule.Aux
		if x.Rule.Speaker && len(x.actors) > 0 {
			y.speakers = append(y.speakers, x.actors[0])
			if x.Rule.Aux&event.Negated != 0 {
				y.stance = event.Denies
			}
		} else if len(y.actors) == 0 {
			y.actors = append(y.actors, x.actors...)
		}
		x.effect = y.effect
		x.why = "changes " + y.Rule.ID
		return
	}
	if mode := x.Rule.Modes[y.typ]; mode != "" {
		x.mode = mode
	}
	switch x.Rule.Recipient.From {
	case rule.FromActor, rule.FromRecipient:
		// "condemned Israel for attacking": its own object goes first.
		if x.targets = m.beside(x.targets, y.Head); len(x.targets) > 0 {
			break
		}
		x.targets = append([]int(nil), y.actors...)
		if x.Rule.Recipient.From == rule.FromRecipient {
			x.targets = append(x.targets[:0], y.targets...)
		}
	default:
		x.targets = without(x.targets, y.Head)
		first, second := y.targets, y.actors
		if x.typ == event.REQUEST {
			first, second = y.actors, y.targets // who is to act is asked
		}
		if len(x.targets) == 0 {
			x.targets = others(first, x.actors)
		}
		if len(x.targets) == 0 {
			x.targets = others(second, x.actors)
		}
	}
	if !x.Rule.Keep {
		y.dead, y.why = true, "told only as what is meant by "+x.Rule.ID
	}
}

// beside returns the heads in list whose phrases do not hold the act at token y.
func (m *matcher) beside(list []int, y int) []int {
	var out []int
	for _, h := range list {
		if h != y && !m.v.Under(y, h) && !m.v.Under(h, y) {
			out = append(out, h)
		}
	}
	return out
}

func without(list []int, x int) []int {
	var out []int
	for _, y := range list {
		if y != x {
			out = append(out, y)
		}
	}
	return out
}

func others(list, not []int) []int {
	var out []int
	for _, y := range list {
		if !has(not, y) {
			out = append(out, y)
		}
	}
	return out
}
