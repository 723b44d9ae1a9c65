package id

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kabar/internal/lang/profile"
)

func cutAt(w string, c profile.Cuts) string {
	var b strings.Builder
	from := 0
	for _, at := range c.At[:c.N] {
		b.WriteString(w[from:at] + "|")
		from = at
	}
	return b.String() + w[from:]
}

func TestCut(t *testing.T) {
	for _, want := range []string{
		"rumah|nya", "Menurut|nya", "teman-teman|nya", "NPL|nya", "Disebutkan|nya", "itu|lah", "apa|kah", "meski|pun", "apa|pun",
		"nama|ku", "kepada|mu", "ku|katakan", "Moody|'s", "hanya", "punya", "sebelumnya", "Kenya", "Sonya", "telah", "masalah",
		"bermasalah", "sekolah", "Abdullah", "maupun", "buku", "bertemu", "pelaku", "Maluku", "kuat", "kursi", "nya", "adalah",
		"dua-duanya", "se", "",
	} {
		w := strings.ReplaceAll(want, "|", "")
		if d := cmp.Diff(cutAt(w, Cut(w)), want); d != "" {
			t.Errorf("Cut(%q): (-got +want)\n%s", w, d)
		}
	}
}

func TestJoined(t *testing.T) {
	for _, want := range []string{
		"Presiden|Prabowo", "Israel|mengklaim", "di|Laut", "laporan|The", "AS|tersebut", "dalam|perundingan", "Lebanon|tewas",
		"Sejjil-2|digambarkan", "YouTube", "iPhone", "McDonald", "Ramadan", "Pakistan", "pemerintahan", "Sumardi", "WhatsApp",
		"India|dan|Filipina|untuk", "AS|Pertemuan", "BBC|mengecam", "PDIP|Hasto", "MPRRI", "DPRnya", "AirAsia",
		"keberlangsungan", "Pyongyang", "Wulandari", "DPRD",
	} {
		w := strings.ReplaceAll(want, "|", "")
		if d := cmp.Diff(cutAt(w, Joined(w)), want); d != "" {
			t.Errorf("Joined(%q): (-got +want)\n%s", w, d)
		}
	}
}

func TestHyphen(t *testing.T) {
	for _, c := range []struct {
		w    string
		want bool
	}{
		{"menteri-menteri", false}, {"Undang-Undang", false}, {"Rusia-Ukraina", true}, {"Januari-Maret", true}, {"5-10", true},
		{"Al-Quds", false}, {"pro-Beijing", false}, {"APBN-nya", true}, {"ke-10", false}, {"APBN-P", false}, {"Covid-19", false},
	} {
		if got := Hyphen(c.w, strings.IndexByte(c.w, '-')); got != c.want {
			t.Errorf("Hyphen(%q): got %v, want %v", c.w, got, c.want)
		}
	}
}

func TestWords(t *testing.T) {
	lines := strings.Split(strings.Trim(words, "\n"), "\n")
	if !slices.IsSorted(lines) {
		t.Error("words are not sorted")
	}
	for _, l := range lines {
		w, d := l[:len(l)-1], l[len(l)-1]
		if got, want := frequency(w), int(d-'0')+1; got != want {
			t.Fatalf("frequency(%q): got %d, want %d", w, got, want)
		}
	}
	for _, w := range []string{"", "zzz", "A", "yang ", "yan", "yangg"} {
		if got := frequency(w); got != 0 {
			t.Errorf("frequency(%q): got %d, want 0", w, got)
		}
	}
}
