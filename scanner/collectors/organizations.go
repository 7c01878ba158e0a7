package collectors

import (
	"cmp"
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"

	"kijun/scanner/collect"
)

// noOrganization is the code by which Organizations says that the account is in no organization.
var noOrganization = []string{"AWSOrganizationsNotInUseException"}

// organizations.organization: the organization that the account is in, or none
// (https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html). Any member may ask for it.
// Its AvailablePolicyTypes is deprecated and not complete.
var _ = collect.Register(collect.Collector{
	Key: "organizations.organization", Type: "AWS::Organizations::Organization", Scope: collect.Organization,
	List: "organizations:DescribeOrganization", Element: types.Organization{}, Absent: noOrganization,
	Secret: []string{"MasterAccountEmail"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		got, err := organizations.NewFromConfig(t.Config).DescribeOrganization(ctx, &organizations.DescribeOrganizationInput{})
		if err != nil {
			return err
		}
		out.Add(aws.ToString(got.Organization.Id), aws.ToString(got.Organization.Arn), got.Organization)
		return nil
	},
})

// organizations.delegated_administrators: the accounts that administer services for the organization, and which services. Only the
// management account and delegated administrators may ask; others are denied, which is a gap.
var _ = collect.Register(collect.Collector{
	Key: "organizations.delegated_administrators", Type: "AWS::Organizations::Account", Scope: collect.Organization,
	List: "organizations:ListDelegatedAdministrators", Element: types.DelegatedAdministrator{}, Absent: noOrganization,
	Details: []collect.Detail{{Operation: "organizations:ListDelegatedServicesForAccount", Output: organizations.ListDelegatedServicesForAccountOutput{}}},
	Secret:  []string{"Email"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := organizations.NewFromConfig(t.Config)
		in := &organizations.ListDelegatedAdministratorsInput{}
		for page, err := range collect.Pages(ctx, organizations.NewListDelegatedAdministratorsPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, administrator := range page.DelegatedAdministrators {
				el := out.Add(aws.ToString(administrator.Id), aws.ToString(administrator.Arn), administrator)
				collect.AskPages(el, organizations.NewListDelegatedServicesForAccountPaginator(svc,
					&organizations.ListDelegatedServicesForAccountInput{AccountId: administrator.Id}))
			}
		}
		return nil
	},
})

var policyDetails = []collect.Detail{
	{Operation: "organizations:DescribePolicy", Output: organizations.DescribePolicyOutput{}},
	{Operation: "organizations:ListTargetsForPolicy", Output: organizations.ListTargetsForPolicyOutput{}},
}

// addPolicy adds a policy and asks for policyDetails.
func addPolicy(svc *organizations.Client, out *collect.Sink, policy types.PolicySummary) {
	el := out.Add(aws.ToString(policy.Id), aws.ToString(policy.Arn), policy)
	collect.Ask(el, svc.DescribePolicy, &organizations.DescribePolicyInput{PolicyId: policy.Id})
	collect.AskPages(el, organizations.NewListTargetsForPolicyPaginator(svc, &organizations.ListTargetsForPolicyInput{PolicyId: policy.Id}))
}

// organizations.policies: the organization's service control policies and what each is attached to. Which of them hold for the
// account follows from its place in the organization. A member account is usually denied all of this, which is a gap.
var _ = collect.Register(collect.Collector{
	Key: "organizations.policies", Type: "AWS::Organizations::Policy", Scope: collect.Organization,
	List: "organizations:ListPolicies", Element: types.PolicySummary{}, Absent: noOrganization,
	Details: policyDetails,
	JSON:    []string{"DescribePolicy.Policy.Content"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := organizations.NewFromConfig(t.Config)
		in := &organizations.ListPoliciesInput{Filter: types.PolicyTypeServiceControlPolicy}
		for page, err := range collect.Pages(ctx, organizations.NewListPoliciesPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, policy := range page.Policies {
				addPolicy(svc, out, policy)
			}
		}
		return nil
	},
})

// organizations.service_access: the AWS services that the organization trusts; the id is the service principal.
var _ = collect.Register(collect.Collector{
	Key: "organizations.service_access", Type: "AWS::Organizations::ServiceAccess", Scope: collect.Organization,
	List: "organizations:ListAWSServiceAccessForOrganization", Element: types.EnabledServicePrincipal{}, Absent: noOrganization,
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := organizations.NewFromConfig(t.Config)
		in := &organizations.ListAWSServiceAccessForOrganizationInput{}
		for page, err := range collect.Pages(ctx, organizations.NewListAWSServiceAccessForOrganizationPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, service := range page.EnabledServicePrincipals {
				out.Add(aws.ToString(service.ServicePrincipal), "", service)
			}
		}
		return nil
	},
})

