package code

import (
	"strconv"
	"strings"

	"kabar/internal/code/belief"
	"kabar/internal/code/rule"
	"kabar/internal/code/tree"
	"kabar/internal/event"
	"kabar/internal/text"
)

// markList gathers marks.
type markList []belief.Mark

// add appends a mark; an empty value is none.
func (l *markList) add(name, value string) {
	if value != "" {
		*l = append(*l, belief.Mark{Name: name, Value: value})
	}
}

// yes appends a mark of something that is so.
func (l *markList) yes(name string, on bool) {
	if on {
		l.add(name, "yes")
	}
}

// marks returns what the telling of e by match x looks like, for belief.
func (w *work) marks(e *event.Event, x *match) []belief.Mark {
	out := make(markList, 0, 48)
	add, yes := out.add, out.yes
	add("lang", w.r.Lang)
	add("type", x.typ.String())
	add("frame", x.frame)
	add("rule", x.Rule.Key)
	add("kind", w.kind(x))
	if thin := w.thin(e, x); thin != "" {
		add("thin", thin)
		add("thin of type", x.typ.String()+" "+thin)
		add("thin of rule", x.Rule.Key+" "+thin)
	}
	yes("passive", x.passive)
	yes("over", x.over >= 0)
	yes("conditions", x.bound > 0)
	hang := x.Head
	if x.light >= 0 {
		hang = x.light
	}
	add("hangs", w.v.Tok(hang).Rel)
	add("clauses above", strconv.Itoa(min(w.clausesAbove(hang), 3)))
	if p := w.v.Clause(hang); w.v.Head(p) >= 0 && w.v.Tok(p).BaseRel() != "conj" {
		add("clause", w.v.Tok(p).BaseRel())
	}
	add("pos", w.v.Tok(x.Head).POS.String())
	yes("quoted", w.speech.quoted(w.si, x.Head) != nil)
	add("speakers", strconv.Itoa(min(len(e.Claim), 2)))
	add("sentence", position(w.si))
	add("words", bucket(w.v.Len(), 12, 25, 40))
	yes("early word", x.Head < 8)
	add("actor", w.named(e.Actors, x.actors))
	add("recipient", w.named(e.Recipients, x.targets))
	yes("actor is subject", w.carries(x, tree.Subj, x.actors))
	yes("actor from elsewhere", len(x.actors) == 0 && len(e.Actors) > 0)
	yes("recipient from elsewhere", len(x.targets) == 0 && len(e.Recipients) > 0)
	for _, a := range x.args {
		if a.Lent && (has(x.actors, a.Head) || has(x.targets, a.Head)) {
			yes("argument lent", true)
			break
		}
	}
	yes("complement", w.complemented(x))
	return out
}

// kind is the kind of x's words with how they stand.
func (w *work) kind(x *match) string {
	switch {
	case x.light >= 0:
		return "light"
	case x.Rule.Kind == rule.Verb && w.v.Tok(x.Head).POS != text.VERB:
		return "verb as noun"
	case x.To-x.From > 1:
		return x.Rule.Kind.String() + " phrase"
	}
	return x.Rule.Kind.String()
}

// clausesAbove counts the clauses that hold the clause of token i.
func (w *work) clausesAbove(i int) int {
	n := 0
	for d := 0; d < maxModalDepth*4; d++ {
		c := w.v.Clause(i)
		if w.v.Head(c) < 0 {
			break
		}
		if w.v.Tok(c).BaseRel() != "conj" {
			n++
		}
		i = w.v.Head(c)
	}
	return n
}

// carries reports whether an argument of relation r is among heads.
func (w *work) carries(x *match, r tree.Rel, heads []int) bool {
	for _, a := range x.args {
		if a.Rel == r && has(heads, a.Head) {
			return true
		}
	}
	return false
}

// complemented reports whether x has a clause as complement.
func (w *work) complemented(x *match) bool {
	for _, a := range x.args {
		if a.Rel == tree.Comp {
			return true
		}
	}
	return false
}

