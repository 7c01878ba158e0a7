package collect

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
)

func TestRatesTable(t *testing.T) {
	rows, err := readRates(ratesTable)
	if err != nil {
		t.Fatal(err)
	}
	for service, list := range rows {
		if last := list[len(list)-1]; len(last.operations) != 1 || last.operations[0] != "*" {
			t.Errorf("%s: the last row is not for all operations", service)
		}
		for _, r := range list {
			if r.source == "" || strings.HasPrefix(r.source, "http") && !strings.HasPrefix(r.source, "https://docs.aws.amazon.com/") {
				t.Errorf("%s %v: the source is %q", service, r.operations, r.source)
			}
			for _, p := range r.operations {
				if _, err := path.Match(p, ""); err != nil || p == "" {
					t.Errorf("%s: pattern %q", service, p)
				}
			}
		}
	}
	if len(rows["*"]) != 1 || len(rows) < 30 {
		t.Errorf("%d services, %d rows for the others", len(rows), len(rows["*"]))
	}
	head := "service,operations,each,rate,burst,scope,source,read\n"
	for name, row := range map[string]string{"no rate": "a,*,family,,1,region,s,", "a rate of 0": "a,*,family,0,1,region,s,", "no burst": "a,*,family,1,0.5,region,s,", "an unknown kind": "a,*,each,1,1,region,s,", "an unknown scope": "a,*,family,1,1,world,s,", "too few fields": "a,*"} {
		if _, err := readRates(head + row + "\n"); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestWhatSharesARate(t *testing.T) {
	g := NewGate(nil, Limits{})
	same := func(want bool, a, b [3]string) {
		t.Helper()
		if got := g.bucket(a[0], a[1], a[2]) == g.bucket(b[0], b[1], b[2]); got != want {
			t.Errorf("%v and %v share: %v", a, b, got)
		}
	}
	same(true, [3]string{me, us, "sns:ListTopics"}, [3]string{me, us, "sns:ListTopics"})
	same(false, [3]string{me, us, "sns:ListTopics"}, [3]string{"444455556666", us, "sns:ListTopics"})
	same(false, [3]string{me, us, "sns:ListTopics"}, [3]string{me, jp, "sns:ListTopics"})
	same(false, [3]string{me, us, "ec2:DescribeVolumes"}, [3]string{me, us, "ec2:DescribeVpcs"})                       // each has its own
	same(true, [3]string{me, us, "lambda:ListFunctions"}, [3]string{me, us, "lambda:GetFunctionUrlConfig"})            // one for the family
	same(true, [3]string{me, us, "iam:ListRoles"}, [3]string{me, jp, "iam:GetCredentialReport"})                       // global
	same(true, [3]string{me, us, "unheard:ListThings"}, [3]string{me, us, "unheard:GetThing"})                         // of the default row
	same(false, [3]string{me, us, "unheard:ListThings"}, [3]string{me, us, "other:ListThings"})                        // but not with other services
	same(false, [3]string{me, us, "cloudtrail:DescribeTrails"}, [3]string{me, us, "cloudtrail:GetTrailStatus"})        // patterns
	same(true, [3]string{me, "eu-west-1", "organizations:ListRoots"}, [3]string{me, us, "organizations:ListPolicies"}) // global
	for op, want := range map[string]float64{"ec2:DescribeVolumes": 10, "ec2:GetEbsEncryptionByDefault": 20, "logs:DescribeLogGroups": 10, "lambda:GetPolicy": 15, "securityhub:GetFindings": 3, "elbv2:DescribeListeners": 10, "unheard:X": 20} {
		for share, limits := range map[float64]Limits{0.5: {}, 1: {RateShare: 1}, 0.1: {RateShare: 0.1}} {
			if b := NewGate(nil, limits).bucket(me, us, op); b.full != want*share {
				t.Errorf("%s at %v: %v calls a second, want %v", op, share, b.full, want*share)
			}
		}
	}
	if b := NewGate(nil, Limits{MaxRate: 3, RateShare: 1}).bucket(me, us, "kms:DescribeKey"); b.full != 3 || b.burst != 6 {
		t.Errorf("an absolute rate: %v, burst %v", b.full, b.burst)
	}
}

func TestABucketGivesItsRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBucket(5, 10)
		start := time.Now()
		var wait sync.WaitGroup
		for range 60 {
			wait.Go(func() {
				if err := b.take(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if took := time.Since(start).Round(time.Millisecond); took != 10*time.Second {
			t.Errorf("60 calls took %s, want a burst of 10 and 5 a second", took)
		}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(50*time.Millisecond, cancel)
		if err := b.take(ctx); !errors.Is(err, context.Canceled) || len(b.queue) != 0 {
			t.Errorf("%v, %d wait", err, len(b.queue))
		}
	})
}

func TestThrottleAnswersSlowTheBucket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBucket(10, 20)
		sent := time.Now()
		for range 5 {
			b.throttled(sent, errors.New("slow down")) // answered together: one cut
		}
		if b.rate != 6 || b.tokens > 0 {
			t.Errorf("rate %v, tokens %v", b.rate, b.tokens)
		}
		for range 30 {
			time.Sleep(2 * time.Second)
			b.throttled(time.Now().Add(-time.Second), errors.New("slow down"))
		}
		if b.rate != 10*leastOf {
			t.Errorf("the least rate is %v", b.rate)
		}
		start := time.Now()
		for range 3 {
			_ = b.take(t.Context())
		}
		if took := time.Since(start); took < 5*time.Second {
			t.Errorf("three calls took %s", took)
		}
		time.Sleep(2 * time.Minute)
		_ = b.take(t.Context())
		if b.rate != 10 {
			t.Errorf("two minutes later the rate is %v", b.rate)
		}
	})
}

