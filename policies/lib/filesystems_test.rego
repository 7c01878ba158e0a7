package lib.filesystems_test

import data.lib.filesystems

test_encrypted[name] if {
	some name, tc in {
		"encrypted": {"system": {"Encrypted": true}, "encrypted": true},
		"plain": {"system": {"Encrypted": false}, "encrypted": false},
		"untold": {"system": {}, "encrypted": false},
	}
	got := filesystems.encrypted with input.efs.file_systems as [object.union({"id": "fs-1"}, tc.system)]
	got == {id | id := "fs-1"; tc.encrypted}
}
