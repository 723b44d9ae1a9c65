package code

import (
	"sort"

	"kabar/internal/code/rule"
	"kabar/internal/code/tree"
	"kabar/internal/event"
	"kabar/internal/text"
)

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
			case (a.Rule.Kind == rule.Means) != (b.Rule.Kind == rule.Means):
				// What an act is done with is no act.
			case b.From <= a.From && a.To <= b.To && b.To-b.From > a.To-a.From:
				a.dead, a.why = true, "part of "+b.Rule.ID
			case opA && opB && a.Rule.Over&b.Rule.Over == 0:
				// They work on different acts; operate decides.
			case a.From == b.From && a.To == b.To && a.Voice == rule.Bare && b.Voice == rule.AnyVoice && opA != opB:
				a.dead, a.why = true, "a word of "+b.Rule.ID
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
			c := m.at(a.Head, false)
			if c < 0 && a.Rel == tree.Obj {
				c = m.within(a.Head)
			}
			if c >= 0 && c != i {
				m.lend(x, &m.ms[c])
				x.why = "lends its subject to " + m.ms[c].Rule.ID
				break
			}
		}
	}
	m.overlap()
	for _, i := range order {
		if x := &m.ms[i]; !x.dead && x.Rule.Kind == rule.Operator {
			m.operate(i)
		}
	}
	m.borrow()
	m.fold()
	m.arm()
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

// maxBorrow bounds the clauses above a noun of which one lends it a subject.
const maxBorrow = 3

// borrow gives a noun that tells of a meeting or deal with somebody, and not
// whose it is, the subject of the verb that it hangs on: "said the minister in
// a meeting with lawmakers". Several subjects may have met each other.
func (m *matcher) borrow() {
	for i := range m.ms {
		x := &m.ms[i]
		if x.dead || x.Rule.Kind != rule.Noun || !x.typ.Reciprocal() || len(x.actors) > 0 {
			continue
		}
		for h, d := m.v.Clause(x.Head), 0; h >= 0 && d < maxBorrow; d++ {
			if s, ok := m.v.Subject(h); ok && h != x.Head && !m.v.Under(x.Head, s) && !has(x.targets, s) && mentionIn(m.v, m.who, s) >= 0 && (len(x.targets) > 0 || x.typ == event.CONSULT && len(m.v.Conjuncts(s, nil)) > 1) {
				x.actors = append(x.actors, s)
				break
			}
			if h = m.v.Head(h); h >= 0 {
				h = m.v.Clause(h)
			}
		}
	}
}

