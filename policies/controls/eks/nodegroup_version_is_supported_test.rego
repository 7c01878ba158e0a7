package controls.eks.nodegroup_version_is_supported_test

import data.controls.eks.nodegroup_version_is_supported as control

_group(described) := {"id": "arn:aws:eks:ap-northeast-1:111122223333:nodegroup/c/n", "region": "ap-northeast-1", "DescribeNodegroup": {"Nodegroup": described}}

test_nodegroup_version_is_supported[name] if {
	some name, tc in {
		"a version in support passes": {"element": {"Version": "1.34"}, "want": ["PASSED supported"]},
		"a version out of support fails": {"element": {"Version": "1.33"}, "want": ["FAILED ended"]},
		"an untold version fails": {"element": {}, "want": ["FAILED ended"]},
	}
	got := control.findings with input.eks.nodegroups as [_group(tc.element)]
		with input.as_of as "2026-07-30T00:00:00Z"
		with data.versions.eks as {"1.33": "2026-07-29", "1.34": "2026-12-02"}
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
}
