package cli

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

// tally counts what was done, tells of what was not, and shows progress to a
// person who has to wait.
type tally struct {
	command                  string
	s                        *streams
	reports, events, skipped int
	start                    time.Time
	size                     int64 // bytes of all inputs, -1 when not known
	read                     int64
	shown                    time.Time // when progress was last shown; zero when none is on the screen
}

const (
	// longWork is how long work takes before its progress is shown.
	longWork = 2 * time.Second
	// showEvery is the least time between two shows of progress.
	showEvery = 200 * time.Millisecond
	// eraseLine takes the cursor to the start of its line and empties that.
	eraseLine = "\r\x1b[K"
)

func newTally(command string, s *streams, files []string) *tally {
	t := &tally{command: command, s: s, start: time.Now()}
	for _, f := range files {
		st, err := os.Stat(f)
		if f == "-" || err == nil && !st.Mode().IsRegular() {
			t.size = -1
			break
		}
		if err == nil {
			t.size += st.Size()
		}
	}
	return t
}

// say writes one line to standard error.
func (t *tally) say(format string, args ...any) {
	t.stop()
	fmt.Fprintf(t.s.err, "kabar "+t.command+": "+format+"\n", args...)
}

// skip counts an input of n bytes that was not done, and says why. An error
// that names the place itself has no pos.
func (t *tally) skip(pos string, n int, err error) {
	t.skipped++
	if pos != "" {
		pos += ": "
	}
	t.say("%s%v (skipped)", pos, err)
	t.progress(n)
}

// done counts a report of n bytes.
func (t *tally) done(n, events int) {
	t.reports++
	t.events += events
	t.progress(n)
}

// progress shows how far the work is, if it is long, somebody watches, and the
// results do not show it.
func (t *tally) progress(n int) {
	t.read += int64(n)
	if !t.s.errTerm || t.s.outTerm {
		return
	}
	now := time.Now()
	if now.Sub(t.start) < longWork || now.Sub(t.shown) < showEvery {
		return
	}
	t.shown = now
	share := ""
	if t.size > 0 {
		share = fmt.Sprintf(", %d %%", min(100, 100*t.read/t.size))
	}
	fmt.Fprintf(t.s.err, "%s%s%s", eraseLine, t.counts(), share)
}

func (t *tally) counts() string {
	s := number(t.reports, "report")
	if t.command == "code" {
		s += ", " + number(t.events, "event")
	}
	return s
}

// stop takes the progress off the screen.
func (t *tally) stop() {
	if !t.shown.IsZero() {
		fmt.Fprint(t.s.err, eraseLine)
		t.shown = time.Time{}
	}
}

// sum tells the counts if something was skipped, or the work was long and
// somebody watches. It returns errSkipped in the first case.
func (t *tally) sum() error {
	long := t.s.errTerm && time.Since(t.start) > longWork
	if t.skipped > 0 || long {
		fmt.Fprintf(t.s.err, "kabar: %s, %s skipped\n", t.counts(), thousands(t.skipped))
	}
	if t.skipped > 0 {
		return errSkipped
	}
	return nil
}

// number writes n with a noun, as in "1 report" and "1,000 reports".
func number(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return thousands(n) + " " + noun
}

// thousands writes n with commas between groups of three digits.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
