package controls.ecs.blea_task_roles_are_minimal_test

import data.controls.ecs.blea_task_roles_are_minimal as control

_task := "arn:aws:iam::111122223333:role/task"

_execution := "arn:aws:iam::111122223333:role/execution"

_definition(fields) := {
	"id": "arn:aws:ecs:ap-northeast-1:111122223333:task-definition/app",
	"region": "ap-northeast-1",
	"DescribeTaskDefinition": {"TaskDefinition": fields},
}

_role(arn, statement) := {"id": arn, "Arn": arn, "region": "global", "AttachedManagedPolicies": [], "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}}]}

_narrow := {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::app/*"}

_wide := {"Effect": "Allow", "Action": "*", "Resource": "*"}

_judged(fields, task, execution) := {
	"ecs": {"task_definitions": [_definition(fields)]},
	"iam": {"roles": [_role(_task, task), _role(_execution, execution)], "policies": [], "aws_policies": []},
}

_both := {"TaskRoleArn": _task, "ExecutionRoleArn": _execution}

test_blea_task_roles_are_minimal[name] if {
	some name, tc in {
		"two roles pass": {"fields": _both, "task": _narrow, "execution": _narrow, "want": "PASSED separate"},
		"an administrator's task role fails": {"fields": _both, "task": _wide, "execution": _narrow, "want": "FAILED administrator"},
		"an administrator's execution role fails": {"fields": _both, "task": _narrow, "execution": _wide, "want": "FAILED administrator"},
		"the same role twice fails": {"fields": {"TaskRoleArn": _task, "ExecutionRoleArn": _task}, "task": _narrow, "execution": _narrow, "want": "FAILED same"},
		"the same administrator's role is that first": {"fields": {"TaskRoleArn": _task, "ExecutionRoleArn": _task}, "task": _wide, "execution": _narrow, "want": "FAILED administrator"},
		"no task role passes": {"fields": {"ExecutionRoleArn": _execution}, "task": _wide, "execution": _narrow, "want": "PASSED no_task_role"},
		"no task role does not save an administrator's execution role": {"fields": {"ExecutionRoleArn": _execution}, "task": _narrow, "execution": _wide, "want": "FAILED administrator"},
		"no execution role passes": {"fields": {"TaskRoleArn": _task}, "task": _narrow, "execution": _narrow, "want": "PASSED separate"},
		"no roles pass": {"fields": {}, "task": _wide, "execution": _wide, "want": "PASSED no_task_role"},
		"empty names are no roles": {"fields": {"TaskRoleArn": "", "ExecutionRoleArn": ""}, "task": _wide, "execution": _wide, "want": "PASSED no_task_role"},
		"a role that is gone can do nothing": {"fields": {"TaskRoleArn": "arn:aws:iam::111122223333:role/gone", "ExecutionRoleArn": _execution}, "task": _narrow, "execution": _narrow, "want": "PASSED separate"},
	}
	got := control.findings with input as _judged(tc.fields, tc.task, tc.execution)
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}

test_the_reader_sees_the_roles if {
	some finding in control.findings with input as _judged(_both, _wide, _wide)
	finding.args == {"roles": [_execution, _task]}
}
