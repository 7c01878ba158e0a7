package collect

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/acm"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/sns"
)

// resolver is a transport whose names do not resolve as lookup says; what has an address is answered with an empty page.
type resolver struct {
	lookup func(host string, times int) error

	mu    sync.Mutex
	tries map[string]int
}

func (d *resolver) RoundTrip(r *http.Request) (*http.Response, error) {
	host := r.URL.Hostname()
	d.mu.Lock()
	d.tries[host]++
	times := d.tries[host]
	d.mu.Unlock()
	if err := d.lookup(host, times); err != nil {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: err}
	}
	body, kind := "{}", "application/x-amz-json-1.1"
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		_ = r.ParseForm()
		body, kind = fmt.Sprintf("<%[1]sResponse><%[1]sResult/></%[1]sResponse>", r.Form.Get("Action")), "text/xml"
	}
	return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {kind}}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

func (d *resolver) config(t *testing.T, limits Limits) aws.Config {
	t.Helper()
	d.tries = map[string]int{}
	cfg := aws.Config{Region: "eu-west-1", HTTPClient: &http.Client{Transport: d}, Retryer: Retryer(limits),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "of the test"}, nil
		})}
	gate(t, &cfg, limits, "sns:ListTopics", "kms:ListKeys", "rds:DescribeDBInstances", "cloudtrail:DescribeTrails", "iam:ListUsers", "acm:ListCertificates", "ecr:DescribeRepositories", "ecs:ListClusters")
	return cfg
}

// asking calls a service in a region, and gives the class and the words of what came of it.
func asking(t *testing.T, cfg aws.Config, service, region string) (Class, string) {
	t.Helper()
	cfg.Region = region
	var err error
	switch service {
	case "sns":
		_, err = sns.NewFromConfig(cfg).ListTopics(t.Context(), nil)
	case "kms":
		_, err = kms.NewFromConfig(cfg).ListKeys(t.Context(), nil)
	case "rds":
		_, err = rds.NewFromConfig(cfg).DescribeDBInstances(t.Context(), nil)
	case "cloudtrail":
		_, err = cloudtrail.NewFromConfig(cfg).DescribeTrails(t.Context(), nil)
	case "acm":
		_, err = acm.NewFromConfig(cfg).ListCertificates(t.Context(), nil)
	case "api.ecr":
		_, err = ecr.NewFromConfig(cfg).DescribeRepositories(t.Context(), nil)
	case "ecs":
		_, err = ecs.NewFromConfig(cfg).ListClusters(t.Context(), nil)
	case "iam":
		_, err = iam.NewFromConfig(cfg).ListUsers(t.Context(), nil)
	}
	if err == nil {
		return "", ""
	}
	class, _ := Classify(err, nil)
	return class, message(err)
}

func missing(region string) func(string, int) error {
	return func(host string, _ int) error {
		if strings.Contains(host, "."+region+".") {
			return &net.DNSError{Err: "no such host", Name: host, Server: "192.0.2.53:53", IsNotFound: true}
		}
		return nil
	}
}

var five = []string{"sns", "kms", "rds", "acm", "ecs"}

// Five names that do not resolve stand for a region: the sixth is not looked up, and its gap says the same as theirs.
func TestARegionWithoutNames(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &resolver{lookup: missing("eu-west-1")}
		cfg := d.config(t, Limits{})
		for _, service := range append(five, "cloudtrail", "api.ecr") {
			class, text := asking(t, cfg, service, "eu-west-1")
			if want := "the name " + service + ".eu-west-1.amazonaws.com cannot be resolved"; class != EndpointMissing || text != want {
				t.Errorf("%s: %s %q, want %q", service, class, text, want)
			}
			if class, text := asking(t, cfg, service, "ap-northeast-1"); class != "" {
				t.Errorf("%s in another region: %s %s", service, class, text)
			}
			if class, text := asking(t, cfg, "iam", "eu-west-1"); class != "" {
				t.Errorf("a global service: %s %s", class, text)
			}
		}
		for service, want := range map[string]int{"sns": 1, "ecs": 1, "cloudtrail": 0, "api.ecr": 0} {
			if n := d.tries[service+".eu-west-1.amazonaws.com"]; n != want {
				t.Errorf("%s was looked up %d times, want %d", service, n, want)
			}
		}
	})
}

