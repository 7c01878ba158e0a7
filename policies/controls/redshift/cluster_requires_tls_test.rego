package controls.redshift.cluster_requires_tls_test

import data.controls.redshift.cluster_requires_tls as control

_cluster(groups) := {"id": "x", "region": "ap-northeast-1", "ClusterParameterGroups": [{"ParameterGroupName": name} | some name in groups]}

_group(region, name, parameters) := {
	"id": sprintf("%s/%s", [region, name]),
	"region": region,
	"ParameterGroupName": name,
	"DescribeClusterParameters": {"Parameters": [{"ParameterName": key, "ParameterValue": value} | some key, value in parameters]},
}

test_cluster_requires_tls[name] if {
	some name, tc in {
		"required passes": {"parameters": {"require_ssl": "true"}, "want": ["PASSED tls"]},
		"in capitals passes": {"parameters": {"require_ssl": "True"}, "want": ["PASSED tls"]},
		"not required fails": {"parameters": {"require_ssl": "false"}, "want": ["FAILED plain"]},
		"another parameter fails": {"parameters": {"use_fips_ssl": "true"}, "want": ["FAILED plain"]},
		"no parameters fail": {"parameters": {}, "want": ["FAILED plain"]},
	}
	got := control.findings with input.redshift.clusters as [_cluster(["own"])]
		with input.redshift.parameter_groups as [_group("ap-northeast-1", "own", tc.parameters), _group("ap-northeast-1", "other", {"require_ssl": "true"})]
	_said(got) == tc.want
}

test_groups[name] if {
	some name, tc in {
		"a group of that name in another region fails": {"cluster": _cluster(["own"]), "want": ["FAILED plain"]},
		"no group fails": {"cluster": _cluster([]), "want": ["FAILED plain"]},
		"untold groups fail": {"cluster": {"id": "x", "region": "ap-northeast-1"}, "want": ["FAILED plain"]},
	}
	got := control.findings with input.redshift.clusters as [tc.cluster]
		with input.redshift.parameter_groups as [_group("us-east-1", "own", {"require_ssl": "true"})]
	_said(got) == tc.want
}

test_plan[name] if {
	some name, tc in {
		"a group of its own": {"group": "own", "value": "false", "want": [["own", "true", "false"]]},
		"a default group": {"group": "default.redshift-2.0", "value": "false", "want": []},
		"a group that requires it": {"group": "own", "value": "true", "want": []},
	}
	plan := control.plan with input.redshift.clusters as [_cluster([tc.group])]
		with input.redshift.parameter_groups as [_group("ap-northeast-1", tc.group, {"require_ssl": tc.value, "datestyle": "ISO, MDY"})]
	[[step.calls[0].params.ParameterGroupName, step.calls[0].params.Parameters[0].ParameterValue, step.undo[0].params.Parameters[0].ParameterValue] | some step in plan; step.subject == "x"] == tc.want
	every step in plan {
		step.effect[0].value == [{"ParameterName": "datestyle", "ParameterValue": "ISO, MDY"}, {"ParameterName": "require_ssl", "ParameterValue": "true"}]
	}
}

_said(findings) := [sprintf("%s %s", [finding.status, finding.code]) | some finding in findings]
