# METADATA
# title: S3 block public access settings of the account should be on
# description: >-
#   All four settings of the account are on. They hold for every bucket in every Region, and Security Hub asks in each of them.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/s3-account-level-public-access-blocks-periodic.html
# custom:
#   id: S3.1
#   title_ja: アカウントのS3ブロックパブリックアクセス設定を有効にする必要があります
#   severity: MEDIUM
#   subject: region
#   standards: {fsbp: [S3.1], cis-1.4: ["2.1.5"], cis-3.0: ["2.1.4"], cis-5.0: ["2.1.4"], nist-800-53-r5: [S3.1], pci-dss-3.2.1: [S3.1], pci-dss-4.0.1: [S3.1], control-tower: [S3.1]}
#   reasons:
#     blocked: {en: "all four settings of the account block public access", ja: "アカウントの4つの設定すべてがパブリックアクセスをブロックしています"}
#     open: {en: "not all four settings of the account block public access", ja: "アカウントの4つの設定のいずれかがパブリックアクセスをブロックしていません"}
#   remediation:
#     en: "Switch on all four public access block settings of the account."
#     ja: "アカウントのパブリックアクセスブロックの4項目をすべて有効にします。"
package controls.s3.account_blocks_public_access

import data.lib.buckets
import data.lib.result

findings contains result.pass(region, "blocked", {}, _reads) if {
	some region in input.regions
	buckets.account_blocked
}

findings contains result.fail(region, "open", {}, _reads) if {
	some region in input.regions
	not buckets.account_blocked
}

_reads := [
	"input.s3control.public_access_block.BlockPublicAcls",
	"input.s3control.public_access_block.IgnorePublicAcls",
	"input.s3control.public_access_block.BlockPublicPolicy",
	"input.s3control.public_access_block.RestrictPublicBuckets",
]

plan contains step if {
	some region in input.regions
	some step in buckets.account_block_steps(region.id, region.id)
}
