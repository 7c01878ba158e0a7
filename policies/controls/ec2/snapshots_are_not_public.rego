# METADATA
# title: EBS snapshots should not be restorable by everyone
# description: >-
#   Everybody with an AWS account can make a volume of a public snapshot and read it. As for the Config rule
#   ebs-snapshot-public-restorable-check the sharing of each of the account's own snapshots counts, also where block public access keeps it
#   without effect for the time being.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/ebs-snapshot-public-restorable-check.html
# custom:
#   id: EC2.1
#   title_ja: EBSスナップショットを誰でも復元できる状態にしないようにする必要があります
#   severity: CRITICAL
#   subject: region
#   standards: {fsbp: [EC2.1], nist-800-53-r5: [EC2.1], pci-dss-3.2.1: [EC2.1], control-tower: [EC2.1]}
#   reasons:
#     private: {en: "no snapshot of the Region is shared with everyone", ja: "リージョンに全員と共有されたスナップショットはありません"}
#     public: {en: "everyone may restore {snapshots}", ja: "誰でも復元できるスナップショットがあります: {snapshots}"}
#   remediation: {en: "Take the group all out of the permissions of the snapshots; encrypted snapshots cannot be shared with everyone.", ja: "スナップショットの権限からグループallを削除します。暗号化されたスナップショットは全員と共有できません。"}
package controls.ec2.snapshots_are_not_public

import data.lib.result

findings contains result.pass(region, "private", {}, _reads) if {
	some region in input.regions
	not region.id in _sharing
}

findings contains result.fail(region, "public", {"snapshots": _public(region.id)}, _reads) if {
	some region in input.regions
	region.id in _sharing
}

_reads := ["input.ec2.public_snapshots.SnapshotId"]

_sharing contains snapshot.region if some snapshot in input.ec2.public_snapshots

# For the reader.
_public(place) := sort([snapshot.id |
	some snapshot in input.ec2.public_snapshots
	snapshot.region == place
])

plan contains {
	"subject": region.id,
	"region": region.region,
	"calls": [_permit("remove", snapshot) | some snapshot in input.ec2.public_snapshots; snapshot.region == region.id],
	"undo": [_permit("add", snapshot) | some snapshot in input.ec2.public_snapshots; snapshot.region == region.id],
	"effect": [{"op": "remove", "collection": "ec2.public_snapshots", "id": snapshot.id} | some snapshot in input.ec2.public_snapshots; snapshot.region == region.id],
	"needs": [],
	"destructive": false,
} if {
	some region in input.regions
	region.id in _sharing
}

_permit(kind, snapshot) := {"service": "ec2", "operation": "ModifySnapshotAttribute", "params": {
	"SnapshotId": snapshot.id,
	"Attribute": "createVolumePermission",
	"OperationType": kind,
	"GroupNames": ["all"],
}}
