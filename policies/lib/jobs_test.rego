package lib.jobs_test

import data.lib.blea_policies
import data.lib.jobs

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

# _group has one managed policy (document) and one inline policy (inline).
_arn := "arn:aws:iam::111122223333:group/g"

_statement(fields) := {"Version": "2012-10-17", "Statement": [object.union({"Effect": "Allow", "Resource": "*"}, fields)]}

_allow(action) := _statement({"Action": action})

_flat(probes) := [action | some actions in probes; some action in actions]

_deny(action) := _statement({"Effect": "Deny", "Action": action})

_with(document, statements) := object.union(document, {"Statement": array.concat(document.Statement, statements)})

_without(document, action) := object.union(document, {"Statement": [statement |
	some statement in document.Statement
	not action in _actions(statement)
]})

_actions(statement) := {statement.Action} if is_string(statement.Action)

_actions(statement) := {action | some action in statement.Action} if is_array(statement.Action)

_actions(statement) := set() if not statement.Action

_policy(name, document) := {
	"id": sprintf("arn:aws:iam::111122223333:policy/%s", [name]),
	"arn": sprintf("arn:aws:iam::111122223333:policy/%s", [name]),
	"region": "global",
	"PolicyVersionList": [
		{"VersionId": "v1", "IsDefaultVersion": false, "Document": _allow("*")},
		{"VersionId": "v2", "IsDefaultVersion": true, "Document": document},
	],
}

_attached(name) := {"PolicyName": name, "PolicyArn": sprintf("arn:aws:iam::111122223333:policy/%s", [name])}

# The sets that a group with these documents is in: the first is a managed policy, the others are inline.
_functions(documents) := {name |
	group := {
		"id": "g",
		"arn": _arn,
		"region": "global",
		"GroupName": "g",
		"AttachedManagedPolicies": [_attached("p")],
		"GroupPolicyList": [{"PolicyName": "i", "PolicyDocument": document} | some i, document in documents; i > 0],
	}
	sets := {
		"sysadmins": jobs.sysadmins,
		"iam_admins": jobs.iam_admins,
		"instance_ops": jobs.instance_ops,
		"read_only": jobs.read_only,
		"administrators": jobs.administrators,
		"iam_administrators": jobs.iam_administrators,
		"operators": jobs.operators,
		"readers": jobs.readers,
		"day_to_day": jobs.day_to_day,
		"iam_functions": jobs.iam_functions,
		"spenders": jobs.spenders,
		"trail_stoppers": jobs.trail_stoppers,
		"key_administrators": jobs.key_administrators,
		"key_deleters": jobs.key_deleters,
	} with input.account as _account
		with input.iam.policies as [_policy("p", documents[0])]
		with input.iam.aws_policies as []
		with input.iam.groups as [group]
		with input.iam.roles as []
	some name, set in sets
	_arn in set
}

_of_sysadmin := {"sysadmins", "administrators", "day_to_day", "key_deleters"}

_of_iam_admin := {"iam_admins", "iam_administrators", "iam_functions"}

_of_instance_ops := {"instance_ops", "operators"}

_of_read_only := {"read_only", "readers"}

test_nobody[name] if {
	some name, tc in {
		"BLEA's SysAdmin": {"documents": [blea_policies.sysadmin], "want": _of_sysadmin},
		"BLEA's IAM Admin": {"documents": [blea_policies.iam_admin], "want": _of_iam_admin},
		"BLEA's InstanceOps": {"documents": [blea_policies.instance_ops], "want": _of_instance_ops},
		"BLEA's ReadOnlyAdmin": {"documents": [blea_policies.read_only], "want": _of_read_only},
		"no policy that matters": {"documents": [_allow("sqs:SendMessage")], "want": set()},
		"only denies": {"documents": [_deny("*")], "want": set()},
		"a policy that cannot be read": {"documents": [{"Version": "2012-10-17"}], "want": set()},
	}
	_functions(tc.documents) == tc.want
}

