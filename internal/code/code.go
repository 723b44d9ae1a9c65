// Package code turns a report with its language analysis into events: it spots
// mentions, matches rules and fills the slots of each event with the words
// that they rest on. It writes nothing into the report.
package code

import "kabar/internal/event"

// Result is what coding one report gives. Events are sorted by trigger span,
// notes by span.
type Result struct {
	Events []event.Event
	Notes  []event.Note
}
