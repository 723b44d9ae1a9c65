package code

import (
	"slices"
	"strings"

	"kabar/internal/code/count"
	"kabar/internal/code/tree"
	"kabar/internal/event"
	"kabar/internal/text"
)

// distance says how far token a is from token b for slots that belong to the
// clause of b: tokens between them, with a price for each verb and each comma
// that is crossed, and none for words below b in the tree.
func (w *work) distance(a, b int) int {
	if a > b && w.v.Under(a, b) && a-b < 12 {
		return 1
	}
	from, to := min(a, b), max(a, b)
	d := to - from
	for k := from + 1; k < to; k++ {
		switch t := w.v.Tok(k); {
		case t.POS == text.VERB && w.v.Verbal(k):
			d += 8
		case w.v.Low[k] == ";" || quoteMark(w.v.Low[k]):
			d += 8
		case w.v.Low[k] == ",":
			d += 2
		case t.POS == text.SCONJ && !w.cue.Relative[w.v.Low[k]]:
			d += 4
		}
	}
	return d
}

// reported reports whether token range [from, to) lies in the attribution of a
// claim that trigger at is not part of: such a time or place is the speech's.
func (w *work) reported(from, to, at int) bool {
	for _, cl := range w.claims {
		if cl.ownTo > cl.own && from >= cl.own && to <= max(cl.ownTo, cl.own+1) {
			return !(cl.own <= at && at < cl.ownTo)
		}
		// The date that closes an attribution: "…, kata Lavrov, Kamis (19/6)".
		if cl.own > at && from > cl.own && cl.to <= w.v.Len() && cl.from <= at && at < cl.own && !w.eventBetween(cl.own, from) {
			return true
		}
	}
	return false
}

// eventBetween reports whether a trigger of this sentence stands in (a, b).
func (w *work) eventBetween(a, b int) bool {
	for k := range w.m.ms {
		if x := &w.m.ms[k]; !x.dead && x.Head > a && x.Head < b {
			return true
		}
	}
	return false
}

// tells reports whether token i carries a live match.
func (w *work) tells(i int) bool {
	for k := range w.m.ms {
		if x := &w.m.ms[k]; !x.dead && x.typ != event.NoType && (x.Head == i || x.light == i) {
			return true
		}
	}
	return false
}

// maxSlotDistance is the farthest that a place may stand from its event, in
// weighted tokens.
const maxSlotDistance = 40

// maxAssaultDistance is the same for the place of an assault: nine in ten of
// those that are told have one.
const maxAssaultDistance = 80

// where picks the place of the event told at token at: a place behind a
// locative preposition in reach. The dateline is never reached: it has none.
func (w *work) where(at int, x *match) *event.Where {
	best, bestD := -1, maxSlotDistance
	if x.typ == event.ASSAULT {
		bestD = maxAssaultDistance
	}
	if nowhere(x.typ, x.mode) {
		return nil
	}
	for k := range w.sites {
		s := &w.sites[k]
		if w.reported(s.from, s.to, at) || w.cue.Toward[s.prep] && !w.takes(x, s.prep) || w.cue.Away[s.prep] && !leaves(x) {
			continue
		}
		if (verbal(x.typ) || x.typ == event.SANCTION) && !w.adjunct(s, at) && (x.light < 0 || !w.adjunct(s, x.light)) && !w.closes(s, x) {
			continue // in what is said, not where
		}
		if k := mentionAt(w.ms, s.from); k >= 0 && w.ms[k].kind == mState && w.struck(&w.ms[k]) {
			continue
		}
		d := w.distance(s.from, at)
		if w.ofOther(s.from, x) {
			d += ofOther
		}
		if w.ofEvent(s, x) {
			d += 2 * ofOther
		}
		if d < bestD {
			best, bestD = k, d
		}
	}
	if best < 0 {
		return nil
	}
	return w.siteOf(&w.sites[best])
}

// closes reports whether the place of s stands between one who takes part in x and
// a time: "thanked Fiji in Suva on Thursday". Such a place is the clause's, even
// where the parse hangs it on the participant.
func (w *work) closes(s *site, x *match) bool {
	if !w.cue.Locative[s.prep] || s.to >= w.v.Len() || s.from < 2 {
		return false
	}
	to := s.to
	if w.v.Tok(to).POS == text.ADP && !w.timed(to) {
		to++
	}
	k := mentionAt(w.ms, s.from-2)
	if w.v.Low[s.from-1] != s.prep || !w.timed(to) || k < 0 || w.ms[k].to != s.from-1 {
		return false
	}
	for _, heads := range [...][]int{x.actors, x.targets} {
		for _, h := range heads {
			if w.ms[k].from <= h && h < w.ms[k].to {
				return true
			}
		}
	}
	return false
}

