package event

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"strconv"
)

// idVersion opens the canonical content, so that a change of what is hashed
// gives every event a new ID.
const idVersion = "kabar event 1"

// Hash returns the content hash that is the event's ID: the first 16 hex digits
// of the SHA-256 of its canonical content. Equal are events of one report with
// the same type, mode, trigger, participants, time, place, aux, claim and
// quantities. How it was found (rule, confidence, notes, further mentions) and
// what follows from the rest (CAMEO, contexts) do not count.
func (e *Event) Hash() string {
	c := make(canon, 0, 512)
	c.text(idVersion, e.Report, e.Type.String(), e.Mode)
	c.words(e.Trigger)
	c.parties(e.Actors)
	c.parties(e.Recipients)
	c.int(int(e.Aux))
	if c.present(e.Time != nil) {
		c.words(e.Time.Words)
		c.text(e.Time.Start.String(), e.Time.End.String(), e.Time.Grain.String())
	}
	if c.present(e.Place != nil) {
		c.words(e.Place.Words)
		c.text(e.Place.Country, e.Place.Admin1, e.Place.Precision.String())
	}
	c.int(len(e.Claim))
	for i := range e.Claim {
		s := &e.Claim[i]
		c.words(s.Words)
		c.text(s.Name, s.Stance.String())
		c.present(s.Anonymous)
	}
	c.int(len(e.Quantities))
	for i := range e.Quantities {
		q := &e.Quantities[i]
		c.words(q.Words)
		c.text(q.What, q.Op, q.Unit, strconv.FormatUint(math.Float64bits(q.Value), 16))
	}
	sum := sha256.Sum256(c)
	return hex.EncodeToString(sum[:8])
}

// canon is content written so that no two contents give the same bytes: every
// text is led by its length.
type canon []byte

func (c *canon) text(ss ...string) {
	for _, s := range ss {
		*c = strconv.AppendInt(*c, int64(len(s)), 10)
		*c = append(*c, ':')
		*c = append(*c, s...)
	}
}

func (c *canon) int(n int) {
	*c = strconv.AppendInt(*c, int64(n), 10)
	*c = append(*c, ';')
}

func (c *canon) present(yes bool) bool {
	if yes {
		c.int(1)
	} else {
		c.int(0)
	}
	return yes
}

func (c *canon) words(w Words) {
	c.int(w.Span.Start)
	c.int(w.Span.End)
	c.text(w.Text)
}

func (c *canon) parties(ps []Party) {
	c.int(len(ps))
	for i := range ps {
		c.words(ps[i].Words)
		c.text(ps[i].Entity, ps[i].Country, string(ps[i].Sector))
	}
}
