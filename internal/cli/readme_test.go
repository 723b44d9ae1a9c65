package cli

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite what the tests expect")

// TestREADME runs the commands in the README's console blocks and compares what
// they print with what the README says.
func TestREADME(t *testing.T) {
	const path = "../../README.md"
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	old := string(b)
	var fresh strings.Builder
	inBlock, said := false, false
	for line := range strings.Lines(old) {
		command, isCommand := strings.CutPrefix(line, "$ ")
		switch {
		case strings.HasPrefix(line, "```"):
			inBlock, said = line == "```console\n", false
		case inBlock && isCommand:
			fresh.WriteString(line)
			fresh.WriteString(show(t, strings.Fields(command)))
			said = true
			continue
		case inBlock && said:
			continue // what the command printed when this was written
		}
		fresh.WriteString(line)
	}
	if *update {
		if err := os.WriteFile(path, []byte(fresh.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(old, fresh.String()); diff != "" {
		t.Errorf("README.md says -, the program +; go test ./internal/cli -update rewrites it:\n%s", diff)
	}
}

// show returns what a command of the README prints. Files are named from the
// repository's root.
func show(t *testing.T, args []string) string {
	t.Helper()
	for i, a := range args {
		if strings.HasPrefix(a, "examples/") {
			args[i] = filepath.Join("..", "..", a)
		}
	}
	switch args[0] {
	case "cat":
		b, err := os.ReadFile(args[1])
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	case "kabar":
		var out, messages strings.Builder
		s := &streams{in: strings.NewReader(""), out: &out, err: &messages}
		if code := run(context.Background(), args[1:], s); code != exitDone {
			t.Fatalf("%s: exit code %d: %s", strings.Join(args, " "), code, &messages)
		}
		return out.String()
	}
	t.Fatalf("%s: the README's console blocks have cat and kabar only", args[0])
	return ""
}
