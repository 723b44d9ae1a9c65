// Kabar reads news reports and writes down who did what to whom, when, where
// and according to whom.
package main

import (
	"os"

	"kabar/internal/cli"
)

func main() { os.Exit(cli.Main()) }
