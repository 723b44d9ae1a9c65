package code

import (
	"slices"
	"strings"

	"kabar/internal/code/cue"
	"kabar/internal/code/tree"
	"kabar/internal/event"
	"kabar/internal/text"
)

// claim is one speaker of a sentence and what the sentence says from there.
type claim struct {
	si       int // sentence
	from, to int // token range of what is said
	own      int // token of the speech word; times behind it date the speech
	ownTo    int // one past the last token of the attribution itself
	mention  int // index of the speaker among the sentence's mentions, -1
	head     int // head token of the speaker, -1 when only a mention is known
	stance   event.Stance
	cite     bool // a source that is quoted: outermost
	back     bool // says the sentence before as well: "hal itu disampaikan …"
	goes     bool // goes on speaking: "imbuhnya"
	who      event.Speaker
	known    bool // who is somebody
}

// claims finds who the sentence says things from. Scopes are token ranges:
// trees break over quotations, word order does not.
func claims(v *tree.View, c *cue.Words, ms []mention, buf []claim) []claim {
	for i := 0; i < v.Len(); i++ {
		t, low := v.Tok(i), v.Low[i]
		verb := t.POS == text.VERB
		switch {
		case c.According[low] && t.POS != text.NOUN:
			if cl, ok := source(v, c, ms, i); ok {
				for k := i - 1; k > 0; k-- {
					if v.W.Relative[v.Low[k]] && i-k <= 2 {
						cl.from = k // "yang, menurut PBB, tidak netral"
						break
					}
				}
				buf = append(buf, cl)
			}
		case c.Cite[low] || verb && c.Cite[t.Lemma]:
			if cl, ok := source(v, c, ms, i); ok {
				cl.cite = cl.mention < 0 || ms[cl.mention].kind == mOutlet || ms[cl.mention].kind == mName
				buf = append(buf, cl)
			}
		case c.Relay[low]:
			if m := sourceAfter(v, ms, i+1); m >= 0 && ms[m].kind == mOutlet {
				buf = append(buf, claim{to: v.Len(), own: i, ownTo: ms[m].to, mention: m, head: -1, cite: true})
			}
		case c.Uttered[low]:
			if cl, ok := source(v, c, ms, i); ok {
				cl.back = pointsBack(v, c, i)
				buf = append(buf, cl)
			}
		case c.SaidBy[low] && (verb || t.POS == text.NOUN || t.POS == text.X || t.POS == text.ADV || t.POS == text.PRON || i > 0 && quoteMark(v.Low[i-1])) && behindPause(v, c, i):
			m := mentionFrom(ms, i+1, 4)
			if m < 0 && i+1 < v.Len() && v.Low[i+1] == "nya" {
				m = mentionAt(ms, i+1)
			}
			if m >= 0 {
				buf = append(buf, claim{to: v.Len(), own: i, ownTo: ms[m].to, mention: m, head: -1, goes: true, cite: ms[m].kind == mOutlet})
			} else if h := phraseAfter(v, c, i+1); h >= 0 {
				_, to := v.Phrase(h)
				buf = append(buf, claim{to: v.Len(), own: i, ownTo: to, mention: -1, head: h})
			}
		case c.Say[low] || verb && (c.Say[t.Lemma] && c.Lang != "id"):
			if !verb && t.POS != text.NOUN {
				continue
			}
			if m := mentionFrom(ms, i+1, 3); i > 0 && m >= 0 && behindPause(v, c, i) && !v.SubjectBefore(i) {
				// "…, reports BBC News"
				buf = append(buf, claim{from: 0, to: v.Len(), own: i, ownTo: ms[m].to, mention: m, head: -1, cite: ms[m].kind == mOutlet})
				continue
			}
			buf = saying(v, c, ms, i, buf)
		}
	}
	return buf
}

