package collect

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"
)

// When the names of a whole region do not resolve (no way out to it, a resolver that knows some zones only), hundreds of calls in each account
// would find that out by themselves, each with its retries. A few of them are enough. A service that a region lacks has no name there either,
// so nothing is concluded while another call may still be answered, shortly after one was, or from names that were missing then.
const (
	namesOfRegion = 5                // of a region, none of which resolves while none does, until the others are not tried
	namesAgain    = 30 * time.Second // then one call tries again: a scan of hours must come through a resolver that fails for a minute
)

// UnresolvedError is a call whose host has no address, as its own look-up said or those of other hosts of the region.
type UnresolvedError struct{ Host string }

// Error is the same whether the host was looked up or not, for that depends on which call was first.
func (e *UnresolvedError) Error() string {
	return fmt.Sprintf("the name %s cannot be resolved", e.Host)
}

// names are what is known of the names of regions.
type names struct {
	mu      sync.Mutex
	regions map[string]*zone
}

// zone is what is known of one region's names.
type zone struct {
	flying   int             // calls under way
	lost     map[string]bool // hosts that did not resolve since the last answer
	absent   map[string]bool // hosts that did not resolve while others did
	answered time.Time       // last; zero: never
	again    time.Time       // when a call may try again
}

// zone is a region's; nil if the host's name does not tell the region: what a global service answers by says nothing of it. n.mu is held.
func (n *names) zone(region, host string) *zone {
	if !strings.Contains(host, "."+region+".") {
		return nil
	}
	if n.regions == nil {
		n.regions = map[string]*zone{}
	}
	z := n.regions[region]
	if z == nil {
		z = &zone{lost: map[string]bool{}, absent: map[string]bool{}}
		n.regions[region] = z
	}
	return z
}

// enter lets a call to a host go, or says why it is not even looked up.
func (n *names) enter(region, host string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	z := n.zone(region, host)
	if z == nil {
		return nil
	}
	now := time.Now()
	if len(z.lost) >= namesOfRegion && z.flying == 0 && now.Sub(z.answered) >= namesAgain {
		if now.Before(z.again) {
			return &UnresolvedError{host}
		}
		z.again = now.Add(namesAgain)
	}
	z.flying++
	return nil
}

// leave learns what a try of a call to a host came to that enter has let go.
func (n *names) leave(region, host string, err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	z := n.zone(region, host)
	if z == nil {
		return
	}
	z.flying--
	var dns *net.DNSError
	var last *lastError
	status, _ := statusOf(err) // 0 of what could not be sent
	switch {
	case errors.As(err, &dns):
		if z.absent[host] || !dns.IsNotFound && !errors.As(err, &last) { // the next try may find it
			return
		}
		if z.lost[host] = true; len(z.lost) == namesOfRegion {
			z.again = time.Now().Add(namesAgain)
		}
	case err == nil, status > 0:
		z.answered = time.Now()
		for host := range z.lost {
			z.absent[host] = true
		}
		clear(z.lost)
	}
}
