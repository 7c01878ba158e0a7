package scanner

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"testing"
	"time"
)

// TestSoak scans again and again in one process, with and without faults and interruptions, and looks at what stays of it: memory,
// goroutines, descriptors. KIJUN_SOAK=1 scans for longer (make soak).
func TestSoak(t *testing.T) {
	rounds := 15
	if os.Getenv("KIJUN_SOAK") != "" {
		rounds = 1500
	}
	c := &cloud{}
	serve(t, c)
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	one := func(n int) {
		o := options(t)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		c.mu.Lock()
		c.deny, c.block, c.asked = nil, nil, nil
		switch n % 5 {
		case 1:
			c.deny = map[string]string{"DescribeVpcs": "UnauthorizedOperation", "GetTrailStatus": "InternalError"}
		case 2: // interrupted
			c.block = func(operation string, _ *http.Request) {
				if operation == "ListTopics" {
					cancel()
				}
			}
		case 3: // connections that end within nothing
			c.block = func(operation string, _ *http.Request) {
				if operation == "DescribeTrails" {
					panic(http.ErrAbortHandler)
				}
			}
		case 4: // calls that nobody answers
			o.Limits.CallTimeout = 50 * time.Millisecond
			c.block = func(operation string, r *http.Request) {
				if operation == "GetTrailStatus" {
					<-r.Context().Done()
				}
			}
		}
		c.mu.Unlock()
		_, err := Scan(ctx, o)
		interrupted, hurried := n%5 == 2, n%5 == 4 // on a busy machine so little time may be too little for the first call, too
		if interrupted != (err != nil) && !hurried {
			t.Fatalf("scan %d: %v", n, err)
		}
		os.Remove(o.Path) // is not there after an interruption
	}
	type left struct{ heap, goroutines, descriptors int }
	// stays is what is left when connections that nobody uses any more are closed; it looks this often, and waits while there is more than most.
	stays := func(most left, times int) left {
		var now left
		for range times {
			server.CloseClientConnections()
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			now = left{heap: int(m.HeapAlloc), goroutines: runtime.NumGoroutine()}
			if open, err := os.ReadDir("/proc/self/fd"); err == nil { // elsewhere they are not counted
				now.descriptors = len(open)
			}
			if now.heap <= most.heap && now.goroutines <= most.goroutines && now.descriptors <= most.descriptors {
				break
			}
			time.Sleep(100 * time.Millisecond)
		}
		return now
	}
	for n := range 10 { // what is made once
		one(n)
	}
	first := stays(left{}, 20)
	for n := range rounds {
		one(n)
	}
	most := left{first.heap + 2<<20, first.goroutines + 2, first.descriptors + 2}
	last := stays(most, 300)
	if last.heap > most.heap || last.goroutines > most.goroutines || last.descriptors > most.descriptors {
		t.Errorf("after %d scans %+v is left, after the first ten it was %+v", rounds, last, first)
	}
	t.Logf("after %d scans %+v, after the first ten %+v", rounds, last, first)
}