// struck reports whether mention m is a recipient of an event of the sentence:
// in "sanctions on Iran" Iran is no place.
func (w *work) struck(m *mention) bool {
	for k := range w.m.ms {
		x := &w.m.ms[k]
		if x.dead || x.typ == event.NoType || w.takes(x, "") {
			continue
		}
		for _, h := range x.targets {
			if m.from <= h && h < m.to {
				return true
			}
		}
	}
	return false
}

// ofOther is what it costs a place, in weighted tokens, that it belongs to a
// noun that has no part in the event: "perdamaian di Timur Tengah".
const ofOther = 15

// ofEvent reports whether the place of s is an adjunct of another event than x
// and none of x: "setelah pertemuan di Jakarta, ia mengirim …".
func (w *work) ofEvent(s *site, x *match) bool {
	if w.adjunct(s, x.Head) || x.light >= 0 && w.adjunct(s, x.light) {
		return false
	}
	for k := range w.m.ms {
		y := &w.m.ms[k]
		if y.Head == x.Head || y.dead && y.told || y.typ == event.NoType || w.v.Under(x.Head, y.Head) || w.v.Under(y.Head, x.Head) {
			continue
		}
		if w.adjunct(s, y.Head) || w.v.Head(s.from) == y.Head {
			return true
		}
	}
	return false
}

// ofOther reports whether the phrase of token i belongs to a noun of
// another clause that is neither an argument of x nor below one.
func (w *work) ofOther(i int, x *match) bool {
	if w.v.Tok(i).BaseRel() != "nmod" {
		return false
	}
	h := w.v.Head(i)
	if h < 0 || w.v.Tok(h).POS != text.NOUN || h == x.Head || h == x.light {
		return false
	}
	if c := w.v.Clause(h); c == x.Head || c == x.light {
		return false
	}
	for _, heads := range [...][]int{x.actors, x.targets} {
		for _, a := range heads {
			if a == h || w.v.Under(h, a) {
				return false
			}
		}
	}
	return true
}

// goal returns the place that a visit goes to or an attack strikes when it is
// named as its target: "mengunjungi Korea Utara", "menyerang Rafah". Nil when
// none is.
func (w *work) goal(x *match) *event.Where {
	visit := x.frame == "visit" || x.typ == event.CONSULT && x.mode == "visit"
	for _, h := range x.targets {
		k := mentionIn(&w.v, w.ms, h)
		if k < 0 {
			continue
		}
		m := &w.ms[k]
		switch {
		case visit && m.kind == mBody && m.country != "" && m.sector != event.IGO && x.frame == "visit":
			return &event.Where{Words: w.words(m.from, m.to), Country: m.country, Precision: event.Point, How: "the body that is visited"}
		case visit && (m.kind == mState || m.at > 0), x.typ == event.ASSAULT && (m.kind == mState && m.country != "" || m.kind == mPlace && m.at > 0):
			return w.placeOf(k)
		}
	}
	return nil
}

// takes reports whether prep, "to", names the place of the event: a visit
// happens where it goes, an attack where it strikes, and help and troops count
// where they are sent.
func (w *work) takes(x *match, prep string) bool {
	switch x.typ {
	case event.CONSULT:
		return x.mode == "visit"
	case event.ASSAULT:
		return true
	case event.AID, event.MOBILIZE:
		return !w.cue.Against[prep]
	}
	return false
}

// leaves reports whether "from" names the place of the event: people leave,
// are deported or abducted from where they are.
func leaves(x *match) bool {
	switch x.mode {
	case "withdraw", "deport", "abduct":
		return x.typ != event.SANCTION
	}
	return false
}

// nowhere reports whether an event of the type and mode has no one place: a
// telephone call.
func nowhere(t event.Type, mode string) bool {
	return t == event.CONSULT && (mode == "phone" || mode == "third-party")
}

