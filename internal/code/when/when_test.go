package when

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"kabar/internal/text"
)

const dataDir = "../../../data"

func grammar(tb testing.TB) *Grammar {
	tb.Helper()
	g, err := New(os.DirFS(dataDir))
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

// sentence cuts in at blanks and marks, as UD tokens are; a date with slashes
// or a number with points stays one token, and so does "Nov." when dotted.
func sentence(in string, dotted bool) text.Sentence {
	s := text.Sentence{Span: text.Span{End: len(in)}}
	inner := func(r rune) bool { return r == '/' || r == '.' || r == ',' || r == '-' }
	for at := 0; at < len(in); {
		r, n := utf8.DecodeRuneInString(in[at:])
		if unicode.IsSpace(r) {
			at += n
			continue
		}
		end := at + n
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			for end < len(in) {
				r, n := utf8.DecodeRuneInString(in[end:])
				next, _ := utf8.DecodeRuneInString(in[min(end+n, len(in)):])
				if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !(inner(r) && unicode.IsDigit(next)) && !(dotted && r == '.') {
					break
				}
				end += n
			}
		}
		s.Tokens = append(s.Tokens, text.Token{Span: text.Span{Start: at, End: end}, Form: in[at:end], Head: -1})
		at = end
	}
	return s
}

func TestExamples(t *testing.T) {
	if got := text.NewDay(2025, 7, 12); got != examplePublished {
		t.Fatalf("examplePublished: got %d, want %d", examplePublished, got)
	}
	if err := Check(os.DirFS(dataDir)); err != nil {
		t.Error(err)
	}
}

func TestFind(t *testing.T) {
	tests := []struct {
		name, lang, published, in string
		want                      []string // words = days, anchor
	}{
		{"weekday of a past clause", "id", "2025-07-12", "Menteri itu bertemu mitranya di kota pesisir pada hari Sabtu, lapor kantor berita.",
			[]string{"hari Sabtu = 2025-07-12, published"}},
		{"weekdays ahead", "id", "2025-07-12", "Pertemuan yang dijadwalkan berlangsung pada hari Senin dan Selasa.",
			[]string{"hari Senin dan Selasa = 2025-07-14..2025-07-15, published"}},
		{"weekdays behind", "id", "2025-07-15", "Mereka telah berunding Sabtu dan Minggu.",
			[]string{"Sabtu dan Minggu = 2025-07-12..2025-07-13, published"}},
		{"weekdays apart", "id", "2025-07-12", "Mereka telah berunding Senin dan Kamis.",
			[]string{"Senin = 2025-07-07, published", "Kamis = 2025-07-10, published"}},
		{"tense before the nearer word of saying", "id", "2025-07-12", "Ia mengatakan presiden akan tiba pada Rabu.",
			[]string{"Rabu = 2025-07-16, published"}},
		{"saying dates itself", "id", "2025-07-12", "\"Kami akan datang,\" kata juru bicara itu, Rabu (9/7).",
			[]string{"Rabu (9/7) = 2025-07-09, published source"}},
		{"tense from behind", "en", "2025-07-12", "On Monday, the ministers will meet.",
			[]string{"On Monday = 2025-07-14, published"}},
		{"blanks and breaks", "id", "2025-06-20", "mengumumkan pada\nKamis(19/6/2025)bahwa",
			[]string{"Kamis(19/6/2025) = 2025-06-19, text"}},
		{"one slip of the weekday", "id", "2025-06-18", "pada Senin (17/6).", []string{"Senin (17/6) = 2025-06-16..2025-06-17 ?, published"}},
		{"cited", "id", "2019-06-29", "kata Xi dikutip dari Xinhua, Sabtu (29/6/2019).", []string{"Sabtu (29/6/2019) = 2019-06-29, text source"}},
		{"the year that fits the weekday", "id", "2025-01-10", "pada Kamis (12/12).", []string{"Kamis (12/12) = 2024-12-12, published"}},
		{"list of months", "en", "2017-11-06", "Missiles were tested in June, July and August.", []string{"in June, July and August = 2017-06-01..2017-08-31, published"}},
		{"months apart", "en", "2017-11-06", "Talks were held in March and October.", []string{"in March = 2017-03-01..2017-03-31, published", "October = 2017-10-01..2017-10-31, published"}},
		{"over the new year", "id", "2025-01-10", "sejak Desember", []string{"sejak Desember = 2024-12-01..2025-01-10, published"}},
		{"range of weekdays", "en", "2025-07-12", "They met from Monday to Wednesday.", []string{"from Monday to Wednesday = 2025-07-07..2025-07-09, published"}},
		{"leap day", "en", "2025-01-10", "on February 29 they met", []string{"on February 29 = 2024-02-29, published"}},
		{"no such day", "en", "2025-01-10", "on February 30, 2024 they met", []string{}},
		{"leap day of a year that has it", "en", "2025-01-10", "on February 29, 2024 they met", []string{"on February 29, 2024 = 2024-02-29, text"}},
		{"time of day around", "en", "2016-11-11", "heard at around 11pm local time on Thursday evening, and later", []string{"at around 11pm local time on Thursday evening = 2016-11-10, published"}},
		{"no day of publication", "id", "", "Ia tiba kemarin, bukan pada 17 Juni atau 5 Mei 2024.",
			[]string{"kemarin = unknown, none", "17 Juni = unknown, none", "5 Mei 2024 = 2024-05-05, text"}},
		{"since without publication", "en", "", "since 2014", []string{"since 2014 = 2014-01-01..2014-12-31, text"}},
		{"ages and laws", "id", "2025-07-12", "Pria 28 tahun itu melanggar UU Nomor 12 Tahun 2011 Pasal 5, skor 3-2, telepon 0812-3456-7890.", []string{}},
		{"words that look alike", "en", "2025-07-12", "You may march; the sun sat low, and Mr May will second it.", []string{}},
		{"other language", "fr", "2025-07-12", "lundi 7 juillet 2025", []string{}},
	}
	g := grammar(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, dotted := range []bool{false, true} {
				r := text.Report{Lang: tt.lang, Text: tt.in}
				if tt.published != "" {
					var err error
					if r.Published, err = text.ParseDay(tt.published); err != nil {
						t.Fatal(err)
					}
				}
				s := sentence(tt.in, dotted)
				got := []string{}
				for _, f := range g.Find(tt.lang, &r, &s, nil) {
					line := f.Text + " = " + f.String() + ", " + f.Anchor
					if f.Source {
						line += " source"
					}
					got = append(got, line)
					if f.From >= f.To || s.Tokens[f.From].Span.Start > f.Span.Start || s.Tokens[f.To-1].Span.End < f.Span.End {
						t.Errorf("%q: tokens [%d,%d) do not cover %v", f.Text, f.From, f.To, f.Span)
					}
				}
				if d := cmp.Diff(got, tt.want); d != "" {
					t.Errorf("got, want:\n%s", d)
				}
			}
		})
	}
}

