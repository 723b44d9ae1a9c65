// Package cli is the command line: commands, flags, streams and exit codes. It
// wires the rooms together and gives them the data; what they do is theirs.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"kabar/internal/text"
)

// Exit codes of every command; see also exitHelp.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitSkipped     = 3
	exitInterrupted = 130
)

const exitHelp = `EXIT STATUS
  0    done
  1    failed: output could not be written, or the program's own data is broken
  2    wrong usage
  3    done, but one or more inputs were skipped; standard error says which
  130  interrupted`

// streams are what a command reads and writes, and what is at their other end.
type streams struct {
	in       io.Reader
	out, err io.Writer
	inTerm   bool // a person types the input
	outTerm  bool // a person reads the output
	errTerm  bool // a person reads the messages
	width    int  // columns of the terminal at out; 0 when there is none
	color    bool // the output may have terminal styles
}

// commands are the commands and their flags.
type commands struct {
	Code    codeOptions    `cmd:"" help:"Code the events of reports: who did what to whom, when, where, according to whom."`
	Explain explainOptions `cmd:"" help:"Show how one report was coded: words, tree, mentions, rules and events."`
	Parse   parseOptions   `cmd:"" help:"Analyse the language of reports and nothing else."`
	Check   checkOptions   `cmd:"" help:"Check folders of your own tables and rules and name every fault."`
	Test    testOptions    `cmd:"" help:"Run the examples of your own rules, and case files."`
	Version versionOptions `cmd:"" help:"Print the versions of code, data and models."`
}

const description = `Kabar reads news reports in Indonesian and English and writes down who did what to whom, when, where, and according to whom, each with the words that it rests on.`

var (
	errSkipped = errors.New("some inputs were skipped")
	errUsage   = errors.New("wrong usage")
)

// usage returns an error that is errUsage and reads as given.
func usage(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

type usageError struct{ what string }

func (e *usageError) Error() string   { return e.what }
func (e *usageError) Is(t error) bool { return t == errUsage }

// gcPercent is how much the heap grows between collections. What is loaded at
// the start stays live and is about 20 MB; collecting it over and over while it
// is built takes a third of the start. The peak stays far below 400 MB.
const gcPercent = 400

// Main runs the command that os.Args gives on the standard streams, and returns
// the exit code.
func Main() int {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	// A reader that goes away early shows as EPIPE, which exitCode knows.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	s := &streams{
		in: os.Stdin, out: os.Stdout, err: os.Stderr,
		inTerm:  term.IsTerminal(int(os.Stdin.Fd())),
		outTerm: term.IsTerminal(int(os.Stdout.Fd())),
		errTerm: term.IsTerminal(int(os.Stderr.Fd())),
	}
	if s.outTerm {
		s.width, _, _ = term.GetSize(int(os.Stdout.Fd()))
		s.color = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	return run(ctx, os.Args[1:], s)
}

// run runs the command that args give.
func run(ctx context.Context, args []string, s *streams) int {
	var c commands
	helped := false
	parser, err := kong.New(&c,
		kong.Name("kabar"),
		kong.Description(description),
		kong.Writers(s.out, s.err),
		kong.Exit(func(int) { helped = true }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: helpColumns}),
	)
	if err != nil {
		panic(err) // a fault in the commands' tags
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(args)
	if helped {
		return exitDone
	}
	if err != nil {
		fmt.Fprintf(s.err, "kabar: %v\ntry: kabar %s--help\n", err, commandOf(err))
		return exitUsage
	}
	command := k.Selected().Name
	switch command {
	case "code":
		err = runCode(ctx, &c.Code, s)
	case "explain":
		err = runExplain(ctx, &c.Explain, s)
	case "parse":
		err = runParse(ctx, &c.Parse, s)
	case "check":
		err = runCheck(&c.Check, s)
	case "test":
		err = runTest(&c.Test, s)
	case "version":
		err = runVersion(&c.Version, s)
	}
	code := exitCode(err)
	switch code {
	case exitFailed:
		fmt.Fprintf(s.err, "kabar %s: %v\n", command, err)
	case exitUsage:
		fmt.Fprintf(s.err, "kabar %s: %v\ntry: kabar %s --help\n", command, err, command)
	}
	return code
}

// helpColumns is the widest that help is set.
const helpColumns = 100

// commandOf is the command that a usage error is about, with a blank after it.
func commandOf(err error) string {
	var pe *kong.ParseError
	if errors.As(err, &pe) && pe.Context != nil {
		if sel := pe.Context.Selected(); sel != nil {
			return sel.Name + " "
		}
	}
	return ""
}

// exitCode is the exit code for what a command returned.
func exitCode(err error) int {
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE):
		return exitDone
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.Is(err, errUsage):
		return exitUsage
	case errors.Is(err, errSkipped):
		return exitSkipped
	}
	return exitFailed
}

// day is a flag that holds a calendar day.
type day text.Day

// UnmarshalText reads YYYY-MM-DD.
func (d *day) UnmarshalText(b []byte) error {
	v, err := text.ParseDay(string(b))
	*d = day(v)
	return err
}

// inputs are the files to read; none is standard input, unless a person would
// have to type it.
func inputs(files []string, s *streams) ([]string, error) {
	if len(files) > 0 {
		return files, nil
	}
	if s.inTerm {
		return nil, usage("no input: name a FILE, or pipe reports in")
	}
	return []string{"-"}, nil
}

// listed joins words as in "en, id".
func listed(words []string) string { return strings.Join(words, ", ") }
