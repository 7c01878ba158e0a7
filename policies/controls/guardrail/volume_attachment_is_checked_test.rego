package controls.guardrail.volume_attachment_is_checked_test

import data.controls.guardrail.volume_attachment_is_checked as control

test_volume_attachment_is_checked[name] if {
	some name, tc in {
		"BLEA's rule passes": {"rules": [_rule({})], "want": "PASSED active"},
		"any name passes": {"rules": [_rule({"ConfigRuleName": "AWSControlTower_AWS-GR_whatever"})], "want": "PASSED active"},
		"Security Hub's rule passes": {"rules": [_rule({"ConfigRuleName": "securityhub-x-0a1b2c3d", "CreatedBy": "securityhub.amazonaws.com"})], "want": "PASSED active"},
		"a conformance pack's rule passes": {"rules": [_rule({"ConfigRuleName": "x-conformance-pack-0a1b2c3d"})], "want": "PASSED active"},
		"a rule that evaluates passes": {"rules": [_rule({"ConfigRuleState": "EVALUATING"})], "want": "PASSED active"},
		"a rule that is also proactive passes": {"rules": [_rule({"EvaluationModes": [{"Mode": "PROACTIVE"}, {"Mode": "DETECTIVE"}]})], "want": "PASSED active"},
		"a rule without a scope passes": {"rules": [object.remove(_rule({}), ["Scope"])], "want": "PASSED active"},
		"no rule fails": {"rules": [], "want": "FAILED absent"},
		"another rule fails": {"rules": [_rule({"Source": {"SourceIdentifier": "ENCRYPTED_VOLUMES"}})], "want": "FAILED absent"},
		"a custom rule of that name fails": {"rules": [_rule({"Source": {"Owner": "CUSTOM_LAMBDA"}})], "want": "FAILED absent"},
		"a rule without a source fails": {"rules": [object.remove(_rule({}), ["Source"])], "want": "FAILED absent"},
		"a rule of another Region fails": {"rules": [_rule({"region": "us-east-1"})], "want": "FAILED absent"},
		"a rule that is being deleted fails": {"rules": [_rule({"ConfigRuleState": "DELETING"})], "want": "FAILED insufficient"},
		"a rule whose results are being deleted fails": {"rules": [_rule({"ConfigRuleState": "DELETING_RESULTS"})], "want": "FAILED insufficient"},
		"a rule without a state fails": {"rules": [object.remove(_rule({}), ["ConfigRuleState"])], "want": "FAILED insufficient"},
		"a rule for tagged resources fails": {"rules": [_rule({"Scope": {"TagKey": "Environment"}})], "want": "FAILED insufficient"},
		"a rule for one resource fails": {"rules": [_rule({"Scope": {"ComplianceResourceId": "one"}})], "want": "FAILED insufficient"},
		"a rule that only looks at templates fails": {"rules": [_rule({"EvaluationModes": [{"Mode": "PROACTIVE"}]})], "want": "FAILED insufficient"},
		"a good rule beside a bad one passes": {"rules": [_rule({"ConfigRuleState": "DELETING"}), _rule({"id": "two"})], "want": "PASSED active"},
		"a rule for several types passes": {"rules": [_rule({"Scope": {"ComplianceResourceTypes": ["AWS::Lambda::Function", "AWS::EC2::Volume"]}})], "want": "PASSED active"},
		"a rule for another type fails": {"rules": [_rule({"Scope": {"ComplianceResourceTypes": ["AWS::Lambda::Function"]}})], "want": "FAILED insufficient"},
		"true as a boolean passes": {"rules": [_with({"deleteOnTermination": true})], "want": "PASSED active"},
		"False fails": {"rules": [_with({"deleteOnTermination": "False"})], "want": "FAILED insufficient"},
		"no parameter fails": {"rules": [_with({})], "want": "FAILED insufficient"},
		"no parameters at all fail": {"rules": [object.remove(_rule({}), ["InputParameters"])], "want": "FAILED insufficient"},
	}
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.config.rules as tc.rules
	_said(got) == {tc.want}
}

test_only_governed_regions_are_judged if {
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.regions as _regions(["ap-northeast-1", "us-east-1"])
		with input.config.rules as []
	{finding.id | some finding in got} == {"ap-northeast-1"}
}

test_plan if {
	steps := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.config.rules as [] with input.account as {"account": "111122223333"}
	{sprintf("%s %s", [call.params.ConfigRule.ConfigRuleName, call.params.ConfigRule.Source.SourceIdentifier]) | some step in steps; some call in step.calls} == {"CheckForEc2VolumesInUs EC2_VOLUME_INUSE_CHECK"}
	{call.params.ConfigRuleName | some step in steps; some call in step.undo} == {"CheckForEc2VolumesInUs"}
	done := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.config.rules as [_rule({})] with input.account as {"account": "111122223333"}
	count(done) == 0
	taken := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.account as {"account": "111122223333"}
		with input.config.rules as [_rule({"ConfigRuleName": "CheckForEc2VolumesInUs", "ConfigRuleState": "DELETING"})]
	count(taken) == 0
}

# What the step says that it changes is what the control looks for.
test_plan_brings_about_what_is_asked_for if {
	steps := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.config.rules as [] with input.account as {"account": "111122223333"}
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.config.rules as [effect.value | some step in steps; some effect in step.effect]
	_said(got) == {"PASSED active"}
}

_rule(change) := object.union(
	{
		"id": "arn:aws:config:ap-northeast-1:111122223333:config-rule/config-rule-one",
		"region": "ap-northeast-1",
		"ConfigRuleName": "any-name",
		"ConfigRuleState": "ACTIVE",
		"Source": {"Owner": "AWS", "SourceIdentifier": "EC2_VOLUME_INUSE_CHECK"},
		"Scope": {"ComplianceResourceTypes": ["AWS::EC2::Volume"]},
		"InputParameters": {"deleteOnTermination": "true"},
	},
	change,
)

_with(parameters) := object.union(object.remove(_rule({}), ["InputParameters"]), {"InputParameters": parameters})

_regions(names) := [{"id": name, "region": name, "account": "111122223333"} | some name in names]

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
