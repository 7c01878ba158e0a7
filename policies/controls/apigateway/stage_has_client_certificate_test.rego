package controls.apigateway.stage_has_client_certificate_test

import data.controls.apigateway.stage_has_client_certificate as control

_stage(more) := object.union(
	{"id": "arn:aws:apigateway:ap-northeast-1::/restapis/a/stages/v1", "region": "ap-northeast-1", "RestApiId": "a", "StageName": "v1"},
	more,
)

test_stage_has_client_certificate[name] if {
	some name, tc in {
		"a certificate passes": {"element": {"ClientCertificateId": "c1"}, "want": ["PASSED certified"]},
		"an empty id fails": {"element": {"ClientCertificateId": ""}, "want": ["FAILED uncertified"]},
		"none fails": {"element": {}, "want": ["FAILED uncertified"]},
	}
	got := control.findings with input.apigateway.stages as [_stage(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
}
