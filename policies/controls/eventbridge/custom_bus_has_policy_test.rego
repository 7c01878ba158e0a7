package controls.eventbridge.custom_bus_has_policy_test

import data.controls.eventbridge.custom_bus_has_policy as control

_bus(more) := object.union(
	{"id": "arn:aws:events:ap-northeast-1:111122223333:event-bus/b", "region": "ap-northeast-1"},
	more,
)

test_custom_bus_has_policy[name] if {
	some name, tc in {
		"a policy passes": {"element": {"Name": "b", "Policy": {"Statement": []}}, "want": ["PASSED policy"]},
		"none fails": {"element": {"Name": "b"}, "want": ["FAILED no_policy"]},
		"the default bus is out of scope": {"element": {"Name": "default"}, "want": []},
		"so it is with a policy": {"element": {"Name": "default", "Policy": {"Statement": []}}, "want": []},
		"a partner's bus is out of scope": {"element": {"Name": "aws.partner/example.com/1"}, "want": []},
	}
	got := control.findings with input.events.buses as [_bus(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.events.buses as [_bus(tc.element)]
	count(subjects) == count(tc.want)
}
