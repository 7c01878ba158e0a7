package controls.redshiftserverless.namespace_exports_logs_test

import data.controls.redshiftserverless.namespace_exports_logs as control

_namespace(more) := object.union({"id": "x", "region": "ap-northeast-1", "NamespaceName": "n"}, more)

test_namespace_exports_logs[name] if {
	some name, tc in {
		"both pass": {"namespace": {"LogExports": ["connectionlog", "userlog"]}, "want": ["PASSED exported"]},
		"all pass": {"namespace": {"LogExports": ["useractivitylog", "userlog", "connectionlog"]}, "want": ["PASSED exported"]},
		"the connection log alone fails": {"namespace": {"LogExports": ["connectionlog"]}, "want": ["FAILED missing"]},
		"the user log alone fails": {"namespace": {"LogExports": ["userlog", "useractivitylog"]}, "want": ["FAILED missing"]},
		"none fail": {"namespace": {"LogExports": []}, "want": ["FAILED missing"]},
		"untold fails": {"namespace": {}, "want": ["FAILED missing"]},
	}
	got := control.findings with input.redshiftserverless.namespaces as [_namespace(tc.namespace)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan[name] if {
	some name, tc in {
		"nothing yet": {"namespace": {}, "want": [[["connectionlog", "userlog"], []]]},
		"one already": {"namespace": {"LogExports": ["useractivitylog"]}, "want": [[["connectionlog", "useractivitylog", "userlog"], ["useractivitylog"]]]},
		"both": {"namespace": {"LogExports": ["connectionlog", "userlog"]}, "want": []},
	}
	plan := control.plan with input.redshiftserverless.namespaces as [_namespace(tc.namespace)]
	[[step.calls[0].params.logExports, step.undo[0].params.logExports] | some step in plan; step.subject == "x"; step.calls[0].params.namespaceName == "n"] == tc.want
}
