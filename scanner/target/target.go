// Package target finds out what there is to scan: who calls, in which partition, and which regions the account has enabled.
package target

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/account"
	accounttypes "github.com/aws/aws-sdk-go-v2/service/account/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/logging"
	"github.com/aws/smithy-go/middleware"

	"kijun/scanner/collect"
	"kijun/scanner/snapshot"
)

// Options say how to reach AWS.
type Options struct {
	Profile string
	Regions []string // the regions to judge; none means all that are enabled
	Version string   // of kijun, for the user agent
	Limits  collect.Limits
}

// Session is a configured way into one account.
type Session struct {
	Config    aws.Config
	Caller    snapshot.Caller
	Partition string
	Regions   []string // enabled ones, sorted
	Judged    []string // of these, the ones to judge, sorted
	// RegionsGap is why the enabled regions could not be listed; the session then knows only the caller's region.
	RegionsGap *snapshot.Gap
	Hosts      []string // hosts of custom endpoints
}

// UsageError is a mistake of the user: credentials, region or profile. It has one line that says what to do.
type UsageError struct{ Message string }

// Error is the line.
func (e *UsageError) Error() string { return e.Message }

// Load reads the AWS configuration as the AWS CLI does. It makes no call.
func Load(ctx context.Context, o Options) (aws.Config, error) {
	var opts []func(*config.LoadOptions) error
	if o.Profile != "" {
		opts = append(opts, config.WithSharedConfigProfile(o.Profile))
	}
	opts = append(opts, config.WithAppID("kijun/"+o.Version), config.WithLogger(logging.Nop{}),
		config.WithAPIOptions([]func(*middleware.Stack) error{awsmiddleware.AddUserAgentKeyValue("kijun", o.Version)})) // stderr is ours: what matters comes back as an error
	opts = append(opts, config.WithRetryer(collect.Retryer(o.Limits)))
	cfg, err := config.LoadDefaultConfig(ctx, opts...)
	if err != nil {
		var missing config.SharedConfigProfileNotExistError
		if errors.As(err, &missing) {
			return cfg, &UsageError{fmt.Sprintf("the profile %q is not in the AWS configuration files: aws configure list-profiles shows those that are", o.Profile)}
		}
		return cfg, &UsageError{fmt.Sprintf("the AWS configuration cannot be read: %v", err)}
	}
	if cfg.HTTPClient == nil { // without a CA bundle the SDK leaves it to each client of a service, which then has connections of its own
		cfg.HTTPClient = awshttp.NewBuildableClient()
	}
	if buildable, ok := cfg.HTTPClient.(*awshttp.BuildableClient); ok {
		parallel := max(o.Limits.Parallel, http.DefaultMaxIdleConnsPerHost, 256)
		c := &client{open: map[net.Conn]bool{}}
		c.HTTPClient = buildable.WithTransportOptions(func(t *http.Transport) {
			t.MaxIdleConns, t.MaxIdleConnsPerHost = max(t.MaxIdleConns, 8*parallel), max(t.MaxIdleConnsPerHost, parallel)
			t.IdleConnTimeout = 5 * time.Second
			t.DialContext = c.dialer(t.DialContext)
		}).Freeze()
		cfg.HTTPClient = c
	}
	if cfg.Region == "" && len(o.Regions) > 0 {
		cfg.Region = o.Regions[0]
	}
	if cfg.Region == "" {
		cfg.Region = "us-east-1" // where a fresh machine asks for the list of regions
	}
	return cfg, nil
}

// client is the SDK's, which knows its connections: the SDK has no way to end those that a scan has left, and a process that scans again and
// again would have a few goroutines for each of them.
type client struct {
	aws.HTTPClient

	mu   sync.Mutex
	open map[net.Conn]bool
}

type dial = func(ctx context.Context, network, address string) (net.Conn, error)

func (c *client) dialer(next dial) dial {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := next(ctx, network, address)
		if err != nil {
			return nil, err
		}
		known := &connection{conn, c}
		c.mu.Lock()
		c.open[known] = true
		c.mu.Unlock()
		return known, nil
	}
}

// CloseIdleConnections ends all connections: it is called when nothing is asked any more.
func (c *client) CloseIdleConnections() {
	c.mu.Lock()
	open := slices.Collect(maps.Keys(c.open))
	c.mu.Unlock()
	for _, conn := range open {
		_ = conn.Close() // nobody reads from it
	}
}

// connection forgets itself when it is closed.
type connection struct {
	net.Conn
	of *client
}

