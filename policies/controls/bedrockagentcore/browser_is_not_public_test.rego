package controls.bedrockagentcore.browser_is_not_public_test

import data.controls.bedrockagentcore.browser_is_not_public as control

_browser(more) := object.union({"id": "x", "region": "ap-northeast-1"}, more)

test_browser_is_not_public[name] if {
	some name, tc in {
		"VPC passes": {"browser": {"GetBrowser": {"NetworkConfiguration": {"NetworkMode": "VPC"}}}, "want": ["PASSED inside"]},
		"PUBLIC fails": {"browser": {"GetBrowser": {"NetworkConfiguration": {"NetworkMode": "PUBLIC"}}}, "want": ["FAILED public"]},
		"an empty mode fails": {"browser": {"GetBrowser": {"NetworkConfiguration": {"NetworkMode": ""}}}, "want": ["FAILED public"]},
		"an untold mode fails": {"browser": {"GetBrowser": {"NetworkConfiguration": {}}}, "want": ["FAILED public"]},
		"an untold configuration fails": {"browser": {"GetBrowser": {}}, "want": ["FAILED public"]},
	}
	got := control.findings with input.bedrockagentcore.browsers as [_browser(tc.browser)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
