package controls.defaultsg.rules_are_removed_test

import data.controls.defaultsg.rules_are_removed as control

test_rules_are_removed[name] if {
	some name, tc in {
		"BLEA's remediation passes": {"remediations": [_remediation({})], "want": "PASSED as_blea"},
		"another number of attempts passes": {"remediations": [_remediation({"MaximumAutomaticAttempts": 4})], "want": "PASSED other_numbers"},
		"another interval passes": {"remediations": [_remediation({"RetryAttemptSeconds": 61})], "want": "PASSED other_numbers"},
		"numbers absent pass": {"remediations": [object.remove(_remediation({}), ["MaximumAutomaticAttempts", "RetryAttemptSeconds"])], "want": "PASSED other_numbers"},
		"another document of AWS's passes": {"remediations": [_remediation({"TargetId": "AWS-DisablePublicAccessForSecurityGroup"})], "want": "PASSED other_document"},
		"a document of one's own passes": {"remediations": [object.remove(_remediation({"TargetId": "close-default-groups"}), ["Parameters"])], "want": "PASSED other_document"},
		"groups that were closed pass": {"remediations": [_remediation(_executed(["SUCCEEDED", "IN_PROGRESS", "QUEUED"]))], "want": "PASSED as_blea"},
		"no remediation fails": {"remediations": [], "want": "FAILED none"},
		"a remediation of another rule fails": {"remediations": [_remediation({"ConfigRuleName": "other"})], "want": "FAILED none"},
		"a remediation of another Region fails": {"remediations": [_remediation({"region": "us-east-1"})], "want": "FAILED none"},
		"one that is started by hand fails": {"remediations": [_remediation({"Automatic": false})], "want": "FAILED manual"},
		"Automatic absent fails": {"remediations": [object.remove(_remediation({}), ["Automatic"])], "want": "FAILED manual"},
		"a message fails": {"remediations": [_remediation({"TargetId": "AWS-PublishSNSNotification"})], "want": "FAILED notifies"},
		"a document that does not exist fails": {"remediations": [_documentless("close-default-groups")], "want": "FAILED no_document"},
		"AWS's document is not offered": {"remediations": [_documentless("AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules")], "want": "NOT_APPLICABLE not_offered"},
		"AWS's document without a group fails": {"remediations": [object.union(object.remove(_remediation({}), ["Parameters"]), {"Parameters": {}})], "want": "FAILED aimless"},
		"AWS's document with a fixed group fails": {"remediations": [object.union(object.remove(_remediation({}), ["Parameters"]), {"Parameters": {"GroupId": {"StaticValue": {"Values": ["sg-1"]}}}})], "want": "FAILED aimless"},
		"a failed execution fails": {"remediations": [_remediation(_executed(["SUCCEEDED", "FAILED"]))], "want": "FAILED failing"},
		"a second remediation may do": {"remediations": [_remediation({"Automatic": false}), _remediation({"id": "two"})], "want": "PASSED as_blea"},
		"a document of one's own beside AWS's that fails": {"remediations": [object.remove(_remediation({"id": "two", "TargetId": "close-default-groups"}), ["Parameters"]), _remediation(_executed(["FAILED"]))], "want": "PASSED other_document"},
		"other numbers beside BLEA's that fails": {"remediations": [_remediation({"id": "two", "MaximumAutomaticAttempts": 4}), _remediation(_executed(["FAILED"]))], "want": "PASSED other_numbers"},
		"a document that is not offered beside one without an aim": {"remediations": [_documentless("AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules"), object.union(object.remove(_remediation({"id": "two"}), ["Parameters"]), {"Parameters": {}})], "want": "FAILED aimless"},
	}
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.config.rules as [_rule]
		with input.config.remediations as tc.remediations with input.events.rules as []
		with input.account as {"account": "111122223333"} with input.as_of as "2026-11-20T00:00:00Z"
	_said(got) == {tc.want}
}

test_without_the_rule_there_is_nothing_to_remediate if {
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.config.rules as [object.union(_rule, {"ConfigRuleState": "DELETING"})]
		with input.config.remediations as [_remediation({})] with input.events.rules as []
	_said(got) == {"FAILED none"}
}

test_code_may_remediate[name] if {
	some name, tc in {
		"a function gets the findings": {"event": _event({}), "want": "NOT_AVAILABLE handler"},
		"a state machine gets them": {"event": _event({"ListTargetsByRule": {"Targets": [{"Arn": "arn:aws:states:ap-northeast-1:111122223333:stateMachine:close"}]}}), "want": "NOT_AVAILABLE handler"},
		"an automation gets them": {"event": _event({"ListTargetsByRule": {"Targets": [{"Arn": "arn:aws:ssm:ap-northeast-1::automation-definition/close:$DEFAULT"}]}}), "want": "NOT_AVAILABLE handler"},
		"a topic closes nothing": {"event": _event({"ListTargetsByRule": {"Targets": [{"Arn": "arn:aws:sns:ap-northeast-1:111122223333:lambda"}]}}), "want": "FAILED none"},
		"a disabled rule gets nothing": {"event": _event({"State": "DISABLED"}), "want": "FAILED none"},
		"a rule without targets": {"event": _event({"ListTargetsByRule": {}}), "want": "FAILED none"},
		"a rule for another Config rule": {"event": _event({"EventPattern": {"source": ["aws.config"], "detail": {"configRuleName": ["other"]}}}), "want": "FAILED none"},
		"a rule for other events": {"event": _event({"EventPattern": {"source": ["aws.ec2"]}}), "want": "FAILED none"},
		"a rule on another bus": {"event": _event({"EventBusName": "other"}), "want": "FAILED none"},
		"a rule of another Region": {"event": _event({"region": "us-east-1"}), "want": "FAILED none"},
		"a schedule": {"event": object.remove(_event({}), ["EventPattern"]), "want": "FAILED none"},
	}
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.config.rules as [_rule]
		with input.config.remediations as [] with input.events.rules as [tc.event]
		with input.account as {"account": "111122223333"} with input.as_of as "2026-11-20T00:00:00Z"
	_said(got) == {tc.want}
}

