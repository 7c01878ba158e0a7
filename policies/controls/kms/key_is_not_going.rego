# METADATA
# title: AWS KMS keys should not be deleted unintentionally
# description: >-
#   What a deleted key has encrypted can never be read again. Customer managed keys whose deletion is scheduled fail, also a
#   multi-Region key that waits for its replicas to go first.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/kms-cmk-not-scheduled-for-deletion.html
# custom:
#   id: KMS.3
#   title_ja: AWS KMSキーを意図せず削除しないようにする必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: kms.keys
#   resource: AWS::KMS::Key
#   standards: {fsbp: [KMS.3], nist-800-53-r5: [KMS.3], control-tower: [KMS.3]}
#   reasons:
#     kept: {en: "its deletion is not scheduled", ja: "削除は予定されていません"}
#     going: {en: "its deletion is scheduled", ja: "削除が予定されています"}
#   remediation:
#     en: "Cancel the deletion, unless it is intended, and enable the key again."
#     ja: "意図した削除でなければ、削除をキャンセルし、キーを再度有効にします。"
package controls.kms.key_is_not_going

import data.lib.result
import data.lib.steps

subjects contains id if some id in _customer

findings contains result.pass(key, "kept", {}, _reads) if {
	some key in input.kms.keys
	key.id in _customer
	key.id in _kept
}

findings contains result.fail(key, "going", {}, _reads) if {
	some key in input.kms.keys
	key.id in _customer
	not key.id in _kept
}

_reads := ["DescribeKey.KeyMetadata.KeyState"]

_customer contains key.id if {
	some key in input.kms.keys
	key.DescribeKey.KeyMetadata.KeyManager == "CUSTOMER"
}

_kept contains key.id if {
	some key in input.kms.keys
	key.DescribeKey.KeyMetadata.KeyState != "PendingDeletion"
	key.DescribeKey.KeyMetadata.KeyState != "PendingReplicaDeletion"
}

# The key is disabled afterwards, whatever it was before.
plan contains steps.step(
	key,
	[steps.call("kms", "CancelKeyDeletion", {"KeyId": key.KeyId})],
	[steps.call("kms", "ScheduleKeyDeletion", {"KeyId": key.KeyId})],
	[steps.changed("kms.keys", key.id, "DescribeKey.KeyMetadata.KeyState", "Disabled")],
) if {
	some key in input.kms.keys
	key.id in _customer
	not key.id in _kept
}
