package know

import (
	"os"
	"testing"
)

func load(t testing.TB) *Base {
	t.Helper()
	b, err := Load(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestLoad(t *testing.T) { load(t) }

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		load(b)
	}
}
