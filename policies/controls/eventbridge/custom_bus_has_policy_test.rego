package controls.eventbridge.custom_bus_has_policy_test

import data.controls.eventbridge.custom_bus_has_policy as control
import data.lib.steps_test

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

test_the_plan_says_what_holds_anyway if {
	world := {"account": {"account": "111122223333", "partition": "aws"}, "events": {"buses": [
		{"id": "a", "region": "ap-northeast-1", "Name": "orders", "Arn": "arn:aws:events:ap-northeast-1:111122223333:event-bus/orders"},
		{"id": "b", "region": "ap-northeast-1", "Name": "default", "Arn": "arn:aws:events:ap-northeast-1:111122223333:event-bus/default"},
		{"id": "c", "region": "ap-northeast-1", "Name": "aws.partner/example.com/x", "Arn": "c"},
	]}}
	steps := control.plan with input as world
	[step.subject | some step in steps] == ["a"]
	[json.unmarshal(call.params.Policy).Statement[0].Principal | some step in steps; some call in step.calls] == [{"AWS": "arn:aws:iam::111122223333:root"}]
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}
