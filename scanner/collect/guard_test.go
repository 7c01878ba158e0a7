package collect

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3control"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

const me = "111122223333"

// serve is a configuration whose calls of every service go to handler, and the number of requests that came.
func serve(t *testing.T, handler http.HandlerFunc) (aws.Config, *atomic.Int64) {
	t.Helper()
	var requests atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		handler(w, r)
	}))
	t.Cleanup(server.Close)
	return aws.Config{
		Region: "ap-northeast-1", BaseEndpoint: aws.String(server.URL), RetryMaxAttempts: 1, HTTPClient: server.Client(),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "of the test"}, nil
		}),
	}, &requests
}

// xml answers a call of a query service with an empty result.
func xml(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	fmt.Fprintf(w, "<%[1]sResponse><%[1]sResult/></%[1]sResponse>", r.Form.Get("Action"))
}

// gate is a gate over operations that install has put into cfg.
func gate(t *testing.T, cfg *aws.Config, limits Limits, operations ...string) *Gate {
	t.Helper()
	allowed := map[string]bool{}
	for _, op := range operations {
		allowed[op] = true
	}
	g := NewGate(allowed, limits)
	g.Install(cfg, me, nil)
	return g
}

func TestTheGuardRefusesBeforeAnythingIsSent(t *testing.T) {
	cfg, requests := serve(t, xml)
	g := gate(t, &cfg, Limits{}, "sns:ListTopics", "s3:ListBuckets")
	calls := map[string]func() error{
		"an operation that nobody declares": func() error {
			_, err := sns.NewFromConfig(cfg).GetTopicAttributes(t.Context(), &sns.GetTopicAttributesInput{TopicArn: aws.String("arn:aws:sns:ap-northeast-1:111122223333:t")})
			return err
		},
		"a write": func() error {
			_, err := sns.NewFromConfig(cfg).Publish(t.Context(), &sns.PublishInput{Message: aws.String("hello"), TopicArn: aws.String("arn:aws:sns:ap-northeast-1:111122223333:t")})
			return err
		},
		"customers' data": func() error {
			_, err := s3.NewFromConfig(cfg).GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("logs"), Key: aws.String("secret")})
			return err
		},
		"another service's operation of a declared name": func() error {
			_, err := sts.NewFromConfig(cfg).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
			return err
		},
	}
	for name, call := range calls {
		var refused *RefusedError
		if err := call(); !errors.As(err, &refused) {
			t.Errorf("%s: %v, want a refusal", name, err)
		}
	}
	if n := requests.Load(); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
	if len(g.Calls()) != 0 {
		t.Errorf("calls were counted: %v", g.Calls())
	}
	if _, err := sns.NewFromConfig(cfg).ListTopics(t.Context(), nil); err != nil {
		t.Errorf("a declared operation: %v", err)
	}
	if requests.Load() != 1 || g.Calls()["sns:ListTopics"] != 1 {
		t.Errorf("%d requests, calls %v", requests.Load(), g.Calls())
	}
}

