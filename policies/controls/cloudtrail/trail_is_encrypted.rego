# METADATA
# title: CloudTrail trails should be encrypted at rest with AWS KMS
# description: >-
#   With a KMS key, reading the logs takes a permission for the key beside the one for the bucket.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/cloud-trail-encryption-enabled.html
# custom:
#   id: CloudTrail.2
#   title_ja: CloudTrail証跡はAWS KMSで保管時に暗号化されている必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: cloudtrail.trails
#   resource: AWS::CloudTrail::Trail
#   standards: {fsbp: [CloudTrail.2], cis-1.2: ["2.7"], cis-1.4: ["3.7"], cis-3.0: ["3.5"], cis-5.0: ["3.5"], nist-800-53-r5: [CloudTrail.2], nist-800-171-r2: [CloudTrail.2], pci-dss-3.2.1: [CloudTrail.2], pci-dss-4.0.1: [CloudTrail.2], control-tower: [CloudTrail.2]}
#   reasons:
#     encrypted: {en: "a KMS key is set", ja: "KMSキーが設定されています"}
#     no_key: {en: "no KMS key is set", ja: "KMSキーが設定されていません"}
#     foreign: {en: "the trail belongs to account {account}, which was not scanned, and is judged there", ja: "証跡はスキャン対象外のアカウント {account} のもので、判定はそのアカウントで行われます"}
#   remediation:
#     en: "Set a customer managed KMS key on the trail, in the Region of its bucket, whose policy lets cloudtrail.amazonaws.com call kms:GenerateDataKey*."
#     ja: "証跡にカスタマー管理のKMSキーを設定します。キーは証跡のバケットと同じリージョンにあり、キーポリシーでcloudtrail.amazonaws.comにkms:GenerateDataKey*を許可している必要があります。"
#   otherwise: decision
package controls.cloudtrail.trail_is_encrypted

import data.lib.result
import data.lib.steps
import data.lib.trails

findings contains result.pass(trail, "encrypted", {}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in _encrypted
}

findings contains result.fail(trail, "no_key", {}, _reads) if {
	some trail in input.cloudtrail.trails
	not trail.id in _encrypted
	not trail.id in trails.foreign
}

findings contains result.warn(trail, "foreign", {"account": split(trail.TrailARN, ":")[4]}, _reads) if {
	some trail in input.cloudtrail.trails
	not trail.id in _encrypted
	trail.id in trails.foreign
}

_encrypted contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.KmsKeyId != ""
}

_reads := ["KmsKeyId"]

# What a new key is called only AWS knows, so the trail gets one that lets CloudTrail use it already.
plan contains steps.step(
	trail,
	[steps.call("cloudtrail", "UpdateTrail", {"Name": trail.TrailARN, "KmsKeyId": key})],
	[steps.call("cloudtrail", "UpdateTrail", {"Name": trail.TrailARN, "KmsKeyId": ""})],
	[steps.changed("cloudtrail.trails", trail.id, "KmsKeyId", key)],
) if {
	some trail in input.cloudtrail.trails
	not trail.id in _encrypted
	not trail.id in trails.foreign
	key := min(trails.fitting_keys[trail.id])
}