// Services that a region lacks say nothing of the others: not while another may still be answered, not after one was, and not when the
// scan comes again for another account.
func TestServicesWithoutNames(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &resolver{lookup: func(host string, _ int) error {
			if strings.HasPrefix(host, "cloudtrail.") {
				time.Sleep(100 * time.Millisecond)
				return nil
			}
			if strings.HasPrefix(host, "api.ecr.") {
				return nil
			}
			return &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
		}}
		cfg := d.config(t, Limits{})
		round := func() {
			t.Helper()
			for _, service := range five {
				if class, text := asking(t, cfg, service, "eu-west-1"); class != EndpointMissing {
					t.Errorf("%s: %s %s", service, class, text)
				}
			}
			if class, text := asking(t, cfg, "api.ecr", "eu-west-1"); class != "" {
				t.Errorf("ecr: %s %s", class, text)
			}
		}
		var wait sync.WaitGroup
		wait.Go(func() {
			if class, text := asking(t, cfg, "cloudtrail", "eu-west-1"); class != "" {
				t.Errorf("cloudtrail: %s %s", class, text)
			}
		})
		synctest.Wait()
		round()
		wait.Wait()
		round()
		time.Sleep(time.Hour)
		round()
		if n := d.tries["sns.eu-west-1.amazonaws.com"]; n != 3 {
			t.Errorf("sns was looked up %d times, want 3", n)
		}
	})
}

// A name server that fails for a moment costs nothing; one that fails for a while costs little more than that while.
func TestNamesThatResolveAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		flaky := &resolver{lookup: func(host string, times int) error {
			if times < patience {
				return &net.DNSError{Err: "server misbehaving", Name: host, IsTemporary: true}
			}
			return nil
		}}
		cfg := flaky.config(t, Limits{})
		for _, service := range five {
			if class, text := asking(t, cfg, service, "eu-west-1"); class != "" {
				t.Errorf("%s: %s %s", service, class, text)
			}
		}
		start := time.Now()
		d := &resolver{lookup: func(host string, _ int) error {
			if time.Since(start) < time.Minute {
				return &net.DNSError{Err: "server misbehaving", Name: host, IsTemporary: true}
			}
			return nil
		}}
		cfg = d.config(t, Limits{Backoff: -1})
		fails := func(service string, want int) {
			t.Helper()
			host := service + ".eu-west-1.amazonaws.com"
			before := d.tries[host]
			if class, text := asking(t, cfg, service, "eu-west-1"); class != EndpointMissing || d.tries[host]-before != want {
				t.Errorf("after %s: %s: %s %q, looked up %d times, want %d", time.Since(start), service, class, text, d.tries[host]-before, want)
			}
		}
		for _, service := range five {
			fails(service, patience)
		}
		fails("cloudtrail", 0)
		time.Sleep(namesAgain - time.Second)
		fails("cloudtrail", 0)
		time.Sleep(time.Second)
		fails("sns", 1) // the one that tries again; its retry is refused
		fails("kms", 0)
		time.Sleep(namesAgain)
		for _, service := range five {
			if class, text := asking(t, cfg, service, "eu-west-1"); class != "" {
				t.Errorf("%s, when names resolve again: %s %s", service, class, text)
			}
		}
	})
}

// What throttle answers keep from being asked names them, and not the time that ran out.
func TestThrottledToTheEnd(t *testing.T) {
	busy := func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(400)
		fmt.Fprint(w, `<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>`)
	}
	for name, limits := range map[string]Limits{
		"while it waits to be tried again": {Backoff: time.Hour, Attempts: 100},
		"while it waits for its turn":      {Backoff: -1, Attempts: 100, MaxRate: 0.5},
		"by the time of one call":          {Backoff: time.Hour, Attempts: 100, CallTimeout: 50 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			cfg, _ := serve(t, busy)
			cfg.RetryMaxAttempts, cfg.Retryer = 0, Retryer(limits)
			gate(t, &cfg, limits, "sns:ListTopics")
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			defer cancel()
			for _, err := range together(ctx, cfg, 3) {
				class, code := Classify(err, nil)
				if class != Throttled || code != "Throttling" || message(err) != "throttled until the time was over: Rate exceeded" {
					t.Errorf("%s %s %q: %v", class, code, message(err), err)
				}
			}
		})
	}
	t.Run("an interrupt", func(t *testing.T) {
		cfg, _ := serve(t, busy)
		limits := Limits{Backoff: time.Hour, Attempts: 100}
		cfg.RetryMaxAttempts, cfg.Retryer = 0, Retryer(limits)
		gate(t, &cfg, limits, "sns:ListTopics")
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(100*time.Millisecond, cancel)
		if class, _ := Classify(errors.Join(together(ctx, cfg, 1)...), nil); class != Interrupted {
			t.Errorf("it is %s", class)
		}
	})
}