// overlap joins a verb's fixed phrase with the longer noun that its last words
// open: "meluncurkan serangan" and "serangan nuklir".
func (m *matcher) overlap() {
	for i := range m.ms {
		x := &m.ms[i]
		for j := range m.ms {
			y := &m.ms[j]
			if !x.dead && !y.dead && x.typ == y.typ && x.typ != event.NoType && y.Rule.Kind == rule.Noun && x.From < y.From && y.From < x.To {
				y.dead, y.why = true, "shares its words with "+x.Rule.ID
				x.take(y)
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
			if x.typ == event.CONCEDE && y.typ == event.SANCTION && y.Rule.Kind == rule.Noun {
				for _, a := range x.args {
					if a.Rel == tree.Obj && a.Head == y.Head {
						y.dead, y.why = true, "what "+x.Rule.ID+" eases"
					}
				}
			}
			if y.typ != x.typ {
				continue
			}
			for _, a := range x.args {
				switch {
				case a.Lent && x.mode == "third-party" && a.Head == y.Head && y.Rule.Kind == rule.Noun:
					// "talks between X and Y that Z mediates"
					y.dead, y.why = true, "told as part of "+x.Rule.ID
					x.targets = others(append(y.actors, y.targets...), x.actors)
				case a.Lent:
				case y.Rule.Kind == rule.Noun && (a.Rel == tree.Obj || a.Rel == tree.Obl || a.Rel == tree.Subj) && m.v.Under(y.Head, a.Head):
					y.dead, y.why = true, "told as part of "+x.Rule.ID
					x.take(y)
				case a.Rel == tree.Comp && a.Head == y.Head && x.mode == "visit":
					x.dead, x.why = true, "told as the way to "+y.Rule.ID
					if y.mode == "" {
						y.mode, y.cameo = x.mode, x.cameo // who goes there to meet visits
					}
				}
			}
		}
	}
}

// arm gives acts without a mode that of what they are done with: "menyerang
// kota itu dengan roket", "rudal Rusia menewaskan lima orang". Each means goes to
// the nearest act; of several means, the first in the order of the files wins.
func (m *matcher) arm() {
	by := make([]int, len(m.ms)) // the means of each act, one more than its index
	for i := range m.ms {
		x := &m.ms[i]
		if x.dead || x.Rule.Kind != rule.Means {
			continue
		}
		x.dead, x.why = true, "no act is done with it"
		best, far := -1, 0
		for j := range m.ms {
			y := &m.ms[j]
			if y.dead || y.typ != x.Rule.Frame.Type || y.mode != "" && by[j] == 0 || !m.wields(y, x) {
				continue
			}
			if d := max(x.Head-y.Head, y.Head-x.Head); best < 0 || d < far {
				best, far = j, d
			}
		}
		if best < 0 {
			continue
		}
		y := &m.ms[best]
		if k := by[best]; k > 0 && m.ms[k-1].Rule.Line <= x.Rule.Line {
			x.why = "another means tells the mode of " + y.Rule.ID
			continue
		}
		y.mode, y.cameo, by[best] = x.mode, x.cameo, i+1
		x.why = "tells the mode of " + y.Rule.ID
	}
}

// wields reports whether act y is done with means x: x stands in the clause of
// y, below it, or in the clause whose end or follow-up y is, and is not what y is
// done to.
func (m *matcher) wields(y, x *match) bool {
	c := m.v.Clause(y.Head)
	above := m.v.Head(c)
	switch {
	case m.v.Clause(x.Head) == c, m.v.Under(x.Head, y.Head), above == x.Head:
	case above >= 0 && x.Head < y.Head && m.v.Clause(x.Head) == m.v.Clause(above):
		if mark := m.v.Mark(c); mark != "" && !m.v.W.Purpose[mark] {
			return false
		}
	default:
		return false
	}
	if x.Rule.Actor.Takes(tree.Obl, m.v.Case(x.Head)) {
		return true // "attacked a field in Basra with drones", hung on the field
	}
	for _, a := range y.args {
		if has(y.targets, a.Head) && m.v.Under(x.Head, a.Head) && !x.Rule.Actor.Takes(a.Rel, a.Case) {
			return false
		}
	}
	return true
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

// within returns the event noun that a noun of number or extent stands before
// ("a series of attacks"), -1 when there is none.
func (m *matcher) within(i int) int {
	if mentionAt(m.who, i) >= 0 {
		return -1
	}
	for c := m.v.First(i); c >= 0; c = m.v.Next(c) {
		if m.v.Tok(c).BaseRel() != "nmod" || m.v.Case(c) != "of" {
			continue
		}
		if k := m.at(c, false); k >= 0 && m.ms[k].Rule.Kind == rule.Noun {
			return k
		}
	}
	return -1
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
	if len(noun.targets) == 0 {
		// "held by Japan with Philippine ships": the parse may hang them on the agent.
		for _, a := range light.args {
			if a.Rel != tree.Subj || a.Head < light.Head {
				continue
			}
			for _, b := range m.v.NounArgs(a.Head, nil) {
				if b.Rel == tree.Obl && noun.Rule.Recipient.Takes(b.Rel, b.Case) && !m.dated(b.Head) {
					noun.targets = append(noun.targets, b.Head)
				}
			}
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

// complement returns the match that operator x works on and the word of the
// argument that leads to it, -1 when there is none.
func (m *matcher) complement(i int) (act, word int) {
	x := &m.ms[i]
	for _, rel := range [...]tree.Rel{tree.Comp, tree.Obj, tree.Poss, tree.Obl} {
		for _, a := range x.args {
			if a.Rel != rel || a.Lent && rel != tree.Obj {
				continue
			}
			if c := m.reach(a.Head, 0); c >= 0 && c != i && m.ms[c].Head != x.Head && x.Rule.Applies(m.ms[c].typ) {
				return c, a.Head
			}
		}
	}
	if x.Rule.Frame == nil && x.Rule.Aux&event.Negated != 0 && !x.Rule.Speaker {
		return m.fallen(x)
	}
	return -1, -1
}

// fallen returns the meeting or deal that is itself the subject of x, a word that
// takes no object: "kunjungan itu batal". An attack that failed was one.
func (m *matcher) fallen(x *match) (act, word int) {
	act, word = -1, -1
	for _, a := range x.args {
		switch {
		case a.Rel == tree.Obj || a.Rel == tree.Comp:
			return -1, -1
		case a.Rel == tree.Subj && !a.Lent:
			if c := m.at(a.Head, false); c >= 0 && m.ms[c].typ.Reciprocal() && x.Rule.Applies(m.ms[c].typ) {
				act, word = c, a.Head
			}
		}
	}
	return act, word
}

// beyond applies operator i to the acts that are coordinated with word, which
// led to its act: "urged them to stop, to leave and to free the others".
func (m *matcher) beyond(i, word, depth int) {
	x := &m.ms[i]
	for c := m.v.First(word); c >= 0 && depth < maxReach; c = m.v.Next(c) {
		if m.v.Tok(c).BaseRel() != "conj" || m.v.Stopped(word, c) {
			continue
		}
		if k := m.reach(c, maxReach); k >= 0 && k != i && k != x.over && m.ms[k].Head != x.Head && x.Rule.Applies(m.ms[k].typ) {
			y := &m.ms[k]
			switch {
			case x.typ == event.NoType:
				y.aux |= x.Rule.Aux
			case !x.Rule.Keep:
				y.dead, y.why = true, "told only as what is meant by "+x.Rule.ID
			}
		}
		m.beyond(i, c, depth+1)
	}
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
	c, word := m.complement(i)
	if c < 0 {
		if !x.Rule.Alone {
			x.dead, x.why = true, "operator without an act to work on"
		}
		return
	}
	x.over = c
	m.beyond(i, word, 0)
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
	if mode := x.Rule.Modes[y.typ]; mode != "" && x.frame == x.Rule.Frame.ID {
		x.mode = mode
	}
	switch x.Rule.Recipient.From {
	case rule.FromActor, rule.FromRecipient:
		// "condemned Israel for attacking": its own object goes first.
		if x.targets = m.beside(x.targets, y.Head); len(x.targets) > 0 {
			break
		}
		x.targets = others(y.actors, x.actors)
		if x.Rule.Recipient.From == rule.FromRecipient || len(x.targets) < len(y.actors) {
			// "refused to meet X": its own act.
			x.targets = append(x.targets[:0], y.targets...)
		}
		if len(x.targets) == 0 {
			x.targets = m.ofObject(x) // "rejected an offer of talks from X"
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
		m.joined(y, x)
		m.alike(y, x)
	}
}

// alike drops, under operator x, the other readings of an operator y that found
// its act, and the acts whose clause has the mark of y's again behind "and":
// "accused them of killing two and of arming rebels".
func (m *matcher) alike(y, x *match) {
	mark := m.v.Mark(y.Head)
	for k := range m.ms {
		z := &m.ms[k]
		if z == x || z.dead || z.typ == event.NoType || m.v.Stopped(y.Head, z.Head) {
			continue
		}
		again := false
		if mark != "" && z.Head > y.Head && m.v.Mark(z.Head) == mark {
			for c := m.v.First(z.Head); c >= 0 && c < z.Head; c = m.v.Next(c) {
				again = again || m.v.Tok(c).BaseRel() == "mark" && c > 0 && m.v.Tok(c-1).POS == text.CCONJ
			}
		}
		if z.Head == y.Head && y.over >= 0 || again && x.Rule.Applies(z.typ) {
			z.dead, z.why = true, "told only as what is meant by "+x.Rule.ID
		}
	}
}

// joined drops the acts that are coordinated with act y under operator x: "threatened
// to fire missiles and destroy the capital".
func (m *matcher) joined(y, x *match) {
	for k := range m.ms {
		z := &m.ms[k]
		if z.dead || z.Head <= y.Head || z.Rule.Kind == rule.Operator || m.v.Tok(z.Head).BaseRel() != "conj" || m.v.Head(z.Head) != y.Head && (y.light < 0 || m.v.Head(z.Head) != y.light) {
			continue
		}
		if !m.v.SubjectBefore(z.Head) {
			z.dead, z.why = true, "told only as what is meant by "+x.Rule.ID
		}
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
