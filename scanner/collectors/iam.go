package collectors

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"kijun/scanner/collect"
)

// authorization lists one kind of identity with its policies: one bulk call instead of several for each user, role and group
// (https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html).
func authorization(ctx context.Context, t *collect.Target, kind types.EntityType, add func(*iam.GetAccountAuthorizationDetailsOutput)) error {
	in := &iam.GetAccountAuthorizationDetailsInput{Filter: []types.EntityType{kind}, MaxItems: aws.Int32(1000)}
	for page, err := range collect.Pages(ctx, iam.NewGetAccountAuthorizationDetailsPaginator(iam.NewFromConfig(t.Config), in)) {
		if err != nil {
			return err
		}
		add(page)
	}
	return nil
}

const details = "iam:GetAccountAuthorizationDetails"

// iam.users: users with their inline policies, attached policies and groups.
var _ = collect.Register(collect.Collector{
	Key: "iam.users", Type: "AWS::IAM::User", Scope: collect.Global, List: details, Element: types.UserDetail{},
	Details: []collect.Detail{
		{Operation: "iam:ListAccessKeys", Output: iam.ListAccessKeysOutput{}},
		{Operation: "iam:ListMFADevices", Output: iam.ListMFADevicesOutput{}},
		{Operation: "iam:GetLoginProfile", Output: iam.GetLoginProfileOutput{}, Absent: []string{"NoSuchEntity"}},
	},
	JSON: []string{"UserPolicyList.PolicyDocument"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := iam.NewFromConfig(t.Config)
		return authorization(ctx, t, types.EntityTypeUser, func(page *iam.GetAccountAuthorizationDetailsOutput) {
			for _, user := range page.UserDetailList {
				el := out.Add(aws.ToString(user.UserName), aws.ToString(user.Arn), user)
				collect.AskPages(el, iam.NewListAccessKeysPaginator(svc, &iam.ListAccessKeysInput{UserName: user.UserName}))
				collect.AskPages(el, iam.NewListMFADevicesPaginator(svc, &iam.ListMFADevicesInput{UserName: user.UserName}))
				collect.Ask(el, svc.GetLoginProfile, &iam.GetLoginProfileInput{UserName: user.UserName})
			}
		})
	},
})

// iam.groups: groups with their inline and attached policies. Membership stands at the users.
var _ = collect.Register(collect.Collector{
	Key: "iam.groups", Type: "AWS::IAM::Group", Scope: collect.Global, List: details, Element: types.GroupDetail{},
	JSON: []string{"GroupPolicyList.PolicyDocument"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		return authorization(ctx, t, types.EntityTypeGroup, func(page *iam.GetAccountAuthorizationDetailsOutput) {
			for _, group := range page.GroupDetailList {
				out.Add(aws.ToString(group.GroupName), aws.ToString(group.Arn), group)
			}
		})
	},
})

// iam.roles: roles with their trust, inline and attached policies.
var _ = collect.Register(collect.Collector{
	Key: "iam.roles", Type: "AWS::IAM::Role", Scope: collect.Global, List: details, Element: types.RoleDetail{},
	JSON: []string{"AssumeRolePolicyDocument", "RolePolicyList.PolicyDocument", "InstanceProfileList.Roles.AssumeRolePolicyDocument"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		return authorization(ctx, t, types.EntityTypeRole, func(page *iam.GetAccountAuthorizationDetailsOutput) {
			for _, role := range page.RoleDetailList {
				out.Add(aws.ToString(role.RoleName), aws.ToString(role.Arn), role)
			}
		})
	},
})

// iam.policies: the customer managed policies with all their versions.
var _ = collect.Register(collect.Collector{
	Key: "iam.policies", Type: "AWS::IAM::ManagedPolicy", Scope: collect.Global, List: details, Element: types.ManagedPolicyDetail{},
	JSON:    []string{"PolicyVersionList.Document"},
	Collect: managed(types.EntityTypeLocalManagedPolicy),
})

// iam.aws_policies: AWS managed policies that something in the account has attached.
var _ = collect.Register(collect.Collector{
	Key: "iam.aws_policies", Type: "AWS::IAM::ManagedPolicy", Scope: collect.Global, List: details, Element: types.ManagedPolicyDetail{},
	JSON:    []string{"PolicyVersionList.Document"},
	Collect: managed(types.EntityTypeAWSManagedPolicy),
})