func (c *connection) Close() error {
	c.of.mu.Lock()
	delete(c.of.open, c)
	c.of.mu.Unlock()
	return c.Conn.Close()
}

// Hosts are the hosts of the custom endpoints in the environment and the configuration.
func Hosts(cfg aws.Config) []string {
	var out []string
	add := func(raw string) {
		if u, err := url.Parse(raw); err == nil && u.Host != "" && !slices.Contains(out, u.Host) {
			out = append(out, u.Host)
		}
	}
	if cfg.BaseEndpoint != nil {
		add(*cfg.BaseEndpoint)
	}
	if !strings.EqualFold(os.Getenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"), "true") {
		for _, kv := range os.Environ() {
			if name, value, ok := strings.Cut(kv, "="); ok && strings.HasPrefix(name, "AWS_ENDPOINT_URL") {
				add(value)
			}
		}
	}
	return out
}

// GlobalRegion is where a partition's global services answer.
func GlobalRegion(partition string) string {
	switch partition {
	case "aws-cn":
		return "cn-north-1"
	case "aws-us-gov":
		return "us-gov-west-1"
	}
	return "us-east-1"
}

// Open finds out who calls and which regions to scan. cfg has the gate installed.
func Open(ctx context.Context, cfg aws.Config, o Options) (*Session, error) {
	for _, r := range o.Regions {
		if !snapshot.IsRegion(r) {
			return nil, &UsageError{fmt.Sprintf("%q is not the name of a region (like ap-northeast-1)", r)}
		}
	}
	s, err := who(ctx, cfg)
	if err != nil {
		return nil, credentialError(err, cfg, o.Profile)
	}
	s.Regions, s.RegionsGap = enabled(ctx, cfg, s.Caller)
	s.Judged = s.Regions
	if len(o.Regions) > 0 {
		s.Judged = slices.Clone(o.Regions)
		slices.Sort(s.Judged)
		s.Judged = slices.Compact(s.Judged)
		if s.RegionsGap != nil {
			s.Regions = s.Judged // what the user names is as good as the list
		}
		for _, r := range s.Judged {
			if !slices.Contains(s.Regions, r) {
				return nil, &UsageError{fmt.Sprintf("the region %s is not enabled in account %s (enabled: %s)", r, s.Caller.Account, strings.Join(s.Regions, ", "))}
			}
		}
	}
	return s, nil
}

// who asks whose credentials these are.
func who(ctx context.Context, cfg aws.Config) (*Session, error) {
	got, err := sts.NewFromConfig(cfg).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return nil, err
	}
	id, err := arn.Parse(aws.ToString(got.Arn))
	if err != nil {
		return nil, fmt.Errorf("the answer has an ARN that is none: %v", err)
	}
	return &Session{Config: cfg, Hosts: Hosts(cfg), Partition: id.Partition,
		Caller: snapshot.Caller{Account: aws.ToString(got.Account), ARN: aws.ToString(got.Arn), UserID: aws.ToString(got.UserId), Region: cfg.Region}}, nil
}

