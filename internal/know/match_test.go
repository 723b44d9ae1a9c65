package know

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"kabar/internal/text"
)

// tokens makes tokens of words that are parted by blanks.
func tokens(s string) []text.Token {
	var toks []text.Token
	for w := range strings.FieldsSeq(s) {
		toks = append(toks, text.Token{Form: w})
	}
	return toks
}

// mentions lists the names in a sentence from left to right, each as its words
// and the keys of its entries.
func mentions(b *Base, lang, s string) []string {
	toks := tokens(s)
	var out []string
	for i := 0; i < len(toks); {
		n, entries := b.Match(lang, toks, i)
		if n == 0 {
			i++
			continue
		}
		var line strings.Builder
		for _, t := range toks[i : i+n] {
			line.WriteString(t.Form + " ")
		}
		line.WriteString("=")
		last := ""
		for _, e := range entries {
			key := e.Key
			if e.Former {
				key += "/former"
			}
			if e.Plural {
				key += "/plural"
			}
			if key != last {
				line.WriteString(" " + key)
			}
			last = key
		}
		out = append(out, line.String())
		i += n
	}
	return out
}

func TestMatch(t *testing.T) {
	b := load(t)
	tests := []struct {
		name, lang, sentence string
		want                 []string
	}{
		{"longest name", "id", "Menteri Luar Negeri Rusia Sergei Lavrov bertemu", []string{
			"Menteri Luar Negeri = office:foreign-minister", "Rusia = state:RUS", "Sergei Lavrov = person:sergei-lavrov"}},
		{"capital is seat and place", "id", "Pyongyang menegaskan", []string{"Pyongyang = seat:PRK place:pyongyang"}},
		{"acronym in capitals", "id", "Presiden AS dan KPK", []string{
			"Presiden = office:president", "AS = state:USA", "KPK = body:kpk"}},
		{"acronym in small letters is a word", "id", "as roda itu kpk", nil},
		{"acronym of the other language", "en", "AS you like it", nil},
		{"us is no state", "en", "he told us that the US Army", []string{"US Army = body:us-army"}},
		{"capitals in a sentence in capitals", "en", "IRAN IS CLOSE TO US", []string{"IRAN = state:IRN"}},
		{"capitals in an Indonesian headline", "id", "PRESIDEN AS TIBA DI JAKARTA", []string{
			"PRESIDEN = office:president", "AS = state:USA", "JAKARTA = seat:IDN place:jakarta"}},
		{"dots", "en", "the U.S. government in St. Petersburg", []string{
			"U.S. = state:USA", "government = noun:government", "St. Petersburg = place:saint-petersburg"}},
		{"dot as a token", "en", "in St . Petersburg", []string{"St . Petersburg = place:saint-petersburg"}},
		{"name needs a capital", "id", "iran , turki dan israel", nil},
		{"second word folds", "id", "Korea utara dan Amerika serikat", []string{"Korea utara = state:PRK", "Amerika serikat = state:USA"}},
		{"hyphens are blanks", "en", "al - Qaeda , al-Qaeda and Al Qaeda", []string{
			"al - Qaeda = group:al-qaeda", "al-Qaeda = group:al-qaeda", "Al Qaeda = group:al-qaeda"}},
		{"diacritics", "en", "Erdogan and Erdoğan in Türkiye", []string{
			"Erdogan = person:recep-tayyip-erdogan", "Erdoğan = person:recep-tayyip-erdogan", "Türkiye = state:TUR"}},
		{"apostrophes", "id", "Ma’ruf Amin dan Ma'ruf Amin", []string{"Ma’ruf Amin = person:maruf-amin", "Ma'ruf Amin = person:maruf-amin"}},
		{"comma in a name", "id", "Menteri Koordinator Bidang Politik , Hukum , dan Keamanan Mahfud MD", []string{
			"Menteri Koordinator Bidang Politik , Hukum , dan Keamanan = office:coordinating-minister-for-political-legal-and-security-affairs",
			"Mahfud MD = person:mahfud-md"}},
		{"reduplication", "id", "menteri-menteri luar negeri ASEAN dan tentara-tentara", []string{
			"menteri-menteri luar negeri = office:foreign-minister", "ASEAN = body:asean", "tentara-tentara = noun:tentara"}},
		{"former", "id", "Eks Menteri Pertahanan dan mantan Presiden SBY", []string{
			"Eks Menteri Pertahanan = office:defence-minister/former", "mantan Presiden = office:president/former",
			"SBY = person:susilo-bambang-yudhoyono"}},
		{"former in one token", "en", "ex-president and former US Secretary of State", []string{
			"ex-president = office:president/former", "former = former:former/former", "US = state:USA",
			"Secretary of State = office:secretary-of-state"}},
		{"former plural", "en", "two former prime ministers", []string{"former prime ministers = office:prime-minister/former/plural"}},
		{"plurals of offices", "en", "foreign ministers and MPs", []string{
			"foreign ministers = office:foreign-minister/plural", "MPs = office:member-of-parliament/plural"}},
		{"demonyms", "en", "Russian soldiers killed Israelis", []string{
			"Russian = demonym:RUS", "soldiers = noun:soldier/plural", "Israelis = demonym:ISR/plural"}},
		{"English words only in English", "id", "protesters di Jakarta", []string{"Jakarta = seat:IDN place:jakarta"}},
		{"names of the other language", "id", "White House dan Gedung Putih", []string{
			"White House = seat:USA place:white-house", "Gedung Putih = seat:USA place:white-house"}},
		{"by-name of a state, and Malay", "id", "Pemerintah negeri Tirai Bambu , Negeri Tirai Bambu dan Jepun", []string{
			"Pemerintah = noun:pemerintah", "negeri Tirai Bambu = state:CHN", "Negeri Tirai Bambu = state:CHN", "Jepun = state:JPN"}},
		{"word at the start of a sentence", "id", "Antara lain itu , lapor Antara", []string{"Antara = outlet:antara"}},
		{"its name in capitals", "id", "ANTARA melaporkan", []string{"ANTARA = outlet:antara"}},
		{"region of the same name", "id", "Raja Ampat bukan raja", []string{"Raja Ampat = place:raja-ampat", "raja = office:king"}},
		{"members", "id", "anggota DPR RI dari PDIP", []string{"anggota DPR RI = office:member-of-the-dpr", "PDIP = body:pdip"}},
		{"two of a name", "en", "Congolese troops in Tripoli", []string{
			"Congolese = demonym:COD demonym:COG", "troops = noun:troops/plural", "Tripoli = seat:LBY place:tripoli place:tripoli-north"}},
		{"other language", "ms", "Presiden Rusia", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(mentions(b, tt.lang, tt.sentence), tt.want); d != "" {
				t.Error("got, want:", d)
			}
		})
	}
}

