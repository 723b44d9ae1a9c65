package where

import (
	"os"
	"testing"

	"kabar/internal/event"
	"kabar/internal/know"
	"kabar/internal/know/gazetteer"
	"kabar/internal/text"
)

func finder(t testing.TB) (*Finder, *know.Base) {
	t.Helper()
	var gazetteers []*gazetteer.Gazetteer
	for _, name := range []string{"places-id.model", "places-world.model"} {
		b, err := os.ReadFile("../../../data/models/" + name)
		if err != nil {
			t.Fatal(err)
		}
		g, err := gazetteer.Open(string(b))
		if err != nil {
			t.Fatal(err)
		}
		gazetteers = append(gazetteers, g)
	}
	base, err := know.Load([]know.Layer{{FS: os.DirFS("../../../data")}}, gazetteers...)
	if err != nil {
		t.Fatal(err)
	}
	set := func(words ...string) map[string]bool {
		m := map[string]bool{}
		for _, w := range words {
			m[w] = true
		}
		return m
	}
	words := map[string]*Words{
		"id": {Province: set("provinsi"), Regency: set("kabupaten", "kab"), City: set("kota"), District: set("distrik", "kecamatan"), Village: set("desa")},
		"en": {Province: set("province"), Regency: set("county"), City: set("city")},
	}
	return NewFinder(base, words), base
}

func TestFind(t *testing.T) {
	f, base := finder(t)
	day := text.NewDay(2025, 7, 12)
	tests := []struct {
		lang, name string
		within     []string
		near       []string
		named      map[string]float64
		home       string
		day        text.Day
		want       string // country, first-level division, precision; "open" where none is chosen
	}{
		{lang: "en", name: "Tripoli", near: []string{"LBN"}, want: "LBN/North/city"},
		{lang: "en", name: "Tripoli", near: []string{"LBY"}, want: "LBY/Tripoli/city"},
		{lang: "en", name: "Tripoli", want: "open"},
		{lang: "en", name: "Paris", want: "FRA/Ile-de-France/city"},
		{lang: "en", name: "Paris", within: []string{"Texas"}, want: "USA/Texas/city"},
		{lang: "en", name: "Hyderabad", named: map[string]float64{"PAK": 4}, want: "PAK/Sindh/city"},
		{lang: "id", name: "Distrik Ilaga", within: []string{"Kabupaten Puncak", "Papua Tengah"}, day: day, want: "IDN/Papua Tengah/city"},
		{lang: "id", name: "Distrik Ilaga", within: []string{"Kabupaten Puncak"}, day: text.NewDay(2021, 1, 1), want: "IDN/Papua/city"},
		{lang: "id", name: "Kabupaten Bogor", home: "IDN", want: "IDN/Jawa Barat/district"},
		{lang: "id", name: "Kota Bogor", home: "IDN", want: "IDN/Jawa Barat/city"},
		{lang: "id", name: "Desa Sukamaju", home: "IDN", want: "open"},
		{lang: "id", name: "Gedung Lama", within: []string{"Surabaya"}, want: "IDN/Jawa Timur/point"},
		{lang: "id", name: "Xyzzydorp", want: "//city"},
	}
	for _, tt := range tests {
		f.Begin(Context{Lang: tt.lang, Countries: tt.named, Home: tt.home, Day: tt.day})
		q := Query{Lang: tt.lang, Name: tt.name, Within: tt.within, Near: tt.near, Entries: base.Named(tt.lang, tt.name)}
		r := f.Find(&q)
		got := r.Country + "/" + r.Admin1 + "/" + r.Precision.String()
		if r.Open {
			got = "open"
			if r.Name != "" || len(r.Rivals) < 2 {
				t.Errorf("%s is open with name %q and rivals %q", tt.name, r.Name, r.Rivals)
			}
		}
		if got != tt.want {
			t.Errorf("%s within %q near %q: got %s (%s), want %s", tt.name, tt.within, tt.near, got, r.Why, tt.want)
		}
	}
}

// TestWhy checks that the reason is what told the place from the next.
func TestWhy(t *testing.T) {
	f, base := finder(t)
	for _, tt := range []struct {
		name, want string
		ctx        Context
		near       []string
	}{
		{"Tripoli", "LBN is named in the sentence", Context{Countries: map[string]float64{"LBN": 1}}, []string{"LBN"}},
		{"Georgia", "the offices that the report speaks of", Context{Subnational: true}, []string{"USA"}},
		{"Cambridge", "home of the outlet or its readers", Context{Home: "USA"}, nil},
		{"Paris", "the largest of the name", Context{Countries: map[string]float64{"DEU": 1}}, nil},
	} {
		tt.ctx.Lang = "en"
		f.Begin(tt.ctx)
		if r := f.Find(&Query{Lang: "en", Name: tt.name, Near: tt.near, Entries: base.Named("en", tt.name)}); r.Why != tt.want {
			t.Errorf("%s (%s): got %q, want %q", tt.name, r.Country, r.Why, tt.want)
		}
	}
}

// TestNoPointForDivisions checks that what is larger than a city stands nowhere.
func TestNoPointForDivisions(t *testing.T) {
	f, base := finder(t)
	for _, name := range []string{"Provinsi Bali", "Jawa Timur", "Kabupaten Puncak", "Timur Tengah", "Prancis"} {
		f.Begin(Context{Lang: "id", Home: "IDN"})
		r := f.Find(&Query{Lang: "id", Name: name, Entries: base.Named("id", name)})
		if r.Located && r.Precision != event.City && r.Precision != event.Point {
			t.Errorf("%s is %s at %v, %v", name, r.Precision, r.Lat, r.Lon)
		}
	}
}

// TestAsBefore checks that a name that was told apart once stays so in a report.
func TestAsBefore(t *testing.T) {
	f, base := finder(t)
	f.Begin(Context{Lang: "id", Home: "IDN"})
	f.Find(&Query{Lang: "id", Name: "Sukamaju", Within: []string{"Depok"}})
	r := f.Find(&Query{Lang: "id", Name: "Sukamaju", Entries: base.Named("id", "Sukamaju")})
	if !r.Known || r.Admin1 != "Jawa Barat" || r.Why != "as before in the report" {
		t.Errorf("got %v, %q, %q", r.Known, r.Admin1, r.Why)
	}
	f.Begin(Context{Lang: "id", Home: "IDN"})
	if r := f.Find(&Query{Lang: "id", Name: "Sukamaju"}); r.Known {
		t.Errorf("another report still knows %s", r.String())
	}
}

func TestStrip(t *testing.T) {
	w := &Words{Regency: map[string]bool{"kab": true}, Province: map[string]bool{"province": true}}
	for _, tt := range []struct {
		name, plain string
		class       gazetteer.Class
	}{{"Kab. Puncak", "Puncak", gazetteer.Regency}, {"Anbar Province", "Anbar", gazetteer.Province}, {"Anbar", "Anbar", anyClass}, {"", "", anyClass}} {
		if plain, class := w.strip(tt.name); plain != tt.plain || class != tt.class {
			t.Errorf("strip(%q) = %q, %d", tt.name, plain, class)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	f, base := finder(b)
	q := Query{Lang: "en", Name: "Tripoli", Near: []string{"LBN"}, Entries: base.Named("en", "Tripoli")}
	b.ReportAllocs()
	for b.Loop() {
		f.Begin(Context{Lang: "en"})
		f.Find(&q)
	}
}