test_administrators[name] if {
	some name, tc in {
		"one who may not delete keys, either": {
			"documents": [blea_policies.sysadmin, _deny("kms:ScheduleKeyDeletion")],
			"want": _of_sysadmin - {"key_deleters"},
		},
		"one of the list of allowed services only": {
			"documents": [_statement({
				"Action": ["ec2:*", "s3:*", "rds:*", "lambda:*", "cloudwatch:*"],
				"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
			})],
			"want": {"sysadmins", "administrators", "day_to_day"},
		},
		"one with less than half of the fields": {
			"documents": [_statement({"Action": ["ec2:*", "s3:*"], "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}})],
			"want": set(),
		},
		"one who denies what is done without MFA": {
			"documents": [
				_statement({"NotAction": "iam:*"}),
				_statement({"Effect": "Deny", "Action": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}}),
				_deny(_flat(blea_policies.sysadmin_denied)),
			],
			"want": _of_sysadmin,
		},
		"a Deny that keys without MFA get round": {
			"documents": [
				_statement({"NotAction": "iam:*"}),
				_statement({"Effect": "Deny", "Action": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}),
				_deny(_flat(blea_policies.sysadmin_denied)),
			],
			"want": {"administrators"},
		},
		"a condition that keys without MFA meet": {
			"documents": [
				_statement({"NotAction": "iam:*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}}),
				_deny(_flat(blea_policies.sysadmin_denied)),
			],
			"want": {"administrators"},
		},
		"a condition that sessions without MFA meet": {
			"documents": [
				_statement({"NotAction": "iam:*", "Condition": {"Null": {"aws:MultiFactorAuthPresent": "false"}}}),
				_deny(_flat(blea_policies.sysadmin_denied)),
			],
			"want": {"administrators"},
		},
		"MFA within the hour": {
			"documents": [
				_statement({"NotAction": "iam:*", "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}}),
				_deny(_flat(blea_policies.sysadmin_denied)),
			],
			"want": _of_sysadmin,
		},
		"a further condition": {
			"documents": [_with(blea_policies.sysadmin, [{
				"Effect": "Deny",
				"Action": "*",
				"Resource": "*",
				"Condition": {"NotIpAddress": {"aws:SourceIp": "198.51.100.0/24"}},
			}])],
			"want": _of_sysadmin,
		},
		"one without the Deny on trails": {
			"documents": [_without(blea_policies.sysadmin, "cloudtrail:StopLogging")],
			"want": {"administrators", "day_to_day", "trail_stoppers", "key_deleters"},
		},
		"one with the Deny on trails beside": {
			"documents": [_without(blea_policies.sysadmin, "cloudtrail:StopLogging"), blea_policies.deny_trail],
			"want": _of_sysadmin,
		},
		"one with the Deny on one trail only": {
			"documents": [_without(blea_policies.sysadmin, "cloudtrail:StopLogging"), _statement({
				"Effect": "Deny",
				"Action": "cloudtrail:*",
				"Resource": "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/audit",
			})],
			"want": {"administrators", "day_to_day", "trail_stoppers", "key_deleters"},
		},
		"one without the Deny on keys": {
			"documents": [_without(blea_policies.sysadmin, "kms:Disable*")],
			"want": {"administrators", "day_to_day", "key_administrators", "key_deleters"},
		},
		"one without the Deny on billing": {
			"documents": [_without(blea_policies.sysadmin, "ce:GetCostAndUsage")],
			"want": {"administrators", "day_to_day", "spenders", "key_deleters"},
		},
		"one without the Deny on billing whom nothing else allows it": {
			"documents": [_without(blea_policies.iam_admin, "aws-portal:*Billing")],
			"want": _of_iam_admin,
		},
		"one who may also change identities": {"documents": [blea_policies.sysadmin, _allow("iam:AttachRolePolicy")], "want": set()},
		"one who may also pass a role": {
			"documents": [blea_policies.sysadmin, _statement({
				"Action": "iam:PassRole",
				"Resource": "arn:aws:iam::111122223333:role/app",
			})],
			"want": set(),
		},
		"one who may also look at IAM and keep the own password": {
			"documents": [blea_policies.sysadmin, _allow(["iam:Get*", "iam:List*", "iam:ChangePassword"])],
			"want": _of_sysadmin,
		},
		"full administration": {"documents": [_allow("*")], "want": set()},
		"full administration beside the right policy": {"documents": [blea_policies.sysadmin, _allow("*")], "want": set()},
	}
	_functions(tc.documents) == tc.want
}

test_iam_administrators[name] if {
	some name, tc in {
		"IAM without MFA": {"documents": [_allow("iam:*")], "want": {"iam_administrators"}},
		"IAM with MFA denied otherwise": {
			"documents": [_allow("iam:*"), _statement({
				"Effect": "Deny",
				"Action": "*",
				"Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
			})],
			"want": _of_iam_admin,
		},
		"IAM with a permissions boundary": {
			"documents": [_statement({
				"Action": ["iam:CreateRole", "iam:AttachRolePolicy"],
				"Condition": {
					"Bool": {"aws:MultiFactorAuthPresent": "true"},
					"StringEquals": {"iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/boundary"},
				},
			})],
			"want": _of_iam_admin,
		},
		"identities without permissions": {
			"documents": [_statement({
				"Action": "iam:CreateUser",
				"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
			})],
			"want": set(),
		},
		"permissions without identities": {
			"documents": [_statement({
				"Action": "iam:AttachUserPolicy",
				"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
			})],
			"want": set(),
		},
		"IAM and more": {"documents": [blea_policies.iam_admin, _allow("s3:*")], "want": set()},
		"IAM and billing": {
			"documents": [_without(blea_policies.iam_admin, "ce:GetTags")],
			"want": _of_iam_admin,
		},
		"IAM and billing allowed": {
			"documents": [_without(blea_policies.iam_admin, "ce:GetTags"), _allow("ce:*")],
			"want": {"iam_administrators", "iam_functions", "spenders"},
		},
	}
	_functions(tc.documents) == tc.want
}

test_operators[name] if {
	some name, tc in {
		"start and stop": {"documents": [_allow(["ec2:StartInstances", "ec2:StopInstances", "ec2:Describe*"])], "want": _of_instance_ops},
		"start only": {"documents": [_allow("ec2:StartInstances")], "want": set()},
		"all of EC2": {"documents": [_allow("ec2:*")], "want": set()},
		"all of EC2 but the network, action by action": {"documents": [_allow("ec2:*"), _deny(_flat(blea_policies.network))], "want": _of_instance_ops},
		"one action on the network": {"documents": [_allow(["ec2:StartInstances", "ec2:StopInstances", "ec2:CreateRoute"])], "want": set()},
		"with grants of keys": {
			"documents": [_allow(["ec2:StartInstances", "ec2:StopInstances", "kms:CreateGrant"])],
			"want": {"operators", "key_administrators"},
		},
		"with deletion of keys": {
			"documents": [_allow(["ec2:StartInstances", "ec2:StopInstances", "kms:ScheduleKeyDeletion"])],
			"want": {"operators", "instance_ops", "key_deleters"},
		},
	}
	_functions(tc.documents) == tc.want
}

test_readers[name] if {
	some name, tc in {
		"fewer services, without data": {
			"documents": [_allow(["ec2:Describe*", "s3:ListAllMyBuckets", "rds:Describe*", "cloudwatch:Get*"])],
			"want": _of_read_only,
		},
		"actions in capitals": {
			"documents": [_allow(["EC2:DESCRIBE*", "S3:LISTALLMYBUCKETS", "RDS:DESCRIBE*", "CLOUDWATCH:GET*"])],
			"want": _of_read_only,
		},
		"too few services": {"documents": [_allow(["ec2:Describe*", "s3:List*"])], "want": set()},
		"one action that writes": {"documents": [blea_policies.read_only, _allow("sqs:DeleteMessage")], "want": set()},
		"one pattern that writes": {"documents": [blea_policies.read_only, _allow("s3:*")], "want": set()},
		"everything but": {"documents": [blea_policies.read_only, _statement({"NotAction": "iam:*"})], "want": {"administrators", "trail_stoppers"}},
		"with billing": {
			"documents": [_allow(["ec2:Describe*", "s3:List*", "rds:Describe*", "cloudwatch:Get*", "ce:Get*"])],
			"want": {"readers", "spenders"},
		},
	}
	_functions(tc.documents) == tc.want
}

test_default_version_counts if {
	policy := object.union(_policy("p", blea_policies.sysadmin), {"PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": false, "Document": blea_policies.sysadmin}]})
	found := jobs.administrators with input.account as _account
		with input.iam.policies as [policy]
		with input.iam.aws_policies as []
		with input.iam.groups as [{"id": "g", "arn": _arn, "region": "global", "GroupName": "g", "AttachedManagedPolicies": [_attached("p")]}]
		with input.iam.roles as []
	found == set()
}

_role(fields) := object.union(
	{
		"id": "r",
		"arn": "arn:aws:iam::111122223333:role/r",
		"region": "global",
		"Path": "/",
		"RoleName": "r",
		"AssumeRolePolicyDocument": blea_policies.trust,
		"AttachedManagedPolicies": [_attached("p")],
	},
	fields,
)

_trust(principal) := {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}]}

_saml := _trust({"Federated": "arn:aws:iam::111122223333:saml-provider/idp"})

# The sets that a role with one managed policy is in.
_role_functions(role, policies) := {name |
	sets := {
		"sysadmins": jobs.sysadmins,
		"federated_sysadmins": jobs.federated_sysadmins,
		"federated_iam_admins": jobs.federated_iam_admins,
		"federated": jobs.federated,
		"administrators": jobs.administrators,
		"day_to_day": jobs.day_to_day,
		"iam_functions": jobs.iam_functions,
		"key_users": jobs.key_users,
		"trail_stoppers": jobs.trail_stoppers,
	} with input.account as _account
		with input.iam.policies as policies
		with input.iam.aws_policies as []
		with input.iam.groups as []
		with input.iam.roles as [role]
	some name, set in sets
	role.arn in set
}

test_role_functions[name] if {
	some name, tc in {
		"BLEA's role": {"role": {}, "want": {"sysadmins", "administrators", "day_to_day", "key_users"}},
		"a role of the account": {"role": {"AssumeRolePolicyDocument": _trust({"AWS": "111122223333"})}, "want": {"sysadmins", "administrators", "day_to_day", "key_users"}},
		"a role for everyone": {"role": {"AssumeRolePolicyDocument": _trust("*")}, "want": {"sysadmins", "administrators", "day_to_day", "key_users"}},
		"a role for all but one": {
			"role": {"AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "NotPrincipal": {"AWS": "444455556666"}}]}},
			"want": {"sysadmins", "administrators", "day_to_day", "key_users"},
		},
		"a role of another service": {"role": {"AssumeRolePolicyDocument": _trust({"Service": "chatbot.amazonaws.com"})}, "want": set()},
		"a service-linked role": {"role": {"Path": "/aws-service-role/ec2.amazonaws.com/"}, "want": set()},
		"a role that denies": {
			"role": {"AssumeRolePolicyDocument": {"Statement": [{"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": "*"}]}},
			"want": set(),
		},
		"a machine's role": {
			"role": {"InstanceProfileList": [{"Arn": "arn:aws:iam::111122223333:instance-profile/r"}]},
			"want": {"sysadmins", "administrators", "day_to_day"},
		},
		"a machine's role that people use": {
			"role": {
				"InstanceProfileList": [{"Arn": "arn:aws:iam::111122223333:instance-profile/r"}],
				"AssumeRolePolicyDocument": _trust({"Service": "ec2.amazonaws.com", "AWS": "111122223333"}),
			},
			"want": {"sysadmins", "administrators", "day_to_day", "key_users"},
		},
		"an inline policy": {
			"role": {"AttachedManagedPolicies": [], "RolePolicyList": [{"PolicyName": "i", "PolicyDocument": blea_policies.sysadmin}]},
			"want": {"sysadmins", "administrators", "day_to_day", "key_users"},
		},
		"an identity provider's role": {"role": {"AssumeRolePolicyDocument": _saml}, "want": {"sysadmins", "administrators", "day_to_day", "federated", "key_users"}},
		"an identity provider's role that leaves MFA to it": {
			"role": {"AssumeRolePolicyDocument": _saml, "AttachedManagedPolicies": [_attached("unguarded")]},
			"want": {"federated_sysadmins", "administrators", "day_to_day", "federated", "key_users"},
		},
		"without MFA and without a provider": {
			"role": {"AssumeRolePolicyDocument": _trust({"AWS": "111122223333"}), "AttachedManagedPolicies": [_attached("unguarded")]},
			"want": {"administrators"},
		},
		"IAM left to an identity provider": {
			"role": {"AssumeRolePolicyDocument": _saml, "AttachedManagedPolicies": [_attached("iam")]},
			"want": {"federated_iam_admins", "federated", "iam_functions"},
		},
		"a boundary that leaves the function": {
			"role": {"PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/wide"}},
			"want": {"sysadmins", "administrators", "day_to_day", "key_users"},
		},
		"a boundary that takes the function": {
			"role": {"PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/narrow"}},
			"want": set(),
		},
		"a boundary that keeps trails safe": {
			"role": {
				"AttachedManagedPolicies": [_attached("stopper")],
				"PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/no-trail"},
			},
			"want": {"administrators"},
		},
		"the same without the boundary": {"role": {"AttachedManagedPolicies": [_attached("stopper")]}, "want": {"administrators", "trail_stoppers"}},
	}
	policies := [
		_policy("p", blea_policies.sysadmin),
		_policy("unguarded", {"Statement": array.concat([{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}], _deny(_flat(blea_policies.sysadmin_denied)).Statement)}),
		_policy("iam", {"Statement": [{"Effect": "Allow", "Action": "iam:*", "Resource": "*"}]}),
		_policy("stopper", {"Statement": [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]}),
		_policy("wide", _allow("*")),
		_policy("narrow", _allow("s3:*")),
		_policy("no-trail", _statement({"NotAction": "cloudtrail:*"})),
	]
	_role_functions(_role(tc.role), policies) == tc.want
}

