package collect

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"
)

// apart are operations that several collectors call, each with a filter of its own, and whose answers are too large to be kept for nothing.
var apart = []string{"iam:GetAccountAuthorizationDetails", "ec2:DescribeSnapshots"}

// forever is more users than there are: the answer is kept until everything of the account was read.
const forever = 1 << 30

// once keeps what several collectors ask from being sent twice: the first request with an input is sent, the others wait for its answer
// and take that. Nobody may change an answer.
type once struct {
	users map[string]int // operation -> collectors that may ask it, of those that more than one may ask

	mu      sync.Mutex
	flights map[string]*flight // by account, region, operation and input
}

// flight is a request that was sent, and its answer when done is closed.
type flight struct {
	done chan struct{}
	left int // collectors that may still ask
	out  middleware.InitializeOutput
	md   middleware.Metadata
	err  error
	kept bool // the answer would be the same again
}

// newOnce is for the operations of these collectors.
func newOnce(collectors []*Collector) *once {
	users := map[string]int{}
	for _, c := range collectors {
		for _, op := range c.Operations() {
			users[op]++
		}
	}
	for _, c := range collectors {
		for _, op := range c.Common {
			users[op] = forever
		}
	}
	for op, n := range users {
		if n < 2 || slices.Contains(apart, op) {
			delete(users, op)
		}
	}
	return &once{users: users, flights: map[string]*flight{}}
}

// Share has the answers to requests that several of the collectors make be asked for once.
func (g *Gate) Share(collectors []*Collector) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.once = newOnce(collectors)
}

// Forget lets go of the answers that are kept for an account: everything of it was read.
func (g *Gate) Forget(account string) {
	if g.once == nil {
		return
	}
	g.once.mu.Lock()
	defer g.once.mu.Unlock()
	for key := range g.once.flights {
		if strings.HasPrefix(key, account+" ") {
			delete(g.once.flights, key)
		}
	}
}

// share is the middleware of Share for an account.
func (g *Gate) share(account string) middleware.InitializeMiddleware {
	return middleware.InitializeMiddlewareFunc("kijun:Once", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
		op := operation(ctx)
		if g.once == nil || g.once.users[op] == 0 {
			return next.HandleInitialize(ctx, in)
		}
		input, err := json.Marshal(in.Parameters)
		if err != nil {
			return next.HandleInitialize(ctx, in) // an input that JSON does not know is asked for itself
		}
		row, _ := rateOf(op)
		return g.once.ask(ctx, account+" "+row.counted(awsmiddleware.GetRegion(ctx))+" "+op+" "+string(input), g.once.users[op], func() (middleware.InitializeOutput, middleware.Metadata, error) {
			return next.HandleInitialize(ctx, in)
		})
	})
}

func (o *once) ask(ctx context.Context, key string, users int, send func() (middleware.InitializeOutput, middleware.Metadata, error)) (middleware.InitializeOutput, middleware.Metadata, error) {
	for {
		o.mu.Lock()
		f := o.flights[key]
		if f == nil {
			f = &flight{done: make(chan struct{}), left: users - 1}
			o.flights[key] = f
			o.mu.Unlock()
			defer func() {
				o.mu.Lock()
				if !f.kept || f.left <= 0 {
					o.drop(key, f)
				}
				o.mu.Unlock()
				close(f.done) // also when send panics: those who wait then ask themselves
			}()
			f.out, f.md, f.err = send()
			f.kept = f.err == nil || lasting(f.err)
			return f.out, f.md, f.err
		}
		o.mu.Unlock()
		back := park(ctx) // what is waited for may itself wait for a place to go on
		select {
		case <-f.done:
			back()
		case <-ctx.Done():
			back()
			select { // who asks has the same time, and is about to say what took it
			case <-f.done:
			case <-time.After(sayingWhy):
				return middleware.InitializeOutput{}, middleware.Metadata{}, ctx.Err()
			}
		}
		var starved *StarvedError
		if ctx.Err() != nil && errors.As(f.err, &starved) {
			return f.out, f.md, f.err
		}
		o.mu.Lock()
		if f.left--; f.left <= 0 {
			o.drop(key, f)
		}
		o.mu.Unlock()
		if f.kept {
			return f.out, f.md, f.err
		}
	}
}

// sayingWhy is how long the answer of who asks is waited for when the time is over.
const sayingWhy = 100 * time.Millisecond

func (o *once) drop(key string, f *flight) {
	if o.flights[key] == f {
		delete(o.flights, key)
	}
}

// lasting says whether a failed call would fail again: to be denied twice only alarms people. What else fails is asked for again.
func lasting(err error) bool {
	var refused *RefusedError
	if errors.As(err, &refused) {
		return true
	}
	class, _ := Classify(err, nil)
	return class == AccessDenied || class == Vanished || class == Unsupported
}
