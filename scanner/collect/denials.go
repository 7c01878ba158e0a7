package collect

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"kijun/scanner/actions"
)

// A scan must not set off the alarms of the people it protects. BLEA's counts the records of CloudTrail whose error is AccessDenied* or
// *UnauthorizedOperation, and fires at five in five minutes. So a call that may be denied is sent only while it and all others like it, together
// with what was denied in the last five minutes, are no more than the budget: whatever the answers, the alarm stays silent.
// What may be denied is learned from the answers:
//
//   - At the first denial IAM itself is asked what the caller may do (iam:SimulatePrincipalPolicy, if that is allowed): what it denies is not
//     called, or last, and what it allows first.
//     Who has it asked before anything (Limits.AskFirst) has its word believed, service by service, as long as it is true.
//   - An operation is tried by one call in an account. Once it was answered the others follow, the more at a time the longer no answer was a
//     denial. Once it was denied, and never worked, it is not called again, in no region and for no element.
//   - The first call that is answered in a region opens it: a region can be closed as a whole.
//   - Buckets, keys and roles have policies that decide alone. A call about them may be denied until the policy was read and says otherwise.
//     An element of which two operations were denied and none allowed is left alone.
const (
	denialWindow  = 5 * time.Minute
	windowMargin  = 2 * time.Second       // the answer's way back, and the clock of the alarm
	deniedByThen  = 3 * time.Second       // what is denied is denied at once; a call that hangs longer is of another kind and blocks nobody
	itemsToLearn  = 4                     // elements that deny an operation, none having allowed it, until it is believed to be denied for all
	deniesOfItem  = 2                     // operations that an element denies, none being allowed, until it is left alone
	earlyAnswers  = 50                    // answers after which the caller is taken for one that may read; before, one denial is kept for asking IAM
	closesARegion = 2                     // services that deny in a region what they allow elsewhere
	idle          = time.Second           // without a call under way, before what is likely to be denied is called
	longWait      = time.Second           // a call that waits longer leaves its place to others
	learnsToTrust = 12                    // operations that list, and as many others, that IAM allowed and that worked, until its word is believed
	trusts        = 16                    // calls under way that IAM's word alone lets go
	gathering     = 20 * time.Millisecond // calls that come together are sorted before one of them tries an operation
)

// DefaultDenialBudget is one denial less than BLEA's alarm waits for.
const DefaultDenialBudget = 4

// BudgetError is a call that was not sent, because it might have been denied and the budget for that was used up until the scan's end.
type BudgetError struct {
	Operation string
	Budget    int
}

// Error says why the call was not made.
func (e *BudgetError) Error() string {
	if e.Budget == NoDenial {
		return "not called: it would probably be denied, and no denial is wanted (--denial-budget)"
	}
	return fmt.Sprintf("not called: it might be denied, and %d denials in five minutes are the most that is wanted (--denial-budget)", e.Budget)
}

// LearnedError is a call that was not sent, because the same was denied before.
type LearnedError struct{ Operation, Why string }

// Error says what was denied before.
func (e *LearnedError) Error() string { return "not called: " + e.Why }

// DenialStats is what the budget did in a scan.
type DenialStats struct {
	Learned int           // calls that were not made, because they had been denied before
	Unasked int           // calls that were not made for want of budget
	Waited  int           // calls that waited for the window
	Longest time.Duration // the longest wait
	Waiting int           // calls that wait now
}

// policied are the services in which the policy of a resource can deny what the caller's own policies allow.
var policied = map[string]bool{"backup": true, "codebuild": true, "dynamodb": true, "ecr": true, "efs": true, "es": true, "events": true, "kms": true, "lambda": true,
	"opensearch": true, "s3": true, "s3control": true, "secretsmanager": true, "sns": true, "sqs": true, "sts": true}

// alone are those of them whose resources commonly do: each is asked with care until it is known not to. The operation gives its policy.
var alone = map[string]string{"s3": "s3:GetBucketPolicy", "kms": "kms:GetKeyPolicy", "sts": ""}

