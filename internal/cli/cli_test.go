package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"kabar/internal/export"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"kabar": func() { os.Exit(Main()) },
	})
}

// TestScripts runs the program as people do; testdata/cli holds the sessions.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/cli",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("EXAMPLES", mustAbs("../../examples"))
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"status": status,
			"bytes":  writeBytes,
		},
	})
}

func mustAbs(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		panic(err)
	}
	return abs
}

// status runs a command and checks its exit code: status CODE COMMAND ARGS...
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status CODE COMMAND ARGS...")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// writeBytes appends to a file what a script cannot spell: bytes FILE COUNT
// GO-STRING, which is written COUNT times.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: bytes FILE COUNT GO-STRING")
	}
	count, err := strconv.Atoi(args[1])
	ts.Check(err)
	s, err := strconv.Unquote(`"` + strings.ReplaceAll(args[2], `"`, `\"`) + `"`)
	ts.Check(err)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	ts.Check(err)
	_, err = f.WriteString(strings.Repeat(s, count))
	ts.Check(errors.Join(err, f.Close()))
}

func TestExitCode(t *testing.T) {
	cases := []struct {
		err  error
		want int
	}{
		{nil, 0},
		{&fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EPIPE}, 0},
		{errors.New("disk full"), 1},
		{usage("--sentence %d", 9), 2},
		{errSkipped, 3},
		{fmt.Errorf("reading: %w", context.Canceled), 130},
	}
	for _, c := range cases {
		if got := exitCode(c.err); got != c.want {
			t.Errorf("exitCode(%v) = %d, want %d", c.err, got, c.want)
		}
	}
}

// TestInterrupt checks that a command which waits for input ends at once.
func TestInterrupt(t *testing.T) {
	for _, args := range [][]string{{"code", "-"}, {"parse", "-"}} {
		ctx, cancel := context.WithCancel(context.Background())
		in, hang := io.Pipe()
		defer hang.Close()
		done := make(chan int)
		go func() { done <- run(ctx, args, &streams{in: in, out: io.Discard, err: io.Discard}) }()
		cancel()
		select {
		case code := <-done:
			if code != exitInterrupted {
				t.Errorf("kabar %s: exit code %d, want %d", strings.Join(args, " "), code, exitInterrupted)
			}
		case <-time.After(10 * time.Second):
			t.Errorf("kabar %s: did not end", strings.Join(args, " "))
		}
	}
}

// TestWriteFault checks that output which cannot be written is a failure, and
// that a reader which went away is none.
func TestWriteFault(t *testing.T) {
	for _, c := range []struct {
		fault  error
		want   int
		quiet  bool
		format string
	}{
		{errors.New("disk full"), exitFailed, false, "jsonl"},
		{errors.New("disk full"), exitFailed, false, "csv"},
		{syscall.EPIPE, exitDone, true, "jsonl"},
	} {
		var messages strings.Builder
		s := &streams{in: strings.NewReader(""), out: brokenPipe{c.fault}, err: &messages}
		got := run(context.Background(), []string{"code", "-o", c.format, "--date", "2025-07-12", "../../examples/kunjungan.txt"}, s)
		if got != c.want || (messages.Len() == 0) != c.quiet {
			t.Errorf("%v: exit code %d, want %d; messages %q", c.fault, got, c.want, &messages)
		}
	}
}

type brokenPipe struct{ err error }

func (b brokenPipe) Write([]byte) (int, error) { return 0, b.err }

// TestTerminal checks what a person sees and a pipe does not.
func TestTerminal(t *testing.T) {
	args := []string{"code", "--date", "2025-07-12", "../../examples/kunjungan.txt"}
	for _, c := range []struct {
		name        string
		s           streams
		table, bold bool
	}{
		{"pipe", streams{}, false, false},
		{"terminal", streams{outTerm: true, width: 80, color: true}, true, true},
		{"terminal without colour", streams{outTerm: true, width: 80}, true, false},
	} {
		var out, messages strings.Builder
		c.s.in, c.s.out, c.s.err = strings.NewReader(""), &out, &messages
		if code := run(context.Background(), args, &c.s); code != exitDone {
			t.Fatalf("%s: exit code %d: %s", c.name, code, &messages)
		}
		if got := strings.Contains(out.String(), "WHO → WHOM"); got != c.table {
			t.Errorf("%s: a table is %v, want %v", c.name, got, c.table)
		}
		if got := strings.Contains(out.String(), "\x1b["); got != c.bold {
			t.Errorf("%s: styles are %v, want %v", c.name, got, c.bold)
		}
		for line := range strings.Lines(out.String()) {
			if n := len([]rune(line)) - 1; c.table && !c.bold && n > c.s.width {
				t.Errorf("%s: a line of %d columns: %s", c.name, n, line)
			}
		}
	}
}

// TestExplainWidth checks that the account of each example fits a page.
func TestExplainWidth(t *testing.T) {
	files, err := filepath.Glob("../../examples/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, f := range files {
		var out, messages strings.Builder
		s := &streams{in: strings.NewReader(""), out: &out, err: &messages}
		if code := run(context.Background(), []string{"explain", "--date", "2025-07-12", f}, s); code != exitDone {
			t.Fatalf("%s: exit code %d: %s", f, code, &messages)
		}
		for line := range strings.Lines(out.String()) {
			if n := len([]rune(line)) - 1; n > export.DefaultWidth {
				t.Errorf("%s: a line of %d columns: %s", f, n, line)
			}
		}
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := thousands(n); got != want {
			t.Errorf("thousands(%d) = %q, want %q", n, got, want)
		}
	}
}
