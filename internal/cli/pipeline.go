package cli

import (
	"context"
	"iter"
)

const (
	// windowPerWorker is how many items for each worker may be on their way, so
	// that a slow one does not hold up the others.
	windowPerWorker = 8
	// windowBytes is about how many bytes of input may be on their way. One item
	// alone may weigh more.
	windowBytes = 8 << 20
)

// stage is work on items that many goroutines do, with results in the order of
// the items.
type stage[I, O any] struct {
	workers int
	weigh   func(I) int      // bytes of an item
	worker  func() func(I) O // makes what one goroutine works with
	sink    func(O) error    // takes the results, in order
	idle    func() error     // called before a wait for the next result
}

// run works through src. However many workers there are, sink gets the same
// results in the same order, and a bounded part of src is held at a time. It
// ends with src, the first error of sink or idle, or ctx; in the last two cases
// without waiting for src, which may be a terminal.
func (st *stage[I, O]) run(ctx context.Context, src iter.Seq[I]) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type job struct {
		item   I
		weight int
		done   chan O
	}
	window := windowPerWorker * st.workers
	queue := make(chan *job, window) // in order, to be collected
	work := make(chan *job)          // to whoever is free
	freed := make(chan int, window+2)

	go func() {
		defer close(queue)
		defer close(work)
		held := 0
		for item := range src {
			j := &job{item: item, weight: st.weigh(item), done: make(chan O, 1)}
			for held > 0 && held+j.weight > windowBytes {
				select {
				case n := <-freed:
					held -= n
				case <-ctx.Done():
					return
				}
			}
			for drained := false; !drained; {
				select {
				case n := <-freed:
					held -= n
				default:
					drained = true
				}
			}
			held += j.weight
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
			select {
			case work <- j:
			case <-ctx.Done():
				return
			}
		}
	}()
	for range st.workers {
		go func() {
			var do func(I) O
			for j := range work {
				if do == nil {
					do = st.worker()
				}
				j.done <- do(j.item)
			}
		}()
	}

	for {
		j, ok, err := next(ctx, queue, st.idle)
		if !ok {
			return err
		}
		out, ok, err := next(ctx, j.done, st.idle)
		if !ok {
			return err
		}
		if err := st.sink(out); err != nil {
			return err
		}
		freed <- j.weight
	}
}

// next receives from c. It calls idle when that has to wait. ok is false at the
// end of c, and with an error.
func next[T any](ctx context.Context, c <-chan T, idle func() error) (v T, ok bool, err error) {
	if err := ctx.Err(); err != nil {
		return v, false, err
	}
	select {
	case v, ok = <-c:
		return v, ok, nil
	default:
	}
	if err := idle(); err != nil {
		return v, false, err
	}
	select {
	case v, ok = <-c:
		return v, ok, nil
	case <-ctx.Done():
		return v, false, ctx.Err()
	}
}