// named says how well one side is named: by a person's name, a state, a body, a
// generic word, a pronoun, or not at all.
func (w *work) named(side []event.Party, heads []int) string {
	if len(side) == 0 {
		return "none"
	}
	for _, h := range heads {
		k := mentionIn(&w.v, w.ms, h)
		if k < 0 {
			continue
		}
		m := &w.ms[k]
		out := ""
		switch m.kind {
		case mPerson:
			out = "person"
		case mState, mDemonym:
			out = "state"
		case mBody:
			out = "body"
		case mPronoun, mBoth, mAll, mPartner:
			out = "pronoun"
		case mPlace:
			out = "place"
		case mOffice, mNoun:
			out = "generic"
			if m.named {
				out = "titled"
			}
			if m.plural {
				out += " plural"
			}
		default:
			out = "name"
		}
		if h < m.from || h >= m.to {
			out = "of " + out // the head is another word: "keputusan Presiden"
		}
		return out
	}
	return "elsewhere"
}

// position puts the number of a sentence into a few classes.
func position(i int) string { return bucket(i, 0, 1, 3, 7, 12) }

// bucket names the class of n among the bounds, each the most of its class.
func bucket(n int, bounds ...int) string {
	for _, b := range bounds {
		if n <= b {
			return "<=" + strconv.Itoa(b)
		}
	}
	return ">" + strconv.Itoa(bounds[len(bounds)-1])
}

// believe sets how likely each telling is an event, drops those that are too
// unlikely, and fills out with the rest.
func (w *work) believe() {
	for i := range w.told {
		t := &w.told[i]
		whole := w.wholeMarks(&t.Event)
		best := t.marks[0]
		for _, marks := range t.marks {
			if p := w.c.trust.Weigh(append(marks, whole...)); p > t.Confidence {
				t.Confidence, best = p, append(marks, whole...)
			}
		}
		if t.Confidence < w.c.trust.Least() {
			continue
		}
		w.out = append(w.out, t.Event)
		if w.trace != nil {
			w.trace.Marks = append(w.trace.Marks, best)
			w.trace.Shares = append(w.trace.Shares, w.c.trust.Shares(best))
			w.trace.Times = append(w.trace.Times, t.times)
		}
	}
}

// wholeMarks returns the marks of an event in which all its tellings are joined.
func (w *work) wholeMarks(e *event.Event) []belief.Mark {
	out := make(markList, 0, 32)
	add, yes := out.add, out.yes
	typ := e.Type.String()
	for _, a := range e.Aux.Names() {
		add("aux", a)
	}
	add("mode", typ+" "+orNone(e.Mode))
	add("tellings", strconv.Itoa(min(len(e.Also)+1, 3)))
	yes("time", e.Time != nil)
	yes("place", e.Place != nil)
	yes("quantity", len(e.Quantities) > 0)
	a, r := lead(e.Actors), lead(e.Recipients)
	add("actor sector", string(a.Sector))
	add("recipient sector", string(r.Sector))
	add("actor sector of type", typ+" "+orNone(string(a.Sector)))
	add("recipient sector of type", typ+" "+orNone(string(r.Sector)))
	add("actors", bucket(len(e.Actors), 0, 1, 2))
	add("recipients", bucket(len(e.Recipients), 0, 1, 2))
	add("actor found by", howClass(a.How))
	add("recipient found by", howClass(r.How))
	yes("actor has no country", len(e.Actors) > 0 && a.Country == "")
	yes("recipient has no country", len(e.Recipients) > 0 && r.Country == "")
	pair := "one side"
	switch {
	case a.Country != "" && r.Country != "" && a.Country != r.Country:
		pair = "abroad"
	case a.Country != "" && a.Country == r.Country && a.Sector == r.Sector:
		pair = "same side"
	case a.Country != "" && a.Country == r.Country:
		pair = "within"
	}
	add("dyad", pair)
	add("dyad of type", typ+" "+pair)
	yes("ordinary", ordinary(e))
	add("politics", bucket(int(w.cast.politics*10), 2, 4, 6, 8))
	yes("country of the report", w.cast.focus != "" && (a.Country == w.cast.focus || r.Country == w.cast.focus))
	return out
}

// lead returns the first of a side, a party of nobody when there is none.
func lead(side []event.Party) event.Party {
	if len(side) == 0 {
		return event.Party{}
	}
	return side[0]
}

// orNone returns s, "none" for the empty string.
func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// howClass puts the words that say how somebody was found into a few classes.
func howClass(how string) string {
	how, _, _ = strings.Cut(how, ";")
	for _, p := range [...]string{"pronoun for", "we", "both sides", "named before", "counterpart of", "belongs to", "as told before"} {
		if strings.HasPrefix(how, p) {
			return p
		}
	}
	return how
}