// saying reads a speech verb whose subject comes before it, or behind it when
// the verb closes a quotation ("…", said the minister).
func saying(v *tree.View, c *cue.Words, ms []mention, i int, buf []claim) []claim {
	head := -1
	for k := v.First(i); k >= 0; k = v.Next(k) {
		if v.Tok(k).BaseRel() == "nsubj" && !v.W.Relative[v.Low[k]] {
			head = k
		}
	}
	if head < 0 {
		if s, ok := v.Subject(i); ok && s < i {
			head = s
		}
	}
	m := -1
	if head >= 0 {
		m = mentionIn(v, ms, head)
	}
	if head < 0 || m < 0 && head > i {
		if m = mentionBefore(v, ms, i); m < 0 {
			if head < 0 {
				return buf
			}
		} else if head < 0 {
			head = ms[m].from
		}
	}
	start := head
	if m >= 0 {
		start = min(start, ms[m].from)
		if told := toldAfter(v, c, ms, i); told >= 0 && told != m {
			buf = append(buf, claim{from: 0, to: v.Len(), own: i, ownTo: ms[told].to, mention: told, head: -1, cite: true})
		}
	}
	cl := claim{own: i, mention: m, head: head, goes: c.Add[v.Low[i]] || c.Add[v.Tok(i).Lemma]}
	if c.Deny[v.Low[i]] || c.Deny[v.Tok(i).Lemma] {
		cl.stance = event.Denies
	}
	if aside(v, start, i) {
		cl.from, cl.to, cl.ownTo = 0, v.Len(), i+1
		cl.own = min(start, i)
	} else if says := contentAfter(v, c, i); says {
		cl.from, cl.to, cl.ownTo = i+1, v.Len(), i+1
		if q := min(start, i) - 1; q > 0 && (quoteMark(v.Low[q]) || q > 1 && v.Low[q] == "," && quoteMark(v.Low[q-1])) {
			cl.from = 0 // the quotation goes on behind the speaker
		}
	} else if v.Tok(i).BaseRel() == "acl" {
		return buf // "the doctor who reported it": nothing is said here
	} else {
		cl.from, cl.to, cl.ownTo = 0, min(start, i), v.Len()
	}
	if m >= 0 && ms[m].kind == mOutlet {
		cl.cite = true
	}
	return append(buf, cl)
}

// aside reports whether speaker and speech word stand between commas, or behind
// one at the end: "…, the agency said, …".
func aside(v *tree.View, start, i int) bool {
	if start <= 1 || start > i {
		return false
	}
	end := i + 1
	if end < v.Len() && v.Low[end] != "," && v.Tok(end).POS != text.PUNCT {
		return false
	}
	return v.Low[start-1] == "," || v.Tok(start-1).POS == text.DET && v.Low[max(start-2, 0)] == ","
}

// pointsBack reports whether what is said at token i is but a word for the
// sentence before: "hal itu", "pernyataan tersebut", "demikian".
func pointsBack(v *tree.View, c *cue.Words, i int) bool {
	back := false
	for k := 0; k < i; k++ {
		back = back || c.Back[v.Low[k]]
		if p := v.Tok(k).POS; k > backReach || p == text.PROPN || p == text.VERB {
			return false
		}
	}
	return back
}

// backReach is how many words stand before the verb at most.
const backReach = 4

// contentAfter reports whether what speech verb i says follows it.
func contentAfter(v *tree.View, c *cue.Words, i int) bool {
	for k := v.First(i); k >= 0; k = v.Next(k) {
		switch v.Tok(k).BaseRel() {
		case "ccomp", "xcomp", "obj":
			if k > i {
				return true
			}
		}
	}
	if i+1 < v.Len() && (c.That[v.Low[i+1]] || v.Low[i+1] == "," && i+2 < v.Len() && quoteMark(v.Low[i+2])) {
		return true
	}
	// Something with a verb stands behind, and nothing said stands before.
	for k := i + 1; k < v.Len(); k++ {
		if v.Tok(k).POS == text.VERB {
			return !closedBefore(v, i)
		}
	}
	return false
}

// closedBefore reports whether a quotation or a comma closes shortly before
// token i: what is said came first.
func closedBefore(v *tree.View, i int) bool {
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		if quoteMark(v.Low[k]) {
			return k > 0
		}
		if v.Low[k] == "," && k > 3 {
			return true
		}
	}
	return false
}

// behindPause reports whether a speech word that follows what is said stands
// where it can: first, or behind a comma, a quotation mark or "demikian".
func behindPause(v *tree.View, c *cue.Words, i int) bool {
	if i == 0 {
		return true
	}
	p := v.Low[i-1]
	return p == "," || quoteMark(p) || p == "." || p == "?" || p == "!" || c.SaidBy[p]
}

func quoteMark(s string) bool {
	switch s {
	case "\"", "“", "”", "``", "''", "„", "«", "»", "'", "‘", "’":
		return true
	}
	return false
}

// sourceWindow is how many tokens behind its cue a source is looked for.
const sourceWindow = 8

// source makes the claim of the source that is named behind cue i: a mention, or
// any other phrase that names somebody.
func source(v *tree.View, c *cue.Words, ms []mention, i int) (claim, bool) {
	cl := claim{to: v.Len(), own: i, mention: sourceAfter(v, ms, i+1), head: -1}
	if cl.mention >= 0 {
		cl.ownTo, cl.cite = ms[cl.mention].to, ms[cl.mention].kind == mOutlet
		return cl, true
	}
	if cl.head = phraseAfter(v, c, i+1); cl.head < 0 {
		return cl, false
	}
	_, cl.ownTo = v.Phrase(cl.head)
	return cl, true
}

