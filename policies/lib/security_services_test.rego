package lib.security_services_test

import data.lib.security_services

test_detectors[status] if {
	some status, want in {"ENABLED": {"ap-northeast-1"}, "DISABLED": set()}
	detectors := [{"id": "d", "region": "ap-northeast-1", "GetDetector": {"Status": status}}]
	got := security_services.detecting with input.guardduty.detectors as detectors
	got == want
	there := security_services.with_detector with input.guardduty.detectors as detectors
	there == {"ap-northeast-1"}
}

test_standards_by_arn[arn] if {
	some arn, want in {
		"arn:aws:securityhub:ap-northeast-1::standards/aws-foundational-security-best-practices/v/1.0.0": {"foundational"},
		"arn:aws-us-gov:securityhub:us-gov-west-1::standards/aws-foundational-security-best-practices/v/1.0.0": {"foundational"},
		"arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0": {"cis"},
		"arn:aws:securityhub:ap-northeast-1::standards/cis-aws-foundations-benchmark/v/5.0.0": {"cis"},
		"arn:aws:securityhub:ap-northeast-1::standards/nist-800-53/v/5.0.0": {"nist"},
		"arn:aws:securityhub:ap-northeast-1::standards/nist-800-171/v/2.0.0": set(),
		"arn:aws:securityhub:ap-northeast-1::standards/pci-dss/v/4.0.1": set(),
	}
	got := {name | some name in ["foundational", "cis", "nist"]; security_services.subscribed(name, "ap-northeast-1")} with input.securityhub.standards as [_standard(arn, "READY")]
	got == want
}

test_standards_by_status[status] if {
	some status, want in {
		"READY": ["ready"],
		"INCOMPLETE": ["incomplete"],
		"PENDING": [],
		"FAILED": [],
		"DELETING": [],
	}
	ready := {"ready" | security_services.ready("cis", "ap-northeast-1")} with input.securityhub.standards as [_standard("arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0", status)]
	incomplete := {"incomplete" | security_services.incomplete("cis", "ap-northeast-1")} with input.securityhub.standards as [_standard("arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0", status)]
	ready | incomplete == {word | some word in want}
}

test_standards_are_of_a_region if {
	not security_services.subscribed("cis", "us-east-1") with input.securityhub.standards as [_standard("arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0", "READY")]
}

test_hubs if {
	got := security_services.with_hub with input.securityhub.hubs as [{"id": "ap-northeast-1", "region": "ap-northeast-1"}]
	got == {"ap-northeast-1"}
	none := security_services.with_hub with input.securityhub.hubs as []
	none == set()
}

_standard(arn, status) := {"id": arn, "region": "ap-northeast-1", "StandardsArn": arn, "StandardsStatus": status}
