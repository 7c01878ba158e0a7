package collectors

import (
	"cmp"
	"context"
	"errors"

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
			return refused(failed)
		}
		for _, state := range got.Accounts {
			el := out.Add(t.Region, "", state)
			collect.Ask(el, svc.DescribeOrganizationConfiguration, &inspector2.DescribeOrganizationConfigurationInput{})
		}
		return nil
	},
})

// refused is an account's failure within a successful answer.
func refused(failed types.FailedAccount) error {
	code := string(failed.ErrorCode)
	if failed.ErrorCode == types.ErrorCodeAccessDenied {
		code = "AccessDenied"
	}
	return &smithy.GenericAPIError{Code: code, Message: aws.ToString(failed.ErrorMessage)}
}

// inspector2.members: the accounts whose Inspector this account administers, with what is scanned in each. For other accounts
// the listing is empty, or denied.
var _ = collect.Register(collect.Collector{
	Key: "inspector2.members", Type: "AWS::InspectorV2::Member",
	List: "inspector2:ListMembers", Element: types.Member{},
	Details: []collect.Detail{{Operation: "inspector2:BatchGetAccountStatus", Output: types.AccountState{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := inspector2.NewFromConfig(t.Config)
		in := &inspector2.ListMembersInput{MaxResults: aws.Int32(memberBatch), OnlyAssociated: aws.Bool(true)}
		for page, err := range collect.Pages(ctx, inspector2.NewListMembersPaginator(svc, in)) {
			if err != nil {
				return err
			}
			if len(page.Members) == 0 {
				continue
			}
			elements, accounts := map[string]*collect.Element{}, []string{}
			for _, member := range page.Members {
				account := aws.ToString(member.AccountId)
				accounts = append(accounts, account)
				elements[account] = out.Hold(t.Region+"/"+account, "", member)
			}
			if out.Needs("inspector2:BatchGetAccountStatus") {
				giveStates(ctx, svc, accounts, elements)
			}
		}
		return nil
	},
})

var errNoState = errors.New("Inspector did not tell what it scans in the member account")

func giveStates(ctx context.Context, svc *inspector2.Client, accounts []string, elements map[string]*collect.Element) {
	got, err := svc.BatchGetAccountStatus(ctx, &inspector2.BatchGetAccountStatusInput{AccountIds: accounts})
	told, failures := map[string]types.AccountState{}, map[string]error{}
	if err == nil {
		for _, state := range got.Accounts {
			told[aws.ToString(state.AccountId)] = state
		}
		for _, failed := range got.FailedAccounts {
			failures[aws.ToString(failed.AccountId)] = refused(failed)
		}
	}
	for account, el := range elements {
		state, ok := told[account]
		switch {
		case err != nil:
			el.Give("inspector2:BatchGetAccountStatus", nil, err)
		case ok:
			el.Give("inspector2:BatchGetAccountStatus", state, nil)
		default:
			el.Give("inspector2:BatchGetAccountStatus", nil, cmp.Or(failures[account], errNoState))
		}
	}
}
