package controls.stepfunctions.state_machine_logs_test

import data.controls.stepfunctions.state_machine_logs as control

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
