package data_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"kabar/internal/table"
	"kabar/internal/text"
)

// TestSources checks that each file of this folder has a row in SOURCES.tsv,
// that the rows are complete, and that their hashes are those of the files.
func TestSources(t *testing.T) {
	root := os.DirFS("..")
	rows, err := table.Read(root, "data/SOURCES.tsv", table.Format{
		Columns: []string{"path", "origin", "licence", "date", "sha256", "made"}, Keys: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, r := range rows {
		name := r.Fields[0]
		listed[name] = true
		for i, f := range r.Fields {
			if f == "" {
				t.Errorf("SOURCES.tsv:%d: field %d is empty", r.Line, i+1)
			}
		}
		if _, err := text.ParseDay(r.Fields[3]); err != nil {
			t.Errorf("SOURCES.tsv:%d: %v", r.Line, err)
		}
		b, err := fs.ReadFile(root, name)
		if err != nil {
			t.Errorf("SOURCES.tsv:%d: %v", r.Line, err)
			continue
		}
		if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != r.Fields[4] {
			t.Errorf("SOURCES.tsv:%d: hash of %s differs: go run ./dev/gen/sources", r.Line, name)
		}
	}
	err = fs.WalkDir(root, "data", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path.Ext(name) != ".go" && name != "data/SOURCES.tsv" && !listed[name] &&
			!strings.HasPrefix(path.Base(name), ".") {
			t.Errorf("SOURCES.tsv has no row for %s", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
