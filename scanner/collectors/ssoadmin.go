package collectors

import (
	"cmp"
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin"

	"kijun/scanner/collect"
)

// permissionSet is what the listing has, with the instance of Identity Center that the permission set is of, and whose that is.
type permissionSet struct{ PermissionSetArn, InstanceArn, OwnerAccountId string }

// ssoadmin.permission_sets: IAM Identity Center's permission sets that are provisioned to this account: what its AWSReservedSSO roles
// are made from (https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListPermissionSetsProvisionedToAccount.html). An
// instance has a home region that only asking each region finds, and may be replicated to others, which show it too. A member
// account sees the instance, but only the management account and a delegated administrator may ask for the permission sets.
// Without an inline policy InlinePolicy is "", while a missing boundary is ResourceNotFoundException.
var _ = collect.Register(collect.Collector{
	Key: "ssoadmin.permission_sets", Type: "AWS::SSO::PermissionSet", Scope: collect.Shared,
	List: "sso-admin:ListPermissionSetsProvisionedToAccount", Also: []string{"sso-admin:ListInstances"}, Element: permissionSet{},
	Details: []collect.Detail{
		{Operation: "sso-admin:DescribePermissionSet", Output: ssoadmin.DescribePermissionSetOutput{}},
		{Operation: "sso-admin:GetInlinePolicyForPermissionSet", Output: ssoadmin.GetInlinePolicyForPermissionSetOutput{}},
		{Operation: "sso-admin:ListManagedPoliciesInPermissionSet", Output: ssoadmin.ListManagedPoliciesInPermissionSetOutput{}},
		{Operation: "sso-admin:ListCustomerManagedPolicyReferencesInPermissionSet", Output: ssoadmin.ListCustomerManagedPolicyReferencesInPermissionSetOutput{}},
		{Operation: "sso-admin:GetPermissionsBoundaryForPermissionSet", Output: ssoadmin.GetPermissionsBoundaryForPermissionSetOutput{}, Absent: []string{"ResourceNotFoundException"}},
	},
	JSON: []string{"GetInlinePolicyForPermissionSet.InlinePolicy"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ssoadmin.NewFromConfig(t.Config)
		var unread []error // an account may have an instance of its own beside the organization's
		for page, err := range collect.Pages(ctx, ssoadmin.NewListInstancesPaginator(svc, &ssoadmin.ListInstancesInput{})) {
			if err != nil {
				return errors.Join(append(unread, err)...)
			}
			for _, instance := range page.Instances {
				home := cmp.Or(aws.ToString(instance.PrimaryRegion), t.Region)
				in := &ssoadmin.ListPermissionSetsProvisionedToAccountInput{InstanceArn: instance.InstanceArn, AccountId: aws.String(t.Account), MaxResults: aws.Int32(100)}
				for page, err := range collect.Pages(ctx, ssoadmin.NewListPermissionSetsProvisionedToAccountPaginator(svc, in)) {
					if err != nil {
						unread = append(unread, err)
						continue
					}
					for _, arn := range page.PermissionSets {
						set := aws.String(arn)
						el := out.Add(arn, arn, permissionSet{arn, aws.ToString(instance.InstanceArn), aws.ToString(instance.OwnerAccountId)}).Region(home)
						collect.Ask(el, svc.DescribePermissionSet, &ssoadmin.DescribePermissionSetInput{InstanceArn: instance.InstanceArn, PermissionSetArn: set})
						collect.Ask(el, svc.GetInlinePolicyForPermissionSet, &ssoadmin.GetInlinePolicyForPermissionSetInput{InstanceArn: instance.InstanceArn, PermissionSetArn: set})
						collect.AskPages(el, ssoadmin.NewListManagedPoliciesInPermissionSetPaginator(svc,
							&ssoadmin.ListManagedPoliciesInPermissionSetInput{InstanceArn: instance.InstanceArn, PermissionSetArn: set}))
						collect.AskPages(el, ssoadmin.NewListCustomerManagedPolicyReferencesInPermissionSetPaginator(svc,
							&ssoadmin.ListCustomerManagedPolicyReferencesInPermissionSetInput{InstanceArn: instance.InstanceArn, PermissionSetArn: set}))
						collect.Ask(el, svc.GetPermissionsBoundaryForPermissionSet,
							&ssoadmin.GetPermissionsBoundaryForPermissionSetInput{InstanceArn: instance.InstanceArn, PermissionSetArn: set})
					}
				}
			}
		}
		return errors.Join(unread...)
	},
})
