package controls.codebuild.bucket_logs_are_encrypted_test

import data.controls.codebuild.bucket_logs_are_encrypted as control

_project(more) := object.union({"id": "x", "region": "ap-northeast-1", "Name": "p"}, more)

test_bucket_logs_are_encrypted[name] if {
	some name, tc in {
		"encrypted passes": {"project": {"LogsConfig": {"S3Logs": {"Status": "ENABLED", "EncryptionDisabled": false}}}, "want": ["PASSED encrypted"]},
		"untold passes": {"project": {"LogsConfig": {"S3Logs": {"Status": "ENABLED"}}}, "want": ["PASSED encrypted"]},
		"plain fails": {"project": {"LogsConfig": {"S3Logs": {"Status": "ENABLED", "EncryptionDisabled": true}}}, "want": ["FAILED plain"]},
		"no logs in S3 are out of scope": {"project": {"LogsConfig": {"S3Logs": {"Status": "DISABLED", "EncryptionDisabled": true}}}, "want": []},
		"an untold status is out of scope": {"project": {"LogsConfig": {"S3Logs": {"EncryptionDisabled": true}}}, "want": []},
		"no configuration is out of scope": {"project": {}, "want": []},
	}
	got := control.findings with input.codebuild.projects as [_project(tc.project)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.codebuild.projects as [_project(tc.project)]
	count(subjects) == count(tc.want)
}

test_plan[name] if {
	some name, tc in {
		"with other logs": {
			"logs": {"S3Logs": {"Status": "ENABLED", "Location": "b/p", "EncryptionDisabled": true}, "CloudWatchLogs": {"Status": "ENABLED", "GroupName": "g"}},
			"want": [{"s3Logs": {"status": "ENABLED", "location": "b/p", "encryptionDisabled": false}, "cloudWatchLogs": {"status": "ENABLED", "groupName": "g"}}],
		},
		"alone": {
			"logs": {"S3Logs": {"Status": "ENABLED", "Location": "b/p", "BucketOwnerAccess": "FULL", "EncryptionDisabled": true}},
			"want": [{"s3Logs": {"status": "ENABLED", "location": "b/p", "bucketOwnerAccess": "FULL", "encryptionDisabled": false}}],
		},
		"encrypted": {"logs": {"S3Logs": {"Status": "ENABLED", "EncryptionDisabled": false}}, "want": []},
		"no logs in S3": {"logs": {"S3Logs": {"Status": "DISABLED", "EncryptionDisabled": true}}, "want": []},
	}
	plan := control.plan with input.codebuild.projects as [_project({"LogsConfig": tc.logs})]
	[step.calls[0].params.logsConfig | some step in plan; step.subject == "x"; step.calls[0].params.name == "p"] == tc.want
}
