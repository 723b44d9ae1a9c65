package when

import (
	"time"

	"kabar/internal/event"
	"kabar/internal/text"
)

// tense is which way an expression without a direction of its own looks.
type tense uint8

const (
	neutral tense = iota
	past
	future
)

// reading is what an atom stands for.
type reading struct {
	event.Interval
	absolute  bool // rests on the text alone
	ambiguous bool
}

// coming is how many days after publication a date without a year may lie
// before the one of the year before is taken, where no word tells the
// direction.
const coming = 60

// slip is the most days by which a weekday and a date that stand together may
// disagree for both to be kept; further apart, the date alone is read.
const slip = 3

// resolve gives the days of a. pub may be unknown: then only absolute
// expressions have days. ok is false when the words give no possible day, such
// as 31 February.
func resolve(a *atom, pub text.Day, t tense) (reading, bool) {
	r := reading{ambiguous: a.doubtful && a.day[0] <= 12}
	if absolute(a) {
		r.absolute = true
	} else if !pub.Known() {
		return r, true
	}
	var ok bool
	switch a.op {
	case opDate:
		ok = r.date(a, pub, t)
	case opDayOf:
		ok = r.dayOf(a, pub, t)
	case opWeekday:
		ok = r.weekday(a, pub, t)
	case opMonth:
		ok = r.month(a, pub, t)
	case opYear:
		ok = r.year(a)
	case opQuarter:
		ok = r.slice(a, pub, 3)
	case opHalf:
		ok = r.slice(a, pub, 6)
	case opDecade:
		ok = r.decade(a)
	case opThis:
		ok = r.this(a, pub, t)
	case opShift:
		ok = r.shift(a, pub)
	case opLast, opNext:
		ok = r.window(a, pub)
	case opWeekend:
		whole := *a
		whole.unit[0] = uWeekend
		ok = r.this(&whole, pub, t)
	case opWithin:
		next := *a
		next.dir = dirNext
		ok = r.shift(&next, pub)
	case opRest:
		ok = r.rest(a, pub)
	case opOffset:
		d := pub + text.Day(a.offset)
		ok = r.set(d, d, event.DayGrain)
	case opNow:
		ok = r.set(pub, pub, event.DayGrain)
	}
	return r, ok && r.Start.Known() && r.End >= r.Start
}

// absolute reports whether a needs no publication date.
func absolute(a *atom) bool {
	switch a.op {
	case opDate, opMonth, opYear, opQuarter, opHalf, opDecade:
		return a.year[0] != 0
	}
	return false
}

func (r *reading) set(start, end text.Day, g event.Grain) bool {
	r.Interval = event.Interval{Start: start, End: end, Grain: g}
	return true
}

// day returns the given date; ok is false when there is no such day.
func day(y, m, d int) (text.Day, bool) {
	v := text.NewDay(y, time.Month(m), d)
	yy, mm, dd := v.Date()
	return v, yy == y && int(mm) == m && dd == d
}

// months returns the first day of the month n months from the given one.
func months(y, m, n int) text.Day { return text.NewDay(y, time.Month(m+n), 1) }

func wd(d text.Day) int { return (int(d.Weekday())+6)%7 + 1 }

// span sets the n months from month m of year y.
func (r *reading) span(y, m, n int, g event.Grain) bool {
	return r.set(months(y, m, 0), months(y, m, n)-1, g)
}

// date reads days of a month. Without a year it takes the one whose day is
// nearest: at or before publication, or after it in a future clause; a weekday
// that fits one year only decides.
func (r *reading) date(a *atom, pub text.Day, t tense) bool {
	y := int(a.year[0])
	if a.unit[0] == uYear { // "17 Juni tahun lalu"
		y, _, _ = pub.Date()
		y += int(a.dir - dirThis)
	}
	m1, d1, d2 := int(a.month[0]), int(a.day[0]), int(a.day[1])
	m2 := m1
	if a.month[1] != 0 {
		m2 = int(a.month[1])
	}
	if y == 0 {
		var ok bool
		if y, ok = nearestYear(m1, d1, int(a.weekday[0]), pub, t); !ok {
			return false
		}
	}
	start, ok := day(y, m1, d1)
	if !ok {
		return false
	}
	end := start
	if d2 != 0 {
		if m2 < m1 {
			if a.year[0] != 0 { // "28 Desember - 3 Januari 2025"
				if start, ok = day(y-1, m1, d1); !ok {
					return false
				}
			} else {
				y++
			}
		}
		if end, ok = day(y, m2, d2); !ok || end < start {
			return false
		}
		return r.set(start, end, event.DayGrain)
	}
	if w := int(a.weekday[0]); w != 0 && a.weekday[1] == 0 && w != wd(start) {
		r.ambiguous = true
		off := (w - wd(start) + 7) % 7
		if off <= slip {
			end = start + text.Day(off)
		} else if 7-off <= slip {
			start -= text.Day(7 - off)
		}
	}
	return r.set(start, end, event.DayGrain)
}

