package controls.apigateway.route_has_authorization_test

import data.controls.apigateway.route_has_authorization as control

_route(more) := object.union(
	{"id": "arn:aws:apigateway:ap-northeast-1::/apis/a/routes/1", "region": "ap-northeast-1", "ApiId": "a", "RouteId": "1"},
	more,
)

test_route_has_authorization[name] if {
	some name, tc in {
		"IAM passes": {"route": {"AuthorizationType": "AWS_IAM"}, "parameters": {}, "want": "PASSED authorized"},
		"a token passes": {"route": {"AuthorizationType": "JWT"}, "parameters": {}, "want": "PASSED authorized"},
		"a function passes": {"route": {"AuthorizationType": "CUSTOM"}, "parameters": {}, "want": "PASSED authorized"},
		"NONE fails": {"route": {"AuthorizationType": "NONE"}, "parameters": {}, "want": "FAILED open"},
		"untold fails": {"route": {}, "parameters": {}, "want": "FAILED open"},
		"the type asked for passes": {"route": {"AuthorizationType": "JWT"}, "parameters": {"authorizationType": "JWT"}, "want": "PASSED authorized"},
		"another type fails": {"route": {"AuthorizationType": "AWS_IAM"}, "parameters": {"authorizationType": "JWT"}, "want": "FAILED other_type"},
		"NONE is open, whatever is asked for": {"route": {"AuthorizationType": "NONE"}, "parameters": {"authorizationType": "JWT"}, "want": "FAILED open"},
	}
	got := control.findings with input.apigatewayv2.routes as [_route(tc.route)] with data.parameters as {"APIGateway.8": tc.parameters}
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}
