package collect

import "context"

// room bounds what is under way at a time: so many inside, and so many more that wait long. Each of them holds a goroutine with the stack of
// a call, tens of kilobytes, so that without a bound memory would grow with the number of accounts and regions.
type room struct{ inside, waiting chan struct{} }

func newRoom(inside, waiting int) *room {
	return &room{make(chan struct{}, inside), make(chan struct{}, waiting)}
}

// enter waits for a place inside, which leave gives back. The calls under a context that hold wraps leave the place to others while they wait
// long, as far as there is room for those that wait; they go on without having one again, so that nobody waits for a place who already
// keeps others waiting.
func (r *room) enter(ctx context.Context) (*place, error) {
	select {
	case r.inside <- struct{}{}:
		return &place{r, r.inside}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// place is what one that is under way holds of a room.
type place struct {
	room *room
	held chan struct{}
}

func (p *place) hold(ctx context.Context) context.Context {
	return Parking(ctx, p.wait, func() {})
}

func (p *place) wait() {
	if p.held == p.room.inside {
		select {
		case p.room.waiting <- struct{}{}:
			<-p.room.inside
			p.held = p.room.waiting
		default:
		}
	}
}

func (p *place) leave() { <-p.held }
