package controls.apigateway.stage_has_web_acl_test

import data.controls.apigateway.stage_has_web_acl as control

_stage(more) := object.union(
	{"id": "arn:aws:apigateway:ap-northeast-1::/restapis/a/stages/v1", "region": "ap-northeast-1", "RestApiId": "a", "StageName": "v1"},
	more,
)

test_stage_has_web_acl[name] if {
	some name, tc in {
		"a web ACL passes": {"element": {"WebAclArn": "arn:aws:wafv2:ap-northeast-1:111122223333:regional/webacl/a/1"}, "want": ["PASSED guarded"]},
		"an empty ARN fails": {"element": {"WebAclArn": ""}, "want": ["FAILED unguarded"]},
		"none fails": {"element": {}, "want": ["FAILED unguarded"]},
	}
	got := control.findings with input.apigateway.stages as [_stage(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
}
