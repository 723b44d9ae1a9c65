package tree

import "kabar/internal/text"

// Rel is a grammatical role made regular over voice.
type Rel uint8

// The regular roles. Obl carries a case word.
const (
	Subj    Rel = iota // who does it: subject of the active, agent of the passive
	Obj                // object of the active, subject of the passive
	IObj               // indirect object
	Obl                // prepositional phrase
	Comp               // clausal complement, infinitive or purpose clause
	Poss               // bare or genitive modifier of a noun
	Speaker            // no argument: who is said to say it
)

var relNames = [...]string{"subj", "obj", "iobj", "obl", "comp", "poss", "speaker"}

func (r Rel) String() string { return relNames[r] }

// ParseRel returns the role called s in a rule; ok is false when there is none.
func ParseRel(s string) (r Rel, ok bool) {
	for i, n := range relNames {
		if n == s {
			return Rel(i), true
		}
	}
	return 0, false
}

// Arg is one argument of a verb or noun.
type Arg struct {
	Rel  Rel
	Case string // case word of Obl and Poss, mark of Comp
	Head int    // head token of the argument
	Lent bool   // taken from another clause: shared, controlled or relative
}

// maxArgs bounds the arguments of one word.
const maxArgs = 32

// Passive reports whether verb i is passive: by its form, by its auxiliary, or
// as a bare past participle behind its noun. A participle behind the root of
// the sentence is the main verb that the parse has missed, and active.
func (v *View) Passive(i int) bool {
	t := v.Tok(i)
	if v.W.Passive(t) {
		return true
	}
	agent := false
	for c := v.First(i); c >= 0; c = v.Next(c) {
		switch v.Tok(c).Rel {
		case "aux:pass":
			return true
		case "obl", "obl:agent":
			agent = agent || v.W.Agent[v.Case(c)]
		}
	}
	if t.Rel != "acl" || t.Feat("VerbForm") != "Part" || t.Feat("Tense") != "Past" {
		return false
	}
	return agent || v.Head(i) >= 0 && v.Head(v.Head(i)) >= 0
}

// VerbArgs appends the arguments of verb i to buf. A subject that the clause
// does not name itself is taken from where grammar takes it: the verb it is
// coordinated with, the verb that controls it, or the noun that a relative
// clause modifies.
func (v *View) VerbArgs(i int, passive bool, buf []Arg) []Arg {
	start := len(buf)
	buf = v.ownArgs(i, passive, buf)
	for k := start; k < len(buf) && len(buf) < maxArgs; k++ {
		if buf[k].Rel != Obj || buf[k].Head < i {
			continue
		}
		// "mengirim tentara untuk bertempur": the purpose may hang on the object.
		for c := v.First(buf[k].Head); c >= 0; c = v.Next(c) {
			if m := v.Mark(c); v.Tok(c).BaseRel() == "acl" && m != "" {
				buf = append(buf, Arg{Rel: Comp, Case: m, Head: c})
			}
		}
	}
	has := func(r Rel) bool {
		for _, a := range buf[start:] {
			if a.Rel == r {
				return true
			}
		}
		return false
	}
	if !passive && !has(Obj) {
		buf = v.sharedObject(i, buf)
	}
	want := Subj
	if passive {
		want = Obj
	}
	if has(want) && !(v.Tok(i).BaseRel() == "acl" && !has(Obj)) {
		return buf
	}
	if s, ok := v.locusSubject(i); ok && !has(want) {
		return append(buf, Arg{Rel: want, Head: s})
	}
	if h, ok := v.lender(i, has(want)); ok {
		if has(want) {
			want = Obj
		}
		buf = append(buf, Arg{Rel: want, Head: h, Lent: true})
	}
	if passive && !has(Subj) && v.Tok(i).BaseRel() == "conj" {
		// "ditangkap dan ditahan polisi": the agent is shared too.
		if g := v.Head(i); g >= 0 && v.Passive(g) {
			for _, a := range v.ownArgs(g, true, nil) {
				if a.Rel == Subj {
					a.Lent = true
					buf = append(buf, a)
				}
			}
		}
	}
	return buf
}

