package controls.eventbridge.global_endpoint_replicates_test

import data.controls.eventbridge.global_endpoint_replicates as control
import data.lib.steps_test

_endpoint(more) := object.union(
	{"id": "arn:aws:events:ap-northeast-1:111122223333:endpoint/e", "region": "ap-northeast-1", "Name": "e"},
	more,
)

test_global_endpoint_replicates[name] if {
	some name, tc in {
		"enabled passes": {"element": {"ReplicationConfig": {"State": "ENABLED"}}, "want": ["PASSED on"]},
		"disabled fails": {"element": {"ReplicationConfig": {"State": "DISABLED"}}, "want": ["FAILED off"]},
		"untold fails": {"element": {}, "want": ["FAILED off"]},
	}
	got := control.findings with input.events.endpoints as [_endpoint(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_the_plan_needs_the_role if {
	endpoint := {"id": "e", "region": "ap-northeast-1", "Name": "e", "RoutingConfig": {"FailoverConfig": {}}, "EventBuses": [{"EventBusArn": "x"}], "ReplicationConfig": {"State": "DISABLED"}}
	none := control.plan with input.events.endpoints as [endpoint]
	none == set()
	world := {"events": {"endpoints": [object.union(endpoint, {"RoleArn": "r"})]}}
	steps := control.plan with input as world
	[call.params | some step in steps; some call in step.calls] == [{"Name": "e", "RoutingConfig": {"FailoverConfig": {}}, "EventBuses": [{"EventBusArn": "x"}], "RoleArn": "r", "ReplicationConfig": {"State": "ENABLED"}}]
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}
