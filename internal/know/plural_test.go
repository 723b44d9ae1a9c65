package know

import "testing"

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