// organizations.accounts: the accounts of the organization, also suspended ones (State). Only the management account and delegated
// administrators may ask.
var _ = collect.Register(collect.Collector{
	Key: "organizations.accounts", Type: "AWS::Organizations::Account", Scope: collect.Organization,
	List: "organizations:ListAccounts", Element: types.Account{}, Absent: noOrganization,
	Secret: []string{"Email"}, // of the account's root user
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := organizations.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, organizations.NewListAccountsPaginator(svc, &organizations.ListAccountsInput{})) {
			if err != nil {
				return err
			}
			for _, member := range page.Accounts {
				out.Add(aws.ToString(member.Id), aws.ToString(member.Arn), member)
			}
		}
		return nil
	},
})

// unit is the root of the organization, or a unit below it.
type unit struct {
	Id, Arn, Name, ParentId *string
	PolicyTypes             []types.PolicyTypeSummary
}

// organizations.units: the root and all units below it, each with the unit above it and the accounts right in it. The tree is walked from
// the root: asking each account for its parents would take a call an account.
var _ = collect.Register(collect.Collector{
	Key: "organizations.units", Type: "AWS::Organizations::OrganizationalUnit", Scope: collect.Organization,
	List: "organizations:ListRoots", Also: []string{"organizations:ListOrganizationalUnitsForParent"}, Element: unit{}, Absent: noOrganization,
	Details: []collect.Detail{{Operation: "organizations:ListAccountsForParent", Output: organizations.ListAccountsForParentOutput{}}},
	Secret:  []string{"ListAccountsForParent.Accounts.Email"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := organizations.NewFromConfig(t.Config)
		add := func(u unit) {
			el := out.Add(aws.ToString(u.Id), aws.ToString(u.Arn), u)
			collect.AskPages(el, organizations.NewListAccountsForParentPaginator(svc, &organizations.ListAccountsForParentInput{ParentId: u.Id}))
		}
		var above []*string
		seen := map[string]bool{} // an answer that names a unit above would be walked without end
		for page, err := range collect.Pages(ctx, organizations.NewListRootsPaginator(svc, &organizations.ListRootsInput{})) {
			if err != nil {
				return err
			}
			for _, root := range page.Roots {
				add(unit{Id: root.Id, Arn: root.Arn, Name: root.Name, PolicyTypes: root.PolicyTypes})
				above = append(above, root.Id)
			}
		}
		for ; len(above) > 0; above = above[1:] {
			in := &organizations.ListOrganizationalUnitsForParentInput{ParentId: above[0]}
			for page, err := range collect.Pages(ctx, organizations.NewListOrganizationalUnitsForParentPaginator(svc, in)) {
				if err != nil {
					return err
				}
				for _, below := range page.OrganizationalUnits {
					if seen[aws.ToString(below.Id)] {
						continue
					}
					seen[aws.ToString(below.Id)] = true
					add(unit{Id: below.Id, Arn: below.Arn, Name: below.Name, ParentId: above[0]})
					above = append(above, below.Id)
				}
			}
		}
		return nil
	},
})

// organizations.further_policies: the policies of every type but service control policies, which organizations.policies has.
var _ = collect.Register(collect.Collector{
	Key: "organizations.further_policies", Type: "AWS::Organizations::Policy", Scope: collect.Organization,
	List: "organizations:ListPolicies", Element: types.PolicySummary{}, Absent: noOrganization,
	Details: policyDetails,
	JSON:    []string{"DescribePolicy.Policy.Content"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := organizations.NewFromConfig(t.Config)
		ask := func(kind types.PolicyType) error {
			for page, err := range collect.Pages(ctx, organizations.NewListPoliciesPaginator(svc, &organizations.ListPoliciesInput{Filter: kind})) {
				if _, code := collect.Classify(err, nil); err != nil && code == "InvalidInputException" {
					return nil // a type that this partition does not have
				}
				if err != nil {
					return err
				}
				for _, policy := range page.Policies {
					addPolicy(svc, out, policy)
				}
			}
			return nil
		}
		kinds := slices.DeleteFunc(types.PolicyType("").Values(), func(kind types.PolicyType) bool { return kind == types.PolicyTypeServiceControlPolicy })
		failed := ask(kinds[0])
		if class, _ := collect.Classify(failed, noOrganization); failed != nil && class != collect.Other && class != collect.Throttled {
			return failed // the others would say the same
		}
		var rest []func() error
		for _, kind := range kinds[1:] {
			rest = append(rest, func() error { return ask(kind) })
		}
		for _, err := range collect.Beside(rest...) {
			failed = cmp.Or(failed, err)
		}
		return failed
	},
})
