package count

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"kabar/internal/text"
)

func grammar(tb testing.TB) *Grammar {
	tb.Helper()
	g, err := New(os.DirFS("../../../data"))
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

// sentence cuts in at blanks and marks, as UD tokens are: "10.000" is one.
func sentence(in string) text.Sentence {
	s := text.Sentence{Span: text.Span{End: len(in)}}
	for at := 0; at < len(in); {
		r, n := utf8.DecodeRuneInString(in[at:])
		if unicode.IsSpace(r) {
			at += n
			continue
		}
		end := at + n
		for letter := unicode.IsLetter(r); end < len(in) && (letter || unicode.IsDigit(r)); {
			q, n := utf8.DecodeRuneInString(in[end:])
			next, _ := utf8.DecodeRuneInString(in[min(end+n, len(in)):])
			if letter && !unicode.IsLetter(q) || !letter && !unicode.IsDigit(q) && !((q == '.' || q == ',') && unicode.IsDigit(next)) {
				break
			}
			end += n
		}
		s.Tokens = append(s.Tokens, text.Token{Span: text.Span{Start: at, End: end}, Form: in[at:end], Head: -1})
		at = end
	}
	return s
}

func show(r *text.Report, s *text.Sentence, f *Found) string {
	out := fmt.Sprintf("%s: %s%v", r.Slice(f.Span), f.Op, f.Value)
	if f.Unit != "" {
		out += " " + f.Unit
	}
	if f.Ordinal {
		out += " ordinal"
	}
	if f.Counted >= 0 {
		out += " of " + s.Tokens[f.Counted].Form
	}
	return out
}

func TestFind(t *testing.T) {
	tests := []struct {
		lang, in string
		want     []string
	}{
		{"id", "mengirimkan lebih dari 10.000 tentara", []string{"lebih dari 10.000: >10000 of tentara"}},
		{"id", "mengirimkan 6.000 insinyur", []string{"6.000: =6000 of insinyur"}},
		{"id", "menewaskan sedikitnya 17 warga", []string{"sedikitnya 17: >17 of warga"}},
		{"id", "Setidaknya ada 40 orang", []string{"Setidaknya ada 40: >40 of orang"}},
		{"id", "senilai Rp 3 miliar.", []string{"Rp 3 miliar: =3e+09 IDR"}},
		{"id", "Rp1.500 dan Rp 11,8 triliun", []string{"Rp1.500: =1500 IDR", "Rp 11,8 triliun: =1.18e+13 IDR"}},
		{"id", "US$ 20 juta atau 1,5 juta dolar AS", []string{"US$ 20 juta: =2e+07 USD", "1,5 juta dolar AS: =1.5e+06 USD"}},
		{"id", "naik 5,25 persen, bukan 7%", []string{"5,25 persen: =5.25 %", "7%: =7 %"}},
		{"id", "dua belas tentara dan dua puluh lima polisi", []string{"dua belas: =12 of tentara", "dua puluh lima: =25 of polisi"}},
		{"id", "seratus lima puluh ribu massa", []string{"seratus lima puluh ribu: =150000 of massa"}},
		{"id", "seribu dua ratus kapal", []string{"seribu dua ratus: =1200 of kapal"}},
		{"id", "seorang tentara", []string{"seorang: =1 of tentara"}},
		{"id", "ratusan warga, puluhan ribu buruh, belasan kapal", []string{"ratusan: >100 of warga", "puluhan ribu: >10000 of buruh", "belasan: >11 of kapal"}},
		{"id", "operasi jutaan dolar", []string{"jutaan dolar: >1e+06 USD"}},
		{"id", "sekitar 300 orang dan hampir 50 orang", []string{"sekitar 300: ~300 of orang", "hampir 50: ~50 of orang"}},
		{"id", "kurang dari 20 kursi", []string{"kurang dari 20: <20 of kursi"}},
		{"id", "20–30 orang, 5-7 kapal, antara 10 dan 15 roket", []string{"20–30: >20 of orang", "5-7: >5 of kapal", "antara 10 dan 15: >10 of roket"}},
		{"id", "2 hingga 3 juta pengungsi", []string{"2 hingga 3 juta: >2e+06 of pengungsi"}},
		{"id", "30-an orang", []string{"30-an: ~30 of orang"}},
		{"id", "Pasal 5 ayat 2, nomor 12, Komisi I, UU 11, pukul 14.00 WIB", nil},
		{"id", "tiga hari, 17 Juni, berusia 28 tahun, pada 2016, tahun 1967, (19/6/2025)", nil},
		{"id", "Covid-19, skor 3-2, 0812-3456-7890, G20, salah satu, dua pertiga", nil},
		{"id", "Yulius (33), sekitar 2014, periode 2009-2014, sertifikat K3 Rp 275 ribu, harga 42,69 dolar AS",
			[]string{"Rp 275 ribu: =275000 IDR", "42,69 dolar AS: =42.69 USD"}},
		{"id", "antara kedua negara, salah seorang menteri", []string{"kedua: =2 of negara"}},
		{"id", "1. Kapten", nil},
		{"id", "99.99.99 dan 1.2345 dan 12345678901234567890", nil},
		{"en", "at least two people and 1,500 troops", []string{"at least two: >2 of people", "1,500: =1500 of troops"}},
		{"en", "$201 million, 201 million EUR, €1.5bn", []string{"$201 million: =2.01e+08 USD", "201 million EUR: =2.01e+08 EUR", "€1.5bn: =1.5e+09 EUR"}},
		{"en", "some 300 rebels", []string{"some 300: ~300 of rebels"}},
		{"en", "dozens of fighters, hundreds of thousands of refugees", []string{"dozens: >12 of fighters", "hundreds of thousands: >100000 of refugees"}},
		{"en", "twenty-five soldiers and three hundred police", []string{"twenty-five: =25 of soldiers", "three hundred: =300 of police"}},
		{"en", "between 20 and 30 boats, 40 to 50 tanks", []string{"between 20 and 30: >20 of boats", "40 to 50: >40 of tanks"}},
		{"en", "the 3rd man, the second attack", []string{"3rd: =3 ordinal of man", "second: =2 ordinal of attack"}},
		{"en", "12.5 percent, up to 40 per cent", []string{"12.5 percent: =12.5 %", "up to 40 per cent: <40 %"}},
		{"en", "Ahmad, 16, said, an 86-year-old, in 2014, 11pm, two weeks ago, June 17, the 1990s, a few men", nil},
		{"fr", "trois hommes", nil},
	}
	g := grammar(t)
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			r := text.Report{Lang: tt.lang, Text: tt.in}
			s := sentence(tt.in)
			for i := range s.Tokens {
				switch s.Tokens[i].Form {
				case "of":
					s.Tokens[i].POS = text.ADP
				case ".", ",", "–", "-":
					s.Tokens[i].POS = text.PUNCT
				}
			}
			var got []string
			for _, f := range g.Find(tt.lang, &r, &s, nil) {
				got = append(got, show(&r, &s, &f))
			}
			if d := cmp.Diff(got, tt.want); d != "" {
				t.Errorf("got, want:\n%s", d)
			}
		})
	}
}

