package collect

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"kijun/scanner/actions"
	"kijun/scanner/snapshot"
)

// RefusedError is a call that the guard did not let out: it is not declared, or not a read of the control plane.
type RefusedError struct{ Operation, Why string }

// Error names the operation and why it was refused.
func (e *RefusedError) Error() string {
	return fmt.Sprintf("%s was refused before it was sent: %s", e.Operation, e.Why)
}

// BlockedError is a call that was not sent, because a service control policy of the organization is known to deny it.
type BlockedError struct{ Operation, Policy string }

// Error names the operation and the policy.
func (e *BlockedError) Error() string { return "blocked by SCP " + e.Policy }

// services are the SDK's service ids whose botocore name is not the id in lower case without spaces.
var services = map[string]string{
	"Config Service": "config", "CloudWatch Logs": "logs", "EventBridge": "events", "SSO Admin": "sso-admin", "Elastic Load Balancing": "elb",
	"Elastic Load Balancing v2": "elbv2", "Elasticsearch Service": "es", "Database Migration Service": "dms", "Cognito Identity Provider": "cognito-idp",
	"Cognito Identity": "cognito-identity", "SFN": "stepfunctions", "Cost Explorer": "ce", "Service Quotas": "service-quotas",
	"Elastic Beanstalk": "elasticbeanstalk", "Resource Groups Tagging API": "resourcegroupstaggingapi", "ECR PUBLIC": "ecr-public",
	"Redshift Serverless": "redshift-serverless", "Application Auto Scaling": "application-autoscaling", "Bedrock AgentCore Control": "bedrock-agentcore-control", "Network Firewall": "network-firewall", "Directory Service": "ds", "WAF Regional": "waf-regional",
	"Bedrock Agent": "bedrock-agent", "SSM Incidents": "ssm-incidents",
}

// operation is "sns:GetTopicAttributes" for the call in ctx.
func operation(ctx context.Context) string {
	id := awsmiddleware.GetServiceID(ctx)
	name, ok := services[id]
	if !ok {
		name = strings.ToLower(strings.ReplaceAll(id, " ", ""))
	}
	return name + ":" + awsmiddleware.GetOperationName(ctx)
}

// always are the operations that the scanner itself needs: who am I, which regions and roles are there, and, after a denial, what may I ask.
var always = []string{"sts:GetCallerIdentity", "sts:AssumeRole", "ec2:DescribeRegions", "account:ListRegions", simulation}

// Allowed is the set of operations that may be called: what collectors declare, the scanner needs and more names, as far as each is a List
// or Read of the control plane. A declared operation that is not is an error of the program.
func Allowed(collectors []*Collector, more ...string) (map[string]bool, error) {
	out := map[string]bool{}
	for _, op := range slices.Concat(always, more) {
		out[op] = true
	}
	for _, c := range collectors {
		for _, op := range c.Operations() {
			out[op] = true
		}
	}
	for op := range out {
		if err := actions.Allowed(op); err != nil {
			return nil, fmt.Errorf("a collector declares an operation that is not allowed: %w", err)
		}
	}
	return out, nil
}

// Limits bound what a scan asks of AWS.
type Limits struct {
	Parallel    int           // calls in flight, over all accounts and regions; 0 means 256
	RateShare   float64       // of what AWS allows (rates.csv), above 0 and at most 1; 0 means half
	MaxRate     float64       // calls a second for one account, region and family of operations, instead of AWS's rates and the share; 0 means those
	Denials     int           // denials in five minutes in one account at most; 0 means any number, NoDenial that nothing is called that is likely to be denied
	AskFirst    bool          // have IAM asked what the caller may do before anything is denied, and believe what it allows
	CallTimeout time.Duration // one call with its retries, without the time until it is its turn; 0 means 60 s
	Attempts    int           // tries of one call; 0 leaves it to the SDK's configuration (AWS_MAX_ATTEMPTS)
	Backoff     time.Duration // longest wait between tries; negative means none (tests)
}

// NoDenial is the Limits.Denials of a scan that makes no call that is likely to be denied.
const NoDenial = -1

// DefaultRateShare leaves the other half of an account's rates to those who work in it.
const DefaultRateShare = 0.5

// patience is how often a call is tried that fails otherwise than by a throttle answer, unless the SDK's configuration says.
const patience = 3

