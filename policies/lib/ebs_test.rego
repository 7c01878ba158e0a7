package lib.ebs_test

import data.lib.ebs

# id alone, or nothing.
_set(id, true) := {id}

_set(_, false) := set()

test_encrypted_by_default[name] if {
	some name, tc in {
		"on": {"setting": {"EbsEncryptionByDefault": true}, "encrypted": true},
		"off": {"setting": {"EbsEncryptionByDefault": false}, "encrypted": false},
		"untold": {"setting": {}, "encrypted": false},
	}
	got := ebs.encrypted_by_default with input.ec2.ebs_encryption_by_default as [object.union({"id": "ap-northeast-1", "region": "ap-northeast-1"}, tc.setting)]
	got == _set("ap-northeast-1", tc.encrypted)
}

test_encrypting_names_the_region if {
	step := ebs.encrypting("us-east-1", "us-east-1")
	step.effect == [{"op": "set", "collection": "ec2.ebs_encryption_by_default", "id": "us-east-1", "path": "EbsEncryptionByDefault", "value": true}]
	step.calls[0].operation == "EnableEbsEncryptionByDefault"
	step.undo[0].operation == "DisableEbsEncryptionByDefault"
	step.destructive == false
}

test_volumes if {
	volumes := [
		{"id": "in-use", "State": "in-use", "Encrypted": true},
		{"id": "attached", "Attachments": [{"State": "attached"}], "Encrypted": false},
		{"id": "busy", "Attachments": [{"State": "detached"}, {"State": "busy"}]},
		{"id": "loose", "State": "available", "Attachments": [], "Encrypted": true},
		{"id": "leaving", "State": "available", "Attachments": [{"State": "detached"}]},
		{"id": "untold"},
	]
	ebs.attached == {"in-use", "attached", "busy"} with input.ec2.volumes as volumes
	ebs.encrypted == {"in-use", "loose"} with input.ec2.volumes as volumes
}
