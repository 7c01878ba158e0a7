package controls.lambda.function_runtime_is_supported_test

import data.controls.lambda.function_runtime_is_supported as control

import data.lib.runtimes_test as world

test_function_runtime_is_supported[name] if {
	some name, tc in world.cases
	want := {"supported": ["PASSED supported"], "ended": ["FAILED ended"], "none": []}[tc.want]
	got := control.findings with input.lambda.functions as [tc.function] with input.as_of as "2026-05-01T00:00:00Z" with data.versions.lambda_runtimes as world.table
	[concat(" ", [finding.status, finding.code]) | some finding in got] == want
	subjects := control.subjects with input.lambda.functions as [tc.function]
	count(subjects) == count(want)
}
