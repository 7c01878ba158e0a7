package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/macie2"
	"github.com/aws/smithy-go"

	"kijun/scanner/collect"
	"kijun/scanner/target"
)

// macieOff is the code under which a region without Macie is told from a caller without permission.
const macieOff = "MacieNotEnabled"

func macieError(err error) error {
	if collect.MacieOff(err) {
		return &smithy.GenericAPIError{Code: macieOff, Message: err.Error()}
	}
	return err
}

// neverOn says whether Macie was never enabled in the account. To ask for it where it is off looks to CloudTrail like a caller without
// permission, of which alarms allow few: so it is asked in one region for all, when the service-linked role is not there that Macie makes wherever
// it is enabled and that cannot be deleted before it is disabled everywhere
// (https://docs.aws.amazon.com/macie/latest/user/service-linked-roles.html). Whatever else is answered, each region is asked itself.
func neverOn(ctx context.Context, t *collect.Target) bool {
	cfg := t.Config.Copy()
	cfg.Region = target.GlobalRegion(t.Partition)
	roles, err := iam.NewFromConfig(cfg).ListRoles(ctx, &iam.ListRolesInput{PathPrefix: aws.String("/aws-service-role/macie.amazonaws.com/")})
	if err != nil || len(roles.Roles) > 0 || roles.IsTruncated {
		return false
	}
	_, err = macie2.NewFromConfig(cfg).GetMacieSession(ctx, &macie2.GetMacieSessionInput{})
	return collect.MacieOff(err)
}

// macie2.sessions: one element in a region where Macie is on or paused, none where it is off
// (https://docs.aws.amazon.com/macie/latest/APIReference/macie.html). A standalone account has no administrator. In an organization
// only the administrator configures automated discovery.
var _ = collect.Register(collect.Collector{
	Key: "macie2.sessions", Type: "AWS::Macie::Session",
	List: "macie2:GetMacieSession", Element: macie2.GetMacieSessionOutput{},
	Also:   []string{"iam:ListRoles"},
	Common: []string{"iam:ListRoles", "macie2:GetMacieSession"},
	Absent: []string{macieOff, "ResourceNotFoundException"},
	Details: []collect.Detail{
		{Operation: "macie2:GetAdministratorAccount", Output: macie2.GetAdministratorAccountOutput{}, Absent: []string{"ResourceNotFoundException"}},
		{Operation: "macie2:GetAutomatedDiscoveryConfiguration", Output: macie2.GetAutomatedDiscoveryConfigurationOutput{}},
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		if neverOn(ctx, t) {
			return nil
		}
		svc := macie2.NewFromConfig(t.Config)
		got, err := svc.GetMacieSession(ctx, &macie2.GetMacieSessionInput{})
		if err != nil {
			return macieError(err)
		}
		el := out.Add(t.Region, "", got)
		collect.Ask(el, svc.GetAdministratorAccount, &macie2.GetAdministratorAccountInput{})
		collect.Ask(el, svc.GetAutomatedDiscoveryConfiguration, &macie2.GetAutomatedDiscoveryConfigurationInput{})
		return nil
	},
})
