package controls.s3.multi_region_access_point_blocks_public_access_test

import data.controls.s3.multi_region_access_point_blocks_public_access as control

_element(block) := {"id": "point", "region": "ap-northeast-1", "PublicAccessBlock": block}

_all := {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}

test_multi_region_access_point_blocks_public_access[name] if {
	some name, tc in {
		"all four": {"element": _element(_all), "want": ["PASSED", "blocked"]},
		"none": {"element": _element({}), "want": ["FAILED", "open"]},
		"ACLs may be set": {"element": _element(object.union(_all, {"BlockPublicAcls": false})), "want": ["FAILED", "open"]},
		"ACLs hold": {"element": _element(object.union(_all, {"IgnorePublicAcls": false})), "want": ["FAILED", "open"]},
		"policies may be set": {"element": _element(object.union(_all, {"BlockPublicPolicy": false})), "want": ["FAILED", "open"]},
		"policies hold": {"element": _element(object.union(_all, {"RestrictPublicBuckets": false})), "want": ["FAILED", "open"]},
		"one untold": {"element": _element(object.remove(_all, ["RestrictPublicBuckets"])), "want": ["FAILED", "open"]},
		"nothing told": {"element": {"id": "point", "region": "ap-northeast-1"}, "want": ["FAILED", "open"]},
	}
	got := control.findings with input.s3control.multi_region_access_points as [tc.element]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}
