package know

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"kabar/internal/event"
)

func load(t testing.TB) *Base {
	t.Helper()
	b, err := Load([]Layer{{FS: os.DirFS("../../data")}})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// sound returns tables with one sound row each, which tests then break.
func sound() fstest.MapFS {
	fsys := fstest.MapFS{
		"actors/states.tsv":   {Data: []byte("iso3\tiso2\tname\tnames_id\tnames_en\tnames_ms\tdemonyms_en\tseats\nIDN\tID\tIndonesia\tRI\t\t\tIndonesian;Indonesians\tJakarta\n")},
		"actors/bodies.tsv":   {Data: []byte("key\tcountry\tsector\tname\tnames_id\tnames_en\tfrom\tto\nkpk\tIDN\tCOP\tKomisi\tKPK\t\t\t\n")},
		"actors/offices.tsv":  {Data: []byte("office\tof_place\tlike\ngovernor\tyes\t\npresident\tno\t\n")},
		"actors/people.tsv":   {Data: []byte("key\tfrom\tto\tcountry\tsector\toffice\tname\taliases\nx-y\t2010-01-01\t2011-01-01\tIDN\tGOV\tminister\tX Y\tY\n")},
		"outlets/outlets.tsv": {Data: []byte("key\tname\tnames\tcountry\tkind\tpartners\nantara\tAntara\t\tIDN\tagency\t\n")},
		"places/splits.tsv":   {Data: []byte("name\tsince\tbefore\tcountry\nKalimantan Utara\t2012-10-25\tKalimantan Timur\tIDN\n")},
		"places/places.tsv":   {Data: []byte("key\tname\tnames\tcountry\tadmin1\tprecision\nmedan\tMedan\t\tIDN\tSumatera Utara\tcity\n")},
	}
	for _, lang := range []string{"id", "en"} {
		fsys["lexicon/"+lang+"/offices.tsv"] = &fstest.MapFile{Data: []byte("phrase\tkey\tsector\tcountry\tplural\nminister\tminister\tGOV\t\tno\n")}
		fsys["lexicon/"+lang+"/nouns.tsv"] = &fstest.MapFile{Data: []byte("phrase\tsector\tcountry\tplural\npeople\tCVL\t\tyes\n")}
		fsys["lexicon/"+lang+"/former.tsv"] = &fstest.MapFile{Data: []byte("word\nex\n")}
		fsys["lexicon/"+lang+"/common.tsv"] = &fstest.MapFile{Data: []byte("word\nantara\n")}
	}
	return fsys
}

func TestLoadSmall(t *testing.T) {
	b, err := Load([]Layer{{FS: sound()}})
	if err != nil {
		t.Fatal(err)
	}
	if s := b.Country("IDN"); s == nil || s.Name != "Indonesia" {
		t.Errorf("Country(IDN) = %v", s)
	}
	if s := b.Country("XXX"); s != nil {
		t.Errorf("Country(XXX) = %v", s)
	}
}

func TestLoadFaults(t *testing.T) {
	tests := []struct{ name, path, line, want string }{
		{"state code", "actors/states.tsv", "idn\tID\tX\t\t\t\t\t", "actors/states.tsv:3: country codes \"idn\" and \"ID\": want three and two capitals"},
		{"country", "actors/bodies.tsv", "x\tXXX\tCOP\tX\t\t\t\t", `actors/bodies.tsv:3: country "XXX": not in actors/states.tsv`},
		{"sector", "actors/bodies.tsv", "x\tIDN\tCOPS\tX\t\t\t\t", `actors/bodies.tsv:3: sector "COPS": no such code`},
		{"list", "actors/bodies.tsv", "x\tIDN\tCOP\tX\tA; B\t\t\t", `actors/bodies.tsv:3: list "A; B" has an empty part or a blank beside a semicolon`},
		{"no name", "actors/bodies.tsv", "x\tIDN\tCOP\t\t\t\t\t", `actors/bodies.tsv:3: name "" has no letters, over 16 pieces or a piece of 64 bytes and more`},
		{"long word", "actors/bodies.tsv", "x\tIDN\tCOP\t" + strings.Repeat("x", 64) + "\t\t\t\t",
			`actors/bodies.tsv:3: name "` + strings.Repeat("x", 64) + `" has no letters, over 16 pieces or a piece of 64 bytes and more`},
		{"day", "actors/people.tsv", "z\t2010\t\tIDN\tGOV\t\tZ\t", `actors/people.tsv:3: date "2010": want YYYY-MM-DD`},
		{"days", "actors/people.tsv", "z\t2011-01-01\t2010-01-01\tIDN\tGOV\t\tZ\t", `actors/people.tsv:3: ends 2010-01-01 before it begins 2011-01-01`},
		{"person without name", "actors/people.tsv", "z\t\t\tIDN\tGOV\t\t\t", `actors/people.tsv:3: no name on the first row of "z"`},
		{"name twice", "actors/people.tsv", "x-y\t2012-01-01\t\tIDN\tGOV\t\tX Y\t", `actors/people.tsv:3: name and aliases of "x-y" stand on its first row only`},
		{"office of two", "actors/people.tsv", "z-a\t2010-01-01\t2012-01-01\tIDN\tGOV\tpresident\tZ A\t\nz-b\t2011-01-01\t\tIDN\tGOV\tpresident\tZ B\t", `actors/people.tsv:4: president of IDN is held by z-a too (actors/people.tsv:3)`},
		{"office of two at a place", "actors/people.tsv", "z-a\t2010-01-01\t\tIDN\tGOV\tgovernor of Bali\tZ A\t\nz-b\t2011-01-01\t\tIDN\tGOV\tgovernor of Bali\tZ B\t", `actors/people.tsv:4: governor of Bali of IDN is held by z-a too (actors/people.tsv:3)`},
		{"office twice", "actors/people.tsv", "x-y\t2010-06-01\t\tIDN\tGOV\tminister\t\t", `actors/people.tsv:3: "x-y" is "minister" twice at the same time`},
		{"precision", "places/places.tsv", "x\tX\t\tIDN\t\ttown", `places/places.tsv:3: precision "town": want region, province, district, city or point`},
		{"kind", "outlets/outlets.tsv", "b\tB\t\tIDN\tradio\t", `outlets/outlets.tsv:3: kind "radio": want agency, newspaper, magazine, broadcaster or online`},
		{"partner", "outlets/outlets.tsv", "b\tB\t\tIDN\tonline\tc;antara\nd\tD\t\tIDN\tonline\t", `outlets/outlets.tsv:3: partner "c": no such outlet`},
		{"partner of itself", "outlets/outlets.tsv", "b\tB\t\tIDN\tonline\tb", `outlets/outlets.tsv:3: "b" is a partner of itself`},
		{"place without country", "places/places.tsv", "x\tX\t\t\t\tcity", `places/places.tsv:3: country "": not in actors/states.tsv`},
		{"former", "lexicon/id/former.tsv", "one time", `lexicon/id/former.tsv:3: "one time" is not one word`},
		{"form", "lexicon/en/nouns.tsv", "zoo\tCVL", `lexicon/en/nouns.tsv:3: 2 fields, want 4`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := sound()
			fsys[tt.path].Data = append(fsys[tt.path].Data, tt.line+"\n"...)
			_, err := Load([]Layer{{FS: fsys}})
			if err == nil {
				t.Fatal("no error, want", tt.want)
			}
			if d := cmp.Diff(err.Error(), tt.want); d != "" {
				t.Error("got, want:", d)
			}
		})
	}
	t.Run("no table", func(t *testing.T) {
		fsys := sound()
		delete(fsys, "places/places.tsv")
		if _, err := Load([]Layer{{FS: fsys}}); err == nil || !strings.Contains(err.Error(), "places/places.tsv") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("capped", func(t *testing.T) {
		fsys := sound()
		var lines strings.Builder
		for i := range 300 {
			fmt.Fprintf(&lines, "n%03d\tBAD\t\tno\n", i)
		}
		fsys["lexicon/en/nouns.tsv"].Data = []byte("phrase\tsector\tcountry\tplural\n" + lines.String())
		_, err := Load([]Layer{{FS: fsys}})
		if err == nil || strings.Count(err.Error(), "\n")+1 != maxFaults {
			t.Errorf("got %d faults, want %d", strings.Count(fmt.Sprint(err), "\n")+1, maxFaults)
		}
	})
}

// TestNamesAreTold checks that in the built-in tables no name stands for two
// persons, or for a person and something else, and that bodies share names only
// where their days or sectors tell them apart.
func TestNamesAreTold(t *testing.T) {
	b := load(t)
	for node := range b.index.lists {
		for l := range numLanguages {
			keys := map[string]*Entry{}
			var names []string
			person := false
			countries := map[string]bool{}
			for _, e := range b.index.at(uint32(node), l, capitals) {
				if keys[e.Key] == nil && (e.Kind == Person || e.Kind == Body || e.Kind == Group || e.Kind == Outlet) {
					names = append(names, e.Key)
					countries[e.Country] = true
				}
				keys[e.Key] = e
				person = person || e.Kind == Person
			}
			all := strings.Join(names, " ")
			if person && len(keys) > 1 {
				t.Errorf("a person shares a name: %v", names)
			}
			told := len(countries) == len(names) && !countries[""] // by the country that a report is about
			if len(names) > 1 && !told && all != "body:taliban-government group:taliban" {
				t.Errorf("one name for %s", all)
			}
		}
	}
}

// TestTablesAreLarge keeps the built-in tables from shrinking unseen.
func TestTablesAreLarge(t *testing.T) {
	b := load(t)
	seen := map[*Entry]bool{}
	count := map[Kind]int{}
	provinces, international, indonesian := 0, 0, 0
	for _, e := range b.index.arena {
		if seen[e] {
			continue
		}
		seen[e] = true
		count[e.Kind]++
		switch {
		case e.Kind == Place && e.Country == "IDN" && e.Name == e.Admin1 && e.Precision == event.Province:
			provinces++
		case e.Kind == Body && e.Country == "" && e.Sector == event.IGO:
			international++
		case (e.Kind == Body || e.Kind == Group) && e.Country == "IDN":
			indonesian++
		}
	}
	for _, want := range []struct {
		kind Kind
		min  int
	}{{State, 210}, {Body, 3500}, {Group, 590}, {Outlet, 1430}, {Person, 9300}, {Place, 5700}, {Office, 10_500}, {Noun, 6800}} {
		if count[want.kind] < want.min {
			t.Errorf("%d entries of kind %d, want %d", count[want.kind], want.kind, want.min)
		}
	}
	if international < 460 || indonesian < 2400 {
		t.Errorf("%d international bodies, %d of Indonesia, want 460 and 2,400", international, indonesian)
	}
	if provinces != 38 {
		t.Errorf("%d provinces of Indonesia, want 38", provinces)
	}
}

// FuzzLoad checks that no table makes Load panic.
func FuzzLoad(f *testing.F) {
	f.Add("x-y\t2010-06-01\t\tIDN\tGOV\tminister\t\t\n")
	f.Add("\t\t\n#\n")
	f.Fuzz(func(t *testing.T, lines string) {
		fsys := sound()
		for _, m := range fsys {
			m.Data = append(m.Data, lines...)
		}
		if b, err := Load([]Layer{{FS: fsys}}); (b == nil) == (err == nil) {
			t.Fatal("both or neither of base and error")
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		load(b)
	}
}
