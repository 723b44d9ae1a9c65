// Package gazetteer finds the populated places and administrative areas that a
// name may stand for, in two files that are read in place: the populated places
// of the world, and the provinces, regencies, districts and villages of
// Indonesia. docs/formats/gazetteer.md has the layout. It does not choose among
// namesakes.
package gazetteer

import (
	"fmt"
	"math"

	"kabar/internal/know/fold"
	"kabar/internal/table"
)

// Layout is the version of the sections' layout; files made for another are
// refused.
const Layout = 1

// Class says what a place is.
type Class uint8

// The classes, from the largest to the smallest.
const (
	Province Class = iota // first-level division
	Regency               // second level: kabupaten
	City                  // a kota of Indonesia, or a populated place anywhere
	District              // third level: kecamatan, distrik
	Village               // fourth level: desa, kelurahan, kampung
	Quarter               // a part of a populated place
	numClasses
)

// seats is how a populated place is marked that is a seat of government.
const (
	seatShift = 4
	classMask = 1<<seatShift - 1
)

// Place is one place that a name may stand for.
type Place struct {
	ID         uint32 // GeoNames identifier, 0 for none
	Name       string // as its source writes it
	Country    string // ISO 3166 alpha-3
	Admin1     string // the first-level division, or ""
	Admin2     string // the second-level division, or ""
	Admin3     string // the third-level division, or "": areas of Indonesia
	Class      Class
	Seat       int     // 0 is none, 1 the capital of its state, 2 of its first-level division and so on
	Lat, Lon   float64 // degrees of WGS 84, 0.00005 off at most; both 0 where unknown
	Population int     // 0.1 % off at most; 0 is unknown
	Alternate  bool    // the name asked for is not its first
}

// Located reports whether the place has coordinates.
func (p *Place) Located() bool { return p.Lat != 0 || p.Lon != 0 }

// Gazetteer is one file. It is immutable and safe for use by many goroutines.
// The zero value has no places.
type Gazetteer struct {
	countries string
	admin1    string
	columns   [numColumns]string // of the places; "" holds zeros
	size      int                // places
	names     string
	buckets   string
	index     string
}

// Sizes of records in bytes. A name is the place of its length byte in names.
const (
	countrySize = 3
	admin1Size  = 4 // name 3, country 1
	entrySize   = 6 // 29 bits of the key, 1 for alternate, 18 for the place

	bucketBits = 14
	printBits  = 29
	placeBits  = 18

	maxPlaces  = 1 << placeBits
	maxAdmin1  = 1 << 16
	maxDegrees = 1<<24 - 1
)

// column is a property of places, stored side by side for all of them.
type column int

const (
	nameColumn column = iota
	admin1Column
	admin2Column
	admin3Column
	latColumn
	lonColumn
	populationColumn
	classColumn
	idColumn
	numColumns
)

// columns are the names of their sections and the bytes of each place in them.
// A file lacks those in which all places have 0.
var columns = [numColumns]struct {
	section string
	size    int
}{
	{"place.name", 3}, {"place.admin1", 2}, {"place.admin2", 3}, {"place.admin3", 3},
	{"place.lat", 3}, {"place.lon", 3}, {"place.population", 2}, {"place.class", 1}, {"place.id", 3},
}

// Open checks the header and the sections' sizes of data, the bytes of a
// gazetteer file, and copies nothing. Errors are table.ErrModel.
func Open(data string) (*Gazetteer, error) {
	m, err := table.OpenModel(data, Layout)
	if err != nil {
		return nil, err
	}
	var g Gazetteer
	for _, s := range []struct {
		name string
		to   *string
		size int
	}{
		{"countries", &g.countries, countrySize}, {"admin1", &g.admin1, admin1Size},
		{"names", &g.names, 1}, {"buckets", &g.buckets, 4}, {"index", &g.index, entrySize},
	} {
		section, ok := m.Section(s.name)
		if !ok || len(section)%s.size != 0 {
			return nil, fmt.Errorf("%w: section %q is missing or no multiple of %d bytes", table.ErrModel, s.name, s.size)
		}
		*s.to = section
	}
	for c, column := range columns {
		g.columns[c], _ = m.Section(column.section)
		n := len(g.columns[c]) / column.size
		if c == int(nameColumn) {
			g.size = n
		}
		if n != g.size && n != 0 || len(g.columns[c])%column.size != 0 {
			return nil, fmt.Errorf("%w: section %q does not hold %d places", table.ErrModel, column.section, g.size)
		}
	}
	if len(g.buckets) != 4*(1<<bucketBits+1) {
		return nil, fmt.Errorf("%w: %d bytes of buckets", table.ErrModel, len(g.buckets))
	}
	return &g, nil
}