// throttling answers the first n requests with throttle answers, whatever they are.
type throttling struct {
	n    int64
	sent atomic.Int64
	code string
}

func (w *throttling) RoundTrip(r *http.Request) (*http.Response, error) {
	status, body := http.StatusOK, "<ListTopicsResponse><ListTopicsResult/></ListTopicsResponse>"
	if w.sent.Add(1) <= w.n {
		status, body = http.StatusBadRequest, "<ErrorResponse><Error><Code>"+w.code+"</Code><Message>Rate exceeded</Message></Error></ErrorResponse>"
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

func (w *throttling) config(limits Limits) aws.Config {
	return aws.Config{Region: jp, HTTPClient: &http.Client{Transport: w}, Retryer: Retryer(limits), Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "of the test"}, nil
	})}
}

// Each try asks the bucket anew, and the SDK's own quota of retries makes no gap of what only takes a while.
func TestRetriesAreCalls(t *testing.T) {
	for _, code := range []string{"Throttling", "RequestLimitExceeded", "SlowDown", "KMSThrottlingException"} {
		synctest.Test(t, func(t *testing.T) {
			w := &throttling{n: 120, code: code}
			cfg := w.config(Limits{})
			g := gate(t, &cfg, Limits{CallTimeout: time.Hour}, "sns:ListTopics")
			client := sns.NewFromConfig(cfg)
			var wait sync.WaitGroup
			var failed atomic.Int64
			for range 60 {
				wait.Go(func() {
					if _, err := client.ListTopics(t.Context(), nil); err != nil {
						failed.Add(1)
						if class, _ := Classify(err, nil); class != Throttled {
							t.Errorf("%s: %v", class, err)
						}
					}
				})
			}
			wait.Wait()
			s := g.StatsOf(me)["sns:ListTopics"]
			if failed.Load() > 0 || s.Throttled != 120 || s.Attempts != 180 || g.Calls()["sns:ListTopics"] != 60 || s.Failed != 0 {
				t.Errorf("%s: %d failed, %+v, calls %v", code, failed.Load(), s, g.Calls())
			}
		})
	}
}

// What is no throttle answer is tried three times, or as often as the SDK's configuration says.
func TestOtherFailuresAreTriedLess(t *testing.T) {
	for name, c := range map[string]struct {
		limits Limits
		max    int
		want   int64
	}{"by default": {Limits{}, 0, 3}, "AWS_MAX_ATTEMPTS": {Limits{}, 6, 6}, "less": {Limits{}, 1, 1}, "for tests": {Limits{Attempts: 5}, 0, 5}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := &throttling{n: 100, code: "InternalFailure"}
				cfg := w.config(c.limits)
				cfg.RetryMaxAttempts = c.max
				cfg.HTTPClient = &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
					got, err := w.RoundTrip(r)
					got.StatusCode = http.StatusInternalServerError
					return got, err
				})}
				gate(t, &cfg, c.limits, "sns:ListTopics")
				_, err := sns.NewFromConfig(cfg).ListTopics(t.Context(), nil)
				if class, _ := Classify(err, nil); class != ServerError || w.sent.Load() != c.want {
					t.Errorf("%d requests, %s: %v", w.sent.Load(), class, err)
				}
			})
		})
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// A throttle answer in one region does not slow another; what is of the family does.
func TestThrottleAnswersAreOfTheirBucket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &throttling{n: 1, code: "Throttling"}
		cfg := w.config(Limits{})
		g := gate(t, &cfg, Limits{}, "sns:ListTopics")
		if _, err := sns.NewFromConfig(cfg).ListTopics(t.Context(), nil); err != nil {
			t.Error(err)
		}
		here, there := g.bucket(me, jp, "sns:ListTopics"), g.bucket(me, us, "sns:ListTopics")
		if here.rate >= here.full || there.rate != there.full {
			t.Errorf("%v of %v here, %v of %v elsewhere", here.rate, here.full, there.rate, there.full)
		}
	})
}

func TestRateOfEveryPattern(t *testing.T) {
	for i, op := range []string{"kms:ListGrants", "kms:ListKeys", "ecs:ListClusters", "ecs:DescribeTaskDefinition"} {
		if _, family := rateOf(op); family != []string{"kms:ListGrants", "kms:ListKeys", "ecs:DescribeClusters", "ecs:*"}[i] {
			t.Error(fmt.Sprint(op, " is of ", family))
		}
	}
}

// Who tries takes no turn early, and before those that wait; who has stopped trying keeps nobody waiting.
func TestTryingABucket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBucket(1, 1)
		if !b.try() || b.try() {
			t.Error("there was one turn")
		}
		start := time.Now()
		took := func() time.Duration { return time.Since(start).Round(10 * time.Millisecond) }
		var wait sync.WaitGroup
		wait.Go(func() {
			if err := b.take(t.Context()); err != nil || took() != 2*time.Second {
				t.Errorf("who waits had its turn after %s, %v", took(), err)
			}
		})
		for !b.try() {
			time.Sleep(gathering)
		}
		if took() != time.Second {
			t.Errorf("who tries had its turn after %s", took())
		}
		wait.Wait()
		if b.try() { // and not again
			t.Error("the turn was given twice")
		}
		start = time.Now()
		if err := b.take(t.Context()); err != nil || took() > time.Second+keptFor {
			t.Errorf("who waits had its turn after %s, %v", took(), err)
		}
		start = time.Now()
		b.give()
		if err := b.take(t.Context()); err != nil || took() != 0 {
			t.Errorf("a turn that was given back came after %s, %v", took(), err)
		}
	})
}
