# METADATA
# title: The CloudTrail log group is encrypted with a customer-managed key
# description: >-
#   CloudWatch Logs encrypts everything; a customer managed key adds a permission that readers of the audit log need.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
# custom:
#   id: BLEA.CloudTrail.7
#   title_ja: CloudTrail用ロググループがカスタマー管理KMSキーで暗号化されている
#   severity: LOW
#   subject: region
#   governed: true
#   profiles: [standalone, control-tower]
#   measure: operations
#   construct: Logging
#   standards: {blea: [BLEA.CloudTrail.7]}
#   reasons:
#     encrypted: {en: "the trail's log group is encrypted with an enabled customer managed key", ja: "証跡のロググループは有効なカスタマー管理キーで暗号化されています"}
#     foreign: {en: "the log group's key is in another account, which was not scanned", ja: "ロググループのキーは、スキャン対象外の別のアカウントにあります"}
#     key_unusable: {en: "the log group's key is not an enabled customer managed key of this account", ja: "ロググループのキーが、このアカウントの有効なカスタマー管理キーではありません"}
#     no_key: {en: "the trail's log group has no KMS key", ja: "証跡のロググループにKMSキーが設定されていません"}
#     no_group: {en: "no log group of this Region receives all management events", ja: "このリージョンには、すべての管理イベントを受け取るロググループがありません"}
#   remediation:
#     en: "Associate an enabled customer managed key with the log group; the key policy must admit CloudWatch Logs."
#     ja: "有効なカスタマー管理キーをロググループに関連付けます。キーポリシーでCloudWatch Logsを許可する必要があります。"
package controls.cloudtrail.blea_trail_log_group_is_encrypted

import data.lib.result
import data.lib.trails

findings contains result.pass(region, "encrypted", {}, _reads) if {
	some region in input.governed_regions
	region.id in _encrypted
}

findings contains result.warn(region, "foreign", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _encrypted
	region.id in _foreign
}

findings contains result.fail(region, "key_unusable", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _encrypted
	not region.id in _foreign
	region.id in _keyed
}

findings contains result.fail(region, "no_key", {}, _reads) if {
	some region in input.governed_regions
	region.id in _received
	not region.id in _keyed
}

findings contains result.not_applicable(region, "no_group", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _received
}

_received contains group.region if {
	some group in input.logs.log_groups
	group.arn in trails.receiving
}

_keyed contains group.region if {
	some group in input.logs.log_groups
	group.arn in trails.receiving
	group.KmsKeyId != ""
}

_encrypted contains group.region if {
	some group in input.logs.log_groups
	group.arn in trails.receiving
	some key in input.kms.keys
	key.arn == group.KmsKeyId
	key.DescribeKey.KeyMetadata.KeyState == "Enabled"
	key.DescribeKey.KeyMetadata.KeyManager == "CUSTOMER"
}

_foreign contains group.region if {
	some group in input.logs.log_groups
	group.arn in trails.receiving
	split(group.KmsKeyId, ":")[4] != input.account.account
}

_reads := [
	"input.cloudtrail.trails.CloudWatchLogsLogGroupArn",
	"input.logs.log_groups.KmsKeyId",
	"input.kms.keys.DescribeKey.KeyMetadata.KeyState",
]

# As in BLEA, the trail's own key is taken, and its policy admits CloudWatch Logs first where it does not yet.
plan contains {
	"subject": region.id,
	"region": region.id,
	"calls": array.concat(_admit(key, group), [{"service": "logs", "operation": "AssociateKmsKey", "params": {"logGroupName": group.LogGroupName, "kmsKeyId": key.arn}}]),
	"undo": array.concat([{"service": "logs", "operation": "DisassociateKmsKey", "params": {"logGroupName": group.LogGroupName}}], _dismiss(key, group)),
	"effect": array.concat(
		[{"op": "set", "collection": "logs.log_groups", "id": group.id, "path": "KmsKeyId", "value": key.arn}],
		[{"op": "set", "collection": "kms.keys", "id": key.id, "path": "GetKeyPolicy.Policy", "value": _policy(key, group)} | not _admits(key, group)],
	),
	"needs": ["BLEA.CloudTrail.5"],
	"destructive": false,
} if {
	some region in input.governed_regions
	not region.id in _keyed
	some trail in input.cloudtrail.trails
	some group in input.logs.log_groups
	group.region == region.id
	group.arn in trails.receiving
	group.arn in trails.log_groups[trail.id]
	some key in input.kms.keys
	key.region == region.id
	key.arn in trails.keys[trail.id]
	key.DescribeKey.KeyMetadata.KeyState == "Enabled"
	key.DescribeKey.KeyMetadata.KeyManager == "CUSTOMER"
}

_admits(key, group) if {
	kijun.policy.evaluate(key.GetKeyPolicy.Policy, {
		"action": "kms:GenerateDataKey",
		"principal": {"type": "Service", "value": sprintf("logs.%s.amazonaws.com", [group.region])},
		"context": {"kms:EncryptionContext:aws:logs:arn": group.arn, "aws:SourceAccount": input.account.account},
	}).decision == "allow"
}

_admits(key, group) if {
	kijun.policy.evaluate(key.GetKeyPolicy.Policy, {
		"action": "kms:GenerateDataKey",
		"principal": {"type": "Service", "value": "logs.amazonaws.com"},
		"context": {"kms:EncryptionContext:aws:logs:arn": group.arn, "aws:SourceAccount": input.account.account},
	}).decision == "allow"
}

_admit(key, group) := [] if _admits(key, group)

_admit(key, group) := [{"service": "kms", "operation": "PutKeyPolicy", "params": {
	"KeyId": key.arn,
	"PolicyName": "default",
	"Policy": json.marshal(_policy(key, group)),
}}] if {
	not _admits(key, group)
}

_dismiss(key, group) := [] if _admits(key, group)

_dismiss(key, group) := [{"service": "kms", "operation": "PutKeyPolicy", "params": {
	"KeyId": key.arn,
	"PolicyName": "default",
	"Policy": json.marshal(key.GetKeyPolicy.Policy),
}}] if {
	not _admits(key, group)
}

_policy(key, group) := object.union(key.GetKeyPolicy.Policy, {"Statement": array.concat(key.GetKeyPolicy.Policy.Statement, [{
	"Effect": "Allow",
	"Principal": {"Service": sprintf("logs.%s.amazonaws.com", [group.region])},
	"Action": ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
	"Resource": "*",
	"Condition": {"ArnEquals": {"kms:EncryptionContext:aws:logs:arn": group.arn}},
}])})