// placed returns the preposition that makes mention k a place; ok is false for
// mentions that are none.
func (w *work) placed(k int) (prep string, ok bool) {
	if m := &w.ms[k]; m.at == 0 && m.kind != mState || m.to == m.from+1 && w.cue.Venue[w.v.Low[m.from]] {
		return "", false
	}
	return w.before(w.ms, k)
}

// locative returns the preposition that makes the words from token i a place.
func (w *work) locative(i int) (string, bool) {
	for k := i - 1; k >= 0 && k >= i-6; k-- {
		low := w.v.Low[k]
		if w.cue.Locative[low] || w.cue.Toward[low] || w.cue.Away[low] {
			return low, true
		}
		t := w.v.Tok(k)
		switch t.POS {
		case text.VERB, text.PUNCT, text.SCONJ, text.CCONJ, text.PRON:
			return "", false
		case text.ADP:
			if !w.cue.Inside[low] {
				return "", false
			}
		}
	}
	return "", false
}

// quantityReach is how far a number may stand from the word that says what it
// counts, in tokens.
const quantityReach = 10

// quantities picks the numbers that belong to the event told at token at: of
// each kind the one that stands in an argument, else the nearest.
func (w *work) quantities(at int, x *match) []event.Quantity {
	var out []event.Quantity
	var far []int // how far each of out stands, 0 in an argument
	for k := range w.counts {
		f := &w.counts[k]
		if f.Ordinal || f.Percent || f.Value == 1 && f.To < w.v.Len() && w.cue.Inside[w.v.Low[f.To]] {
			continue // "one of its tests"
		}
		if w.reported(f.From, f.To, at) {
			continue // "a diplomat said"
		}
		d := 0
		if !w.argument(f, x) {
			if d = w.distance(f.From, at); d > quantityDistance(f, x) || w.claimed(f, x) {
				continue
			}
		}
		what := w.counted(f, at)
		if what == "" && d == 0 && w.countsArgument(f, x) {
			what = "other"
		}
		if f.Value == 1 && w.cue.Indefinite[w.v.Low[f.From]] && (what == "other" || d > 0) {
			continue // "a plan"
		}
		if what == "" || d > maxSlotDistance/2 && what != "killed" && what != "wounded" && what != "money" {
			continue
		}
		q := event.Quantity{
			Words: event.Words{Span: f.Span, Text: w.r.Slice(f.Span)},
			What:  what, Value: f.Value, Op: f.Op, Unit: f.Unit,
		}
		same := slices.IndexFunc(out, func(o event.Quantity) bool { return o.What == what })
		switch {
		case same < 0:
			out, far = append(out, q), append(far, d)
		case d < far[same]:
			out[same], far[same] = q, d
		}
	}
	if q, ok := w.oneKilled(x, at); ok && !slices.ContainsFunc(out, func(o event.Quantity) bool { return o.What == "killed" }) {
		out = append(out, q)
	}
	return out
}

// quantityDistance is the farthest that a number may stand from its event, in
// weighted tokens: the dead and wounded of an assault and sums of money stand
// farther than others.
func quantityDistance(f *count.Found, x *match) int {
	switch {
	case x.typ == event.ASSAULT:
		return maxAssaultDistance
	case f.Money:
		return maxSlotDistance
	}
	return maxSlotDistance / 2
}

// countsArgument reports whether what the number counts is itself what x acts
// on: "mencabut 4 izin", "sebanyak 4 izin dicabut".
func (w *work) countsArgument(f *count.Found, x *match) bool {
	if f.Money || f.Counted < 0 {
		return false
	}
	for _, a := range x.args {
		if a.Rel == tree.Obj && !a.Lent && (a.Head == f.Counted || a.Head < f.From && w.v.Head(f.Counted) == a.Head) {
			return true
		}
	}
	return has(x.targets, f.Counted)
}

// oneKilled returns the one that was killed where x tells of the killing of a
// person with a name, or of somebody in the singular.
func (w *work) oneKilled(x *match, at int) (event.Quantity, bool) {
	if x.typ != event.ASSAULT || len(x.targets) != 1 || !w.cue.Killed[w.v.Low[at]] && !w.cue.Killed[w.v.Tok(at).Lemma] {
		return event.Quantity{}, false
	}
	var buf [4]int
	k := mentionIn(&w.v, w.ms, x.targets[0])
	if k < 0 || w.ms[k].kind != mPerson || w.ms[k].plural || len(w.conjuncts(x.targets[0], buf[:0])) > 1 {
		return event.Quantity{}, false
	}
	return event.Quantity{Words: w.words(w.ms[k].from, w.ms[k].to), What: "killed", Value: 1, Op: "="}, true
}

