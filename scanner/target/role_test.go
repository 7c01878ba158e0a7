package target

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"kijun/scanner/collect"
)

// tokens is an STS that hands out sessions of this length, and refuses requests of sessions that have ended. It stands at the other end of
// the transport, so that it obeys the clock of a synctest bubble.
type tokens struct {
	length time.Duration
	down   func() bool // nil: never

	mu      sync.Mutex
	ends    map[string]time.Time // access key -> end of its session
	assumed map[string]int       // role -> sessions, with those refused
	late    int                  // requests of sessions that had ended
}

func (s *tokens) RoundTrip(r *http.Request) (*http.Response, error) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	time.Sleep(time.Second)
	s.mu.Lock()
	defer s.mu.Unlock()
	answer := func(status int, body string) (*http.Response, error) {
		return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
	}
	_, key, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=")
	key, _, _ = strings.Cut(key, "/")
	if end, session := s.ends[key]; session && !time.Now().Before(end) {
		s.late++
		return answer(403, "<ErrorResponse><Error><Code>ExpiredToken</Code></Error></ErrorResponse>")
	}
	text := string(raw)
	if strings.Contains(text, "Action=GetCallerIdentity") {
		return answer(200, "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::111122223333:assumed-role/Audit/kijun</Arn><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>")
	}
	_, role, _ := strings.Cut(text, "RoleArn=")
	role, _, _ = strings.Cut(role, "&")
	role = role[strings.LastIndex(role, "%2F")+3:]
	s.assumed[role]++
	if s.down != nil && s.down() {
		return answer(503, "<ErrorResponse><Error><Code>ServiceUnavailable</Code></Error></ErrorResponse>")
	}
	access := fmt.Sprintf("ASIA%s%d", role, s.assumed[role])
	s.ends[access] = time.Now().Add(s.length)
	return answer(200, fmt.Sprintf("<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>%s</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>",
		access, s.ends[access].UTC().Format(time.RFC3339)))
}

// chain is a configuration with the credentials of Audit, assumed from Hub, assumed from an access key.
func chain(s *tokens, parallel int) aws.Config {
	s.ends, s.assumed = map[string]time.Time{}, map[string]int{}
	gate := collect.NewGate(map[string]bool{"sts:AssumeRole": true, "sts:GetCallerIdentity": true}, collect.Limits{Parallel: parallel, MaxRate: 1e6})
	cfg := aws.Config{Region: "ap-northeast-1", HTTPClient: &http.Client{Transport: s}, RetryMaxAttempts: 1,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "of the test"}, nil
		})}
	gated := func() aws.Config {
		own := cfg.Copy()
		gate.Install(&own, "111122223333", nil)
		return own
	}
	for _, arn := range []string{"arn:aws:iam::444455556666:role/Hub", "arn:aws:iam::111122223333:role/Audit"} {
		cfg.Credentials = Role{Session: "kijun", Duration: 15 * time.Minute}.Assume(gated(), arn)
	}
	return gated()
}

func TestSessionsAreRenewedBeforeTheyEnd(t *testing.T) {
	for name, c := range map[string]struct {
		length, run, pace time.Duration
		fewest, most      int // sessions of each role
	}{
		"the shortest that STS gives": {15 * time.Minute, 4 * time.Hour, 20 * time.Second, 20, 30},
		"an hour":                     {time.Hour, 4 * time.Hour, 20 * time.Second, 4, 6},
		"very short ones":             {30 * time.Second, 10 * time.Minute, 500 * time.Millisecond, 20, 45},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &tokens{length: c.length}
				svc := sts.NewFromConfig(chain(s, 8))
				for began := time.Now(); time.Since(began) < c.run; time.Sleep(c.pace) {
					if _, err := svc.GetCallerIdentity(t.Context(), nil); err != nil {
						t.Fatalf("after %s: %v", time.Since(began), err)
					}
				}
				for _, role := range []string{"Hub", "Audit"} {
					if n := s.assumed[role]; n < c.fewest || n > c.most {
						t.Errorf("%s was assumed %d times, want %d to %d", role, n, c.fewest, c.most)
					}
				}
				if s.late > 0 {
					t.Errorf("%d requests of sessions that had ended", s.late)
				}
			})
		})
	}
}

func TestASessionThatCannotBeRenewedIsUsedToItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		s := &tokens{length: time.Hour, down: func() bool { return time.Since(began) > 10*time.Minute && time.Since(began) < 70*time.Minute }}
		svc := sts.NewFromConfig(chain(s, 8))
		var refused, last time.Duration
		for ; time.Since(began) < 2*time.Hour; time.Sleep(10 * time.Second) {
			at := time.Since(began)
			_, err := svc.GetCallerIdentity(t.Context(), nil)
			class, _ := collect.Classify(err, nil)
			switch {
			case err == nil:
			case class != collect.Credentials:
				t.Fatalf("after %s: %s: %v", at, class, err)
			case refused == 0:
				refused = at
				fallthrough
			default:
				last = at
			}
		}
		if refused < 59*time.Minute || refused > 61*time.Minute || last < 69*time.Minute || last > 71*time.Minute {
			t.Errorf("refused from %s to %s, want from the end of the session until STS answers again", refused, last)
		}
		if s.late > 0 {
			t.Errorf("%d requests of sessions that had ended", s.late)
		}
		if n := s.assumed["Hub"]; n > 120 {
			t.Errorf("%d tries to renew", n)
		}
	})
}

// A call that waits for its session holds a slot. The call that gets the session must not wait for that slot.
func TestASessionIsHadAlthoughAllSlotsAreTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &tokens{length: time.Hour}
		svc := sts.NewFromConfig(chain(s, 1))
		began := time.Now()
		if _, err := svc.GetCallerIdentity(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took != 3*time.Second {
			t.Errorf("took %s, want that of three requests", took)
		}
	})
}