// tagged builds a sentence of form/POS/rel/head words, heads counted from 1.
func tagged(words ...string) (*text.Report, *text.Sentence) {
	var r text.Report
	var s text.Sentence
	for _, w := range words {
		f := strings.Split(w, "/")
		if r.Text != "" {
			r.Text += " "
		}
		pos, _ := text.ParsePOS(f[1])
		var head int32
		fmt.Sscan(f[3], &head)
		s.Tokens = append(s.Tokens, text.Token{Span: text.Span{Start: len(r.Text), End: len(r.Text) + len(f[0])},
			Form: f[0], POS: pos, Rel: f[2], Head: head - 1})
		r.Text += f[0]
	}
	s.Span.End = len(r.Text)
	return &r, &s
}

func TestCounted(t *testing.T) {
	tests := []struct {
		name, lang string
		words      []string
		want       []string
	}{
		{"head", "en", []string{"44/NUM/nummod/3", "new/ADJ/amod/3", "interceptors/NOUN/root/0"}, []string{"44: =44 of interceptors"}},
		{"classifier", "id", []string{"17/NUM/nummod/2", "orang/NOUN/clf/3", "tentara/NOUN/root/0"}, []string{"17: =17 of tentara"}},
		{"classifier alone", "id", []string{"17/NUM/nummod/2", "orang/NOUN/nsubj/3", "tewas/VERB/root/0"}, []string{"17: =17 of orang"}},
		{"no noun before the verb", "id", []string{"dua/NUM/nsubj/2", "tewas/VERB/root/0", "warga/NOUN/obj/2"}, []string{"dua: =2"}},
		{"both", "id", []string{"kedua/NUM/nummod/2", "negara/NOUN/root/0"}, []string{"kedua: =2 of negara"}},
		{"second", "id", []string{"serangan/NOUN/root/0", "kedua/ADJ/amod/1"}, []string{"kedua: =2 ordinal"}},
		{"year", "id", []string{"tahun/NOUN/root/0", "2016/NUM/nummod/1"}, nil},
		{"no year", "id", []string{"2000/NUM/nummod/2", "buruh/NOUN/root/0"}, []string{"2000: =2000 of buruh"}},
	}
	g := grammar(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, s := tagged(tt.words...)
			var got []string
			for _, f := range g.Find(tt.lang, r, s, nil) {
				got = append(got, show(r, s, &f))
			}
			if d := cmp.Diff(got, tt.want); d != "" {
				t.Errorf("got, want:\n%s", d)
			}
		})
	}
}

