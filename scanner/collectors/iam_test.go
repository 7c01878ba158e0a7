package collectors

import (
	"encoding/base64"
	"testing"
)

const iamArn = "arn:aws:iam::111122223333:"

// encodedAllow is a policy document as IAM writes it.
const encodedAllow = "%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%7D%5D%7D"

func TestUsers(t *testing.T) {
	list := []reply{
		{when: "Marker=two", body: `<UserDetailList><member><UserName>b</UserName><Arn>` + iamArn + `user/b</Arn></member></UserDetailList><IsTruncated>false</IsTruncated>`},
		{when: "Filter.member.1=User", body: `<UserDetailList><member><UserName>a</UserName><Arn>` + iamArn + `user/a</Arn><GroupList><member>admins</member></GroupList>
			<UserPolicyList><member><PolicyName>p</PolicyName><PolicyDocument>` + encodedAllow + `</PolicyDocument></member></UserPolicyList>
			<Tags><member><Key>team</Key><Value>x</Value></member></Tags></member></UserDetailList><IsTruncated>true</IsTruncated><Marker>two</Marker>`},
	}
	worlds(t, "iam.users", map[string]world{
		"two pages": {
			answers: replies{
				"iam:GetAccountAuthorizationDetails": list,
				"iam:ListAccessKeys": {
					{when: "UserName=b", code: "AccessDenied"},
					{when: "Marker=more", body: `<AccessKeyMetadata><member><AccessKeyId>AKIAI44QH8DHBEXAMPLE</AccessKeyId><Status>Inactive</Status></member></AccessKeyMetadata>`},
					{body: `<AccessKeyMetadata><member><AccessKeyId>AKIAIOSFODNN7EXAMPLE</AccessKeyId><Status>Active</Status></member></AccessKeyMetadata><IsTruncated>true</IsTruncated><Marker>more</Marker>`},
				},
				"iam:ListMFADevices":  {{body: `<MFADevices/>`}},
				"iam:GetLoginProfile": {{when: "UserName=b", code: "NoSuchEntity"}, {body: `<LoginProfile><UserName>a</UserName></LoginProfile>`}},
			},
			ids:  []string{"a", "b"},
			gaps: []string{"global b iam:ListAccessKeys AccessDenied AccessDenied"},
			has: map[string]any{
				"GroupList.0": "admins", "UserPolicyList.0.PolicyDocument.Statement.0.Effect": "Allow", "tags.team": "x",
				"ListAccessKeys.AccessKeyMetadata.1.Status": "Inactive", "GetLoginProfile.LoginProfile.UserName": "a",
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				expect(t, "the profile of a user without one", elements[1]["GetLoginProfile"], map[string]any{})
			},
		},
		"the second page is denied": {
			need: []string{}, answers: replies{"iam:GetAccountAuthorizationDetails": {{when: "Marker=two", code: "AccessDenied"}, list[1]}}, ids: []string{"a"},
			gaps: []string{"global - iam:GetAccountAuthorizationDetails CutPage AccessDenied"},
		},
		"none":   {answers: replies{"iam:GetAccountAuthorizationDetails": {{body: `<UserDetailList/>`}}}},
		"denied": {answers: replies{"iam:GetAccountAuthorizationDetails": {{code: "AccessDenied"}}}, gaps: []string{"global - iam:GetAccountAuthorizationDetails AccessDenied AccessDenied"}},
	})
}

func TestGroups(t *testing.T) {
	worlds(t, "iam.groups", map[string]world{"one": {
		answers: replies{"iam:GetAccountAuthorizationDetails": {{when: "Filter.member.1=Group", body: `<GroupDetailList><member><GroupName>admins</GroupName><Arn>` + iamArn + `group/admins</Arn>
			<GroupPolicyList><member><PolicyName>p</PolicyName><PolicyDocument>` + encodedAllow + `</PolicyDocument></member></GroupPolicyList></member></GroupDetailList>`}}},
		ids: []string{"admins"},
		has: map[string]any{"GroupPolicyList.0.PolicyDocument.Statement.0.Effect": "Allow"},
	}})
}

