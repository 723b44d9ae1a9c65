package export

import (
	"bytes"
	"encoding/json"
	"math"

	"kabar/internal/event"
	"kabar/internal/text"
)

// JSONL writes one event a line; see docs/formats/event-jsonl.md. Notes about a
// whole report are left out.
type JSONL struct {
	Version string // of code, data and models
}

// JSON writes one object that holds all reports with their events and notes;
// see docs/formats/event-jsonl.md. Each report is a line of its own.
type JSON struct {
	Version string // of code, data and models
}

// Head returns what stands before the first report.
func (JSONL) Head() string { return "" }

// Between returns what stands between two reports.
func (JSONL) Between() string { return "" }

// Foot returns what stands after the last report.
func (JSONL) Foot() string { return "" }

// Append appends the events of c to dst.
func (f JSONL) Append(dst []byte, c *Coded) []byte {
	out := bytes.NewBuffer(dst)
	for i := range c.Events {
		encode(out, newEvent(&c.Events[i], f.Version))
	}
	return out.Bytes()
}

// Head returns what stands before the first report.
func (f JSON) Head() string {
	version, _ := json.Marshal(f.Version) // a string always marshals
	return `{"version":` + string(version) + `,"reports":[` + "\n"
}

// Between returns what stands between two reports.
func (JSON) Between() string { return ",\n" }

// Foot returns what stands after the last report.
func (JSON) Foot() string { return "\n]}\n" }

// Append appends c to dst.
func (f JSON) Append(dst []byte, c *Coded) []byte {
	r := c.Report
	o := jsonReport{
		ID: r.ID, Lang: r.Lang, Date: r.Published.String(), Outlet: r.Outlet, Title: r.Title, URL: r.URL,
		Events: make([]jsonEvent, 0, len(c.Events)),
		Notes:  newNotes(c.Notes),
	}
	for i := range c.Events {
		o.Events = append(o.Events, newEvent(&c.Events[i], f.Version))
	}
	out := bytes.NewBuffer(dst)
	encode(out, o)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}

// encode writes v and a line end, with <, > and & as they are.
func encode(out *bytes.Buffer, v any) {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // our own types, no cycle, no NaN (see number)
	}
}

type jsonReport struct {
	ID     string      `json:"id"`
	Lang   string      `json:"lang"`
	Date   string      `json:"date"`
	Outlet string      `json:"outlet"`
	Title  string      `json:"title"`
	URL    string      `json:"url"`
	Events []jsonEvent `json:"events"`
	Notes  []jsonNote  `json:"notes"`
}

// jsonEvent is an event as docs/formats/event-jsonl.md has it, key by key.
type jsonEvent struct {
	Report      string         `json:"report"`
	ID          string         `json:"id"`
	Type        string         `json:"type"`
	Mode        *string        `json:"mode"`
	CAMEO       string         `json:"cameo"`
	Frame       string         `json:"frame"`
	Contexts    []string       `json:"contexts"`
	Actor       []jsonParty    `json:"actor"`
	Recipient   []jsonParty    `json:"recipient"`
	Trigger     string         `json:"trigger"`
	Sentence    string         `json:"sentence"`
	Aux         []string       `json:"aux"`
	Time        *jsonTime      `json:"time"`
	Place       *jsonPlace     `json:"place"`
	Attribution []string       `json:"attribution"`
	Claim       []jsonSpeaker  `json:"claim"`
	Quantity    []jsonQuantity `json:"quantity"`
	Confidence  float64        `json:"confidence"`
	Evidence    jsonEvidence   `json:"evidence"`
	Notes       []jsonNote     `json:"notes"`
}

type jsonParty struct {
	Text    string `json:"text"`
	Country string `json:"country"`
	Sector  string `json:"sector"`
	Entity  string `json:"entity"`
	How     string `json:"how"`
}

type jsonTime struct {
	Text   string `json:"text"`
	Start  string `json:"start"`
	End    string `json:"end"`
	Grain  string `json:"grain"`
	Anchor string `json:"anchor"`
}

type jsonPlace struct {
	Text      string   `json:"text"`
	Country   string   `json:"country"`
	Admin1    string   `json:"admin1"`
	Precision string   `json:"precision"`
	Name      string   `json:"name"`
	Admin2    string   `json:"admin2"`
	Lat       *float64 `json:"lat"`
	Lon       *float64 `json:"lon"`
	GeoNames  uint32   `json:"geonames"`
	Rivals    []string `json:"rivals"`
	How       string   `json:"how"`
}

type jsonSpeaker struct {
	Text      string `json:"text"`
	Name      string `json:"name"`
	Stance    string `json:"stance"`
	Anonymous bool   `json:"anonymous"`
}

type jsonQuantity struct {
	What  string  `json:"what"`
	Value float64 `json:"value"`
	Op    string  `json:"op"`
	Unit  string  `json:"unit"`
	Text  string  `json:"text"`
}

type jsonNote struct {
	Code string   `json:"code"`
	Span jsonSpan `json:"span"`
	Text string   `json:"text"`
}

// jsonSpan is [start, end) in bytes of the report's text.
type jsonSpan [2]int

