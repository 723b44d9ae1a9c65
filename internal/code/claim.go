package code

import (
	"strings"

	"kabar/internal/code/cue"
	"kabar/internal/code/tree"
	"kabar/internal/event"
	"kabar/internal/text"
)

// claim is one speaker of a sentence and what the sentence says from there.
type claim struct {
	from, to int // token range of what is said
	own      int // token of the speech word; times behind it date the speech
	ownTo    int // one past the last token of the attribution itself
	mention  int // index of the speaker among the sentence's mentions, -1
	head     int // head token of the speaker, -1 when only a mention is known
	stance   event.Stance
	cite     bool // a source that is quoted: outermost
}

// claims finds who the sentence says things from. Scopes are token ranges:
// trees break over quotations, word order does not.
func claims(v *tree.View, c *cue.Words, ms []mention, buf []claim) []claim {
	for i := 0; i < v.Len(); i++ {
		t, low := v.Tok(i), v.Low[i]
		verb := t.POS == text.VERB
		switch {
		case c.According[low] && t.POS != text.NOUN:
			if m := sourceAfter(v, c, ms, i+1); m >= 0 {
				from := 0
				for k := i - 1; k > 0; k-- {
					if v.W.Relative[v.Low[k]] && i-k <= 2 {
						from = k // "yang, menurut PBB, tidak netral"
						break
					}
				}
				buf = append(buf, claim{from: from, to: v.Len(), own: i, ownTo: ms[m].to, mention: m, head: -1})
			}
		case c.Cite[low] || verb && c.Cite[t.Lemma]:
			if m := sourceAfter(v, c, ms, i+1); m >= 0 {
				buf = append(buf, claim{from: 0, to: v.Len(), own: i, ownTo: ms[m].to, mention: m, head: -1, cite: true})
			}
		case c.SaidBy[low] && (verb || t.POS == text.NOUN || t.POS == text.X || t.POS == text.ADV || t.POS == text.PRON) && behindPause(v, c, i):
			m := mentionFrom(ms, i+1, 4)
			if m < 0 && i+1 < v.Len() && v.Low[i+1] == "nya" {
				m = mentionAt(ms, i+1)
			}
			if m >= 0 {
				end := v.Len()
				buf = append(buf, claim{from: 0, to: end, own: i, ownTo: ms[m].to, mention: m, head: -1})
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
	cl := claim{own: i, mention: m, head: head}
	if c.Deny[v.Low[i]] || c.Deny[v.Tok(i).Lemma] {
		cl.stance = event.Denies
	}
	if says := contentAfter(v, c, i); says {
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

// sourceAfter returns the mention that names the source behind token i.
func sourceAfter(v *tree.View, c *cue.Words, ms []mention, i int) int {
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
	add := func(cl claim) {
		sp, ok := w.speaker(cl)
		if !ok {
			return
		}
		for _, o := range out {
			if o.Name == sp.Name {
				return
			}
		}
		out = append(out, sp)
	}
	for pass := 0; pass < 2; pass++ {
		for _, cl := range w.claims {
			if cl.cite == (pass == 0) && cl.from <= at && at < cl.to && !(cl.own <= at && at < cl.ownTo && cl.own != at) {
				if cl.own == at {
					continue
				}
				add(cl)
			}
		}
	}
	for _, h := range x.speakers {
		add(claim{mention: mentionIn(&w.v, w.ms, h), head: h, stance: x.stance})
	}
	if len(out) == 0 && w.quote != nil && w.quoted {
		out = append(out, *w.quote)
	}
	return out
}

// unsaid drops the heads that name who an attribution behind its speech word
// names, where the act at token at is none of the attribution: in "the students,
// according to the agency, marched" the agency does not march.
func (w *work) unsaid(heads []int, at int) []int {
	var out []int
next:
	for _, h := range heads {
		for _, cl := range w.claims {
			if cl.mention < 0 || cl.own <= at && at < cl.ownTo {
				continue
			}
			if m := &w.ms[cl.mention]; cl.own < m.from && m.from <= h && h < m.to && m.to <= cl.ownTo {
				continue next
			}
		}
		out = append(out, h)
	}
	return out
}

// speaker makes the speaker of a claim; ok is false for a pronoun that refers
// to nobody.
func (w *work) speaker(cl claim) (event.Speaker, bool) {
	sp := event.Speaker{Stance: cl.stance}
	if cl.mention >= 0 {
		m := &w.ms[cl.mention]
		from, to := m.from, m.to
		sp.Words = w.words(from, to)
		sp.Name = m.name
		if m.kind == mPronoun && m.how == "" {
			return sp, false
		}
		sp.Anonymous = !m.named && (w.cue.Anonymous[w.v.Low[from]] || m.kind == mNoun || m.kind == mOffice && m.plural)
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

// teller returns the innermost speaker of match x as a participant: what is
// said without a subject, the speaker does by saying it.
func (w *work) teller(x *match) []event.Party {
	for k := len(w.claims) - 1; k >= 0; k-- {
		cl := &w.claims[k]
		if cl.cite || cl.mention < 0 || x.Head < cl.from || x.Head >= cl.to || cl.own <= x.Head && x.Head < cl.ownTo {
			continue
		}
		m := &w.ms[cl.mention]
		if m.unknown() || m.kind == mOutlet {
			continue
		}
		return []event.Party{{Words: w.words(m.from, m.to), Entity: m.key, Country: m.country, Sector: m.sector, How: "speaker"}}
	}
	return nil
}