// everywhere are services that answer also in a region that an organization has closed: Control Tower's control for regions exempts them
// (https://docs.aws.amazon.com/controltower/latest/controlreference/primary-region-deny-policy.html).
var everywhere = map[string]bool{"account": true, "acm": true, "chatbot": true, "cloudfront": true, "config": true, "health": true, "iam": true, "kms": true, "notifications": true,
	"organizations": true, "route53": true, "s3": true, "s3control": true, "shield": true, "sso-admin": true, "sts": true, "wafv2": true}

// seldom are services that roles for reading an account often may not ask: they are tried last.
var seldom = map[string]bool{"account": true, "controltower": true, "detective": true, "notifications": true, "notificationscontacts": true, "organizations": true, "sso-admin": true,
	"ssm-incidents": true, "bedrock-agentcore-control": true}

// call is a request on its way, as the ledger sees it.
type call struct {
	operation, service, region string
	item                       string // bucket, key or role that it is about; "" for another
	global                     bool   // its service is one for all regions
	o                          *learned
	i                          *item
	wait                       chan error
	waits                      func()      // told before the call waits, and gives its turn at the bucket back
	turn                       func() bool // takes one again, if there is one
	turned                     bool        // it has
	since                      time.Time
	end                        time.Time // when it gives up waiting; zero: never
	reserved                   bool      // it counts as one that may be denied
	trusted                    bool      // it is under way because IAM allows it
	counted                    bool      // it is under way and does not
}

// learned is what the answers say of an operation.
type learned struct {
	allowed int             // answers that were no denial
	denied  map[string]bool // items, or regions, that denied it
	free    int             // calls under way that do not count against the budget
	trying  int             // those that do
	never   string          // why it is not called any more; "" as long as it is
	told    Verdict         // what IAM says of it
	careful bool            // it was denied although it had been allowed before
}

// item is what the answers say of a bucket, key or role.
type item struct {
	allowed, denied int
	ops             []string    // that were denied
	policy          *statements // nil until it was read
}

// ledger keeps the denials of one account.
type ledger struct {
	account string
	limit   int // Limits.Denials

	mu      sync.Mutex
	recent  []time.Time // denials of the last window
	held    int         // calls under way that may be denied
	flying  int         // those that are not expected to be
	ops     map[string]*learned
	items   map[string]*item
	trying  map[string]int              // calls under way that may be denied, by region
	open    map[string]bool             // regions, and region/service, in which a call was allowed
	closing map[string]map[string]bool  // region -> services that were denied there what they allow elsewhere
	queue   []*call                     // by operation, region and item, so that the same wait for the same
	opens   bool                        // a timer serves what waits for the window
	gathers bool                        // a timer serves calls that come together
	again   bool                        // a timer serves what had no turn at its bucket
	answers int                         // that were no denial
	quiet   time.Time                   // when the last call was answered
	later   bool                        // a timer serves what is likely to be denied
	trust   bool                        // what IAM allows may be believed
	trusted int                         // calls under way that are
	trials  map[string]int              // calls under way that may be denied, by service
	proven  map[string]int              // operations that IAM allowed and that worked, by service, and by whether they list
	consult func() map[string]Verdict   // asks IAM; nil when it was asked, or cannot be
	asking  bool                        // IAM, now
	list    func(operation string) bool // is the operation a listing, for which no single resource's policy counts?
	stats   DenialStats
}

func newLedger(account string, limit int) *ledger {
	return &ledger{account: account, limit: limit, ops: map[string]*learned{}, items: map[string]*item{}, trying: map[string]int{}, open: map[string]bool{}, closing: map[string]map[string]bool{}, proven: map[string]int{}, trials: map[string]int{}}
}

func (l *ledger) op(operation string) *learned {
	o := l.ops[operation]
	if o == nil {
		o = &learned{denied: map[string]bool{}}
		l.ops[operation] = o
	}
	return o
}

// know finds what is known of what the call is about.
func (l *ledger) know(c *call) {
	c.o = l.op(c.operation)
	if c.item != "" {
		key := c.service + "/" + c.item
		if c.i = l.items[key]; c.i == nil {
			c.i = &item{}
			l.items[key] = c.i
		}
	}
	row, _ := rateOf(c.operation)
	c.global = row.global
}

