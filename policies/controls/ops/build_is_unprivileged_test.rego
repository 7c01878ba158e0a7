package controls.ops.build_is_unprivileged_test

import data.controls.ops.build_is_unprivileged as control

test_build_is_unprivileged[name] if {
	some name, tc in {
		"unprivileged passes": {"environment": {"PrivilegedMode": false}, "want": "PASSED unprivileged"},
		"absent passes": {"environment": {}, "want": "PASSED unprivileged"},
		"privileged fails": {"environment": {"PrivilegedMode": true}, "want": "FAILED privileged"},
	}
	got := control.findings with input.codebuild.projects as [{"id": "p", "region": "ap-northeast-1", "Environment": tc.environment}]
	_said(got) == {tc.want}
}

test_no_environment_is_not_privileged if {
	got := control.findings with input.codebuild.projects as [{"id": "p", "region": "ap-northeast-1"}]
	_said(got) == {"PASSED unprivileged"}
}

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
