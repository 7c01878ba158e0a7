package collect

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
)

// outcome is what one user of a once got.
type outcome struct {
	result any
	err    error
}

// ask lets n users ask for the same key at the same time; each answer is the next of errs, nil at its end.
func ask(o *once, n, users int, errs ...error) (got []outcome, sent int) {
	var calls atomic.Int64
	var wait sync.WaitGroup
	got = make([]outcome, n)
	for i := range n {
		wait.Go(func() {
			out, _, err := o.ask(context.Background(), "key", users, func() (middleware.InitializeOutput, middleware.Metadata, error) {
				k := int(calls.Add(1)) - 1
				synctest.Wait() // until everybody else waits
				if k < len(errs) {
					return middleware.InitializeOutput{}, middleware.Metadata{}, errs[k]
				}
				return middleware.InitializeOutput{Result: "answer"}, middleware.Metadata{}, nil
			})
			got[i] = outcome{out.Result, err}
		})
	}
	wait.Wait()
	return got, int(calls.Load())
}

// Who waits for another's answer when the time is over hears what took it, and does not wait long for that.
func TestOnceTellsWhatTookTheTime(t *testing.T) {
	for name, tc := range map[string]struct {
		after  time.Duration // of the end of time, that who asked says so
		starts bool          // the wait starts after the end
		want   Class
	}{
		"at once": {time.Microsecond, false, Throttled}, "soon": {sayingWhy / 2, false, Throttled}, "never": {time.Hour, false, Timeout}, "just when others begin to wait": {time.Microsecond, true, Throttled},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := &once{flights: map[string]*flight{}}
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				starved := &StarvedError{&smithy.GenericAPIError{Code: "Throttling"}}
				go func() {
					_, _, _ = o.ask(ctx, "key", 2, func() (middleware.InitializeOutput, middleware.Metadata, error) {
						time.Sleep(time.Minute + tc.after)
						return middleware.InitializeOutput{}, middleware.Metadata{}, starved
					})
				}()
				synctest.Wait()
				if tc.starts {
					time.Sleep(time.Minute - time.Nanosecond)
				}
				start := time.Now()
				_, _, err := o.ask(ctx, "key", 2, func() (middleware.InitializeOutput, middleware.Metadata, error) {
					return middleware.InitializeOutput{}, middleware.Metadata{}, ctx.Err()
				})
				if class, _ := Classify(err, nil); class != tc.want || time.Since(start) > time.Minute+sayingWhy {
					t.Errorf("%s after %s: %v", class, time.Since(start), err)
				}
				time.Sleep(2 * time.Hour) // until who asked has ended
			})
		})
	}
}

func TestOnce(t *testing.T) {
	denied := &smithy.GenericAPIError{Code: "AccessDenied"}
	throttled := &smithy.GenericAPIError{Code: "Throttling"}
	for name, tc := range map[string]struct {
		errs       []error
		sent, fail int
	}{
		"an answer is shared":                     {nil, 1, 0},
		"so is a denial":                          {[]error{denied}, 1, 3},
		"what was throttled is asked for again":   {[]error{throttled}, 2, 1},
		"... until somebody has an answer":        {[]error{throttled, throttled}, 3, 2},
		"an interrupted request is not an answer": {[]error{context.Canceled}, 2, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := &once{flights: map[string]*flight{}}
				got, sent := ask(o, 3, 3, tc.errs...)
				failed := 0
				for _, g := range got {
					if g.err != nil {
						failed++
					} else if g.result != "answer" {
						t.Errorf("got %v", g.result)
					}
				}
				if sent != tc.sent || failed != tc.fail {
					t.Errorf("%d were sent and %d failed, instead of %d and %d", sent, failed, tc.sent, tc.fail)
				}
			})
		})
	}
}

func TestOnceLetsGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := &once{flights: map[string]*flight{}}
		if _, sent := ask(o, 2, 2); sent != 1 || len(o.flights) != 0 {
			t.Errorf("%d were sent, and %d answers are kept after the last user", sent, len(o.flights))
		}
		if _, sent := ask(o, 1, 2); sent != 1 || len(o.flights) != 1 {
			t.Errorf("%d were sent, and %d answers are kept while one user is left", sent, len(o.flights))
		}
		g := &Gate{once: o}
		g.Forget("other")
		if len(o.flights) != 1 {
			t.Error("the answers of another account are gone")
		}
		o.flights["111122223333 us-east-1"] = o.flights["key"]
		g.Forget("111122223333")
		if len(o.flights) != 1 {
			t.Error("the answers of an account that was read are kept")
		}
	})
}

func TestOnceAfterAPanic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := &once{flights: map[string]*flight{}}
		var wait sync.WaitGroup
		begun := make(chan struct{})
		wait.Go(func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic is gone")
				}
			}()
			_, _, _ = o.ask(context.Background(), "key", 2, func() (middleware.InitializeOutput, middleware.Metadata, error) {
				<-begun
				panic("a mistake of the SDK")
			})
		})
		synctest.Wait()
		wait.Go(func() {
			synctest.Wait() // until the other one waits for the answer
			close(begun)
		})
		out, _, err := o.ask(context.Background(), "key", 2, func() (middleware.InitializeOutput, middleware.Metadata, error) {
			return middleware.InitializeOutput{Result: "answer"}, middleware.Metadata{}, nil
		})
		wait.Wait()
		if err != nil || out.Result != "answer" {
			t.Errorf("got %v, %v", out.Result, err)
		}
	})
}

func TestOnceEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := &once{flights: map[string]*flight{"key": {done: make(chan struct{}), left: 1}}}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, _, err := o.ask(ctx, "key", 2, nil); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}

func TestWhatIsSharedIsWhatSeveralAsk(t *testing.T) {
	o := newOnce([]*Collector{{List: "a:List", Also: []string{"b:List", "ec2:DescribeSnapshots"}}, {List: "a:List", Also: []string{"a:List", "ec2:DescribeSnapshots"}}})
	if len(o.users) != 1 || o.users["a:List"] != 2 {
		t.Errorf("shared are %v", o.users)
	}
}
