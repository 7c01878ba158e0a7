package controls.acm.certificate_is_renewed_in_time_test

import data.controls.acm.certificate_is_renewed_in_time as control

test_certificate_is_renewed_in_time[name] if {
	some name, tc in {
		"a year passes": {"certificate": {"NotAfter": "2027-01-02T03:04:05Z"}, "want": ["PASSED valid"]},
		"a second more than 30 days passes": {"certificate": {"NotAfter": "2026-02-01T03:04:06Z"}, "want": ["PASSED valid"]},
		"30 days fail": {"certificate": {"NotAfter": "2026-02-01T03:04:05Z"}, "want": ["FAILED ending"]},
		"a second less fails": {"certificate": {"NotAfter": "2026-02-01T03:04:04Z"}, "want": ["FAILED ending"]},
		"an expired one fails": {"certificate": {"NotAfter": "2020-01-02T03:04:05Z", "Status": "EXPIRED"}, "want": ["FAILED ending"]},
		"one that ACM would renew fails": {"certificate": {"NotAfter": "2026-01-09T03:04:05Z", "Type": "AMAZON_ISSUED", "RenewalEligibility": "ELIGIBLE"}, "want": ["FAILED ending"]},
		"one that is not issued is out of scope": {"certificate": {"Status": "PENDING_VALIDATION"}, "want": []},
	}
	certificates := [object.union({"id": "arn:c", "region": "ap-northeast-1"}, tc.certificate)]
	got := control.findings with input.acm.certificates as certificates with input.as_of as "2026-01-02T03:04:05Z"
	_said(got) == tc.want
	subjects := control.subjects with input.acm.certificates as certificates
	count(subjects) == count(tc.want)
}

test_days[name] if {
	some name, tc in {
		"a second more passes": {"until": "2026-01-16T03:04:06Z", "want": ["PASSED valid"]},
		"as many fail": {"until": "2026-01-16T03:04:05Z", "want": ["FAILED ending"]},
	}
	got := control.findings with input.acm.certificates as [{"id": "arn:c", "region": "ap-northeast-1", "NotAfter": tc.until}]
		with input.as_of as "2026-01-02T03:04:05Z"
		with data.parameters as {"ACM.1": {"daysToExpiration": 14}}
	_said(got) == tc.want
}

_said(findings) := [sprintf("%s %s", [finding.status, finding.code]) | some finding in findings]
