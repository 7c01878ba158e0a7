package controls.codebuild.project_writes_logs_test

import data.controls.codebuild.project_writes_logs as control

_project(more) := object.union({"id": "x", "region": "ap-northeast-1"}, more)

test_project_writes_logs[name] if {
	some name, tc in {
		"both pass": {"project": {"LogsConfig": {"CloudWatchLogs": {"Status": "ENABLED"}, "S3Logs": {"Status": "ENABLED"}}}, "want": ["PASSED logged"]},
		"CloudWatch Logs pass": {"project": {"LogsConfig": {"CloudWatchLogs": {"Status": "ENABLED"}, "S3Logs": {"Status": "DISABLED"}}}, "want": ["PASSED logged"]},
		"S3 passes": {"project": {"LogsConfig": {"CloudWatchLogs": {"Status": "DISABLED"}, "S3Logs": {"Status": "ENABLED"}}}, "want": ["PASSED logged"]},
		"S3 alone passes": {"project": {"LogsConfig": {"S3Logs": {"Status": "ENABLED"}}}, "want": ["PASSED logged"]},
		"both off fail": {"project": {"LogsConfig": {"CloudWatchLogs": {"Status": "DISABLED"}, "S3Logs": {"Status": "DISABLED"}}}, "want": ["FAILED unlogged"]},
		"CloudWatch Logs off, and no word of S3, fails": {"project": {"LogsConfig": {"CloudWatchLogs": {"Status": "DISABLED"}}}, "want": ["FAILED unlogged"]},
		"S3 off, and no word of CloudWatch Logs, fails": {"project": {"LogsConfig": {"S3Logs": {"Status": "DISABLED"}}}, "want": ["FAILED unlogged"]},
		"no word passes": {"project": {"LogsConfig": {}}, "want": ["PASSED logged"]},
		"no configuration passes": {"project": {}, "want": ["PASSED logged"]},
	}
	got := control.findings with input.codebuild.projects as [_project(tc.project)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan_writes_to_cloudwatch if {
	project := {"id": "x", "region": "ap-northeast-1", "Name": "p", "LogsConfig": {"CloudWatchLogs": {"Status": "DISABLED"}, "S3Logs": {"Status": "DISABLED"}}}
	steps := control.plan with input.codebuild.projects as [project]
	[step.calls[0].params.logsConfig.cloudWatchLogs.status | some step in steps] == ["ENABLED"]
	none := control.plan with input.codebuild.projects as [object.union(project, {"LogsConfig": {"S3Logs": {"Status": "ENABLED"}}})]
	count(none) == 0
}
