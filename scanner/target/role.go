package target

import (
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

// early is how long before its end a session is renewed: longer than a call with its retries takes.
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
	return aws.NewCredentialsCache(provider, func(o *aws.CredentialsCacheOptions) { o.ExpiryWindow, o.ExpiryWindowJitterFrac = early, 0.2 })
}