// claimed reports whether the number stands in an argument of another event.
func (w *work) claimed(f *count.Found, x *match) bool {
	for k := range w.m.ms {
		y := &w.m.ms[k]
		if x.typ == event.ASSAULT && y.typ == event.ASSAULT && w.v.Under(y.Head, x.Head) {
			continue // "rammed a car into a wall, killing four"
		}
		if y != x && !y.dead && y.typ != event.NoType && w.argument(f, y) {
			return true
		}
	}
	return false
}

// argument reports whether the number stands in an argument of the match.
func (w *work) argument(f *count.Found, x *match) bool {
	for _, h := range x.actors {
		if w.v.Under(f.From, h) {
			return true
		}
	}
	for _, h := range x.targets {
		if w.v.Under(f.From, h) {
			return true
		}
	}
	for _, a := range x.args {
		if a.Rel == tree.Obj && !a.Lent && w.v.Under(f.From, a.Head) {
			return true
		}
	}
	return false
}

// counted says what the number counts, "" when it is nothing of an event.
func (w *work) counted(f *count.Found, at int) string {
	if f.Money {
		return "money"
	}
	if f.Counted < 0 || f.Counted >= w.v.Len() {
		return ""
	}
	low, lemma := w.v.Low[f.Counted], w.v.Tok(f.Counted).Lemma
	if j := strings.IndexByte(low, '-'); j > 0 {
		low = low[:j]
	}
	is := func(set map[string]bool) bool { return set[low] || set[lemma] }
	people := is(w.cue.People)
	switch {
	case is(w.cue.Weapons):
		return "weapons"
	case people || is(w.cue.Soldiers):
		if what := w.fate(f, at); what != "" {
			return what
		}
		if is(w.cue.Soldiers) && !people {
			return "soldiers"
		}
		return "people"
	case w.persons(f.Counted) && !is(w.cue.GroupNoun):
		if what := w.fate(f, at); what != "" {
			return what
		}
		return "people"
	}
	return w.countedPeople(f, at)
}

// countedPeople says what the number counts where the tables know the noun for
// people: "15 diplomat Iran", "117 narapidana".
func (w *work) countedPeople(f *count.Found, at int) string {
	k := mentionAt(w.ms, f.Counted)
	if k < 0 {
		return ""
	}
	if f.Value == 1 && w.cue.Indefinite[w.v.Low[f.From]] {
		return ""
	}
	switch m := &w.ms[k]; m.kind {
	case mNoun, mOffice, mDemonym, mPerson:
		what := w.fate(f, at)
		switch {
		case what != "":
			return what
		case m.sector == event.MIL:
			return "soldiers"
		}
		return "people"
	}
	return ""
}

// persons reports whether the noun at token i is a kind of person: "miners",
// "15,000 Slovaks".
func (w *work) persons(i int) bool {
	k := mentionAt(w.ms, i)
	if k < 0 || w.ms[k].to != i+1 && w.ms[k].from != i {
		return false
	}
	switch m := &w.ms[k]; m.kind {
	case mDemonym:
		return true
	case mNoun:
		return m.sector == event.CVL || m.sector == event.LAB || m.sector == event.OPP || m.sector == event.PTY || m.sector == event.REB
	}
	return false
}

// fate returns killed, wounded or arrested when the nearest such word beside
// the number says so.
func (w *work) fate(f *count.Found, at int) string {
	best, what := quantityReach, ""
	for k := max(0, f.From-quantityReach); k < min(w.v.Len(), f.To+quantityReach); k++ {
		low, lemma := w.v.Low[k], w.v.Tok(k).Lemma
		d := k - f.To
		if k < f.From {
			d = f.From - k
		}
		for q := min(k, f.From); q < max(k, f.From); q++ {
			if w.v.Low[q] == "," || w.v.Low[q] == "dan" || w.v.Low[q] == "and" {
				d += 3
			}
		}
		is := func(set map[string]bool) bool { return set[low] || w.r.Lang != "id" && set[lemma] }
		if d >= best {
			continue
		}
		switch {
		case is(w.cue.Killed):
			best, what = d, "killed"
		case is(w.cue.Wounded):
			best, what = d, "wounded"
		case is(w.cue.Arrested):
			best, what = d, "arrested"
		}
	}
	return what
}

