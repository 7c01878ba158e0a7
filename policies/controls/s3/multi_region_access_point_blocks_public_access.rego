# METADATA
# title: S3 Multi-Region Access Points should have block public access settings enabled
# description: >-
#   A Multi-Region Access Point has a public access block of its own, beside those of its buckets and the account. It is given when
#   the point is created and stays.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-24
# custom:
#   id: S3.24
#   title_ja: S3マルチリージョンアクセスポイントでパブリックアクセスブロックを有効にする必要があります
#   severity: HIGH
#   subject: resource
#   collection: s3control.multi_region_access_points
#   resource: AWS::S3::MultiRegionAccessPoint
#   standards: {fsbp: [S3.24], pci-dss-4.0.1: [S3.24]}
#   reasons:
#     blocked: {en: "all four public access block settings are on", ja: "パブリックアクセスブロックの4項目がすべて有効です"}
#     open: {en: "a public access block setting is off", ja: "無効なパブリックアクセスブロックの項目があります"}
#   remediation:
#     en: "The settings of a Multi-Region Access Point cannot be changed: create a new one with all four settings on, move its users over, and delete the old one."
#     ja: "マルチリージョンアクセスポイントの設定は作成後に変更できません。4項目をすべて有効にした新しいアクセスポイントを作成して利用先を切り替え、古いものを削除します。"
#   manual: recreate
package controls.s3.multi_region_access_point_blocks_public_access

import data.lib.result

findings contains result.pass(point, "blocked", {}, _reads) if {
	some point in input.s3control.multi_region_access_points
	point.id in _blocked
}

findings contains result.fail(point, "open", {}, _reads) if {
	some point in input.s3control.multi_region_access_points
	not point.id in _blocked
}

_reads := ["PublicAccessBlock"]

_blocked contains point.id if {
	some point in input.s3control.multi_region_access_points
	block := point.PublicAccessBlock
	block.BlockPublicAcls == true
	block.IgnorePublicAcls == true
	block.BlockPublicPolicy == true
	block.RestrictPublicBuckets == true
}
