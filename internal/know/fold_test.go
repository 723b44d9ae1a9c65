package know

import (
	"slices"
	"testing"
	"unicode/utf8"
)

func TestPieces(t *testing.T) {
	if n, m := utf8.RuneCountInString(marked), len(bare); n != m {
		t.Fatalf("%d marked letters, %d bare", n, m)
	}
	tests := []struct {
		word string
		want []string
	}{
		{"Rusia", []string{"rusia"}},
		{"U.S.", []string{"us"}},
		{"Al-Qaeda", []string{"al", "qaeda"}},
		{"Erdoğan", []string{"erdogan"}},
		{"İstanbul", []string{"istanbul"}},
		{"Straße", []string{"strasse"}},
		{"e\u0301lan", []string{"elan"}},
		{"Ma’ruf", []string{"maruf"}},
		{"DI/TII", []string{"di", "/", "tii"}},
		{"(KPK),", []string{"(", "kpk", ")", ","}},
		{"--", nil},
		{".", nil},
		{"", nil},
		{"北京", []string{"北京"}},
	}
	for _, tt := range tests {
		var got []string
		p := pieces{rest: tt.word}
		for p.next() {
			got = append(got, string(p.buf[:p.n]))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("pieces of %q: got %q, want %q", tt.word, got, tt.want)
		}
	}
}

func TestLetters(t *testing.T) {
	tests := []struct {
		word         string
		initial, all bool
	}{
		{"KPK", true, true}, {"U.S.", true, true}, {"Nato", true, false}, {"aS", false, false},
		{"G20", true, true}, {"212", true, true}, {"1st", true, false}, {"", false, false}, {"-", false, false},
		{"Élysée", true, false}, {"ÉTÉ", true, true},
	}
	for _, tt := range tests {
		if initial, all := letters(tt.word); initial != tt.initial || all != tt.all {
			t.Errorf("letters(%q) = %v, %v, want %v, %v", tt.word, initial, all, tt.initial, tt.all)
		}
	}
}

func TestPlural(t *testing.T) {
	tests := []struct{ one, many string }{
		{"minister", "ministers"},
		{"secretary of state", "secretaries of state"},
		{"spokesman", "spokesmen"},
		{"spokesperson", "spokespeople"},
		{"envoy", "envoys"},
		{"ministry", "ministries"},
		{"boss", "bosses"},
		{"coach", "coaches"},
		{"child", "children"},
		{"thief", "thieves"},
		{"MP", "MPs"},
		{"commander in chief", "commanders in chief"},
	}
	for _, tt := range tests {
		if got := plural(tt.one); got != tt.many {
			t.Errorf("plural(%q) = %q, want %q", tt.one, got, tt.many)
		}
	}
}