func TestAllowed(t *testing.T) {
	allowed, err := Allowed([]*Collector{{List: "sns:ListTopics", Also: []string{"sns:ListSubscriptions"}, Details: []Detail{{Operation: "sns:GetTopicAttributes"}}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range append([]string{"sns:ListTopics", "sns:ListSubscriptions", "sns:GetTopicAttributes"}, always...) {
		if !allowed[op] {
			t.Errorf("%s is not allowed", op)
		}
	}
	if len(allowed) != 3+len(always) {
		t.Errorf("more is allowed than declared: %v", allowed)
	}
	for name, c := range map[string]*Collector{
		"a write":                {List: "sns:ListTopics", Details: []Detail{{Operation: "sns:SetTopicAttributes"}}},
		"a write as listing":     {List: "sns:CreateTopic"},
		"a write beside":         {List: "sns:ListTopics", Also: []string{"sns:Publish"}},
		"customers' data":        {List: "s3:ListBuckets", Details: []Detail{{Operation: "s3:GetObject"}}},
		"customers' messages":    {List: "sqs:ListQueues", Details: []Detail{{Operation: "sqs:ReceiveMessage"}}},
		"secrets":                {List: "secretsmanager:ListSecrets", Details: []Detail{{Operation: "secretsmanager:GetSecretValue"}}},
		"an unknown operation":   {List: "sns:ListEverything"},
		"no operation":           {},
		"a service without name": {List: ":ListTopics"},
	} {
		if _, err := Allowed([]*Collector{{List: "sns:ListTopics"}, c}); err == nil {
			t.Errorf("%s may be declared", name)
		}
	}
}

func TestOwnHost(t *testing.T) {
	var mu sync.Mutex
	var hosts []string
	cfg, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		hosts = append(hosts, r.Host+r.URL.Path)
		mu.Unlock()
		_, _ = io.WriteString(w, "<PublicAccessBlockConfiguration/>")
	})
	host := strings.TrimPrefix(*cfg.BaseEndpoint, "http://")
	NewGate(map[string]bool{"s3control:GetPublicAccessBlock": true, "s3:GetBucketTagging": true}, Limits{}).Install(&cfg, me, []string{"other.example:80", host})
	if _, err := s3control.NewFromConfig(cfg).GetPublicAccessBlock(t.Context(), &s3control.GetPublicAccessBlockInput{AccountId: aws.String(me)}); err != nil {
		t.Errorf("s3control: %v", err)
	}
	if _, err := s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true }).GetBucketTagging(t.Context(), &s3.GetBucketTaggingInput{Bucket: aws.String("logs")}); err != nil {
		t.Errorf("s3: %v", err)
	}
	want := []string{host + "/v20180820/configuration/publicAccessBlock", host + "/logs"}
	if len(hosts) != 2 || hosts[0] != want[0] || hosts[1] != want[1] {
		t.Errorf("asked %q, want %q", hosts, want)
	}
}

// asked records where a request would have gone, and sends none.
type asked struct{ hosts []string }

func (a *asked) RoundTrip(r *http.Request) (*http.Response, error) {
	a.hosts = append(a.hosts, r.URL.Host)
	return nil, errors.New("not sent")
}

func TestAWSKeepsItsHosts(t *testing.T) {
	cfg, _ := serve(t, xml)
	a := &asked{}
	cfg.HTTPClient = &http.Client{Transport: a}
	for _, hosts := range [][]string{nil, {"localhost:4566"}} {
		own := cfg.Copy()
		own.BaseEndpoint = nil
		NewGate(map[string]bool{"s3control:GetPublicAccessBlock": true, "s3:GetBucketTagging": true}, Limits{}).Install(&own, me, hosts)
		_, _ = s3control.NewFromConfig(own).GetPublicAccessBlock(t.Context(), &s3control.GetPublicAccessBlockInput{AccountId: aws.String(me)})
		_, _ = s3.NewFromConfig(own).GetBucketTagging(t.Context(), &s3.GetBucketTaggingInput{Bucket: aws.String("logs")})
	}
	want := []string{me + ".s3-control.ap-northeast-1.amazonaws.com", "logs.s3.ap-northeast-1.amazonaws.com"}
	if got := strings.Join(a.hosts, " "); got != strings.Join(append(want, want...), " ") {
		t.Errorf("asked %s", got)
	}
}

// wire is a transport that answers every call with an empty result after work. Unlike a server it obeys the clock of a synctest bubble.
type wire struct {
	work            func(context.Context) error // nil: at once
	now, most, sent atomic.Int64                // requests in flight, the most there were, and all
}

