# METADATA
# title: IAM users should not have IAM policies attached
# description: >-
#   Permissions that come from groups are seen and changed in one place. Inline policies count like attached ones.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-2
# custom:
#   id: IAM.2
#   title_ja: IAMユーザーにIAMポリシーをアタッチしないようにする必要があります
#   severity: LOW
#   subject: resource
#   collection: iam.users
#   resource: AWS::IAM::User
#   standards: {fsbp: [IAM.2], cis-1.2: ["1.16"], cis-3.0: ["1.15"], cis-5.0: ["1.14"], nist-800-53-r5: [IAM.2], nist-800-171-r2: [IAM.2], pci-dss-3.2.1: [IAM.2], control-tower: [IAM.2]}
#   also:
#     - id: CIS1.4/1.15
#       standards: {cis-1.4: ["1.15"]}
#   reasons:
#     none: {en: "the user has no policies of its own", ja: "ユーザーに直接のポリシーはありません"}
#     attached: {en: "a policy is attached to the user", ja: "ポリシーがユーザーにアタッチされています"}
#     inline: {en: "the user has an inline policy", ja: "ユーザーにインラインポリシーがあります"}
#   remediation: {en: "Attach the policy to a group that the user is in, and detach it from the user.", ja: "ユーザーが属するグループにポリシーをアタッチし、ユーザーからはデタッチします。"}
#   otherwise: decision
package controls.iam.user_has_no_policies

import data.lib.result
import data.lib.steps

findings contains result.pass(user, "none", {}, _reads) if {
	some user in input.iam.users
	not user.id in _attached
	not user.id in _inline
}

findings contains result.fail(user, "attached", {}, _reads) if {
	some user in input.iam.users
	user.id in _attached
}

findings contains result.fail(user, "inline", {}, _reads) if {
	some user in input.iam.users
	user.id in _inline
	not user.id in _attached
}

_reads := ["AttachedManagedPolicies.PolicyArn", "UserPolicyList.PolicyName"]

_attached contains user.id if {
	some user in input.iam.users
	user.AttachedManagedPolicies[0]
}

_inline contains user.id if {
	some user in input.iam.users
	user.UserPolicyList[0]
}

# The user keeps what it may do at every moment: it gets the policies by the group before it loses its own. A user is in at most ten groups, and a
# group has at most ten managed policies (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
plan contains steps.step(
	user,
	array.concat(
		[steps.call("iam", "CreateGroup", {"GroupName": name})],
		array.concat(
			[call | some move in _moves(user, name); call := move.give],
			array.concat(
				[steps.call("iam", "AddUserToGroup", {"GroupName": name, "UserName": user.UserName})],
				[call | some move in _moves(user, name); call := move.take],
			),
		),
	),
	array.concat(
		[call | some move in _moves(user, name); call := move.give_back],
		array.concat(
			[steps.call("iam", "RemoveUserFromGroup", {"GroupName": name, "UserName": user.UserName})],
			array.concat(
				[call | some move in _moves(user, name); call := move.take_back],
				[steps.call("iam", "DeleteGroup", {"GroupName": name})],
			),
		),
	),
	[
		steps.added("iam.groups", name, "global", object.union(_group(user, name), {"arn": _group(user, name).Arn, "type": "AWS::IAM::Group"})),
		steps.added("iam.principals", _group(user, name).Arn, "global", {"arn": _group(user, name).Arn, "type": "AWS::IAM::Group", "GroupDetail": _group(user, name)}),
		steps.changed("iam.users", user.id, "GroupList", array.concat(_groups(user), [name])),
		steps.changed("iam.users", user.id, "AttachedManagedPolicies", []),
		steps.changed("iam.users", user.id, "UserPolicyList", []),
		steps.changed("iam.principals", user.Arn, "UserDetail.GroupList", array.concat(_groups(user), [name])),
		steps.changed("iam.principals", user.Arn, "UserDetail.AttachedManagedPolicies", []),
		steps.changed("iam.principals", user.Arn, "UserDetail.UserPolicyList", []),
	],
) if {
	some user in input.iam.users
	user.id in (_attached | _inline)
	name := sprintf("%s-policies", [user.UserName])
	not name in {group.GroupName | some group in input.iam.groups}
	count(_groups(user)) < 10
	count(_managed(user)) <= 10
}

_moves(user, name) := array.concat(
	[move |
		some policy in _managed(user)
		move := {
			"give": steps.call("iam", "AttachGroupPolicy", {"GroupName": name, "PolicyArn": policy.PolicyArn}),
			"take": steps.call("iam", "DetachUserPolicy", {"UserName": user.UserName, "PolicyArn": policy.PolicyArn}),
			"give_back": steps.call("iam", "AttachUserPolicy", {"UserName": user.UserName, "PolicyArn": policy.PolicyArn}),
			"take_back": steps.call("iam", "DetachGroupPolicy", {"GroupName": name, "PolicyArn": policy.PolicyArn}),
		}
	],
	[move |
		some policy in _own(user)
		document := json.marshal(policy.PolicyDocument)
		move := {
			"give": steps.call("iam", "PutGroupPolicy", {"GroupName": name, "PolicyName": policy.PolicyName, "PolicyDocument": document}),
			"take": steps.call("iam", "DeleteUserPolicy", {"UserName": user.UserName, "PolicyName": policy.PolicyName}),
			"give_back": steps.call("iam", "PutUserPolicy", {"UserName": user.UserName, "PolicyName": policy.PolicyName, "PolicyDocument": document}),
			"take_back": steps.call("iam", "DeleteGroupPolicy", {"GroupName": name, "PolicyName": policy.PolicyName}),
		}
	],
)

_group(user, name) := {
	"Arn": sprintf("arn:%s:iam::%s:group/%s", [input.account.partition, input.account.account, name]),
	"GroupName": name,
	"Path": "/",
	"AttachedManagedPolicies": _managed(user),
	"GroupPolicyList": _own(user),
}

_managed(user) := object.get(user, "AttachedManagedPolicies", [])

_own(user) := object.get(user, "UserPolicyList", [])

_groups(user) := object.get(user, "GroupList", [])
