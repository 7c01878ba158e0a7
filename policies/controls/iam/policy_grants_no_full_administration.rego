# METADATA
# title: IAM policies should not allow full "*" administrative privileges
# description: >-
#   The default version of a customer managed policy counts, whatever it is attached to. Policies that serve as permissions boundaries
#   are out of scope, as in the Config rule iam-policy-no-statements-with-admin-access; conditions do not count.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1
# custom:
#   id: IAM.1
#   title_ja: IAMポリシーで完全な「*」管理者権限を許可しないようにする必要があります
#   severity: HIGH
#   subject: resource
#   collection: iam.policies
#   resource: AWS::IAM::Policy
#   standards: {fsbp: [IAM.1], cis-1.2: ["1.22"], cis-1.4: ["1.16"], nist-800-53-r5: [IAM.1], nist-800-171-r2: [IAM.1], pci-dss-3.2.1: [IAM.1], control-tower: [IAM.1]}
#   reasons:
#     limited: {en: "no statement allows every action on every resource", ja: "すべてのリソースへのすべてのアクションを許可するステートメントはありません"}
#     full: {en: "a statement allows every action on every resource", ja: "すべてのリソースへのすべてのアクションを許可するステートメントがあります"}
#   remediation:
#     en: "See with iam:GetServiceLastAccessedDetails what those who have the policy use, make a version of the policy that allows only that (iam:CreatePolicyVersion with SetAsDefault), and keep the old version until nobody misses anything."
#     ja: "ポリシーの利用者が実際に使用しているサービスをiam:GetServiceLastAccessedDetailsで確認し、必要な権限だけを許可するバージョンを作成してデフォルトにします(iam:CreatePolicyVersion、SetAsDefault)。問題がないことを確認するまで旧バージョンを残します。"
#   manual: decision
package controls.iam.policy_grants_no_full_administration

import data.lib.result

subjects contains policy.id if {
	some policy in input.iam.policies
	not policy.id in _boundaries
}

findings contains result.pass(policy, "limited", {}, _reads) if {
	some policy in input.iam.policies
	not policy.id in _boundaries
	policy.id in _limited
}

findings contains result.fail(policy, "full", {}, _reads) if {
	some policy in input.iam.policies
	not policy.id in _boundaries
	not policy.id in _limited
}

_reads := ["DefaultVersionId", "PolicyVersionList.Document"]

_boundaries contains policy.id if {
	some policy in input.iam.policies
	policy.PermissionsBoundaryUsageCount > 0
}

_limited contains policy.id if {
	some policy in input.iam.policies
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
	not kijun.policy.admin(version.Document)
}
