package controls.guardrail.common_ports_are_checked_test

import data.controls.guardrail.common_ports_are_checked as control

test_common_ports_are_checked[name] if {
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
		"a rule for several types passes": {"rules": [_rule({"Scope": {"ComplianceResourceTypes": ["AWS::Lambda::Function", "AWS::EC2::SecurityGroup"]}})], "want": "PASSED active"},
		"a rule for another type fails": {"rules": [_rule({"Scope": {"ComplianceResourceTypes": ["AWS::Lambda::Function"]}})], "want": "FAILED insufficient"},
		"the order of ports does not matter": {"rules": [_with({"blockedPort1": "4333", "blockedPort2": "3306", "blockedPort3": "3389", "blockedPort4": "21", "blockedPort5": "20"})], "want": "PASSED active"},
		"ports as numbers pass": {"rules": [_with({"blockedPort1": 20, "blockedPort2": 21, "blockedPort3": 3389, "blockedPort4": 3306, "blockedPort5": 4333})], "want": "PASSED active"},
		"a port less fails": {"rules": [_with({"blockedPort1": "20", "blockedPort2": "21", "blockedPort3": "3389", "blockedPort4": "3306"})], "want": "FAILED insufficient"},
		"RDP alone fails": {"rules": [_with({"blockedPort1": "3389"})], "want": "FAILED insufficient"},
		"no parameters at all fail": {"rules": [object.remove(_rule({}), ["InputParameters"])], "want": "FAILED insufficient"},
		"two rules with half of the ports each fail": {
			"rules": [_with({"blockedPort1": "20", "blockedPort2": "21"}), object.union(_with({"blockedPort1": "3389", "blockedPort2": "3306", "blockedPort3": "4333"}), {"id": "two"})],
			"want": "FAILED insufficient",
		},
		"leaving only other ports open passes": {"rules": [_authorized("443, 1020-1025")], "want": "PASSED active"},
		"leaving nothing open passes": {"rules": [object.remove(_authorized(""), ["InputParameters"])], "want": "PASSED active"},
		"leaving one of the ports open is no such rule": {"rules": [_authorized("443,3389")], "want": "FAILED absent"},
		"leaving a range with one of them open is no such rule": {"rules": [_authorized("3300-3306")], "want": "FAILED absent"},
		"a range that ends before passes": {"rules": [_authorized("3300-3305")], "want": "PASSED active"},
		"a range that begins after passes": {"rules": [_authorized("3307 - 3388")], "want": "PASSED active"},
		"a range that begins with one of them is no such rule": {"rules": [_authorized("4333-5000")], "want": "FAILED absent"},
		"Security Hub's rule for risky ports passes": {"rules": [_risky("securityhub.amazonaws.com")], "want": "PASSED active"},
		"a rule with Security Hub's name is none of its": {"rules": [_risky("")], "want": "FAILED absent"},
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
	{sprintf("%s %s", [call.params.ConfigRule.ConfigRuleName, call.params.ConfigRule.Source.SourceIdentifier]) | some step in steps; some call in step.calls} == {"CheckForRestrictedCommonPortsPolicy RESTRICTED_INCOMING_TRAFFIC"}
	{call.params.ConfigRuleName | some step in steps; some call in step.undo} == {"CheckForRestrictedCommonPortsPolicy"}
	done := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.config.rules as [_rule({})] with input.account as {"account": "111122223333"}
	count(done) == 0
	taken := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.account as {"account": "111122223333"}
		with input.config.rules as [_rule({"ConfigRuleName": "CheckForRestrictedCommonPortsPolicy", "ConfigRuleState": "DELETING"})]
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
		"Source": {"Owner": "AWS", "SourceIdentifier": "RESTRICTED_INCOMING_TRAFFIC"},
		"Scope": {"ComplianceResourceTypes": ["AWS::EC2::SecurityGroup"]},
		"InputParameters": {"blockedPort1": "20", "blockedPort2": "21", "blockedPort3": "3389", "blockedPort4": "3306", "blockedPort5": "4333"},
	},
	change,
)

_with(parameters) := object.union(object.remove(_rule({}), ["InputParameters"]), {"InputParameters": parameters})

_authorized(ports) := object.union(_with({"authorizedTcpPorts": ports}), {"Source": {"SourceIdentifier": "VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS"}})

_risky(creator) := object.union(_rule({}), {
	"ConfigRuleName": "securityhub-vpc-sg-restricted-common-ports-0a1b2c3d",
	"CreatedBy": creator,
	"Source": {"SourceIdentifier": "VPC_SG_RESTRICTED_COMMON_PORTS"},
})

_regions(names) := [{"id": name, "region": name, "account": "111122223333"} | some name in names]

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
