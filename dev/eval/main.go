// Eval measures Kabar against gold data and writes golden tables, so that a
// change of a figure shows up in a diff. It trains nothing.
package main

import (
	"fmt"
	"os"
)

const usage = "usage: eval parser|coder [flags]"

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, usage)
		os.Exit(2)
	}
	var err error
	switch verb, args := os.Args[1], os.Args[2:]; verb {
	case "parser":
		err = evalParser(args)
	case "coder":
		err = evalCoder(args)
	default:
		fmt.Fprintf(os.Stderr, "eval: no verb %q\n%s\n", verb, usage)
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "eval:", err)
		os.Exit(1)
	}
}
