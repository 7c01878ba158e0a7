# METADATA
# title: Application KMS keys rotate automatically
# description: >-
#   New key material every year limits what one leaked key opens. Only customer managed symmetric keys with material that KMS made
#   can rotate automatically; a disabled key, or one about to be deleted, protects nothing new.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-serverless-api-sample/lib/stack/blea-guest-serverless-api-sample-stack.ts
#   - https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
# custom:
#   id: BLEA.KMS.1
#   title_ja: アプリケーション用KMSキーの自動ローテーションが有効である
#   severity: MEDIUM
#   subject: resource
#   collection: kms.keys
#   resource: AWS::KMS::Key
#   profiles: [guest-ec2, guest-ecs, guest-serverless]
#   measure: settings
#   standards: {blea: [BLEA.KMS.1]}
#   reasons:
#     rotates: {en: "the key rotates automatically", ja: "キーは自動的にローテーションされます"}
#     fixed: {en: "automatic rotation is off", ja: "自動ローテーションが無効です"}
#     not_enabled: {en: "the key is not enabled", ja: "キーが有効な状態ではありません"}
#   remediation:
#     en: "Switch on automatic rotation of the key (for a multi-Region key, of its primary key)."
#     ja: "キーの自動ローテーションを有効にします（マルチリージョンキーではプライマリキーで行います）。"
package controls.kms.blea_application_key_rotates

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
