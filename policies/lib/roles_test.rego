package lib.roles_test

import data.lib.roles

test_exists if {
	roles.exists(_arn) with input.iam.roles as [_role({})]
	not roles.exists("arn:aws:iam::111122223333:role/s") with input.iam.roles as [_role({})]
}

test_trusts[name] if {
	some name, tc in {
		"the service": {"statement": {"Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:AssumeRole"}, "want": true},
		"one of several": {"statement": {"Effect": "Allow", "Principal": {"Service": ["ec2.amazonaws.com", "ssm.amazonaws.com"]}, "Action": "sts:*"}, "want": true},
		"under a condition": {"statement": {"Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}}, "want": true},
		"another service": {"statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}, "want": false},
		"an account": {"statement": {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}, "want": false},
		"another action": {"statement": {"Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:TagSession"}, "want": false},
		"a deny": {"statement": {"Effect": "Deny", "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:AssumeRole"}, "want": false},
	}
	got := {arn | some arn in [_arn, "other"]; roles.trusts(arn, "ssm.amazonaws.com")} with input.iam.roles as [_role({"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [tc.statement]}})]
	got == {arn | tc.want; arn := _arn}
}

test_records[name] if {
	some name, tc in {
		"AWS's policy": {"arn": "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole", "want": {_arn}},
		"in another partition": {"arn": "arn:aws-cn:iam::aws:policy/service-role/AWS_ConfigRole", "want": {_arn}},
		"the former policy": {"arn": "arn:aws:iam::aws:policy/service-role/AWSConfigRole", "want": set()},
		"somebody's own": {"arn": "arn:aws:iam::111122223333:policy/service-role/AWS_ConfigRole", "want": set()},
	}
	got := {arn | some arn in [_arn, "other"]; roles.records(arn)} with input.iam.roles as [_role({"AttachedManagedPolicies": [{"PolicyArn": tc.arn}]})]
	got == tc.want
}

test_revokes[name] if {
	some name, tc in {
		"the three actions": {"actions": ["ec2:DescribeSecurityGroups", "ec2:RevokeSecurityGroupIngress", "ec2:RevokeSecurityGroupEgress"], "want": {_arn}},
		"a pattern": {"actions": "ec2:*", "want": {_arn}},
		"two of three": {"actions": ["ec2:DescribeSecurityGroups", "ec2:RevokeSecurityGroupIngress"], "want": set()},
		"something else": {"actions": "s3:*", "want": set()},
	}
	role := _role({"RolePolicyList": [{"PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": tc.actions, "Resource": "*"}]}}]})
	got := {arn | some arn in [_arn, "other"]; roles.revokes(arn)} with input.iam.roles as [role]
	got == tc.want
}

_arn := "arn:aws:iam::111122223333:role/r"

_role(change) := object.union({"id": "r", "region": "global", "Arn": _arn}, change)
