package export

import (
	"fmt"
	"strconv"
	"strings"

	"kabar/internal/code"
	"kabar/internal/code/belief"
	"kabar/internal/event"
	"kabar/internal/text"
)

// Explain writes the account of one report's coding for people: for each
// sentence its tokens and tree, what was spotted in it, the rules that were
// tried, and the events with the origin of each field.
type Explain struct {
	Width int // columns; 0 is DefaultWidth
}

// Widths of the columns of the token table that do not depend on the words.
const (
	posWidth   = 6
	relWidth   = 16
	lemmaWidth = 14
	keyWidth   = 10
)

// Append appends the account of r to dst: of all sentences, or of the one that
// is given, counted from 1.
func (x Explain) Append(dst []byte, r *text.Report, tr *code.Trace, sentence int) []byte {
	p := page{width: DefaultWidth}
	if x.Width > 0 {
		p.width = max(x.Width, minWidth)
	}
	p.put(heading(&Coded{Report: r}) + " · " + count(len(r.Sentences), "sentence") + ", " + count(len(tr.Events), "event"))
	for i := range r.Sentences {
		if sentence > 0 && i != sentence-1 {
			continue
		}
		var st code.SentenceTrace
		if i < len(tr.Sentences) {
			st = tr.Sentences[i]
		}
		p.sentence(r, i, &st, tr)
	}
	if len(tr.Notes) > 0 {
		p.put("")
		p.put(rule("notes on the report", p.width))
		for _, n := range tr.Notes {
			p.field("  ", n.Code, noteText(r, n))
		}
	}
	return append(dst, p.String()...)
}

// page is what is written so far.
type page struct {
	strings.Builder
	width int
}

// put writes one line.
func (p *page) put(s string) {
	p.WriteString(strings.TrimRight(s, " "))
	p.WriteByte('\n')
}

// field writes a key and its value, wrapped to hang under its first line.
func (p *page) field(indent, key, value string) {
	w := max(keyWidth, columnsOf(key))
	lead := indent + pad(key, w) + " "
	for _, l := range wrap(clean(value), p.width-columnsOf(lead)) {
		p.put(lead + l)
		lead = strings.Repeat(" ", columnsOf(lead))
	}
}

// section writes one value a line under a common key.
func (p *page) section(key string, values []string) {
	for i, v := range values {
		if i > 0 {
			key = ""
		}
		p.field("  ", key, v)
	}
}

func (p *page) sentence(r *text.Report, i int, st *code.SentenceTrace, tr *code.Trace) {
	s := &r.Sentences[i]
	title := fmt.Sprintf("sentence %d · bytes %d–%d", i+1, s.Span.Start, s.Span.End)
	if s.Role == text.Furniture {
		title += " · page furniture, not coded"
	}
	p.put("")
	p.put(rule(title, p.width))
	for _, l := range wrap(clean(r.Slice(s.Span)), p.width) {
		p.put(l)
	}
	p.put("")
	if len(s.Tokens) > 0 {
		p.tokens(s.Tokens)
		p.put("")
	}

	var lines []string
	for i := range st.Mentions {
		m := &st.Mentions[i]
		lines = append(lines, fmt.Sprintf("%d %s", m.Head+1, origin(&m.Party)))
	}
	p.section("mentions", lines)
	lines = nil
	for i := range st.Times {
		lines = append(lines, timeText(&st.Times[i]))
	}
	p.section("times", lines)
	lines = nil
	for i := range st.Places {
		lines = append(lines, placeText(&st.Places[i]))
	}
	p.section("places", lines)
	lines = nil
	for i := range st.Speakers {
		lines = append(lines, speakerText(&st.Speakers[i]))
	}
	p.section("speakers", lines)
	lines = nil
	for i := range st.Tries {
		t := &st.Tries[i]
		verdict := "no event"
		if t.Event >= 0 {
			verdict = "event " + strconv.Itoa(t.Event+1)
		}
		l := fmt.Sprintf("%s %s %s → %s", t.Rule, t.Frame, quote(t.Trigger.Text), verdict)
		if t.Why != "" {
			l += ": " + t.Why
		}
		lines = append(lines, l)
	}
	p.section("rules", lines)
	for n := range tr.Events {
		if s.Span.Contains(tr.Events[n].Trigger.Span) {
			p.event(r, n, &tr.Events[n])
			if n < len(tr.Shares) {
				p.belief(tr.Shares[n])
			}
		}
	}
}

