package controls.securityhub.cis_standard_is_enabled_test

import data.controls.securityhub.cis_standard_is_enabled as control

test_cis_standard_is_enabled[name] if {
	some name, tc in {
		"version 1.2 passes": {"standards": [_standard(_cis, "READY")], "want": "PASSED ready"},
		"version 1.4 passes": {"standards": [_standard(_newer("1.4.0"), "READY")], "want": "PASSED ready"},
		"version 5.0 passes": {"standards": [_standard(_newer("5.0.0"), "READY")], "want": "PASSED ready"},
		"incomplete passes with a note": {"standards": [_standard(_cis, "INCOMPLETE")], "want": "PASSED incomplete"},
		"one of two is enough": {"standards": [_standard(_cis, "DELETING"), _standard(_newer("3.0.0"), "READY")], "want": "PASSED ready"},
		"one of two is complete": {"standards": [_standard(_cis, "INCOMPLETE"), _standard(_newer("3.0.0"), "READY")], "want": "PASSED ready"},
		"deleting fails": {"standards": [_standard(_cis, "DELETING")], "want": "FAILED not_ready"},
		"pending fails": {"standards": [_standard(_newer("3.0.0"), "PENDING")], "want": "FAILED not_ready"},
		"another standard fails": {"standards": [_standard("ap-northeast-1::standards/pci-dss/v/4.0.1", "READY")], "want": "FAILED absent"},
		"no standard fails": {"standards": [], "want": "FAILED absent"},
		"a standard of another Region fails": {"standards": [object.union(_standard(_cis, "READY"), {"region": "us-east-1"})], "want": "FAILED absent"},
	}
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.securityhub.standards as tc.standards
	_said(got) == {tc.want}
}

test_plan if {
	steps := control.plan with input.governed_regions as _regions(["ap-northeast-1"]) with input.securityhub.standards as [] with input.account as _account
	[step.calls[0].params.StandardsSubscriptionRequests[0].StandardsArn | some step in steps] == ["arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0"]
	[step.undo[0].params.StandardsSubscriptionArns[0] | some step in steps] == ["arn:aws:securityhub:ap-northeast-1:111122223333:subscription/cis-aws-foundations-benchmark/v/1.2.0"]
	done := control.plan with input.governed_regions as _regions(["ap-northeast-1"]) with input.securityhub.standards as [_standard(_newer("3.0.0"), "READY")] with input.account as _account
	count(done) == 0
}

_standard(path, status) := {"id": path, "region": "ap-northeast-1", "StandardsArn": sprintf("arn:aws:securityhub:%s", [path]), "StandardsStatus": status}

_newer(version) := sprintf("ap-northeast-1::standards/cis-aws-foundations-benchmark/v/%s", [version])

_cis := "::ruleset/cis-aws-foundations-benchmark/v/1.2.0"

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

_regions(names) := [{"id": name, "region": name, "account": "111122223333"} | some name in names]

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