func managed(kind types.EntityType) func(context.Context, *collect.Target, *collect.Sink) error {
	return func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		return authorization(ctx, t, kind, func(page *iam.GetAccountAuthorizationDetailsOutput) {
			for _, policy := range page.Policies {
				if kind == types.EntityTypeAWSManagedPolicy && aws.ToInt32(policy.AttachmentCount) == 0 && aws.ToInt32(policy.PermissionsBoundaryUsageCount) == 0 {
					continue
				}
				out.Add(aws.ToString(policy.Arn), aws.ToString(policy.Arn), policy)
			}
		})
	}
}

// iam.account_summary: one element; the root user's keys and MFA are only told here
// (https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html).
var _ = collect.Register(collect.Collector{
	Key: "iam.account_summary", Type: "AWS::::Account", Scope: collect.Global, List: "iam:GetAccountSummary", Element: iam.GetAccountSummaryOutput{},
	Keys: map[string][]string{"SummaryMap": {
		"AccessKeysPerUserQuota", "AccountAccessKeysPresent", "AccountMFAEnabled", "AccountPasswordPresent", "AccountSigningCertificatesPresent", "AssumeRolePolicySizeQuota",
		"AttachedPoliciesPerGroupQuota", "AttachedPoliciesPerRoleQuota", "AttachedPoliciesPerUserQuota", "GlobalEndpointTokenVersion", "GroupPolicySizeQuota",
		"Groups", "GroupsPerUserQuota", "GroupsQuota", "InstanceProfiles", "InstanceProfilesQuota", "MFADevices", "MFADevicesInUse", "Policies", "PoliciesQuota",
		"PolicySizeQuota", "PolicyVersionsInUse", "PolicyVersionsInUseQuota", "Providers", "RolePolicySizeQuota", "Roles", "RolesQuota", "ServerCertificates",
		"ServerCertificatesQuota", "SigningCertificatesPerUserQuota", "UserPolicySizeQuota", "Users", "UsersQuota", "VersionsPerPolicyQuota",
	}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		got, err := iam.NewFromConfig(t.Config).GetAccountSummary(ctx, &iam.GetAccountSummaryInput{})
		if err != nil {
			return err
		}
		out.Add(t.Account, "", got)
		return nil
	},
})

// iam.password_policy: one element, or none when the account keeps AWS's default.
var _ = collect.Register(collect.Collector{
	Key: "iam.password_policy", Type: "AWS::::Account", Scope: collect.Global, List: "iam:GetAccountPasswordPolicy", Element: types.PasswordPolicy{},
	Absent: []string{"NoSuchEntity"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		got, err := iam.NewFromConfig(t.Config).GetAccountPasswordPolicy(ctx, &iam.GetAccountPasswordPolicyInput{})
		if err != nil {
			return err
		}
		out.Add(t.Account, "", got.PasswordPolicy)
		return nil
	},
})

// iam.virtual_mfa_devices: virtual devices that are in use. One whose serial number ends in ":mfa/root-account-mfa-device", or whose
// user is the account's root, says that the root user's MFA is not a hardware one.
var _ = collect.Register(collect.Collector{
	Key: "iam.virtual_mfa_devices", Type: "AWS::IAM::VirtualMFADevice", Scope: collect.Global, List: "iam:ListVirtualMFADevices", Element: types.VirtualMFADevice{},
	Secret: []string{"Base32StringSeed", "QRCodePNG"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		in := &iam.ListVirtualMFADevicesInput{AssignmentStatus: types.AssignmentStatusTypeAssigned}
		for page, err := range collect.Pages(ctx, iam.NewListVirtualMFADevicesPaginator(iam.NewFromConfig(t.Config), in)) {
			if err != nil {
				return err
			}
			for _, device := range page.VirtualMFADevices {
				out.Add(aws.ToString(device.SerialNumber), aws.ToString(device.SerialNumber), device)
			}
		}
		return nil
	},
})

// CredentialRow is a row of the credential report under AWS's own column names
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html). The first row is <root_account>.
type CredentialRow map[string]string

var credentialColumns = []string{
	"user", "arn", "user_creation_time", "password_enabled", "password_last_used", "password_last_changed", "password_next_rotation", "mfa_active",
	"access_key_1_active", "access_key_1_last_rotated", "access_key_1_last_used_date", "access_key_1_last_used_region", "access_key_1_last_used_service",
	"access_key_2_active", "access_key_2_last_rotated", "access_key_2_last_used_date", "access_key_2_last_used_region", "access_key_2_last_used_service",
	"cert_1_active", "cert_1_last_rotated", "cert_2_active", "cert_2_last_rotated", "additional_credentials_info",
}

// credential is one row, for the schema.
type credential struct{ Row CredentialRow }

