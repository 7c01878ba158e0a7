package controls.redshiftserverless.workgroup_requires_tls_test

import data.controls.redshiftserverless.workgroup_requires_tls as control

_workgroup(more) := object.union({"id": "x", "region": "ap-northeast-1", "WorkgroupName": "w"}, more)

test_workgroup_requires_tls[name] if {
	some name, tc in {
		"required passes": {"workgroup": {"ConfigParameters": [{"ParameterKey": "datestyle", "ParameterValue": "ISO, MDY"}, {"ParameterKey": "require_ssl", "ParameterValue": "true"}]}, "want": ["PASSED tls"]},
		"not required fails": {"workgroup": {"ConfigParameters": [{"ParameterKey": "require_ssl", "ParameterValue": "false"}]}, "want": ["FAILED plain"]},
		"another parameter fails": {"workgroup": {"ConfigParameters": [{"ParameterKey": "use_fips_ssl", "ParameterValue": "true"}]}, "want": ["FAILED plain"]},
		"no parameters fail": {"workgroup": {"ConfigParameters": []}, "want": ["FAILED plain"]},
		"untold fails": {"workgroup": {}, "want": ["FAILED plain"]},
	}
	got := control.findings with input.redshiftserverless.workgroups as [_workgroup(tc.workgroup)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan if {
	plan := control.plan with input.redshiftserverless.workgroups as [_workgroup({"ConfigParameters": [{"ParameterKey": "require_ssl", "ParameterValue": "false"}, {"ParameterKey": "a", "ParameterValue": "b"}]})]
	[[step.subject, step.calls[0].params, step.effect[0].value] | some step in plan] == [[
		"x",
		{"workgroupName": "w", "configParameters": [{"parameterKey": "require_ssl", "parameterValue": "true"}]},
		[{"ParameterKey": "a", "ParameterValue": "b"}, {"ParameterKey": "require_ssl", "ParameterValue": "true"}],
	]]
}

test_no_plan_where_it_is_required if {
	plan := control.plan with input.redshiftserverless.workgroups as [_workgroup({"ConfigParameters": [{"ParameterKey": "require_ssl", "ParameterValue": "true"}]})]
	plan == set()
}
