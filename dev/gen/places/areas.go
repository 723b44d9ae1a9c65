package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"kabar/internal/know/gazetteer"
)

// country is the code of the country of all areas.
const country = "IDN"

// areas are the divisions of Indonesia.
type areas struct {
	list      []gazetteer.Source
	regencies map[string]gazetteer.Place // by code without full stops: "3318", and by name
}

// readAreas reads provinces, regencies, districts and villages, whose codes
// begin with the code of what they lie in.
func readAreas(dir string) (*areas, error) {
	a := &areas{regencies: map[string]gazetteer.Place{}}
	within := map[string]gazetteer.Place{}
	for _, f := range []struct {
		file  string
		class gazetteer.Class
	}{
		{"provinces.csv", gazetteer.Province}, {"regencies.csv", gazetteer.Regency},
		{"districts.csv", gazetteer.District}, {"villages.csv", gazetteer.Village},
	} {
		path := filepath.Join(dir, f.file)
		rows, err := readCSV(path)
		if err != nil {
			return nil, err
		}
		cities := map[string]bool{}
		for _, row := range rows {
			if plain, ok := strings.CutPrefix(row[len(row)-1], cityWord); ok && f.class == gazetteer.Regency {
				cities[plain] = true
			}
		}
		for _, row := range rows {
			code, name := row[0], row[len(row)-1]
			p := gazetteer.Place{Country: country, Class: f.class, Name: name}
			if i := strings.LastIndexByte(code, '.'); i > 0 {
				up, ok := within[code[:i]]
				if !ok {
					return nil, fmt.Errorf("%s: %s lies in %s, which is not there", path, code, code[:i])
				}
				p.Admin1, p.Admin2, p.Admin3 = up.Admin1, up.Admin2, up.Admin3
			}
			s := gazetteer.Source{Place: p}
			switch f.class {
			case gazetteer.Province:
				s.Name = provinceName(name)
				s.Admin1 = s.Name
			case gazetteer.Regency:
				regency(&s, cities)
				a.regencies[strings.ReplaceAll(code, ".", "")] = s.Place
				a.regencies[s.Admin2] = s.Place
			case gazetteer.District:
				s.Admin3 = name
			}
			within[code] = s.Place
			a.list = append(a.list, s)
		}
	}
	return a, nil
}

// provinceName returns the name of a province as the actors' and places' tables
// have it.
func provinceName(name string) string {
	switch name {
	case "DKI Jakarta", "Daerah Khusus Jakarta", "Daerah Khusus Ibukota Jakarta":
		return "Jakarta"
	}
	return name
}

// regency gives a place of the second level its class and names: "Kabupaten
// Bogor" is a regency that is not called "Bogor", which is what the city is
// called; a regency without such a twin has its plain name too.
func regency(s *gazetteer.Source, cities map[string]bool) {
	s.Admin2 = s.Name
	if plain, ok := strings.CutPrefix(s.Name, cityWord); ok {
		s.Class = gazetteer.City
		s.Alternates = []string{s.Name}
		s.Name = strings.TrimPrefix(plain, "Administrasi ")
		return
	}
	if plain, ok := strings.CutPrefix(s.Name, regencyWord); ok {
		plain = strings.TrimPrefix(plain, "Administrasi ")
		s.Alternates = []string{"Kab. " + plain}
		if !cities[plain] {
			s.Alternates = append(s.Alternates, plain)
		}
	}
}

const (
	cityWord    = "Kota "
	regencyWord = "Kabupaten "
)

func readCSV(path string) ([][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(rows) == 0 || rows[0][0] != "code" || rows[0][len(rows[0])-1] != "name" {
		return nil, fmt.Errorf("%s: want columns from code to name", path)
	}
	return rows[1:], nil
}