// admit waits until the call may be sent; ends is the end of the whole scan. The error is a LearnedError, a BudgetError, or that of a context.
func (l *ledger) admit(ctx, ends context.Context, c *call) error {
	if l.limit == 0 {
		return nil
	}
	l.mu.Lock()
	l.know(c)
	if c.o.allowed > 0 || l.known(c) != "" {
		if err, ok := l.decide(c); ok {
			l.mu.Unlock()
			return err
		}
	}
	for _, x := range []context.Context{ctx, ends} {
		if end, ok := x.Deadline(); ok && (c.end.IsZero() || end.Before(c.end)) {
			c.end = end
		}
	}
	if l.hopeless(c) {
		l.stats.Unasked++
		l.mu.Unlock()
		return &BudgetError{c.operation, l.limit}
	}
	c.wait, c.since = make(chan error, 1), time.Now()
	if c.waits != nil {
		c.waits()
	}
	at, _ := slices.BinarySearchFunc(l.queue, c, func(a, b *call) int {
		return cmp.Or(cmp.Compare(a.operation, b.operation), cmp.Compare(a.region, b.region), cmp.Compare(a.item, b.item), -1) // behind its equals
	})
	l.queue = slices.Insert(l.queue, at, c)
	if c.o.allowed == 0 {
		l.soon(&l.gathers, gathering)
	}
	l.wake()
	l.mu.Unlock()
	long := time.NewTimer(longWait)
	defer long.Stop()
	for {
		select {
		case err := <-c.wait:
			return err
		case <-long.C:
			defer park(ctx)()
			continue
		case <-ctx.Done():
		case <-ends.Done():
		}
		break
	}
	cause := cmp.Or(ctx.Err(), ends.Err())
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case err := <-c.wait: // decided at the same time
		if err != nil {
			return err
		}
		l.give(c)
		return cause
	default:
	}
	l.queue = slices.DeleteFunc(l.queue, func(other *call) bool { return other == c })
	if l.expire(); !errors.Is(cause, context.DeadlineExceeded) || len(l.recent) < max(l.limit, 1) {
		return cause // it waited for answers, and not for the window
	}
	l.stats.Unasked++
	return &BudgetError{c.operation, l.limit}
}

// hopeless says whether nothing can happen before the call gives up that would let it go.
func (l *ledger) hopeless(c *call) bool {
	if l.held+l.flying > 0 || len(l.recent) < max(l.limit, 1) || c.end.IsZero() {
		return false
	}
	return !l.recent[len(l.recent)-max(l.limit, 1)].Add(denialWindow + windowMargin).Before(c.end)
}

// decide lets a call go, or refuses it; ok is false if it has to wait.
func (l *ledger) decide(c *call) (err error, ok bool) {
	if why := l.known(c); why != "" {
		l.stats.Learned++
		return &LearnedError{c.operation, why}, true
	}
	if l.safe(c) {
		c.o.free++
		l.flying++
		c.counted = true
		return nil, true
	}
	if l.limit == NoDenial && likely(c) {
		l.stats.Unasked++
		return &BudgetError{c.operation, l.limit}, true
	}
	if l.believes(c) {
		c.o.trying++
		l.trusted++
		l.flying++
		c.trusted = true
		return nil, true
	}
	l.expire()
	if !l.may(c) {
		return nil, false
	}
	l.held++
	l.trials[c.service]++
	c.o.trying++
	l.trying[c.region]++
	c.reserved = true
	return nil, true
}

// may says whether a call may go that might be denied.
func (l *ledger) may(c *call) bool {
	switch {
	case l.held+len(l.recent) >= l.room(c):
		return false
	case l.asking && c.operation != simulation:
		return false
	case likely(c) && (l.held+l.flying > 0 || time.Since(l.quiet) < idle):
		return false
	case c.o.allowed == 0 && c.o.trying > 0: // one call tries the operation
		return false
	case c.global || everywhere[c.service] || l.open[c.region]:
		return true
	}
	return l.trying[c.region] < closesARegion // what the closing of a region costs
}

