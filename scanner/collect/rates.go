package collect

import (
	"context"
	_ "embed"
	"encoding/csv"
	"fmt"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"
)

// ratesTable is what AWS publishes of how often its APIs may be called: by service and operations (names, or patterns with *) the calls a
// second and the burst; whether each operation has a bucket of its own or the row's operations share one; whether it counts by Region or for
// the account; where that is said, and the day on which the number was compared with it (none: not lately). Of a service's rows the first that fits counts, and the row * for services without any.
//
//go:embed rates.csv
var ratesTable string

// published is one row of it.
type published struct {
	operations  []string
	own         bool // each operation has a bucket of its own
	global      bool // one bucket for the account, whatever the region
	rate, burst float64
	source      string
	read        string
}

// publishedRates is the table by service, in its order.
var publishedRates = sync.OnceValue(func() map[string][]published {
	rows, err := readRates(ratesTable)
	if err != nil {
		panic("scanner/collect/rates.csv: " + err.Error())
	}
	return rows
})

// counted is where calls in a region count: there, or for the whole account.
func (p published) counted(region string) string {
	if p.global {
		return "global"
	}
	return region
}

func readRates(table string) (map[string][]published, error) {
	records, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		return nil, err
	}
	out := map[string][]published{}
	for i, r := range records {
		if i == 0 {
			continue
		}
		p := published{operations: strings.Fields(r[1]), own: r[2] == "operation", global: r[5] == "account", source: r[6], read: r[7]}
		var errRate, errBurst error
		p.rate, errRate = strconv.ParseFloat(r[3], 64)
		p.burst, errBurst = strconv.ParseFloat(r[4], 64)
		if errRate != nil || errBurst != nil || p.rate <= 0 || p.burst < 1 || r[2] != "operation" && r[2] != "family" || r[5] != "region" && r[5] != "account" {
			return nil, fmt.Errorf("row %d is not one: %v", i+1, r)
		}
		out[r[0]] = append(out[r[0]], p)
	}
	return out, nil
}

// rateOf is the row for an operation ("sns:ListTopics"), and the name of the family whose bucket its calls take from.
func rateOf(operation string) (published, string) {
	service, name, _ := strings.Cut(operation, ":")
	for _, row := range publishedRates()[service] {
		for _, pattern := range row.operations {
			if fits, _ := path.Match(pattern, name); !fits {
				continue
			}
			if row.own {
				return row, operation
			}
			return row, service + ":" + row.operations[0]
		}
	}
	return publishedRates()["*"][0], service + ":*"
}

// PublishedRate is what AWS allows one account for an operation ("sns:ListTopics"): calls a second, the burst, and which bucket of the account
// in the region they come from.
func PublishedRate(operation, region string) (bucket string, perSecond, burst float64) {
	row, family := rateOf(operation)
	return row.counted(region) + " " + family, row.rate, row.burst
}

// A throttle answer says that others use the same rate, or that it is lower than published: the bucket's rate is cut, for calls that are
// answered together once, and grows back slowly.
const (
	cutTo     = 0.6              // of the rate that a throttle answer met
	leastOf   = 0.02             // of the full rate: so slow at most
	cutOnce   = time.Second      // answers within it are of one cause
	growAfter = 5 * time.Second  // without a throttle answer
	keptFor   = 5 * gathering    // a token that was tried for
	growOver  = 60 * time.Second // from nothing to the full rate
)

// bucket gives out the calls of one account, region and family, in the order in which they are asked for.
type bucket struct {
	mu     sync.Mutex
	full   float64 // calls a second while nothing is throttled
	rate   float64 // now
	burst  float64
	tokens float64
	seen   time.Time // when tokens was true
	cut    time.Time // when the rate was last cut
	why    error     // the throttle answer that last cut it
	kept   time.Time // until then one token is for who tries
	queue  []chan struct{}
	timer  *time.Timer
}

func newBucket(rate, burst float64) *bucket {
	return &bucket{full: rate, rate: rate, burst: max(1, burst), tokens: max(1, burst), seen: time.Now()}
}

// take waits for a call's turn. It returns an error only when ctx ends.
func (b *bucket) take(ctx context.Context) error {
	b.mu.Lock()
	b.fill()
	if len(b.queue) == 0 && b.tokens >= 1 {
		b.tokens--
		b.mu.Unlock()
		return ctx.Err()
	}
	turn := make(chan struct{})
	b.queue = append(b.queue, turn)
	b.wake()
	b.mu.Unlock()
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
		b.mu.Lock()
		defer b.mu.Unlock()
		for i, other := range b.queue {
			if other == turn {
				b.queue = append(b.queue[:i], b.queue[i+1:]...)
				break
			}
		}
		return ctx.Err()
	}
}

// give takes a turn back that was not used.
func (b *bucket) give() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fill()
	if len(b.queue) > 0 {
		close(b.queue[0])
		b.queue = b.queue[1:]
		return
	}
	b.tokens = min(b.burst, b.tokens+1)
}

// try takes a turn if one is there. If not, the next one is kept for who tries again soon, before those that wait.
func (b *bucket) try() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fill()
	if b.tokens < 1 {
		b.kept = time.Now().Add(keptFor)
		return false
	}
	b.tokens--
	b.kept = time.Time{}
	return true
}

// fill adds the tokens of the time that has passed, and lets the rate grow.
func (b *bucket) fill() {
	now := time.Now()
	passed := now.Sub(b.seen).Seconds()
	b.seen = now
	b.tokens = min(b.burst, b.tokens+passed*b.rate)
	if b.rate < b.full && now.Sub(b.cut) > growAfter {
		b.rate = min(b.full, b.rate+b.full*passed/growOver.Seconds())
	}
}

// wake has the timer serve the queue when the next token is there.
func (b *bucket) wake() {
	if len(b.queue) == 0 || b.timer != nil {
		return
	}
	wait := time.Duration(max(0, 1-b.tokens)/b.rate*float64(time.Second)) + time.Microsecond // rounded up, lest it wakes for nothing
	if b.tokens >= 1 {                                                                       // it is kept
		wait = time.Until(b.kept) + time.Microsecond
	}
	b.timer = time.AfterFunc(wait, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.timer = nil
		b.fill()
		least := 1.0
		if time.Now().Before(b.kept) {
			least = 2
		}
		for len(b.queue) > 0 && b.tokens >= least {
			b.tokens--
			close(b.queue[0])
			b.queue = b.queue[1:]
		}
		b.wake()
	})
}

// slowed is the throttle answer for which the bucket gives out less than it could; nil when it does not.
func (b *bucket) slowed() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.rate < b.full {
		return b.why
	}
	return nil
}

// throttled lowers the rate after a throttle answer to a call that was sent at that time.
func (b *bucket) throttled(sent time.Time, answer error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	b.fill()
	b.tokens = min(b.tokens, 0) // the burst is used up, whoever used it
	if sent.After(b.cut) && now.Sub(b.cut) >= cutOnce || b.cut.IsZero() {
		b.rate = max(b.rate*cutTo, b.full*leastOf)
		b.cut, b.why = now, answer
	}
}
