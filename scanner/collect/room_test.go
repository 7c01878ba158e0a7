package collect

import (
	"context"
	"errors"
	"testing"
)

func TestRoom(t *testing.T) {
	done, cancel := context.WithCancel(t.Context())
	cancel()
	r := newRoom(1, 1)
	first, err := r.enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.enter(done); !errors.Is(err, context.Canceled) {
		t.Errorf("a second one came in: %v", err)
	}
	back := park(first.hold(t.Context()))
	second, err := r.enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	park(second.hold(t.Context()))() // there is no room for another one that waits: it keeps its place
	if _, err := r.enter(done); !errors.Is(err, context.Canceled) {
		t.Errorf("a third one came in: %v", err)
	}
	back() // although nobody has left
	park(first.hold(t.Context()))()
	second.leave()
	first.leave()
	if len(r.inside) != 0 || len(r.waiting) != 0 {
		t.Errorf("%d are inside and %d wait, when everybody has left", len(r.inside), len(r.waiting))
	}
}
