# METADATA
# title: AWS KMS key rotation should be enabled
# description: >-
#   New key material every year limits what one leaked key opens. Only customer managed symmetric keys with material that KMS made in its
#   own store can rotate automatically; a disabled key, or one about to be deleted, protects nothing new.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4
# custom:
#   id: KMS.4
#   title_ja: AWS KMSキーのローテーションを有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: kms.keys
#   resource: AWS::KMS::Key
#   standards: {cis-1.2: ["2.8"], cis-1.4: ["3.8"], cis-3.0: ["3.6"], cis-5.0: ["3.6"], nist-800-53-r5: [KMS.4], pci-dss-3.2.1: [KMS.4], pci-dss-4.0.1: [KMS.4], control-tower: [KMS.4]}
#   reasons:
#     rotates: {en: "the key rotates automatically", ja: "キーは自動的にローテーションされます"}
#     fixed: {en: "automatic rotation is off", ja: "自動ローテーションが無効です"}
#     not_enabled: {en: "the key is not enabled", ja: "キーが有効な状態ではありません"}
#   remediation: {en: "Switch on automatic rotation of the key (for a multi-Region key, of its primary key).", ja: "キーの自動ローテーションを有効にします（マルチリージョンキーではプライマリキーで行います）。"}
package controls.kms.key_rotates

import data.lib.keys
import data.lib.result

subjects contains id if some id in keys.rotatable

findings contains result.pass(key, "rotates", {}, _reads) if {
	some key in input.kms.keys
	key.id in keys.rotatable
	key.id in keys.enabled
	key.id in keys.rotates
}

findings contains result.fail(key, "fixed", {}, _reads) if {
	some key in input.kms.keys
	key.id in keys.rotatable
	key.id in keys.enabled
	not key.id in keys.rotates
}

findings contains result.not_applicable(key, "not_enabled", {}, _reads) if {
	some key in input.kms.keys
	key.id in keys.rotatable
	not key.id in keys.enabled
}

_reads := ["DescribeKey.KeyMetadata.KeyState", "GetKeyRotationStatus.KeyRotationEnabled"]

plan contains step if {
	some key in input.kms.keys
	some step in keys.rotation_steps(key)
}