// room is how many calls may be denied, or be under way that might be.
func (l *ledger) room(c *call) int {
	if l.consult != nil && l.answers < earlyAnswers && c.operation != simulation {
		return max(l.limit-1, 1)
	}
	return max(l.limit, 1)
}

// known is why a call is not worth making; "" if it is.
func (l *ledger) known(c *call) string {
	services := l.closing[c.region]
	switch {
	case c.o.never != "":
		return c.o.never
	case c.i != nil && c.i.allowed == 0 && c.i.denied >= deniesOfItem:
		return strings.Join(c.i.ops, " and ") + " were denied for this one, and nothing was allowed"
	case len(services) > 0 && !c.global && (services[c.service] || len(services) >= closesARegion && !everywhere[c.service]):
		return fmt.Sprintf("%s denied in %s what is allowed elsewhere", strings.Join(slices.Sorted(maps.Keys(services)), " and "), c.region)
	}
	return ""
}

// likely says whether a call is likely to be denied.
func likely(c *call) bool {
	return c.o.careful || c.o.told > Allows || len(c.o.denied) > 0 || c.i != nil && c.i.denied > 0
}

// Verdict is what IAM says of an operation: nothing, that it is allowed, that it is not allowed, or that it is denied whatever allows it.
type Verdict int

// The verdicts of IAM.
const (
	Unknown Verdict = iota
	Allows
	Lacks
	Denies
)

// simulation is the operation that asks IAM.
const simulation = "iam:SimulatePrincipalPolicy"

// ask asks IAM: after the first denial, while calls that may be denied wait, or before anything, while none do.
func (l *ledger) ask(first bool) {
	consult := l.consult
	if consult == nil || l.asking {
		return
	}
	l.asking, l.consult = !first, nil
	go func() {
		told := consult()
		l.mu.Lock()
		defer l.mu.Unlock()
		l.asking, l.trust = false, first
		for operation, verdict := range told {
			o := l.op(operation)
			o.told = verdict
			if o.allowed == 0 && (verdict == Denies && !policied[service(operation)] || verdict >= Lacks && l.listing(operation)) {
				o.never = operation + " is denied, as " + simulation + " says"
			}
		}
		l.serve()
	}()
}

// listing says whether an operation lists, and so asks no single resource's policy.
func (l *ledger) listing(operation string) bool {
	return l.list != nil && l.list(operation) || listsByName(operation)
}

// safe says whether a call will be answered, as far as that can be known.
func (l *ledger) safe(c *call) bool {
	if c.o.allowed == 0 || c.o.careful || !c.global && !l.open[c.region] && !l.open[c.region+"/"+c.service] {
		return false
	}
	if c.i != nil && (c.i.policy == nil || !c.i.policy.allow(c.service, c.operation, l.account)) {
		return false
	}
	if l.trust && c.o.told == Allows {
		return c.o.free < max(trusts, c.o.allowed)
	}
	return c.o.free < max(1, c.o.allowed/4)
}

// believes says whether IAM's word is enough to let a call go that tries an operation: it was true for other operations of the service and of
// the kind. It does not tell what a session's policy or an endpoint's denies.
func (l *ledger) believes(c *call) bool {
	return l.trust && c.o.told == Allows && c.o.allowed == 0 && c.o.trying == 0 && c.i == nil && !likely(c) && (c.global || everywhere[c.service] || l.open[c.region]) &&
		l.trusted < trusts && l.proven[c.service] > 0 && l.proven[l.kind(c.operation)] >= learnsToTrust
}

// kind tells operations that list from those about one thing.
func (l *ledger) kind(operation string) string {
	if l.listing(operation) {
		return "lists"
	}
	return "tells"
}

// expire forgets denials that no window holds any more.
func (l *ledger) expire() {
	old := time.Now().Add(-denialWindow - windowMargin)
	for len(l.recent) > 0 && !l.recent[0].After(old) {
		l.recent = l.recent[1:]
	}
}

