package export

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"kabar/internal/event"
)

// DefaultWidth is the width in columns of what is written for people where no
// terminal says otherwise.
const DefaultWidth = 100

// minWidth is the narrowest layout; narrower terminals break its lines.
const minWidth = 72

// Styles of terminal text: SGR sequences.
const (
	styleBold = "\x1b[1m"
	styleDim  = "\x1b[2m"
	styleOff  = "\x1b[0m"
)

// clean makes s one line that a terminal can show: runs of white space become
// one blank, and control characters and changes of writing direction become
// U+FFFD.
func clean(s string) string {
	var b strings.Builder
	blank := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			blank = true
			continue
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			r = unicode.ReplacementChar
		}
		if blank && b.Len() > 0 {
			b.WriteByte(' ')
		}
		blank = false
		b.WriteRune(r)
	}
	return b.String()
}

// columnsOf is how many columns s takes. Wide and combining letters, which
// neither language uses, are counted as one each.
func columnsOf(s string) int { return utf8.RuneCountInString(s) }

// pad fills s with blanks up to n columns.
func pad(s string, n int) string {
	if k := n - columnsOf(s); k > 0 {
		return s + strings.Repeat(" ", k)
	}
	return s
}

// clip cuts s to n columns, the last of which then is an ellipsis.
func clip(s string, n int) string {
	if columnsOf(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// wrap breaks s at blanks into lines of at most n columns; longer words are cut.
func wrap(s string, n int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(s) {
		if line != "" && columnsOf(line)+1+columnsOf(word) <= n {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for columnsOf(word) > n {
			r := []rune(word)
			lines = append(lines, string(r[:n]))
			word = string(r[n:])
		}
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// rule writes a heading as "── words ─────" of n columns.
func rule(words string, n int) string {
	s := "── " + clip(clean(words), n-6) + " "
	return s + strings.Repeat("─", max(0, n-columnsOf(s)))
}

// dates writes an interval as shortly as its days allow: a day, a month, a year
// or a range. It is empty when the days are not known.
func dates(iv event.Interval) string {
	if !iv.Start.Known() {
		return ""
	}
	if iv.Start == iv.End || !iv.End.Known() {
		return iv.Start.String()
	}
	y1, m1, d1 := iv.Start.Date()
	y2, m2, _ := iv.End.Date()
	if _, _, next := (iv.End + 1).Date(); d1 != 1 || next != 1 {
		return iv.Start.String() + " – " + iv.End.String()
	}
	switch {
	case y1 == y2 && m1 == m2:
		return fmt.Sprintf("%04d-%02d", y1, m1)
	case m1 == 1 && m2 == 12 && y1 == y2:
		return fmt.Sprintf("%04d", y1)
	case m1 == 1 && m2 == 12:
		return fmt.Sprintf("%04d – %04d", y1, y2)
	}
	return fmt.Sprintf("%04d-%02d – %04d-%02d", y1, m1, y2, m2)
}

// heading names a report with what is known of it.
func heading(c *Coded) string {
	parts := []string{c.Report.ID}
	for _, s := range []string{c.Report.Lang, c.Report.Published.String(), c.Report.Outlet, c.Report.Title} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}

// count writes n with a noun: "1 event", "2 events".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
