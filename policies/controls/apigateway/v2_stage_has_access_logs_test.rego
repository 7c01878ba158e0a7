package controls.apigateway.v2_stage_has_access_logs_test

import data.controls.apigateway.v2_stage_has_access_logs as control

_stage(more) := object.union(
	{"id": "arn:aws:apigateway:ap-northeast-1::/apis/a/stages/1", "region": "ap-northeast-1", "ApiId": "a", "StageName": "1"},
	more,
)

test_v2_stage_has_access_logs[name] if {
	some name, tc in {
		"a destination passes": {"element": {"AccessLogSettings": {"DestinationArn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:access", "Format": "$context.requestId"}}, "want": ["PASSED logged"]},
		"an empty destination fails": {"element": {"AccessLogSettings": {"DestinationArn": ""}}, "want": ["FAILED off"]},
		"a format alone fails": {"element": {"AccessLogSettings": {"Format": "$context.requestId"}}, "want": ["FAILED off"]},
		"untold fails": {"element": {}, "want": ["FAILED off"]},
	}
	got := control.findings with input.apigatewayv2.stages as [_stage(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
}