# Whatever ails the remediation.
test_code_may_do_what_a_remediation_does_not[name] if {
	some name, remediations in {
		"none": [],
		"by hand": [_remediation({"Automatic": false})],
		"a message": [_remediation({"TargetId": "AWS-PublishSNSNotification"})],
		"no document": [_documentless("close-default-groups")],
		"a document that is not offered": [_documentless("AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules")],
		"no aim": [object.union(object.remove(_remediation({}), ["Parameters"]), {"Parameters": {}})],
		"failing": [_remediation(_executed(["FAILED"]))],
	}
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.config.rules as [_rule]
		with input.config.remediations as remediations with input.events.rules as [_event({})]
		with input.account as {"account": "111122223333"} with input.as_of as "2026-11-20T00:00:00Z"
	_said(got) == {"NOT_AVAILABLE handler"}
}

test_code_gets_nothing_of_a_rule_that_is_off if {
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.config.rules as [object.union(_rule, {"ConfigRuleState": "DELETING"})]
		with input.config.remediations as [] with input.events.rules as [_event({})]
		with input.account as {"account": "111122223333"} with input.as_of as "2026-11-20T00:00:00Z"
	_said(got) == {"FAILED none"}
}

test_code_works_in_the_region_of_the_rule if {
	got := control.findings with input.governed_regions as _regions(["us-east-1"]) with input.config.rules as [_rule]
		with input.config.remediations as [] with input.events.rules as [_event({"region": "us-east-1"})]
		with input.account as {"account": "111122223333"} with input.as_of as "2026-11-20T00:00:00Z"
	_said(got) == {"FAILED none"}
}

test_a_working_remediation_comes_before_code if {
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.config.rules as [_rule]
		with input.config.remediations as [_remediation({})] with input.events.rules as [_event({})]
		with input.account as {"account": "111122223333"} with input.as_of as "2026-11-20T00:00:00Z"
	_said(got) == {"PASSED as_blea"}
}

test_plan if {
	steps := control.plan with input.config.rules as [_rule] with input.config.remediations as [] with input.account as _account
	[[call.operation | some call in step.calls] | some step in steps] == [["CreateRole", "PutRolePolicy", "PutRemediationConfigurations"]]
	{step.subject | some step in steps} == {"ap-northeast-1"}
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.config.rules as [_rule] with input.events.rules as []
		with input.config.remediations as [effect.value | some step in steps; some effect in step.effect; effect.collection == "config.remediations"]
	_said(got) == {"PASSED as_blea"}
}

test_plan_leaves_services_rules_and_remediations_alone if {
	service := control.plan with input.config.rules as [object.union(_rule, {"CreatedBy": "securityhub.amazonaws.com"})] with input.config.remediations as [] with input.account as _account
	count(service) == 0
	there := control.plan with input.config.rules as [_rule] with input.config.remediations as [_remediation({"Automatic": false})] with input.account as _account
	count(there) == 0
}

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

_executed(states) := {"DescribeRemediationExecutionStatus": {"RemediationExecutionStatuses": [{"State": state} | some state in states]}}

_documentless(name) := object.union(object.remove(_remediation({}), ["DescribeDocument"]), {"TargetId": name, "DescribeDocument": {}})

_event(change) := object.union(
	object.remove(
		{
			"id": "arn:aws:events:ap-northeast-1:111122223333:rule/close",
			"region": "ap-northeast-1",
			"EventBusName": "default",
			"State": "ENABLED",
			"EventPattern": {"source": ["aws.config"], "detail-type": ["Config Rules Compliance Change"], "detail": {"newEvaluationResult": {"complianceType": ["NON_COMPLIANT"]}}},
			"ListTargetsByRule": {"Targets": [{"Arn": "arn:aws:lambda:ap-northeast-1:111122223333:function:close"}]},
		},
		object.keys(change),
	),
	change,
)

_rule := {
	"id": "arn:aws:config:ap-northeast-1:111122223333:config-rule/config-rule-one",
	"region": "ap-northeast-1",
	"ConfigRuleName": "bb-default-security-group-closed",
	"ConfigRuleArn": "arn:aws:config:ap-northeast-1:111122223333:config-rule/config-rule-one",
	"ConfigRuleState": "ACTIVE",
	"Source": {"Owner": "AWS", "SourceIdentifier": "VPC_DEFAULT_SECURITY_GROUP_CLOSED"},
}

_remediation(change) := object.union(
	{
		"id": "arn:aws:config:ap-northeast-1:111122223333:remediation-configuration/one",
		"region": "ap-northeast-1",
		"ConfigRuleName": "bb-default-security-group-closed",
		"TargetType": "SSM_DOCUMENT",
		"TargetId": "AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules",
		"TargetVersion": "1",
		"Automatic": true,
		"MaximumAutomaticAttempts": 5,
		"RetryAttemptSeconds": 60,
		"Parameters": {
			"AutomationAssumeRole": {"StaticValue": {"Values": ["arn:aws:iam::111122223333:role/close"]}},
			"GroupId": {"ResourceValue": {"Value": "RESOURCE_ID"}},
		},
		"DescribeDocument": {"Document": {"Name": "AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules"}},
		"DescribeRemediationExecutionStatus": {},
	},
	change,
)

_regions(names) := [{"id": name, "region": name, "account": "111122223333"} | some name in names]

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