// iam.credential_report: one element for each user, the root user included; the row stands under Row. AWS makes the report on request and keeps it for
// four hours; asking for one (the named exception among writes) changes nothing else.
var _ = collect.Register(collect.Collector{
	Key: "iam.credential_report", Type: "AWS::IAM::User", Scope: collect.Global, List: "iam:GetCredentialReport", Also: []string{"iam:GenerateCredentialReport"},
	Element: credential{}, Keys: map[string][]string{"Row": credentialColumns},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := iam.NewFromConfig(t.Config)
		for wait := 250 * time.Millisecond; ; wait = min(2*wait, 4*time.Second) {
			made, err := svc.GenerateCredentialReport(ctx, &iam.GenerateCredentialReportInput{})
			if err != nil {
				break // a report that somebody else has asked for may be there
			}
			if made.State == types.ReportStateTypeComplete {
				break
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(wait):
			}
		}
		got, err := svc.GetCredentialReport(ctx, &iam.GetCredentialReportInput{})
		if err != nil {
			return err
		}
		rows, err := csv.NewReader(bytes.NewReader(got.Content)).ReadAll()
		if err != nil || len(rows) == 0 {
			return errors.Join(errors.New("the credential report is not a table"), err)
		}
		for _, cells := range rows[1:] {
			row := CredentialRow{}
			for i, name := range rows[0] {
				row[name] = cells[i]
			}
			if row["user"] == "" {
				return fmt.Errorf("the credential report has no column user (it has %q)", rows[0])
			}
			out.Add(row["user"], row["arn"], credential{row})
		}
		return nil
	},
})

// iam.server_certificates: certificates that IAM keeps for load balancers and CloudFront
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html).
var _ = collect.Register(collect.Collector{
	Key: "iam.server_certificates", Type: "AWS::IAM::ServerCertificate", Scope: collect.Global,
	List: "iam:ListServerCertificates", Element: types.ServerCertificateMetadata{},
	Details: []collect.Detail{{Operation: "iam:ListServerCertificateTags", Output: iam.ListServerCertificateTagsOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := iam.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, iam.NewListServerCertificatesPaginator(svc, &iam.ListServerCertificatesInput{MaxItems: aws.Int32(1000)})) {
			if err != nil {
				return err
			}
			for _, certificate := range page.ServerCertificateMetadataList {
				name := certificate.ServerCertificateName
				el := out.Add(aws.ToString(name), aws.ToString(certificate.Arn), certificate)
				collect.AskPages(el, iam.NewListServerCertificateTagsPaginator(svc, &iam.ListServerCertificateTagsInput{ServerCertificateName: name}))
			}
		}
		return nil
	},
})

// principal is a user, a group or a role under the name of its type.
type principal struct {
	UserDetail  *types.UserDetail
	GroupDetail *types.GroupDetail
	RoleDetail  *types.RoleDetail
}

// iam.principals: users, groups and roles in one, by ARN, since a user and a role may have the same name: for controls that judge all three.
var _ = collect.Register(collect.Collector{
	Key: "iam.principals", Type: "AWS::IAM::Principal", Scope: collect.Global, List: details, Element: principal{},
	JSON: []string{
		"UserDetail.UserPolicyList.PolicyDocument", "GroupDetail.GroupPolicyList.PolicyDocument", "RoleDetail.RolePolicyList.PolicyDocument",
		"RoleDetail.AssumeRolePolicyDocument", "RoleDetail.InstanceProfileList.Roles.AssumeRolePolicyDocument",
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		in := &iam.GetAccountAuthorizationDetailsInput{Filter: []types.EntityType{types.EntityTypeUser, types.EntityTypeGroup, types.EntityTypeRole}, MaxItems: aws.Int32(1000)}
		for page, err := range collect.Pages(ctx, iam.NewGetAccountAuthorizationDetailsPaginator(iam.NewFromConfig(t.Config), in)) {
			if err != nil {
				return err
			}
			for _, user := range page.UserDetailList {
				out.Add(aws.ToString(user.Arn), aws.ToString(user.Arn), principal{UserDetail: &user}).Set("type", "AWS::IAM::User").Tags(tagged(user.Tags))
			}
			for _, group := range page.GroupDetailList {
				out.Add(aws.ToString(group.Arn), aws.ToString(group.Arn), principal{GroupDetail: &group}).Set("type", "AWS::IAM::Group")
			}
			for _, role := range page.RoleDetailList {
				out.Add(aws.ToString(role.Arn), aws.ToString(role.Arn), principal{RoleDetail: &role}).Set("type", "AWS::IAM::Role").Tags(tagged(role.Tags))
			}
		}
		return nil
	},
})

func tagged(tags []types.Tag) map[string]string {
	out := map[string]string{}
	for _, tag := range tags {
		out[aws.ToString(tag.Key)] = aws.ToString(tag.Value)
	}
	return out
}
