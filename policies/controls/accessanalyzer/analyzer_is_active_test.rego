package controls.accessanalyzer.analyzer_is_active_test

import data.controls.accessanalyzer.analyzer_is_active as control

test_analyzer_is_active[name] if {
	some name, tc in {
		"an analyzer of the account passes": {"analyzers": [_analyzer({})], "organization": [], "want": "PASSED account"},
		"an analyzer of the organization passes": {"analyzers": [_analyzer({"Type": "ORGANIZATION"})], "organization": [], "want": "PASSED organization"},
		"both pass": {"analyzers": [_analyzer({}), _analyzer({"id": "two", "Type": "ORGANIZATION"})], "organization": _o, "want": "PASSED account"},
		"unused access is something else": {"analyzers": [_analyzer({"Type": "ACCOUNT_UNUSED_ACCESS"})], "organization": [], "want": "FAILED absent"},
		"internal access is something else": {"analyzers": [_analyzer({"Type": "ORGANIZATION_INTERNAL_ACCESS"})], "organization": [], "want": "FAILED absent"},
		"an analyzer that is off fails": {"analyzers": [_analyzer({"Status": "DISABLED"})], "organization": [], "want": "FAILED absent"},
		"an analyzer being created fails": {"analyzers": [_analyzer({"Status": "CREATING"})], "organization": [], "want": "FAILED absent"},
		"a status absent fails": {"analyzers": [object.remove(_analyzer({}), ["Status"])], "organization": [], "want": "FAILED absent"},
		"an analyzer of another Region fails": {"analyzers": [_analyzer({"region": "us-east-1"})], "organization": [], "want": "FAILED absent"},
		"none fails": {"analyzers": [], "organization": [], "want": "FAILED absent"},
		"none in an organization": {"analyzers": [], "organization": _o, "want": "WARNING foreign"},
		"an analyzer of the account in an organization passes": {"analyzers": [_analyzer({})], "organization": _o, "want": "PASSED account"},
		"an analyzer of the organization in one passes": {"analyzers": [_analyzer({"Type": "ORGANIZATION"})], "organization": _o, "want": "PASSED organization"},
		"an analyzer of the organization that is off fails": {"analyzers": [_analyzer({"Type": "ORGANIZATION", "Status": "DISABLED"})], "organization": [], "want": "FAILED absent"},
		"an organization without an id is none": {"analyzers": [], "organization": [{"id": "o", "region": "global"}], "want": "FAILED absent"},
	}
	got := control.findings with input.regions as _regions(["ap-northeast-1"]) with input.accessanalyzer.analyzers as tc.analyzers
		with input.organizations.organization as tc.organization
	_said(got) == {tc.want}
}

test_plan if {
	steps := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.accessanalyzer.analyzers as [_analyzer({"Status": "DISABLED"})] with input.account as {"account": "111122223333"}
	{call.operation | some step in steps; some call in step.calls} == {"CreateAnalyzer"}
	done := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.accessanalyzer.analyzers as [_analyzer({})] with input.account as {"account": "111122223333"}
	count(done) == 0
}

_o := [{"id": "o-abcdefghij", "region": "global", "Id": "o-abcdefghij"}]

_analyzer(change) := object.union(
	{"id": "arn:aws:access-analyzer:ap-northeast-1:111122223333:analyzer/one", "region": "ap-northeast-1", "Type": "ACCOUNT", "Status": "ACTIVE"},
	change,
)

_regions(names) := [{"id": name, "region": name, "account": "111122223333"} | some name in names]

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