_aws(name, document) := {
	"id": sprintf("arn:aws:iam::aws:policy/%s", [name]),
	"arn": sprintf("arn:aws:iam::aws:policy/%s", [name]),
	"region": "global",
	"PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true, "Document": document}],
}

test_auditors[name] if {
	some name, tc in {
		"ReadOnlyAccess": {"policies": ["ReadOnlyAccess"], "want": {"auditors", "spenders"}},
		"ViewOnlyAccess": {"policies": ["job-function/ViewOnlyAccess"], "want": {"auditors"}},
		"SecurityAudit": {"policies": ["SecurityAudit"], "want": {"auditors"}},
		"another one that reads": {"policies": ["AmazonEC2ReadOnlyAccess"], "want": set()},
		"ReadOnlyAccess and one that writes": {"policies": ["ReadOnlyAccess", "AmazonS3FullAccess"], "want": set()},
	}
	aws := [
		_aws("ReadOnlyAccess", _allow(["billing:Get*", "cloudformation:DetectStackDrift", "ec2:Describe*"])),
		_aws("job-function/ViewOnlyAccess", _allow("ec2:Describe*")),
		_aws("SecurityAudit", _allow("ec2:Describe*")),
		_aws("AmazonEC2ReadOnlyAccess", _allow("ec2:Describe*")),
		_aws("AmazonS3FullAccess", _allow("s3:*")),
	]
	attached := [{"PolicyArn": sprintf("arn:aws:iam::aws:policy/%s", [policy])} | some policy in tc.policies]
	role := _role({"AssumeRolePolicyDocument": _trust({"AWS": "111122223333"}), "AttachedManagedPolicies": attached})
	group := {"id": "g", "arn": _arn, "region": "global", "GroupName": "g", "AttachedManagedPolicies": attached}
	service := _role({"arn": "arn:aws:iam::111122223333:role/chat", "AssumeRolePolicyDocument": _trust({"Service": "chatbot.amazonaws.com"}), "AttachedManagedPolicies": attached})
	sets := {"auditors": jobs.auditors, "spenders": jobs.spenders} with input.account as _account
		with input.iam.policies as []
		with input.iam.aws_policies as aws
		with input.iam.groups as [group]
		with input.iam.roles as [role, service]
	{set | some set, members in sets; members == {role.arn, group.arn}} == tc.want
	{set | some set, members in sets; members != set()} == tc.want
}

test_names_are_at_most_three[name] if {
	some name, tc in {
		"one": {"set": {"a"}, "want": "a"},
		"three in order": {"set": {"c", "a", "b"}, "want": "a, b, c"},
		"four": {"set": {"d", "c", "a", "b"}, "want": "a, b, c"},
	}
	jobs.named(tc.set) == tc.want
}
