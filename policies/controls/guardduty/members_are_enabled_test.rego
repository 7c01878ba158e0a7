package controls.guardduty.members_are_enabled_test

import data.controls.guardduty.members_are_enabled as control
import data.lib.organization_cases_test as organization_cases
import data.lib.steps_test

_in := [{"id": "o-1", "MasterAccountId": "444455556666"}]

_org(scope) := {"id": "AWS::::Organization", "account": "111122223333", "region": "global", "scope": scope}

_on := {"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnableOrganizationMembers": "ALL"}}

_cases := {
	"on": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "guardduty.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnableOrganizationMembers": "ALL"}}], "want": ["PASSED", "enabled"]},
	"on in both": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "guardduty.amazonaws.com"}]}}], "regions": ["ap-northeast-1", "us-east-1"], "all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnableOrganizationMembers": "ALL"}}, {"id": "a", "region": "us-east-1", "DescribeOrganizationConfiguration": {"AutoEnableOrganizationMembers": "ALL"}}], "want": ["PASSED", "enabled"]},
	"on in one of two": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "guardduty.amazonaws.com"}]}}], "regions": ["ap-northeast-1", "us-east-1"], "all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnableOrganizationMembers": "ALL"}}], "want": ["FAILED", "regions"]},
	"on elsewhere": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "guardduty.amazonaws.com"}]}}], "all": [{"id": "a", "region": "us-east-1", "DescribeOrganizationConfiguration": {"AutoEnableOrganizationMembers": "ALL"}}], "want": ["FAILED", "regions"]},
	"off": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "guardduty.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnableOrganizationMembers": "NONE"}}], "want": ["FAILED", "regions"]},
	"unset": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "guardduty.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {}}], "want": ["FAILED", "regions"]},
	"for new ones": {"all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnableOrganizationMembers": "NEW"}}], "want": ["PASSED", "enabled"]},
	"nothing": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "guardduty.amazonaws.com"}]}}], "all": [], "want": ["FAILED", "regions"]},
	"nobody administers it": {"all": [], "want": ["FAILED", "no_administrator"]},
	"the management account does it": {"all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnableOrganizationMembers": "ALL"}}], "want": ["PASSED", "enabled"]},
	"a member alone": {"scope": "account", "all": [], "want": ["NOT_AVAILABLE", "elsewhere"]},
	"the administrator alone": {"scope": "account", "administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "guardduty.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnableOrganizationMembers": "ALL"}}], "want": ["PASSED", "enabled"]},
	"the administrator alone, without": {"scope": "account", "administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "guardduty.amazonaws.com"}]}}], "all": [], "want": ["FAILED", "regions"]},
	"the administrator of something else": {"scope": "account", "administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "sso.amazonaws.com"}]}}], "all": [], "want": ["NOT_AVAILABLE", "elsewhere"]},
	"another account is the administrator": {"scope": "account", "account": "777788889999", "administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "guardduty.amazonaws.com"}]}}], "all": [], "want": ["NOT_AVAILABLE", "elsewhere"]},
	"no organization": {"organization": [], "all": [], "want": ["NOT_APPLICABLE", "no_organization"]},
	"a policy at the root": {"policies": [{"id": "p-1", "Type": "GUARDDUTY_POLICY", "ListTargetsForPolicy": {"Targets": [{"Type": "ROOT"}]}}], "all": [], "want": ["PASSED", "policy"]},
	"a policy at a unit": {"policies": [{"id": "p-1", "Type": "GUARDDUTY_POLICY", "ListTargetsForPolicy": {"Targets": [{"Type": "ORGANIZATIONAL_UNIT"}]}}], "all": [], "want": ["PASSED", "policy"]},
	"a policy at an account": {"policies": [{"id": "p-1", "Type": "GUARDDUTY_POLICY", "ListTargetsForPolicy": {"Targets": [{"Type": "ACCOUNT"}]}}], "all": [], "want": ["FAILED", "no_administrator"]},
	"a policy of another type": {"policies": [{"id": "p-1", "Type": "TAG_POLICY", "ListTargetsForPolicy": {"Targets": [{"Type": "ROOT"}]}}], "all": [], "want": ["FAILED", "no_administrator"]},
}

test_members_are_enabled[name] if {
	some name, tc in object.union(_cases, object.union(organization_cases.without_organization(_on, "guardduty.amazonaws.com"), organization_cases.with_policy(_on, "guardduty.amazonaws.com", "GUARDDUTY_POLICY")))
	got := control.findings with input.organization as _org(object.get(tc, "scope", "organization"))
		with input.account as {"account": object.get(tc, "account", "111122223333")}
		with input.organizations.organization as object.get(tc, "organization", _in)
		with input.governed_regions as [{"id": r, "region": r} | some r in object.get(tc, "regions", ["ap-northeast-1"])]
		with input.organizations.delegated_administrators as object.get(tc, "administrators", [])
		with input.guardduty.organization_configurations as tc.all
		with input.organizations.further_policies as object.get(tc, "policies", [])
	{[f.status, f.code] | some f in got} == {tc.want}
}

_organization(account) := organization_cases.world(account, "guardduty.amazonaws.com", {"guardduty": {"organization_configurations": [{"id": "d1", "account": "444455556666", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnableOrganizationMembers": "NONE"}}, {"id": "d2", "account": "444455556666", "region": "us-east-1", "DescribeOrganizationConfiguration": {"AutoEnableOrganizationMembers": "NEW"}}]}})

test_the_plan_is_for_the_administrator if {
	steps := control.plan with input as _organization("444455556666")
	[[step.region, call.operation] | some step in steps; some call in step.calls] == [["ap-northeast-1", "UpdateOrganizationConfiguration"]]
	got := control.findings with input as steps_test.after(_organization("444455556666"), steps)
	{finding.status | some finding in got} == {"PASSED"}
	elsewhere := control.plan with input as _organization("555566667777")
	elsewhere == set()
}
