package controls.lambda.blea_function_runtime_is_supported_test

import data.controls.lambda.blea_function_runtime_is_supported as control

import data.lib.runtimes_test as world

test_blea_function_runtime_is_supported[name] if {
	some name, tc in world.cases
	want := {"supported": "PASSED supported", "ended": "FAILED ended", "none": "NOT_APPLICABLE image"}[tc.want]
	got := control.findings with input.lambda.functions as [tc.function] with input.as_of as "2026-05-01T00:00:00Z" with data.versions.lambda_runtimes as world.table
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {want}
}
