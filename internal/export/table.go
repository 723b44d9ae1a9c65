package export

import (
	"strconv"
	"strings"

	"kabar/internal/event"
)

// Table writes events for people, grouped by report.
type Table struct {
	Width int  // columns; 0 is DefaultWidth
	Color bool // use terminal styles
}

// Widths of the table's columns; WHO → WHOM takes what is left. Under
// narrowWidth the trigger words go below the type.
const (
	whenWidth   = 10
	whatWidth   = 14
	whereWidth  = 12
	saysWidth   = 13
	wordsWidth  = 16
	gap         = 2
	narrowWidth = 96
)

func (t Table) width() int {
	if t.Width == 0 {
		return DefaultWidth
	}
	return max(t.Width, minWidth)
}

func (t Table) narrow() bool { return t.width() < narrowWidth }

func (t Table) widths() []int {
	w := []int{whenWidth, whatWidth, 0, whereWidth, saysWidth}
	if !t.narrow() {
		w = append(w, wordsWidth)
	}
	who := t.width() - gap*(len(w)-1)
	for _, n := range w {
		who -= n
	}
	w[2] = who
	return w
}

// Head returns the line of column names.
func (t Table) Head() string {
	names := []string{"WHEN", "WHAT", "WHO → WHOM", "WHERE", "ACCORDING TO"}
	if !t.narrow() {
		names = append(names, "WORDS")
	}
	return t.style(styleBold, line(t.widths(), names))
}

// Between returns what stands between two reports.
func (Table) Between() string { return "" }

// Foot returns what stands after the last report.
func (Table) Foot() string { return "" }

// Append appends a heading for c and a row of one or more lines for each of its
// events to dst.
func (t Table) Append(dst []byte, c *Coded) []byte {
	title := heading(c)
	if len(c.Events) == 0 {
		title += " · no events"
	}
	dst = append(dst, '\n')
	dst = append(dst, t.style(styleBold, rule(title, t.width())+"\n")...)
	for i := range c.Events {
		dst = t.row(dst, &c.Events[i])
	}
	return dst
}

func (t Table) row(dst []byte, e *event.Event) []byte {
	widths := t.widths()
	cells := [][]string{whenCell(e), whatCell(e), whoCell(e), whereCell(e), saysCell(e)}
	if t.narrow() {
		cells[1] = append(append(cells[1], quote(e.Trigger.Text)), counts(e)...)
	} else {
		cells = append(cells, append([]string{e.Trigger.Text}, counts(e)...))
	}
	height := 0
	for i, paragraphs := range cells {
		var lines []string
		for _, p := range paragraphs {
			lines = append(lines, wrap(clean(p), widths[i])...)
		}
		cells[i] = lines
		height = max(height, len(lines))
	}
	row := make([]string, len(cells))
	for y := range height {
		for i := range cells {
			row[i] = ""
			if y < len(cells[i]) {
				row[i] = cells[i][y]
			}
		}
		dst = append(dst, line(widths, row)...)
	}
	return dst
}

// line sets the cells of one line of the table beside each other.
func line(widths []int, cells []string) string {
	var b strings.Builder
	for i, c := range cells {
		b.WriteString(pad(c, widths[i]+gap))
	}
	return strings.TrimRight(b.String(), " ") + "\n"
}

// style puts s, which ends with a line end, in a terminal style.
func (t Table) style(style, s string) string {
	if !t.Color {
		return s
	}
	return style + strings.TrimSuffix(s, "\n") + styleOff + "\n"
}

func whenCell(e *event.Event) []string {
	switch {
	case e.Time == nil:
		return []string{"—"} // the first column shows where a row begins
	case !e.Time.Start.Known():
		return []string{quote(e.Time.Text) + "?"}
	}
	return []string{dates(e.Time.Interval)}
}

func whatCell(e *event.Event) []string {
	cell := []string{strings.TrimSpace(e.Type.String() + " " + e.Mode)}
	if e.Aux != 0 {
		cell = append(cell, "("+strings.Join(e.Aux.Names(), ", ")+")")
	}
	return cell
}

func whoCell(e *event.Event) []string {
	var cell []string
	for i := range e.Actors {
		cell = append(cell, party(&e.Actors[i]))
	}
	if len(e.Actors) == 0 {
		cell = append(cell, "(not named)")
	}
	for i := range e.Recipients {
		cell = append(cell, "→ "+party(&e.Recipients[i]))
	}
	return cell
}

func party(p *event.Party) string { return p.Text + " (" + label(p) + ")" }

func whereCell(e *event.Event) []string {
	if e.Place == nil {
		return nil
	}
	cell := []string{e.Place.Text}
	if e.Place.Country != "" {
		cell = append(cell, e.Place.Country)
	}
	return cell
}

func saysCell(e *event.Event) []string {
	var cell []string
	for i := range e.Claim {
		s := name(&e.Claim[i])
		if st := e.Claim[i].Stance; st != event.States {
			s += " (" + st.String() + ")"
		}
		cell = append(cell, s)
	}
	return cell
}

// counts writes the numbers of an event, as in "≥12 killed".
func counts(e *event.Event) []string {
	var cell []string
	for i := range e.Quantities {
		q := &e.Quantities[i]
		mark := map[string]string{">": "≥", "<": "≤", "~": "~"}[q.Op]
		what := q.What
		if what == "money" {
			what = q.Unit
		}
		cell = append(cell, mark+strconv.FormatFloat(number(q.Value), 'f', -1, 64)+" "+what)
	}
	return cell
}

func quote(s string) string { return "“" + s + "”" }
