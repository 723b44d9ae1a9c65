package split

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"kabar/internal/text"
)

var update = flag.Bool("update", false, "rewrite the wants of the cases")

const cases = "../../../testdata/cases/split"

// TestCases cuts the texts of testdata/cases/split/<lang>/*.txtar. A file
// NAME.in is followed by NAME.want: a line a sentence, "# " before furniture,
// "|" between tokens without a blank between them, "+" between the words of a
// multiword token.
func TestCases(t *testing.T) {
	files, err := filepath.Glob(cases + "/*/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range files {
		lang := filepath.Base(filepath.Dir(name))
		t.Run(lang+"/"+strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			s, ok := New(lang)
			if !ok {
				t.Fatalf("no splitter for %q", lang)
			}
			var buf Buffer
			var out []txtar.File
			for i, f := range a.Files {
				in, ok := strings.CutSuffix(f.Name, ".in")
				if !ok {
					continue
				}
				r := text.Report{Text: strings.TrimSuffix(string(f.Data), "\n")}
				s.Split(&r, &buf)
				got := render(&r)
				out = append(out, f, txtar.File{Name: in + ".want", Data: []byte(got)})
				if *update {
					continue
				}
				if i+1 == len(a.Files) || a.Files[i+1].Name != in+".want" {
					t.Errorf("%s: no want", in)
				} else if d := cmp.Diff(got, string(a.Files[i+1].Data)); d != "" {
					t.Errorf("%s: (-got +want)\n%s", in, d)
				}
			}
			if *update {
				a.Files = out
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func render(r *text.Report) string {
	var b bytes.Buffer
	for _, s := range r.Sentences {
		if s.Role == text.Furniture {
			b.WriteString("# ")
		}
		inside := 0 // words left of the multiword token at hand
		for i, k := range s.Tokens {
			switch {
			case i == 0:
			case inside > 0:
				b.WriteByte('+')
			case s.Tokens[i-1].Span.End == k.Span.Start:
				b.WriteByte('|')
			default:
				b.WriteByte(' ')
			}
			if k.Words > 0 {
				inside = int(k.Words)
			}
			inside--
			b.WriteString(k.Form)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestNew(t *testing.T) {
	for _, lang := range []string{"id", "en", "ms"} {
		if _, ok := New(lang); !ok {
			t.Errorf("New(%q): got none, want a splitter", lang)
		}
	}
	if _, ok := New("xx"); ok {
		t.Error(`New("xx"): got a splitter, want none`)
	}
}

func TestEmpty(t *testing.T) {
	s, _ := New("id")
	for _, in := range []string{"", " ", "\n\n", "\u200b"} {
		r := text.Report{Text: in}
		s.Split(&r, new(Buffer))
		if len(r.Sentences) > 0 {
			t.Errorf("Split(%q): got %d sentences, want none", in, len(r.Sentences))
		}
	}
}

// TestBounds cuts what no report should be: time must stay linear and no
// sentence may pass its bound. Linear work takes about 20 ms here, and work
// that grows with the square more than 10 s.
func TestBounds(t *testing.T) {
	const n = 1 << 17
	for _, unit := range []string{"a", "a.", "a-", "9", "9-", "9/", "a@", ".", "(", `"`, "A ", "a\n", "www.", "http://", "a'", "Baca juga: ", "\n\n", "(a) ", "aB", "é", "\xff"} {
		for _, lang := range []string{"id", "en", "ms"} {
			s, _ := New(lang)
			began := time.Now()
			r := text.Report{Text: strings.Repeat(unit, n/len(unit))}
			s.Split(&r, new(Buffer))
			if d := time.Since(began); d > 5*time.Second {
				t.Errorf("%s, %q again and again: took %v", lang, unit, d)
			}
			check(t, &r)
		}
	}
}

// check fails t unless the tokens of r are what Split promises.
func check(t *testing.T, r *text.Report) {
	t.Helper()
	end := 0
	valid := utf8.ValidString(r.Text)
	for _, s := range r.Sentences {
		if len(s.Tokens) == 0 || len(s.Tokens) > maxTokens {
			t.Fatalf("sentence of %d tokens", len(s.Tokens))
		}
		if s.Span.Start != s.Tokens[0].Span.Start || s.Span.End != s.Tokens[len(s.Tokens)-1].Span.End {
			t.Fatalf("sentence %v does not span its tokens", s.Span)
		}
		left := 0
		for _, k := range s.Tokens {
			switch {
			case k.Span.Start < end || k.Span.Len() <= 0 || k.Span.End > len(r.Text):
				t.Fatalf("token %v after %d of %d", k.Span, end, len(r.Text))
			case k.Form != r.Slice(k.Span):
				t.Fatalf("form %q, want %q", k.Form, r.Slice(k.Span))
			case k.Head != -1:
				t.Fatalf("head %d, want -1", k.Head)
			case valid && (!utf8.RuneStart(r.Text[k.Span.Start]) || k.Span.End < len(r.Text) && !utf8.RuneStart(r.Text[k.Span.End])):
				t.Fatalf("token %v cuts a character", k.Span)
			case left > 0 && (k.Words != 0 || k.Span.Start != end):
				t.Fatalf("token %v breaks a multiword token", k.Span)
			}
			if k.Words > 0 {
				left = int(k.Words)
			}
			left = max(0, left-1)
			end = k.Span.End
		}
		if left > 0 {
			t.Fatalf("multiword token passes the end of sentence %v", s.Span)
		}
	}
}

func FuzzSplit(f *testing.F) {
	files, _ := filepath.Glob(cases + "/*/*.txtar")
	for _, name := range files {
		if b, err := os.ReadFile(name); err == nil {
			f.Add(string(b))
		}
	}
	f.Add("J.W. a@b.c \"x,\" 19/6/2025 (a/b) Rp1.500 PresidenPrabowo \xff “”’")
	id, _ := New("id")
	en, _ := New("en")
	ms, _ := New("ms")
	f.Fuzz(func(t *testing.T, s string) {
		var buf Buffer
		for _, x := range []*Splitter{id, en, ms} {
			r := text.Report{Text: s}
			x.Split(&r, &buf)
			check(t, &r)
		}
	})
}

func BenchmarkSplit(b *testing.B) {
	for _, lang := range []string{"id", "en", "ms"} {
		files, _ := filepath.Glob(cases + "/" + lang + "/*.txtar")
		var all strings.Builder
		for _, name := range files {
			a, err := txtar.ParseFile(name)
			if err != nil {
				b.Fatal(err)
			}
			for _, f := range a.Files {
				if strings.HasSuffix(f.Name, ".in") {
					all.Write(f.Data)
					all.WriteByte('\n')
				}
			}
		}
		b.Run(lang, func(b *testing.B) {
			s, _ := New(lang)
			var buf Buffer
			r := text.Report{Text: all.String()}
			b.SetBytes(int64(len(r.Text)))
			b.ReportAllocs()
			for b.Loop() {
				s.Split(&r, &buf)
			}
		})
	}
}
