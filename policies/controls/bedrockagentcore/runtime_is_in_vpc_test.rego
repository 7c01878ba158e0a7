package controls.bedrockagentcore.runtime_is_in_vpc_test

import data.controls.bedrockagentcore.runtime_is_in_vpc as control

_runtime(more) := object.union({"id": "x", "region": "ap-northeast-1"}, more)

test_runtime_is_in_vpc[name] if {
	some name, tc in {
		"VPC passes": {"runtime": {"GetAgentRuntime": {"NetworkConfiguration": {"NetworkMode": "VPC"}}}, "want": ["PASSED vpc"]},
		"PUBLIC fails": {"runtime": {"GetAgentRuntime": {"NetworkConfiguration": {"NetworkMode": "PUBLIC"}}}, "want": ["FAILED open"]},
		"a mode that nobody knows yet fails": {"runtime": {"GetAgentRuntime": {"NetworkConfiguration": {"NetworkMode": "NEW"}}}, "want": ["FAILED open"]},
		"an untold mode fails": {"runtime": {"GetAgentRuntime": {"NetworkConfiguration": {}}}, "want": ["FAILED open"]},
		"an untold configuration fails": {"runtime": {"GetAgentRuntime": {}}, "want": ["FAILED open"]},
	}
	got := control.findings with input.bedrockagentcore.runtimes as [_runtime(tc.runtime)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
