package text

import (
	"fmt"
	"time"
)

// Day is a civil day in the proleptic Gregorian calendar, counted from
// 0001-01-01 = 1. The zero value means that the day is not known.
type Day int32

var epoch = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)

// NewDay returns the day of the given date. Values outside their ranges are
// normalised as time.Date does: 32 October is 1 November. Years outside
// 1..9999 give the zero Day.
func NewDay(year int, month time.Month, day int) Day {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if t.Year() < 1 || t.Year() > 9999 {
		return 0
	}
	return Day((t.Unix()-epoch.Unix())/86400) + 1
}

// ParseDay reads an ISO 8601 calendar date, or the date part of an ISO 8601
// date and time as written, such as "2025-07-12T09:00:00+07:00".
func ParseDay(s string) (Day, error) {
	head := s
	if len(s) > 10 && (s[10] == 'T' || s[10] == ' ') {
		head = s[:10]
	}
	t, err := time.Parse(time.DateOnly, head)
	if err != nil {
		return 0, fmt.Errorf("date %q: want YYYY-MM-DD", s)
	}
	return NewDay(t.Year(), t.Month(), t.Day()), nil
}

func (d Day) time() time.Time { return time.Unix(epoch.Unix()+int64(d-1)*86400, 0).UTC() }

// Known reports whether d is a day at all.
func (d Day) Known() bool { return d > 0 }

// Date returns the parts of d; zeros when d is not known.
func (d Day) Date() (year int, month time.Month, day int) {
	if !d.Known() {
		return 0, 0, 0
	}
	return d.time().Date()
}

// Weekday returns the day of the week of d, which must be known.
func (d Day) Weekday() time.Weekday { return d.time().Weekday() }

// String returns d as YYYY-MM-DD, or "" when it is not known.
func (d Day) String() string {
	if !d.Known() {
		return ""
	}
	return d.time().Format(time.DateOnly)
}
