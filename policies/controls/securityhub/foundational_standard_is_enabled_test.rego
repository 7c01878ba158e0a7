package controls.securityhub.foundational_standard_is_enabled_test

import data.controls.securityhub.foundational_standard_is_enabled as control

test_foundational_standard_is_enabled[name] if {
	some name, tc in {
		"ready passes": {"standards": [_standard(_foundational, "READY")], "want": "PASSED ready"},
		"incomplete passes with a note": {"standards": [_standard(_foundational, "INCOMPLETE")], "want": "PASSED incomplete"},
		"NIST passes with a note": {"standards": [_standard(_nist, "READY")], "want": "PASSED nist"},
		"NIST makes up for a failure": {"standards": [_standard(_foundational, "FAILED"), _standard(_nist, "READY")], "want": "PASSED nist"},
		"both are ready": {"standards": [_standard(_foundational, "READY"), _standard(_nist, "READY")], "want": "PASSED ready"},
		"one of two versions is complete": {"standards": [_standard(_foundational, "INCOMPLETE"), _standard("ap-northeast-1::standards/aws-foundational-security-best-practices/v/2.0.0", "READY")], "want": "PASSED ready"},
		"incomplete beside NIST is told": {"standards": [_standard(_foundational, "INCOMPLETE"), _standard(_nist, "READY")], "want": "PASSED incomplete"},
		"NIST 800-171 is another standard": {"standards": [_standard("ap-northeast-1::standards/nist-800-171/v/2.0.0", "READY")], "want": "FAILED absent"},
		"pending fails": {"standards": [_standard(_foundational, "PENDING")], "want": "FAILED not_ready"},
		"failed fails": {"standards": [_standard(_foundational, "FAILED")], "want": "FAILED not_ready"},
		"deleting fails": {"standards": [_standard(_foundational, "DELETING")], "want": "FAILED not_ready"},
		"a status absent fails": {"standards": [object.remove(_standard(_foundational, ""), ["StandardsStatus"])], "want": "FAILED not_ready"},
		"CIS alone fails": {"standards": [_standard(_cis, "READY")], "want": "FAILED absent"},
		"no standard fails": {"standards": [], "want": "FAILED absent"},
		"a standard of another Region fails": {"standards": [object.union(_standard(_foundational, "READY"), {"region": "us-east-1"})], "want": "FAILED absent"},
	}
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.securityhub.standards as tc.standards
	_said(got) == {tc.want}
}

test_plan if {
	steps := control.plan with input.governed_regions as _regions(["ap-northeast-1"]) with input.securityhub.standards as [] with input.account as _account
	[step.calls[0].params.StandardsSubscriptionRequests[0].StandardsArn | some step in steps] == [sprintf("arn:aws:securityhub:%s", [_foundational])]
	[step.undo[0].params.StandardsSubscriptionArns[0] | some step in steps] == ["arn:aws:securityhub:ap-northeast-1:111122223333:subscription/aws-foundational-security-best-practices/v/1.0.0"]
	done := control.plan with input.governed_regions as _regions(["ap-northeast-1"]) with input.securityhub.standards as [_standard(_foundational, "FAILED")] with input.account as _account
	count(done) == 0
}

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

_standard(path, status) := {"id": path, "region": "ap-northeast-1", "StandardsArn": sprintf("arn:aws:securityhub:%s", [path]), "StandardsStatus": status}

_foundational := "ap-northeast-1::standards/aws-foundational-security-best-practices/v/1.0.0"

_cis := "::ruleset/cis-aws-foundations-benchmark/v/1.2.0"

_nist := "ap-northeast-1::standards/nist-800-53/v/5.0.0"

_regions(names) := [{"id": name, "region": name, "account": "111122223333"} | some name in names]

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
