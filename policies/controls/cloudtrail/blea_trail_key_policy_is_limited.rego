# METADATA
# title: The trail's key policy is limited to CloudTrail, CloudWatch Logs and this account
# description: >-
#   A key that everyone may use encrypts nothing. Statements for AWS services, this account and its organization are fine; another account
#   needs a condition.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
# custom:
#   id: BLEA.CloudTrail.5
#   title_ja: 証跡用KMSキーのキーポリシーがCloudTrail・CloudWatch Logs・自アカウントに限定されている
#   severity: MEDIUM
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: operations
#   construct: Logging
#   standards: {blea: [BLEA.CloudTrail.5]}
#   reasons:
#     limited: {en: "the key policy admits nobody of other accounts without a condition, and lets CloudTrail encrypt", ja: "キーポリシーは他のアカウントのプリンシパルを無条件には許可しておらず、CloudTrailによる暗号化を許可しています"}
#     foreign: {en: "the key is in account {account}, which was not scanned", ja: "キーはスキャン対象外のアカウント {account} にあります"}
#     open: {en: "the key policy admits principals of any account", ja: "キーポリシーが任意のアカウントのプリンシパルを許可しています"}
#     shared: {en: "the key policy admits another account without a condition", ja: "キーポリシーが別のアカウントを条件なしで許可しています"}
#     unusable: {en: "the key policy does not let CloudTrail generate data keys", ja: "キーポリシーがCloudTrailによるデータキーの生成を許可していません"}
#     no_key: {en: "no trail that records all management events has a KMS key of this account", ja: "すべての管理イベントを記録する証跡に、このアカウントのKMSキーが設定されていません"}
#     no_trail: {en: "no trail records all management events", ja: "すべての管理イベントを記録する証跡がありません"}
#   remediation:
#     en: "Limit the statements of the key policy to this account, and let CloudTrail generate data keys for its trails."
#     ja: "キーポリシーのステートメントを自アカウントに限定し、CloudTrailに証跡用のデータキーの生成を許可します。"
package controls.cloudtrail.blea_trail_key_policy_is_limited

import data.lib.result
import data.lib.trails

findings contains result.pass(input.account, "limited", {}, _reads) if _limited

findings contains result.warn(input.account, "foreign", {"account": _account}, _reads) if {
	not _limited
	_perhaps_limited
}

findings contains result.fail(input.account, "open", {}, _reads) if {
	_keyed
	not _perhaps_limited
	_open
}

findings contains result.fail(input.account, "shared", {}, _reads) if {
	_keyed
	not _perhaps_limited
	not _open
	_shared
}

findings contains result.fail(input.account, "unusable", {}, _reads) if {
	_keyed
	not _perhaps_limited
	not _open
	not _shared
}

findings contains result.not_applicable(input.account, "no_key", {}, _reads) if {
	trails.covered
	not _keyed
}

findings contains result.not_applicable(input.account, "no_trail", {}, _reads) if not trails.covered

_limited if {
	some reader in trails.readers
	reader in _limited_trails
	some writer in trails.writers
	writer in _limited_trails
}

_limited_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	some key in input.kms.keys
	key.arn in trails.keys[trail.id]
	not _is_open(key)
	not _is_shared(key)
	_serves(key, trail)
}

_serves(key, trail) if {
	"allow" in kijun.policy.evaluate(key.GetKeyPolicy.Policy, {
		"action": "kms:GenerateDataKey",
		"principal": {"type": "Service", "value": "cloudtrail.amazonaws.com"},
		"context": {
			"kms:EncryptionContext:aws:cloudtrail:arn": trail.TrailARN,
			"aws:SourceArn": trail.TrailARN,
			"aws:SourceAccount": split(trail.TrailARN, ":")[4],
		},
	}).possible
}

_perhaps_limited if {
	some reader in trails.readers
	reader in _perhaps_limited_trails
	some writer in trails.writers
	writer in _perhaps_limited_trails
}

_perhaps_limited_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in _limited_trails
}

_perhaps_limited_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in trails.with_foreign_key
}

_keyed if {
	some reader in trails.readers
	reader in _keyed_trails
	some writer in trails.writers
	writer in _keyed_trails
}

_keyed_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	some _ in trails.keys[trail.id]
}

_keyed_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in trails.with_foreign_key
}

_open if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	some arn in trails.keys[trail.id]
	arn in _open_keys
}

_shared if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	some arn in trails.keys[trail.id]
	arn in _shared_keys
}

_open_keys contains key.arn if {
	some key in input.kms.keys
	_is_open(key)
}

_shared_keys contains key.arn if {
	some key in input.kms.keys
	_is_shared(key)
}

# Conditions on a network or the like let principals of other accounts in, and so does a policy that cannot be read to the end.
_is_open(key) if kijun.policy.grants(key.GetKeyPolicy.Policy, key.account, "").public

_is_open(key) if kijun.policy.grants(key.GetKeyPolicy.Policy, key.account, "").public_unknown

_is_open(key) if {
	some statement in kijun.policy.grants(key.GetKeyPolicy.Policy, key.account, "").statements
	statement.denied == false
	statement.audience == "unknown"
	statement.limited_by[0]
	not _within_organization(statement)
}

_within_organization(statement) if "aws:principalorgid" in statement.limited_by

_is_shared(key) if {
	some statement in kijun.policy.grants(key.GetKeyPolicy.Policy, key.account, "").statements
	statement.denied == false
	statement.audience == "external"
	not statement.condition_keys[0]
}

_account := min(_accounts)

_accounts contains split(trail.KmsKeyId, ":")[4] if {
	some trail in input.cloudtrail.trails
	trail.id in trails.with_foreign_key
}

_reads := [
	"input.cloudtrail.trails.KmsKeyId",
	"input.kms.keys.GetKeyPolicy.Policy",
]

# Who else may use the key is for its owner to say; only what CloudTrail lacks is added.
plan contains {
	"subject": input.account.id,
	"region": key.region,
	"calls": [{"service": "kms", "operation": "PutKeyPolicy", "params": {"KeyId": key.arn, "PolicyName": "default", "Policy": json.marshal(_policy(key))}}],
	"undo": [{"service": "kms", "operation": "PutKeyPolicy", "params": {"KeyId": key.arn, "PolicyName": "default", "Policy": json.marshal(key.GetKeyPolicy.Policy)}}],
	"effect": [{"op": "set", "collection": "kms.keys", "id": key.id, "path": "GetKeyPolicy.Policy", "value": _policy(key)}],
	"needs": [],
	"destructive": false,
} if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	some key in input.kms.keys
	key.arn in trails.keys[trail.id]
	not _is_open(key)
	not _is_shared(key)
	not _serves(key, trail)
}

_policy(key) := object.union(key.GetKeyPolicy.Policy, {"Statement": array.concat(key.GetKeyPolicy.Policy.Statement, [{
	"Effect": "Allow",
	"Principal": {"Service": "cloudtrail.amazonaws.com"},
	"Action": ["kms:GenerateDataKey*", "kms:DescribeKey"],
	"Resource": "*",
	"Condition": {"StringEquals": {"aws:SourceAccount": key.account}},
}])})
