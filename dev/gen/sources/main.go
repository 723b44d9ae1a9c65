// Command sources fills the column sha256 of data/SOURCES.tsv with the hashes
// of the files that its rows name, and names the files of data/ that have no
// row. What a row says beside the hash is for a person to write.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kabar/internal/table"
)

//go:generate go run .

// list is the path of the table of sources below the root of the module.
const list = "data/SOURCES.tsv"

// hashColumn is the place of sha256 among columns.
const hashColumn = 4

var columns = []string{"path", "origin", "licence", "date", "sha256", "made"}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "sources:", err)
		os.Exit(1)
	}
}

func run() error {
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	fsys := os.DirFS(root)
	src, err := fs.ReadFile(fsys, list)
	if err != nil {
		return err
	}
	rows, err := table.Parse(list, string(src), table.Format{Columns: columns, Keys: 1})
	if err != nil {
		return err
	}
	lines := strings.Split(string(src), "\n")
	var faults []error
	listed := map[string]bool{}
	for _, r := range rows {
		listed[r.Fields[0]] = true
		b, err := fs.ReadFile(fsys, r.Fields[0])
		if err != nil {
			faults = append(faults, fmt.Errorf("%s:%d: %w", list, r.Line, err))
			continue
		}
		sum := sha256.Sum256(b)
		fields := slices.Clone(r.Fields)
		fields[hashColumn] = hex.EncodeToString(sum[:])
		lines[r.Line-1] = strings.Join(fields, "\t")
	}
	err = fs.WalkDir(fsys, "data", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(name) != ".go" && name != list && !listed[name] {
			faults = append(faults, fmt.Errorf("%s: no row for %s", list, name))
		}
		return err
	})
	if err != nil {
		return err
	}
	if out := strings.Join(lines, "\n"); out != string(src) {
		if err := os.WriteFile(filepath.Join(root, list), []byte(out), 0o644); err != nil {
			return err
		}
	}
	return errors.Join(faults...)
}

// moduleRoot returns the nearest folder, from the working one upwards, that
// holds a go.mod.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(dir, "go.mod")); missing == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("no go.mod here or above")
		}
		dir = up
	}
	return "", err
}
