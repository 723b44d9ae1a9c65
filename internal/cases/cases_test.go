package cases

import (
	"strings"
	"testing"

	"kabar/internal/event"
	"kabar/internal/text"
)

const sound = `A meeting.
-- report --
published: 2024-05-06
lang: en

Two ministers met.
-- want --
CONSULT "met"
`

func TestParse(t *testing.T) {
	c, err := Parse([]byte(sound), "id")
	if err != nil {
		t.Fatal(err)
	}
	if c.Report.Lang != "en" || c.Report.Published != text.NewDay(2024, 5, 6) || c.Report.Text != "Two ministers met." || c.Parsed {
		t.Errorf("report %+v", c.Report)
	}
	if c.Want != "CONSULT \"met\"\n" {
		t.Errorf("want %q", c.Want)
	}
	if got := string(c.With("none\n")); got != strings.Replace(sound, c.Want, "none\n", 1) {
		t.Errorf("with other events:\n%s", got)
	}
}

func TestParseFaults(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"no want":   {"-- report --\npublished:\n\nText.\n", "section want"},
		"no header": {"-- report --\nText.\n-- want --\nnone\n", "blank line"},
		"header":    {"-- report --\nauthor: x\n\nText.\n-- want --\nnone\n", `unknown header "author: x"`},
		"day":       {"-- report --\npublished: soon\n\nText.\n-- want --\nnone\n", "soon"},
		"section":   {sound + "-- wnat --\n", `unknown section "wnat"`},
		"parse":     {"-- parse --\n\n-- want --\nnone\n", "parse"},
	} {
		if _, err := Parse([]byte(c.file), "id"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q in it", name, err, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(sound))
	f.Add([]byte("-- parse --\n1\tx\n-- want --\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Parse(data, "id")
		if (c == nil) == (err == nil) {
			t.Fatalf("case %v, error %v", c, err)
		}
	})
}

func TestShort(t *testing.T) {
	if got := Short(nil); got != "none\n" {
		t.Errorf("no events: %q", got)
	}
	e := event.Event{
		Type: event.ASSAULT, Mode: "aerial", Trigger: event.Words{Text: "bombed"}, Aux: event.Negated,
		Actors: []event.Party{{Words: event.Words{Text: "the\narmy"}, Country: "UTO", Sector: event.MIL}},
		Claim:  []event.Speaker{{Name: "A. Official", Stance: event.Denies}},
	}
	want := `ASSAULT/aerial "bombed"  actor="the army"[UTO/MIL]  aux=negated  by="A. Official"(denies)` + "\n"
	if got := Short([]event.Event{e}); got != want {
		t.Errorf("got  %swant %s", got, want)
	}
}
