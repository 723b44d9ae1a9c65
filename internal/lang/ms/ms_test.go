package ms

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCut(t *testing.T) {
	for _, want := range []string{
		"kereta|nya", "Menurut|nya", "rakan-rakan|nya", "boleh|kah", "ada|kah", "hendak|lah", "telah|pun", "meski|pun", "itu|lah",
		"nama|ku", "ku|katakan", "nampaknya", "sememangnya", "kononnya", "sekurang-kurangnya", "hanya", "mahupun", "sungguhpun",
		"bagaimanapun", "adalah", "ialah", "masalah", "langkah", "nafkah", "buku", "terpaku", "Tengku", "tetamu", "Nasrallah", "lah", "",
	} {
		w := strings.ReplaceAll(want, "|", "")
		c := Cut(w)
		got, from := "", 0
		for _, at := range c.At[:c.N] {
			got += w[from:at] + "|"
			from = at
		}
		if d := cmp.Diff(got+w[from:], want); d != "" {
			t.Errorf("Cut(%q): (-got +want)\n%s", w, d)
		}
	}
}

func TestSaying(t *testing.T) {
	for w, want := range map[string]bool{"kata": true, "Tegasnya": true, "memberitahu": true, "polis": false, "": false} {
		if got := saying(w); got != want {
			t.Errorf("saying(%q): got %v, want %v", w, got, want)
		}
	}
}
