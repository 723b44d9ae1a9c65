package cli

import (
	"runtime/debug"
	"testing"
	"testing/fstest"
)

func TestHashFiles(t *testing.T) {
	base := fstest.MapFS{"a/b": {Data: []byte("x")}, "c": {Data: []byte("y")}}
	want, err := hashFiles(base)
	if err != nil {
		t.Fatal(err)
	}
	for name, other := range map[string]fstest.MapFS{
		"other bytes":    {"a/b": {Data: []byte("z")}, "c": {Data: []byte("y")}},
		"other name":     {"a/d": {Data: []byte("x")}, "c": {Data: []byte("y")}},
		"a file more":    {"a/b": {Data: []byte("x")}, "c": {Data: []byte("y")}, "d": {}},
		"shifted border": {"a/b": {Data: []byte("xc\n1\ny")}},
	} {
		if got, err := hashFiles(other); err != nil || got == want {
			t.Errorf("%s: hash %s, error %v; want a hash other than %s", name, got, err, want)
		}
	}
}

func TestCodeVersion(t *testing.T) {
	setting := func(kv ...string) *debug.BuildInfo {
		info := &debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}}
		for i := 0; i < len(kv); i += 2 {
			info.Settings = append(info.Settings, debug.BuildSetting{Key: kv[i], Value: kv[i+1]})
		}
		return info
	}
	cases := []struct {
		info *debug.BuildInfo
		want string
	}{
		{setting(), "v1.2.3"},
		{setting("vcs.revision", "0123456789abcdef", "vcs.modified", "false"), "0123456789ab"},
		{setting("vcs.revision", "0123456789abcdef", "vcs.modified", "true"), "0123456789ab+"},
	}
	for _, c := range cases {
		if got := codeVersion(c.info); got != c.want {
			t.Errorf("codeVersion = %q, want %q", got, c.want)
		}
	}
}

// BenchmarkStart is what stands between the start of the program and its first
// report.
func BenchmarkStart(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := newAnalyst(); err != nil {
			b.Fatal(err)
		}
		if _, err := newCoder(knowledge{}, ""); err != nil {
			b.Fatal(err)
		}
	}
}
