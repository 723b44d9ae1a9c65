package where

import (
	"slices"
	"strings"

	"kabar/internal/event"
	"kabar/internal/know"
	"kabar/internal/know/fold"
	"kabar/internal/know/gazetteer"
)

// Words are a language's words for kinds of divisions, in lower case.
type Words struct {
	Province, Regency, City, District, Village map[string]bool
}

// anyClass is no particular class.
const anyClass gazetteer.Class = 255

// strip takes the word for its kind off a name: "Distrik Ilaga", "Anbar
// province".
func (w *Words) strip(name string) (plain string, class gazetteer.Class) {
	if w == nil {
		return name, anyClass
	}
	first, rest, ok := strings.Cut(name, " ")
	if !ok {
		return name, anyClass
	}
	if c := w.class(first); c != anyClass {
		return rest, c
	}
	i := strings.LastIndexByte(name, ' ')
	if c := w.class(name[i+1:]); c != anyClass {
		return name[:i], c
	}
	return name, anyClass
}

func (w *Words) class(word string) gazetteer.Class {
	word = strings.ToLower(strings.TrimSuffix(word, "."))
	switch {
	case w.Province[word]:
		return gazetteer.Province
	case w.Regency[word]:
		return gazetteer.Regency
	case w.City[word]:
		return gazetteer.City
	case w.District[word]:
		return gazetteer.District
	case w.Village[word]:
		return gazetteer.Village
	}
	return anyClass
}

// ofClass reports whether a place can be meant with a word for the class.
// GeoNames knows seats, not divisions: a district is found by its seat.
func ofClass(g *gazetteer.Place, class gazetteer.Class) bool {
	switch {
	case g.Class == class:
		return true
	case g.Country == indonesia && g.ID == 0:
		return false
	case class == gazetteer.District || class == gazetteer.Village:
		return g.Class == gazetteer.City || g.Class == gazetteer.Quarter
	case class == gazetteer.Province || class == gazetteer.Regency:
		return g.Country != indonesia && g.Seat > 0
	}
	return false
}

// ofPrecision is ofClass for places of the tables.
func ofPrecision(p event.Precision, class gazetteer.Class) bool {
	switch class {
	case gazetteer.Province:
		return p == event.Province
	case gazetteer.Regency:
		return p == event.District
	}
	return p == event.City || p == event.Point
}

// precisionOf is the precision of the divisions of a class; false for classes
// that are no divisions.
func precisionOf(class gazetteer.Class) (event.Precision, bool) {
	switch class {
	case gazetteer.Province:
		return event.Province, true
	case gazetteer.Regency:
		return event.District, true
	}
	return 0, false
}

// outside is one of the names behind a place, with what it may stand for.
type outside struct {
	keys    []uint64 // hashes of the names that a division may have
	country string
	admin1  string // division that it lies in, where the tables tell
}

// outer reads names that a place may lie in.
func (f *Finder) outer(lang string, names []string) []outside {
	var out []outside
	words := f.words[lang]
	for _, name := range names {
		plain, _ := words.strip(name)
		o := outside{keys: []uint64{fold.Key(name), fold.Key(plain)}}
		for _, e := range f.know.Named(lang, name) {
			switch e.Kind {
			case know.State:
				o.country = e.Country
			case know.Place:
				o.keys = append(o.keys, fold.Key(e.Name))
				if o.admin1 == "" {
					o.admin1 = e.Admin1
				}
				if o.country == "" && e.Country != "" && e.Precision != event.Region {
					o.country = e.Country
				}
			}
		}
		out = append(out, o)
	}
	return out
}

// holds reports whether p lies in o.
func (o *outside) holds(p *Place) bool {
	for _, name := range [...]string{p.Admin1, p.Admin2, p.admin3} {
		if name == "" {
			continue
		}
		for _, k := range o.keys {
			if k == fold.Key(name) || k == fold.Key(plainDivision(name)) {
				return true
			}
		}
	}
	return false
}

// plainDivision drops the word before an Indonesian division.
func plainDivision(name string) string {
	for _, w := range [...]string{"Kabupaten ", "Kota ", "Administrasi "} {
		name = strings.TrimPrefix(name, w)
	}
	return name
}

// inside returns the candidates that most of the names behind hold, and how
// many of the names do. A country counts where no division is named.
func inside(cands []Place, within []outside) (kept []Place, matched int) {
	if len(within) == 0 {
		return cands, 0
	}
	best := 0
	for i := range cands {
		n := 0
		for k := range within {
			if within[k].holds(&cands[i]) || within[k].country != "" && within[k].country == cands[i].Country {
				n++
			}
			if within[k].holds(&cands[i]) {
				n += 2 * len(within) // a division says more than a country
			} else if cands[i].Admin2 == "" && within[k].admin1 != "" && within[k].admin1 == cands[i].Admin1 {
				n++
			}
		}
		if n < best || n == 0 {
			continue
		}
		if n > best {
			kept, best = kept[:0:0], n
		}
		kept = append(kept, cands[i])
	}
	if best == 0 {
		return cands, 0
	}
	return kept, best
}

// vague reports whether nothing is known of the names behind a place, so that
// candidates that none of them holds may be meant all the same.
func vague(within []outside) bool {
	return !slices.ContainsFunc(within, func(o outside) bool { return o.country != "" })
}

// unknown is the result for a name that nothing is known of: what the names
// behind it tell.
func (f *Finder) unknown(name string, class gazetteer.Class, within []outside) Result {
	var r Result
	for _, o := range within {
		if r.Admin1 == "" {
			r.Admin1 = o.admin1
		}
		if r.Country == "" {
			r.Country = o.country
		}
	}
	switch class {
	case gazetteer.Province:
		r.Precision = event.Province
	case gazetteer.Regency:
		r.Precision = event.District
	case gazetteer.City, gazetteer.District, gazetteer.Village:
		r.Precision = event.City
	default:
		r.Precision = event.Point
		if !strings.Contains(name, " ") {
			r.Precision = event.City // sites have longer names
		}
	}
	r.Admin1 = f.know.Division(r.Country, r.Admin1, f.ctx.Day)
	r.Why = "no place of the name is known"
	if r.Country != "" {
		r.Why = "the names behind it"
	}
	return r
}