// modal reads the auxiliary modes of the act at token head: the modal words
// beside it and beside the verbs that it hangs on without speech between.
func (w *work) modal(x *match) event.Aux {
	aux := x.aux
	heads := []int{x.Head}
	if x.light >= 0 {
		heads = append(heads, x.light)
	}
	for _, h := range heads {
		aux |= w.modalAt(h, 0) | w.modalBeside(h)
	}
	return aux
}

// modalBeside reads the modal words right before verb i, whatever the parse
// hangs them on: "Thailand urung menangkap", "barangkali akan memutus".
func (w *work) modalBeside(i int) event.Aux {
	var aux event.Aux
	if w.v.Tok(i).POS != text.VERB {
		return aux
	}
	for k := i - 1; k >= 0; k-- {
		switch low := w.v.Low[k]; {
		case w.cue.Negated[low]:
			aux |= event.Negated
		case w.cue.Hypothetical[low]:
			aux |= event.Hypothetical
		case w.cue.Future[low]:
			aux |= event.Future
		case k > 0 && w.cue.Perhaps.At(w.v.Low, k-1) == 2:
			aux |= event.Hypothetical
			k--
		default:
			return aux
		}
	}
	return aux
}

// maxModalDepth is how many governing verbs lend their modal words.
const maxModalDepth = 4

func (w *work) modalAt(i, depth int) event.Aux {
	var aux event.Aux
	v := &w.v
	for c := v.First(i); c >= 0; c = v.Next(c) {
		low, lemma := v.Low[c], v.Tok(c).Lemma
		switch v.Tok(c).BaseRel() {
		case "aux", "advmod", "mark", "det", "cc", "obl", "case", "amod", "compound", "discourse", "fixed", "dep":
		default:
			continue
		}
		if w.cue.Negated[low] {
			aux |= event.Negated
		}
		if w.cue.Conditional[low] {
			aux |= event.Hypothetical
		}
		if c > i && v.Tok(c).BaseRel() != "advmod" {
			continue
		}
		if (w.cue.Future[low] || w.cue.Future[lemma]) && v.Tok(c).BaseRel() != "case" { // "due to"
			aux |= event.Future
		}
		if w.cue.Hypothetical[low] {
			aux |= event.Hypothetical
		}
	}
	h := v.Head(i)
	if h < 0 || depth >= maxModalDepth {
		return aux
	}
	speech := w.cue.Say[v.Low[h]] || w.cue.Say[v.Tok(h).Lemma]
	switch v.Tok(i).BaseRel() {
	case "xcomp":
		if !speech {
			aux |= w.modalAt(h, depth+1)
		}
	case "advcl":
		// What is done for a purpose is as far off as what is done for it.
		if v.W.Purpose[v.Mark(i)] && !speech {
			aux |= w.modalAt(h, depth+1) &^ event.Negated
		}
	case "conj":
		if _, own := v.Subject(i); !own || sameSubject(v, i, h) {
			aux |= w.modalAt(h, depth+1) &^ event.Negated
		}
	case "obj", "nsubj", "nsubj:pass", "obl", "nmod":
		if v.Tok(h).POS != text.VERB {
			break
		}
		if v.Tok(i).POS == text.NOUN && v.Tok(i).BaseRel() != "nmod" && !speech {
			aux |= w.modalAt(h, depth+1)
		}
	}
	if v.Tok(i).BaseRel() == "advcl" && v.Tok(i).Feat("VerbForm") == "Part" && v.Trails(i) && !speech {
		aux |= w.modalAt(h, depth+1) &^ event.Negated // "may have bombed it, killing ten"
	}
	// Inside an if-clause everything is hypothetical.
	if v.Tok(i).BaseRel() == "advcl" && w.cue.Conditional[v.Mark(i)] {
		aux |= event.Hypothetical
	}
	return aux
}

// perfect reports whether verb i has an auxiliary that puts it into the past.
func (w *work) perfect(i int) bool {
	for c := w.v.First(i); c >= 0; c = w.v.Next(c) {
		if w.v.Tok(c).BaseRel() == "aux" && w.cue.Perfect[w.v.Low[c]] {
			return true
		}
	}
	return false
}
