package controls.redshiftserverless.namespace_admin_has_own_name_test

import data.controls.redshiftserverless.namespace_admin_has_own_name as control

_namespace(more) := object.union({"id": "x", "region": "ap-northeast-1", "NamespaceName": "n"}, more)

test_namespace_admin_has_own_name[name] if {
	some name, tc in {
		"another name passes": {"namespace": {"AdminUsername": "warehouse"}, "want": ["PASSED own"]},
		"a name that only begins like it passes": {"namespace": {"AdminUsername": "administrator"}, "want": ["PASSED own"]},
		"the default fails": {"namespace": {"AdminUsername": "admin"}, "want": ["FAILED default"]},
		"an empty name fails": {"namespace": {"AdminUsername": ""}, "want": ["FAILED default"]},
		"untold fails": {"namespace": {}, "want": ["FAILED default"]},
	}
	got := control.findings with input.redshiftserverless.namespaces as [_namespace(tc.namespace)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
