package controls.lambda.function_is_in_vpc_test

import data.controls.lambda.function_is_in_vpc as control

_function(more) := object.union(
	{"id": "arn:aws:lambda:ap-northeast-1:111122223333:function:f", "region": "ap-northeast-1", "FunctionName": "f"},
	more,
)

test_function_is_in_vpc[name] if {
	some name, tc in {
		"a VPC passes": {"element": {"VpcConfig": {"VpcId": "vpc-1"}}, "want": ["PASSED inside"]},
		"an empty id fails": {"element": {"VpcConfig": {"VpcId": "", "SubnetIds": []}}, "want": ["FAILED outside"]},
		"an empty configuration fails": {"element": {"VpcConfig": {}}, "want": ["FAILED outside"]},
		"no configuration fails": {"element": {}, "want": ["FAILED outside"]},
	}
	got := control.findings with input.lambda.functions as [_function(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
}
