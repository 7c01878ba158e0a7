package lib.scp_test

import data.lib.scp

_policy(content, targets) := {
	"id": "p-1",
	"region": "global",
	"DescribePolicy": {"Policy": {"Content": content}},
	"ListTargetsForPolicy": {"Targets": targets},
}

_statement(fields) := {"Version": "2012-10-17", "Statement": [object.union({"Effect": "Deny", "Action": "cloudtrail:StopLogging", "Resource": "*"}, fields)]}

_root := {"TargetId": "r-ab12", "Type": "ROOT"}

_trail := "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/audit"

test_denies[name] if {
	some name, tc in {
		"at the root": {"policies": [_policy(_statement({}), [_root])], "want": true},
		"at the account": {"policies": [_policy(_statement({}), [{"TargetId": "111122223333", "Type": "ACCOUNT"}])], "want": true},
		"at another account": {"policies": [_policy(_statement({}), [{"TargetId": "444455556666", "Type": "ACCOUNT"}])], "want": false},
		"at an organizational unit, which may not be the account's": {"policies": [_policy(_statement({}), [{"TargetId": "ou-ab12-cdefghij", "Type": "ORGANIZATIONAL_UNIT"}])], "want": false},
		"at nothing": {"policies": [_policy(_statement({}), [])], "want": false},
		"without targets": {"policies": [{"id": "p-1", "DescribePolicy": {"Policy": {"Content": _statement({})}}}], "want": false},
		"without content": {"policies": [{"id": "p-1", "DescribePolicy": {}, "ListTargetsForPolicy": {"Targets": [_root]}}], "want": false},
		"no policy": {"policies": [], "want": false},
		"an Allow": {"policies": [_policy(_statement({"Effect": "Allow"}), [_root])], "want": false},
		"another action": {"policies": [_policy(_statement({"Action": "cloudtrail:DeleteTrail"}), [_root])], "want": false},
		"another trail": {"policies": [_policy(_statement({"Resource": "arn:aws:cloudtrail:*:*:trail/aws-controltower-*"}), [_root])], "want": false},
		"this trail": {"policies": [_policy(_statement({"Resource": "arn:aws:cloudtrail:*:*:trail/audit*"}), [_root])], "want": true},
		"all but a role": {"policies": [_policy(_statement({"Condition": {"ArnNotLike": {"aws:PrincipalARN": "arn:*:iam::*:role/AWSControlTowerExecution"}}}), [_root])], "want": true},
		"under an open condition": {"policies": [_policy(_statement({"Condition": {"StringEquals": {"aws:RequestedRegion": "us-east-1"}}}), [_root])], "want": false},
		"the account that manages the organization": {"policies": [_policy(_statement({}), [_root])], "manager": "111122223333", "want": false},
	}
	manager := object.get(tc, "manager", "444455556666")
	tc.want == _denies(tc.policies, manager)
}

_denies(policies, manager) if {
	scp.denies("cloudtrail:StopLogging", _trail) with input.account as {"account": "111122223333", "partition": "aws"}
		with input.organizations.policies as policies
		with input.organizations.organization as [{"id": "o-1", "MasterAccountId": manager}]
}

_denies(policies, manager) := false if {
	not scp.denies("cloudtrail:StopLogging", _trail) with input.account as {"account": "111122223333", "partition": "aws"}
		with input.organizations.policies as policies
		with input.organizations.organization as [{"id": "o-1", "MasterAccountId": manager}]
}
