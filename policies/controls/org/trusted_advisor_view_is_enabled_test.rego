package controls.org.trusted_advisor_view_is_enabled_test

import data.controls.org.trusted_advisor_view_is_enabled as control

_in := [{"id": "o-1", "MasterAccountId": "444455556666"}]

_org(scope) := {"id": "AWS::::Organization", "account": "111122223333", "region": "global", "scope": scope}

test_trusted_advisor_view_is_enabled[name] if {
	some name, tc in {
		"trusted": {"all": [{"id": "a", "ServicePrincipal": "reporting.trustedadvisor.amazonaws.com"}], "want": ["PASSED", "enabled"]},
		"another service": {"all": [{"id": "a", "ServicePrincipal": "sso.amazonaws.com"}], "want": ["FAILED", "disabled"]},
		"none": {"all": [], "want": ["FAILED", "disabled"]},
		"no organization": {"organization": [], "all": [], "want": ["NOT_APPLICABLE", "no_organization"]},
		"no organization, and trusted": {"organization": [], "all": [{"id": "a", "ServicePrincipal": "reporting.trustedadvisor.amazonaws.com"}], "want": ["NOT_APPLICABLE", "no_organization"]},
	}
	got := control.findings with input.organization as _org(object.get(tc, "scope", "organization"))
		with input.account as {"account": object.get(tc, "account", "111122223333")}
		with input.organizations.organization as object.get(tc, "organization", _in)
		with input.governed_regions as [{"id": r, "region": r} | some r in object.get(tc, "regions", ["ap-northeast-1"])]
		with input.organizations.service_access as tc.all
	{[f.status, f.code] | some f in got} == {tc.want}
}
