package gazetteer_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"kabar/internal/know/gazetteer"
	"kabar/internal/table"
)

func read(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile("../../../data/models/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func open(t testing.TB, name string) *gazetteer.Gazetteer {
	t.Helper()
	g, err := gazetteer.Open(read(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func short(p gazetteer.Place) string {
	return fmt.Sprintf("%s|%s|%s|%s|%s|%d|%d", p.Name, p.Country, p.Admin1, p.Admin2, p.Admin3, p.Class, p.Seat)
}

// TestWorld finds the most populous place of some names.
func TestWorld(t *testing.T) {
	g := open(t, "places-world.model")
	tests := []struct {
		name, want string
		least      int // places of the name
	}{
		{"Paris", "Paris|FRA|Île-de-France|Paris||2|1", 10},
		{"wien", "Vienna|AUT|Vienna|Wien Stadt||2|1", 1},
		{"Khan-Yunis", "Khān Yūnis|PSE|Gaza Strip|Khan Yunis||2|3", 1},
		{"Hyderabad", "Hyderābād|IND|Telangana|Hyderābād||2|2", 2},
		{"San José", "San José|CRI|San José|San José||2|1", 30},
	}
	for _, tt := range tests {
		found := g.Find(tt.name, nil)
		if len(found) < tt.least {
			t.Errorf("%q: %d places, want %d", tt.name, len(found), tt.least)
			continue
		}
		var all []string
		for _, p := range found {
			all = append(all, short(p))
		}
		if !slices.Contains(all, tt.want) {
			t.Errorf("%q: %s is not among %s", tt.name, tt.want, strings.Join(all, "; "))
		}
		if !slices.IsSortedFunc(found, func(a, b gazetteer.Place) int { return b.Population - a.Population }) {
			t.Errorf("%q: not sorted by population", tt.name)
		}
	}
	for _, none := range []string{"", " - ", "Atlantis am See", "Xqzzy"} {
		if found := g.Find(none, nil); len(found) != 0 {
			t.Errorf("%q finds %v", none, found)
		}
	}
}

// TestIndonesia finds areas of each level.
func TestIndonesia(t *testing.T) {
	g := open(t, "places-id.model")
	tests := []struct{ name, want string }{
		{"Papua Tengah", "Papua Tengah|IDN|Papua Tengah|||0|0"},
		{"Kabupaten Puncak", "Kabupaten Puncak|IDN|Papua Tengah|Kabupaten Puncak||1|0"},
		{"Kota Bogor", "Bogor|IDN|Jawa Barat|Kota Bogor||2|0"},
		{"Kab. Bogor", "Kabupaten Bogor|IDN|Jawa Barat|Kabupaten Bogor||1|0"},
		{"Cilodong", "Cilodong|IDN|Jawa Barat|Kota Depok|Cilodong|3|0"},
		{"Kunciran", "Kunciran|IDN|Banten|Kota Tangerang|Pinang|4|0"},
	}
	for _, tt := range tests {
		var all []string
		for _, p := range g.Find(tt.name, nil) {
			all = append(all, short(p))
		}
		if !slices.Contains(all, tt.want) {
			t.Errorf("%q: %s is not among %s", tt.name, tt.want, strings.Join(all, "; "))
		}
	}
	for _, p := range g.Find("Bogor", nil) {
		if p.Class == gazetteer.Regency {
			t.Errorf("Bogor alone is %s", short(p))
		}
	}
}

// TestPlacesStandWhereTheyAre checks coordinates against known ones.
func TestPlacesStandWhereTheyAre(t *testing.T) {
	g := open(t, "places-world.model")
	for _, tt := range []struct {
		name, country string
		lat, lon      float64
	}{{"Jakarta", "IDN", -6.2, 106.8}, {"Quito", "ECU", -0.2, -78.5}, {"Suva", "FJI", -18.1, 178.4}, {"London", "GBR", 51.5, -0.1}} {
		found := g.Find(tt.name, nil)
		i := slices.IndexFunc(found, func(p gazetteer.Place) bool { return p.Country == tt.country })
		if i < 0 || !found[i].Located() || max(found[i].Lat-tt.lat, tt.lat-found[i].Lat, found[i].Lon-tt.lon, tt.lon-found[i].Lon) > 0.1 {
			t.Errorf("%s: %v", tt.name, found)
		}
	}
}

func sample() []gazetteer.Source {
	return []gazetteer.Source{
		{Place: gazetteer.Place{Name: "Ana", Country: "AAA", Admin1: "One", Lat: -90, Lon: 180, Population: 12_345_678, ID: 1<<24 - 1, Class: gazetteer.City, Seat: 1}, Alternates: []string{"Anna", "ana"}},
		{Place: gazetteer.Place{Name: "Anna", Country: "BBB", Admin1: "Two", Admin2: "Deep", Admin3: "Deeper", Class: gazetteer.Village}},
		{Place: gazetteer.Place{Name: "Bo", Country: "BBB", Population: 10, Class: gazetteer.Quarter}},
	}
}

// TestPack writes a file and reads it again, whatever the order of its places.
func TestPack(t *testing.T) {
	list := sample()
	b, err := gazetteer.Pack(list, "about: test")
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(list)
	again, err := gazetteer.Pack(list, "about: test")
	if err != nil || string(again) != string(b) {
		t.Error("another order gives other bytes", err)
	}
	g, err := gazetteer.Open(string(b))
	if err != nil {
		t.Fatal(err)
	}
	if g.Len() != 3 {
		t.Errorf("%d places", g.Len())
	}
	found := g.Find("ANNA", nil)
	if len(found) != 2 || short(found[0]) != "Ana|AAA|One|||2|1" || !found[0].Alternate || short(found[1]) != "Anna|BBB|Two|Deep|Deeper|4|0" || found[1].Alternate || found[1].Located() {
		t.Errorf("got %v", found)
	}
	if p := found[0]; p.Lat != -90 || p.Lon != 180 || p.ID != 1<<24-1 || p.Population < 12_330_000 || p.Population > 12_350_000 {
		t.Errorf("got %+v", p)
	}
	if _, err := gazetteer.Pack([]gazetteer.Source{{Place: gazetteer.Place{Name: strings.Repeat("x", 300)}}}, ""); err == nil {
		t.Error("a name of 300 bytes is taken")
	}
}

func TestOpenRefuses(t *testing.T) {
	b, err := gazetteer.Pack(sample(), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"", "KABARMDL", string(b[:len(b)-400]), strings.Replace(string(b), "buckets", "bucketz", 1)} {
		if _, err := gazetteer.Open(s); !errors.Is(err, table.ErrModel) {
			t.Errorf("%d bytes: %v", len(s), err)
		}
	}
}

func TestFindAllocatesNothing(t *testing.T) {
	g, buf := open(t, "places-world.model"), make([]gazetteer.Place, 0, 256)
	if n := testing.AllocsPerRun(10, func() { buf = g.Find("San José", buf[:0]); buf = g.Find("nowhere", buf[:0]) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzOpen checks that broken files neither panic nor loop.
func FuzzOpen(f *testing.F) {
	b, err := gazetteer.Pack(sample(), "")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(b), "Anna")
	f.Fuzz(func(t *testing.T, s, name string) {
		if g, err := gazetteer.Open(s); err == nil {
			g.Find(name, nil)
			g.Find("Ana", nil)
		}
	})
}

// BenchmarkOpenAndFind is the time from nothing to the first place.
func BenchmarkOpenAndFind(b *testing.B) {
	s := read(b, "places-world.model")
	var buf [32]gazetteer.Place
	b.ReportAllocs()
	for b.Loop() {
		g, err := gazetteer.Open(s)
		if err != nil {
			b.Fatal(err)
		}
		g.Find("Khan Younis", buf[:0])
	}
}

func BenchmarkFind(b *testing.B) {
	g := open(b, "places-world.model")
	buf := make([]gazetteer.Place, 0, 256)
	b.ReportAllocs()
	for b.Loop() {
		buf = g.Find("Surabaya", buf[:0])
	}
}
