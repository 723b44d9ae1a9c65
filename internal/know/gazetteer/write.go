package gazetteer

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"kabar/internal/know/fold"
	"kabar/internal/table"
)

// Source is one place to be written: what Find shall tell of it, and its
// further names.
type Source struct {
	Place
	Alternates []string
}

// maxNameBytes is the longest name that is kept.
const maxNameBytes = 255

// Pack returns the bytes of a gazetteer file with the places of list, and about
// as its section of that name. It fails when there are too many places or
// divisions, or a name is too long. The same list gives the same bytes,
// whatever its order.
func Pack(list []Source, about string) ([]byte, error) {
	if len(list) > maxPlaces {
		return nil, fmt.Errorf("%d places, at most %d", len(list), maxPlaces)
	}
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Source) int {
		return cmp.Or(-cmp.Compare(a.Population, b.Population), cmp.Compare(a.Class, b.Class), cmp.Compare(a.Country, b.Country),
			cmp.Compare(a.Admin1, b.Admin1), cmp.Compare(a.Admin2, b.Admin2), cmp.Compare(a.Admin3, b.Admin3),
			cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	w := writer{at: map[string]int{}}
	w.names.put(nil, "") // at 0, for places without a division
	for i := range list {
		if err := check(list[i].Name, list[i].Admin1, list[i].Admin2, list[i].Admin3); err != nil {
			return nil, err
		}
	}
	file := table.ModelFile{Features: Layout}
	file.PutAbout(about)
	countries, admin1 := w.divisions(list)
	if len(countries) > 1<<8*countrySize || len(admin1) > maxAdmin1*admin1Size {
		return nil, fmt.Errorf("over %d countries or %d divisions", 1<<8, maxAdmin1)
	}
	file.Put("countries", countries)
	file.Put("admin1", admin1)
	var rows [numColumns][]byte
	entries := map[uint64]struct{}{}
	for i := range list {
		p := &list[i]
		w.place(&rows, p)
		add := func(name string, alternate uint64) {
			if key := fold.Key(name); key != 0 {
				bucket, print := split(key)
				e := uint64(bucket)<<(entrySize*8) | print<<(placeBits+1) | uint64(i)
				if _, first := entries[e]; !first {
					entries[e|alternate<<placeBits] = struct{}{}
				}
			}
		}
		add(p.Name, 0)
		for _, name := range p.Alternates {
			add(name, 1)
		}
	}
	for c, row := range rows {
		if len(bytes.Trim(row, "\x00")) > 0 {
			file.Put(columns[c].section, row)
		}
	}
	file.Put("names", w.names.pool)
	if len(w.names.pool) >= 1<<24 {
		return nil, fmt.Errorf("%d bytes of names, at most %d", len(w.names.pool), 1<<24-1)
	}
	buckets, index := lay(slices.Sorted(maps.Keys(entries)))
	file.Put("buckets", buckets)
	file.Put("index", index)
	return file.Bytes()
}

// lay lays out sorted index entries, whose bucket stands above their bytes.
// Within a bucket and key, places are in their order: the most populous first.
func lay(entries []uint64) (buckets, index []byte) {
	slices.SortStableFunc(entries, func(a, b uint64) int {
		const alternate = 1 << placeBits
		return cmp.Compare(a&^alternate, b&^alternate)
	})
	next := 0
	for b := range 1 << bucketBits {
		buckets = append(buckets, low(uint64(next), 4)...)
		for next < len(entries) && int(entries[next]>>(entrySize*8)) == b {
			index = append(index, low(entries[next], entrySize)...)
			next++
		}
	}
	return append(buckets, low(uint64(next), 4)...), index
}

// low returns the low size bytes of n, little-endian.
func low(n uint64, size int) []byte {
	return binary.LittleEndian.AppendUint64(nil, n)[:size]
}

// writer numbers countries and first-level divisions.
type writer struct {
	names namePool
	at    map[string]int // of countries by code, of divisions by division
}

// division names the first-level division of p: its country and itself.
func (p *Place) division() string { return p.Country + "\t" + p.Admin1 }

// divisions numbers the countries and first-level divisions of list in sorted
// order and returns their sections.
func (w *writer) divisions(list []Source) (countries, admin1 []byte) {
	var all []string
	for i := range list {
		all = append(all, list[i].division())
	}
	slices.Sort(all)
	for i, d := range slices.Compact(all) {
		country, name, _ := strings.Cut(d, "\t")
		if _, ok := w.at[country]; !ok {
			w.at[country] = len(countries) / countrySize
			countries = append(countries, country...)
		}
		w.at[d] = i
		admin1 = append(w.names.put(admin1, name), byte(w.at[country]))
	}
	return countries, admin1
}

// place appends p to the columns.
func (w *writer) place(rows *[numColumns][]byte, p *Source) {
	put := func(c column, n uint64) { rows[c] = append(rows[c], low(n, columns[c].size)...) }
	rows[nameColumn] = w.names.put(rows[nameColumn], p.Name)
	put(admin1Column, uint64(w.at[p.division()]))
	rows[admin2Column] = w.names.put(rows[admin2Column], p.Admin2)
	rows[admin3Column] = w.names.put(rows[admin3Column], p.Admin3)
	var lat, lon uint64
	if p.Located() {
		lat, lon = packDegrees(p.Lat, 90), packDegrees(p.Lon, 180)
	}
	put(latColumn, lat)
	put(lonColumn, lon)
	put(populationColumn, uint64(packCount(p.Population)))
	put(classColumn, uint64(p.Class)|uint64(p.Seat)<<seatShift)
	put(idColumn, uint64(p.ID))
}

// check refuses names that no file can hold.
func check(names ...string) error {
	for _, s := range names {
		if len(s) > maxNameBytes || !utf8.ValidString(s) || strings.ContainsRune(s, '\t') {
			return fmt.Errorf("name %q is no UTF-8, has a tab or over %d bytes", s, maxNameBytes)
		}
	}
	return nil
}

// namePool holds each name once.
type namePool struct {
	pool []byte
	at   map[string]int
}

// put appends the place of a name in the pool to b.
func (n *namePool) put(b []byte, name string) []byte {
	at, ok := n.at[name]
	if !ok {
		if n.at == nil {
			n.at = map[string]int{}
		}
		at = len(n.pool)
		n.at[name] = at
		n.pool = append(append(n.pool, byte(len(name))), name...)
	}
	return append(b, low(uint64(at), 3)...)
}
