package controls.guardrail.rule_set_is_complete_test

import data.controls.guardrail.rule_set_is_complete as control

test_rule_set_is_complete[name] if {
	some name, tc in {
		"all rules pass": {"rules": _rules("rule"), "packs": [], "want": "PASSED complete"},
		"all rules of a pack pass": {"rules": _rules("rule-conformance-pack-one"), "packs": [_pack("CREATE_COMPLETE")], "want": "PASSED complete"},
		"a pack whose update failed still has its rules": {"rules": _rules("rule-conformance-pack-one"), "packs": [_pack("UPDATE_FAILED")], "want": "PASSED complete"},
		"a failed pack of other rules does not matter": {"rules": _rules("rule-conformance-pack-two"), "packs": [_pack("CREATE_FAILED")], "want": "PASSED complete"},
		"a failed pack of another Region does not matter": {"rules": _rules("rule-conformance-pack-one"), "packs": [object.union(_pack("CREATE_FAILED"), {"region": "us-east-1"})], "want": "PASSED complete"},
		"a pack that could not be created fails": {"rules": _rules("rule-conformance-pack-one"), "packs": [_pack("CREATE_FAILED")], "want": "FAILED missing"},
		"a pack that is being deleted fails": {"rules": _rules("rule-conformance-pack-one"), "packs": [_pack("DELETE_IN_PROGRESS")], "want": "FAILED missing"},
		"a pack that could not be deleted fails": {"rules": _rules("rule-conformance-pack-one"), "packs": [_pack("DELETE_FAILED")], "want": "FAILED missing"},
		"no rules fail": {"rules": [], "packs": [], "want": "FAILED missing"},
		"rules of a pack of another Region fail": {"rules": [object.union(rule, {"region": "us-east-1"}) | some rule in _rules("rule-conformance-pack-one")], "packs": [_pack("CREATE_COMPLETE")], "want": "FAILED missing"},
		"rules of another Region fail": {"rules": [object.union(rule, {"region": "us-east-1"}) | some rule in _rules("rule")], "packs": [], "want": "FAILED missing"},
	}
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.config.rules as tc.rules
		with input.config.conformance_packs as tc.packs with input.config.recorders as [_recorder(true)]
	_said(got) == {tc.want}
}

test_one_rule_less_fails[missing] if {
	some missing in _identifiers
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.config.conformance_packs as [] with input.config.recorders as [_recorder(true)]
		with input.config.rules as [rule | some rule in _rules("rule"); rule.Source.SourceIdentifier != missing]
	{finding.args.missing | some finding in got} == {missing}
}

test_one_rule_counts_for_itself[only] if {
	some only in _identifiers
	every name in ["rule", "rule-conformance-pack-one"] {
		got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.config.conformance_packs as [] with input.config.recorders as [_recorder(true)]
			with input.config.rules as [rule | some rule in _rules(name); rule.Source.SourceIdentifier == only]
		{finding.args.missing | some finding in got} == {concat(", ", {other | some other in _identifiers; other != only})}
	}
}

test_two_rules_miss_the_others if {
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.config.conformance_packs as [] with input.config.recorders as [_recorder(true)]
		with input.config.rules as array.slice(_rules("rule-conformance-pack-one"), 2, 20)
	{finding.args.missing | some finding in got} == {concat(", ", {identifier | some identifier in array.slice(_identifiers, 0, 2)})}
}

test_a_rule_beside_a_failed_pack_counts_for_itself if {
	own := object.union(_rules("rule")[0], {"id": "own"})
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.config.conformance_packs as [_pack("CREATE_FAILED")]
		with input.config.recorders as [_recorder(true)] with input.config.rules as array.concat(_rules("rule-conformance-pack-one"), [own])
	{finding.args.missing | some finding in got} == {concat(", ", {identifier | some identifier in array.slice(_identifiers, 1, 20)})}
}

test_rules_evaluate_nothing_without_a_recorder[name] if {
	some name, recorders in {"stopped": [_recorder(false)], "none": [], "elsewhere": [object.union(_recorder(true), {"region": "us-east-1"})]}
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.config.rules as _rules("rule")
		with input.config.conformance_packs as [] with input.config.recorders as recorders
	_said(got) == {"FAILED not_recording"}
	none := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.config.rules as []
		with input.config.conformance_packs as [] with input.config.recorders as recorders
	_said(none) == {"FAILED not_recording"}
}

test_plan_creates_what_is_missing if {
	steps := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.account as {"account": "111122223333"}
		with input.config.rules as [rule | some rule in _rules("rule"); rule.Source.SourceIdentifier != "INCOMING_SSH_DISABLED"]
	{call.params.ConfigRule.ConfigRuleName | some step in steps; some call in step.calls} == {"CheckForRestrictedSshPolicy"}
	all := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.account as {"account": "111122223333"} with input.config.rules as []
	count(all) == 14
}

_identifiers := [
	"EBS_OPTIMIZED_INSTANCE", "EC2_VOLUME_INUSE_CHECK", "ENCRYPTED_VOLUMES", "IAM_USER_MFA_ENABLED", "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", "RDS_INSTANCE_PUBLIC_ACCESS_CHECK", "RDS_SNAPSHOTS_PUBLIC_PROHIBITED", "RDS_STORAGE_ENCRYPTED", "RESTRICTED_INCOMING_TRAFFIC", "INCOMING_SSH_DISABLED", "ROOT_ACCOUNT_MFA_ENABLED", "S3_BUCKET_PUBLIC_READ_PROHIBITED", "S3_BUCKET_PUBLIC_WRITE_PROHIBITED", "S3_BUCKET_VERSIONING_ENABLED",
]

_rules(name) := [rule |
	some identifier in _identifiers
	rule := {
		"id": identifier,
		"region": "ap-northeast-1",
		"ConfigRuleName": name,
		"ConfigRuleState": "ACTIVE",
		"Source": {"Owner": "AWS", "SourceIdentifier": identifier},
		"InputParameters": {"deleteOnTermination": "true", "blockedPort1": "20", "blockedPort2": "21", "blockedPort3": "3389", "blockedPort4": "3306", "blockedPort5": "4333"},
	}
]

_pack(state) := {
	"id": "arn:aws:config:ap-northeast-1:111122223333:conformance-pack/guardrails/conformance-pack-one",
	"region": "ap-northeast-1",
	"ConformancePackId": "conformance-pack-one",
	"DescribeConformancePackStatus": {"ConformancePackStatusDetails": [{"ConformancePackState": state}]},
}

_recorder(on) := {
	"id": "r",
	"region": "ap-northeast-1",
	"DescribeConfigurationRecorderStatus": {"ConfigurationRecordersStatus": [{"Recording": on}]},
}

_regions(names) := [{"id": name, "region": name, "account": "111122223333"} | some name in names]

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
