package controls.eventbridge.global_endpoint_replicates_test

import data.controls.eventbridge.global_endpoint_replicates as control

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
