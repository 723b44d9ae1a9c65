package table

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"sort"
)

// Map is a table from 64-bit keys to 32-bit numbers, read in place. Like
// Weights it keeps fingerprints of 32 bits. The zero Map is empty.
type Map struct {
	slots string
	n     uint64
}

// OpenMap returns the map in a section that PackMap made. Errors are ErrModel.
func OpenMap(section string) (Map, error) {
	if len(section)%slotSize != 0 || len(section) == 0 {
		return Map{}, fmt.Errorf("%w: map of %d bytes", ErrModel, len(section))
	}
	m := Map{slots: section, n: uint64(len(section) / slotSize)}
	for at := 0; at < len(section); at += slotSize {
		if u32(section, at) == 0 {
			return m, nil
		}
	}
	return Map{}, fmt.Errorf("%w: map has no free slot", ErrModel)
}

// Get returns the number for key; ok is false when there is none.
func (m Map) Get(key uint64) (v uint32, ok bool) {
	if m.n == 0 {
		return 0, false
	}
	fp := fingerprint(key)
	at, _ := bits.Mul64(key, m.n)
	for {
		slot := m.slots[at*slotSize : at*slotSize+slotSize]
		got := u32(slot, 0)
		if got == fp {
			return u32(slot, 4), true
		}
		if got == 0 {
			return 0, false
		}
		if at++; at == m.n {
			at = 0
		}
	}
}

// PackMap returns the entries as a section for OpenMap.
func PackMap(entries map[uint64]uint32) []byte {
	keys := make([]uint64, 0, len(entries))
	for k := range entries {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	n := uint64(len(keys)*3/2 + 2)
	slots := make([]byte, n*slotSize)
	for _, k := range keys {
		at, _ := bits.Mul64(k, n)
		for binary.LittleEndian.Uint32(slots[at*slotSize:]) != 0 {
			if at++; at == n {
				at = 0
			}
		}
		binary.LittleEndian.PutUint32(slots[at*slotSize:], fingerprint(k))
		binary.LittleEndian.PutUint32(slots[at*slotSize+4:], entries[k])
	}
	return slots
}