// Gate is the middleware that every client of a scan carries: the guard, the token buckets, the budget of denials, the deadline, and the count of calls.
type Gate struct {
	allowed map[string]bool
	limits  Limits
	slots   chan struct{}
	ends    context.Context // of the scan

	mu      sync.Mutex
	buckets map[string]*bucket
	ledgers map[string]*ledger                               // by account
	same    map[string]string                                // name of an account -> the account
	calls   map[string]map[string]*snapshot.CallStats        // by account and operation
	made    map[string]map[string]int                        // calls by account and operation
	closed  map[string]func(operation, region string) string // by account
	lists   map[string]bool                                  // operations
	once    *once                                            // nil: each request is sent
	names   names
}

// NewGate makes the gate of one scan.
func NewGate(allowed map[string]bool, limits Limits) *Gate {
	if limits.Parallel <= 0 {
		limits.Parallel = 256
	}
	if limits.CallTimeout <= 0 {
		limits.CallTimeout = time.Minute
	}
	if limits.RateShare <= 0 {
		limits.RateShare = DefaultRateShare
	}
	return &Gate{allowed: allowed, limits: limits, slots: make(chan struct{}, limits.Parallel), ends: context.Background(), buckets: map[string]*bucket{}, ledgers: map[string]*ledger{},
		same: map[string]string{}, calls: map[string]map[string]*snapshot.CallStats{}, made: map[string]map[string]int{}, closed: map[string]func(operation, region string) string{}}
}

// Ends has calls that wait give up when ctx ends, also those whose own context does not end with it: the SDK takes credentials without.
func (g *Gate) Ends(ctx context.Context) { g.ends = ctx }

// Calls are the calls made so far by operation; a retry is not a new call.
func (g *Gate) Calls() map[string]int {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := map[string]int{}
	for _, calls := range g.made {
		for op, n := range calls {
			out[op] += n
		}
	}
	return out
}

// CallsOf is Calls for one account.
func (g *Gate) CallsOf(account string) map[string]int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return maps.Clone(g.made[account])
}

// StatsOf tells of the calls in one account by operation, or, of "", in all.
func (g *Gate) StatsOf(account string) map[string]snapshot.CallStats {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := map[string]snapshot.CallStats{}
	for of, calls := range g.calls {
		if account != "" && of != account {
			continue
		}
		for op, s := range calls {
			all := out[op]
			all.Attempts, all.Failed, all.Throttled, all.Denied, all.Millis = all.Attempts+s.Attempts, all.Failed+s.Failed, all.Throttled+s.Throttled, all.Denied+s.Denied, all.Millis+s.Millis
			out[op] = all
		}
	}
	return out
}

// Denials tells what the budget of denials did so far in an account, or, of "", in all.
func (g *Gate) Denials(account string) DenialStats {
	g.mu.Lock()
	var ledgers []*ledger
	for of, l := range g.ledgers {
		if account == "" || of == account {
			ledgers = append(ledgers, l)
		}
	}
	g.mu.Unlock()
	var out DenialStats
	for _, l := range ledgers {
		s := l.numbers()
		out.Learned, out.Unasked, out.Waited, out.Waiting = out.Learned+s.Learned, out.Unasked+s.Unasked, out.Waited+s.Waited, out.Waiting+s.Waiting
		out.Longest = max(out.Longest, s.Longest)
	}
	return out
}

// Same says that a name under which the gate was installed is an account of another name: they share rates and the budget of denials.
func (g *Gate) Same(name, account string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.same[name] = account
	if l := g.ledgers[name]; l != nil && g.ledgers[account] == nil {
		l.mu.Lock()
		l.account = account
		l.mu.Unlock()
		g.ledgers[account] = l
		delete(g.ledgers, name)
	}
}

// Lists says which operations list: what one of them is denied in one place, it is denied in all.
func (g *Gate) Lists(collectors []*Collector) {
	g.lists = map[string]bool{}
	for _, c := range collectors {
		for _, op := range c.Listing() {
			g.lists[op] = true
		}
	}
}

