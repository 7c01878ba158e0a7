# METADATA
# title: Public sharing of EBS snapshots should be blocked
# description: >-
#   The account's setting in the Region holds whatever a snapshot's own permissions say. It must block all public sharing: with
#   block-new-sharing snapshots that are public already stay so.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-182
#   - https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html
# custom:
#   id: EC2.182
#   title_ja: EBSスナップショットのパブリック共有をブロックする必要があります
#   severity: HIGH
#   subject: region
#   resource: AWS::EC2::SnapshotBlockPublicAccess
#   standards: {fsbp: [EC2.182]}
#   reasons:
#     blocked: {en: "all public sharing of snapshots is blocked", ja: "スナップショットのパブリック共有はすべてブロックされています"}
#     new_only: {en: "only new public sharing of snapshots is blocked", ja: "ブロックされているのは新規のパブリック共有のみです"}
#     open: {en: "public sharing of snapshots is not blocked", ja: "スナップショットのパブリック共有はブロックされていません"}
#   remediation: {en: "Enable block public access for EBS snapshots in the Region in the mode block-all-sharing.", ja: "リージョンでEBSスナップショットのブロックパブリックアクセスをblock-all-sharingモードで有効にします。"}
package controls.ec2.snapshot_sharing_is_blocked

import data.lib.result

findings contains result.pass(region, "blocked", {}, _reads) if {
	some region in input.regions
	region.id in _blocked
}

findings contains result.fail(region, "new_only", {}, _reads) if {
	some region in input.regions
	region.id in _blocked_for_new
}

findings contains result.fail(region, "open", {}, _reads) if {
	some region in input.regions
	not region.id in _blocked
	not region.id in _blocked_for_new
}

_reads := ["input.ec2.snapshot_block_public_access.State"]

_blocked contains setting.region if {
	some setting in input.ec2.snapshot_block_public_access
	setting.State == "block-all-sharing"
}

_blocked_for_new contains setting.region if {
	some setting in input.ec2.snapshot_block_public_access
	setting.State == "block-new-sharing"
}

plan contains {
	"subject": region.id,
	"region": region.region,
	"calls": [{"service": "ec2", "operation": "EnableSnapshotBlockPublicAccess", "params": {"State": "block-all-sharing"}}],
	"undo": [_undo(region.id)],
	"effect": [{"op": "set", "collection": "ec2.snapshot_block_public_access", "id": region.id, "path": "State", "value": "block-all-sharing"}],
	"needs": [],
	"destructive": false,
} if {
	some region in input.regions
	not region.id in _blocked
}

_undo(place) := {"service": "ec2", "operation": "EnableSnapshotBlockPublicAccess", "params": {"State": "block-new-sharing"}} if place in _blocked_for_new

_undo(place) := {"service": "ec2", "operation": "DisableSnapshotBlockPublicAccess", "params": {}} if not place in _blocked_for_new