// refused is why a call is not worth its turn, before it waits for that.
func (l *ledger) refused(c *call) error {
	if l.limit == 0 {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.know(c)
	if why := l.known(c); why != "" {
		l.stats.Learned++
		return &LearnedError{c.operation, why}
	}
	return nil
}

// sent says that a call is on its way now: the answer to one that is denied comes at once.
func (l *ledger) sent(c *call) {
	if c.o != nil {
		time.AfterFunc(deniedByThen, func() { l.late(c) })
	}
}

// late no longer counts a call that hangs.
func (l *ledger) late(c *call) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if c.reserved {
		l.give(c)
		l.open[c.region] = true // who hangs does not deny
		l.serve()
	}
}

// give takes back what was kept for a call.
func (l *ledger) give(c *call) {
	if c.reserved {
		c.reserved = false
		l.trials[c.service]--
		c.o.trying--
		l.trying[c.region]--
		l.held--
	}
	if c.trusted {
		c.trusted = false
		c.o.trying--
		l.trusted--
		l.flying--
	}
	if c.counted {
		c.counted = false
		c.o.free--
		l.flying--
	}
}

// serve lets go what may go now, the most useful first.
func (l *ledger) serve() {
	l.expire()
	decided := func(c *call, err error) {
		if waited := time.Since(c.since); waited > deniedByThen {
			l.stats.Waited++
			l.stats.Longest = max(l.stats.Longest, waited)
		}
		c.wait <- err
	}
	kept := l.queue[:0]
	for _, c := range l.queue { // what needs no reservation
		if l.known(c) == "" && !l.safe(c) && !(l.limit == NoDenial && likely(c)) && !l.believes(c) {
			kept = append(kept, c)
			continue
		}
		err, _ := l.decide(c)
		decided(c, err)
	}
	clear(l.queue[len(kept):])
	l.queue = kept
	var slow map[*call]bool // what has no turn at its bucket now keeps nobody from being tried
	for !l.gathers {
		best := -1
		for n, c := range l.queue {
			if !slow[c] && l.may(c) && (best < 0 || l.rank(c) < l.rank(l.queue[best])) {
				best = n
			}
		}
		if best < 0 {
			break
		}
		c := l.queue[best]
		if c.turn != nil && !c.turn() {
			if slow == nil {
				slow = map[*call]bool{}
			}
			slow[c] = true
			continue
		}
		c.turned = true
		err, _ := l.decide(c)
		l.queue = slices.Delete(l.queue, best, best+1)
		decided(c, err)
	}
	l.queue = slices.DeleteFunc(l.queue, func(c *call) bool {
		if !l.hopeless(c) {
			return false
		}
		l.stats.Unasked++
		decided(c, &BudgetError{c.operation, l.limit})
		return true
	})
	if len(slow) > 0 {
		l.soon(&l.again, gathering)
	}
	l.wake()
}

// rank orders calls that wait: those that tell most first, those that are likely to be denied last.
func (l *ledger) rank(c *call) int {
	switch {
	case likely(c):
		return 5
	case l.trust && c.o.allowed == 0 && c.o.told == Allows && l.proven[c.service] == 0 && l.trials[c.service] == 0 && c.i == nil:
		return -1
	case c.o.allowed == 0 && c.o.told == Allows || c.operation == simulation:
		return 0
	case c.o.allowed == 0 && !seldom[c.service]:
		return 1
	case c.operation == alone[c.service]:
		return 2
	case c.o.allowed > 0:
		return 3
	}
	return 4
}

// wake has the timer serve the queue when the window lets a denial go.
func (l *ledger) wake() {
	if l.held+l.flying == 0 && time.Since(l.quiet) < idle && slices.ContainsFunc(l.queue, likely) {
		l.soon(&l.later, idle-time.Since(l.quiet))
	}
	if len(l.recent) > 0 && len(l.queue) > 0 {
		l.soon(&l.opens, time.Until(l.recent[0].Add(denialWindow+windowMargin))+time.Millisecond)
	}
}

// soon has the queue served after a while; pending says that it will be already.
func (l *ledger) soon(pending *bool, after time.Duration) {
	if *pending {
		return
	}
	*pending = true
	time.AfterFunc(after, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		*pending = false
		l.serve()
	})
}

