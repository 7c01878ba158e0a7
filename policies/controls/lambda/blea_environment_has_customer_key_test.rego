package controls.lambda.blea_environment_has_customer_key_test

import data.controls.lambda.blea_environment_has_customer_key as control

_function(fields) := object.union(
	{"id": "arn:aws:lambda:ap-northeast-1:111122223333:function:f", "region": "ap-northeast-1", "FunctionName": "f"},
	fields,
)

test_blea_environment_has_customer_key[name] if {
	some name, tc in {
		"a key passes": {"element": {"KMSKeyArn": "arn:aws:kms:ap-northeast-1:111122223333:key/k", "Environment": {"Variables": {"A": "[cut]"}}}, "want": ["PASSED key"]},
		"a key without variables passes": {"element": {"KMSKeyArn": "arn:aws:kms:ap-northeast-1:111122223333:key/k"}, "want": ["PASSED key"]},
		"variables without a key fail": {"element": {"Environment": {"Variables": {"A": "[cut]"}}}, "want": ["FAILED no_key"]},
		"an empty key fails": {"element": {"KMSKeyArn": "", "Environment": {"Variables": {"A": "[cut]"}}}, "want": ["FAILED no_key"]},
		"no environment passes": {"element": {}, "want": ["PASSED no_variables"]},
		"no variables pass": {"element": {"Environment": {"Variables": {}}}, "want": ["PASSED no_variables"]},
	}
	got := control.findings with input.lambda.functions as [_function(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
}
