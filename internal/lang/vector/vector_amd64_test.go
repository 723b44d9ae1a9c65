package vector

import "testing"

// TestSameAVX2 is TestSame on a processor without VNNI.
func TestSameAVX2(t *testing.T) {
	if !hasVNNI {
		t.Skip("TestSame has done it")
	}
	hasVNNI = false
	defer func() { hasVNNI = true }()
	TestSame(t)
}

// TestSamePlain is TestSame on a processor without vector instructions.
func TestSamePlain(t *testing.T) {
	was, vnni := hasAVX2, hasVNNI
	hasAVX2, hasVNNI = false, false
	defer func() { hasAVX2, hasVNNI = was, vnni }()
	TestSame(t)
}
