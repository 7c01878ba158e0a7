# METADATA
# title: The trail's KMS key rotates automatically
# description: >-
#   New key material every year limits what one version of it opens. Keys whose material KMS does not make cannot rotate by themselves.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
#   - https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
# custom:
#   id: BLEA.CloudTrail.4
#   title_ja: 証跡用KMSキーの自動ローテーションが有効である
#   severity: MEDIUM
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: operations
#   construct: Logging
#   standards: {blea: [BLEA.CloudTrail.4]}
#   reasons:
#     rotates: {en: "the key rotates at least once a year", ja: "キーは少なくとも年に1回ローテーションされます"}
#     aws_key: {en: "the key is managed by AWS, which rotates it every year", ja: "キーはAWSが管理しており、毎年ローテーションされます"}
#     foreign: {en: "the key is in account {account}, which was not scanned", ja: "キーはスキャン対象外のアカウント {account} にあります"}
#     cannot_rotate: {en: "the key is asymmetric, imported or of a custom key store, so it cannot rotate automatically", ja: "キーが非対称、インポート済み、またはカスタムキーストアのもので、自動ローテーションの対象外です"}
#     no_rotation: {en: "the key does not rotate, or less often than once a year", ja: "キーがローテーションされないか、年に1回より少ない頻度です"}
#     no_key: {en: "no trail that records all management events has a KMS key of this account", ja: "すべての管理イベントを記録する証跡に、このアカウントのKMSキーが設定されていません"}
#     no_trail: {en: "no trail records all management events", ja: "すべての管理イベントを記録する証跡がありません"}
#   remediation:
#     en: "Switch on automatic rotation of the key with a period of 365 days."
#     ja: "キーの自動ローテーションを365日の周期で有効にします。"
package controls.cloudtrail.blea_trail_key_rotates

import data.lib.result
import data.lib.trails

findings contains result.pass(input.account, "rotates", {}, _reads) if _rotating

findings contains result.pass(input.account, "aws_key", {}, _reads) if {
	not _rotating
	_aws_or_rotating
}

findings contains result.warn(input.account, "foreign", {"account": _account}, _reads) if {
	not _aws_or_rotating
	_perhaps_rotating
}

findings contains result.not_applicable(input.account, "cannot_rotate", {}, _reads) if {
	not _perhaps_rotating
	_unable
}

findings contains result.fail(input.account, "no_rotation", {}, _reads) if {
	not _unable
	_keyed
}

findings contains result.not_applicable(input.account, "no_key", {}, _reads) if {
	trails.covered
	not _keyed
}

findings contains result.not_applicable(input.account, "no_trail", {}, _reads) if not trails.covered

_rotating if {
	some reader in trails.readers
	reader in _rotating_trails
	some writer in trails.writers
	writer in _rotating_trails
}

_rotating_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	some arn in trails.keys[trail.id]
	arn in _rotating_keys
}

_rotating_keys contains key.arn if {
	some key in input.kms.keys
	key.GetKeyRotationStatus.KeyRotationEnabled == true
	not _slow(key)
}

_slow(key) if key.GetKeyRotationStatus.RotationPeriodInDays > 365

_aws_or_rotating if {
	some reader in trails.readers
	reader in _aws_or_rotating_trails
	some writer in trails.writers
	writer in _aws_or_rotating_trails
}

_aws_or_rotating_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in _rotating_trails
}

_aws_or_rotating_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	some arn in trails.keys[trail.id]
	some key in input.kms.keys
	key.arn == arn
	key.DescribeKey.KeyMetadata.KeyManager == "AWS"
}

_perhaps_rotating if {
	some reader in trails.readers
	reader in _perhaps_rotating_trails
	some writer in trails.writers
	writer in _perhaps_rotating_trails
}

_perhaps_rotating_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in _aws_or_rotating_trails
}

_perhaps_rotating_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in trails.with_foreign_key
}

_unable if {
	some reader in trails.readers
	reader in _unable_trails
	some writer in trails.writers
	writer in _unable_trails
}

_unable_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in _perhaps_rotating_trails
}

_unable_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	some arn in trails.keys[trail.id]
	arn in _fixed_keys
}

_fixed_keys contains key.arn if {
	some key in input.kms.keys
	key.DescribeKey.KeyMetadata.KeySpec != "SYMMETRIC_DEFAULT"
}

_fixed_keys contains key.arn if {
	some key in input.kms.keys
	key.DescribeKey.KeyMetadata.Origin in {"EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"}
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

_account := min(_accounts)

_accounts contains split(trail.KmsKeyId, ":")[4] if {
	some trail in input.cloudtrail.trails
	trail.id in trails.with_foreign_key
}

_reads := [
	"input.cloudtrail.trails.KmsKeyId",
	"input.kms.keys.GetKeyRotationStatus.KeyRotationEnabled",
	"input.kms.keys.GetKeyRotationStatus.RotationPeriodInDays",
	"input.kms.keys.DescribeKey.KeyMetadata.KeyManager",
	"input.kms.keys.DescribeKey.KeyMetadata.KeySpec",
	"input.kms.keys.DescribeKey.KeyMetadata.Origin",
]

plan contains {
	"subject": input.account.id,
	"region": key.region,
	"calls": [{"service": "kms", "operation": "EnableKeyRotation", "params": {"KeyId": key.arn, "RotationPeriodInDays": 365}}],
	"undo": [_undo(key)],
	"effect": [
		{"op": "set", "collection": "kms.keys", "id": key.id, "path": "GetKeyRotationStatus.KeyRotationEnabled", "value": true},
		{"op": "set", "collection": "kms.keys", "id": key.id, "path": "GetKeyRotationStatus.RotationPeriodInDays", "value": 365},
	],
	"needs": [],
	"destructive": false,
} if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	some key in input.kms.keys
	key.arn in trails.keys[trail.id]
	not key.arn in _rotating_keys
	not key.arn in _fixed_keys
	key.DescribeKey.KeyMetadata.KeyManager == "CUSTOMER"
}

_undo(key) := {"service": "kms", "operation": "DisableKeyRotation", "params": {"KeyId": key.arn}} if not key.GetKeyRotationStatus.KeyRotationEnabled

_undo(key) := {"service": "kms", "operation": "EnableKeyRotation", "params": {
	"KeyId": key.arn,
	"RotationPeriodInDays": key.GetKeyRotationStatus.RotationPeriodInDays,
}} if {
	key.GetKeyRotationStatus.KeyRotationEnabled
}
