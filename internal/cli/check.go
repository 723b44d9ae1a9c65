package cli

import (
	"errors"
	"fmt"
)

// checkOptions are the arguments of "kabar check".
type checkOptions struct {
	Dirs []string `arg:"" name:"dir" help:"Folders to check, each over those before it."`
}

// Help is the long help of "kabar check".
func (*checkOptions) Help() string {
	return `A folder is laid out like the built-in data: actors/people.tsv, places/places.tsv and so on; docs/formats says what their columns mean. It has the tables that you want to add to, and its rows take the place of all built-in rows with their key. Every fault is named as file:line on standard error.

EXAMPLES
  kabar check mine
  kabar code --knowledge mine report.txt

` + exitHelp
}

func runCheck(o *checkOptions, s *streams) error {
	_, err := knowledge{o.Dirs}.load()
	if err == nil {
		_, err = fmt.Fprintln(s.out, "no faults")
		return err
	}
	if errors.Is(err, errUsage) {
		return err
	}
	faults := []error{err}
	if all, ok := err.(interface{ Unwrap() []error }); ok {
		faults = all.Unwrap()
	}
	for _, f := range faults {
		fmt.Fprintln(s.err, f)
	}
	return errors.New(number(len(faults), "fault"))
}
