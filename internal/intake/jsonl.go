package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"kabar/internal/text"
)

// line is a report in JSON Lines; see docs/formats/report-jsonl.md. Other keys
// are ignored.
type line struct {
	ID     string `json:"id"`
	Lang   string `json:"lang"`
	Date   string `json:"date"`
	Outlet string `json:"outlet"`
	Title  string `json:"title"`
	Text   string `json:"text"`
	URL    string `json:"url"`
}

// readLines gives the reports of br, one a line, and an error for each line
// that holds none. Blank lines are passed over.
func readLines(name string, br *bufio.Reader, opt Options, yield func(Item) bool) bool {
	var buf []byte
	for n := 1; ; n++ {
		b, size, err := nextLine(br, buf[:0])
		buf = b
		if n == 1 {
			b = bytes.TrimPrefix(b, bom)
		}
		it := Item{File: name, Line: n, Bytes: size}
		switch {
		case err != nil && err != io.EOF:
			it.Err = cause(err)
			return yield(it)
		case size > MaxLine:
			it.Err = fmt.Errorf("line of %d bytes: longer than %d MiB", size, MaxLine>>20)
		case len(bytes.TrimSpace(b)) > 0:
			it.Report, it.Err = parseLine(b, stem(name), n, opt)
		}
		if (it.Report != nil || it.Err != nil) && !yield(it) {
			return false
		}
		if err == io.EOF {
			return true
		}
		if cap(buf) > MaxReport {
			buf = nil // one giant line does not hold memory for the rest
		}
	}
}

// nextLine appends the next line of br to buf, without its line end, and gives
// the line's whole length in bytes. Of a line longer than MaxLine the rest is
// read and dropped. The error is io.EOF on the last line.
func nextLine(br *bufio.Reader, buf []byte) (line []byte, size int, err error) {
	for {
		part, err := br.ReadSlice('\n')
		size += len(part)
		if size <= MaxLine {
			buf = append(buf, part...)
		} else {
			buf = buf[:0]
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		return bytes.TrimSuffix(buf, []byte("\n")), size, err
	}
}

// parseLine reads one line as a report. A line without an id gets the file's
// name and its line number.
func parseLine(b []byte, file string, n int, opt Options) (*text.Report, error) {
	if i := badUTF8(b); i >= 0 {
		return nil, fmt.Errorf("not UTF-8: byte 0x%02x at byte %d of the line", b[i], i)
	}
	var l line
	if err := json.Unmarshal(b, &l); err != nil {
		return nil, jsonFault(err)
	}
	if strings.TrimSpace(l.Text) == "" {
		return nil, errors.New(`no "text"`)
	}
	if _, err := checkText([]byte(l.Text)); err != nil {
		return nil, fmt.Errorf("text: %w", err)
	}
	r := &text.Report{
		ID: l.ID, Lang: l.Lang, Outlet: l.Outlet, Title: l.Title, URL: l.URL, Text: l.Text,
		Published: opt.Published,
	}
	if l.Date != "" {
		d, err := text.ParseDay(l.Date)
		if err != nil {
			return nil, err
		}
		r.Published = d
	}
	if r.ID == "" {
		r.ID = fmt.Sprintf("%s:%d", file, n)
	}
	if r.Lang == "" {
		r.Lang = opt.Lang
	}
	if r.Outlet == "" {
		r.Outlet = opt.Outlet
	}
	return r, nil
}

// jsonFault puts a fault of the JSON decoder into the user's words.
func jsonFault(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind) && kind.Field != "":
		return fmt.Errorf("%q: want a string, not a JSON %s", kind.Field, kind.Value)
	case errors.As(err, &kind):
		return fmt.Errorf("want a JSON object, not a JSON %s", kind.Value)
	case errors.As(err, &syntax):
		return fmt.Errorf("not JSON at byte %d: %s; want one object a line", syntax.Offset, strings.TrimPrefix(syntax.Error(), "json: "))
	}
	return err
}
