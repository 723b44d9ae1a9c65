package when

import (
	"os"
	"testing"

	"kabar/internal/text"
)

func grammar(tb testing.TB) *Grammar {
	tb.Helper()
	g, err := New(os.DirFS("../../../data"))
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

func TestExamples(t *testing.T) {
	if got := text.NewDay(2025, 7, 12); got != examplePublished {
		t.Fatalf("examplePublished: got %d, want %d", examplePublished, got)
	}
	if err := Check(os.DirFS("../../../data")); err != nil {
		t.Error(err)
	}
}
