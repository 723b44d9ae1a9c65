// Package internal_test checks the order of the rooms.
package internal_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms lists every package below internal in the order of docs/design.md: a
// package imports only those above it. Where packages of one room need no
// order, it is theirs to choose.
var rooms = []string{
	"text",
	"event",
	"table",
	"lang/detect",
	"lang/profile",
	"lang/en",
	"lang/id",
	"lang/ms",
	"lang/split",
	"lang/affix",
	"lang/vector",
	"lang/word",
	"lang/morph",
	"lang/parse",
	"lang/name",
	"lang/conllu",
	"lang/lend",
	"lang",
	"know/fold",
	"know/gazetteer",
	"know",
	"code/belief",
	"code/tree",
	"code/cue",
	"code/contexts",
	"code/rule",
	"code/count",
	"code/when",
	"code/where",
	"code",
	"cases",
	"intake",
	"export",
	"cli",
}

// outside says which of our packages each package out of internal may import.
// A "dev/" package may import every room; nothing imports it.
var outside = map[string][]string{
	"data":      nil,
	"cmd/kabar": {"internal/cli"},
}

const module = "kabar/"

// TestRooms reads the imports of every Go file with go/parser.
func TestRooms(t *testing.T) {
	imports := readImports(t, "..")
	seen := map[string]bool{}
	for _, dir := range sorted(imports) {
		seen[strings.TrimPrefix(dir, "internal/")] = true
		for _, imp := range imports[dir] {
			if !allowed(dir, imp.path) {
				t.Errorf("%s: %s must not import %s", imp.pos, dir, imp.path)
			}
		}
		if room, ok := strings.CutPrefix(dir, "internal/"); ok && !slices.Contains(rooms, room) {
			t.Errorf("%s is not in the list of rooms", dir)
		} else if _, ok := outside[dir]; !ok && room == dir && !strings.HasPrefix(dir, "dev/") {
			t.Errorf("%s is neither a room nor known outside of them", dir)
		}
	}
	for _, room := range rooms {
		if !seen[room] {
			t.Errorf("internal/%s is listed and does not exist", room)
		}
	}
}

func allowed(dir, imp string) bool {
	if imp == "data" {
		return dir == "internal/cli"
	}
	if list, ok := outside[dir]; ok {
		return slices.Contains(list, imp)
	}
	room, ok := strings.CutPrefix(imp, "internal/")
	if !ok {
		return strings.HasPrefix(imp, path.Dir(dir)+"/") && strings.HasPrefix(dir, "dev/")
	}
	if strings.HasPrefix(dir, "dev/") {
		return true
	}
	return slices.Index(rooms, room) < slices.Index(rooms, strings.TrimPrefix(dir, "internal/"))
}

type imported struct{ path, pos string }

// readImports returns what each package imports of ours, by folder. Tests may
// import what they need, but for data, which they read from disk.
func readImports(t *testing.T, root string) map[string][]imported {
	t.Helper()
	out := map[string][]imported{}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); file != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "web" || name == "out") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(file, ".go") {
			return nil
		}
		rel, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		test := strings.HasSuffix(rel, "_test.go")
		dir := path.Dir(rel)
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, rel, src, parser.ImportsOnly)
		if err != nil {
			return err
		}
		if _, ok := out[dir]; !ok && !test {
			out[dir] = nil
		}
		for _, spec := range f.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if ours, ok := strings.CutPrefix(name, module); ok && (!test || ours == "data") {
				out[dir] = append(out[dir], imported{ours, set.Position(spec.Pos()).String()})
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func sorted(m map[string][]imported) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