// Consult has IAM asked, when the first call in an account was denied or at once (Limits.AskFirst), what the caller may do there; ask gives its
// verdicts by operation.
func (g *Gate) Consult(account string, ask func() map[string]Verdict) {
	l := g.ledger(account)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.consult = ask
	if g.limits.AskFirst && l.limit != 0 {
		l.ask(true)
	}
}

// accountOf is the account that a name stands for. g.mu is held.
func (g *Gate) accountOf(name string) string { return cmp.Or(g.same[name], name) }

// bucket is the one that a call takes its turn from.
func (g *Gate) bucket(account, region, operation string) *bucket {
	row, family := rateOf(operation)
	g.mu.Lock()
	defer g.mu.Unlock()
	key := g.accountOf(account) + "/" + row.counted(region) + "/" + family
	b := g.buckets[key]
	if b == nil {
		if b = newBucket(row.rate*g.limits.RateShare, row.burst*g.limits.RateShare); g.limits.MaxRate > 0 {
			b = newBucket(g.limits.MaxRate, 2*g.limits.MaxRate)
		}
		g.buckets[key] = b
	}
	return b
}

// ledger is the account's.
func (g *Gate) ledger(account string) *ledger {
	g.mu.Lock()
	defer g.mu.Unlock()
	account = g.accountOf(account)
	l := g.ledgers[account]
	if l == nil {
		l = newLedger(account, g.limits.Denials)
		l.list = func(operation string) bool { return g.lists[operation] }
		g.ledgers[account] = l
	}
	return l
}

// Close has the gate ask, before each call in an account, which service control policy denies it: its id, or "" when none is known to.
func (g *Gate) Close(account string, denies func(operation, region string) string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.closed[account] = denies
}

// blocked is the policy that denies a call, or "".
func (g *Gate) blocked(account, operation, region string) string {
	g.mu.Lock()
	denies := g.closed[account]
	g.mu.Unlock()
	if denies == nil {
		return ""
	}
	return denies(operation, region)
}

// Install puts the gate into a configuration for the given account, and marks the errors of its credentials as such. hosts are the custom endpoints' hosts: requests for
// "<account>.<host>" (s3control) or "<bucket>.<host>" go to the host itself, since a prefixed name of theirs resolves nowhere.
func (g *Gate) Install(cfg *aws.Config, account string, hosts []string) {
	if provider := cfg.Credentials; provider != nil {
		cfg.Credentials = aws.CredentialsProviderFunc(func(ctx context.Context) (aws.Credentials, error) {
			got, err := provider.Retrieve(ctx)
			if err != nil {
				return got, &CredentialsError{err}
			}
			return got, nil
		})
	}
	tries := patience
	if cfg.RetryMaxAttempts > 0 || g.limits.Attempts > 0 {
		tries = 0
	}
	cfg.APIOptions = append(cfg.APIOptions, func(stack *middleware.Stack) error {
		if err := stack.Initialize.Add(g.share(account), middleware.After); err != nil {
			return err
		}
		err := stack.Initialize.Add(middleware.InitializeMiddlewareFunc("kijun:Gate", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (out middleware.InitializeOutput, md middleware.Metadata, err error) {
			op := operation(ctx)
			if !g.allowed[op] {
				return out, md, &RefusedError{op, "no collector declares it"}
			}
			region := awsmiddleware.GetRegion(ctx)
			if policy := g.blocked(account, op, region); policy != "" {
				return out, md, &BlockedError{op, policy}
			}
			return g.call(ctx, &request{gate: g, account: account, operation: op, region: region, item: itemOf(service(op), in.Parameters), tries: tries}, in, next)
		}), middleware.After)
		if err != nil {
			return err
		}
		if err := stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc("kijun:Attempt", attempt), "Retry", middleware.After); err != nil {
			return err
		}
		// Behind the credentials: to take a role is a call, too, which needs a slot of its own.
		if err := stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc("kijun:Slot", g.slot), "Signing", middleware.Before); err != nil {
			return err
		}
		if err := checkAnswers(stack); err != nil {
			return err
		}
		if err := stack.Build.Add(middleware.BuildMiddlewareFunc("kijun:PlainBody", plainBody), middleware.After); err != nil || len(hosts) == 0 {
			return err
		}
		return stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc("kijun:OwnHost", func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
			if req, ok := in.Request.(*smithyhttp.Request); ok {
				for _, host := range hosts {
					if strings.HasSuffix(req.URL.Host, "."+host) {
						req.URL.Host = host
						req.Host = ""
					}
				}
			}
			return next.HandleFinalize(ctx, in)
		}), "ResolveEndpointV2", middleware.After)
	})
}

