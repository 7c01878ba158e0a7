package controls.stepfunctions.state_machine_logs_test

import data.controls.stepfunctions.state_machine_logs as control
import data.lib.steps_test

_machine(described) := {"id": "arn:aws:states:ap-northeast-1:111122223333:stateMachine:m", "region": "ap-northeast-1", "DescribeStateMachine": described}

_at(level) := {"LoggingConfiguration": {"Level": level}}

test_state_machine_logs[name] if {
	some name, tc in {
		"ALL passes": {"machine": _at("ALL"), "parameters": {}, "want": "PASSED logged"},
		"ERROR passes": {"machine": _at("ERROR"), "parameters": {}, "want": "PASSED logged"},
		"FATAL passes": {"machine": _at("FATAL"), "parameters": {}, "want": "PASSED logged"},
		"OFF fails": {"machine": _at("OFF"), "parameters": {}, "want": "FAILED off"},
		"an untold level fails": {"machine": {"LoggingConfiguration": {}}, "parameters": {}, "want": "FAILED off"},
		"no configuration fails": {"machine": {}, "parameters": {}, "want": "FAILED off"},
		"the level asked for passes": {"machine": _at("ALL"), "parameters": {"logLevel": "ALL"}, "want": "PASSED logged"},
		"another level fails": {"machine": _at("ERROR"), "parameters": {"logLevel": "ALL"}, "want": "FAILED other_level"},
		"OFF is off, whatever is asked for": {"machine": _at("OFF"), "parameters": {"logLevel": "ALL"}, "want": "FAILED off"},
	}
	got := control.findings with input.stepfunctions.state_machines as [_machine(tc.machine)] with data.parameters as {"StepFunctions.1": tc.parameters}
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}

test_the_plan_logs_to_a_group_of_its_own if {
	role := {"id": "arn:aws:iam::111122223333:role/r", "Arn": "arn:aws:iam::111122223333:role/r", "RoleName": "r", "Path": "/", "RolePolicyList": [{"PolicyName": "own", "PolicyDocument": {}}]}
	world := {
		"account": {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "home": "ap-northeast-1", "partition": "aws"}, "logs": {"log_groups": []}, "iam": {"roles": [role]},
		"stepfunctions": {"state_machines": [{"id": "m", "region": "ap-northeast-1", "Name": "orders", "StateMachineArn": "m", "DescribeStateMachine": {"RoleArn": role.Arn, "LoggingConfiguration": {"Level": "OFF"}}}]},
	}
	steps := control.plan with input as world
	[steps_test.operations(step) | some step in steps] == [["CreateLogGroup", "PutRetentionPolicy", "PutRolePolicy", "UpdateStateMachine"]]
	left := steps_test.after(world, steps)
	[policy.PolicyName | some policy in left.iam.roles[0].RolePolicyList] == ["own", "deliver-execution-logs"]
	left.logs.log_groups[0].LogGroupName == "/aws/vendedlogs/states/orders"
	got := control.findings with input as left
	{finding.status | some finding in got} == {"PASSED"}
	elsewhere := control.plan with input as object.union(world, {"iam": {"roles": []}})
	elsewhere == set()
	service := control.plan with input as object.union(world, {"iam": {"roles": [object.union(role, {"Path": "/aws-service-role/x/"})]}})
	service == set()
}
