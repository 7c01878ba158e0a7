# METADATA
# title: EBS volumes
# description: Predicates about EBS that several controls share.
package lib.ebs

# METADATA
# description: >-
#   The Regions where new volumes and snapshot copies are encrypted, whatever their request says
#   (https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html).
encrypted_by_default contains setting.region if {
	some setting in input.ec2.ebs_encryption_by_default
	setting.EbsEncryptionByDefault == true
}

# METADATA
# description: The step that encrypts new volumes of a Region. What exists stays as it is, and undo lets new volumes be plain again.
encrypting(subject, region) := {
	"subject": subject,
	"region": region,
	"calls": [{"service": "ec2", "operation": "EnableEbsEncryptionByDefault", "params": {}}],
	"undo": [{"service": "ec2", "operation": "DisableEbsEncryptionByDefault", "params": {}}],
	"effect": [{"op": "set", "collection": "ec2.ebs_encryption_by_default", "id": region, "path": "EbsEncryptionByDefault", "value": true}],
	"needs": [],
	"destructive": false,
}

# METADATA
# description: Ids of the volumes that are attached to an instance.
attached contains volume.id if {
	some volume in input.ec2.volumes
	volume.State == "in-use"
}

attached contains volume.id if {
	some volume in input.ec2.volumes
	some attachment in volume.Attachments
	attachment.State in {"attached", "busy"}
}

# METADATA
# description: Ids of the encrypted volumes.
encrypted contains volume.id if {
	some volume in input.ec2.volumes
	volume.Encrypted == true
}