// request is a call on its way through the gate.
type request struct {
	gate                             *Gate
	account, operation, region, item string
	tries                            int // failures that are no throttle answers at most; 0 leaves it to the SDK
	failures                         int
	throttle                         error  // the answer to the last try, if it was a throttle answer
	host                             string // that a try has gone to
	sent                             bool
	onSend                           func() // told when an attempt has a slot

	mu    sync.Mutex // of the timer
	timer *time.Timer
	left  time.Duration
	since time.Time // when the timer was started; zero while the call waits
}

type requestKey struct{}

// errTooLong is why a call's context ends after Limits.CallTimeout.
var errTooLong = errors.New("the call took too long")

// call bounds the time of a call, of which waiting for its turn is no part: else a slow service would make its own calls time out.
func (g *Gate) call(ctx context.Context, r *request, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
	bounded, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r.left, r.since = g.limits.CallTimeout, time.Now()
	r.timer = time.AfterFunc(r.left, func() { cancel(errTooLong) })
	defer r.timer.Stop()
	began := r.since
	out, md, err := next.HandleInitialize(context.WithValue(bounded, requestKey{}, r), in)
	if err != nil && ctx.Err() == nil && context.Cause(bounded) == errTooLong {
		err = context.DeadlineExceeded
	}
	if class, _ := Classify(err, nil); class == Timeout && r.throttle != nil {
		err = &StarvedError{r.throttle}
	}
	if r.sent {
		g.mu.Lock()
		s := g.statsOf(r.account, r.operation)
		s.Millis += time.Since(began).Milliseconds()
		if err != nil {
			s.Failed++
		}
		g.mu.Unlock()
	}
	return out, md, err
}

// statsOf are those of an account's operation. g.mu is held.
func (g *Gate) statsOf(account, operation string) *snapshot.CallStats {
	if g.calls[account] == nil {
		g.calls[account] = map[string]*snapshot.CallStats{}
	}
	s := g.calls[account][operation]
	if s == nil {
		s = &snapshot.CallStats{}
		g.calls[account][operation] = s
	}
	return s
}

// waits stops the call's clock, and goes on with it.
func (r *request) waits(yes bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if yes {
		if r.timer.Stop() {
			r.left -= time.Since(r.since)
		}
		return
	}
	r.since = time.Now()
	r.timer.Reset(max(0, r.left))
}

// lastError is a failure after which a call is not tried again.
type lastError struct{ error }

func (e *lastError) Unwrap() error { return e.error }

