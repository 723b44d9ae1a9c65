// Package code turns a report with its language analysis into events: it spots
// mentions, matches rules and fills the slots of each event with the words
// that they rest on. It mends the trees of the report where it knows better
// (tree.Rehang), and writes nothing else into it.
package code

import "kabar/internal/event"

// Result is what coding one report gives. Events are sorted by trigger span,
// notes by span.
type Result struct {
	Events []event.Event
	Notes  []event.Note
}
