package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"kabar/internal/know/fold"
	"kabar/internal/know/gazetteer"
)

// reader reads the GeoNames extract.
type reader struct {
	countries map[string]string          // ISO 3166 alpha-2 to alpha-3
	regencies map[string]gazetteer.Place // of Indonesia, by code
	admin1    map[string]string          // by "CC.code"
	admin2    map[string]string          // by "CC.code.code"
	list      []gazetteer.Source
}

// dependencies are codes of ISO 3166 that the table of states does not have.
var dependencies = map[string]string{
	"AI": "AIA", "AQ": "ATA", "AS": "ASM", "AW": "ABW", "AX": "ALA", "BL": "BLM", "BM": "BMU", "BQ": "BES", "CC": "CCK", "CK": "COK",
	"CW": "CUW", "CX": "CXR", "FK": "FLK", "FO": "FRO", "GF": "GUF", "GG": "GGY", "GI": "GIB", "GL": "GRL", "GP": "GLP",
	"GS": "SGS", "GU": "GUM", "IM": "IMN", "JE": "JEY", "KY": "CYM", "MF": "MAF", "MP": "MNP", "MQ": "MTQ", "MS": "MSR",
	"NC": "NCL", "NF": "NFK", "NU": "NIU", "PF": "PYF", "PM": "SPM", "PN": "PCN", "PR": "PRI", "RE": "REU", "SH": "SHN",
	"SJ": "SJM", "SX": "SXM", "TC": "TCA", "TF": "ATF", "TK": "TKL", "VG": "VGB", "VI": "VIR", "WF": "WLF", "YT": "MYT",
	"IO": "IOT", "MO": "MAC", "HK": "HKG", "TW": "TWN", "EH": "ESH", "PS": "PSE", "XK": "XKX", "VA": "VAT",
}

// readCountries returns alpha-3 codes by alpha-2 codes.
func readCountries(path string) (map[string]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for two, three := range dependencies {
		out[two] = three
	}
	for line := range strings.Lines(string(b)) {
		if f := strings.Split(line, "\t"); len(f) > 1 && len(f[0]) == 3 {
			out[f[1]] = f[0]
		}
	}
	return out, nil
}

// readDivisions reads the names of first- and second-level divisions.
func (r *reader) readDivisions(dir string) error {
	read := func(file string) (map[string]string, error) {
		path := filepath.Join(dir, file)
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var list []struct{ Code, Name string }
		if err := json.Unmarshal(b, &list); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		out := make(map[string]string, len(list))
		for _, d := range list {
			out[d.Code] = plainDivision(d.Name)
		}
		return out, nil
	}
	var err error
	if r.admin1, err = read("admin1.json"); err != nil {
		return err
	}
	r.admin2, err = read("admin2.json")
	return err
}

// divisionWords are what divisions are called in names that stand as well
// without it. "District" stays: "Southern District" is a name.
var divisionWords = []string{" Province", " Governorate", " Oblast", " Department", " County", " Prefecture", " Parish", " Voivodeship", " Municipality", " Region", " State"}

// plainDivision drops the word for the kind of division from its name.
func plainDivision(name string) string {
	for _, w := range divisionWords {
		if plain, ok := strings.CutSuffix(name, w); ok && !slices.Contains([]string{"Northern", "Southern", "Eastern", "Western", "Central", "North", "South", "East", "West", "Capital", "Free"}, plain) {
			return plain
		}
	}
	return name
}

// seats are the kinds of populated places that are seats of government.
var seats = map[string]int{"PPLC": 1, "PPLA": 2, "PPLA2": 3, "PPLA3": 4, "PPLA4": 5, "PPLA5": 6}

// The columns of the extract that are read.
const (
	idField = iota
	nameField
	asciiField
	alternatesField
	latField
	lonField
	_
	codeField
	countryField
	_
	admin1Field
	admin2Field
	_
	_
	populationField
	fields
)

// gone are the codes of places that are no longer inhabited.
var gone = []string{"PPLH", "PPLQ", "PPLW", "PPLCH"}

// readCities reads the populated places.
func (r *reader) readCities(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for line := 1; in.Scan(); line++ {
		row := strings.Split(in.Text(), "\t")
		if len(row) < fields || slices.Contains(gone, row[codeField]) {
			continue
		}
		s, err := r.city(row)
		if err != nil {
			return fmt.Errorf("%s:%d: %w", path, line, err)
		}
		r.list = append(r.list, s)
	}
	return in.Err()
}

