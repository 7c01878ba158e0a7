package controls.ecs.blea_container_logs_are_kept_test

import data.controls.ecs.blea_container_logs_are_kept as control

_definition(containers) := {
	"id": "arn:aws:ecs:ap-northeast-1:111122223333:task-definition/app",
	"region": "ap-northeast-1",
	"DescribeTaskDefinition": {"TaskDefinition": {"ContainerDefinitions": containers}},
}

_container(options) := {"Name": "app", "LogConfiguration": {"LogDriver": "awslogs", "Options": options}}

_here := {"awslogs-group": "app", "awslogs-region": "ap-northeast-1"}

_log_group(more) := object.union({"id": "arn:aws:logs:ap-northeast-1:111122223333:log-group:app", "region": "ap-northeast-1", "LogGroupName": "app", "KmsKeyId": "arn:aws:kms:ap-northeast-1:111122223333:key/k"}, more)

_judged(containers, groups) := {
	"regions": [{"id": "ap-northeast-1", "region": "ap-northeast-1"}],
	"ecs": {"task_definitions": [_definition(containers)]},
	"logs": {"log_groups": groups},
}

test_blea_container_logs_are_kept[name] if {
	some name, tc in {
		"90 days pass": {"containers": [_container(_here)], "groups": [_log_group({"RetentionInDays": 90})], "want": "PASSED kept"},
		"for ever passes": {"containers": [_container(_here)], "groups": [_log_group({})], "want": "PASSED kept"},
		"89 days fail": {"containers": [_container(_here)], "groups": [_log_group({"RetentionInDays": 89})], "want": "FAILED short"},
		"no key is noted": {"containers": [_container(_here)], "groups": [object.remove(_log_group({"RetentionInDays": 90}), ["KmsKeyId"])], "want": "PASSED kept_without_key"},
		"the Region is the task's own": {"containers": [_container({"awslogs-group": "app"})], "groups": [_log_group({"RetentionInDays": 30})], "want": "FAILED short"},
		"a group that is not there fails": {"containers": [_container(_here)], "groups": [], "want": "FAILED no_group"},
		"a group of that name in another Region does not count": {"containers": [_container(_here)], "groups": [_log_group({"region": "us-east-1"})], "want": "FAILED no_group"},
		"a group of a Region that was not scanned is open": {"containers": [_container({"awslogs-group": "app", "awslogs-region": "eu-west-1"})], "groups": [], "want": "NOT_AVAILABLE elsewhere"},
		"another driver passes": {"containers": [{"Name": "app", "LogConfiguration": {"LogDriver": "awsfirelens"}}], "groups": [], "want": "PASSED kept"},
		"short and without a key fails once": {"containers": [_container(_here)], "groups": [object.remove(_log_group({"RetentionInDays": 30}), ["KmsKeyId"])], "want": "FAILED short"},
		"without a key and in a Region that was not scanned is open": {"containers": [_container(_here), _container({"awslogs-group": "app", "awslogs-region": "eu-west-1"})], "groups": [object.remove(_log_group({"RetentionInDays": 90}), ["KmsKeyId"])], "want": "NOT_AVAILABLE elsewhere"},
		"short and in a Region that was not scanned fails": {"containers": [_container(_here), _container({"awslogs-group": "app", "awslogs-region": "eu-west-1"})], "groups": [_log_group({"RetentionInDays": 30})], "want": "FAILED short"},
		"no driver and a group that is not there fails once": {"containers": [_container(_here), {"Name": "agent"}], "groups": [], "want": "FAILED not_logged"},
		"no driver fails": {"containers": [_container(_here), {"Name": "agent"}], "groups": [_log_group({"RetentionInDays": 30})], "want": "FAILED not_logged"},
		"one short group of two fails": {"containers": [_container(_here), _container({"awslogs-group": "other", "awslogs-region": "ap-northeast-1"})], "groups": [_log_group({"RetentionInDays": 30})], "want": "FAILED short"},
		"no containers pass": {"containers": [], "groups": [], "want": "PASSED kept"},
	}
	got := control.findings with input as _judged(tc.containers, tc.groups)
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}

test_the_reader_sees_containers_and_groups if {
	some silent in control.findings with input as _judged([{"Name": "b"}, {"Name": "a"}, _container(_here)], [])
	silent.args == {"containers": ["a", "b"]}
	some short in control.findings with input as _judged([_container(_here)], [_log_group({"RetentionInDays": 1})])
	short.args == {"groups": ["app"]}
	some lost in control.findings with input as _judged([_container(_here)], [])
	lost.args == {"groups": ["app"]}
	some plain in control.findings with input as _judged([_container(_here)], [object.remove(_log_group({}), ["KmsKeyId"])])
	plain.args == {"groups": ["app"]}
}

test_plan_names_the_group if {
	steps := control.plan with input as _judged([_container(_here), _container(_here)], [_log_group({"RetentionInDays": 30})])
	[[step.region, step.calls[0].params] | some step in steps] == [["ap-northeast-1", {"logGroupName": "app", "retentionInDays": 90}]]
	[step.undo[0].params.retentionInDays | some step in steps] == [30]
}

test_no_plan_without_need if {
	steps := control.plan with input as _judged([_container(_here)], [_log_group({"RetentionInDays": 90})])
	steps == set()
}