// nearestYear returns the year in which day d of month m is meant.
func nearestYear(m, d, w int, pub text.Day, t tense) (int, bool) {
	py, _, _ := pub.Date()
	best, cost := 0, 0
	for y := py - 1; y <= py+1; y++ {
		v, ok := day(y, m, d)
		if !ok {
			continue
		}
		c := int(v - pub)
		switch {
		case c > 0 && t == future, c <= 0 && t != future:
		case c > 0 && c <= coming && t == neutral:
			c += coming // rather a day behind that is as near
		case c > 0:
			c += 1000
		case c < 0:
			c -= 1000 // future, yet behind
		}
		c = max(c, -c)
		if w != 0 && wd(v) != w {
			if off := (w - wd(v) + 7) % 7; c <= 31 && (off == 1 || off == 6) {
				c += 200 // a slip of the pen
			} else {
				c += 4000
			}
		}
		if best == 0 || c < cost {
			best, cost = y, c
		}
	}
	return best, best != 0
}

// dayOf reads "tanggal 17": the nearest such day, as in nearestYear.
func (r *reading) dayOf(a *atom, pub text.Day, t tense) bool {
	d := int(a.day[0] + a.ord)
	y, m, _ := pub.Date()
	var best text.Day
	for n := -2; n <= 2; n++ {
		my, mm, _ := months(y, int(m), n).Date()
		v, ok := day(my, int(mm), d)
		if !ok {
			continue
		}
		switch {
		case t != future && v <= pub:
			best = v
		case t == future && v >= pub && best == 0:
			best = v
		}
	}
	return best.Known() && r.set(best, best, event.DayGrain)
}

// weekday reads a weekday.
func (r *reading) weekday(a *atom, pub text.Day, t tense) bool {
	w := int(a.weekday[0])
	dir := a.dir
	switch { // "Kamis kemarin", "Senin besok"
	case a.offset < 0:
		dir = dirPast
	case a.offset > 0:
		dir = dirNext
	}
	back := text.Day((wd(pub) - w + 7) % 7) // days since the last one
	var d text.Day
	switch {
	case a.unit[0] == uWeek || a.unit[0] == uWeekend:
		d = pub - text.Day(wd(pub)-w) + 7*text.Day(a.dir-dirThis)
	case dir == dirPast && back == 0:
		d = pub - 7
	case dir == dirPast:
		d = pub - back
	case dir == dirNext:
		d = pub - back + 7
	case dir == dirThis:
		d = pub - text.Day(wd(pub)-w)
	case t == future && back > 0:
		d = pub - back + 7
	default:
		d = pub - back
	}
	r.ambiguous = r.ambiguous || a.offset != 0 && pub+text.Day(a.offset) != d
	return r.set(d, d, event.DayGrain)
}

// month reads a month, a part of one, or two.
func (r *reading) month(a *atom, pub text.Day, t tense) bool {
	m := int(a.month[0])
	y := int(a.year[0])
	if y == 0 {
		py, pm, _ := pub.Date()
		y = py
		switch {
		case a.unit[0] == uYear:
			y += int(a.dir - dirThis)
		case a.dir == dirThis:
		case a.dir == dirPast:
			if m >= int(pm) {
				y--
			}
		case a.dir == dirNext:
			if m <= int(pm) {
				y++
			}
		case t == future:
			if m < int(pm) {
				y++
			}
		case m > int(pm):
			y--
		}
	}
	if m2 := int(a.month[1]); m2 != 0 {
		n := m2 - m
		if n < 0 {
			n += 12
		}
		if a.year[0] != 0 && m2 < m {
			y-- // "Desember–Januari 2025": the year is the second's
		}
		return r.span(y, m, n+1, event.Month)
	}
	if p := a.part[0]; p != 0 {
		end := months(y, m, 1) - 1
		first := months(y, m, 0)
		lo, hi := thirds(first, end, p)
		if a.part[1] != 0 {
			_, hi = thirds(first, end, a.part[1])
			if a.part[1] == partMid {
				hi = first + 14
			}
		}
		return r.set(lo, hi, event.Week)
	}
	return r.span(y, m, 1, event.Month)
}

