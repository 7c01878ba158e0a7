package controls.cloudtrail.blea_organization_trail_is_on_test

import data.controls.cloudtrail.blea_organization_trail_is_on as control

_in := [{"id": "o-1", "MasterAccountId": "444455556666"}]

_org(scope) := {"id": "AWS::::Organization", "account": "111122223333", "region": "global", "scope": scope}

test_blea_organization_trail_is_on[name] if {
	some name, tc in {
		"recording": {"all": [{"id": "t", "IsMultiRegionTrail": true, "GetTrailStatus": {"IsLogging": true}}], "want": ["PASSED", "logging"]},
		"recording beside one that is off": {"all": [{"id": "t", "IsMultiRegionTrail": true, "GetTrailStatus": {"IsLogging": true}}, {"id": "u", "IsMultiRegionTrail": true, "GetTrailStatus": {"IsLogging": false}}], "want": ["PASSED", "logging"]},
		"off": {"all": [{"id": "t", "IsMultiRegionTrail": true, "GetTrailStatus": {"IsLogging": false}}], "want": ["FAILED", "not_logging"]},
		"of one Region": {"all": [{"id": "t", "IsMultiRegionTrail": false, "GetTrailStatus": {"IsLogging": true}}], "want": ["FAILED", "not_logging"]},
		"unset": {"all": [{"id": "t", "GetTrailStatus": {}}], "want": ["FAILED", "not_logging"]},
		"none": {"all": [], "want": ["FAILED", "no_trail"]},
		"a member sees none": {"scope": "account", "all": [], "want": ["FAILED", "no_trail"]},
		"no organization": {"organization": [], "all": [], "want": ["NOT_APPLICABLE", "no_organization"]},
		"no organization, and it logs": {"organization": [], "all": [{"id": "t", "IsMultiRegionTrail": true, "GetTrailStatus": {"IsLogging": true}}], "want": ["NOT_APPLICABLE", "no_organization"]},
		"no organization, and it does not log": {"organization": [], "all": [{"id": "t", "GetTrailStatus": {}}], "want": ["NOT_APPLICABLE", "no_organization"]},
	}
	got := control.findings with input.organization as _org(object.get(tc, "scope", "organization"))
		with input.account as {"account": object.get(tc, "account", "111122223333")}
		with input.organizations.organization as object.get(tc, "organization", _in)
		with input.governed_regions as [{"id": r, "region": r} | some r in object.get(tc, "regions", ["ap-northeast-1"])]
		with input.cloudtrail.organization_trails as tc.all
	{[f.status, f.code] | some f in got} == {tc.want}
}
