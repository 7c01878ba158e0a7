package controls.guardduty.sa_detector_is_on_test

import data.controls.guardduty.sa_detector_is_on as control

test_detector_is_on[name] if {
	some name, tc in {
		"a detector that is on passes": {"detectors": [_detector({"Status": "ENABLED"})], "want": "PASSED enabled"},
		"a suspended detector fails": {"detectors": [_detector({"Status": "DISABLED"})], "want": "FAILED suspended"},
		"a status absent fails": {"detectors": [_detector({})], "want": "FAILED suspended"},
		"no detector fails": {"detectors": [], "want": "FAILED absent"},
		"a detector of another Region fails": {"detectors": [object.union(_detector({"Status": "ENABLED"}), {"region": "us-east-1"})], "want": "FAILED absent"},
		"protection plans do not matter": {"detectors": [_detector({"Status": "ENABLED", "Features": [{"Name": "S3_DATA_EVENTS", "Status": "DISABLED"}]})], "want": "PASSED enabled"},
	}
	got := control.findings with input.regions as _regions(["ap-northeast-1"]) with input.guardduty.detectors as tc.detectors
	_said(got) == {tc.want}
}

test_each_region_is_judged if {
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.regions as _regions(["ap-northeast-1", "us-east-1"])
		with input.guardduty.detectors as [_detector({"Status": "ENABLED"})]
	{sprintf("%s %s", [finding.id, finding.status]) | some finding in got} == {"ap-northeast-1 PASSED", "us-east-1 FAILED"}
}

test_plan[name] if {
	some name, tc in {
		"a detector is created": {"detectors": [], "want": {"CreateDetector"}},
		"a suspended one is turned on": {"detectors": [_detector({"Status": "DISABLED"})], "want": {"UpdateDetector"}},
		"nothing to do": {"detectors": [_detector({"Status": "ENABLED"})], "want": set()},
	}
	steps := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.guardduty.detectors as tc.detectors with input.account as {"account": "111122223333"}
	{call.operation | some step in steps; some call in step.calls} == tc.want
}

_detector(answer) := {"id": "12abc34d567e8fa901bc2d34e56789f0", "region": "ap-northeast-1", "DetectorId": "12abc34d567e8fa901bc2d34e56789f0", "GetDetector": answer}

_regions(names) := [{"id": name, "region": name, "account": "111122223333"} | some name in names]

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
