package table

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func sampleModel(t testing.TB) string {
	t.Helper()
	weights, err := PackWeights([]WeightRow{
		{Key: Mix(11, 1), Class: []uint8{0, 2}, Weight: []float32{1.5, -2}},
		{Key: Mix(11, 2), Class: []uint8{1}, Weight: []float32{3}},
		{Key: Mix(11, 3), Class: []uint8{1}, Weight: []float32{0.001}},
	}, 3)
	if err != nil {
		t.Fatal(err)
	}
	f := &ModelFile{Features: 42}
	f.PutAbout("language: xx\n")
	f.Put("weights", weights)
	f.Put("map", PackMap(map[uint64]uint32{Mix(12, 1): 7, Mix(12, 2): 8}))
	data, err := f.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestModel(t *testing.T) {
	data := sampleModel(t)
	m, err := OpenModel(data, 42)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Verify(); err != nil {
		t.Error(err)
	}
	if got := m.About(); got != "language: xx\n" {
		t.Errorf("about: got %q", got)
	}
	s, ok := m.Section("weights")
	if !ok {
		t.Fatal("no weights")
	}
	w, err := OpenWeights(s)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
	var scores Scores
	w.Add([]uint64{Mix(11, 1), Mix(11, 2), Mix(11, 3), Mix(8, 9)}, &scores)
	if diff := cmp.Diff([]int32{96, 192, -128}, scores[:3]); diff != "" {
		t.Errorf("scores (-want +got):\n%s", diff)
	}
	s, _ = m.Section("map")
	table, err := OpenMap(s)
	if err != nil {
		t.Fatal(err)
	}
	if v, ok := table.Get(Mix(12, 2)); v != 8 || !ok {
		t.Errorf("map: got %d, %v", v, ok)
	}
	if _, ok := table.Get(Mix(12, 3)); ok {
		t.Error("map has a key that was not put")
	}
}

func TestModelRefused(t *testing.T) {
	data := sampleModel(t)
	tests := []struct{ name, data, want string }{
		{"empty", "", "not a model file"},
		{"other file", strings.Repeat("x", 100), "not a model file"},
		{"version", data[:8] + "\x09" + data[9:], "format version 9, this program reads 1"},
		{"features", data[:16] + "\x00" + data[17:], "made for feature set 0000000000000000, this program has 000000000000002a: train it anew"},
		{"cut short", data[:len(data)/2], "reaches past the end"},
		{"sections", data[:12] + "\xff" + data[13:], "255 sections"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := OpenModel(tt.data, 42)
			if !errors.Is(err, ErrModel) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
	changed := []byte(data)
	changed[len(changed)-1] ^= 1
	m, err := OpenModel(string(changed), 42)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Verify(); !errors.Is(err, ErrModel) {
		t.Errorf("a changed byte: got %v", err)
	}
	if err := m.MustHave("weights", "nothing"); !errors.Is(err, ErrModel) {
		t.Errorf("a missing section: got %v", err)
	}
}

func TestLearner(t *testing.T) {
	l := NewLearner(2)
	// Feature 1 speaks for class 0, feature 2 for class 1, feature 3 for none.
	for range 50 {
		for class := range 2 {
			keys := []uint64{Mix(13, uint64(class)), Mix(13, 9)}
			scores := make([]float32, 2)
			l.Add(keys, scores)
			l.Tick()
			if scores[class] < scores[1-class]+1 {
				l.Update(keys, class, 1)
				l.Update(keys, 1-class, -1)
			}
		}
	}
	l.Average()
	scores := make([]float32, 2)
	l.Add([]uint64{Mix(13, 0)}, scores)
	if scores[0] <= scores[1] {
		t.Errorf("class 0: got %v", scores)
	}
	l.Prune(0.5)
	l.Update([]uint64{Mix(13, 77)}, 0, 5)
	if got := l.Rows(); got != 2 {
		t.Errorf("%d features after pruning, want 2", got)
	}
	if got := len(l.Export(100)); got != 0 {
		t.Errorf("exported %d features above every weight", got)
	}
}

func FuzzOpenModel(f *testing.F) {
	f.Add(sampleModel(f))
	f.Fuzz(func(t *testing.T, data string) {
		m, err := OpenModel(data, 42)
		if err != nil {
			return
		}
		if err := m.Verify(); err != nil && !errors.Is(err, ErrModel) {
			t.Fatal(err)
		}
		if s, ok := m.Section("weights"); ok {
			if w, err := OpenWeights(s); err == nil && w.Check() == nil {
				w.Add([]uint64{Mix(11, 1), Mix(11, 2), 0, 1}, &Scores{})
			}
		}
		if s, ok := m.Section("map"); ok {
			if table, err := OpenMap(s); err == nil {
				_, _ = table.Get(Mix(12, 1))
			}
		}
	})
}
