// Package intake turns bytes into reports: plain text, one report a file, and
// JSON Lines, one report a line. It checks what it reads and bounds how much;
// what cannot be read is an item with its reason, and reading goes on. It does
// not look at the words: language and sentences are found later.
package intake

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"kabar/internal/text"
)

const (
	// MaxReport is the most bytes of text that one report may have.
	MaxReport = 4 << 20
	// MaxLine is the most bytes that one line of JSON Lines may have. It leaves
	// room for a report of MaxReport whose letters are escaped.
	MaxLine = 16 << 20
	// peekBytes is how much of an input is looked at to tell its format.
	peekBytes = 4096
)

// Format is the form of an input.
type Format uint8

// The formats. Auto goes by the file's extension, and failing that by its
// first letter: an opening brace is JSON Lines, all else is text.
const (
	Auto Format = iota
	Text
	JSONL
)

// Options say how inputs are read. The zero value reads any format and knows
// nothing of plain text but its words.
type Options struct {
	Format    Format
	Published text.Day // of plain text, and of lines that give no date
	Lang      string   // likewise
	Outlet    string   // likewise
}

// Item is one input: a report, or why there is none.
type Item struct {
	File   string // as named by the caller; "-" for standard input
	Line   int    // 1-based line of the report in JSON Lines, or of a fault in text; 0 for the whole file
	Bytes  int    // how many bytes of the file this item took
	Report *text.Report
	Err    error // not nil when Report is nil
}

// Pos returns the item's place as FILE or FILE:LINE.
func (it *Item) Pos() string {
	if it.Line == 0 {
		return it.File
	}
	return fmt.Sprintf("%s:%d", it.File, it.Line)
}

// Read gives the items of the named files in order; "-" is stdin. A file that
// cannot be read is one item with an error. At most one line or one text is
// held at a time.
func Read(files []string, stdin io.Reader, opt Options) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		for _, name := range files {
			if !readFile(name, stdin, opt, yield) {
				return
			}
		}
	}
}

// readFile gives the items of one file. It reports whether to go on with the
// next one.
func readFile(name string, stdin io.Reader, opt Options, yield func(Item) bool) bool {
	in := stdin
	if name != "-" {
		f, err := Open(name)
		if err != nil {
			return yield(Item{File: name, Err: err})
		}
		defer f.Close()
		in = f
	}
	br := bufio.NewReaderSize(in, 64<<10)
	format := opt.Format
	if format == Auto {
		format = formatOf(name, br)
	}
	if format == JSONL {
		return readLines(name, br, opt, yield)
	}
	return yield(readText(name, br, opt))
}

// Open opens a file for reading. A folder is refused. Errors do not give the
// name.
func Open(name string) (*os.File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, cause(err)
	}
	st, err := f.Stat()
	if err == nil && st.IsDir() {
		err = errors.New("is a directory; name the files in it")
	}
	if err != nil {
		f.Close()
		return nil, cause(err)
	}
	return f, nil
}

func cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

func formatOf(name string, br *bufio.Reader) Format {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".jsonl", ".ndjson":
		return JSONL
	case ".txt":
		return Text
	}
	// A read that fails here fails again when the input is read.
	for n := 1; n <= peekBytes; n = br.Buffered() + 1 {
		_, err := br.Peek(n)
		head, _ := br.Peek(br.Buffered()) // all that has come
		body := bytes.TrimLeft(bytes.TrimPrefix(head, bom), " \t\r\n")
		if len(body) > 0 && !bytes.HasPrefix(bom, body) {
			if body[0] == '{' {
				return JSONL
			}
			return Text
		}
		if err != nil {
			break
		}
	}
	return Text
}

var bom = []byte("\ufeff")

// readText reads all of br as one report.
func readText(name string, br *bufio.Reader, opt Options) Item {
	it := Item{File: name}
	b, err := io.ReadAll(io.LimitReader(br, MaxReport+int64(len(bom))+1))
	it.Bytes = len(b)
	if err != nil {
		it.Err = cause(err)
		return it
	}
	b = bytes.TrimPrefix(b, bom)
	if at, err := checkText(b); err != nil {
		if at > 0 {
			it.Line = 1 + bytes.Count(b[:at], []byte("\n"))
		}
		it.Err = err
		return it
	}
	it.Report = &text.Report{
		ID:        stem(name),
		Lang:      opt.Lang,
		Published: opt.Published,
		Outlet:    opt.Outlet,
		Text:      string(b),
	}
	return it
}

// stem is the name of a file without its folder and extension.
func stem(name string) string {
	if name == "-" {
		return "stdin"
	}
	base := filepath.Base(name)
	if s := strings.TrimSuffix(base, filepath.Ext(base)); s != "" {
		return s
	}
	return base
}

// checkText finds the first fault of a report's text and its byte offset.
func checkText(b []byte) (at int, err error) {
	if i := bytes.IndexByte(b, 0); i >= 0 {
		return i, fmt.Errorf("binary data: NUL at byte %d", i)
	}
	if i := badUTF8(b); i >= 0 && !(len(b) > MaxReport && i >= MaxReport-utf8.UTFMax) {
		return i, fmt.Errorf("not UTF-8: byte 0x%02x at byte %d; convert it first, for example with iconv", b[i], i)
	}
	if len(b) > MaxReport {
		return 0, fmt.Errorf("longer than %d MiB; split it into reports", MaxReport>>20)
	}
	if len(bytes.TrimSpace(b)) == 0 {
		return 0, errors.New("no text")
	}
	return 0, nil
}

// badUTF8 returns the offset of the first byte of b that is not UTF-8, or -1.
func badUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}
