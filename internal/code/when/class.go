package when

import "fmt"

// class is a word class of the pattern language. Those below carry a value or
// are told by the marks themselves; a lexicon may name further ones, which only
// have to match.
type class uint8

const (
	cNone    class = iota
	cNum           // a count, in digits or words
	cClock         // 0..59
	cDay           // 1..31
	cMon           // 1..12 in digits
	cYear          // four digits
	cShort         // two digits of a year
	cTens          // two digits of a decade
	cOrd           // first, second …
	cOpen          // ( [
	cClose         // ) ]
	cComma         // ,
	cSlash         // / between touching pieces
	cDot           // . between touching pieces
	cColon         // : between touching pieces
	cHyphen        // - between touching pieces
	cDash          // – or a free -
	cApos          // apostrophe
	cWeekday       // 1 Monday … 7 Sunday
	cMonth         // 1..12
	cAbbr          // a month cut short: "Nov."
	cUnit          // day, week …
	cOne           // a unit with its one: "setahun"
	cSome          // a vague count: "beberapa", "a few"
	cDir           // past, this, next
	cAgo           // past or next, behind a count: "lalu", "ago", "lagi"
	cRest          // past or next, before "this": "earlier", "later"
	cPart          // early, mid, late
	cOffset        // days from publication: "kemarin" -1
	cApprox        // under, about, over: "hampir", "sekitar", "lebih dari"
	cSince         // "sejak"
	cUntil         // "sampai"
	cFrom          // "dari"
	cBetween       // "antara"
	cTo            // "sampai", "to", between two times
	cAnd           // "dan", "atau"
	cLasting       // "selama", "for"
	cEach          // "setiap", "every"
	cFuture        // words that put their clause into the future
	cPast          // words that put their clause into the past
	cCite          // words of a line that names its source
	firstFree
)

var classNames = [firstFree]string{
	"", "num", "clock", "day", "mon", "year", "short", "tens", "ord", "open", "close", "comma", "slash",
	"dot", "colon", "hyphen", "dash", "apos", "weekday", "month", "abbr", "unit", "one", "some", "dir", "ago",
	"rest", "part", "offset", "approx", "since", "until", "from", "between", "to", "and", "lasting",
	"each", "future", "past", "cite",
}

// unit is a unit of time; the zero value is none.
type unit = int32

const (
	uDay unit = iota + 1
	uWeek
	uMonth
	uQuarter
	uHalf
	uYear
	uDecade
	uWeekend
	uHour  // hours and less: nothing that a day shows
	uWhile // "waktu": some time
)

var unitNames = [...]string{"", "day", "week", "month", "quarter", "half", "year", "decade", "weekend", "hour", "while"}

// Directions, parts and bounds, as the values of their classes.
const (
	dirPast int32 = iota + 1
	dirThis
	dirNext
)

const (
	partEarly int32 = iota + 1
	partMid
	partLate
)

const (
	approxUnder int32 = iota + 1
	approxAbout
	approxOver
)

// value reads the value column of a lexicon row of class c.
func value(c class, s string) (int32, error) {
	names := []string(nil)
	lo, hi := 0, 0
	switch c {
	case cUnit, cOne:
		names = unitNames[:]
	case cDir, cAgo, cRest:
		names = []string{"", "past", "this", "next"}
	case cPart:
		names = []string{"", "early", "mid", "late"}
	case cApprox:
		names = []string{"", "under", "about", "over"}
	case cWeekday:
		lo, hi = 1, 7
	case cMonth, cAbbr:
		lo, hi = 1, 12
	case cOrd, cDay:
		lo, hi = 1, 31
	case cNum:
		lo, hi = 1, 9999
	case cOffset:
		lo, hi = -7, 7
	default:
		if s != "-" {
			return 0, fmt.Errorf("value %q: this class takes none, want -", s)
		}
		return 0, nil
	}
	if names != nil {
		for i, n := range names[1:] {
			if n == s {
				return int32(i + 1), nil
			}
		}
		return 0, fmt.Errorf("value %q: want one of %q", s, names[1:])
	}
	v, err := parseInt(s)
	if err != nil || v < lo || v > hi {
		return 0, fmt.Errorf("value %q: want a whole number from %d to %d", s, lo, hi)
	}
	return int32(v), nil
}
