package cli

import (
	"fmt"
	"runtime"
	"strings"
)

// versionOptions are the flags of "kabar version".
type versionOptions struct {
	knowledge `embed:""`
}

// Help is the long help of "kabar version".
func (*versionOptions) Help() string {
	return `Events carry the first line's hash in evidence.version: the same hash and the same input give the same bytes.

` + exitHelp
}

func runVersion(o *versionOptions, s *streams) error {
	v, err := readVersions(o.knowledge)
	if err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "kabar   %s\n", v.hash())
	fmt.Fprintf(&b, "code    %s\n", v.code)
	fmt.Fprintf(&b, "data    %s\n", v.data)
	for i, l := range v.layers {
		if i < len(o.Knowledge) {
			fmt.Fprintf(&b, "tables  %s %s\n", l, o.Knowledge[i])
		} else {
			fmt.Fprintf(&b, "rules   %s %s\n", l, o.Rules[i-len(o.Knowledge)])
		}
	}
	for _, m := range v.models {
		fmt.Fprintf(&b, "model   %s %s\n", m.hash, m.name)
	}
	fmt.Fprintf(&b, "go      %s\n", runtime.Version())
	_, err = fmt.Fprint(s.out, b.String())
	return err
}