func TestRoles(t *testing.T) {
	worlds(t, "iam.roles", map[string]world{"one": {
		answers: replies{"iam:GetAccountAuthorizationDetails": {{when: "Filter.member.1=Role", body: `<RoleDetailList><member><RoleName>r</RoleName><Arn>` + iamArn + `role/r</Arn>
			<AssumeRolePolicyDocument>` + encodedAllow + `</AssumeRolePolicyDocument>
			<InstanceProfileList><member><InstanceProfileName>i</InstanceProfileName><Roles><member><RoleName>r</RoleName>
			<AssumeRolePolicyDocument>` + encodedAllow + `</AssumeRolePolicyDocument></member></Roles></member></InstanceProfileList></member></RoleDetailList>`}}},
		ids: []string{"r"},
		has: map[string]any{
			"AssumeRolePolicyDocument.Statement.0.Effect":                               "Allow",
			"InstanceProfileList.0.Roles.0.AssumeRolePolicyDocument.Statement.0.Effect": "Allow",
		},
	}})
}

func TestManagedPolicies(t *testing.T) {
	worlds(t, "iam.policies", map[string]world{"all versions": {
		answers: replies{"iam:GetAccountAuthorizationDetails": {{when: "Filter.member.1=LocalManagedPolicy", body: `<Policies><member><PolicyName>p</PolicyName><Arn>` + iamArn + `policy/p</Arn>
			<AttachmentCount>0</AttachmentCount><PolicyVersionList><member><VersionId>v1</VersionId><IsDefaultVersion>true</IsDefaultVersion><Document>` + encodedAllow + `</Document></member>
			</PolicyVersionList></member></Policies>`}}},
		ids: []string{iamArn + "policy/p"},
		has: map[string]any{"PolicyVersionList.0.Document.Statement.0.Effect": "Allow", "PolicyVersionList.0.IsDefaultVersion": true},
	}})
	worlds(t, "iam.aws_policies", map[string]world{"only those in use": {
		answers: replies{"iam:GetAccountAuthorizationDetails": {{when: "Filter.member.1=AWSManagedPolicy", body: `<Policies>
			<member><Arn>arn:aws:iam::aws:policy/Unused</Arn><AttachmentCount>0</AttachmentCount></member>
			<member><Arn>arn:aws:iam::aws:policy/Bounds</Arn><AttachmentCount>0</AttachmentCount><PermissionsBoundaryUsageCount>1</PermissionsBoundaryUsageCount></member>
			<member><Arn>arn:aws:iam::aws:policy/Used</Arn><AttachmentCount>2</AttachmentCount></member></Policies>`}}},
		ids: []string{"arn:aws:iam::aws:policy/Bounds", "arn:aws:iam::aws:policy/Used"},
	}})
}

func TestAccountSummary(t *testing.T) {
	worlds(t, "iam.account_summary", map[string]world{
		"numbers": {
			answers: replies{"iam:GetAccountSummary": {{body: `<SummaryMap><entry><key>AccountMFAEnabled</key><value>1</value></entry><entry><key>SomethingNew</key><value>3</value></entry></SummaryMap>`}}},
			ids:     []string{me},
			has:     map[string]any{"SummaryMap.AccountMFAEnabled": 1, "SummaryMap.Other.SomethingNew": 3},
		},
		"denied": {answers: replies{"iam:GetAccountSummary": {{code: "AccessDenied"}}}, gaps: []string{"global - iam:GetAccountSummary AccessDenied AccessDenied"}},
	})
}

