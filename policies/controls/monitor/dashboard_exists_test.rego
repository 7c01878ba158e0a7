package controls.monitor.dashboard_exists_test

import data.controls.monitor.dashboard_exists as control

test_dashboard_exists[name] if {
	some name, tc in {
		"a dashboard passes": {"dashboards": [{"id": "arn:d", "DashboardName": "d"}], "want": "PASSED exists"},
		"none does not fail": {"dashboards": [], "want": "NOT_APPLICABLE none"},
	}
	got := control.findings with input.governed_regions as [{"id": "ap-northeast-1", "region": "ap-northeast-1"}] with input.cloudwatch.dashboards as tc.dashboards
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == [tc.want]
}
