# METADATA
# title: Tests of the repositories, and repositories for the tests of controls
package lib.repositories_test

import data.lib.repositories

# METADATA
# description: A repository with a setting of its own and a frequency that the registry tells of it.
repository(scan_on_push, frequency) := {
	"id": "arn:aws:ecr:ap-northeast-1:111122223333:repository/app",
	"region": "ap-northeast-1",
	"RepositoryName": "app",
	"ImageScanningConfiguration": {"ScanOnPush": scan_on_push},
	"BatchGetRepositoryScanningConfiguration": {"ScanningConfigurations": [{"RepositoryName": "app", "ScanFrequency": frequency}]},
}

# METADATA
# description: The registry of a Region, with BASIC or ENHANCED scanning.
registry(kind) := {"id": "ap-northeast-1", "region": "ap-northeast-1", "ScanningConfiguration": {"ScanType": kind, "Rules": []}}

# METADATA
# description: Repositories and registries, each with whether images are scanned.
cases := {
	"its own setting": {"repository": repository(true, "MANUAL"), "registry": [registry("BASIC")], "scanned": true},
	"a scan on push": {"repository": repository(false, "SCAN_ON_PUSH"), "registry": [registry("BASIC")], "scanned": true},
	"an enhanced scan on push": {"repository": repository(false, "SCAN_ON_PUSH"), "registry": [registry("ENHANCED")], "scanned": true},
	"continuous scanning": {"repository": repository(false, "CONTINUOUS_SCAN"), "registry": [registry("ENHANCED")], "scanned": true},
	"by hand only": {"repository": repository(false, "MANUAL"), "registry": [registry("BASIC")], "scanned": false},
	"its own setting, which enhanced scanning ignores": {"repository": repository(true, "MANUAL"), "registry": [registry("ENHANCED")], "scanned": false},
	"a frequency that is not known": {"repository": repository(false, "WEEKLY"), "registry": [registry("ENHANCED")], "scanned": false},
	"its own setting in another Region's registry": {"repository": repository(true, "MANUAL"), "registry": [object.union(registry("BASIC"), {"id": "us-east-1", "region": "us-east-1"})], "scanned": false},
	"nothing told": {"repository": object.remove(repository(false, "MANUAL"), ["ImageScanningConfiguration", "BatchGetRepositoryScanningConfiguration"]), "registry": [], "scanned": false},
}

test_scanned[name] if {
	some name, tc in cases
	got := repositories.scanned with input.ecr.repositories as [tc.repository] with input.ecr.registry_scanning as tc.registry
	got == {tc.repository.id | tc.scanned}
}

test_scan_steps[name] if {
	some name, tc in {
		"a repository that is not scanned": {"repository": repository(false, "MANUAL"), "registry": registry("BASIC"), "want": 1},
		"enhanced scanning has rules": {"repository": repository(false, "MANUAL"), "registry": registry("ENHANCED"), "want": 0},
		"a repository that is scanned": {"repository": repository(true, "MANUAL"), "registry": registry("BASIC"), "want": 0},
	}
	steps := {step | some step in repositories.scan_steps(tc.repository)} with input.ecr.repositories as [tc.repository] with input.ecr.registry_scanning as [tc.registry]
	count(steps) == tc.want
	every step in steps {
		step.calls[0].params.repositoryName == "app"
	}
}
