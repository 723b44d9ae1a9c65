// Package export writes coded reports: as JSON Lines, JSON, CSV and a table for
// people, and the account of one report's coding. A format is a value that
// appends to byte slices; it opens no file and keeps no state, so that reports
// can be written out in any order and by many at once.
package export

import (
	"strings"

	"kabar/internal/event"
	"kabar/internal/text"
)

// Coded is one report with what was coded from it.
type Coded struct {
	Report *text.Report
	Events []event.Event
	Notes  []event.Note
}

// versionDigits is how many digits of a version hash stand in an event.
const versionDigits = 12

func short(version string) string {
	if len(version) > versionDigits {
		return version[:versionDigits]
	}
	return version
}

// label is the country and sector of a participant, as far as they are known.
func label(p *event.Party) string {
	s := strings.TrimSpace(p.Country + " " + string(p.Sector))
	if s == "" {
		return "unknown"
	}
	return s
}

// name is the fullest name of a speaker.
func name(s *event.Speaker) string {
	if s.Name != "" {
		return s.Name
	}
	return s.Text
}
