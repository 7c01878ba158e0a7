package controls.org.inspector_is_enabled_test

import data.controls.org.inspector_is_enabled as control
import data.lib.organization_cases_test as organization_cases
import data.lib.steps_test

_in := [{"id": "o-1", "MasterAccountId": "444455556666"}]

_org(scope) := {"id": "AWS::::Organization", "account": "111122223333", "region": "global", "scope": scope}

_on := {"id": "a", "region": "ap-northeast-1", "AutoEnable": {"Ec2": true, "Ecr": true}}

_cases := {
	"on": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "inspector2.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "AutoEnable": {"Ec2": true, "Ecr": true}}], "want": ["PASSED", "enabled"]},
	"on in both": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "inspector2.amazonaws.com"}]}}], "regions": ["ap-northeast-1", "us-east-1"], "all": [{"id": "a", "region": "ap-northeast-1", "AutoEnable": {"Ec2": true, "Ecr": true}}, {"id": "a", "region": "us-east-1", "AutoEnable": {"Ec2": true, "Ecr": true}}], "want": ["PASSED", "enabled"]},
	"on in one of two": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "inspector2.amazonaws.com"}]}}], "regions": ["ap-northeast-1", "us-east-1"], "all": [{"id": "a", "region": "ap-northeast-1", "AutoEnable": {"Ec2": true, "Ecr": true}}], "want": ["FAILED", "regions"]},
	"on elsewhere": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "inspector2.amazonaws.com"}]}}], "all": [{"id": "a", "region": "us-east-1", "AutoEnable": {"Ec2": true, "Ecr": true}}], "want": ["FAILED", "regions"]},
	"without ECR": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "inspector2.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "AutoEnable": {"Ec2": true, "Ecr": false}}], "want": ["FAILED", "regions"]},
	"without EC2": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "inspector2.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "AutoEnable": {"Ec2": false, "Ecr": true}}], "want": ["FAILED", "regions"]},
	"unset": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "inspector2.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1"}], "want": ["FAILED", "regions"]},
	"nothing": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "inspector2.amazonaws.com"}]}}], "all": [], "want": ["FAILED", "regions"]},
	"nobody administers it": {"all": [], "want": ["FAILED", "no_administrator"]},
	"the management account does it": {"all": [{"id": "a", "region": "ap-northeast-1", "AutoEnable": {"Ec2": true, "Ecr": true}}], "want": ["PASSED", "enabled"]},
	"a member alone": {"scope": "account", "all": [], "want": ["NOT_AVAILABLE", "elsewhere"]},
	"the administrator alone": {"scope": "account", "administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "inspector2.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "AutoEnable": {"Ec2": true, "Ecr": true}}], "want": ["PASSED", "enabled"]},
	"the administrator alone, without": {"scope": "account", "administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "inspector2.amazonaws.com"}]}}], "all": [], "want": ["FAILED", "regions"]},
	"the administrator of something else": {"scope": "account", "administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "sso.amazonaws.com"}]}}], "all": [], "want": ["NOT_AVAILABLE", "elsewhere"]},
	"another account is the administrator": {"scope": "account", "account": "777788889999", "administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "inspector2.amazonaws.com"}]}}], "all": [], "want": ["NOT_AVAILABLE", "elsewhere"]},
	"no organization": {"organization": [], "all": [], "want": ["NOT_APPLICABLE", "no_organization"]},
	"a policy at the root": {"policies": [{"id": "p-1", "Type": "INSPECTOR_POLICY", "ListTargetsForPolicy": {"Targets": [{"Type": "ROOT"}]}}], "all": [], "want": ["PASSED", "policy"]},
	"a policy at a unit": {"policies": [{"id": "p-1", "Type": "INSPECTOR_POLICY", "ListTargetsForPolicy": {"Targets": [{"Type": "ORGANIZATIONAL_UNIT"}]}}], "all": [], "want": ["PASSED", "policy"]},
	"a policy at an account": {"policies": [{"id": "p-1", "Type": "INSPECTOR_POLICY", "ListTargetsForPolicy": {"Targets": [{"Type": "ACCOUNT"}]}}], "all": [], "want": ["FAILED", "no_administrator"]},
	"a policy of another type": {"policies": [{"id": "p-1", "Type": "TAG_POLICY", "ListTargetsForPolicy": {"Targets": [{"Type": "ROOT"}]}}], "all": [], "want": ["FAILED", "no_administrator"]},
}

test_inspector_is_enabled[name] if {
	some name, tc in object.union(_cases, object.union(organization_cases.without_organization(_on, "inspector2.amazonaws.com"), organization_cases.with_policy(_on, "inspector2.amazonaws.com", "INSPECTOR_POLICY")))
	got := control.findings with input.organization as _org(object.get(tc, "scope", "organization"))
		with input.account as {"account": object.get(tc, "account", "111122223333")}
		with input.organizations.organization as object.get(tc, "organization", _in)
		with input.governed_regions as [{"id": r, "region": r} | some r in object.get(tc, "regions", ["ap-northeast-1"])]
		with input.organizations.delegated_administrators as object.get(tc, "administrators", [])
		with input.inspector2.organization_configurations as tc.all
		with input.organizations.further_policies as object.get(tc, "policies", [])
	{[f.status, f.code] | some f in got} == {tc.want}
}

_organization(account) := organization_cases.world(account, "inspector2.amazonaws.com", {"inspector2": {"organization_configurations": [{"id": "i1", "account": "444455556666", "region": "ap-northeast-1", "AutoEnable": {"Ec2": false, "Ecr": true, "Lambda": true}}, {"id": "i2", "account": "444455556666", "region": "us-east-1", "AutoEnable": {"Ec2": true, "Ecr": true}}]}})

test_the_plan_is_for_the_administrator if {
	steps := control.plan with input as _organization("444455556666")
	[[step.region, call.operation] | some step in steps; some call in step.calls] == [["ap-northeast-1", "UpdateOrganizationConfiguration"]]
	got := control.findings with input as steps_test.after(_organization("444455556666"), steps)
	{finding.status | some finding in got} == {"PASSED"}
	elsewhere := control.plan with input as _organization("555566667777")
	elsewhere == set()
}

test_what_is_on_stays_on if {
	steps := control.plan with input as _organization("444455556666")
	[call.params.autoEnable | some step in steps; some call in step.calls] == [{"ec2": true, "ecr": true, "lambda": true}]
	[call.params.autoEnable | some step in steps; some call in step.undo] == [{"ec2": false, "ecr": true, "lambda": true}]
}