type jsonEvidence struct {
	Trigger   jsonSpan   `json:"trigger"`
	Sentence  jsonSpan   `json:"sentence"`
	Actor     []jsonSpan `json:"actor"`
	Recipient []jsonSpan `json:"recipient"`
	Time      *jsonSpan  `json:"time"`
	Place     *jsonSpan  `json:"place"`
	Speakers  []jsonSpan `json:"speakers"`
	Quantity  []jsonSpan `json:"quantity"`
	Also      []jsonSpan `json:"also"`
	Contexts  []jsonSpan `json:"contexts"`
	Rule      string     `json:"rule"`
	Version   string     `json:"version"`
}

func newEvent(e *event.Event, version string) jsonEvent {
	o := jsonEvent{
		Report:      e.Report,
		ID:          e.ID,
		Type:        e.Type.String(),
		CAMEO:       e.CAMEO,
		Frame:       e.Frame,
		Contexts:    make([]string, 0, len(e.Contexts)),
		Actor:       newParties(e.Actors),
		Recipient:   newParties(e.Recipients),
		Trigger:     e.Trigger.Text,
		Sentence:    e.Sentence.Text,
		Aux:         e.Aux.Names(),
		Attribution: make([]string, 0, len(e.Claim)),
		Claim:       make([]jsonSpeaker, 0, len(e.Claim)),
		Quantity:    make([]jsonQuantity, 0, len(e.Quantities)),
		Confidence:  number(math.Round(e.Confidence*1e4) / 1e4),
		Notes:       newNotes(e.Notes),
		Evidence: jsonEvidence{
			Trigger:   span(e.Trigger.Span),
			Sentence:  span(e.Sentence.Span),
			Actor:     partySpans(e.Actors),
			Recipient: partySpans(e.Recipients),
			Speakers:  make([]jsonSpan, 0, len(e.Claim)),
			Quantity:  make([]jsonSpan, 0, len(e.Quantities)),
			Also:      make([]jsonSpan, 0, len(e.Also)),
			Contexts:  make([]jsonSpan, 0, len(e.Contexts)),
			Rule:      e.Rule,
			Version:   short(version),
		},
	}
	if e.Mode != "" {
		o.Mode = &e.Mode
	}
	if w := e.Time; w != nil {
		o.Time = &jsonTime{Text: w.Text, Start: w.Start.String(), End: w.End.String(), Grain: w.Grain.String(), Anchor: w.Anchor}
		s := span(w.Span)
		o.Evidence.Time = &s
	}
	if p := e.Place; p != nil {
		o.Place = &jsonPlace{
			Text: p.Text, Country: p.Country, Admin1: p.Admin1, Precision: p.Precision.String(),
			Name: p.Name, Admin2: p.Admin2, GeoNames: p.GeoNames, Rivals: append([]string{}, p.Rivals...), How: p.How,
		}
		if p.Located {
			o.Place.Lat, o.Place.Lon = &p.Lat, &p.Lon
		}
		s := span(p.Span)
		o.Evidence.Place = &s
	}
	for i := range e.Claim {
		s := &e.Claim[i]
		o.Attribution = append(o.Attribution, name(s))
		o.Claim = append(o.Claim, jsonSpeaker{Text: s.Text, Name: name(s), Stance: s.Stance.String(), Anonymous: s.Anonymous})
		o.Evidence.Speakers = append(o.Evidence.Speakers, span(s.Span))
	}
	for i := range e.Quantities {
		q := &e.Quantities[i]
		o.Quantity = append(o.Quantity, jsonQuantity{What: q.What, Value: number(q.Value), Op: q.Op, Unit: q.Unit, Text: q.Text})
		o.Evidence.Quantity = append(o.Evidence.Quantity, span(q.Span))
	}
	for i := range e.Also {
		o.Evidence.Also = append(o.Evidence.Also, span(e.Also[i].Span))
	}
	for i := range e.Contexts {
		c := &e.Contexts[i]
		o.Contexts = append(o.Contexts, string(c.Name))
		o.Evidence.Contexts = append(o.Evidence.Contexts, span(c.Span))
	}
	return o
}

func newParties(ps []event.Party) []jsonParty {
	out := make([]jsonParty, 0, len(ps))
	for i := range ps {
		p := &ps[i]
		out = append(out, jsonParty{Text: p.Text, Country: p.Country, Sector: string(p.Sector), Entity: p.Entity, How: p.How})
	}
	return out
}

func partySpans(ps []event.Party) []jsonSpan {
	out := make([]jsonSpan, 0, len(ps))
	for i := range ps {
		out = append(out, span(ps[i].Span))
	}
	return out
}

func newNotes(ns []event.Note) []jsonNote {
	out := make([]jsonNote, 0, len(ns))
	for _, n := range ns {
		out = append(out, jsonNote{Code: n.Code, Span: span(n.Span), Text: n.Text})
	}
	return out
}

func span(s text.Span) jsonSpan { return jsonSpan{s.Start, s.End} }

// number gives 0 for what JSON has no number for.
func number(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	return x
}
