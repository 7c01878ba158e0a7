# METADATA
# title: Trail logs are encrypted with a customer-managed KMS key
# description: >-
#   With a key of its own, reading the logs takes a permission for the key beside the one for the bucket.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
# custom:
#   id: BLEA.CloudTrail.3
#   title_ja: 証跡ログがカスタマー管理のKMSキーで暗号化されている
#   severity: MEDIUM
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: operations
#   construct: Logging
#   standards: {blea: [BLEA.CloudTrail.3]}
#   reasons:
#     encrypted: {en: "the logs are encrypted with an enabled customer managed key", ja: "ログは有効なカスタマー管理キーで暗号化されています"}
#     foreign: {en: "the key is in account {account}, which was not scanned", ja: "キーはスキャン対象外のアカウント {account} にあります"}
#     key_unusable: {en: "the trail names a key that is not an enabled customer managed key of this account", ja: "証跡のキーが、このアカウントの有効なカスタマー管理キーではありません"}
#     no_key: {en: "no KMS key is set", ja: "KMSキーが設定されていません"}
#     no_trail: {en: "no trail records all management events", ja: "すべての管理イベントを記録する証跡がありません"}
#   remediation:
#     en: "Set an enabled customer managed key on the trail."
#     ja: "証跡に有効なカスタマー管理キーを設定します。"
package controls.cloudtrail.blea_trail_is_encrypted_with_customer_key

import data.lib.result
import data.lib.trails

findings contains result.pass(input.account, "encrypted", {}, _reads) if _encrypted

findings contains result.warn(input.account, "foreign", {"account": _account}, _reads) if {
	not _encrypted
	_perhaps_encrypted
}

findings contains result.fail(input.account, "key_unusable", {}, _reads) if {
	not _perhaps_encrypted
	_keyed
}

findings contains result.fail(input.account, "no_key", {}, _reads) if {
	trails.covered
	not _keyed
}

findings contains result.not_applicable(input.account, "no_trail", {}, _reads) if not trails.covered

_encrypted if {
	some reader in trails.readers
	reader in _encrypted_trails
	some writer in trails.writers
	writer in _encrypted_trails
}

_encrypted_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	some arn in trails.keys[trail.id]
	arn in _usable_keys
}

_usable_keys contains key.arn if {
	some key in input.kms.keys
	key.DescribeKey.KeyMetadata.KeyState == "Enabled"
	key.DescribeKey.KeyMetadata.KeyManager == "CUSTOMER"
}

_perhaps_encrypted if {
	some reader in trails.readers
	reader in _perhaps_encrypted_trails
	some writer in trails.writers
	writer in _perhaps_encrypted_trails
}

_perhaps_encrypted_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in _encrypted_trails
}

_perhaps_encrypted_trails contains trail.id if {
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
	trail.KmsKeyId != ""
}

_account := min(_accounts)

_accounts contains split(trail.KmsKeyId, ":")[4] if {
	some trail in input.cloudtrail.trails
	trail.id in trails.with_foreign_key
}

_reads := [
	"input.cloudtrail.trails.KmsKeyId",
	"input.kms.keys.DescribeKey.KeyMetadata.KeyState",
	"input.kms.keys.DescribeKey.KeyMetadata.KeyManager",
]

# A key that is only switched off, or about to be deleted, is brought back.
plan contains {
	"subject": input.account.id,
	"region": key.region,
	"calls": array.concat(_cancel(key), [{"service": "kms", "operation": "EnableKey", "params": {"KeyId": key.arn}}]),
	"undo": [{"service": "kms", "operation": "DisableKey", "params": {"KeyId": key.arn}}],
	"effect": [{"op": "set", "collection": "kms.keys", "id": key.id, "path": "DescribeKey.KeyMetadata.KeyState", "value": "Enabled"}],
	"needs": [],
	"destructive": false,
} if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	some key in input.kms.keys
	key.arn in trails.keys[trail.id]
	key.DescribeKey.KeyMetadata.KeyManager == "CUSTOMER"
	key.DescribeKey.KeyMetadata.KeyState in {"Disabled", "PendingDeletion"}
}

# A trail without a key gets one that lets CloudTrail use it already. What a new key is called only AWS knows.
plan contains {
	"subject": input.account.id,
	"region": trail.region,
	"calls": [{"service": "cloudtrail", "operation": "UpdateTrail", "params": {"Name": trail.TrailARN, "KmsKeyId": min(trails.fitting_keys[trail.id])}}],
	"undo": [{"service": "cloudtrail", "operation": "UpdateTrail", "params": {"Name": trail.TrailARN, "KmsKeyId": ""}}],
	"effect": [{"op": "set", "collection": "cloudtrail.trails", "id": trail.id, "path": "KmsKeyId", "value": min(trails.fitting_keys[trail.id])}],
	"needs": [],
	"destructive": false,
} if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.id in trails.foreign
	not trail.id in _keyed_trails
	trails.fitting_keys[trail.id]
}

_cancel(key) := [] if key.DescribeKey.KeyMetadata.KeyState == "Disabled"

_cancel(key) := [{"service": "kms", "operation": "CancelKeyDeletion", "params": {"KeyId": key.arn}}] if {
	key.DescribeKey.KeyMetadata.KeyState == "PendingDeletion"
}
