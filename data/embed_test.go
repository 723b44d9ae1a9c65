package data

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
)

// TestEmbedded checks that every file of this folder is in the program, byte
// for byte, and nothing else.
func TestEmbedded(t *testing.T) {
	disk := os.DirFS(".")
	err := fs.WalkDir(disk, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) == ".go" {
			return err
		}
		want, err := fs.ReadFile(disk, name)
		if err != nil {
			return err
		}
		var got []byte
		if model, ok := strings.CutPrefix(name, "models/"); ok {
			var s string
			s, err = Model(model)
			got = []byte(s)
		} else {
			got, err = fs.ReadFile(Files(), name)
		}
		if err != nil {
			t.Errorf("%s is not embedded: %v", name, err)
		} else if !bytes.Equal(got, want) {
			t.Errorf("%s: embedded and on disk differ", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Model("none.model"); !os.IsNotExist(err) {
		t.Errorf("Model of no model gave %v, want fs.ErrNotExist", err)
	}
}
