package controls.lambda.vpc_function_is_in_several_zones_test

import data.controls.lambda.vpc_function_is_in_several_zones as control
import data.lib.steps_test

_function(more) := object.union(
	{"id": "arn:aws:lambda:ap-northeast-1:111122223333:function:f", "region": "ap-northeast-1", "FunctionName": "f"},
	more,
)

_subnets := [
	{"id": "subnet-1", "region": "ap-northeast-1", "AvailabilityZone": "ap-northeast-1a"},
	{"id": "subnet-2", "region": "ap-northeast-1", "AvailabilityZone": "ap-northeast-1a"},
	{"id": "subnet-3", "region": "ap-northeast-1", "AvailabilityZone": "ap-northeast-1c"},
]

_in(ids) := {"VpcConfig": {"VpcId": "vpc-1", "SubnetIds": ids}}

test_vpc_function_is_in_several_zones[name] if {
	some name, tc in {
		"two zones pass": {"function": _in(["subnet-1", "subnet-3"]), "zones": 2, "want": ["PASSED several"]},
		"two subnets of one zone fail": {"function": _in(["subnet-1", "subnet-2"]), "zones": 2, "want": ["FAILED few"]},
		"one subnet fails": {"function": _in(["subnet-1"]), "zones": 2, "want": ["FAILED few"]},
		"a subnet that is not there does not count": {"function": _in(["subnet-1", "subnet-9"]), "zones": 2, "want": ["FAILED few"]},
		"two zones are fewer than three": {"function": _in(["subnet-1", "subnet-2", "subnet-3"]), "zones": 3, "want": ["FAILED few"]},
		"no VPC is out of scope": {"function": {}, "zones": 2, "want": []},
		"an empty VPC is out of scope": {"function": {"VpcConfig": {"VpcId": "", "SubnetIds": []}}, "zones": 2, "want": []},
		"so is one that was in subnets": {"function": {"VpcConfig": {"VpcId": "", "SubnetIds": ["subnet-1", "subnet-3"]}}, "zones": 2, "want": []},
	}
	got := control.findings with input.lambda.functions as [_function(tc.function)] with input.ec2.subnets as _subnets
		with data.parameters as {"Lambda.5": {"availabilityZones": tc.zones}}
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.lambda.functions as [_function(tc.function)]
	count(subjects) == count(tc.want)
}

test_the_plan_adds_a_subnet_that_leads_where_the_others_do[name] if {
	some name, tc in {
		"the same table": {"table": ["s-1", "s-2", "s-3"], "want": [["s-1", "s-2"]], "after": "PASSED"},
		"another table": {"table": ["s-1"], "want": [], "after": "FAILED"},
		"another VPC's": {"table": ["s-1", "s-9"], "want": [], "after": "FAILED"},
	}
	world := {
		"lambda": {"functions": [{"id": "f", "region": "ap-northeast-1", "FunctionName": "f", "VpcConfig": {"VpcId": "v", "SubnetIds": ["s-1"], "SecurityGroupIds": ["sg"]}}]},
		"ec2": {
			"subnets": [
				{"id": "s-1", "VpcId": "v", "AvailabilityZone": "a"}, {"id": "s-3", "VpcId": "v", "AvailabilityZone": "c"}, {"id": "s-2", "VpcId": "v", "AvailabilityZone": "c"},
				{"id": "s-4", "VpcId": "v", "AvailabilityZone": "a"}, {"id": "s-9", "VpcId": "w", "AvailabilityZone": "c"},
			],
			"route_tables": [
				{"id": "rtb-1", "Associations": [{"SubnetId": id} | some id in tc.table]},
				{"id": "rtb-2", "Associations": [{"Main": true}]},
			],
		},
	}
	steps := control.plan with input as world with data.parameters as {"Lambda.5": {"availabilityZones": 2}}
	[call.params.VpcConfig.SubnetIds | some step in steps; some call in step.calls] == tc.want
	got := control.findings with input as steps_test.after(world, steps) with data.parameters as {"Lambda.5": {"availabilityZones": 2}}
	{finding.status | some finding in got} == {tc.after}
}