// Enter is Open for an account that the scan reaches by a role: what fails there is told as it is, for it may not end the scan, and of the
// chosen regions those count that the account has enabled.
func Enter(ctx context.Context, cfg aws.Config, o Options, account string) (*Session, error) {
	s, err := who(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if s.Caller.Account != account {
		return nil, fmt.Errorf("the role leads into account %s", s.Caller.Account)
	}
	s.Regions, s.RegionsGap = enabled(ctx, cfg, s.Caller)
	s.Judged = s.Regions
	if len(o.Regions) > 0 {
		chosen := slices.Compact(slices.Sorted(slices.Values(o.Regions)))
		if s.RegionsGap != nil {
			s.Regions = chosen
		}
		s.Judged = slices.DeleteFunc(chosen, func(r string) bool { return !slices.Contains(s.Regions, r) })
	}
	return s, nil
}

// enabled lists the enabled regions by EC2, else by the account service. If neither may be asked, only the caller's region is known.
func enabled(ctx context.Context, cfg aws.Config, caller snapshot.Caller) ([]string, *snapshot.Gap) {
	got, err := ec2.NewFromConfig(cfg).DescribeRegions(ctx, &ec2.DescribeRegionsInput{})
	if err == nil && len(got.Regions) > 0 {
		var out []string
		for _, r := range got.Regions {
			if r.OptInStatus == nil || *r.OptInStatus != "not-opted-in" {
				out = append(out, aws.ToString(r.RegionName))
			}
		}
		slices.Sort(out)
		return out, nil
	}
	in := &account.ListRegionsInput{RegionOptStatusContains: []accounttypes.RegionOptStatus{accounttypes.RegionOptStatusEnabled, accounttypes.RegionOptStatusEnabledByDefault}}
	var out []string
	for page, second := range collect.Pages(ctx, account.NewListRegionsPaginator(account.NewFromConfig(cfg), in)) {
		if second != nil {
			return unknown(err, caller)
		}
		for _, r := range page.Regions {
			out = append(out, aws.ToString(r.RegionName))
		}
	}
	if len(out) == 0 {
		return unknown(err, caller)
	}
	slices.Sort(out)
	return out, nil
}

// unknown is what is known of the enabled regions when nobody says: the caller's is one. err is why EC2 did not say.
func unknown(err error, caller snapshot.Caller) ([]string, *snapshot.Gap) {
	class, code := collect.Classify(err, nil)
	return []string{caller.Region}, &snapshot.Gap{Account: caller.Account, Region: "global", Key: "regions", Operation: "ec2:DescribeRegions",
		Code: string(class), Error: code, Message: "the enabled regions are unknown, so only the caller's is scanned"}
}

// credentialError is one clear line for the ways in which the first call fails.
func credentialError(err error, cfg aws.Config, profile string) error {
	login := "aws sso login"
	if profile != "" {
		login += " --profile " + profile
	}
	class, code := collect.Classify(err, nil)
	var missing *collect.CredentialsError
	var transport *net.OpError
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &missing):
		return providerError(missing.Err, code, singleSignOn(cfg), login)
	case expired(code):
		return &UsageError{"the AWS credentials have expired (" + code + "): get new ones, for SSO with " + login}
	case class == collect.ClockSkew:
		return &UsageError{"AWS does not accept the time of this machine (" + code + "): set its clock"}
	case class == collect.Credentials:
		return &UsageError{"AWS does not accept these credentials (" + code + "): check the access key and the secret key"}
	case class == collect.AccessDenied:
		return &UsageError{"these credentials may not even ask who they are (sts:GetCallerIdentity, " + code + ")"}
	case class == collect.Timeout, class == collect.EndpointMissing, class == collect.Connection, errors.As(err, &transport):
		return &UsageError{"AWS cannot be reached: " + innermost(err).Error()}
	}
	return &UsageError{"sts:GetCallerIdentity failed: " + innermost(err).Error()}
}

func expired(code string) bool {
	return code == "ExpiredToken" || code == "ExpiredTokenException" || code == "RequestExpired"
}

// providerError is the line for credentials that could not be had at all: err is what the SDK's provider says of it, code AWS's answer
// to a call of the provider's, and sso whether they come from IAM Identity Center.
func providerError(err error, code string, sso bool, login string) error {
	var call *smithy.OperationError
	var dns *net.DNSError
	var transport *net.OpError
	asked := ""
	if errors.As(err, &call) {
		asked = call.ServiceID
	}
	switch {
	case expired(code):
		return &UsageError{"the AWS credentials have expired (" + code + "): get new ones, for SSO with " + login}
	case asked == "ec2imds": // the last place where the SDK looks
		return &UsageError{"no AWS credentials were found: set AWS_PROFILE, use --profile, or see aws configure"}
	case asked == "SSO" && code == "UnauthorizedException", asked == "SSO OIDC" && code != "":
		return &UsageError{"the SSO session has expired: run " + login}
	case code != "":
		return &UsageError{"the AWS credentials could not be had: " + asked + " answered " + call.OperationName + " with " + code}
	case errors.As(err, &dns), errors.As(err, &transport):
		return &UsageError{"AWS cannot be reached: " + innermost(err).Error()}
	case sso: // what is left is a token that is missing, old or of no use
		return &UsageError{"the SSO session has expired: run " + login}
	}
	return &UsageError{"the AWS credentials could not be had: " + innermost(err).Error()}
}

// singleSignOn says whether the profile, or one that its role is assumed from, gets its credentials from IAM Identity Center.
func singleSignOn(cfg aws.Config) bool {
	for _, source := range cfg.ConfigSources {
		if shared, ok := source.(config.SharedConfig); ok {
			for p := &shared; p != nil; p = p.Source {
				if p.SSOSession != nil || p.SSOStartURL != "" {
					return true
				}
			}
		}
	}
	return false
}

func innermost(err error) error {
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return err
		}
		err = next
	}
}
