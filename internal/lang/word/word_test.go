package word

import "testing"

func TestShape(t *testing.T) {
	tests := []struct {
		word string
		want Shape
	}{
		{"pergi", 0},
		{"Pergi", Capital},
		{"AS", Capital | Upper},
		{"iPhone", Mixed},
		{"2025", Digit | Number},
		{"1.200,5", Digit | Number | Dot},
		{"ke-2", Digit | Hyphen},
		{"anak-anak", Hyphen | Doubled},
		{"Anak-anak", Capital | Hyphen | Doubled},
		{"P.", Capital | Dot},
		{"...", Dot | Symbol},
		{"%", Symbol},
		{"Zürich", Capital | Foreign},
		{"", Symbol},
	}
	for _, tt := range tests {
		var l Letters
		l.Read(tt.word)
		if l.Shape != tt.want {
			t.Errorf("%q: got %b, want %b", tt.word, l.Shape, tt.want)
		}
	}
}

func TestLetters(t *testing.T) {
	var a, b Letters
	a.Read("Menyerang-12")
	b.Read("menyerang-99")
	if a.Form != b.Form || a.Pre != b.Pre || a.Suf != b.Suf || a.Len != 12 {
		t.Error("case or digits tell words apart")
	}
	b.Read("ada")
	if b.Pre[2] == 0 || b.Pre[3] != 0 || b.Suf[3] != 0 {
		t.Error("affixes longer than the word")
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Anak-anak")
	f.Fuzz(func(t *testing.T, s string) {
		var l Letters
		l.Read(s)
		if int(l.Len) > maxLetters || l.Form == 0 {
			t.Errorf("%q: %+v", s, l)
		}
	})
}
