package lib.mfa_test

import data.lib.blea_policies
import data.lib.mfa

_statement(fields) := {"Version": "2012-10-17", "Statement": [object.union({"Effect": "Allow", "Resource": "*"}, fields)]}

_policies := {
	"full": _statement({"Action": "*"}),
	"power": _statement({"NotAction": ["iam:*", "organizations:*"]}),
	"iam": _statement({"Action": "iam:*"}),
	"some-of-iam": _statement({"Action": ["iam:CreateUser", "iam:AttachUserPolicy"]}),
	"ec2": _statement({"Action": "ec2:*"}),
	"guarded": _statement({"Action": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}),
	"sysadmin": blea_policies.sysadmin,
	"iam-admin": blea_policies.iam_admin,
	"if-exists": _statement({"Action": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}}),
	"from-office": _statement({"Action": "*", "Condition": {"IpAddress": {"aws:SourceIp": "198.51.100.0/24"}}}),
	"deny": _statement({"Effect": "Deny", "Action": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}}),
	"deny-but-self-service": _statement({"Effect": "Deny", "NotAction": ["iam:EnableMFADevice", "sts:GetSessionToken"], "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}}),
	"weak-deny": _statement({"Effect": "Deny", "Action": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}),
	"only-ec2": _statement({"Action": "ec2:*"}),
}

_arn(name) := sprintf("arn:aws:iam::111122223333:policy/%s", [name])

_attached(names) := [{"PolicyName": name, "PolicyArn": _arn(name)} | some name in names]

_inline(names) := [{"PolicyName": name, "PolicyDocument": _policies[name]} | some name in names]

_named := [{
	"id": _arn(name),
	"arn": _arn(name),
	"region": "global",
	"PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true, "Document": document}],
} |
	some name, document in _policies
]

_user := "arn:aws:iam::111122223333:user/u"

_group := "arn:aws:iam::111122223333:group/g"

# What mfa says of a user in a group.
_found(tc) := sets if {
	sets := {"powerful": mfa.powerful, "unguarded": mfa.unguarded} with input.iam.policies as _named
		with input.iam.aws_policies as []
		with input.iam.groups as [object.union({"id": "g", "arn": _group, "region": "global", "GroupName": "g"}, object.get(tc, "group", {}))]
		with input.iam.users as [object.union({"id": "u", "arn": _user, "region": "global", "UserName": "u", "GroupList": ["g"]}, object.get(tc, "user", {}))]
}

test_mfa[name] if {
	some name, tc in {
		"nobody": {"powerful": set(), "unguarded": set()},
		"a group": {"group": {"AttachedManagedPolicies": _attached(["full"])}, "powerful": {_group}, "unguarded": {_group, _user}},
		"a group by an inline policy": {"group": {"GroupPolicyList": _inline(["full"])}, "powerful": {_group}, "unguarded": {_group, _user}},
		"a group without members": {"group": {"AttachedManagedPolicies": _attached(["full"])}, "user": {"GroupList": []}, "powerful": {_group}, "unguarded": {_group}},
		"a user": {"user": {"AttachedManagedPolicies": _attached(["full"])}, "powerful": {_user}, "unguarded": {_user}},
		"a user by an inline policy": {"user": {"UserPolicyList": _inline(["full"])}, "powerful": {_user}, "unguarded": {_user}},
		"all but IAM": {"user": {"AttachedManagedPolicies": _attached(["power"])}, "powerful": {_user}, "unguarded": {_user}},
		"IAM": {"user": {"AttachedManagedPolicies": _attached(["iam"])}, "powerful": {_user}, "unguarded": {_user}},
		"a part of IAM": {"user": {"AttachedManagedPolicies": _attached(["some-of-iam"])}, "powerful": set(), "unguarded": set()},
		"one service": {"user": {"AttachedManagedPolicies": _attached(["ec2"])}, "powerful": set(), "unguarded": set()},
		"a condition": {"group": {"AttachedManagedPolicies": _attached(["guarded"])}, "powerful": {_group}, "unguarded": set()},
		"BLEA's SysAdmin": {"group": {"AttachedManagedPolicies": _attached(["sysadmin"])}, "powerful": {_group}, "unguarded": set()},
		"BLEA's IAM Admin": {"group": {"AttachedManagedPolicies": _attached(["iam-admin"])}, "powerful": {_group}, "unguarded": set()},
		"a condition that keys meet": {"user": {"AttachedManagedPolicies": _attached(["if-exists"])}, "powerful": {_user}, "unguarded": {_user}},
		"a condition on something else": {"user": {"AttachedManagedPolicies": _attached(["from-office"])}, "powerful": {_user}, "unguarded": {_user}},
		"a deny beside": {"group": {"AttachedManagedPolicies": _attached(["full", "deny"])}, "powerful": {_group}, "unguarded": set()},
		"a deny that leaves self-service": {"group": {"AttachedManagedPolicies": _attached(["full", "deny-but-self-service"])}, "powerful": {_group}, "unguarded": set()},
		"a deny that keys get round": {"group": {"AttachedManagedPolicies": _attached(["full", "weak-deny"])}, "powerful": {_group}, "unguarded": {_group, _user}},
		"a deny of the group for the user's policy": {
			"group": {"AttachedManagedPolicies": _attached(["deny"])},
			"user": {"AttachedManagedPolicies": _attached(["full"])},
			"powerful": {_user},
			"unguarded": set(),
		},
		"a deny of the user for the group's policy": {
			"group": {"AttachedManagedPolicies": _attached(["full"])},
			"user": {"AttachedManagedPolicies": _attached(["deny"])},
			"powerful": {_group},
			"unguarded": {_group},
		},
		"a guarded group and an open policy": {
			"group": {"AttachedManagedPolicies": _attached(["sysadmin"])},
			"user": {"AttachedManagedPolicies": _attached(["power"])},
			"powerful": {_group, _user},
			"unguarded": {_user},
		},
		"a boundary": {
			"user": {"AttachedManagedPolicies": _attached(["full"]), "PermissionsBoundary": {"PermissionsBoundaryArn": _arn("only-ec2")}},
			"powerful": set(),
			"unguarded": set(),
		},
		"a boundary that asks for MFA": {
			"user": {"AttachedManagedPolicies": _attached(["full"]), "PermissionsBoundary": {"PermissionsBoundaryArn": _arn("guarded")}},
			"powerful": {_user},
			"unguarded": set(),
		},
	}
	_found(tc) == {"powerful": tc.powerful, "unguarded": tc.unguarded}
}

test_policies_of_aws_count if {
	found := mfa.unguarded with input.iam.policies as []
		with input.iam.aws_policies as [{
			"id": "arn:aws:iam::aws:policy/AdministratorAccess",
			"arn": "arn:aws:iam::aws:policy/AdministratorAccess",
			"region": "global",
			"PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true, "Document": _policies.full}],
		}]
		with input.iam.groups as []
		with input.iam.users as [{
			"id": "u",
			"arn": _user,
			"region": "global",
			"UserName": "u",
			"AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"}],
		}]
	found == {_user}
}
