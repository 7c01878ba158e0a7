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

_document(actions) := {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}]}

_managed(name, document) := {"id": name, "Arn": name, "PolicyVersionList": [
	{"VersionId": "v2", "IsDefaultVersion": true, "Document": document},
	{"VersionId": "v1", "IsDefaultVersion": false, "Document": _document("*")},
]}

test_administrators[name] if {
	some name, tc in {
		"an inline policy": {"role": {"RolePolicyList": [{"PolicyDocument": _document("*")}]}, "policies": [], "want": true},
		"a managed policy": {"role": {"AttachedManagedPolicies": [{"PolicyArn": "p"}]}, "policies": [_managed("p", _document("*"))], "want": true},
		"a power user": {"role": {"RolePolicyList": [{"PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "NotAction": ["iam:*", "organizations:*"], "Resource": "*"}]}}]}, "policies": [], "want": true},
		"an administrator of IAM": {"role": {"RolePolicyList": [{"PolicyDocument": _document("iam:*")}]}, "policies": [], "want": true},
		"a version that is not the default": {"role": {"AttachedManagedPolicies": [{"PolicyArn": "p"}]}, "policies": [_managed("p", _document("s3:*"))], "want": false},
		"a policy that is not attached": {"role": {}, "policies": [_managed("p", _document("*"))], "want": false},
		"one service": {"role": {"RolePolicyList": [{"PolicyDocument": _document("ec2:*")}]}, "policies": [], "want": false},
		"a boundary": {"role": {"RolePolicyList": [{"PolicyDocument": _document("*")}], "PermissionsBoundary": {"PermissionsBoundaryArn": "p"}}, "policies": [_managed("p", _document("s3:*"))], "want": false},
		"a boundary as wide": {"role": {"RolePolicyList": [{"PolicyDocument": _document("*")}], "PermissionsBoundary": {"PermissionsBoundaryArn": "p"}}, "policies": [_managed("p", _document("*"))], "want": true},
		"no policies": {"role": {}, "policies": [], "want": false},
	}
	every collection in ["policies", "aws_policies"] {
		got := roles.administrators with input.iam as {"roles": [_role(tc.role)], "policies": [p | some p in tc.policies; collection == "policies"], "aws_policies": [p | some p in tc.policies; collection == "aws_policies"]}
		got == {_arn | tc.want}
	}
}

test_wide[name] if {
	some name, tc in {
		"an inline policy": {"role": {"RolePolicyList": [{"PolicyDocument": _document(["logs:PutLogEvents", "dynamodb:*"])}]}, "policies": [], "want": true},
		"a managed policy": {"role": {"AttachedManagedPolicies": [{"PolicyArn": "p"}]}, "policies": [_managed("p", _document("s3:*"))], "want": true},
		"a version that is not the default": {"role": {"AttachedManagedPolicies": [{"PolicyArn": "p"}]}, "policies": [_managed("p", _document("s3:Get*"))], "want": false},
		"single actions": {"role": {"RolePolicyList": [{"PolicyDocument": _document(["dynamodb:GetItem", "dynamodb:Query"])}]}, "policies": [], "want": false},
		"no policies": {"role": {}, "policies": [_managed("p", _document("s3:*"))], "want": false},
	}
	every collection in ["policies", "aws_policies"] {
		got := roles.wide with input.iam as {"roles": [_role(tc.role)], "policies": [p | some p in tc.policies; collection == "policies"], "aws_policies": [p | some p in tc.policies; collection == "aws_policies"]}
		got == {_arn | tc.want}
	}
}
