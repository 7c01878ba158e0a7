package controls.org.access_analyzer_covers_organization_test

import data.controls.org.access_analyzer_covers_organization as control
import data.lib.organization_cases_test as organization_cases
import data.lib.steps_test

_in := [{"id": "o-1", "MasterAccountId": "444455556666"}]

_org(scope) := {"id": "AWS::::Organization", "account": "111122223333", "region": "global", "scope": scope}

_on := {"id": "a", "region": "ap-northeast-1", "Type": "ORGANIZATION", "Status": "ACTIVE"}

_cases := {
	"on": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "access-analyzer.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "Type": "ORGANIZATION", "Status": "ACTIVE"}], "want": ["PASSED", "enabled"]},
	"on in both": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "access-analyzer.amazonaws.com"}]}}], "regions": ["ap-northeast-1", "us-east-1"], "all": [{"id": "a", "region": "ap-northeast-1", "Type": "ORGANIZATION", "Status": "ACTIVE"}, {"id": "a", "region": "us-east-1", "Type": "ORGANIZATION", "Status": "ACTIVE"}], "want": ["PASSED", "enabled"]},
	"on in one of two": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "access-analyzer.amazonaws.com"}]}}], "regions": ["ap-northeast-1", "us-east-1"], "all": [{"id": "a", "region": "ap-northeast-1", "Type": "ORGANIZATION", "Status": "ACTIVE"}], "want": ["FAILED", "regions"]},
	"on elsewhere": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "access-analyzer.amazonaws.com"}]}}], "all": [{"id": "a", "region": "us-east-1", "Type": "ORGANIZATION", "Status": "ACTIVE"}], "want": ["FAILED", "regions"]},
	"being made": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "access-analyzer.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "Type": "ORGANIZATION", "Status": "CREATING"}], "want": ["FAILED", "regions"]},
	"of the account": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "access-analyzer.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "Type": "ACCOUNT", "Status": "ACTIVE"}], "want": ["FAILED", "regions"]},
	"of unused access": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "access-analyzer.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "Type": "ORGANIZATION_UNUSED_ACCESS", "Status": "ACTIVE"}], "want": ["FAILED", "regions"]},
	"nothing": {"administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "access-analyzer.amazonaws.com"}]}}], "all": [], "want": ["FAILED", "regions"]},
	"nobody administers it": {"all": [], "want": ["FAILED", "regions"]},
	"the management account does it": {"all": [{"id": "a", "region": "ap-northeast-1", "Type": "ORGANIZATION", "Status": "ACTIVE"}], "want": ["PASSED", "enabled"]},
	"a member alone": {"scope": "account", "all": [], "want": ["NOT_AVAILABLE", "elsewhere"]},
	"the administrator alone": {"scope": "account", "administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "access-analyzer.amazonaws.com"}]}}], "all": [{"id": "a", "region": "ap-northeast-1", "Type": "ORGANIZATION", "Status": "ACTIVE"}], "want": ["PASSED", "enabled"]},
	"the administrator alone, without": {"scope": "account", "administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "access-analyzer.amazonaws.com"}]}}], "all": [], "want": ["FAILED", "regions"]},
	"the administrator of something else": {"scope": "account", "administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "sso.amazonaws.com"}]}}], "all": [], "want": ["NOT_AVAILABLE", "elsewhere"]},
	"another account is the administrator": {"scope": "account", "account": "777788889999", "administrators": [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "access-analyzer.amazonaws.com"}]}}], "all": [], "want": ["NOT_AVAILABLE", "elsewhere"]},
	"no organization": {"organization": [], "all": [], "want": ["NOT_APPLICABLE", "no_organization"]},
}

test_access_analyzer_covers_organization[name] if {
	some name, tc in object.union(_cases, organization_cases.without_organization(_on, "access-analyzer.amazonaws.com"))
	got := control.findings with input.organization as _org(object.get(tc, "scope", "organization"))
		with input.account as {"account": object.get(tc, "account", "111122223333")}
		with input.organizations.organization as object.get(tc, "organization", _in)
		with input.governed_regions as [{"id": r, "region": r} | some r in object.get(tc, "regions", ["ap-northeast-1"])]
		with input.organizations.delegated_administrators as object.get(tc, "administrators", [])
		with input.accessanalyzer.organization_analyzers as tc.all
	{[f.status, f.code] | some f in got} == {tc.want}
}

_organization(account) := organization_cases.world(account, "access-analyzer.amazonaws.com", {"accessanalyzer": {"organization_analyzers": [], "analyzers": []}})

test_the_plan_is_for_the_administrator if {
	steps := control.plan with input as _organization("444455556666")
	[[step.region, call.operation] | some step in steps; some call in step.calls] == [["ap-northeast-1", "CreateAnalyzer"], ["us-east-1", "CreateAnalyzer"]]
	got := control.findings with input as steps_test.after(_organization("444455556666"), steps)
	{finding.status | some finding in got} == {"PASSED"}
	elsewhere := control.plan with input as _organization("555566667777")
	elsewhere == set()
}
