package table

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"sort"
	"strings"
)

// A model file is a header, a directory of named sections, and the sections.
// docs/formats/model.md has the layout. Numbers are little-endian.
const (
	modelMagic   = "KABARMDL"
	modelVersion = 1
	headerSize   = 32
	entrySize    = 32
	nameSize     = 16
	maxSections  = 64
	aboutSection = "about"
)

// ErrModel says that a file is not a model that this program can use: it is no
// model, has another format version, was made by another feature code, or is
// cut short.
var ErrModel = errors.New("unusable model")

// Model is a model file read in place. It is immutable.
type Model struct {
	data     string
	sections int
}

// OpenModel checks the header and directory of data, the bytes of a model
// file, against the feature code that will read it, whose hash is features.
// It copies nothing, and does not look into the sections: Verify does. Errors
// are ErrModel.
func OpenModel(data string, features uint64) (*Model, error) {
	if len(data) < headerSize || data[:len(modelMagic)] != modelMagic {
		return nil, fmt.Errorf("%w: not a model file", ErrModel)
	}
	if v := u32(data, 8); v != modelVersion {
		return nil, fmt.Errorf("%w: format version %d, this program reads %d", ErrModel, v, modelVersion)
	}
	m := &Model{data: data, sections: int(u32(data, 12))}
	if m.sections > maxSections || len(data) < headerSize+m.sections*entrySize {
		return nil, fmt.Errorf("%w: %d sections in %d bytes", ErrModel, m.sections, len(data))
	}
	for i := range m.sections {
		name, start, size := m.entry(i)
		if start > uint64(len(data)) || size > uint64(len(data))-start {
			return nil, fmt.Errorf("%w: section %q reaches past the end of the file", ErrModel, name)
		}
	}
	if f := u64(data, 16); f != features {
		return nil, fmt.Errorf("%w: made for feature set %016x, this program has %016x: train it anew with dev/train", ErrModel, f, features)
	}
	return m, nil
}

func (m *Model) entry(i int) (name string, start, size uint64) {
	at := headerSize + i*entrySize
	name = strings.TrimRight(m.data[at:at+nameSize], "\x00")
	return name, u64(m.data, at+nameSize), u64(m.data, at+nameSize+8)
}

// Section returns the bytes of the section called name, in place; ok is false
// when the model has none.
func (m *Model) Section(name string) (s string, ok bool) {
	for i := range m.sections {
		if n, start, size := m.entry(i); n == name {
			return m.data[start : start+size], true
		}
	}
	return "", false
}

// MustHave returns an ErrModel that names the first of names that m lacks.
func (m *Model) MustHave(names ...string) error {
	for _, n := range names {
		if _, ok := m.Section(n); !ok {
			return fmt.Errorf("%w: no section %q", ErrModel, n)
		}
	}
	return nil
}

// About returns what the model says of itself: lines of "key: value", such as
// its language, the data it was learnt from with their licences, and how.
func (m *Model) About() string {
	s, _ := m.Section(aboutSection)
	return s
}

// Verify compares the file's bytes with its checksum. It reads all of them.
func (m *Model) Verify() error {
	if got, want := crc32.ChecksumIEEE([]byte(m.data[headerSize:])), u32(m.data, 24); got != want {
		return fmt.Errorf("%w: checksum %08x, want %08x", ErrModel, got, want)
	}
	return nil
}

// ModelFile is a model file in the making.
type ModelFile struct {
	Features uint64 // hash of the feature code
	names    []string
	sections map[string][]byte
}

// Put adds or replaces the section called name, at most 16 bytes long.
func (f *ModelFile) Put(name string, data []byte) {
	if f.sections == nil {
		f.sections = make(map[string][]byte)
	}
	if _, ok := f.sections[name]; !ok {
		f.names = append(f.names, name)
	}
	f.sections[name] = data
}

// PutAbout sets what About will return.
func (f *ModelFile) PutAbout(s string) { f.Put(aboutSection, []byte(s)) }

// Bytes returns the file. Sections stand in the order of their names, each at
// a multiple of 8 bytes.
func (f *ModelFile) Bytes() ([]byte, error) {
	sort.Strings(f.names)
	if len(f.names) > maxSections {
		return nil, fmt.Errorf("model: %d sections, at most %d fit", len(f.names), maxSections)
	}
	out := make([]byte, headerSize+len(f.names)*entrySize)
	copy(out, modelMagic)
	binary.LittleEndian.PutUint32(out[8:], modelVersion)
	binary.LittleEndian.PutUint32(out[12:], uint32(len(f.names)))
	binary.LittleEndian.PutUint64(out[16:], f.Features)
	for i, n := range f.names {
		if len(n) > nameSize {
			return nil, fmt.Errorf("model: section name %q is longer than %d bytes", n, nameSize)
		}
		for len(out)%8 != 0 {
			out = append(out, 0)
		}
		at := headerSize + i*entrySize
		copy(out[at:], n)
		binary.LittleEndian.PutUint64(out[at+nameSize:], uint64(len(out)))
		binary.LittleEndian.PutUint64(out[at+nameSize+8:], uint64(len(f.sections[n])))
		out = append(out, f.sections[n]...)
	}
	binary.LittleEndian.PutUint32(out[24:], crc32.ChecksumIEEE(out[headerSize:]))
	return out, nil
}

func u32(s string, at int) uint32 {
	_ = s[at+3]
	return uint32(s[at]) | uint32(s[at+1])<<8 | uint32(s[at+2])<<16 | uint32(s[at+3])<<24
}

func u64(s string, at int) uint64 {
	_ = s[at+7]
	return uint64(s[at]) | uint64(s[at+1])<<8 | uint64(s[at+2])<<16 | uint64(s[at+3])<<24 |
		uint64(s[at+4])<<32 | uint64(s[at+5])<<40 | uint64(s[at+6])<<48 | uint64(s[at+7])<<56
}
