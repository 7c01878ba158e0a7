package controls.bedrockagentcore.browser_records_sessions_test

import data.controls.bedrockagentcore.browser_records_sessions as control

_browser(more) := object.union({"id": "x", "region": "ap-northeast-1"}, more)

test_browser_records_sessions[name] if {
	some name, tc in {
		"into a bucket passes": {"browser": {"GetBrowser": {"Recording": {"Enabled": true, "S3Location": {"Bucket": "b", "Prefix": "p"}}}}, "want": ["PASSED recorded"]},
		"off fails": {"browser": {"GetBrowser": {"Recording": {"Enabled": false, "S3Location": {"Bucket": "b"}}}}, "want": ["FAILED unrecorded"]},
		"no bucket fails": {"browser": {"GetBrowser": {"Recording": {"Enabled": true}}}, "want": ["FAILED unrecorded"]},
		"an empty bucket fails": {"browser": {"GetBrowser": {"Recording": {"Enabled": true, "S3Location": {"Bucket": ""}}}}, "want": ["FAILED unrecorded"]},
		"untold fails": {"browser": {"GetBrowser": {}}, "want": ["FAILED unrecorded"]},
	}
	got := control.findings with input.bedrockagentcore.browsers as [_browser(tc.browser)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
