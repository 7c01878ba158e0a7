package controls.securityhub.members_are_enabled_test

import data.controls.securityhub.members_are_enabled as control
import data.lib.organization_cases_test as organization_cases
import data.lib.steps_test

_in := [{"id": "o-1", "MasterAccountId": "444455556666"}]

_org(scope) := {"id": "AWS::::Organization", "account": "111122223333", "region": "global", "scope": scope}

_on := {"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnable": true}}

_cases := {
	"on": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "securityhub.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnable": true}}], "want": ["PASSED", "enabled"]},
	"on in both": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "securityhub.amazonaws.com"}]}}], "regions": ["ap-northeast-1", "us-east-1"], "all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnable": true}}, {"id": "a", "region": "us-east-1", "DescribeOrganizationConfiguration": {"AutoEnable": true}}], "want": ["PASSED", "enabled"]},
	"on in one of two": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "securityhub.amazonaws.com"}]}}], "regions": ["ap-northeast-1", "us-east-1"], "all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnable": true}}], "want": ["FAILED", "regions"]},
	"on elsewhere": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "securityhub.amazonaws.com"}]}}], "all": [{"id": "a", "region": "us-east-1", "DescribeOrganizationConfiguration": {"AutoEnable": true}}], "want": ["FAILED", "regions"]},
	"off": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "securityhub.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnable": false}}], "want": ["FAILED", "regions"]},
	"unset": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "securityhub.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {}}], "want": ["FAILED", "regions"]},
	"central, for an account": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "securityhub.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnable": false, "OrganizationConfiguration": {"ConfigurationType": "CENTRAL"}}, "ListConfigurationPolicyAssociations": {"ConfigurationPolicyAssociationSummaries": [{"TargetType": "ACCOUNT", "AssociationStatus": "SUCCESS", "ConfigurationPolicyId": "p"}]}}], "want": ["FAILED", "regions"]},
	"central, and not done": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "securityhub.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnable": false, "OrganizationConfiguration": {"ConfigurationType": "CENTRAL"}}, "ListConfigurationPolicyAssociations": {"ConfigurationPolicyAssociationSummaries": [{"TargetType": "ROOT", "AssociationStatus": "PENDING", "ConfigurationPolicyId": "p"}]}}], "want": ["FAILED", "regions"]},
	"central, left to the members": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "securityhub.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnable": false, "OrganizationConfiguration": {"ConfigurationType": "CENTRAL"}}, "ListConfigurationPolicyAssociations": {"ConfigurationPolicyAssociationSummaries": [{"TargetType": "ROOT", "AssociationStatus": "SUCCESS", "ConfigurationPolicyId": "SELF_MANAGED_SECURITY_HUB"}]}}], "want": ["FAILED", "regions"]},
	"local": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "securityhub.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnable": false, "OrganizationConfiguration": {"ConfigurationType": "LOCAL"}}, "ListConfigurationPolicyAssociations": {"ConfigurationPolicyAssociationSummaries": [{"TargetType": "ROOT", "AssociationStatus": "SUCCESS", "ConfigurationPolicyId": "p"}]}}], "want": ["FAILED", "regions"]},
	"central, for the root": {"all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnable": false, "OrganizationConfiguration": {"ConfigurationType": "CENTRAL"}}, "ListConfigurationPolicyAssociations": {"ConfigurationPolicyAssociationSummaries": [{"TargetType": "ROOT", "AssociationStatus": "SUCCESS", "ConfigurationPolicyId": "p"}]}}], "want": ["PASSED", "enabled"]},
	"central, for a unit": {"all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnable": false, "OrganizationConfiguration": {"ConfigurationType": "CENTRAL"}}, "ListConfigurationPolicyAssociations": {"ConfigurationPolicyAssociationSummaries": [{"TargetType": "ORGANIZATIONAL_UNIT", "AssociationStatus": "SUCCESS", "ConfigurationPolicyId": "p"}]}}], "want": ["PASSED", "enabled"]},
	"nothing": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "securityhub.amazonaws.com"}]}}], "all": [], "want": ["FAILED", "regions"]},
	"nobody administers it": {"all": [], "want": ["FAILED", "no_administrator"]},
	"the management account does it": {"all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnable": true}}], "want": ["PASSED", "enabled"]},
	"a member alone": {"scope": "account", "all": [], "want": ["NOT_AVAILABLE", "elsewhere"]},
	"the administrator alone": {"scope": "account", "administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "securityhub.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnable": true}}], "want": ["PASSED", "enabled"]},
	"the administrator alone, without": {"scope": "account", "administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "securityhub.amazonaws.com"}]}}], "all": [], "want": ["FAILED", "regions"]},
	"the administrator of something else": {"scope": "account", "administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "sso.amazonaws.com"}]}}], "all": [], "want": ["NOT_AVAILABLE", "elsewhere"]},
	"another account is the administrator": {"scope": "account", "account": "777788889999", "administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "securityhub.amazonaws.com"}]}}], "all": [], "want": ["NOT_AVAILABLE", "elsewhere"]},
	"no organization": {"organization": [], "all": [], "want": ["NOT_APPLICABLE", "no_organization"]},
}

test_members_are_enabled[name] if {
	some name, tc in object.union(_cases, organization_cases.without_organization(_on, "securityhub.amazonaws.com"))
	got := control.findings with input.organization as _org(object.get(tc, "scope", "organization"))
		with input.account as {"account": object.get(tc, "account", "111122223333")}
		with input.organizations.organization as object.get(tc, "organization", _in)
		with input.governed_regions as [{"id": r, "region": r} | some r in object.get(tc, "regions", ["ap-northeast-1"])]
		with input.organizations.delegated_administrators as object.get(tc, "administrators", [])
		with input.securityhub.organization_configurations as tc.all
	{[f.status, f.code] | some f in got} == {tc.want}
}

_organization(account) := organization_cases.world(account, "securityhub.amazonaws.com", {"securityhub": {"organization_configurations": [{"id": "h1", "account": "444455556666", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnable": false, "OrganizationConfiguration": {"ConfigurationType": "LOCAL"}}}, {"id": "h2", "account": "444455556666", "region": "us-east-1", "DescribeOrganizationConfiguration": {"AutoEnable": true}}]}})

test_the_plan_is_for_the_administrator if {
	steps := control.plan with input as _organization("444455556666")
	[[step.region, call.operation] | some step in steps; some call in step.calls] == [["ap-northeast-1", "UpdateOrganizationConfiguration"]]
	got := control.findings with input as steps_test.after(_organization("444455556666"), steps)
	{finding.status | some finding in got} == {"PASSED"}
	elsewhere := control.plan with input as _organization("555566667777")
	elsewhere == set()
}
