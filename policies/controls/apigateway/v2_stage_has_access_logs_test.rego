package controls.apigateway.v2_stage_has_access_logs_test

import data.controls.apigateway.v2_stage_has_access_logs as control
import data.lib.steps_test

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

test_the_plan_logs_to_a_group_of_its_own if {
	world := {"account": {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "home": "ap-northeast-1", "partition": "aws"}, "logs": {"log_groups": []}, "apigatewayv2": {"stages": [{"id": "s", "region": "ap-northeast-1", "ApiId": "a1", "StageName": "$default"}]}}
	steps := control.plan with input as world
	[steps_test.operations(step) | some step in steps] == [["CreateLogGroup", "PutRetentionPolicy", "UpdateStage"]]
	left := steps_test.after(world, steps)
	left.apigatewayv2.stages[0].AccessLogSettings.DestinationArn == "arn:aws:logs:ap-northeast-1:111122223333:log-group:/aws/apigateway/a1/default/access"
	left.logs.log_groups[0].LogGroupArn == left.apigatewayv2.stages[0].AccessLogSettings.DestinationArn
	got := control.findings with input as left
	{finding.status | some finding in got} == {"PASSED"}
}
