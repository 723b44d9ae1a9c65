package table

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var format = Format{Columns: []string{"key", "name"}, Keys: 1}

func TestParse(t *testing.T) {
	const src = "# about\nkey\tname\na\tAa\n# note\nb\t\n"
	got, err := Parse("t.tsv", src, format)
	if err != nil {
		t.Fatal(err)
	}
	want := []Record{{3, []string{"a", "Aa"}}, {5, []string{"b", ""}}}
	if d := cmp.Diff(got, want); d != "" {
		t.Error("got, want:", d)
	}
}

func TestParseFaults(t *testing.T) {
	const head = "key\tname\n"
	tests := []struct{ name, src, want string }{
		{"empty file", "", `t.tsv:1: no header line: want "key\tname"`},
		{"comments only", "# x\n", `t.tsv:2: no header line: want "key\tname"`},
		{"other header", "name\tkey\n", `t.tsv:1: header is "name\tkey", want "key\tname"`},
		{"no line end", head + "a\tb", "t.tsv:2: no line end"},
		{"few fields", head + "a\n", "t.tsv:2: 1 fields, want 2"},
		{"many fields", head + "a\tb\tc\n", "t.tsv:2: 3 fields, want 2"},
		{"empty line", head + "\na\tb\n", "t.tsv:2: empty line"},
		{"no key", head + "\tb\n", "t.tsv:2: column key is empty"},
		{"trailing blank", head + "a\tb \n", "t.tsv:2: column name begins or ends with a blank"},
		{"trailing tab", head + "a\tb\t\n", "t.tsv:2: 3 fields, want 2"},
		{"return", head + "a\tb\r\n", "t.tsv:2: carriage return: lines end with LF alone"},
		{"broken UTF-8", head + "a\t\xff\n", "t.tsv:2: broken UTF-8"},
		{"mark", head + "a\te\u0301\n", "t.tsv:2: combining mark U+0301: write the composed letter (NFC)"},
		{"byte order mark", "\uFEFF" + head, "t.tsv:1: control character U+FEFF\nt.tsv:2: no header line: want \"key\\tname\""},
		{"no-break space", head + "a\tb\u00A0c\n", "t.tsv:2: no-break space"},
		{"double", head + "a\tb\na\tc\n", `t.tsv:3: key "a" stands on line 2 already`},
		{"order", head + "b\tb\na\tc\n", `t.tsv:3: key "a" is out of order after "b"`},
		{"all faults", head + "b\nc\n", "t.tsv:2: 1 fields, want 2\nt.tsv:3: 1 fields, want 2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse("t.tsv", tt.src, format)
			if err == nil {
				t.Fatal("no error, want", tt.want)
			}
			if d := cmp.Diff(err.Error(), tt.want); d != "" {
				t.Error("got, want:", d)
			}
		})
	}
}

func TestParseCapsFaults(t *testing.T) {
	_, err := Parse("t.tsv", "key\tname\n"+strings.Repeat("x\n", 500), format)
	if err == nil {
		t.Fatal("no error")
	}
	if got := strings.Count(err.Error(), "\n") + 1; got != maxFaults {
		t.Errorf("got %d faults, want %d", got, maxFaults)
	}
}

func TestParseTwoKeys(t *testing.T) {
	f := Format{Columns: []string{"key", "from", "x"}, Keys: 2}
	if _, err := Parse("t.tsv", "key\tfrom\tx\na\t\t1\na\t2010\t2\nb\t\t3\n", f); err != nil {
		t.Error(err)
	}
	if _, err := Parse("t.tsv", "key\tfrom\tx\na\t2010\t1\na\t\t2\n", f); err == nil {
		t.Error("rows out of order by the second key pass")
	}
}

// FuzzParse checks that any bytes are refused with a named line or come back
// the same when the rows are written out.
func FuzzParse(f *testing.F) {
	f.Add("key\tname\na\tAa\n")
	f.Add("# x\nkey\tname\nb\t\n")
	f.Add("key\tname\nb\t \xff\r\n\n")
	f.Fuzz(func(t *testing.T, src string) {
		rows, err := Parse("t.tsv", src, format)
		if err != nil {
			for _, l := range strings.Split(err.Error(), "\n") {
				if !strings.HasPrefix(l, "t.tsv:") {
					t.Fatalf("fault %q names no line", l)
				}
			}
			return
		}
		var b strings.Builder
		b.WriteString("key\tname\n")
		for _, r := range rows {
			b.WriteString(strings.Join(r.Fields, "\t") + "\n")
		}
		again, err := Parse("t.tsv", b.String(), format)
		if err != nil {
			t.Fatalf("what was read does not read again: %v", err)
		}
		if len(again) != len(rows) {
			t.Fatalf("%d rows, then %d", len(rows), len(again))
		}
	})
}