// ownArgs appends the arguments that depend on verb i itself.
func (v *View) ownArgs(i int, passive bool, buf []Arg) []Arg {
	start := len(buf)
	for c, n := v.First(i), 0; c >= 0 && n < maxArgs; c, n = v.Next(c), n+1 {
		t := v.Tok(c)
		switch t.BaseRel() {
		case "nsubj":
			if v.W.Relative[v.Low[c]] {
				continue
			}
			r := Subj
			if passive || t.Rel == "nsubj:pass" && !v.takesObject(i) {
				r = Obj
				if passive && c > i && t.Rel != "nsubj:pass" && v.hasBefore(i, "nsubj") {
					r = Subj
				}
			} else if c < i-1 && v.Tok(i-1).POS == text.PRON && v.Tok(i-1).BaseRel() == "nsubj" && v.Head(i-1) == i {
				r = Obj // "langkah itu kami dukung"
			}
			buf = append(buf, Arg{Rel: r, Head: c})
		case "obj":
			r := Obj
			if passive {
				r = Subj // "ditangkap polisi": what follows a di- verb did it
			}
			if v.W.Relative[v.Low[c]] {
				continue
			}
			buf = append(buf, Arg{Rel: r, Head: c})
		case "iobj":
			buf = append(buf, Arg{Rel: IObj, Head: c})
		case "obl", "nmod":
			cs := v.Case(c)
			switch {
			case t.Rel == "obl:agent" && !passive && cs == "":
				buf = append(buf, Arg{Rel: Obj, Head: c}) // an active verb has no agent
			case t.Rel == "obl:agent" || (passive && v.W.Agent[cs]):
				buf = append(buf, Arg{Rel: Subj, Case: cs, Head: c})
			case passive && cs == "" && c > i && c <= i+2 && v.nominal(c) && t.Rel != "obl:tmod":
				buf = append(buf, Arg{Rel: Subj, Head: c})
			case t.Rel == "obl" && !passive && v.W.Agent[cs] && c > i && v.hasBetween(i, c, "obj"):
				buf = append(buf, Arg{Rel: Obj, Case: cs, Head: c}) // of what the object names: "condemned acts by Israel"
			case t.Rel == "obl:tmod":
			case !passive && t.Rel == "obl" && cs == "" && c > i && v.nominal(c) && !v.hasAfter(i, "obj"):
				buf = append(buf, Arg{Rel: Obj, Head: c}) // nothing marks it as anything else
			default:
				buf = append(buf, Arg{Rel: Obl, Case: cs, Head: c})
			}
		case "ccomp", "xcomp", "csubj":
			if v.bareName(i, c) && !passive {
				buf = append(buf, Arg{Rel: Obj, Head: c})
			} else if !v.Stopped(i, c) {
				buf = append(buf, Arg{Rel: Comp, Case: v.Mark(c), Head: c})
			}
		case "advcl":
			if m := v.Mark(c); (m == "" || v.W.Purpose[m]) && !v.Stopped(i, c) {
				buf = append(buf, Arg{Rel: Comp, Case: m, Head: c})
			}
		}
	}
	return v.soleObject(start, buf)
}

// bareName reports whether child c of verb i is a name that the parse took for
// a clause: "praised Senegal".
func (v *View) bareName(i, c int) bool {
	return c == i+1 && v.Tok(c).POS == text.PROPN && v.Tok(c).BaseRel() == "xcomp"
}

// takesObject reports whether an object follows verb i.
func (v *View) takesObject(i int) bool {
	return v.hasAfter(i, "obj") || i+1 < v.Len() && v.Head(i+1) == i && v.bareName(i, i+1)
}

// soleObject makes an indirect object the object where the verb has no other:
// "urged Iran to stop".
func (v *View) soleObject(start int, buf []Arg) []Arg {
	indirect := -1
	for k := start; k < len(buf); k++ {
		switch buf[k].Rel {
		case Obj:
			return buf
		case IObj:
			indirect = k
		}
	}
	if indirect >= 0 && len(buf) < maxArgs {
		buf = append(buf, Arg{Rel: Obj, Head: buf[indirect].Head})
	}
	return buf
}

