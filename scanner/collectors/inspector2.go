package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/inspector2"
	"github.com/aws/aws-sdk-go-v2/service/inspector2/types"
	"github.com/aws/smithy-go"

	"kijun/scanner/collect"
)

// inspector2.status: what Inspector scans in the region, also when it is off
// (https://docs.aws.amazon.com/inspector/v2/APIReference/API_BatchGetAccountStatus.html). A refusal comes as success, with the account
// among the failed ones. Only the delegated administrator may ask for the organization's configuration; others are denied.
var _ = collect.Register(collect.Collector{
	Key: "inspector2.status", Type: "AWS::::Account",
	List: "inspector2:BatchGetAccountStatus", Element: types.AccountState{},
	Details: []collect.Detail{{Operation: "inspector2:DescribeOrganizationConfiguration", Output: inspector2.DescribeOrganizationConfigurationOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := inspector2.NewFromConfig(t.Config)
		got, err := svc.BatchGetAccountStatus(ctx, &inspector2.BatchGetAccountStatusInput{AccountIds: []string{t.Account}})
		if err != nil {
			return err
		}
		for _, failed := range got.FailedAccounts {
			code := string(failed.ErrorCode)
			if failed.ErrorCode == types.ErrorCodeAccessDenied {
				code = "AccessDenied"
			}
			return &smithy.GenericAPIError{Code: code, Message: aws.ToString(failed.ErrorMessage)}
		}
		for _, state := range got.Accounts {
			el := out.Add(t.Region, "", state)
			collect.Ask(el, svc.DescribeOrganizationConfiguration, &inspector2.DescribeOrganizationConfigurationInput{})
		}
		return nil
	},
})
