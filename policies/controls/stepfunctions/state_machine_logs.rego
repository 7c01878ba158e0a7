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
#   manual: decision
package controls.stepfunctions.state_machine_logs

import data.lib.result

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
