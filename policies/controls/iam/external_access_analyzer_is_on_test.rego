package controls.iam.external_access_analyzer_is_on_test

import data.controls.iam.external_access_analyzer_is_on as control

_regions := [{"id": "ap-northeast-1", "region": "ap-northeast-1"}]

_analyzer(type, status) := {"id": "a", "region": "ap-northeast-1", "Type": type, "Status": status}

test_external_access_analyzer_is_on[name] if {
	some name, tc in {
		"an account's": {"analyzers": [_analyzer("ACCOUNT", "ACTIVE")], "want": ["PASSED", "active"]},
		"an organization's": {"analyzers": [_analyzer("ORGANIZATION", "ACTIVE")], "want": ["PASSED", "active"]},
		"one of two": {"analyzers": [_analyzer("ACCOUNT", "FAILED"), object.union(_analyzer("ORGANIZATION", "ACTIVE"), {"id": "b"})], "want": ["PASSED", "active"]},
		"one in the making": {"analyzers": [_analyzer("ACCOUNT", "CREATING")], "want": ["FAILED", "inactive"]},
		"one that is disabled": {"analyzers": [_analyzer("ORGANIZATION", "DISABLED")], "want": ["FAILED", "inactive"]},
		"one of untold status": {"analyzers": [{"id": "a", "region": "ap-northeast-1", "Type": "ACCOUNT"}], "want": ["FAILED", "inactive"]},
		"one of unused access": {"analyzers": [_analyzer("ACCOUNT_UNUSED_ACCESS", "ACTIVE")], "want": ["FAILED", "absent"]},
		"one of internal access": {"analyzers": [_analyzer("ORGANIZATION_INTERNAL_ACCESS", "ACTIVE")], "want": ["FAILED", "absent"]},
		"one elsewhere": {"analyzers": [object.union(_analyzer("ACCOUNT", "ACTIVE"), {"region": "us-east-1"})], "want": ["FAILED", "absent"]},
		"none": {"analyzers": [], "want": ["FAILED", "absent"]},
	}
	got := control.findings with input.regions as _regions with input.accessanalyzer.analyzers as tc.analyzers
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_plan_creates_one_where_there_is_none if {
	regions := array.concat(_regions, [{"id": "us-east-1", "region": "us-east-1"}])
	steps := control.plan with input.regions as regions
		with input.accessanalyzer.analyzers as [_analyzer("ACCOUNT", "DISABLED")]
		with input.account as {"account": "111122223333", "partition": "aws"}
	[[step.region, step.calls[0].params.type, step.effect[0].id] | some step in steps] == [["us-east-1", "ACCOUNT", "us-east-1/external-access"]]
}
