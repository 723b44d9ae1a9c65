package event

import (
	"testing"

	"kabar/internal/text"
)

func sample() Event {
	return Event{
		Report:  "r1",
		Type:    CONSULT,
		Mode:    "visit",
		Trigger: Words{text.Span{Start: 4, End: 11}, "bertemu"},
		Actors:  []Party{{Words: Words{text.Span{Start: 0, End: 3}, "Ani"}, Country: "IDN", Sector: GOV}},
		Time:    &When{Words: Words{text.Span{Start: 20, End: 25}, "Sabtu"}, Interval: Interval{Start: 10, End: 10, Grain: DayGrain}},
		Claim:   []Speaker{{Name: "Antara"}},
		Quantities: []Quantity{
			{What: "people", Value: 3, Op: "="},
		},
	}
}

func TestHash(t *testing.T) {
	base := sample()
	if got, want := base.Hash(), "0ea07eafe7712bfb"; got != want {
		t.Errorf("Hash() = %s, want %s: a new canonical form needs a new idVersion", got, want)
	}
	changes := []struct {
		name   string
		change func(*Event)
		same   bool
	}{
		{"report", func(e *Event) { e.Report = "r2" }, false},
		{"type", func(e *Event) { e.Type = AGREE }, false},
		{"mode", func(e *Event) { e.Mode = "" }, false},
		{"trigger span", func(e *Event) { e.Trigger.Span.Start++ }, false},
		{"actor country", func(e *Event) { e.Actors[0].Country = "MYS" }, false},
		{"side", func(e *Event) { e.Actors, e.Recipients = nil, e.Actors }, false},
		{"aux", func(e *Event) { e.Aux = Negated }, false},
		{"no time", func(e *Event) { e.Time = nil }, false},
		{"time end", func(e *Event) { e.Time.End++ }, false},
		{"place", func(e *Event) { e.Place = &Where{Country: "IDN"} }, false},
		{"stance", func(e *Event) { e.Claim[0].Stance = Denies }, false},
		{"quantity", func(e *Event) { e.Quantities[0].Value = 4 }, false},
		{"rule", func(e *Event) { e.Rule = "id/x.yaml:y" }, true},
		{"confidence", func(e *Event) { e.Confidence = 0.5 }, true},
		{"note", func(e *Event) { e.Notes = []Note{{Code: "x"}} }, true},
	}
	for _, c := range changes {
		e := sample()
		c.change(&e)
		if same := e.Hash() == base.Hash(); same != c.same {
			t.Errorf("%s changed: same hash is %v, want %v", c.name, same, c.same)
		}
	}
}