// RoundTrip is the other end of the wire.
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	w.sent.Add(1)
	n := w.now.Add(1)
	defer w.now.Add(-1)
	for m := w.most.Load(); n > m && !w.most.CompareAndSwap(m, n); m = w.most.Load() {
	}
	if w.work != nil {
		if err := w.work(r.Context()); err != nil {
			return nil, err
		}
	}
	body := io.NopCloser(strings.NewReader("<ListTopicsResponse><ListTopicsResult/></ListTopicsResponse>"))
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: body, Request: r}, nil
}

// config is a configuration whose calls go over the wire, through a gate with the given limits.
func (w *wire) config(t *testing.T, limits Limits) aws.Config {
	t.Helper()
	cfg := aws.Config{
		Region: "ap-northeast-1", RetryMaxAttempts: 1, HTTPClient: &http.Client{Transport: w},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "of the test"}, nil
		}),
	}
	gate(t, &cfg, limits, "sns:ListTopics")
	return cfg
}

// takes is work of that length.
func takes(d time.Duration) func(context.Context) error {
	return func(ctx context.Context) error {
		select {
		case <-time.After(d):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// together makes n calls of sns:ListTopics side by side and returns their errors.
func together(ctx context.Context, cfg aws.Config, n int) []error {
	errs := make([]error, n)
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() { _, errs[i] = sns.NewFromConfig(cfg).ListTopics(ctx, nil) })
	}
	wait.Wait()
	return errs
}

func TestCallsInFlightAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{work: takes(time.Second)}
		start := time.Now()
		if err := errors.Join(together(t.Context(), w.config(t, Limits{Parallel: 3, MaxRate: 1e6}), 30)...); err != nil {
			t.Error(err)
		}
		if took := time.Since(start).Round(time.Millisecond); w.sent.Load() != 30 || w.most.Load() != 3 || took != 10*time.Second {
			t.Errorf("%d requests, at most %d in flight, in %s; want 30, 3 and 10s", w.sent.Load(), w.most.Load(), took)
		}
	})
}

func TestRateLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{}
		start := time.Now()
		if err := errors.Join(together(t.Context(), w.config(t, Limits{MaxRate: 4}), 20)...); err != nil {
			t.Error(err)
		}
		if took := time.Since(start).Round(time.Millisecond); w.sent.Load() != 20 || took != 3*time.Second { // a burst of 8, then 4 a second
			t.Errorf("%d requests took %s, want 20 and 3s", w.sent.Load(), took)
		}
	})
}

// Calls that waited until one of them had tried the operation come at the bucket's rate, and not all at once.
func TestCallsThatWaitedToBeTriedKeepTheRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var at []time.Time
		w := &wire{work: func(ctx context.Context) error {
			mu.Lock()
			at = append(at, time.Now())
			first := len(at) == 1
			mu.Unlock()
			if first {
				return takes(deniedByThen * 3 / 4)(ctx)
			}
			return nil
		}}
		if err := errors.Join(together(t.Context(), w.config(t, Limits{MaxRate: 4, Denials: 4}), 60)...); err != nil {
			t.Error(err)
		}
		if len(at) != 60 {
			t.Errorf("%d requests", len(at))
		}
		for i := range at { // a burst of 8 and then 4 a second, with what one call may take before its turn
			n := i
			for n < len(at) && at[n].Sub(at[i]) < time.Second {
				n++
			}
			if n-i > 8+4+1 {
				t.Fatalf("%d requests in a second, from request %d", n-i, i)
			}
		}
	})
}

// A service that is asked slowly does not keep the others waiting: calls that wait for their bucket hold no slot.
func TestASlowServiceLeavesTheSlotsToOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{work: takes(time.Second)}
		cfg := w.config(t, Limits{Parallel: 2, MaxRate: 1})
		var wait sync.WaitGroup
		wait.Go(func() { together(t.Context(), cfg, 10) }) // a burst of 2, then one a second
		time.Sleep(1500 * time.Millisecond)
		elsewhere := cfg.Copy()
		elsewhere.Region = "us-east-1"
		start := time.Now()
		if err := errors.Join(together(t.Context(), elsewhere, 1)...); err != nil {
			t.Error(err)
		}
		if took := time.Since(start).Round(time.Millisecond); took > 2*time.Second {
			t.Errorf("a call of another region took %s", took)
		}
		wait.Wait()
	})
}

