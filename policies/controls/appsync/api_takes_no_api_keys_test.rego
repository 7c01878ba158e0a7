package controls.appsync.api_takes_no_api_keys_test

import data.controls.appsync.api_takes_no_api_keys as control

_api(more) := object.union({"id": "x", "region": "ap-northeast-1"}, more)

test_api_takes_no_api_keys[name] if {
	some name, tc in {
		"IAM passes": {"api": {"AuthenticationType": "AWS_IAM"}, "want": ["PASSED identities"]},
		"Cognito passes": {"api": {"AuthenticationType": "AMAZON_COGNITO_USER_POOLS"}, "want": ["PASSED identities"]},
		"OpenID Connect passes": {"api": {"AuthenticationType": "OPENID_CONNECT"}, "want": ["PASSED identities"]},
		"Lambda passes": {"api": {"AuthenticationType": "AWS_LAMBDA", "AdditionalAuthenticationProviders": []}, "want": ["PASSED identities"]},
		"an API key fails": {"api": {"AuthenticationType": "API_KEY"}, "want": ["FAILED key"]},
		"an additional API key fails": {"api": {"AuthenticationType": "AWS_IAM", "AdditionalAuthenticationProviders": [{"AuthenticationType": "OPENID_CONNECT"}, {"AuthenticationType": "API_KEY"}]}, "want": ["FAILED key"]},
		"an API key with something additional fails": {"api": {"AuthenticationType": "API_KEY", "AdditionalAuthenticationProviders": [{"AuthenticationType": "AWS_IAM"}]}, "want": ["FAILED key"]},
		"something additional passes": {"api": {"AuthenticationType": "AWS_IAM", "AdditionalAuthenticationProviders": [{"AuthenticationType": "AWS_LAMBDA"}]}, "want": ["PASSED identities"]},
		"a kind that nobody knows yet fails": {"api": {"AuthenticationType": "NEW"}, "want": ["FAILED key"]},
		"an untold kind fails": {"api": {}, "want": ["FAILED key"]},
		"an untold additional kind fails": {"api": {"AuthenticationType": "AWS_IAM", "AdditionalAuthenticationProviders": [{}]}, "want": ["FAILED key"]},
	}
	got := control.findings with input.appsync.graphql_apis as [_api(tc.api)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
