# METADATA
# title: IAM customer managed policies that you create should not allow wildcard actions for services
# description: >-
#   All actions of a service are more than anybody needs, and become more with time. The default version of a customer managed
#   policy counts; policies that serve as permissions boundaries are out of scope, and conditions do not count.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-21
#   - https://docs.aws.amazon.com/config/latest/developerguide/iam-policy-no-statements-with-full-access.html
# custom:
#   id: IAM.21
#   title_ja: 作成したIAMカスタマー管理ポリシーでサービスのワイルドカードアクションを許可しないようにする必要があります
#   severity: LOW
#   subject: resource
#   collection: iam.policies
#   resource: AWS::IAM::Policy
#   standards: {fsbp: [IAM.21], nist-800-53-r5: [IAM.21], nist-800-171-r2: [IAM.21], control-tower: [IAM.21]}
#   reasons:
#     limited: {en: "no statement allows all actions of a service", ja: "サービスのすべてのアクションを許可するステートメントはありません"}
#     full: {en: "a statement allows all actions of a service", ja: "サービスのすべてのアクションを許可するステートメントがあります"}
#   remediation:
#     en: "List in a new version of the policy (iam:CreatePolicyVersion with SetAsDefault) the actions that are used, which iam:GenerateServiceLastAccessedDetails with the granularity ACTION_LEVEL or the trail tells, in place of the wildcard."
#     ja: "ワイルドカードを、実際に使用されているアクション(粒度ACTION_LEVELのiam:GenerateServiceLastAccessedDetails、または証跡で確認できます)に置き換えたバージョンを作成し、デフォルトにします(iam:CreatePolicyVersion、SetAsDefault)。"
#   manual: decision
package controls.iam.policy_grants_no_whole_service

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
	not kijun.policy.full_service(version.Document)
}