// Calls that queue for longer than one call may take are late, but asked.
func TestWaitingIsNotPartOfACallsTime(t *testing.T) {
	for name, limits := range map[string]Limits{
		"for a slot":      {Parallel: 1, MaxRate: 1e6, CallTimeout: 5 * time.Second},
		"for the service": {MaxRate: 1, CallTimeout: 5 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := &wire{work: takes(time.Second)}
				if err := errors.Join(together(t.Context(), w.config(t, limits), 20)...); err != nil {
					t.Error(err)
				}
				if w.sent.Load() != 20 {
					t.Errorf("%d requests", w.sent.Load())
				}
			})
		})
	}
}

func TestACallThatHangsTimesOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{work: takes(time.Hour)}
		start := time.Now()
		_, err := sns.NewFromConfig(w.config(t, Limits{CallTimeout: 30 * time.Second})).ListTopics(t.Context(), nil)
		if class, _ := Classify(err, nil); class != Timeout || time.Since(start) != 30*time.Second {
			t.Errorf("%s after %s: %v", class, time.Since(start), err)
		}
		start = time.Now()
		_, err = sns.NewFromConfig(w.config(t, Limits{})).ListTopics(t.Context(), nil)
		if class, _ := Classify(err, nil); class != Timeout || time.Since(start) != time.Minute {
			t.Errorf("%s after %s: %v", class, time.Since(start), err)
		}
	})
}

func TestWaitingEnds(t *testing.T) {
	for name, c := range map[string]struct {
		limits Limits
		ctx    func(context.Context) (context.Context, context.CancelFunc)
		sent   int64
		class  Class
	}{
		"for a slot, with the scan's time":      {Limits{Parallel: 1, MaxRate: 1e6}, inTime, 1, Timeout},
		"for a slot, with an interrupt":         {Limits{Parallel: 1, MaxRate: 1e6}, interrupted, 1, Interrupted},
		"for the service, with the scan's time": {Limits{MaxRate: 0.01}, inTime, 1, Timeout},
		"for the service, with an interrupt":    {Limits{MaxRate: 0.01}, interrupted, 1, Interrupted},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := c.ctx(t.Context())
				defer cancel()
				w := &wire{work: takes(time.Hour)}
				start := time.Now()
				for _, err := range together(ctx, w.config(t, c.limits), 3) { // one is under way, two wait for their turn
					if class, _ := Classify(err, nil); class != c.class {
						t.Errorf("%s: %v", class, err)
					}
				}
				if took := time.Since(start); w.sent.Load() != c.sent || took != 10*time.Second {
					t.Errorf("%d requests in %s", w.sent.Load(), took)
				}
			})
		})
	}
}

func inTime(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, 10*time.Second)
}

func interrupted(ctx context.Context) (context.Context, context.CancelFunc) {
	inner, cancel := context.WithCancel(ctx)
	time.AfterFunc(10*time.Second, cancel)
	return inner, cancel
}

func TestCredentialsThatCannotBeHad(t *testing.T) {
	cfg, requests := serve(t, xml)
	cfg.Credentials = aws.NewCredentialsCache(aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{}, answered(403, "AccessDenied") // what sts:AssumeRole says of a role
	}))
	gate(t, &cfg, Limits{}, "sns:ListTopics")
	_, err := sns.NewFromConfig(cfg).ListTopics(t.Context(), nil)
	if class, code := Classify(err, nil); class != Credentials || code != "AccessDenied" {
		t.Errorf("%s %s: %v", class, code, err)
	}
	if requests.Load() != 0 {
		t.Error("a request was sent")
	}
}
