package controls.iam.server_certificate_is_valid_test

import data.controls.iam.server_certificate_is_valid as control

_certificate(more) := object.union({"id": "c", "region": "global", "ServerCertificateName": "c"}, more)

test_server_certificate_is_valid[name] if {
	some name, tc in {
		"a day before": {"certificate": {"Expiration": "2026-06-02T00:00:00Z"}, "want": ["PASSED", "valid"]},
		"a second before": {"certificate": {"Expiration": "2026-06-01T00:00:01Z"}, "want": ["PASSED", "valid"]},
		"at this moment": {"certificate": {"Expiration": "2026-06-01T00:00:00Z"}, "want": ["FAILED", "expired"]},
		"a second after": {"certificate": {"Expiration": "2026-05-31T23:59:59Z"}, "want": ["FAILED", "expired"]},
		"an untold time": {"certificate": {}, "want": ["FAILED", "expired"]},
	}
	got := control.findings with input.iam.server_certificates as [_certificate(tc.certificate)] with input.as_of as "2026-06-01T00:00:00Z"
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_plan_deletes_the_certificate if {
	steps := control.plan with input.iam.server_certificates as [_certificate({"Expiration": "2026-01-01T00:00:00Z"}), _certificate({"id": "d", "Expiration": "2027-01-01T00:00:00Z"})]
		with input.as_of as "2026-06-01T00:00:00Z"
	[[step.calls[0].params, step.undo, step.destructive] | some step in steps] == [[{"ServerCertificateName": "c"}, [], true]]
}
