package collect

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"golang.org/x/time/rate"

	"kijun/scanner/actions"
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

// always are the operations that the scanner itself needs: who am I, which regions and roles are there.
var always = []string{"sts:GetCallerIdentity", "sts:AssumeRole", "ec2:DescribeRegions", "account:ListRegions"}

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

// assume is asked by calls that need a session and hold a slot while they wait for it: it takes none, or all would wait for each other.
const assume = "sts:AssumeRole"

// Limits bound what a scan asks of AWS.
type Limits struct {
	Parallel    int           // calls in flight, over all accounts and regions; 0 means 64
	MaxRate     float64       // calls a second for one account, region and service; 0 means the built-in rates
	CallTimeout time.Duration // one call with its retries, from when it is its turn; 0 means 60 s
	Attempts    int           // tries of one call; 0 leaves it to the SDK's configuration (AWS_MAX_ATTEMPTS)
	Backoff     time.Duration // longest wait between tries; negative means none (tests)
}

// rates are calls a second that stay well below what AWS documents or is known to allow for one account and region.
var rates = map[string]float64{
	"s3": 100, "s3control": 20, "ec2": 20, "iam": 20, "kms": 25, "sns": 30, "events": 25, "logs": 10, "cloudwatch": 20, "cloudtrail": 8,
	"config": 10, "lambda": 20, "ssm": 20, "sts": 20, "guardduty": 15, "securityhub": 10,
}

// Gate is the middleware that every client of a scan carries: the guard, the token buckets, the deadline, and the count of calls.
type Gate struct {
	allowed map[string]bool
	limits  Limits
	slots   chan struct{}

	mu      sync.Mutex
	buckets map[string]*rate.Limiter
	calls   map[string]map[string]int                        // by account and operation
	closed  map[string]func(operation, region string) string // by account
}

// NewGate makes the gate of one scan.
func NewGate(allowed map[string]bool, limits Limits) *Gate {
	if limits.Parallel <= 0 {
		limits.Parallel = 64
	}
	if limits.CallTimeout <= 0 {
		limits.CallTimeout = time.Minute
	}
	return &Gate{allowed: allowed, limits: limits, slots: make(chan struct{}, limits.Parallel), buckets: map[string]*rate.Limiter{}, calls: map[string]map[string]int{}, closed: map[string]func(operation, region string) string{}}
}

// Calls are the calls made so far by operation; a retry is not a new call.
func (g *Gate) Calls() map[string]int {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := map[string]int{}
	for _, calls := range g.calls {
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
	return maps.Clone(g.calls[account])
}

func (g *Gate) bucket(account, region, service string) *rate.Limiter {
	g.mu.Lock()
	defer g.mu.Unlock()
	key := account + "/" + region + "/" + service
	b := g.buckets[key]
	if b == nil {
		r := g.limits.MaxRate
		if r <= 0 {
			if r = rates[service]; r == 0 {
				r = 10
			}
		}
		b = rate.NewLimiter(rate.Limit(r), int(max(1, 2*r)))
		g.buckets[key] = b
	}
	return b
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
	cfg.APIOptions = append(cfg.APIOptions, func(stack *middleware.Stack) error {
		err := stack.Initialize.Add(middleware.InitializeMiddlewareFunc("kijun:Gate", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (out middleware.InitializeOutput, md middleware.Metadata, err error) {
			op := operation(ctx)
			if !g.allowed[op] {
				return out, md, &RefusedError{op, "no collector declares it"}
			}
			if policy := g.blocked(account, op, awsmiddleware.GetRegion(ctx)); policy != "" {
				return out, md, &BlockedError{op, policy}
			}
			service, _, _ := strings.Cut(op, ":")
			// Waiting for its turn is not part of a call's time, and a call that waits for its bucket holds no slot: else a slow
			// service would make its own calls time out and keep the others from being asked.
			if err := g.bucket(account, awsmiddleware.GetRegion(ctx), service).Wait(ctx); err != nil {
				if ctx.Err() != nil {
					return out, md, ctx.Err()
				}
				return out, md, context.DeadlineExceeded // the bucket says "would exceed context deadline"
			}
			if op != assume {
				select {
				case g.slots <- struct{}{}:
					defer func() { <-g.slots }()
				case <-ctx.Done():
					return out, md, ctx.Err()
				}
			}
			ctx, cancel := context.WithTimeout(ctx, g.limits.CallTimeout)
			defer cancel()
			g.mu.Lock()
			if g.calls[account] == nil {
				g.calls[account] = map[string]int{}
			}
			g.calls[account][op]++
			g.mu.Unlock()
			return next.HandleInitialize(ctx, in)
		}), middleware.After)
		if err != nil {
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