func TestTenseFromFeatures(t *testing.T) {
	in := "Rebels torched two villages Friday."
	r := text.Report{Lang: "en", Published: examplePublished - 1, Text: in}
	s := sentence(in, false)
	s.Tokens[1].POS, s.Tokens[1].Feats = text.VERB, "Mood=Ind|Tense=Past|VerbForm=Fin"
	got := grammar(t).Find("en", &r, &s, nil)
	if len(got) != 1 || got[0].String() != "2025-07-11" {
		t.Errorf("got %v, want the day of publication", got)
	}
}

func TestNewFaults(t *testing.T) {
	const head = "form\tclass\tvalue\tcase\n"
	tests := []struct{ name, words, patterns, want string }{
		{"value", head + "senin\tweekday\t8\t-\n", "", "lexicon/xx/time.tsv:2: value \"8\": want a whole number from 1 to 7"},
		{"unit", head + "abad\tunit\tcentury\t-\n", "", "lexicon/xx/time.tsv:2: value \"century\": want one of"},
		{"free class", head + "pada\tprep\t1\t-\n", "", "lexicon/xx/time.tsv:2: value \"1\": this class takes none"},
		{"case", head + "mei\tmonth\t5\tlower\n", "", "lexicon/xx/time.tsv:2: case"},
		{"form", head + "Mei\tmonth\t5\t-\n", "", "lexicon/xx/time.tsv:2: form"},
		{"key", head, "patterns:\n- id: a\n  was: day\n", "unknown key \"was\""},
		{"class", head, "patterns:\n- id: a\n  is: moon\n  op: date\n  yes: [a]\n  no: [b]\n", "time.yaml:2: pattern \"a\": no class \"moon\""},
		{"op", head, "patterns:\n- id: a\n  is: day\n  op: noon\n  yes: [a]\n  no: [b]\n", "pattern \"a\": op \"noon\": want one of"},
		{"examples", head, "patterns:\n- id: a\n  is: day\n  op: date\n", "pattern \"a\": want at least one example"},
		{"empty", head, "patterns:\n- id: a\n  is: day?\n  op: date\n  yes: [a]\n  no: [b]\n", "fits nothing"},
		{"brackets", head, "patterns:\n- id: a\n  is: (day\n  op: date\n  yes: [a]\n  no: [b]\n", "unclosed ("},
		{"macro", head, "macros: {m: \"{m}\"}\npatterns:\n- id: a\n  is: \"{m}\"\n  op: date\n  yes: [a]\n  no: [b]\n", "nested more than"},
		{"twice", head, "patterns:\n- {id: a, is: day, op: date, yes: [a], no: [b]}\n- {id: a, is: day, op: date, yes: [a], no: [b]}\n", "time.yaml:3: pattern \"a\": id is taken by line 2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := New(fstest.MapFS{
				"lexicon/xx/time.tsv":  {Data: []byte(tt.words)},
				"lexicon/xx/time.yaml": {Data: []byte(tt.patterns)},
			})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
	if _, err := New(fstest.MapFS{}); err == nil {
		t.Error("no lexicon: got no error")
	}
}