// sourceAfter returns the mention that names the source behind token i.
func sourceAfter(v *tree.View, ms []mention, i int) int {
	for k := i; k < v.Len() && k < i+sourceWindow; k++ {
		if m := mentionAt(ms, k); m >= 0 {
			return m
		}
		if p := v.Low[k]; v.Tok(k).POS == text.VERB || p == "," || quoteMark(p) {
			return -1
		}
	}
	return -1
}

// phraseAfter returns the head of a phrase that no mention covers, but that names
// somebody or is a word for a speaker without a name, and that starts at token i
// or behind a preposition there; -1 for none.
func phraseAfter(v *tree.View, c *cue.Words, i int) int {
	for k := i; k < v.Len() && k < i+3; k++ {
		switch t := v.Tok(k); {
		case t.POS == text.PROPN, c.Anonymous[v.Low[k]]:
			return k
		case t.POS == text.ADP, t.POS == text.DET:
		default:
			return -1
		}
	}
	return -1
}

// toldAfter returns the outlet that speech verb i was said to.
func toldAfter(v *tree.View, c *cue.Words, ms []mention, i int) int {
	for k := i; k < v.Len() && k < i+sourceWindow; k++ {
		if !c.Told[v.Low[k]] && !c.Told[v.Tok(k).Lemma] {
			continue
		}
		if m := mentionFrom(ms, k+1, 4); m >= 0 && ms[m].kind == mOutlet {
			return m
		}
	}
	return -1
}

// mentionAt returns the mention that covers token i, -1 when none does.
func mentionAt(ms []mention, i int) int {
	for k := range ms {
		if ms[k].from <= i && i < ms[k].to {
			return k
		}
	}
	return -1
}

// mentionFrom returns the first mention that starts in the n tokens from i.
func mentionFrom(ms []mention, i, n int) int {
	for k := range ms {
		if ms[k].from >= i && ms[k].from < i+n {
			return k
		}
	}
	return -1
}

// mentionBefore returns the last mention in the clause before token i.
func mentionBefore(v *tree.View, ms []mention, i int) int {
	for k := len(ms) - 1; k >= 0; k-- {
		if ms[k].to > i {
			continue
		}
		for t := ms[k].to; t < i; t++ {
			if v.Tok(t).POS == text.VERB || quoteMark(v.Low[t]) {
				return -1
			}
		}
		return k
	}
	return -1
}

// mentionIn returns the mention that names the phrase headed by token i: the
// one that covers it, or the first inside the phrase; -1 when there is none.
func mentionIn(v *tree.View, ms []mention, i int) int {
	if m := mentionAt(ms, i); m >= 0 {
		return m
	}
	from, to := v.Phrase(i)
	best := -1
	for k := range ms {
		if ms[k].from < from || ms[k].from >= to {
			continue
		}
		if best < 0 || rank(&ms[k]) > rank(&ms[best]) {
			best = k
		}
	}
	return best
}

// rank orders mentions inside one phrase by how well they name a participant.
func rank(m *mention) int {
	switch m.kind {
	case mPerson:
		return 6
	case mOffice, mBoth, mPartner:
		return 5
	case mBody, mNoun:
		return 4
	case mState, mDemonym:
		return 3
	case mPronoun:
		return 2
	case mOutlet, mPlace:
		return 1
	}
	return 0
}

// said collects, outermost first, the speakers of what token at says.
func (w *work) said(at int, x *match) []event.Speaker {
	var out []event.Speaker
	add := func(sp event.Speaker, ok bool) {
		if ok && !slices.ContainsFunc(out, func(o event.Speaker) bool { return o.Name == sp.Name }) {
			out = append(out, sp)
		}
	}
	for pass := 0; pass < 2; pass++ {
		for k := range w.claims {
			if cl := &w.claims[k]; cl.cite == (pass == 0) && cl.says(at) {
				add(cl.who, cl.known)
			}
		}
	}
	for _, h := range x.speakers {
		add(w.speaker(&claim{mention: mentionIn(&w.v, w.ms, h), head: h, stance: x.stance}))
	}
	if len(out) > 0 {
		return out
	}
	for _, cl := range w.speech.voices(w.si, at) {
		add(cl.who, cl.known)
	}
	if len(out) == 0 && w.si+2 < len(w.speech.bounds) {
		for _, cl := range w.speech.of(w.si + 1) {
			add(cl.who, cl.known && cl.back)
		}
	}
	return out
}

