package rule

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

const frames = `
- {id: meet, type: CONSULT, cameo: "040", gloss: meet}
- {id: attack, type: ASSAULT, cameo: "190", gloss: attack}
- {id: threaten, type: THREATEN, cameo: "130", gloss: threaten}
`

func files(rules, classes string) fs.FS {
	return fstest.MapFS{
		"ontology/frames.yaml":    {Data: []byte(frames)},
		"rules/id/a.yaml":         {Data: []byte(rules)},
		"lexicon/id/classes.yaml": {Data: []byte(classes)},
	}
}

// TestFaults wants every fault of a file at once, each with its line.
func TestFaults(t *testing.T) {
	_, err := Load([]Layer{{FS: files(`
- id: a
  kind: verb
  frame: meet
  words: [bertemu]
  colour: red
- id: b
  kind: adverb
  frame: greet
  words: ["@nobody"]
- id: c
  kind: verb
  frame: meet
  words: [menemui]
  actor: {rel: [subject]}
  with: [{role: obj, words: [x], sectors: [KING]}]
- id: d
  kind: operator
  frame: threaten
  words: [mengancam]
  modes: {ASSAULT: politely}
  over: [FIGHT]
  aux: [maybe]
- id: d
  kind: noun
  frame: meet
  words: [pertemuan]
- id: d
  kind: noun
  frame: meet
  words: [pertemuan]
- id: e
  kind: noun
  frame: meet
  words: [rapat]
  finer: [{frame: attack, role: obj}, {frame: meet, role: any}]
`, "")}}, "id")
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		`rules/id/a.yaml:6: unknown key "colour"`,
		`rules/id/a.yaml:7: rule "b": no kind "adverb"`,
		`rules/id/a.yaml:7: rule "b": no frame "greet"`,
		`no relation "subject"`,
		`rules/id/a.yaml:16: rule "c": no sector "KING"`,
		`rule "d": over: no type "FIGHT"`,
		`rule "d": modes: no mode "politely"`,
		`rule "d": no aux mode "maybe"`,
		`rules/id/a.yaml:36: rule "e": "attack" is no frame of the rule's type`,
		`rules/id/a.yaml:36: rule "e": a condition on any word needs words`,
		`rule "d": id used before`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in:\n%v", want, err)
		}
	}
}

func TestClassHoldsItself(t *testing.T) {
	_, err := Load([]Layer{{FS: files("- {id: a, kind: verb, frame: meet, words: [\"@x\"]}\n", "x: [\"@y\"]\ny: [\"@x\"]\n")}}, "id")
	if err == nil || !strings.Contains(err.Error(), "holds itself") {
		t.Errorf("got %v, want a class that holds itself", err)
	}
}

// TestData loads the project's own rules, and wants an example that fires and
// one that does not for every rule but light verbs.
func TestData(t *testing.T) {
	fsys := os.DirFS("../../../data")
	langs, err := Languages(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"en", "id"}, langs); d != "" {
		t.Error(d)
	}
	for _, lang := range langs {
		set, err := Load([]Layer{{FS: fsys}}, lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range set.Rules {
			if r.Kind != Light && (len(r.Yes) == 0 || len(r.No) == 0) {
				t.Errorf("%s (line %d): needs a yes and a no", r.Key, r.Line)
			}
		}
	}
}

func TestIndonesianForms(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"menyerang", "menyerang/1 diserang/2 serang/3 dinyerang/2 nyerang/3"},
		{"mengirim", "mengirim/1 diirim/2 irim/3 dikirim/2 kirim/3"},
		{"menolak", "menolak/1 ditolak/2 tolak/3 dinolak/2 nolak/3"},
		{"membunuh", "membunuh/1 dibunuh/2 bunuh/3"},
		{"memperingatkan", "memperingatkan/1 diperingatkan/2 peringatkan/3"},
		{"mengebom", "mengebom/1 diebom/2 ebom/3 dikebom/2 kebom/3 dibom/2"},
		{"mengesahkan", "mengesahkan/1 diesahkan/2 esahkan/3 dikesahkan/2 kesahkan/3 disahkan/2 sahkan/3"},
		{"melarang", "melarang/1 dilarang/2 larang/3"},
		{"bertemu", "bertemu/0"},
		{"tewas", "tewas/0"},
		{"diserbu", "diserbu/2"},
	} {
		var got []string
		for _, f := range indonesianForms(c.in) {
			got = append(got, f.word+"/"+string('0'+byte(f.voice)))
		}
		if d := cmp.Diff(c.want, strings.Join(got, " ")); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.in, d)
		}
	}
}

func TestEnglishForms(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"attack", "attack attacks attacked attacking"},
		{"seize", "seize seizes seized seizing"},
		{"deny", "deny denies denied denying"},
		{"ban", "ban bans banned banning baned baning"},
		{"overrun", "overrun overruns overran overrun"},
		{"forgive", "forgive forgives forgave forgiven"},
		{"punish", "punish punishes punished punishing"},
	} {
		have := map[string]bool{}
		for _, f := range englishForms(c.in) {
			have[f.word] = true
		}
		for _, w := range strings.Fields(c.want) {
			if !have[w] {
				t.Errorf("%s: no %q", c.in, w)
			}
		}
	}
}

// FuzzLoad reads any rule file and classes: an error or a set, no panic.
func FuzzLoad(f *testing.F) {
	f.Add("- {id: a, kind: verb, frame: meet, words: [bertemu]}\n", "x: [a, b c]\n")
	f.Add("- id: [1]\n", "[]")
	f.Add("- {id: a, kind: operator, words: [\"@x\"], modes: {A: b}}\n", "x: [\"@x\"]\n")
	f.Add("a: &a [*a]", "")
	f.Fuzz(func(t *testing.T, rules, classes string) {
		set, err := Load([]Layer{{FS: files(rules, classes)}}, "id")
		if (set == nil) == (err == nil) {
			t.Errorf("set %v with error %v", set, err)
		}
	})
}