func TestNoAllocation(t *testing.T) {
	g := grammar(t)
	r, s := story()
	buf := make([]Found, 0, 16)
	if n := testing.AllocsPerRun(100, func() { buf = g.Find("id", r, s, buf[:0]) }); n != 0 {
		t.Errorf("got %v allocations, want 0", n)
	}
}

func story() (*text.Report, *text.Sentence) {
	in := "Kantor berita itu juga melaporkan kedatangan menteri pada Kamis (10/7/2025) sekitar pukul 14.00 WIB dan mengatakan " +
		"ia diperkirakan akan pergi ke pertemuan organisasi itu, yang dijadwalkan berlangsung pada hari Senin dan Selasa, " +
		"hampir setahun setelah kunjungan pertama pada akhir Juli tahun lalu."
	s := sentence(in, false)
	return &text.Report{Lang: "id", Published: examplePublished, Text: in}, &s
}

func BenchmarkFind(b *testing.B) {
	g := grammar(b)
	r, s := story()
	var buf []Found
	b.ReportAllocs()
	b.SetBytes(int64(len(r.Text)))
	for b.Loop() {
		buf = g.Find("id", r, s, buf[:0])
	}
}

func FuzzFind(f *testing.F) {
	g := grammar(f)
	for _, in := range []string{"Kamis (19/6/2025)", "10–12 Juni", "dari awal sampai pertengahan 2016", "at around 11pm on Thursday, June 17-19, 2025",
		"31 Februari 9999", "99999999999 tahun lalu", "ÀÉ\u0301 Minggu\u00a0lalu", "1990-an dan dan dan", "Sen\xffin (7/7", "in '90s"} {
		f.Add("id", in, 739444, 0)
		f.Add("en", in, 0, 3)
	}
	f.Fuzz(func(t *testing.T, lang, in string, published, skip int) {
		if lang != "id" {
			lang = "en"
		}
		r := text.Report{Lang: lang, Text: in}
		if 0 <= published && published <= int(text.NewDay(9999, 12, 31)) {
			r.Published = text.Day(published)
		}
		s := sentence(in, false)
		if skip > 0 && skip < len(in) && utf8.RuneStart(in[skip]) {
			s.Span.Start = skip
		}
		last := s.Span.Start
		for _, x := range g.Find(lang, &r, &s, nil) {
			if x.Span.Start < last || x.Span.End <= x.Span.Start || x.Span.End > s.Span.End {
				t.Fatalf("span %v after %d in a sentence of %v", x.Span, last, s.Span)
			}
			last = x.Span.End
			if utf8.ValidString(in) && !utf8.ValidString(x.Text) {
				t.Fatalf("span %v is not on rune edges: %q", x.Span, x.Text)
			}
			if x.Start.Known() != x.End.Known() || x.End < x.Start {
				t.Fatalf("interval %d..%d", x.Start, x.End)
			}
			if !x.Start.Known() && x.Anchor != "none" {
				t.Fatalf("anchor %q without days", x.Anchor)
			}
		}
	})
}
