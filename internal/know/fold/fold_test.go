package fold

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
		p := Of(tt.word)
		for p.Next() {
			got = append(got, string(p.Piece()))
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
		if initial, all := Letters(tt.word); initial != tt.initial || all != tt.all {
			t.Errorf("letters(%q) = %v, %v, want %v, %v", tt.word, initial, all, tt.initial, tt.all)
		}
	}
}

func TestKey(t *testing.T) {
	for _, same := range [][]string{
		{"Khan Yunis", "khan  yunis", "Khan-Yunis", "KHAN YUNIS"},
		{"Çeşme", "Cesme"},
		{"St. Petersburg", "St Petersburg"},
	} {
		for _, name := range same {
			if Key(name) != Key(same[0]) {
				t.Errorf("%q and %q have other keys", name, same[0])
			}
		}
	}
	if Key("Khan Yunis") == Key("KhanYunis") || Key("a") == 0 || Key(" . ") != 0 {
		t.Error("keys of names that are not alike are, or the empty name has one")
	}
}
