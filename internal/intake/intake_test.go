package intake

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"kabar/internal/text"
)

// show gives one line for each item: position, id and size, or the fault.
func show(files []string, stdin io.Reader, opt Options) []string {
	out := []string{}
	for it := range Read(files, stdin, opt) {
		if it.Err != nil {
			out = append(out, fmt.Sprintf("%s: %v", it.Pos(), it.Err))
			continue
		}
		r := it.Report
		out = append(out, strings.TrimRight(fmt.Sprintf("%s: %s %q %s %s", it.Pos(), r.ID, r.Text, r.Lang, r.Published), " "))
	}
	return out
}

func TestRead(t *testing.T) {
	day := text.NewDay(2025, 7, 12)
	cases := []struct {
		name, in string
		opt      Options
		want     []string
	}{
		{"text", "Ani tiba.\r\nIa pergi.\n", Options{Lang: "id", Published: day}, []string{`-: stdin "Ani tiba.\r\nIa pergi.\n" id 2025-07-12`}},
		{"byte order mark", "\ufeffAni tiba.", Options{}, []string{`-: stdin "Ani tiba."`}},
		{"empty", "", Options{}, []string{"-: no text"}},
		{"blank", " \n\t\n", Options{}, []string{"-: no text"}},
		{"NUL", "Ani\x00tiba", Options{}, []string{"-:1: binary data: NUL at byte 3"}},
		{"broken UTF-8", "Ani\ntiba \xff.", Options{}, []string{"-:2: not UTF-8: byte 0xff at byte 9; convert it first, for example with iconv"}},
		{"cut rune", "Ani \xe2\x82", Options{}, []string{"-:1: not UTF-8: byte 0xe2 at byte 4; convert it first, for example with iconv"}},
		{"too long", strings.Repeat("é", MaxReport/2+1), Options{}, []string{"-: longer than 4 MiB; split it into reports"}},
		{"a brace is JSON Lines", "\n {\"id\":\"a\",\"text\":\"x\"}", Options{}, []string{`-:2: a "x"`}},
		{"unless it is said to be text", "{x}", Options{Format: Text}, []string{`-: stdin "{x}"`}},
		{"lines", `{"id":"a","date":"2025-01-02T03:04:05Z","lang":"en","text":"x\ny","events":[1],"zzz":null}

{"text":"z","lang":null}
`, Options{Lang: "id", Published: day}, []string{
			`-:1: a "x\ny" en 2025-01-02`, `-:3: stdin:3 "z" id 2025-07-12`}},
		{"one bad line", `{"id":"a","text":"x"}
{"id":"b","text"}
{"id":"c","text":7}
["d"]
{"id":"e","text":" "}
{"id":"f","text":"a\u0000b"}
{"id":"g","text":"x","date":"12 July"}
{"id":"h","text":"y"}`, Options{}, []string{
			`-:1: a "x"`,
			`-:2: not JSON at byte 17: invalid character '}' after object key; want one object a line`,
			`-:3: "text": want a string, not a JSON number`,
			`-:4: want a JSON object, not a JSON array`,
			`-:5: no "text"`,
			`-:6: text: binary data: NUL at byte 1`,
			`-:7: date "12 July": want YYYY-MM-DD`,
			`-:8: h "y"`,
		}},
		{"broken UTF-8 in a line", "{\"text\":\"a\xffb\"}\n{\"text\":\"x\"}", Options{}, []string{
			"-:1: not UTF-8: byte 0xff at byte 10 of the line", `-:2: stdin:2 "x"`}},
		{"an id given twice is the caller's", "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"a\",\"text\":\"x\"}\n", Options{}, []string{
			`-:1: a "x"`, `-:2: a "x"`}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			// Byte by byte, as a slow pipe gives it.
			for _, in := range []io.Reader{strings.NewReader(c.in), iotest.OneByteReader(strings.NewReader(c.in))} {
				if diff := cmp.Diff(show([]string{"-"}, in, c.opt), c.want); diff != "" {
					t.Errorf("got -, want +:\n%s", diff)
				}
				if len(c.in) > 1<<20 {
					break
				}
			}
		})
	}
}

func TestReadFiles(t *testing.T) {
	dir := t.TempDir()
	path := func(name, body string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	files := []string{
		filepath.Join(dir, "none.txt"),
		dir,
		path("a.b.txt", "{\"text\": 1}"),
		path("b.ndjson", "x"),
		path("c", `{"text":"x"}`),
	}
	got := show(files, nil, Options{})
	for i := range got {
		got[i] = strings.ReplaceAll(got[i], dir, "DIR")
	}
	want := []string{
		"DIR/none.txt: no such file or directory",
		"DIR: is a directory; name the files in it",
		`DIR/a.b.txt: a.b "{\"text\": 1}"`,
		`DIR/b.ndjson:1: not JSON at byte 1: invalid character 'x' looking for beginning of value; want one object a line`,
		`DIR/c:1: c:1 "x"`,
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("got -, want +:\n%s", diff)
	}
}

func TestReadFault(t *testing.T) {
	in := io.MultiReader(strings.NewReader("{\"text\":\"x\"}\n{\"te"), iotest.ErrReader(os.ErrClosed))
	got := show([]string{"-"}, in, Options{})
	want := []string{`-:1: stdin:1 "x"`, "-:2: file already closed"}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("got -, want +:\n%s", diff)
	}
}

// longLine is a line of n bytes and then a good one.
func longLine(n int64) io.Reader {
	return io.MultiReader(strings.NewReader(`{"text":"`), io.LimitReader(letters{}, n), strings.NewReader("\"}\n{\"id\":\"after\",\"text\":\"x\"}\n"))
}

type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestLongLine(t *testing.T) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := show([]string{"-"}, longLine(100<<20), Options{})
	runtime.ReadMemStats(&after)
	want := []string{"-:1: line of 104857612 bytes: longer than 16 MiB", `-:2: after "x"`}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("got -, want +:\n%s", diff)
	}
	if n := (after.TotalAlloc - before.TotalAlloc) >> 20; n > 100 {
		t.Errorf("a line of 100 MiB took %d MiB", n)
	}
}

// FuzzReport checks that no bytes break intake, and that what it lets through is
// a text that spans can count on.
func FuzzReport(f *testing.F) {
	for _, s := range []string{"", "Ani tiba.", "\ufeffx", "\xff", "{\"text\":\"x\"}\n{", "{\"text\":\"\\ud800\"}", "{\"text\":\"x\",\"date\":\"0000-01-01\"}", "\ufeff{}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		for _, format := range []Format{Auto, Text, JSONL} {
			lines := bytes.Count(in, []byte("\n")) + 1
			for it := range Read([]string{"-"}, bytes.NewReader(in), Options{Format: format}) {
				if (it.Report == nil) == (it.Err == nil) {
					t.Fatalf("item %+v: want a report or an error", it)
				}
				if it.Line > lines {
					t.Fatalf("line %d of %d", it.Line, lines)
				}
				if r := it.Report; r != nil && (r.ID == "" || r.Text == "" || !utf8.ValidString(r.Text) || strings.Contains(r.Text, "\x00")) {
					t.Fatalf("report %+v", r)
				}
			}
		}
	})
}

func BenchmarkLines(b *testing.B) {
	in := strings.Repeat(`{"id":"a","lang":"id","date":"2025-07-12","text":"`+strings.Repeat("Menteri tiba di kota. ", 100)+"\"}\n", 100)
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		readLines("-", bufio.NewReader(strings.NewReader(in)), Options{}, func(Item) bool { n++; return true })
		if n != 100 {
			b.Fatal(n)
		}
	}
}