// Len returns the number of places.
func (g *Gazetteer) Len() int { return g.size }

// Find appends to out the places that are called name, whatever its case,
// hyphens, apostrophes and diacritics: the most populous first. Names are
// compared by 43 bits of a hash, so one name in 10^7 finds a place of another.
func (g *Gazetteer) Find(name string, out []Place) []Place {
	key := fold.Key(name)
	if key == 0 || g.buckets == "" {
		return out
	}
	bucket, print := split(key)
	lo, hi := int(number(g.buckets, 4*bucket, 4)), int(number(g.buckets, 4*bucket+4, 4))
	for i := lo; i < hi && (i+1)*entrySize <= len(g.index); i++ {
		e := number(g.index, i*entrySize, entrySize)
		if e>>(placeBits+1) != print {
			continue
		}
		if p, ok := g.place(int(e & (maxPlaces - 1))); ok {
			p.Alternate = e>>placeBits&1 == 1
			out = append(out, p)
		}
	}
	return out
}

// split returns the bucket of a key and the bits that tell it apart there.
func split(key uint64) (bucket int, print uint64) {
	key *= 0x9E3779B97F4A7C15
	return int(key >> (64 - bucketBits)), key >> (64 - bucketBits - printBits) & (1<<printBits - 1)
}

// place reads place i; false when the file is broken.
func (g *Gazetteer) place(i int) (p Place, ok bool) {
	if i >= g.size {
		return p, false
	}
	field := func(c column) uint64 { return number(g.columns[c], i*columns[c].size, columns[c].size) }
	p.Name = g.name(field(nameColumn))
	p.Country, p.Admin1 = g.first(field(admin1Column))
	p.Admin2 = g.name(field(admin2Column))
	p.Admin3 = g.name(field(admin3Column))
	lat, lon := field(latColumn), field(lonColumn)
	if lat != 0 || lon != 0 {
		p.Lat, p.Lon = degrees(lat, 90), degrees(lon, 180)
	}
	p.Population = unpackCount(uint16(field(populationColumn)))
	class := field(classColumn)
	p.Class, p.Seat = Class(class&classMask), int(class>>seatShift)
	p.ID = uint32(field(idColumn))
	return p, p.Class < numClasses
}

func (g *Gazetteer) name(at uint64) string {
	if at >= uint64(len(g.names)) {
		return ""
	}
	n := uint64(g.names[at])
	if at+1+n > uint64(len(g.names)) {
		return ""
	}
	return g.names[at+1 : at+1+n]
}

// first returns country and name of first-level division i; a division without
// a name stands for a country whose divisions are not known.
func (g *Gazetteer) first(i uint64) (country, name string) {
	at := int(i) * admin1Size
	if at+admin1Size > len(g.admin1) {
		return "", ""
	}
	name = g.name(number(g.admin1, at, 3))
	if c := int(number(g.admin1, at+3, 1)) * countrySize; c+countrySize <= len(g.countries) {
		country = g.countries[c : c+countrySize]
	}
	return country, name
}

// number reads a little-endian number of size bytes; 0 past the end.
func number(s string, at, size int) uint64 {
	if at+size > len(s) {
		return 0
	}
	var n uint64
	for k := size - 1; k >= 0; k-- {
		n = n<<8 | uint64(s[at+k])
	}
	return n
}

// degrees returns a coordinate of 24 bits, whose ends are -most and most.
func degrees(v uint64, most float64) float64 {
	d := float64(v)/maxDegrees*2*most - most
	return math.Round(d*1e4) / 1e4
}

func packDegrees(d, most float64) uint64 {
	return uint64(math.Round((d + most) / (2 * most) * maxDegrees))
}

// countBits is how many bits of a packed count are its leading digits; the rest
// say how many zeros follow in base 2.
const countBits = 11

func unpackCount(v uint16) int {
	return int(v&(1<<countBits-1)) << (v >> countBits)
}

func packCount(n int) uint16 {
	shift := 0
	for n>>shift >= 1<<countBits {
		shift++
	}
	return uint16(n>>shift | shift<<countBits)
}