// thirds cuts a month into the days 1–10, 11–20 and 21 to its end.
func thirds(first, end text.Day, part int32) (lo, hi text.Day) {
	switch part {
	case partEarly:
		return first, first + 9
	case partMid:
		return first + 10, first + 19
	}
	return first + 20, end
}

// yearPart returns the first month and the number of months of a part of a
// year: its first quarter, the four months about its middle, its last quarter.
func yearPart(part int32) (m, n int) {
	switch part {
	case partEarly:
		return 1, 3
	case partMid:
		return 5, 4
	}
	return 10, 3
}

// year reads a year, a part of one, or a range of years.
func (r *reading) year(a *atom) bool {
	y := int(a.year[0])
	if a.year[1] != 0 {
		return r.set(months(y, 1, 0), months(int(a.year[1]), 13, 0)-1, event.Year)
	}
	return r.partOfYear(a, y)
}

func (r *reading) partOfYear(a *atom, y int) bool {
	if a.part[0] == 0 {
		return r.span(y, 1, 12, event.Year)
	}
	m, n := yearPart(a.part[0])
	if a.part[1] != 0 {
		m2, n2 := yearPart(a.part[1])
		if a.part[1] == partMid {
			n2 = 2 // up to the middle of the year
		}
		n = m2 + n2 - m
	}
	return r.span(y, m, n, event.Quarter)
}

// slice reads a quarter or a half of a year, n months long.
func (r *reading) slice(a *atom, pub text.Day, n int) bool {
	k := int(a.ord + a.count)
	if k < 1 || k > 12/n {
		return false
	}
	y := int(a.year[0])
	if y == 0 {
		y, _, _ = pub.Date()
		if a.dir != 0 {
			y += int(a.dir - dirThis)
		} else if months(y, 1, (k-1)*n) > pub {
			y--
		}
	}
	return r.span(y, (k-1)*n+1, n, event.Quarter)
}

// decade reads "1990-an", or a part of it.
func (r *reading) decade(a *atom) bool {
	y, n := int(a.year[0]), 10
	if y%10 != 0 {
		return false
	}
	switch a.part[0] {
	case partEarly:
		n = 4
	case partMid:
		y, n = y+4, 3
	case partLate:
		y, n = y+7, 3
	}
	return r.set(months(y, 1, 0), months(y+n, 1, 0)-1, event.Decade)
}

// this reads a calendar unit beside publication. "This week" of what has
// happened ends with publication.
func (r *reading) this(a *atom, pub text.Day, t tense) bool {
	y, mo, _ := pub.Date()
	m, k := int(mo), int(a.dir-dirThis)
	if a.dir == 0 {
		k = 0
	}
	monday := pub - text.Day(wd(pub)-1)
	switch a.unit[0] {
	case uDay:
		d := pub + text.Day(k)
		return r.set(d, d, event.DayGrain)
	case uWeekend:
		sat := monday + 5 + 7*text.Day(k)
		if a.dir == 0 && t != future && sat > pub {
			sat -= 7
		}
		if a.dir == dirPast && sat+1 >= pub {
			sat -= 7
		}
		return r.set(sat, sat+1, event.DayGrain)
	case uWeek:
		start := monday + 7*text.Day(k)
		switch a.part[0] {
		case partEarly:
			return r.set(start, start+1, event.DayGrain)
		case partMid:
			return r.set(start+2, start+3, event.DayGrain)
		case partLate:
			return r.set(start+4, start+6, event.DayGrain)
		}
		r.set(start, start+6, event.Week)
	case uMonth:
		first := months(y, m, k)
		end := months(y, m, k+1) - 1
		if a.part[0] != 0 {
			lo, hi := thirds(first, end, a.part[0])
			return r.set(lo, hi, event.Week)
		}
		r.set(first, end, event.Month)
	case uQuarter:
		r.span(y, (m-1)/3*3+1+3*k, 3, event.Quarter)
	case uHalf:
		r.span(y, (m-1)/6*6+1+6*k, 6, event.Quarter)
	case uYear:
		if a.part[0] != 0 {
			if a.dir == 0 { // "awal tahun": the nearest one begun
				if pm, _ := yearPart(a.part[0]); pm > m && t != future {
					k--
				}
			}
			return r.partOfYear(a, y+k)
		}
		r.span(y+k, 1, 12, event.Year)
	case uDecade:
		y = y/10*10 + 10*k
		r.set(months(y, 1, 0), months(y+10, 1, 0)-1, event.Decade)
	default:
		return false
	}
	if k == 0 && t != future && r.End > pub {
		r.End = pub
	}
	return true
}
