package collectors

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/macie2"
	"github.com/aws/smithy-go"

	"kijun/scanner/collect"
)

// macieOff is the code under which a region without Macie is told from a caller without permission. Macie answers both with
// AccessDeniedException, and only the first with this text: the one place where a text decides. Should it change, the region is a gap.
const macieOff = "MacieNotEnabled"

func macieError(err error) error {
	var api smithy.APIError
	if errors.As(err, &api) && api.ErrorCode() == "AccessDeniedException" && (api.ErrorMessage() == "Macie is not enabled." || api.ErrorMessage() == "Macie is not enabled") {
		return &smithy.GenericAPIError{Code: macieOff, Message: api.ErrorMessage()}
	}
	return err
}

// macie2.sessions: one element in a region where Macie is on or paused, none where it is off
// (https://docs.aws.amazon.com/macie/latest/APIReference/macie.html). A standalone account has no administrator. In an organization
// only the administrator configures automated discovery.
var _ = collect.Register(collect.Collector{
	Key: "macie2.sessions", Type: "AWS::Macie::Session",
	List: "macie2:GetMacieSession", Element: macie2.GetMacieSessionOutput{},
	Absent: []string{macieOff, "ResourceNotFoundException"},
	Details: []collect.Detail{
		{Operation: "macie2:GetAdministratorAccount", Output: macie2.GetAdministratorAccountOutput{}, Absent: []string{"ResourceNotFoundException"}},
		{Operation: "macie2:GetAutomatedDiscoveryConfiguration", Output: macie2.GetAutomatedDiscoveryConfigurationOutput{}},
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
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
