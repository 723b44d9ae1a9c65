// Package data holds the bytes that the program knows the world and its
// languages by. It does not look into them.
package data

import (
	"embed"
	"io/fs"
)

//go:embed ontology lexicon rules weights actors outlets places SOURCES.tsv
var files embed.FS

// Files returns the tables, rules and lexicons, rooted at this folder. Models
// are not among them.
func Files() fs.FS { return files }

// The models are strings so that they are read in place.
var (
	//go:embed models/detect.model
	detectModel string
	//go:embed models/en.model
	enModel string
	//go:embed models/id.model
	idModel string
	//go:embed models/id-names.model
	idNamesModel string
	//go:embed models/places-id.model
	placesIDModel string
	//go:embed models/places-world.model
	placesWorldModel string
)

// Model returns the bytes of the model file called name, such as "id.model".
// The error is fs.ErrNotExist when there is none.
func Model(name string) (string, error) {
	switch name {
	case "detect.model":
		return detectModel, nil
	case "en.model":
		return enModel, nil
	case "id.model":
		return idModel, nil
	case "id-names.model":
		return idNamesModel, nil
	case "places-id.model":
		return placesIDModel, nil
	case "places-world.model":
		return placesWorldModel, nil
	}
	return "", &fs.PathError{Op: "open", Path: "models/" + name, Err: fs.ErrNotExist}
}
