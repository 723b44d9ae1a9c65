package code

import (
	"kabar/internal/code/belief"
	"kabar/internal/event"
)

// Trace is the account of one report's coding: everything that was seen,
// tried and decided, for people who want to know why.
type Trace struct {
	Result
	Sentences []SentenceTrace  // one for each sentence of the report, in order
	Marks     [][]belief.Mark  // of each event of Result: what its confidence rests on
	Shares    [][]belief.Share // and what each of them adds, the weightiest first
	Times     [][]TimeChoice   // of each event of Result: the times that it may have
	Parties   [][]PartyChoice  // and who may be on a side that its words leave empty
}

// PartyChoice is somebody who may be on a side of an event that the words leave
// empty.
type PartyChoice struct {
	event.Party
	Actor bool          // the side: of the actors, or of the recipients
	Marks []belief.Mark // what speaks for it and against it
	P     float64       // how likely it is
}

// TimeChoice is a time of the report that an event may have.
type TimeChoice struct {
	event.When
	Marks []belief.Mark // what speaks for it and against it
	P     float64       // how likely it is the event's
}

// SentenceTrace is the account of one sentence.
type SentenceTrace struct {
	Mentions []Mention // who and what the sentence names
	Tries    []Try     // every rule whose words were seen
	Times    []event.When
	Places   []event.Where
	Speakers []event.Speaker
}

// Mention is a span that names an actor or a kind of actor.
type Mention struct {
	event.Party
	Head int // index of the head token in the sentence
}

// Try is one rule whose words were seen in a sentence: it fired, or why not.
type Try struct {
	Rule    string // file:id
	Frame   string
	Trigger event.Words
	Event   int    // index into Result.Events, -1 when the rule gave no event of its own
	Why     string // what decided it, in short words

	told bool // it gave an event, before merging
	typ  event.Type
}