// tokens writes the token table beside the drawing of its tree.
func (p *page) tokens(tokens []text.Token) {
	tree := drawTree(tokens)
	widest := len("word")
	for i := range tokens {
		tree[i] += clean(tokens[i].Form)
		widest = max(widest, columnsOf(tree[i]))
	}
	// Features get what the words leave, at least a little.
	fixed := 5 + posWidth + relWidth + lemmaWidth
	wordWidth := min(widest, p.width-fixed-12)
	featWidth := p.width - fixed - wordWidth - 1
	row := func(n, word, pos, rel, lemma, feats string) {
		p.put(fmt.Sprintf("%3s %s %s%s%s%s", n, pad(clip(word, wordWidth), wordWidth), pad(pos, posWidth),
			pad(clip(rel, relWidth-1), relWidth), pad(clip(lemma, lemmaWidth-1), lemmaWidth), clip(feats, featWidth)))
	}
	row("n", "word", "pos", "relation", "lemma", "features")
	for i := range tokens {
		t := &tokens[i]
		head := "root"
		if t.Head >= 0 {
			head = strconv.Itoa(int(t.Head) + 1)
		}
		row(strconv.Itoa(i+1), tree[i], t.POS.String(), t.Rel+" "+head, clean(t.Lemma), t.Feats)
	}
}

func (p *page) event(r *text.Report, n int, e *event.Event) {
	p.put("")
	p.put(fmt.Sprintf("  event %d · %s · CAMEO %s · confidence %.2f · %s", n+1,
		strings.TrimSpace(e.Type.String()+" "+e.Mode), orDash(e.CAMEO), number(e.Confidence), e.ID))
	const in = "    "
	p.field(in, "trigger", fmt.Sprintf("%s (bytes %d–%d), by %s", quote(e.Trigger.Text), e.Trigger.Span.Start, e.Trigger.Span.End, e.Rule))
	for i := range e.Actors {
		p.field(in, "actor", origin(&e.Actors[i]))
	}
	for i := range e.Recipients {
		p.field(in, "recipient", origin(&e.Recipients[i]))
	}
	if e.Aux != 0 {
		p.field(in, "aux", strings.Join(e.Aux.Names(), ", "))
	}
	for i := range e.Contexts {
		p.field(in, "context", string(e.Contexts[i].Name)+": "+quote(e.Contexts[i].Text))
	}
	if e.Time != nil {
		p.field(in, "time", timeText(e.Time))
	}
	if e.Place != nil {
		p.field(in, "place", placeText(e.Place))
	}
	for i := range e.Claim {
		p.field(in, "speaker", speakerText(&e.Claim[i]))
	}
	for i := range e.Quantities {
		p.field(in, "quantity", quantity(&e.Quantities[i])+": "+quote(e.Quantities[i].Text))
	}
	for _, w := range e.Also {
		p.field(in, "also", fmt.Sprintf("%s (bytes %d–%d)", quote(w.Text), w.Span.Start, w.Span.End))
	}
	for _, note := range e.Notes {
		p.field(in, "note", note.Code+": "+noteText(r, note))
	}
}

// maxShares is how many marks of an event are shown.
const maxShares = 8

// belief writes which marks moved the confidence most, and by how much.
func (p *page) belief(shares []belief.Share) {
	var words []string
	for _, s := range shares[:min(len(shares), maxShares)] {
		words = append(words, fmt.Sprintf("%s %+.1f", s.Mark, s.Weight))
	}
	if len(words) > 0 {
		p.field("    ", "confidence", strings.Join(words, ", "))
	}
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

// origin tells who a participant is and how that was found.
func origin(p *event.Party) string {
	s := quote(p.Text) + " " + label(p)
	if p.Entity != "" {
		s += ", " + p.Entity
	}
	if p.How != "" {
		s += ": " + p.How
	}
	return s
}

func timeText(w *event.When) string {
	d := dates(w.Interval)
	if d == "" {
		d = "not resolved"
	}
	return fmt.Sprintf("%s %s, grain %s, from %s", quote(w.Text), d, w.Grain, orDash(w.Anchor))
}

func placeText(w *event.Where) string {
	s := quote(w.Text)
	if w.Country != "" {
		s += " " + w.Country
	}
	if w.Admin1 != "" {
		s += ", " + w.Admin1
	}
	s += ", precision " + w.Precision.String()
	if w.Located {
		s += fmt.Sprintf(", %.4f %.4f", w.Lat, w.Lon)
	}
	if w.How != "" {
		s += ": " + w.How
	}
	if len(w.Rivals) > 0 {
		s += "; not " + strings.Join(w.Rivals, "; ")
	}
	return s
}

func speakerText(s *event.Speaker) string {
	out := quote(s.Text)
	if s.Name != "" && s.Name != s.Text {
		out += " = " + s.Name
	}
	out += " " + s.Stance.String()
	if s.Anonymous {
		out += ", not named"
	}
	return out
}

func noteText(r *text.Report, n event.Note) string {
	if n.Span.Len() > 0 && n.Span.End <= len(r.Text) {
		return n.Text + " " + quote(r.Slice(n.Span))
	}
	return n.Text
}