func TestMatchOutside(t *testing.T) {
	b := load(t)
	toks := tokens("Rusia")
	for _, i := range []int{-1, 1, 5} {
		if n, e := b.Match("id", toks, i); n != 0 || e != nil {
			t.Errorf("Match at %d of 1 gives %d, %v", i, n, e)
		}
	}
}

func TestMatchPart(t *testing.T) {
	b := load(t)
	tests := []struct{ lang, word, want string }{
		{"id", "AS", "state:USA"},
		{"id", "As", ""},
		{"id", "China", "state:CHN"},
		{"id", "Korea", ""},
		{"en", "russian", ""},
		{"en", "Russian", "demonym:RUS"},
		{"id", "polisi", "noun:polisi"},
		{"id", "", ""},
		{"id", "-", ""},
		{"fr", "AS", ""},
	}
	for _, tt := range tests {
		got := ""
		if e := b.MatchPart(tt.lang, tt.word); len(e) > 0 {
			got = e[0].Key
		}
		if got != tt.want {
			t.Errorf("MatchPart(%q, %q) = %q, want %q", tt.lang, tt.word, got, tt.want)
		}
	}
}

func TestHolder(t *testing.T) {
	b := load(t)
	tests := []struct {
		name, day, office, country string
		former, ok                 bool
	}{
		{"Prabowo", "2022-05-01", "defence minister", "IDN", false, true},
		{"Prabowo", "2025-07-12", "president", "IDN", false, true},
		{"Jokowi", "2013-01-01", "governor of Jakarta", "IDN", false, true},
		{"Jokowi", "2025-01-01", "president", "IDN", true, true},
		{"Trump", "2018-01-01", "president", "USA", false, true},
		{"Trump", "2021-06-01", "president", "USA", true, true},
		{"Trump", "2024-07-26", "presidential candidate", "USA", false, true},
		{"Trump", "2025-07-12", "president", "USA", false, true},
		{"Lavrov", "2025-07-12", "foreign minister", "RUS", false, true},
		{"Abe", "2022-07-08", "prime minister", "JPN", true, true},
		{"Starmer", "2019-01-01", "leader of the Labour Party", "GBR", false, false},
		{"Navalny", "", "opposition leader", "RUS", false, true},
		{"Prabowo", "", "president", "IDN", false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name+" "+tt.day, func(t *testing.T) {
			var d text.Day
			if tt.day != "" {
				var err error
				if d, err = text.ParseDay(tt.day); err != nil {
					t.Fatal(err)
				}
			}
			_, entries := b.Match("id", tokens(tt.name), 0)
			e, former, ok := b.Holder(entries, d)
			if e == nil {
				t.Fatal("no entry")
			}
			if e.Office != tt.office || e.Country != tt.country || former != tt.former || ok != tt.ok {
				t.Errorf("got %q of %s, former %v, ok %v", e.Office, e.Country, former, ok)
			}
		})
	}
	if e, former, ok := b.Holder(nil, 1); e != nil || former || ok {
		t.Errorf("no entries give %v, %v, %v", e, former, ok)
	}
}

