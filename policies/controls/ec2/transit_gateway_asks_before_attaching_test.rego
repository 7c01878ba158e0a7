package controls.ec2.transit_gateway_asks_before_attaching_test

import data.controls.ec2.transit_gateway_asks_before_attaching as control

_gateway(more) := object.union({"id": "tgw-1", "region": "ap-northeast-1", "TransitGatewayId": "tgw-1"}, more)

test_transit_gateway_asks_before_attaching[name] if {
	some name, tc in {
		"disabled passes": {"gateway": {"OwnerId": "111122223333", "State": "available", "Options": {"AutoAcceptSharedAttachments": "disable"}}, "want": ["PASSED asks"]},
		"enabled fails": {"gateway": {"OwnerId": "111122223333", "State": "available", "Options": {"AutoAcceptSharedAttachments": "enable"}}, "want": ["FAILED accepts"]},
		"an untold option passes": {"gateway": {"OwnerId": "111122223333", "Options": {}}, "want": ["PASSED asks"]},
		"untold options pass": {"gateway": {"OwnerId": "111122223333"}, "want": ["PASSED asks"]},
		"an untold owner is this account": {"gateway": {"Options": {"AutoAcceptSharedAttachments": "enable"}}, "want": ["FAILED accepts"]},
		"a gateway that is being changed counts": {"gateway": {"OwnerId": "111122223333", "State": "modifying", "Options": {"AutoAcceptSharedAttachments": "enable"}}, "want": ["FAILED accepts"]},
		"a shared gateway is out of scope": {"gateway": {"OwnerId": "444455556666", "State": "available", "Options": {"AutoAcceptSharedAttachments": "enable"}}, "want": []},
		"a deleted gateway is out of scope": {"gateway": {"OwnerId": "111122223333", "State": "deleted", "Options": {"AutoAcceptSharedAttachments": "enable"}}, "want": []},
		"one that is being deleted is out of scope": {"gateway": {"OwnerId": "111122223333", "State": "deleting", "Options": {"AutoAcceptSharedAttachments": "disable"}}, "want": []},
	}
	got := control.findings with input.ec2.transit_gateways as [_gateway(tc.gateway)] with input.account as {"account": "111122223333"}
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.ec2.transit_gateways as [_gateway(tc.gateway)] with input.account as {"account": "111122223333"}
	count(subjects) == count(tc.want)
}

test_plan_names_the_gateway if {
	steps := control.plan with input.account as {"account": "111122223333"}
		with input.ec2.transit_gateways as [
			_gateway({"Options": {"AutoAcceptSharedAttachments": "enable"}}),
			_gateway({"id": "tgw-2", "Options": {"AutoAcceptSharedAttachments": "disable"}}),
			_gateway({"id": "tgw-3", "OwnerId": "444455556666", "Options": {"AutoAcceptSharedAttachments": "enable"}}),
		]
	[step.calls[0].params | some step in steps] == [{"TransitGatewayId": "tgw-1", "Options": {"AutoAcceptSharedAttachments": "disable"}}]
}