// answered learns from the outcome of a call.
func (l *ledger) answered(c *call, err error, result any) {
	if c.o == nil {
		return
	}
	class := Class("")
	if err != nil {
		class, _ = Classify(err, nil)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	defer l.serve()
	l.give(c)
	l.quiet = time.Now()
	o, i := c.o, c.i
	if class == AccessDenied && o.told == Allows {
		l.trust = false
	}
	if class == AccessDenied {
		l.recent = append(l.recent, time.Now())
		if MacieOff(err) { // it says so to those who may ask, and CloudTrail records it as a denial
			o.allowed++
			o.careful = true
			return
		}
		l.denied(c, err)
		if c.operation != simulation && c.service != "sts" {
			l.ask(false)
		}
		return
	}
	if !decided(err, class) {
		return
	}
	if o.allowed == 0 && o.told == Allows {
		l.proven[c.service]++
		l.proven[l.kind(c.operation)]++
	}
	o.allowed++
	l.answers++
	if i != nil {
		i.allowed++
		if c.operation == alone[c.service] {
			i.policy = readStatements(policyOf(result))
		}
	}
	l.open[c.region+"/"+c.service] = true
	if !everywhere[c.service] {
		l.open[c.region] = true
		delete(l.closing, c.region)
	}
}

// decided says whether an outcome shows that the caller may ask.
func decided(err error, class Class) bool {
	switch class {
	case "", NotConfigured, Vanished, Unsupported:
		return true
	case Other:
		status, ok := statusOf(err)
		return ok && status < 500
	}
	return false // what else fails has not come to the question, or another than AWS answered
}

// denied learns from a denial.
func (l *ledger) denied(c *call, err error) {
	o, i := c.o, c.i
	place := "in " + c.region
	if c.global {
		place = "in this account"
	}
	if i != nil {
		i.denied++
		i.ops = append(i.ops, c.operation)
		o.denied[c.item] = true
		if o.allowed == 0 && (ownPolicies(err) || len(o.denied) >= itemsToLearn) && c.service != "sts" {
			o.never = fmt.Sprintf("%s was denied %s", c.operation, place)
		}
		return
	}
	o.denied[c.region] = true
	switch {
	case o.allowed == 0 && (!policied[c.service] || ownPolicies(err) || l.listing(c.operation) || len(o.denied) >= itemsToLearn):
		o.never = fmt.Sprintf("%s was denied %s", c.operation, place)
	case o.allowed > 0 && !c.global && !l.open[c.region]:
		if l.closing[c.region] == nil {
			l.closing[c.region] = map[string]bool{}
		}
		l.closing[c.region][c.service] = true
	default:
		o.careful = true
	}
}

// listsByName says whether an operation lists, judged by its name.
func listsByName(operation string) bool {
	name := OperationName(operation)
	return strings.HasPrefix(name, "List") && !strings.HasPrefix(name, "ListTags") || strings.HasPrefix(name, "Describe")
}

// ownPolicies says whether a denial names what is the same for every resource: AWS says which kind of policy denies, or lacks the allowance
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html).
func ownPolicies(err error) bool {
	text := err.Error()
	for _, kind := range []string{"no identity-based policy", "in a service control policy", "no service control policy", "in a permissions boundary", "no permissions boundary",
		"in a session policy", "no session policy"} {
		if strings.Contains(text, kind) {
			return true
		}
	}
	return false
}

// numbers are the ledger's.
func (l *ledger) numbers() DenialStats {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.stats
	s.Waiting = len(l.queue)
	return s
}

// itemOf is the bucket, key or role that the input of a call names.
func itemOf(service string, in any) string {
	field, ok := map[string]string{"s3": "Bucket", "kms": "KeyId", "sts": "RoleArn"}[service]
	if !ok {
		return ""
	}
	v := reflect.ValueOf(in)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		return ""
	}
	if p, ok := fieldOf(v.Elem(), field).(*string); ok && p != nil {
		return *p
	}
	return ""
}

func fieldOf(v reflect.Value, name string) any {
	if f := v.FieldByName(name); f.IsValid() && f.CanInterface() {
		return f.Interface()
	}
	return nil
}

// policyOf is the policy in the output of a call that reads one.
func policyOf(out any) *string {
	v := reflect.ValueOf(out)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		return nil
	}
	p, _ := fieldOf(v.Elem(), "Policy").(*string)
	return p
}