func TestPlaces(t *testing.T) {
	b := load(t)
	tests := []struct{ lang, name, want string }{
		{"id", "Wonsan", "PRK/Kangwon/city"},
		{"id", "papua tengah", "IDN/Papua Tengah/province"},
		{"id", "Jenewa", "CHE/Geneva/city"},
		{"en", "Geneva", "CHE/Geneva/city"},
		{"id", "Jalur Gaza", "PSE/Gaza Strip/province"},
		{"id", "Laut China Selatan", "//region"},
		{"en", "Tripoli", "LBY/Tripoli/city LBN/North/city"},
		{"id", "Kursk", "RUS/Kursk/city"},
		{"id", "Kanada", ""},
		{"id", "Atlantis", ""},
		{"xx", "Kursk", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, e := range b.Named(tt.lang, tt.name) {
			if e.Kind != Place {
				continue
			}
			got = append(got, e.Country+"/"+e.Admin1+"/"+e.Precision.String())
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("Named(%q, %q) = %q, want %q", tt.lang, tt.name, g, tt.want)
		}
	}
}

const benchSentence = "Menteri Luar Negeri Rusia Sergei Lavrov bertemu dengan mitranya dari Korea Utara di kota pesisir Wonsan " +
	"pada hari Sabtu , di mana Pyongyang menegaskan kembali dukungannya terhadap aksi militer Rusia di Ukraina , lapor TASS ."

func BenchmarkMatch(b *testing.B) {
	base := load(b)
	toks := tokens(benchSentence)
	b.ReportAllocs()
	b.SetBytes(int64(len(benchSentence)))
	for b.Loop() {
		for i := range toks {
			base.Match("id", toks, i)
		}
	}
}

func TestMatchAllocatesNothing(t *testing.T) {
	b := load(t)
	toks := tokens(benchSentence + " Erdoğan AS mantan Presiden menteri-menteri")
	if n := testing.AllocsPerRun(10, func() {
		for i := range toks {
			b.Match("id", toks, i)
			b.Match("en", toks, i)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzMatch checks that any words give a span inside the sentence.
func FuzzMatch(f *testing.F) {
	b := load(f)
	f.Add("Presiden Rusia-Korea menteri-menteri - . St . Petersburg")
	f.Add("mantan eks- -- \xff İstanbul ﷽ U.S.")
	f.Fuzz(func(t *testing.T, s string) {
		toks := tokens(s)
		for _, lang := range []string{"id", "en"} {
			for i := range toks {
				n, entries := b.Match(lang, toks, i)
				if n < 0 || i+n > len(toks) || (n == 0) != (len(entries) == 0) {
					t.Fatalf("Match at %d gives %d tokens, %d entries", i, n, len(entries))
				}
				b.MatchPart(lang, toks[i].Form)
			}
		}
		b.Named("id", s)
	})
}

func TestHolderOf(t *testing.T) {
	b := load(t)
	tests := []struct{ office, country, day, want string }{
		{"foreign-minister", "RUS", "2019-03-12", "Sergei Lavrov"},
		{"foreign minister", "USA", "2019-03-12", "Mike Pompeo"}, // by the office that is like it
		{"president", "IDN", "2022-05-01", "Joko Widodo"},
		{"president", "IDN", "2024-10-20", "Prabowo Subianto"}, // the day on which it changes hands
		{"governor of Jawa Barat", "IDN", "2019-05-01", "Ridwan Kamil"},
		{"secretary-general-of-nato", "", "2016-07-08", "Jens Stoltenberg"},
		{"member of the DPR", "IDN", "2019-05-01", ""},
		{"president", "IDN", "", ""},
		{"president", "XXX", "2019-05-01", ""},
	}
	for _, tt := range tests {
		var d text.Day
		if tt.day != "" {
			var err error
			if d, err = text.ParseDay(tt.day); err != nil {
				t.Fatal(err)
			}
		}
		got := ""
		if e, ok := b.HolderOf(tt.office, tt.country, d); ok {
			got = e.Name
		}
		if got != tt.want {
			t.Errorf("%s of %q on %q: got %q, want %q", tt.office, tt.country, tt.day, got, tt.want)
		}
	}
	if got := b.Like("secretary of state"); got != "foreign-minister" {
		t.Errorf("secretary of state is like %q", got)
	}
}

func TestDivision(t *testing.T) {
	b := load(t)
	for _, tt := range []struct{ name, day, want string }{
		{"Papua Tengah", "2022-03-01", "Papua"}, {"Papua Tengah", "2024-03-01", "Papua Tengah"}, {"Papua Barat Daya", "2022-11-01", "Papua Barat"},
		{"Kalimantan Utara", "2012-01-01", "Kalimantan Timur"}, {"Bali", "2012-01-01", "Bali"},
	} {
		d, err := text.ParseDay(tt.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := b.Division("IDN", tt.name, d); got != tt.want {
			t.Errorf("%s on %s: got %q, want %q", tt.name, tt.day, got, tt.want)
		}
	}
	if got := b.Division("IDN", "Papua Tengah", 0); got != "Papua Tengah" {
		t.Errorf("on an unknown day: %q", got)
	}
}

// TestLayers lays rows of the user's over the built-in ones.
func TestLayers(t *testing.T) {
	mine := fstest.MapFS{
		"actors/people.tsv": {Data: []byte("key\tfrom\tto\tcountry\tsector\toffice\tname\taliases\nx-y\t2012-01-01\t\tIDN\tLEG\tspeaker\tX Y\tYY\n")},
	}
	b, err := Load([]Layer{{FS: sound()}, {FS: mine, Name: "mine/"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := mentions(b, "id", "YY dan Y dan X Y"); !slices.Equal(got, []string{"YY = person:x-y", "X Y = person:x-y"}) {
		t.Errorf("got %q", got)
	}
	mine["actors/people.tsv"].Data = append(mine["actors/people.tsv"].Data, "z\t2010\t\tXXX\tGOV\t\tZ\t\n"...)
	mine["actors/person.tsv"] = &fstest.MapFile{}
	_, err = Load([]Layer{{FS: sound()}, {FS: mine, Name: "mine/"}})
	for _, want := range []string{`mine/actors/people.tsv:3: date "2010"`, `mine/actors/people.tsv:3: country "XXX"`, "mine/actors/person.tsv: no such table"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %s", err, want)
		}
	}
}