func (r *reader) city(row []string) (s gazetteer.Source, err error) {
	id, err := strconv.ParseUint(row[idField], 10, 24)
	if err != nil {
		return s, err
	}
	s.ID, s.Name, s.Class = uint32(id), row[nameField], gazetteer.City
	if s.Country = r.countries[row[countryField]]; s.Country == "" {
		return s, fmt.Errorf("no alpha-3 code for %q", row[countryField])
	}
	if s.Lat, err = strconv.ParseFloat(row[latField], 64); err != nil {
		return s, err
	}
	if s.Lon, err = strconv.ParseFloat(row[lonField], 64); err != nil {
		return s, err
	}
	if s.Population, err = strconv.Atoi(row[populationField]); err != nil {
		return s, err
	}
	s.Seat = seats[row[codeField]]
	if row[codeField] == "PPLX" {
		s.Class = gazetteer.Quarter
	}
	key1 := row[countryField] + "." + row[admin1Field]
	s.Admin1, s.Admin2 = r.admin1[key1], r.admin2[key1+"."+row[admin2Field]]
	if row[countryField] == "ID" {
		r.indonesian(&s, row[admin2Field])
		if s.Population == 0 && s.Seat == seats["PPLA4"] {
			s.Class = gazetteer.Village
		}
	}
	if s.Admin2 == s.Name && s.Seat == 0 {
		s.Admin2 = ""
	}
	if s.Population > 0 || s.Seat > 0 && s.Class == gazetteer.City {
		s.Alternates = alternates(row)
	}
	return s, nil
}

// indonesian gives a place the Indonesian names of its divisions, which are found
// by name: in Papua the codes of GeoNames are those of before 2022.
func (r *reader) indonesian(s *gazetteer.Source, code string) {
	regency, city := strings.TrimSuffix(s.Admin2, " Regency"), strings.TrimSuffix(s.Admin2, " City")
	for _, name := range []string{s.Admin2, regencyWord + regency, cityWord + city, code} {
		if reg, ok := r.regencies[name]; ok {
			s.Admin1, s.Admin2 = reg.Admin1, reg.Admin2
			return
		}
	}
	s.Admin1 = provinces[s.Admin1]
}

// maxAlternate is the most words of a further name.
const maxAlternate = 3

// alternates returns the further names of a place in Latin letters. Codes of
// airports and other short names all in capitals are no names.
func alternates(row []string) []string {
	seen := map[uint64]bool{fold.Key(row[nameField]): true}
	var out []string
	for _, name := range append([]string{row[asciiField]}, strings.Split(row[alternatesField], ",")...) {
		key := fold.Key(name)
		if key == 0 || seen[key] || !latin(name) || len(name) <= 4 && strings.ToUpper(name) == name || strings.Count(name, " ") >= maxAlternate {
			continue
		}
		seen[key] = true
		out = append(out, name)
	}
	return out
}

// latin reports whether all letters of s are Latin.
func latin(s string) bool {
	letters := 0
	for _, c := range s {
		switch {
		case unicode.Is(unicode.Latin, c):
			letters++
		case unicode.IsLetter(c) && c != 'ʻ' && c != 'ʼ', unicode.IsDigit(c):
			return false
		}
	}
	return letters > 1
}

// provinces are the Indonesian names of the provinces.
var provinces = map[string]string{
	"Aceh": "Aceh", "Bali": "Bali", "Banten": "Banten", "Bengkulu": "Bengkulu", "Gorontalo": "Gorontalo", "Jakarta": "Jakarta",
	"Jambi": "Jambi", "Lampung": "Lampung", "Maluku": "Maluku", "Papua": "Papua", "Riau": "Riau",
	"North Sumatra": "Sumatera Utara", "West Sumatra": "Sumatera Barat", "South Sumatra": "Sumatera Selatan",
	"Riau Islands": "Kepulauan Riau", "Bangka–Belitung Islands": "Kepulauan Bangka Belitung",
	"West Java": "Jawa Barat", "Central Java": "Jawa Tengah", "East Java": "Jawa Timur", "Yogyakarta": "Daerah Istimewa Yogyakarta",
	"West Nusa Tenggara": "Nusa Tenggara Barat", "East Nusa Tenggara": "Nusa Tenggara Timur",
	"West Kalimantan": "Kalimantan Barat", "Central Kalimantan": "Kalimantan Tengah", "South Kalimantan": "Kalimantan Selatan",
	"East Kalimantan": "Kalimantan Timur", "North Kalimantan": "Kalimantan Utara",
	"North Sulawesi": "Sulawesi Utara", "Central Sulawesi": "Sulawesi Tengah", "South Sulawesi": "Sulawesi Selatan",
	"Southeast Sulawesi": "Sulawesi Tenggara", "West Sulawesi": "Sulawesi Barat", "North Maluku": "Maluku Utara",
	"West Papua": "Papua Barat", "Southwest Papua": "Papua Barat Daya", "South Papua": "Papua Selatan",
	"Central Papua": "Papua Tengah", "Highland Papua": "Papua Pegunungan",
}
