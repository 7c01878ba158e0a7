package controls.apigateway.private_integration_uses_tls_test

import data.controls.apigateway.private_integration_uses_tls as control

_integration(more) := object.union(
	{"id": "arn:aws:apigateway:ap-northeast-1::/apis/a/integrations/1", "region": "ap-northeast-1", "ApiId": "a", "IntegrationId": "1"},
	more,
)

test_private_integration_uses_tls[name] if {
	some name, tc in {
		"TLS passes": {"element": {"ConnectionType": "VPC_LINK", "TlsConfig": {"ServerNameToVerify": "app.example.com"}}, "want": ["PASSED encrypted"]},
		"TLS without a name passes": {"element": {"ConnectionType": "VPC_LINK", "TlsConfig": {}}, "want": ["PASSED encrypted"]},
		"no TLS fails": {"element": {"ConnectionType": "VPC_LINK"}, "want": ["FAILED plain"]},
		"the internet is out of scope": {"element": {"ConnectionType": "INTERNET"}, "want": []},
		"so it is with TLS": {"element": {"ConnectionType": "INTERNET", "TlsConfig": {}}, "want": []},
		"an untold connection is out of scope": {"element": {}, "want": []},
	}
	got := control.findings with input.apigatewayv2.integrations as [_integration(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.apigatewayv2.integrations as [_integration(tc.element)]
	count(subjects) == count(tc.want)
}
