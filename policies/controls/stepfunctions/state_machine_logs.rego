# METADATA
# title: Step Functions state machines should have logging turned on
# description: >-
#   The history of an execution is kept for 90 days, and that of an express workflow not at all; logs keep it. Any level does,
#   unless the parameter asks for one in particular.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/stepfunctions-controls.html#stepfunctions-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/step-functions-state-machine-logging-enabled.html
# custom:
#   id: StepFunctions.1
#   title_ja: Step Functionsステートマシンではログ記録を有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: stepfunctions.state_machines
#   resource: AWS::StepFunctions::StateMachine
#   standards: {fsbp: [StepFunctions.1], pci-dss-4.0.1: [StepFunctions.1]}
#   parameters: {logLevel: {type: string, enum: [ALL, ERROR, FATAL]}}
#   reasons:
#     logged: {en: "executions are logged at the level {level}", ja: "実行は {level} レベルで記録されます"}
#     off: {en: "executions are not logged", ja: "実行が記録されていません"}
#     other_level: {en: "executions are logged at the level {level}, and not as asked for", ja: "実行は {level} レベルで記録されますが、指定されたレベルではありません"}
#   remediation:
#     en: "Turn on logging of the state machine with a log group as its destination, and let its role write to it."
#     ja: "ロググループを送信先としてステートマシンのログ記録を有効にし、ロールに書き込みを許可します。"
#   otherwise: decision
package controls.stepfunctions.state_machine_logs

import data.lib.result
import data.lib.steps

findings contains result.pass(machine, "logged", {"level": machine.DescribeStateMachine.LoggingConfiguration.Level}, _reads) if {
	some machine in input.stepfunctions.state_machines
	machine.id in _logged
	not machine.id in _otherwise
}

findings contains result.fail(machine, "other_level", {"level": machine.DescribeStateMachine.LoggingConfiguration.Level}, _reads) if {
	some machine in input.stepfunctions.state_machines
	machine.id in _logged
	machine.id in _otherwise
}

findings contains result.fail(machine, "off", {}, _reads) if {
	some machine in input.stepfunctions.state_machines
	not machine.id in _logged
}

_reads := ["DescribeStateMachine.LoggingConfiguration.Level"]

_logged contains machine.id if {
	some machine in input.stepfunctions.state_machines
	machine.DescribeStateMachine.LoggingConfiguration.Level in {"ALL", "ERROR", "FATAL"}
}

_otherwise contains machine.id if {
	some machine in input.stepfunctions.state_machines
	machine.DescribeStateMachine.LoggingConfiguration.Level != data.parameters["StepFunctions.1"].logLevel
}

# The machine's role gets what log delivery asks for (https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html). It must be one of the
# account's, and not one that AWS keeps.
plan contains steps.step(
	machine,
	[
		steps.call("logs", "CreateLogGroup", {"logGroupName": _group(machine)}),
		steps.call("logs", "PutRetentionPolicy", {"logGroupName": _group(machine), "retentionInDays": 365}),
		steps.call("iam", "PutRolePolicy", {"RoleName": role.RoleName, "PolicyName": _policy, "PolicyDocument": json.marshal(_permissions)}),
		_update(machine, {"level": _level, "includeExecutionData": false, "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": concat("", [_arn(machine), ":*"])}}]}),
	],
	[
		_update(machine, {"level": "OFF", "includeExecutionData": false, "destinations": []}),
		steps.call("iam", "DeleteRolePolicy", {"RoleName": role.RoleName, "PolicyName": _policy}),
		steps.call("logs", "DeleteLogGroup", {"logGroupName": _group(machine)}),
	],
	[
		steps.added("logs.log_groups", _arn(machine), machine.region, {"arn": _arn(machine), "type": "AWS::Logs::LogGroup", "LogGroupName": _group(machine), "LogGroupArn": _arn(machine), "RetentionInDays": 365}),
		steps.changed("iam.roles", role.id, "RolePolicyList", array.concat(_policies(role), _added)),
		steps.changed("iam.principals", role.Arn, "RoleDetail.RolePolicyList", array.concat(_policies(role), _added)),
		steps.changed("stepfunctions.state_machines", machine.id, "DescribeStateMachine.LoggingConfiguration", {
			"Level": _level,
			"IncludeExecutionData": false,
			"Destinations": [{"CloudWatchLogsLogGroup": {"LogGroupArn": concat("", [_arn(machine), ":*"])}}],
		}),
	],
) if {
	some machine in input.stepfunctions.state_machines
	not machine.id in _logged
	some role in input.iam.roles
	role.Arn == machine.DescribeStateMachine.RoleArn
	not startswith(role.Path, "/aws-service-role/")
}

_update(machine, logging) := steps.call("stepfunctions", "UpdateStateMachine", {"stateMachineArn": machine.StateMachineArn, "loggingConfiguration": logging})

_group(machine) := sprintf("/aws/vendedlogs/states/%s", [machine.Name])

_arn(machine) := sprintf("arn:%s:logs:%s:%s:log-group:%s", [input.account.partition, machine.region, input.account.account, _group(machine)])

_level := object.get(data.parameters["StepFunctions.1"], "logLevel", "ERROR")

_policy := "deliver-execution-logs"

_policies(role) := [policy | some policy in role.RolePolicyList; policy.PolicyName != _policy]

_added := [{"PolicyName": _policy, "PolicyDocument": _permissions}]

# Log delivery takes no narrower resource.
_permissions := {"Version": "2012-10-17", "Statement": [{
	"Effect": "Allow",
	"Action": [
		"logs:CreateLogDelivery", "logs:GetLogDelivery", "logs:UpdateLogDelivery", "logs:DeleteLogDelivery", "logs:ListLogDeliveries",
		"logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DescribeLogGroups",
	],
	"Resource": "*",
}]}
