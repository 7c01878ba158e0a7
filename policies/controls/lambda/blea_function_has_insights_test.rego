package controls.lambda.blea_function_has_insights_test

import data.controls.lambda.blea_function_has_insights as control

_function(fields) := object.union(
	{"id": "arn:aws:lambda:ap-northeast-1:111122223333:function:f", "region": "ap-northeast-1", "FunctionName": "f"},
	fields,
)

test_blea_function_has_insights[name] if {
	some name, tc in {
		"the extension passes": {"element": {"Layers": [{"Arn": "arn:aws:lambda:ap-northeast-1:444455556666:layer:LambdaInsightsExtension:98"}]}, "want": ["PASSED insights"]},
		"the extension of Arm passes": {"element": {"Layers": [{"Arn": "arn:aws:lambda:ap-northeast-1:444455556666:layer:LambdaInsightsExtension-Arm64:20"}]}, "want": ["PASSED insights"]},
		"another tool passes": {"element": {"Layers": [{"Arn": "arn:aws:lambda:ap-northeast-1:444455556666:layer:Datadog-Extension:60"}]}, "want": ["PASSED other"]},
		"both are told as the extension": {"element": {"Layers": [{"Arn": "arn:aws:lambda:ap-northeast-1:444455556666:layer:Datadog-Extension:60"}, {"Arn": "arn:aws:lambda:ap-northeast-1:444455556666:layer:LambdaInsightsExtension:98"}]}, "want": ["PASSED insights"]},
		"an extension with an image passes": {"element": {"PackageType": "Image", "Layers": [{"Arn": "arn:aws:lambda:ap-northeast-1:444455556666:layer:LambdaInsightsExtension:98"}]}, "want": ["PASSED insights"]},
		"another tool with an image passes": {"element": {"PackageType": "Image", "Layers": [{"Arn": "arn:aws:lambda:ap-northeast-1:444455556666:layer:Datadog-Extension:60"}]}, "want": ["PASSED other"]},
		"another layer fails": {"element": {"Layers": [{"Arn": "arn:aws:lambda:ap-northeast-1:111122223333:layer:utils:1"}]}, "want": ["FAILED none"]},
		"no layers fail": {"element": {"PackageType": "Zip"}, "want": ["FAILED none"]},
		"an empty list fails": {"element": {"Layers": []}, "want": ["FAILED none"]},
		"a container image is not applicable": {"element": {"PackageType": "Image"}, "want": ["NOT_APPLICABLE image"]},
	}
	got := control.findings with input.lambda.functions as [_function(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
}