func TestPasswordPolicy(t *testing.T) {
	worlds(t, "iam.password_policy", map[string]world{
		"set": {
			answers: replies{"iam:GetAccountPasswordPolicy": {{body: `<PasswordPolicy><MinimumPasswordLength>14</MinimumPasswordLength><RequireSymbols>true</RequireSymbols></PasswordPolicy>`}}},
			ids:     []string{me},
			has:     map[string]any{"MinimumPasswordLength": 14, "RequireSymbols": true, "RequireNumbers": false},
		},
		"AWS's default": {answers: replies{"iam:GetAccountPasswordPolicy": {{code: "NoSuchEntity"}}}},
		"denied":        {answers: replies{"iam:GetAccountPasswordPolicy": {{code: "AccessDenied"}}}, gaps: []string{"global - iam:GetAccountPasswordPolicy AccessDenied AccessDenied"}},
	})
}

func TestVirtualMFADevices(t *testing.T) {
	const root = iamArn + "mfa/root-account-mfa-device"
	worlds(t, "iam.virtual_mfa_devices", map[string]world{"two pages": {
		answers: replies{"iam:ListVirtualMFADevices": {
			{when: "Marker=two", body: `<VirtualMFADevices><member><SerialNumber>` + root + `</SerialNumber></member></VirtualMFADevices>`},
			{when: "AssignmentStatus=Assigned", body: `<VirtualMFADevices><member><SerialNumber>` + iamArn + `mfa/a</SerialNumber><Base32StringSeed>c2VlZA==</Base32StringSeed></member></VirtualMFADevices>
				<IsTruncated>true</IsTruncated><Marker>two</Marker>`},
		}},
		ids: []string{iamArn + "mfa/a", root},
		has: map[string]any{"Base32StringSeed": "[cut length=8-15 class=text]"},
	}})
}

func TestCredentialReport(t *testing.T) {
	report := func(text string) []reply {
		return []reply{{body: `<Content>` + base64.StdEncoding.EncodeToString([]byte(text)) + `</Content><ReportFormat>text/csv</ReportFormat>`}}
	}
	const text = "user,arn,mfa_active,something_new\n<root_account>," + iamArn + "root,false,x\na," + iamArn + "user/a,true,y\n"
	done := []reply{{body: `<State>COMPLETE</State>`}}
	worlds(t, "iam.credential_report", map[string]world{
		"rows": {
			answers: replies{"iam:GenerateCredentialReport": done, "iam:GetCredentialReport": report(text)},
			ids:     []string{"<root_account>", "a"},
			has:     map[string]any{"Row.mfa_active": "false", "Row.Other.something_new": "x", "arn": iamArn + "root"},
		},
		"somebody else's report": {
			answers: replies{"iam:GenerateCredentialReport": {{code: "AccessDenied"}}, "iam:GetCredentialReport": report(text)},
			ids:     []string{"<root_account>", "a"},
		},
		"no table": {
			answers: replies{"iam:GenerateCredentialReport": done, "iam:GetCredentialReport": report("")},
			gaps:    []string{"global - iam:GetCredentialReport Other -"},
		},
		"another table": {
			answers: replies{"iam:GenerateCredentialReport": done, "iam:GetCredentialReport": report("name\na\n")},
			gaps:    []string{"global - iam:GetCredentialReport Other -"},
		},
		"denied": {
			answers: replies{"iam:GenerateCredentialReport": {{code: "AccessDenied"}}, "iam:GetCredentialReport": {{code: "AccessDenied"}}},
			gaps:    []string{"global - iam:GetCredentialReport AccessDenied AccessDenied"},
		},
	})
}

