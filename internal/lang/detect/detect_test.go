package detect_test

import (
	"errors"
	"math"
	"os"
	"strings"
	"testing"

	"kabar/internal/lang/detect"
	"kabar/internal/table"
)

func load(t testing.TB) *detect.Detector {
	t.Helper()
	b, err := os.ReadFile("../../../data/models/detect.model")
	if err != nil {
		t.Fatal(err)
	}
	d, err := detect.New(string(b))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDetect(t *testing.T) {
	d := load(t)
	for _, c := range []struct{ in, want string }{
		{"Pemerintah akan mengirim bantuan kepada warga yang terdampak banjir, kata juru bicara presiden di Jakarta pada hari Senin.", "id"},
		{"The government will send aid to those hit by the flood, a spokesman for the president said on Monday.", "en"},
		{"Kerajaan akan menghantar bantuan kepada mangsa banjir kerana bekalan makanan terputus, kata beliau kepada pemberita semalam.", "ms"},
		{"Pamarentah bakal ngirim bantuan kanggo warga sing omahe kebanjiran, ujare dheweke nalika rapat wingi.", "jv"},
		{"Pamaréntah bakal ngirim bantuan pikeun warga anu imahna kabanjiran, ceuk manéhna dina rapat kamari.", "su"},
		{"Le gouvernement enverra une aide aux personnes touchées par les inondations, a dit le porte-parole.", "other"},
		{"Правительство направит помощь пострадавшим от наводнения.", "other"},
		{"政府将向受洪水影响的人们提供援助。", "other"},
		{"الحكومة ترسل المساعدات", "other"},
	} {
		if got, conf := d.Detect(c.in); got != c.want || conf < 0.4 || conf > 1 {
			t.Errorf("Detect(%.30q): got %s %.2f, want %s and at least 0.4", c.in, got, conf, c.want)
		}
	}
}

func TestDetectShort(t *testing.T) {
	d := load(t)
	for _, in := range []string{"Jakarta", "Gol!", "PBB", "OK", "Rapat DPR"} {
		if lang, conf := d.Detect(in); conf >= 0.5 {
			t.Errorf("Detect(%q): got %s %.2f, want less than 0.5", in, lang, conf)
		}
	}
	for _, in := range []string{"", " \n", "12.500 (19/6) %", "—"} {
		if lang, conf := d.Detect(in); lang != "und" || conf != 0 {
			t.Errorf("Detect(%q): got %s %.2f, want und 0", in, lang, conf)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	file := func(features uint64, weights int, scale string) string {
		f := &table.ModelFile{Features: features}
		f.Put(detect.WeightSection, make([]byte, weights))
		f.Put(detect.ScaleSection, []byte(scale))
		b, err := f.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	size := detect.Buckets * len(detect.Languages)
	if _, err := detect.New(file(detect.Features, size, "0.1")); err != nil {
		t.Fatal(err)
	}
	for name, in := range map[string]string{
		"empty":    "",
		"features": file(detect.Features+1, size, "0.1"),
		"size":     file(detect.Features, size-1, "0.1"),
		"scale":    file(detect.Features, size, "NaN"),
		"zero":     file(detect.Features, size, "0"),
		"text":     file(detect.Features, size, "x"),
	} {
		if _, err := detect.New(in); !errors.Is(err, table.ErrModel) {
			t.Errorf("%s: got %v, want ErrModel", name, err)
		}
	}
}

func FuzzDetect(f *testing.F) {
	d := load(f)
	f.Add("Kata dia, \xff 日本")
	f.Add(strings.Repeat("é", 5000))
	f.Fuzz(func(t *testing.T, s string) {
		lang, conf := d.Detect(s)
		if lang == "" || math.IsNaN(conf) || conf < 0 || conf > 1 {
			t.Errorf("Detect(%q): got %q %v", s, lang, conf)
		}
	})
}

// FuzzNew reads models of any bytes.
func FuzzNew(f *testing.F) {
	f.Add("KABARMDL")
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := detect.New(s); err == nil {
			d.Detect("kata dia")
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	d := load(b)
	s := strings.Repeat("Pemerintah akan mengirim bantuan kepada warga yang terdampak banjir. ", 48)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		d.Detect(s)
	}
}
