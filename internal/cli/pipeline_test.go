package cli

import (
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// doubling is a stage that doubles numbers and notes them in got. Even numbers
// take longer, so that workers finish out of order.
func doubling(workers int, weight int, got *[]int) *stage[int, int] {
	return &stage[int, int]{
		workers: workers,
		weigh:   func(int) int { return weight },
		worker: func() func(int) int {
			return func(n int) int {
				if n%2 == 0 {
					for range 100 {
						runtime.Gosched()
					}
				}
				return 2 * n
			}
		},
		sink: func(n int) error { *got = append(*got, n); return nil },
		idle: func() error { return nil },
	}
}

func TestStageKeepsOrder(t *testing.T) {
	var in, want []int
	for i := range 500 {
		in, want = append(in, i), append(want, 2*i)
	}
	for _, workers := range []int{1, 2, 7} {
		for _, weight := range []int{0, windowBytes / 3, 2 * windowBytes} {
			var got []int
			if err := doubling(workers, weight, &got).run(context.Background(), slices.Values(in)); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(got, want); diff != "" {
				t.Errorf("%d workers, weight %d: got -, want +:\n%s", workers, weight, diff)
			}
		}
	}
}

// endless counts how far it was read.
func endless(read *atomic.Int64) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; yield(i); i++ {
			read.Add(1)
		}
	}
}

func TestStageHoldsLittle(t *testing.T) {
	for _, c := range []struct{ workers, weight, most int }{
		{2, 0, 2*windowPerWorker + 3 + 2},
		{2, windowBytes / 2, 2 + 2},
		{4, 2 * windowBytes, 1 + 2},
	} {
		var read atomic.Int64
		var got []int
		st := doubling(c.workers, c.weight, &got)
		enough := errors.New("enough")
		st.sink = func(n int) error {
			for range 1000 {
				runtime.Gosched() // let the reader run ahead as far as it may
			}
			if got = append(got, n); len(got) == 50 {
				return enough
			}
			if ahead := int(read.Load()) - len(got); ahead > c.most {
				t.Errorf("%+v: %d items read ahead, want at most %d", c, ahead, c.most)
			}
			return nil
		}
		if err := st.run(context.Background(), endless(&read)); err != enough {
			t.Errorf("%+v: run gave %v, want the sink's error", c, err)
		}
	}
}

func TestStageStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var got []int
	st := doubling(2, 1, &got)
	// A source that never gives anything, as a terminal where nobody types.
	hang := func(func(int) bool) { <-make(chan int) }
	st.idle = func() error { cancel(); return nil }
	if err := st.run(ctx, hang); err != context.Canceled {
		t.Errorf("run gave %v, want context.Canceled", err)
	}
}

// TestWorkers codes the examples with several workers in this process, where
// the race detector sees all rooms, and wants the same bytes from each number.
func TestWorkers(t *testing.T) {
	files, err := filepath.Glob("../../examples/*.*")
	if err != nil {
		t.Fatal(err)
	}
	files = slices.DeleteFunc(files, func(f string) bool { return filepath.Ext(f) == ".md" })
	files = slices.Repeat(files, 3)
	want := ""
	for _, workers := range []string{"1", "2", "4"} {
		var out, messages strings.Builder
		s := &streams{in: strings.NewReader(""), out: &out, err: &messages}
		args := append([]string{"code", "-o", "jsonl", "--date", "2025-07-12", "--workers", workers}, files...)
		if code := run(context.Background(), args, s); code != exitDone {
			t.Fatalf("%s workers: exit code %d: %s", workers, code, &messages)
		}
		if want == "" {
			want = out.String()
		}
		if out.String() != want || want == "" {
			t.Errorf("%s workers: other bytes than with one:\n%s", workers, cmp.Diff(want, out.String()))
		}
	}
}