func TestServerCertificates(t *testing.T) {
	const arn = "arn:aws:iam::111122223333:server-certificate/"
	member := func(name string) string {
		return `<member><ServerCertificateName>` + name + `</ServerCertificateName><Arn>` + arn + name + `</Arn><Expiration>2027-01-01T00:00:00Z</Expiration></member>`
	}
	worlds(t, "iam.server_certificates", map[string]world{
		"two pages": {
			answers: replies{
				"iam:ListServerCertificates": {
					{when: "Marker=two", body: `<ServerCertificateMetadataList>` + member("new") + `</ServerCertificateMetadataList><IsTruncated>false</IsTruncated>`},
					{body: `<ServerCertificateMetadataList>` + member("api") + `</ServerCertificateMetadataList><IsTruncated>true</IsTruncated><Marker>two</Marker>`},
				},
				"iam:ListServerCertificateTags": {
					{when: "ServerCertificateName=new", code: "AccessDenied"},
					{when: "Marker=more", body: `<Tags><member><Key>b</Key><Value>2</Value></member></Tags><IsTruncated>false</IsTruncated>`},
					{body: `<Tags><member><Key>a</Key><Value>1</Value></member></Tags><IsTruncated>true</IsTruncated><Marker>more</Marker>`},
				},
			},
			ids:  []string{"api", "new"},
			gaps: []string{"global new iam:ListServerCertificateTags AccessDenied AccessDenied"},
			has:  map[string]any{"arn": arn + "api", "region": "global", "Expiration": "2027-01-01T00:00:00Z", "ListServerCertificateTags.Tags.1.Key": "b"},
		},
		"none":   {answers: replies{"iam:ListServerCertificates": {{body: `<ServerCertificateMetadataList/>`}}}},
		"denied": {answers: replies{"iam:ListServerCertificates": {{code: "AccessDenied"}}}, gaps: []string{"global - iam:ListServerCertificates AccessDenied AccessDenied"}},
	})
}

func TestPrincipals(t *testing.T) {
	const arn = "arn:aws:iam::111122223333:"
	const policy = `<PolicyName>p</PolicyName><PolicyDocument>%7B%22Statement%22%3A%5B%5D%7D</PolicyDocument>`
	worlds(t, "iam.principals", map[string]world{
		"two pages": {
			answers: replies{"iam:GetAccountAuthorizationDetails": {
				{when: "Marker=two", body: `<RoleDetailList><member><RoleName>ops</RoleName><Arn>` + arn + `role/ops</Arn><AssumeRolePolicyDocument>%7B%22Version%22%3A%222012-10-17%22%7D</AssumeRolePolicyDocument>
					<Tags><member><Key>team</Key><Value>x</Value></member></Tags><RolePolicyList><member>` + policy + `</member></RolePolicyList></member></RoleDetailList><IsTruncated>false</IsTruncated>`},
				{when: "Filter.member.1=User&Filter.member.2=Group&Filter.member.3=Role", body: `<UserDetailList><member><UserName>ops</UserName><Arn>` + arn + `user/ops</Arn>
					<AttachedManagedPolicies><member><PolicyArn>arn:aws:iam::aws:policy/AWSCloudShellFullAccess</PolicyArn></member></AttachedManagedPolicies></member></UserDetailList>
					<GroupDetailList><member><GroupName>ops</GroupName><Arn>` + arn + `group/ops</Arn><GroupPolicyList><member>` + policy + `</member></GroupPolicyList></member></GroupDetailList>
					<IsTruncated>true</IsTruncated><Marker>two</Marker>`},
			}},
			ids: []string{arn + "group/ops", arn + "role/ops", arn + "user/ops"},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				expect(t, "group", elements[0]["type"], "AWS::IAM::Group")
				expect(t, "group policy", at(elements[0], "GroupDetail.GroupPolicyList.0.PolicyDocument.Statement"), []any{})
				expect(t, "role", elements[1]["type"], "AWS::IAM::Role")
				expect(t, "role tags", elements[1]["tags"], map[string]any{"team": "x"})
				expect(t, "role trust", at(elements[1], "RoleDetail.AssumeRolePolicyDocument.Version"), "2012-10-17")
				expect(t, "user", elements[2]["type"], "AWS::IAM::User")
				expect(t, "user policy", at(elements[2], "UserDetail.AttachedManagedPolicies.0.PolicyArn"), "arn:aws:iam::aws:policy/AWSCloudShellFullAccess")
				expect(t, "a user is no role", elements[2]["RoleDetail"], nil)
			},
		},
		"denied": {answers: replies{"iam:GetAccountAuthorizationDetails": {{code: "AccessDenied"}}}, gaps: []string{"global - iam:GetAccountAuthorizationDetails AccessDenied AccessDenied"}},
	})
}
