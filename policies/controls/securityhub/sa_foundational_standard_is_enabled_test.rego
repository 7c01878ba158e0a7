package controls.securityhub.sa_foundational_standard_is_enabled_test

import data.controls.securityhub.sa_foundational_standard_is_enabled as control

test_foundational_standard_is_enabled[name] if {
	some name, tc in {
		"hub and standard pass": {"hubs": [_hub], "standards": [_standard(_foundational, "READY")], "want": "PASSED ready"},
		"incomplete passes with a note": {"hubs": [_hub], "standards": [_standard(_foundational, "INCOMPLETE")], "want": "PASSED incomplete"},
		"no hub fails": {"hubs": [], "standards": [], "want": "FAILED disabled"},
		"a hub elsewhere fails": {"hubs": [object.union(_hub, {"region": "us-east-1"})], "standards": [], "want": "FAILED disabled"},
		"one of two versions is complete": {"hubs": [_hub], "standards": [_standard(_foundational, "INCOMPLETE"), _standard("ap-northeast-1::standards/aws-foundational-security-best-practices/v/2.0.0", "READY")], "want": "PASSED ready"},
		"a standard without a hub fails": {"hubs": [], "standards": [_standard(_foundational, "READY")], "want": "FAILED disabled"},
		"an incomplete one without a hub too": {"hubs": [], "standards": [_standard(_foundational, "INCOMPLETE")], "want": "FAILED disabled"},
		"no standard fails": {"hubs": [_hub], "standards": [], "want": "FAILED not_ready"},
		"another standard fails": {"hubs": [_hub], "standards": [_standard(_cis, "READY"), _standard(_nist, "READY")], "want": "FAILED not_ready"},
		"pending fails": {"hubs": [_hub], "standards": [_standard(_foundational, "PENDING")], "want": "FAILED not_ready"},
	}
	got := control.findings with input.regions as _regions(["ap-northeast-1"]) with input.securityhub.hubs as tc.hubs with input.securityhub.standards as tc.standards
	_said(got) == {tc.want}
}

test_each_region_is_judged if {
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.regions as _regions(["ap-northeast-1", "us-east-1"])
		with input.securityhub.hubs as [_hub] with input.securityhub.standards as [_standard(_foundational, "READY")]
	{sprintf("%s %s", [finding.id, finding.status]) | some finding in got} == {"ap-northeast-1 PASSED", "us-east-1 FAILED"}
}

test_plan[name] if {
	some name, tc in {
		"no hub": {"hubs": [], "standards": [], "want": {"EnableSecurityHub"}},
		"no standard": {"hubs": [_hub], "standards": [_standard(_cis, "READY")], "want": {"BatchEnableStandards"}},
		"nothing to do": {"hubs": [_hub], "standards": [_standard(_foundational, "READY")], "want": set()},
	}
	steps := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.account as _account
		with input.securityhub.hubs as tc.hubs with input.securityhub.standards as tc.standards
	{call.operation | some step in steps; some call in step.calls} == tc.want
}

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

_hub := {
	"id": "ap-northeast-1",
	"region": "ap-northeast-1",
	"account": "111122223333",
	"HubArn": "arn:aws:securityhub:ap-northeast-1:111122223333:hub/default",
	"AutoEnableControls": true,
	"GetAdministratorAccount": {},
}

_standard(path, status) := {"id": path, "region": "ap-northeast-1", "StandardsArn": sprintf("arn:aws:securityhub:%s", [path]), "StandardsStatus": status}

_foundational := "ap-northeast-1::standards/aws-foundational-security-best-practices/v/1.0.0"

_cis := "::ruleset/cis-aws-foundations-benchmark/v/1.2.0"

_nist := "ap-northeast-1::standards/nist-800-53/v/5.0.0"

_regions(names) := [{"id": name, "region": name, "account": "111122223333"} | some name in names]

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