// sharedObject appends the object that active verb i shares with the verb that
// is coordinated right behind it: "menahan dan mengadili X".
func (v *View) sharedObject(i int, buf []Arg) []Arg {
	if i+2 >= v.Len() || v.Tok(i+1).BaseRel() != "cc" || v.Head(i+2) != i || v.Tok(i+2).BaseRel() != "conj" || v.Tok(i+2).POS != text.VERB || v.Passive(i+2) {
		return buf
	}
	for _, a := range v.ownArgs(i+2, false, nil) {
		if a.Rel == Obj && a.Head > i+2 {
			a.Lent = true
			buf = append(buf, a)
		}
	}
	return buf
}

// Stopped reports whether a full stop or semicolon stands between two tokens:
// sentences inside one quotation are parsed as one.
func (v *View) Stopped(a, b int) bool {
	for k := min(a, b) + 1; k < max(a, b); k++ {
		switch v.Low[k] {
		case ".", ";", "?", "!":
			return true
		}
	}
	return false
}

func (v *View) hasBefore(i int, base string) bool {
	for c := v.First(i); c >= 0 && c < i; c = v.Next(c) {
		if v.Tok(c).BaseRel() == base {
			return true
		}
	}
	return false
}

// locusReach is how far before its verb the noun that opens a clause of place
// may stand, in tokens.
const locusReach = 7

// locusSubject returns the subject of "…, tempat NP V": parsers hang the noun
// phrase on the noun of place.
func (v *View) locusSubject(i int) (int, bool) {
	for k := i - 2; k >= 0 && k >= i-locusReach; k-- {
		if !v.W.Locus[v.Low[k]] {
			continue
		}
		for c := v.First(k); c >= 0; c = v.Next(c) {
			if c > k && c < i && v.nominal(c) && v.Case(c) == "" {
				return c, true
			}
		}
		return 0, false
	}
	return 0, false
}

// lender returns the token that verb i takes its missing subject from.
func (v *View) lender(i int, hasSubj bool) (int, bool) {
	for d := 0; d < maxDepth; d++ {
		g := v.Head(i)
		if g < 0 {
			return 0, false
		}
		switch v.Tok(i).BaseRel() {
		case "acl":
			if v.W.Purpose[v.Mark(i)] && v.Tok(g).POS == text.NOUN {
				// "condemned Britain's decision to recognise": Britain does.
				if o, ok := v.owner(g); ok {
					return o, true
				}
			}
			if v.W.Purpose[v.Mark(i)] && v.Tok(g).POS == text.NOUN && v.Tok(g).BaseRel() == "obj" {
				// "made a plan to help": who made it is to help.
				if s, ok := v.Subject(v.Clause(g)); ok {
					return s, true
				}
			}
			return g, v.nominal(g)
		case "conj":
			if v.nominal(g) && v.Tok(g).POS != text.VERB {
				return 0, false
			}
			if hasSubj {
				return 0, false
			}
			if s, ok := v.OwnSubject(g); ok {
				return s, true
			}
			i = g
		case "xcomp", "ccomp", "advcl":
			for up := 0; g >= 0 && !v.Verbal(g) && up < maxDepth; up++ {
				g = v.Head(g) // a clause that the parse hangs on a noun or a mark
			}
			if hasSubj || g < 0 {
				return 0, false
			}
			if v.Tok(i).BaseRel() == "xcomp" || v.Tok(i).BaseRel() == "ccomp" {
				if o, ok := v.Object(g); ok && o < i {
					return o, true
				}
			}
			if a, ok := v.agent(g); ok && v.Tok(i).BaseRel() == "advcl" && v.Trails(i) {
				return a, true // "was bombed by X, killing …"
			}
			if s, ok := v.OwnSubject(g); ok {
				return s, true
			}
			i = g
		default:
			return 0, false
		}
	}
	return 0, false
}

// hasBetween reports whether verb i has a dependent of the relation that stands
// between it and token to.
func (v *View) hasBetween(i, to int, base string) bool {
	for c := v.First(i); c >= 0; c = v.Next(c) {
		if c > i && c < to && v.Tok(c).BaseRel() == base {
			return true
		}
	}
	return false
}

