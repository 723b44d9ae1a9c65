package when

import (
	"kabar/internal/event"
	"kabar/internal/text"
)

// length returns n units back or on from d.
func length(d text.Day, u unit, n int) text.Day {
	y, m, dd := d.Date()
	switch u {
	case uWeek, uWeekend:
		return d + text.Day(7*n)
	case uMonth, uQuarter, uHalf, uYear, uDecade:
		k := monthsIn[u] * n
		first := months(y, int(m), k)
		fy, fm, _ := first.Date()
		last := months(fy, int(fm), 1) - 1
		return min(first+text.Day(dd-1), last)
	}
	return d + text.Day(n)
}

// monthsIn is how many months a unit has.
var monthsIn = [...]int{uMonth: 1, uQuarter: 3, uHalf: 6, uYear: 12, uDecade: 120}

// maxCount is the largest count of units that is reckoned with.
const maxCount = 2000

// shift reads "three days ago". Days are exact; the wider the unit, the wider
// the interval: a week ago is a week about that day, a month ago a month, a
// year ago the three months about it, two and more years ago the calendar
// year. "Almost" and "more than" lay a quarter of the distance on the side
// that they name.
func (r *reading) shift(a *atom, pub text.Day) bool {
	sign := -1
	if a.dir == dirNext {
		sign = 1
	}
	u, n := a.unit[0], int(a.count)
	if n > maxCount {
		return false
	}
	if u == uHour {
		return r.set(pub, pub, event.DayGrain)
	}
	if n < 0 {
		lo, hi := length(pub, u, 2*sign), length(pub, u, 5*sign)
		if u == uWhile {
			lo, hi = pub+text.Day(7*sign), pub+text.Day(90*sign)
		}
		return r.set(min(lo, hi), max(lo, hi), coarser(u))
	}
	if n == 0 {
		return false
	}
	mid := length(pub, u, n*sign)
	far := mid - pub
	if a.approx == approxUnder || a.approx == approxOver {
		quarter := far / 4
		if u == uYear && n <= 40 { // in whole months
			k := 9 * n
			if a.approx == approxOver {
				k = 15 * n
			}
			other := length(pub, uMonth, k*sign)
			return r.set(min(mid, other), max(mid, other), event.Quarter)
		}
		other := mid - quarter
		if a.approx == approxOver {
			other = mid + quarter
		}
		return r.set(min(mid, other), max(mid, other), coarser(u))
	}
	switch u {
	case uWeek, uWeekend:
		return r.set(mid-3, mid+3, event.Week)
	case uMonth:
		return r.set(mid-15, mid+15, event.Month)
	case uYear:
		if n == 1 {
			return r.set(mid-45, mid+45, event.Quarter)
		}
		y, _, _ := mid.Date()
		return r.span(y, 1, 12, event.Year)
	case uDecade:
		return r.set(length(mid, uYear, -5), length(mid, uYear, 5), event.Decade)
	}
	if a.approx == approxAbout && n > 2 {
		w := max(1, far/8, -far/8)
		return r.set(mid-w, mid+w, event.Week)
	}
	return r.set(mid, mid, event.DayGrain)
}

// coarser is the grain of a vague count of units.
func coarser(u unit) event.Grain {
	switch u {
	case uDay, uWeekend:
		return event.Week
	case uWeek, uWhile:
		return event.Month
	case uMonth, uQuarter, uHalf:
		return event.Quarter
	case uYear:
		return event.Year
	case uDecade:
		return event.Decade
	}
	return event.DayGrain
}

// window reads "the last three weeks" and "the next days": up to or from
// publication. A vague count is four days, three of a longer unit, thirty days
// of "some time".
func (r *reading) window(a *atom, pub text.Day) bool {
	u, n := a.unit[0], int(a.count)
	if n > maxCount {
		return false
	}
	if u == 0 {
		u = uWhile
	}
	if n <= 0 {
		switch u {
		case uDay:
			n = 4
		case uWhile:
			n = 30
		default:
			n = 3
		}
	}
	sign := -1
	if a.op == opNext {
		sign = 1
	}
	other := length(pub, u, n*sign)
	if u == uHour {
		other = pub + text.Day(sign*min(1, n/12))
	}
	return r.set(min(pub, other), max(pub, other), coarser(u))
}

// rest reads "earlier this month", "later this week".
func (r *reading) rest(a *atom, pub text.Day) bool {
	whole := *a
	whole.part = [2]int32{}
	if !r.this(&whole, pub, future) {
		return false
	}
	if a.unit[0] == uDay || a.unit[0] == uWeekend {
		return true
	}
	if a.rest == dirPast {
		r.End = max(r.Start, min(r.End, pub-1))
	} else {
		r.Start = min(r.End, max(r.Start, pub+1))
	}
	return true
}
