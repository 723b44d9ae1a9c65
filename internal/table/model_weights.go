package table

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	"sort"
)

// A feature is a 64-bit key made with Mix from numbers that stand for its
// parts. Keys are kept as 32-bit fingerprints, so two features can be taken
// for one; with a million rows that happens to about one key in 10^9.

const mixer = 0x9e3779b97f4a7c15

// Mix folds x into the key h.
func Mix(h, x uint64) uint64 {
	hi, lo := bits.Mul64(h^x, mixer^(h<<1))
	return hi ^ lo ^ h
}

// HashString returns a number that stands for s in features.
func HashString(s string) uint32 {
	h := uint64(len(s)) + 0x51_7c_c1_b7
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 0x100000001b3
	}
	hi, lo := bits.Mul64(h, mixer)
	return uint32(hi ^ lo ^ h>>32)
}

// Weights is a sparse linear model over hashed features, read in place: for
// each feature the classes that it speaks for or against.
type Weights struct {
	slots   string // slotSize bytes each: fingerprint, value
	rows    string // count, then count pairs of class and weight
	n       uint64 // number of slots
	classes int
}

const (
	slotSize   = 8
	weightHead = 16
	inline     = 1 << 31 // the value is itself a class and a weight
	maxRow     = 255
	maxClasses = 256
	maxWeights = 1 << 28 // slots of one section; keeps a damaged size from overflowing
)

// OpenWeights returns the weights in a section that PackWeights made.
// Errors are ErrModel.
func OpenWeights(section string) (*Weights, error) {
	if len(section) < weightHead {
		return nil, fmt.Errorf("%w: weights cut short", ErrModel)
	}
	n := int(u32(section, 0))
	w := &Weights{n: uint64(n), classes: int(u32(section, 4))}
	if n == 0 || n > maxWeights || len(section) < weightHead+n*slotSize || w.classes > maxClasses {
		return nil, fmt.Errorf("%w: weights cut short", ErrModel)
	}
	w.slots = section[weightHead : weightHead+n*slotSize]
	w.rows = section[weightHead+n*slotSize:]
	return w, nil
}

// Classes returns how many classes the weights speak about: 0 to Classes()-1.
func (w *Weights) Classes() int { return w.classes }

// Check walks through all rows and returns an ErrModel when one of them would
// make Add fail.
func (w *Weights) Check() error {
	free := false
	for at := 0; at < len(w.slots); at += slotSize {
		fp, v := u32(w.slots, at), u32(w.slots, at+4)
		switch {
		case fp == 0:
			free = true
		case v&inline != 0:
			if int(v>>16&0x7fff) >= w.classes {
				return fmt.Errorf("%w: weight for class %d of %d", ErrModel, v>>16&0x7fff, w.classes)
			}
		default:
			if int(v) >= len(w.rows) || int(v)+1+3*int(w.rows[v]) > len(w.rows) {
				return fmt.Errorf("%w: row outside its section", ErrModel)
			}
			for i := int(v) + 1; i < int(v)+1+3*int(w.rows[v]); i += 3 {
				if int(w.rows[i]) >= w.classes {
					return fmt.Errorf("%w: weight for class %d of %d", ErrModel, w.rows[i], w.classes)
				}
			}
		}
	}
	if !free {
		return fmt.Errorf("%w: weights have no free slot", ErrModel)
	}
	return nil
}

func fingerprint(key uint64) uint32 {
	if fp := uint32(key); fp != 0 {
		return fp
	}
	return 1
}

// Scores holds a number for each class.
type Scores [maxClasses]int32

// batch is how many features are looked up together, so that the memory of
// one is fetched while the next is worked on.
const batch = 64

// Add adds the weights of the features keys to scores.
func (w *Weights) Add(keys []uint64, scores *Scores) {
	var values [batch]uint32
	for len(keys) > 0 {
		n := min(len(keys), batch)
		found := 0
		for _, k := range keys[:n] {
			if v := w.find(k); v != 0 {
				values[found&(batch-1)] = v
				found++
			}
		}
		keys = keys[n:]
		for _, v := range values[:found] {
			if v&inline != 0 {
				scores[uint8(v>>16)] += int32(int16(v))
				continue
			}
			row := w.rows[v:]
			row = row[:1+3*int(row[0])]
			for i := 1; i+2 < len(row); i += 3 {
				scores[row[i]] += int32(int16(uint16(row[i+1]) | uint16(row[i+2])<<8))
			}
		}
	}
}

// find returns the value of the row of key, or 0 when there is none.
func (w *Weights) find(key uint64) uint32 {
	fp := fingerprint(key)
	at, _ := bits.Mul64(key, w.n)
	for {
		got := u64(w.slots[at*slotSize:][:slotSize], 0)
		if uint32(got) == fp {
			return uint32(got >> 32)
		}
		if uint32(got) == 0 {
			return 0
		}
		if at++; at == w.n {
			at = 0
		}
	}
}

// WeightRow is what one feature says: weights for some classes.
type WeightRow struct {
	Key    uint64
	Class  []uint8
	Weight []float32
}

// PackWeights returns rows as a section for OpenWeights. Weights are scaled so
// that the largest magnitude fits 16 bits, by at most maxScale; those that
// become 0 are dropped.
func PackWeights(rows []WeightRow, classes int) ([]byte, error) {
	const (
		maxScale = 64
		load     = 0.66 // share of slots in use
	)
	if classes > maxClasses {
		return nil, fmt.Errorf("model: %d classes, at most %d fit", classes, maxClasses)
	}
	var most float64
	for _, r := range rows {
		for _, x := range r.Weight {
			most = max(most, math.Abs(float64(x)))
		}
	}
	scale := float64(maxScale)
	if most*scale > math.MaxInt16 {
		scale = math.MaxInt16 / most
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i].Key < rows[j].Key })

	n := int(float64(len(rows))/load) + 16
	slots := make([]byte, n*slotSize)
	body := []byte{0} // so that no row is at 0
	seen := make(map[string]uint32)
	var row []byte
	for _, r := range rows {
		row = append(row[:0], 0)
		for i, x := range r.Weight {
			if q := int16(math.RoundToEven(float64(x) * scale)); q != 0 && row[0] < maxRow {
				row = append(row, r.Class[i], byte(q), byte(uint16(q)>>8))
				row[0]++
			}
		}
		var value uint32
		switch row[0] {
		case 0:
			continue
		case 1:
			value = inline | uint32(row[1])<<16 | uint32(row[2]) | uint32(row[3])<<8
		default:
			var ok bool
			if value, ok = seen[string(row)]; !ok {
				value = uint32(len(body))
				seen[string(row)] = value
				body = append(body, row...)
			}
		}
		if len(body) >= inline {
			return nil, fmt.Errorf("model: weights take more than %d bytes", inline)
		}
		fp := fingerprint(r.Key)
		at, _ := bits.Mul64(r.Key, uint64(n))
		for {
			got := binary.LittleEndian.Uint32(slots[at*slotSize:])
			if got == 0 {
				binary.LittleEndian.PutUint32(slots[at*slotSize:], fp)
				binary.LittleEndian.PutUint32(slots[at*slotSize+4:], value)
				break
			}
			if at++; at == uint64(n) {
				at = 0
			}
		}
	}
	out := make([]byte, weightHead, weightHead+len(slots)+len(body))
	binary.LittleEndian.PutUint32(out, uint32(n))
	binary.LittleEndian.PutUint32(out[4:], uint32(classes))
	out = append(out, slots...)
	return append(out, body...), nil
}