// attempt is one try of a call: each asks the budget of denials and its bucket, so that retries are as polite as first tries.
func attempt(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (out middleware.FinalizeOutput, md middleware.Metadata, err error) {
	r, _ := ctx.Value(requestKey{}).(*request)
	g := r.gate
	c := &call{operation: r.operation, service: service(r.operation), region: r.region, item: r.item}
	ledger, bucket := g.ledger(r.account), g.bucket(r.account, r.region, r.operation)
	free := r.operation == "sts:GetCallerIdentity" // nobody can be denied it
	if !free {
		if err := ledger.refused(c); err != nil {
			return out, md, &lastError{err}
		}
	}
	r.waits(true)
	turn := func() error {
		err := bucket.take(ctx)
		if err != nil && r.throttle == nil && errors.Is(err, context.DeadlineExceeded) {
			r.throttle = bucket.slowed()
		}
		return err
	}
	// The bucket first: a call that waits for a slow one must not keep others from being tried.
	if err := turn(); err != nil {
		return out, md, &lastError{err}
	}
	if !free {
		c.waits, c.turn = bucket.give, bucket.try // else the turns of those that wait here would pile up, and be taken all at once
		if err := ledger.admit(ctx, g.ends, c); err != nil {
			return out, md, &lastError{err}
		}
		if !c.since.IsZero() && !c.turned {
			if err := turn(); err != nil {
				ledger.answered(c, err, nil)
				return out, md, &lastError{err}
			}
		}
	}
	r.onSend = func() { ledger.sent(c) }
	r.waits(false)
	sent := time.Now()
	out, md, err = next.HandleFinalize(ctx, in)
	ledger.answered(c, err, out.Result)
	class := Class("")
	if err != nil {
		class, _ = Classify(err, nil)
	}
	switch {
	case class == Throttled:
		bucket.throttled(sent, err)
		r.throttle = err
	case class != Timeout || ctx.Err() == nil: // else the time was over while it was tried again
		r.throttle = nil
	}
	g.mu.Lock()
	s := g.statsOf(r.account, r.operation)
	s.Attempts++
	switch class {
	case Throttled:
		s.Throttled++
	case AccessDenied:
		s.Denied++
	}
	if !r.sent {
		r.sent = true
		if g.made[r.account] == nil {
			g.made[r.account] = map[string]int{}
		}
		g.made[r.account][r.operation]++
	}
	g.mu.Unlock()
	if err != nil && class != Throttled {
		if r.failures++; r.tries > 0 && r.failures >= r.tries {
			err = &lastError{err}
		}
	}
	if r.host != "" {
		g.names.leave(r.region, r.host, err)
		r.host = ""
	}
	return out, md, err
}

// slot bounds the calls in flight. Those that wait for their bucket, or before they are tried again, hold none: a slow service does not keep
// the others from being asked.
func (g *Gate) slot(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
	r, _ := ctx.Value(requestKey{}).(*request)
	r.waits(true)
	select {
	case g.slots <- struct{}{}:
		defer func() { <-g.slots }()
	case <-ctx.Done():
		return middleware.FinalizeOutput{}, middleware.Metadata{}, &lastError{ctx.Err()}
	}
	r.waits(false)
	if req, ok := in.Request.(*smithyhttp.Request); ok {
		host := req.URL.Hostname()
		if err := g.names.enter(r.region, host); err != nil {
			return middleware.FinalizeOutput{}, middleware.Metadata{}, &lastError{err}
		}
		r.host = host
	}
	r.onSend()
	return next.HandleFinalize(ctx, in)
}

// Retryer is how calls of a scan are tried again: one layer, the SDK's, which asks the gate for each try. Throttle answers slow the whole bucket
// down, so they may be many; the SDK's own quota of retries would make gaps of what only takes a while.
func Retryer(limits Limits) func() aws.Retryer {
	return func() aws.Retryer {
		return retry.NewStandard(func(s *retry.StandardOptions) {
			s.MaxAttempts, s.RateLimiter = 10, ratelimit.None
			if limits.Attempts > 0 {
				s.MaxAttempts = limits.Attempts
			}
			if limits.Backoff < 0 {
				s.Backoff = retry.BackoffDelayerFunc(func(int, error) (time.Duration, error) { return 0, nil })
			} else if limits.Backoff > 0 {
				s.MaxBackoff = limits.Backoff
			}
			s.Retryables = append([]retry.IsErrorRetryable{retry.IsErrorRetryableFunc(func(err error) aws.Ternary {
				var last *lastError
				if errors.As(err, &last) {
					return aws.FalseTernary
				}
				if class, _ := Classify(err, nil); class == Throttled {
					return aws.TrueTernary
				}
				return aws.UnknownTernary
			})}, s.Retryables...)
		})
	}
}

// service is the part of an operation before the colon.
func service(operation string) string { s, _, _ := strings.Cut(operation, ":"); return s }

// plainBody hides the WriteTo of a request's body. smithy-go closes the body as soon as the answer's header is there and lets WriteTo
// then fail with io.EOF (safeWriteToReadCloser), while net/http still looks whether the body has more: it takes that for a failed
// request and closes the connection under the answer. On a busy machine and with a near endpoint that happens to several calls in a hundred.
func plainBody(ctx context.Context, in middleware.BuildInput, next middleware.BuildHandler) (middleware.BuildOutput, middleware.Metadata, error) {
	if req, ok := in.Request.(*smithyhttp.Request); ok {
		if stream, ok := req.GetStream().(io.ReadSeeker); ok {
			plain, err := req.SetStream(struct{ io.ReadSeeker }{stream})
			if err != nil {
				return middleware.BuildOutput{}, middleware.Metadata{}, err
			}
			in.Request = plain
		}
	}
	return next.HandleBuild(ctx, in)
}
