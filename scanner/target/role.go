package target

import (
	"context"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// Role says how roles are assumed.
type Role struct {
	ExternalID string        // empty: none is given
	Session    string        // the session's name, which CloudTrail shows in the account
	Duration   time.Duration // of a session before it is renewed; 0 means an hour, the most that a chain of roles may have
}

// early is how long before its end a session is renewed: longer than a call with its retries takes. One that is short is renewed in its
// last third, else it would be assumed anew for each call.
const early = 5 * time.Minute

// Assume gives the credentials of a role, which the identity of cfg assumes when they are first needed, and again before they end. cfg has
// the gate installed.
func (r Role) Assume(cfg aws.Config, arn string) aws.CredentialsProvider {
	provider := stscreds.NewAssumeRoleProvider(sts.NewFromConfig(cfg), arn, func(o *stscreds.AssumeRoleOptions) {
		o.RoleSessionName, o.Duration = r.Session, r.Duration
		if o.Duration == 0 {
			o.Duration = time.Hour
		}
		if r.ExternalID != "" {
			o.ExternalID = aws.String(r.ExternalID)
		}
	})
	return aws.NewCredentialsCache(&renewing{provider: provider})
}

// renewing gives sessions that seem to end before they do, so that the SDK's cache renews them in time.
type renewing struct {
	provider aws.CredentialsProvider

	mu     sync.Mutex
	ends   time.Time     // of the last session
	window time.Duration // before that, in which it is to be renewed
}

// Retrieve assumes the role.
func (r *renewing) Retrieve(ctx context.Context) (aws.Credentials, error) {
	got, err := r.provider.Retrieve(ctx)
	if err != nil || !got.CanExpire {
		return got, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ends = got.Expires
	r.window = max(0, min(early, time.Until(got.Expires)/3))
	got.Expires = got.Expires.Add(-r.window)
	return got, nil
}

// HandleFailToRefresh keeps a session that could not be renewed until it ends, and has the renewal tried again soon.
func (r *renewing) HandleFailToRefresh(_ context.Context, old aws.Credentials, err error) (aws.Credentials, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !old.HasKeys() || time.Until(r.ends) <= r.window/10 {
		return aws.Credentials{}, err
	}
	old.Expires = time.Now().Add(r.window / 10)
	return old, nil
}
