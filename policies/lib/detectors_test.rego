package lib.detectors_test

import data.lib.detectors

test_there_are_14_guardrails if {
	count(detectors.guardrails) == 14
	not "VPC_DEFAULT_SECURITY_GROUP_CLOSED" in detectors.guardrails
}

test_a_rule_watches_with_its_own_identifier_only[identifier] if {
	some identifier in array.concat(detectors.guardrails, ["VPC_DEFAULT_SECURITY_GROUP_CLOSED"])
	rule := object.union(_rule, {"Source": {"Owner": "AWS", "SourceIdentifier": identifier}})
	got := {name | some name in array.concat(detectors.guardrails, ["VPC_DEFAULT_SECURITY_GROUP_CLOSED"]); detectors.active(name, "ap-northeast-1")} with input.config.rules as [rule]
	got == {identifier}
	not detectors.active(identifier, "us-east-1") with input.config.rules as [rule]
	not detectors.present(identifier, "us-east-1") with input.config.rules as [rule]
}

test_rules_of_accounts_have_no_types[identifier] if {
	some identifier in ["IAM_USER_MFA_ENABLED", "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", "ROOT_ACCOUNT_MFA_ENABLED"]
	rule := object.union(_rule, {"Source": {"Owner": "AWS", "SourceIdentifier": identifier}, "Scope": {"ComplianceResourceTypes": ["AWS::IAM::User"]}})
	detectors.active(identifier, "ap-northeast-1") with input.config.rules as [rule]
}

test_rules_of_failing_packs[state] if {
	some state, want in {
		"CREATE_COMPLETE": set(), "CREATE_IN_PROGRESS": set(), "UPDATE_FAILED": set(),
		"CREATE_FAILED": {"r"}, "DELETE_IN_PROGRESS": {"r"}, "DELETE_FAILED": {"r"},
	}
	got := detectors.of_failing_pack with input.config.rules as [object.union(_rule, {"ConfigRuleName": "x-conformance-pack-1"}), object.union(_rule, {"id": "s", "ConfigRuleName": "x-conformance-pack-2"})]
		with input.config.conformance_packs as [{"id": "p", "region": "ap-northeast-1", "ConformancePackId": "conformance-pack-1", "DescribeConformancePackStatus": {"ConformancePackStatusDetails": [{"ConformancePackState": state}]}}]
	got == want
}

test_creation_has_bleas_values if {
	steps := detectors.creation with input.regions as [{"id": "ap-northeast-1", "region": "ap-northeast-1"}] with input.config.rules as [] with input.account as {"account": "111122223333"}
	[call.params.ConfigRule | some step in steps.RESTRICTED_INCOMING_TRAFFIC; some call in step.calls] == [{
		"ConfigRuleName": "CheckForRestrictedCommonPortsPolicy",
		"Source": {"Owner": "AWS", "SourceIdentifier": "RESTRICTED_INCOMING_TRAFFIC"},
		"Scope": {"ComplianceResourceTypes": ["AWS::EC2::SecurityGroup"]},
		"InputParameters": "{\"blockedPort1\":\"20\",\"blockedPort2\":\"21\",\"blockedPort3\":\"3389\",\"blockedPort4\":\"3306\",\"blockedPort5\":\"4333\"}",
	}]
	[call.params.ConfigRule | some step in steps.ROOT_ACCOUNT_MFA_ENABLED; some call in step.calls] == [{
		"ConfigRuleName": "CheckForRootMfa",
		"Source": {"Owner": "AWS", "SourceIdentifier": "ROOT_ACCOUNT_MFA_ENABLED"},
		"MaximumExecutionFrequency": "One_Hour",
	}]
	[step.needs | some step in steps.ENCRYPTED_VOLUMES] == [["BLEA.Config.1"]]
	[step.needs | some step in steps.VPC_DEFAULT_SECURITY_GROUP_CLOSED] == [[]]
}

_rule := {
	"id": "r",
	"region": "ap-northeast-1",
	"ConfigRuleName": "x",
	"ConfigRuleState": "ACTIVE",
	"InputParameters": {"deleteOnTermination": "true", "blockedPort1": "20", "blockedPort2": "21", "blockedPort3": "3389", "blockedPort4": "3306", "blockedPort5": "4333"},
}