func TestNewFaults(t *testing.T) {
	const head = "form\tclass\tvalue\n"
	tests := []struct{ name, data, want string }{
		{"class", head + "dua\tnumber\t2\n", "lexicon/xx/number.tsv:2: class \"number\": want one of"},
		{"value", head + "dua\tnum\ttwo\n", "lexicon/xx/number.tsv:2: value \"two\": want a number"},
		{"money", head + "euro\tmoney\teuro\n", "lexicon/xx/number.tsv:2: value \"euro\": want an ISO 4217 code"},
		{"none", head + "ada\tfiller\t1\n", "lexicon/xx/number.tsv:2: value \"1\": class filler takes none"},
		{"form", head + "Dua\tnum\t2\n", "lexicon/xx/number.tsv:2: form"},
		{"mark", head + ";\tdecimal\t-\n", "lexicon/xx/number.tsv:2: decimal mark"},
		{"no mark", head, "lexicon/xx/number.tsv: no row of class decimal"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := New(fstest.MapFS{"lexicon/xx/number.tsv": {Data: []byte(tt.data)}})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
	if _, err := New(fstest.MapFS{}); err == nil {
		t.Error("no lexicon: got no error")
	}
}

const story = "Sedikitnya 17 orang tentara dan sekitar 1.500 warga dari dua belas desa mengungsi, sedangkan kerugian ditaksir " +
	"mencapai Rp 11,8 triliun atau 5,25 persen dari anggaran tahun 2016, kata dua orang pejabat pada Kamis (19/6/2025) pukul 14.00."

func TestNoAllocation(t *testing.T) {
	g := grammar(t)
	r, s := text.Report{Text: story}, sentence(story)
	buf := make([]Found, 0, 16)
	if n := testing.AllocsPerRun(100, func() { buf = g.Find("id", &r, &s, buf[:0]) }); n != 0 {
		t.Errorf("got %v allocations, want 0", n)
	}
}

func BenchmarkFind(b *testing.B) {
	g := grammar(b)
	r, s := text.Report{Text: story}, sentence(story)
	var buf []Found
	b.ReportAllocs()
	b.SetBytes(int64(len(story)))
	for b.Loop() {
		buf = g.Find("id", &r, &s, buf[:0])
	}
}

func FuzzFind(f *testing.F) {
	g := grammar(f)
	for _, in := range []string{story, "$1.5bn to €2,000", "hundreds of thousands of", "1.2.3,4,5", "dua puluh lima ratus ribu juta",
		"antara 1 dan 99999999999999999999", "Rp. 5-7 juta", "3\xffdua", "twenty-five-hundred", "20–30-an %"} {
		f.Add("id", in)
		f.Add("en", in)
	}
	f.Fuzz(func(t *testing.T, lang, in string) {
		if lang != "id" {
			lang = "en"
		}
		r, s := text.Report{Text: in}, sentence(in)
		last := 0
		for _, x := range g.Find(lang, &r, &s, nil) {
			if x.Span.Start < last || x.Span.End <= x.Span.Start || x.Span.End > len(in) {
				t.Fatalf("span %v after %d of %d", x.Span, last, len(in))
			}
			last = x.Span.End
			if utf8.ValidString(in) && !utf8.ValidString(r.Slice(x.Span)) {
				t.Fatalf("span %v is not on rune edges", x.Span)
			}
			if !(x.Value > 0) || x.Value > 1e30 || x.Counted >= len(s.Tokens) || x.From > x.To {
				t.Fatalf("%+v", x)
			}
		}
	})
}