// says reports whether the claim covers token at.
func (cl *claim) says(at int) bool {
	return cl.from <= at && at < cl.to && cl.own != at && !(cl.own <= at && at < cl.ownTo)
}

// unsaid drops the heads that name who an attribution names behind its speech
// word or in a clause between commas, where the act at token at is none of the
// attribution: in "the students, according to the agency, marched" the agency
// does not march. Who says it "after a meeting" did meet.
func (w *work) unsaid(heads []int, at int) []int {
	var out []int
next:
	for _, h := range heads {
		for _, cl := range w.claims {
			if cl.mention < 0 || cl.own <= at && at < cl.ownTo || w.v.Clause(at) == cl.own {
				continue
			}
			if m := &w.ms[cl.mention]; cl.own <= m.from && m.from <= h && h < m.to && m.to <= cl.ownTo {
				continue next
			}
		}
		out = append(out, h)
	}
	return out
}

// speaker makes the speaker of a claim; ok is false for a pronoun that refers
// to nobody.
func (w *work) speaker(cl *claim) (event.Speaker, bool) {
	sp := event.Speaker{Stance: cl.stance}
	if cl.mention >= 0 {
		m := &w.ms[cl.mention]
		sp.Words = w.words(m.from, m.to)
		sp.Name = m.name
		if m.kind == mPronoun && m.how == "" || strings.EqualFold(sp.Text, w.r.Outlet) {
			return sp, false
		}
		if from, to := w.byName(cl); to > 0 {
			sp.Words, sp.Name = w.words(m.from, to), phraseText(&w.v, from, to)
			return sp, true
		}
		sp.Anonymous = !m.named && (w.cue.Anonymous[w.v.Low[m.from]] || m.kind == mNoun || m.kind == mOffice && m.plural)
		return sp, sp.Name != ""
	}
	if cl.head < 0 {
		return sp, false
	}
	from, to := w.v.Phrase(cl.head)
	sp.Words = w.words(from, to)
	sp.Name = strings.TrimSpace(phraseText(&w.v, from, to))
	sp.Anonymous = true
	return sp, w.v.Tok(cl.head).POS != text.PRON && sp.Name != ""
}

// titleReach is how many tokens behind an office or a body the name of who
// holds it or speaks for it stands at most.
const titleReach = 12

// byName returns the words that name who the office or the body of a claim is:
// "Wakil Ketua MPR dari Fraksi PAN, Eddy Soeparno"; to is 0 when none do.
func (w *work) byName(cl *claim) (from, to int) {
	m := &w.ms[cl.mention]
	if m.named || m.plural || m.kind != mOffice && m.kind != mNoun && m.kind != mBody && m.kind != mName {
		return 0, 0
	}
	end := min(w.v.Len(), m.to+titleReach)
	if m.to <= cl.own {
		end = min(end, cl.own)
	}
	for k := range w.v.S.Names {
		n := &w.v.S.Names[k]
		if from, to := int(n.First), int(n.End); n.Kind == text.Person && from >= m.to && to <= end && w.titles(m.to, from) {
			return from, to
		}
	}
	for k := cl.mention + 1; k < len(w.ms); k++ {
		o := &w.ms[k]
		if o.to > end {
			break
		}
		if m.kind != mName && (o.kind == mName || o.named) && w.titles(m.to, o.from) && (o.from == m.to || w.v.Low[o.from-1] == ",") {
			return o.from, o.to
		}
	}
	return 0, 0
}

// titles reports whether the tokens between an office and a name may belong to
// the office.
func (w *work) titles(from, to int) bool {
	for t := from; t < to; t++ {
		low := w.v.Low[t]
		if w.v.Tok(t).POS == text.VERB || quoteMark(low) || w.cue.Relative[low] || w.cue.Told[low] {
			return false
		}
	}
	return true
}

// teller returns the innermost speaker of match x as a participant: what is
// said without a subject, the speaker does by saying it.
func (w *work) teller(x *match) []event.Party {
	k := tells(w.claims, w.ms, x.Head)
	if k < 0 {
		return nil
	}
	m := &w.ms[k]
	return []event.Party{{Words: w.words(m.from, m.to), Entity: m.key, Country: m.country, Sector: m.sector, How: "speaker"}}
}

// tells returns the mention of the participant that says the word at token i,
// the innermost, -1 when none does.
func tells(claims []claim, ms []mention, i int) int {
	for k := len(claims) - 1; k >= 0; k-- {
		cl := &claims[k]
		if cl.cite || cl.mention < 0 || i < cl.from || i >= cl.to || cl.own <= i && i < cl.ownTo {
			continue
		}
		if m := &ms[cl.mention]; !m.unknown() && m.kind != mOutlet {
			return cl.mention
		}
	}
	return -1
}
