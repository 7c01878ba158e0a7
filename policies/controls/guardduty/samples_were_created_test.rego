package controls.guardduty.samples_were_created_test

import data.controls.guardduty.samples_were_created as control

test_samples_were_created[name] if {
	some name, tc in {
		"a sample by its title passes": {"findings": [_finding({"Title": "[SAMPLE] something"})], "detector": _old, "want": "PASSED samples"},
		"a sample by its own word passes": {"findings": [_finding({"Service": {"AdditionalInfo": {"Value": {"sample": true}}}})], "detector": _old, "want": "PASSED samples"},
		"a real finding is no sample": {"findings": [_finding({"Title": "something", "Service": {"AdditionalInfo": {"Value": {"sample": false}}}})], "detector": _old, "want": "NOT_AVAILABLE forgotten"},
		"a sample of another Region is none": {"findings": [_finding({"Title": "[SAMPLE] x", "region": "us-east-1"})], "detector": _old, "want": "NOT_AVAILABLE forgotten"},
		"no finding of an old detector": {"findings": [], "detector": _old, "want": "NOT_AVAILABLE forgotten"},
		"no finding of a detector of 90 days fails": {"findings": [], "detector": _created("2026-08-22T00:00:00Z"), "want": "FAILED never"},
		"no finding of a detector of 90 days and a second": {"findings": [], "detector": _created("2026-08-21T23:59:59Z"), "want": "NOT_AVAILABLE forgotten"},
		"no finding of a detector of 90 days and a millisecond": {"findings": [], "detector": _created("2026-08-21T23:59:59.999Z"), "want": "NOT_AVAILABLE forgotten"},
		"a young detector that is suspended": {"findings": [], "detector": object.union(_created("2026-11-19T00:00:00Z"), {"Status": "DISABLED"}), "want": "NOT_APPLICABLE no_detector"},
		"a date with fractions": {"findings": [], "detector": _created("2026-11-19T12:34:56.789Z"), "want": "FAILED never"},
		"no date": {"findings": [], "detector": {"Status": "ENABLED"}, "want": "NOT_AVAILABLE forgotten"},
		"a sample of a young detector passes": {"findings": [_finding({"Title": "[SAMPLE] x"})], "detector": _created("2026-11-19T00:00:00Z"), "want": "PASSED samples"},
		"a suspended detector": {"findings": [_finding({"Title": "[SAMPLE] x"})], "detector": object.union(_old, {"Status": "DISABLED"}), "want": "NOT_APPLICABLE no_detector"},
	}
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.guardduty.findings as tc.findings
		with input.guardduty.detectors as [{"id": "d", "region": "ap-northeast-1", "GetDetector": tc.detector}] with input.as_of as "2026-11-20T00:00:00Z"
	_said(got) == {tc.want}
}

test_no_detector if {
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.guardduty.findings as [] with input.guardduty.detectors as []
	_said(got) == {"NOT_APPLICABLE no_detector"}
}

_old := _created("2020-01-01T00:00:00Z")

_created(at) := {"Status": "ENABLED", "CreatedAt": at}

_finding(fields) := object.union({"id": "f", "region": "ap-northeast-1"}, fields)

_regions(names) := [{"id": name, "region": name, "account": "111122223333"} | some name in names]

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