// statements are the policy of a resource, as far as it says whether the caller may go on reading.
type statements struct {
	whole bool // it could be read
	list  []statement
}

type statement struct {
	Effect    string
	Action    texts
	NotAction texts
	Principal any
	Condition map[string]map[string]any
}

// texts are one text or several.
type texts []string

// UnmarshalJSON takes both forms.
func (t *texts) UnmarshalJSON(raw []byte) error {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		*t = texts{one}
		return nil
	}
	return json.Unmarshal(raw, (*[]string)(t))
}

// readStatements reads a policy; nil is none at all.
func readStatements(policy *string) *statements {
	if policy == nil || *policy == "" {
		return &statements{whole: true}
	}
	text := *policy
	if decoded, err := url.QueryUnescape(text); err == nil && strings.HasPrefix(text, "%7B") {
		text = decoded
	}
	var many struct{ Statement []statement }
	if json.Unmarshal([]byte(text), &many) != nil {
		var one struct{ Statement statement }
		if json.Unmarshal([]byte(text), &one) != nil {
			return &statements{}
		}
		many.Statement = []statement{one.Statement}
	}
	return &statements{whole: true, list: many.Statement}
}

// allow says whether the policy certainly does not stand in the way of an operation: it denies nothing that fits, and a key's, without
// which nobody's own policy counts, leaves it to the account.
func (s *statements) allow(service, operation, account string) bool {
	if !s.whole {
		return false
	}
	needed, _, _ := actions.Lookup(operation)
	for _, action := range needed {
		left := service != "kms"
		for _, st := range s.list {
			if st.Effect == "Deny" && !overTLS(st.Condition) && (st.NotAction != nil || matches(st.Action, action)) {
				return false
			}
			if st.Effect == "Allow" && len(st.Condition) == 0 && st.NotAction == nil && matches(st.Action, action) && toAccount(st.Principal, account) {
				left = true
			}
		}
		if !left {
			return false
		}
	}
	return len(needed) > 0
}

// overTLS says whether a condition holds for requests without TLS only, which kijun does not make.
func overTLS(condition map[string]map[string]any) bool {
	if len(condition) != 1 || len(condition["Bool"]) != 1 {
		return false
	}
	for name, v := range condition["Bool"] {
		return strings.EqualFold(name, "aws:SecureTransport") && slices.Contains([]string{"false", "[false]"}, strings.ToLower(fmt.Sprint(v)))
	}
	return false
}

func toAccount(principal any, account string) bool {
	m, ok := principal.(map[string]any)
	if !ok {
		return principal == "*"
	}
	list, ok := m["AWS"].([]any)
	if !ok {
		list = []any{m["AWS"]}
	}
	return slices.ContainsFunc(list, func(v any) bool {
		text, _ := v.(string)
		return text == "*" || text == account || strings.HasPrefix(text, "arn:") && strings.HasSuffix(text, "::"+account+":root")
	})
}

// matches says whether a pattern of actions, with * and ?, fits an action.
func matches(patterns texts, action string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return wild(strings.ToLower(p), strings.ToLower(action)) })
}

func wild(pattern, text string) bool {
	for i := 0; i < len(pattern); i++ {
		switch {
		case pattern[i] == '*':
			for n := 0; n <= len(text); n++ {
				if wild(pattern[i+1:], text[n:]) {
					return true
				}
			}
			return false
		case text == "" || pattern[i] != '?' && pattern[i] != text[0]:
			return false
		}
		text = text[1:]
	}
	return text == ""
}

// parked is how a call that waits for the window gives back, while it waits, what it holds of its runner.
type parked struct{ leave, back func() }

type parkedKey struct{}

// Parking has calls under ctx call leave before a wait that can be long, and back after it.
func Parking(ctx context.Context, leave, back func()) context.Context {
	return context.WithValue(ctx, parkedKey{}, parked{leave, back})
}

// park leaves what ctx holds; the function that it gives takes it again.
func park(ctx context.Context) func() {
	p, ok := ctx.Value(parkedKey{}).(parked)
	if !ok {
		return func() {}
	}
	p.leave()
	return p.back
}
