package cli

import (
	"errors"
	"fmt"

	"kabar/internal/code"
	"kabar/internal/know"
)

// checkOptions are the arguments of "kabar check".
type checkOptions struct {
	Dirs []string `arg:"" name:"dir" help:"Folders to check, each over those before it."`
}

// Help is the long help of "kabar check".
func (*checkOptions) Help() string {
	return `A folder is laid out like the built-in data: actors/people.tsv, places/places.tsv, rules/id/mine.yaml and so on; docs/formats and docs/rules.md say what they hold. It has the tables and rules that you want to add to. A table's rows take the place of all built-in rows with their key, a rule that of the rule with its id. Every fault is named as file:line on standard error.

EXAMPLES
  kabar check mine
  kabar code --knowledge mine --rules mine report.txt

` + exitHelp
}

func runCheck(o *checkOptions, s *streams) error {
	k := knowledge{Knowledge: o.Dirs, Rules: o.Dirs}
	_, err := k.load()
	if errors.Is(err, errUsage) {
		return err
	}
	faults := each(err)
	// The rules are looked at whatever is wrong with the tables.
	coder, err := code.New(func() (*know.Base, error) { return nil, nil }, k.ruleLayers(), "")
	if faults = append(faults, each(err)...); err == nil {
		for _, tag := range coder.Languages() {
			faults = append(faults, each(coder.Open(tag))...)
		}
	}
	if len(faults) == 0 {
		_, err = fmt.Fprintln(s.out, "no faults")
		return err
	}
	for _, f := range faults {
		fmt.Fprintln(s.err, f)
	}
	return errors.New(number(len(faults), "fault"))
}

// each returns the errors that err joins.
func each(err error) []error {
	if all, ok := err.(interface{ Unwrap() []error }); ok {
		return all.Unwrap()
	}
	if err == nil {
		return nil
	}
	return []error{err}
}
