package lib.default_groups_test

import data.lib.default_groups

test_a_group_belongs_to_a_vpc_of_the_account if {
	got := default_groups.own with input.account as {"account": "111122223333"} with input.ec2.security_groups as [
		{"id": "sg-1", "GroupName": "default", "OwnerId": "111122223333"}, {"id": "sg-2", "GroupName": "default", "OwnerId": "444455556666"}, {"id": "sg-3", "GroupName": "web", "OwnerId": "111122223333"},
	]
	got == {"sg-1"}
}

test_closed if {
	got := default_groups.closed with input.ec2.security_groups as [
		{"id": "sg-1"}, {"id": "sg-2", "IpPermissions": [], "IpPermissionsEgress": []},
		{"id": "sg-3", "IpPermissions": [{"IpProtocol": "-1"}]}, {"id": "sg-4", "IpPermissionsEgress": [{"IpProtocol": "-1"}]},
	]
	got == {"sg-1", "sg-2"}
}

test_each_set_is_part_of_the_one_before if {
	remediations := [
		{"id": "0", "region": "ap-northeast-1", "ConfigRuleName": "other", "Automatic": true},
		{"id": "1", "region": "ap-northeast-1", "ConfigRuleName": "closed"},
		{"id": "2", "region": "ap-northeast-1", "ConfigRuleName": "closed", "Automatic": true, "TargetId": "AWS-PublishSNSNotification"},
		{"id": "3", "region": "ap-northeast-1", "ConfigRuleName": "closed", "Automatic": true, "TargetId": "mine", "DescribeDocument": {}, "Parameters": _role("a")},
		{"id": "4", "region": "ap-northeast-1", "ConfigRuleName": "closed", "Automatic": true, "TargetId": default_groups.blea_document, "DescribeDocument": {"Document": {}}, "Parameters": _role("b")},
		{"id": "5", "region": "ap-northeast-1", "ConfigRuleName": "closed", "Automatic": true, "TargetId": "mine", "DescribeDocument": {"Document": {}}},
		{"id": "6", "region": "ap-northeast-1", "ConfigRuleName": "closed", "Automatic": true, "TargetId": "mine", "DescribeDocument": {"Document": {}}, "DescribeRemediationExecutionStatus": {"RemediationExecutionStatuses": [{"State": "SUCCEEDED"}]}},
	]
	sets := [
		default_groups.remediations, default_groups.automatic, default_groups.acting,
		default_groups.runnable, default_groups.aimed, default_groups.working, default_groups.assumed,
	] with input.config.remediations as remediations with input.config.rules as [{
		"id": "r", "region": "ap-northeast-1", "ConfigRuleName": "closed", "ConfigRuleState": "ACTIVE",
		"Source": {"Owner": "AWS", "SourceIdentifier": "VPC_DEFAULT_SECURITY_GROUP_CLOSED"},
	}]
	sets == [
		{"1", "2", "3", "4", "5", "6"}, {"2", "3", "4", "5", "6"}, {"3", "4", "5", "6"},
		{"4", "5", "6"}, {"5", "6"}, {"6"}, {"a", "b"},
	]
}

_role(arn) := {"AutomationAssumeRole": {"StaticValue": {"Values": [arn]}}}