// owner returns the bare or genitive modifier of noun g that says whose it is.
func (v *View) owner(g int) (int, bool) {
	for c := v.First(g); c >= 0; c = v.Next(c) {
		if b := v.Tok(c).BaseRel(); b != "nmod" || v.Tok(c).Rel == "nmod:tmod" || !v.nominal(c) {
			continue
		}
		if cs := v.Case(c); cs == "" || cs == "'s" {
			return c, true
		}
	}
	return 0, false
}

// agent returns who does what passive verb i tells, where its clause says so.
func (v *View) agent(i int) (int, bool) {
	if !v.Verbal(i) || !v.Passive(i) {
		return 0, false
	}
	for _, a := range v.ownArgs(i, true, nil) {
		if a.Rel == Subj {
			return a.Head, true
		}
	}
	return 0, false
}

// Trails reports whether clause i follows a comma and nothing says how.
func (v *View) Trails(i int) bool {
	from, _ := v.Range(i)
	for from < i && v.Low[from] == "," {
		from++
	}
	return v.Mark(i) == "" && from > 0 && v.Low[from-1] == ","
}

// OwnSubject returns the grammatical subject that clause i names itself.
func (v *View) OwnSubject(i int) (int, bool) {
	for c := v.First(i); c >= 0; c = v.Next(c) {
		if v.Tok(c).BaseRel() == "nsubj" && !v.W.Relative[v.Low[c]] {
			return c, true
		}
	}
	return 0, false
}

// Object returns the first object of verb i.
func (v *View) Object(i int) (int, bool) {
	for c := v.First(i); c >= 0; c = v.Next(c) {
		if r := v.Tok(c).BaseRel(); r == "obj" || r == "iobj" {
			return c, true
		}
	}
	return 0, false
}

func (v *View) hasAfter(i int, base string) bool {
	for c := v.First(i); c >= 0; c = v.Next(c) {
		if c > i && v.Tok(c).BaseRel() == base {
			return true
		}
	}
	return false
}

// SubjectBefore reports whether clause i names its subject before its verb.
func (v *View) SubjectBefore(i int) bool { return v.hasBefore(i, "nsubj") }

// Subject returns the grammatical subject of clause i, its own or a lent one.
func (v *View) Subject(i int) (int, bool) {
	if s, ok := v.OwnSubject(i); ok {
		return s, true
	}
	return v.lender(i, false)
}

// ModalArgs appends what modal word i ("harus", "must") governs: the verb that
// it stands by as Comp, and that verb's arguments.
func (v *View) ModalArgs(i int, buf []Arg) []Arg {
	g := v.Head(i)
	if g < 0 || v.Tok(g).BaseRel() == "acl" {
		return buf // "funds that must go to schools" asks nothing
	}
	buf = append(buf, Arg{Rel: Comp, Head: g})
	return v.VerbArgs(g, v.Passive(g), buf)
}

// NounArgs appends the modifiers of noun i to buf: Poss for bare and genitive
// ones, Obl for prepositional ones, Comp for clauses that modify it.
func (v *View) NounArgs(i int, buf []Arg) []Arg {
	for c, n := v.First(i), 0; c >= 0 && n < maxArgs; c, n = v.Next(c), n+1 {
		t := v.Tok(c)
		switch t.BaseRel() {
		case "nmod", "obl":
			switch cs := v.Case(c); cs {
			case "", "'s":
				if t.Rel != "obl:tmod" && t.Rel != "nmod:tmod" {
					buf = append(buf, Arg{Rel: Poss, Case: cs, Head: c})
				}
			default:
				buf = append(buf, Arg{Rel: Obl, Case: cs, Head: c})
			}
		case "compound", "amod", "flat", "appos", "nsubj":
			if t.BaseRel() != "nsubj" || !v.Verbal(i) {
				buf = append(buf, Arg{Rel: Poss, Head: c})
			}
		case "acl", "ccomp", "advcl":
			buf = append(buf, Arg{Rel: Comp, Case: v.Mark(c), Head: c})
		}
	}
	return buf
}
