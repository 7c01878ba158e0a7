# METADATA
# title: Account-level S3 Block Public Access is on
# description: >-
#   The account's settings are the last line against a bucket that somebody opens by mistake.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# custom:
#   id: SA.S3.1
#   title_ja: アカウントレベルのS3ブロックパブリックアクセスが有効である
#   severity: HIGH
#   subject: account
#   measure: defaults
#   standards: {secure-account: [SA.S3.1]}
#   reasons:
#     blocked: {en: "all four settings of the account block public access", ja: "アカウントの4つの設定すべてがパブリックアクセスをブロックしています"}
#     open: {en: "not all four settings of the account block public access", ja: "アカウントの4つの設定のいずれかがパブリックアクセスをブロックしていません"}
#     none: {en: "the account has no public access block", ja: "アカウントにパブリックアクセスブロックが設定されていません"}
#   remediation:
#     en: "Switch on all four public access block settings of the account."
#     ja: "アカウントのパブリックアクセスブロックの4項目をすべて有効にします。"
package controls.s3.sa_account_blocks_public_access

import data.lib.buckets
import data.lib.result

findings contains result.pass(input.account, "blocked", {}, _reads) if buckets.account_blocked

findings contains result.fail(input.account, "open", {}, _reads) if {
	_set
	not buckets.account_blocked
}

findings contains result.fail(input.account, "none", {}, _reads) if not _set

_set if some _ in input.s3control.public_access_block

_reads := [
	"input.s3control.public_access_block.BlockPublicAcls",
	"input.s3control.public_access_block.IgnorePublicAcls",
	"input.s3control.public_access_block.BlockPublicPolicy",
	"input.s3control.public_access_block.RestrictPublicBuckets",
]

plan contains step if {
	some step in buckets.account_block_steps(input.account.id, input.account.home)
}
