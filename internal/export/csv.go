package export

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"kabar/internal/event"
)

// CSV writes one event a row under one header; see docs/formats/event-csv.md.
type CSV struct{}

// listMark parts the entries of a list in one cell.
const listMark = "; "

// column is one column of the CSV.
type column struct {
	name string
	cell func(*Coded, *event.Event) string
}

// columns lists the columns in order. Lists of one side stay parallel: the
// second actor_country is that of the second actor.
var columns = []column{
	{"report", func(_ *Coded, e *event.Event) string { return e.Report }},
	{"published", func(c *Coded, _ *event.Event) string { return c.Report.Published.String() }},
	{"lang", func(c *Coded, _ *event.Event) string { return c.Report.Lang }},
	{"outlet", func(c *Coded, _ *event.Event) string { return c.Report.Outlet }},
	{"url", func(c *Coded, _ *event.Event) string { return c.Report.URL }},
	{"id", func(_ *Coded, e *event.Event) string { return e.ID }},
	{"type", func(_ *Coded, e *event.Event) string { return e.Type.String() }},
	{"mode", func(_ *Coded, e *event.Event) string { return e.Mode }},
	{"cameo", func(_ *Coded, e *event.Event) string { return e.CAMEO }},
	{"contexts", func(_ *Coded, e *event.Event) string {
		return list(len(e.Contexts), func(i int) string { return string(e.Contexts[i].Name) })
	}},
	{"aux", func(_ *Coded, e *event.Event) string { return strings.Join(e.Aux.Names(), listMark) }},
	{"actor", func(_ *Coded, e *event.Event) string { return parties(e.Actors, partyText) }},
	{"actor_country", func(_ *Coded, e *event.Event) string { return parties(e.Actors, partyCountry) }},
	{"actor_sector", func(_ *Coded, e *event.Event) string { return parties(e.Actors, partySector) }},
	{"actor_entity", func(_ *Coded, e *event.Event) string { return parties(e.Actors, partyEntity) }},
	{"recipient", func(_ *Coded, e *event.Event) string { return parties(e.Recipients, partyText) }},
	{"recipient_country", func(_ *Coded, e *event.Event) string { return parties(e.Recipients, partyCountry) }},
	{"recipient_sector", func(_ *Coded, e *event.Event) string { return parties(e.Recipients, partySector) }},
	{"recipient_entity", func(_ *Coded, e *event.Event) string { return parties(e.Recipients, partyEntity) }},
	{"time", func(_ *Coded, e *event.Event) string { return when(e).Text }},
	{"start", func(_ *Coded, e *event.Event) string { return when(e).Start.String() }},
	{"end", func(_ *Coded, e *event.Event) string { return when(e).End.String() }},
	{"grain", func(_ *Coded, e *event.Event) string {
		if e.Time == nil {
			return ""
		}
		return e.Time.Grain.String()
	}},
	{"place", func(_ *Coded, e *event.Event) string { return where(e).Text }},
	{"place_country", func(_ *Coded, e *event.Event) string { return where(e).Country }},
	{"place_admin1", func(_ *Coded, e *event.Event) string { return where(e).Admin1 }},
	{"place_precision", func(_ *Coded, e *event.Event) string {
		if e.Place == nil {
			return ""
		}
		return e.Place.Precision.String()
	}},
	{"attribution", func(_ *Coded, e *event.Event) string {
		return list(len(e.Claim), func(i int) string { return name(&e.Claim[i]) })
	}},
	{"stance", func(_ *Coded, e *event.Event) string {
		return list(len(e.Claim), func(i int) string { return e.Claim[i].Stance.String() })
	}},
	{"quantity", func(_ *Coded, e *event.Event) string {
		return list(len(e.Quantities), func(i int) string { return quantity(&e.Quantities[i]) })
	}},
	{"trigger", func(_ *Coded, e *event.Event) string { return e.Trigger.Text }},
	{"trigger_start", func(_ *Coded, e *event.Event) string { return strconv.Itoa(e.Trigger.Span.Start) }},
	{"trigger_end", func(_ *Coded, e *event.Event) string { return strconv.Itoa(e.Trigger.Span.End) }},
	{"sentence", func(_ *Coded, e *event.Event) string { return e.Sentence.Text }},
	{"confidence", func(_ *Coded, e *event.Event) string { return strconv.FormatFloat(number(e.Confidence), 'f', 2, 64) }},
	{"rule", func(_ *Coded, e *event.Event) string { return e.Rule }},
	{"notes", func(_ *Coded, e *event.Event) string {
		return list(len(e.Notes), func(i int) string { return e.Notes[i].Code })
	}},
	{"place_name", func(_ *Coded, e *event.Event) string { return where(e).Name }},
	{"place_lat", func(_ *Coded, e *event.Event) string { return degrees(e, where(e).Lat) }},
	{"place_lon", func(_ *Coded, e *event.Event) string { return degrees(e, where(e).Lon) }},
	{"frame", func(_ *Coded, e *event.Event) string { return e.Frame }},
}

// Head returns the header line.
func (CSV) Head() string {
	names := make([]string, len(columns))
	for i := range columns {
		names[i] = columns[i].name
	}
	return strings.Join(names, ",") + "\n"
}

// Between returns what stands between two reports.
func (CSV) Between() string { return "" }

// Foot returns what stands after the last report.
func (CSV) Foot() string { return "" }

// Append appends one row for each event of c to dst.
func (CSV) Append(dst []byte, c *Coded) []byte {
	out := bytes.NewBuffer(dst)
	w := csv.NewWriter(out)
	row := make([]string, len(columns))
	for i := range c.Events {
		for j := range columns {
			row[j] = columns[j].cell(c, &c.Events[i])
		}
		if err := w.Write(row); err != nil {
			panic(err) // the writer is a buffer and the comma is a comma
		}
	}
	w.Flush()
	return out.Bytes()
}

func list(n int, at func(int) string) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = at(i)
	}
	return strings.Join(parts, listMark)
}

func parties(ps []event.Party, field func(*event.Party) string) string {
	return list(len(ps), func(i int) string { return field(&ps[i]) })
}

func partyText(p *event.Party) string    { return p.Text }
func partyCountry(p *event.Party) string { return p.Country }
func partySector(p *event.Party) string  { return string(p.Sector) }
func partyEntity(p *event.Party) string  { return p.Entity }

// when is the event's time, or an empty one.
func when(e *event.Event) event.When {
	if e.Time == nil {
		return event.When{}
	}
	return *e.Time
}

// degrees writes a coordinate of the event's place, "" when it has none.
func degrees(e *event.Event, d float64) string {
	if !where(e).Located {
		return ""
	}
	return strconv.FormatFloat(d, 'f', 4, 64)
}

// where is the event's place, or an empty one.
func where(e *event.Event) event.Where {
	if e.Place == nil {
		return event.Where{}
	}
	return *e.Place
}

// quantity writes q as in "killed>12" or "money~5000000 USD".
func quantity(q *event.Quantity) string {
	s := q.What + q.Op + strconv.FormatFloat(number(q.Value), 'f', -1, 64)
	if q.Unit != "" {
		s += " " + q.Unit
	}
	return s
}
