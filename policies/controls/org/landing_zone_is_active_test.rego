package controls.org.landing_zone_is_active_test

import data.controls.org.landing_zone_is_active as control

_in := [{"id": "o-1", "MasterAccountId": "444455556666"}]

_org(scope) := {"id": "AWS::::Organization", "account": "111122223333", "region": "global", "scope": scope}

test_landing_zone_is_active[name] if {
	some name, tc in {
		"active": {"all": [{"id": "z", "GetLandingZone": {"LandingZone": {"Version": "3.0", "Status": "ACTIVE", "DriftStatus": {"Status": "IN_SYNC"}}}}], "want": ["PASSED", "active"]},
		"of a later version": {"all": [{"id": "z", "GetLandingZone": {"LandingZone": {"Version": "10.1", "Status": "ACTIVE", "DriftStatus": {"Status": "IN_SYNC"}}}}], "want": ["PASSED", "active"]},
		"old": {"all": [{"id": "z", "GetLandingZone": {"LandingZone": {"Version": "2.9", "Status": "ACTIVE", "DriftStatus": {"Status": "IN_SYNC"}}}}], "want": ["FAILED", "old"]},
		"drifted": {"all": [{"id": "z", "GetLandingZone": {"LandingZone": {"Version": "3.3", "Status": "ACTIVE", "DriftStatus": {"Status": "DRIFTED"}}}}], "want": ["FAILED", "drifted"]},
		"failed": {"all": [{"id": "z", "GetLandingZone": {"LandingZone": {"Version": "3.3", "Status": "FAILED", "DriftStatus": {"Status": "IN_SYNC"}}}}], "want": ["FAILED", "drifted"]},
		"none": {"all": [], "want": ["FAILED", "none"]},
		"a member sees none": {"scope": "account", "all": [], "want": ["NOT_AVAILABLE", "elsewhere"]},
		"the management account sees none": {"scope": "account", "account": "444455556666", "all": [], "want": ["FAILED", "none"]},
		"no organization": {"organization": [], "all": [], "want": ["NOT_APPLICABLE", "no_organization"]},
		"no organization, and active": {"organization": [], "all": [{"id": "3.0", "GetLandingZone": {"LandingZone": {"Version": "3.0", "Status": "ACTIVE", "DriftStatus": {"Status": "IN_SYNC"}}}}], "want": ["NOT_APPLICABLE", "no_organization"]},
		"no organization, and old": {"organization": [], "all": [{"id": "2.9", "GetLandingZone": {"LandingZone": {"Version": "2.9", "Status": "ACTIVE", "DriftStatus": {"Status": "IN_SYNC"}}}}], "want": ["NOT_APPLICABLE", "no_organization"]},
		"no organization, and drifted": {"organization": [], "all": [{"id": "3.3", "GetLandingZone": {"LandingZone": {"Version": "3.3", "Status": "ACTIVE", "DriftStatus": {"Status": "DRIFTED"}}}}], "want": ["NOT_APPLICABLE", "no_organization"]},
		"no organization, one account": {"organization": [], "scope": "account", "all": [], "want": ["NOT_APPLICABLE", "no_organization"]},
		"active beside an old one": {"all": [{"id": "3.0", "GetLandingZone": {"LandingZone": {"Version": "3.0", "Status": "ACTIVE", "DriftStatus": {"Status": "IN_SYNC"}}}}, {"id": "2.9", "GetLandingZone": {"LandingZone": {"Version": "2.9", "Status": "ACTIVE", "DriftStatus": {"Status": "IN_SYNC"}}}}], "want": ["PASSED", "active"]},
		"a member sees it": {"scope": "account", "all": [{"id": "3.0", "GetLandingZone": {"LandingZone": {"Version": "3.0", "Status": "ACTIVE", "DriftStatus": {"Status": "IN_SYNC"}}}}], "want": ["PASSED", "active"]},
	}
	got := control.findings with input.organization as _org(object.get(tc, "scope", "organization"))
		with input.account as {"account": object.get(tc, "account", "111122223333")}
		with input.organizations.organization as object.get(tc, "organization", _in)
		with input.governed_regions as [{"id": r, "region": r} | some r in object.get(tc, "regions", ["ap-northeast-1"])]
		with input.controltower.landing_zones as tc.all
	{[f.status, f.code] | some f in got} == {tc.want}
}
