package lang

import (
	"strings"
	"testing"

	"kabar/internal/text"
)

// TestDateline gives the words of sentences with "_" where no blank stands
// between two of them.
func TestDateline(t *testing.T) {
	tests := []struct {
		words string
		want  int
	}{
		{"SEOUL - Presiden tiba", 2},
		{"JAKARTA , KOMPAS.com - Polisi datang", 4},
		{"WASHINGTON ( Reuters ) — The president left", 5},
		{"TEMPO.CO , Jakarta_-_Presiden tiba kemarin", 4},
		{"Kompas.com_-_Presiden tiba kemarin", 2},
		{"TPNPB_-_OPM mengaku menyandera", 0},
		{"Kang Kyung_-_wha received her guest", 0},
		{"Presiden tiba - kemarin", 0},
		{"- Presiden tiba", 0},
	}
	for _, tt := range tests {
		var toks []text.Token
		at := 0
		for w := range strings.FieldsSeq(tt.words) {
			for k, form := range strings.Split(w, "_") {
				if k == 0 {
					at++
				}
				toks = append(toks, text.Token{Form: form, Span: text.Span{Start: at, End: at + len(form)}})
				at += len(form)
			}
		}
		if got := dateline(toks); got != tt.want {
			t.Errorf("%q: got %d, want %d", tt.words, got, tt.want)
		}
	}
}
