package controls.bedrockagentcore.gateway_has_authorizer_test

import data.controls.bedrockagentcore.gateway_has_authorizer as control

_gateway(more) := object.union({"id": "x", "region": "ap-northeast-1"}, more)

test_gateway_has_authorizer[name] if {
	some name, tc in {
		"IAM passes": {"gateway": {"AuthorizerType": "AWS_IAM"}, "want": ["PASSED authorized"]},
		"a JWT passes": {"gateway": {"AuthorizerType": "CUSTOM_JWT"}, "want": ["PASSED authorized"]},
		"authentication alone passes": {"gateway": {"AuthorizerType": "AUTHENTICATE_ONLY"}, "want": ["PASSED authorized"]},
		"none fails": {"gateway": {"AuthorizerType": "NONE"}, "want": ["FAILED none"]},
		"an empty kind fails": {"gateway": {"AuthorizerType": ""}, "want": ["FAILED none"]},
		"an untold kind fails": {"gateway": {}, "want": ["FAILED none"]},
	}
	got := control.findings with input.bedrockagentcore.gateways as [_gateway(tc.gateway)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
