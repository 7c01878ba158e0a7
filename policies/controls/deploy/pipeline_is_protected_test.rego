package controls.deploy.pipeline_is_protected_test

import data.controls.deploy.pipeline_is_protected as control

test_pipeline_is_protected[name] if {
	some name, tc in {
		"a protected bucket passes": {"pipeline": _pipeline([]), "bucket": _bucket({}), "want": "PASSED protected"},
		"a store for each Region passes": {
			"pipeline": {"id": "p", "region": "ap-northeast-1", "GetPipeline": {"Pipeline": {"ArtifactStores": {"ap-northeast-1": {"Location": "artifacts"}}}}},
			"bucket": _bucket({}), "want": "PASSED protected",
		},
		"a build without secrets passes": {"pipeline": _pipeline([{"ProjectName": "build"}]), "bucket": _bucket({}), "want": "PASSED protected"},
		"a connection is to be looked at": {"pipeline": _pipeline([{"ConnectionArn": "arn:aws:codeconnections:ap-northeast-1:111122223333:connection/c"}]), "bucket": _bucket({}), "want": "NOT_AVAILABLE connection"},
		"public access fails": {"pipeline": _pipeline([]), "bucket": _bucket({"GetPublicAccessBlock": {}}), "want": "FAILED public"},
		"no TLS-only policy fails": {"pipeline": _pipeline([]), "bucket": _bucket({"GetBucketPolicy": {}}), "want": "FAILED plaintext"},
		"no encryption fails": {"pipeline": _pipeline([]), "bucket": _bucket({"GetBucketEncryption": {}}), "want": "FAILED unencrypted"},
		"a bad bucket comes before a connection": {"pipeline": _pipeline([{"ConnectionArn": "arn:aws:codeconnections:ap-northeast-1:111122223333:connection/c"}]), "bucket": _bucket({"GetBucketPolicy": {}}), "want": "FAILED plaintext"},
		"a bad bucket of several fails": {
			"pipeline": {"id": "p", "region": "ap-northeast-1", "GetPipeline": {"Pipeline": {"ArtifactStores": {"us-east-1": {"Location": "elsewhere"}, "ap-northeast-1": {"Location": "artifacts"}}}}},
			"bucket": _bucket({"GetBucketPolicy": {}}), "want": "FAILED plaintext",
		},
		"a bucket of another account": {"pipeline": _pipeline([]), "bucket": _bucket({"id": "other"}), "want": "WARNING foreign"},
		"no store": {"pipeline": {"id": "p", "region": "ap-northeast-1", "GetPipeline": {"Pipeline": {}}}, "bucket": _bucket({}), "want": "NOT_AVAILABLE no_store"},
		"nothing of the pipeline": {"pipeline": {"id": "p", "region": "ap-northeast-1"}, "bucket": _bucket({}), "want": "NOT_AVAILABLE no_store"},
	}
	got := control.findings with input.codepipeline.pipelines as [tc.pipeline] with input.s3.buckets as [tc.bucket] with input.s3control.public_access_block as []
		with input.codebuild.projects as [_project("build", [])]
	_said(got) == {tc.want}
}

# Each state is told before those that come after it, whatever else is wrong.
test_order[name] if {
	some name, tc in {
		"public access first": {"bucket": _bucket({"GetPublicAccessBlock": {}, "GetBucketPolicy": {}, "GetBucketEncryption": {}}), "stores": ["artifacts", "other"], "want": "FAILED public"},
		"then TLS": {"bucket": _bucket({"GetBucketPolicy": {}, "GetBucketEncryption": {}}), "stores": ["artifacts", "other"], "want": "FAILED plaintext"},
		"then encryption": {"bucket": _bucket({"GetBucketEncryption": {}}), "stores": ["artifacts", "other"], "want": "FAILED unencrypted"},
		"then secrets": {"bucket": _bucket({}), "stores": ["artifacts", "other"], "want": "FAILED secrets"},
		"public access alone": {"bucket": _bucket({"GetPublicAccessBlock": {}, "GetBucketEncryption": {}}), "stores": ["artifacts"], "want": "FAILED public"},
	}
	pipeline := {"id": "p", "region": "ap-northeast-1", "GetPipeline": {"Pipeline": {
		"ArtifactStores": {store: {"Location": store} | some store in tc.stores},
		"Stages": [{"Actions": [{"Configuration": {"ProjectName": "build"}}, {"Configuration": {"ConnectionArn": "arn:aws:codeconnections:ap-northeast-1:111122223333:connection/c"}}]}],
	}}}
	got := control.findings with input.codepipeline.pipelines as [pipeline] with input.s3.buckets as [tc.bucket] with input.s3control.public_access_block as []
		with input.codebuild.projects as [_project("build", [{"Name": "DB_PASSWORD", "Type": "PLAINTEXT"}])]
	_said(got) == {tc.want}
}

test_foreign_comes_before_a_connection if {
	got := control.findings with input.codepipeline.pipelines as [_pipeline([{"ConnectionArn": "arn:aws:codeconnections:ap-northeast-1:111122223333:connection/c"}])]
		with input.s3.buckets as [] with input.s3control.public_access_block as [] with input.codebuild.projects as []
	_said(got) == {"WARNING foreign"}
}

test_secrets_count_without_a_store if {
	pipeline := {"id": "p", "region": "ap-northeast-1", "GetPipeline": {"Pipeline": {"Stages": [{"Actions": [{"Configuration": {"ProjectName": "build"}}]}]}}}
	got := control.findings with input.codepipeline.pipelines as [pipeline] with input.s3.buckets as [] with input.s3control.public_access_block as []
		with input.codebuild.projects as [_project("build", [{"Name": "DB_PASSWORD", "Type": "PLAINTEXT"}])]
	_said(got) == {"FAILED secrets"}
}

test_builds[name] if {
	some name, tc in {
		"a plain password fails": {"project": _project("build", [{"Name": "DB_PASSWORD", "Type": "PLAINTEXT"}]), "want": "FAILED secrets"},
		"an access key fails": {"project": _project("build", [{"Name": "AWS_SECRET_ACCESS_KEY", "Type": "PLAINTEXT"}]), "want": "FAILED secrets"},
		"a type absent is plain text": {"project": _project("build", [{"Name": "GITHUB_TOKEN"}]), "want": "FAILED secrets"},
		"a secret by name passes": {"project": _project("build", [{"Name": "DB_PASSWORD", "Type": "SECRETS_MANAGER"}]), "want": "PASSED protected"},
		"other variables pass": {"project": _project("build", [{"Name": "STAGE", "Type": "PLAINTEXT"}]), "want": "PASSED protected"},
		"another project does not matter": {"project": _project("other", [{"Name": "DB_PASSWORD", "Type": "PLAINTEXT"}]), "want": "PASSED protected"},
		"a project of another Region does not matter": {"project": object.union(_project("build", [{"Name": "DB_PASSWORD", "Type": "PLAINTEXT"}]), {"region": "us-east-1"}), "want": "PASSED protected"},
	}
	got := control.findings with input.codepipeline.pipelines as [_pipeline([{"ProjectName": "build"}])] with input.s3.buckets as [_bucket({})]
		with input.s3control.public_access_block as [] with input.codebuild.projects as [tc.project]
	_said(got) == {tc.want}
}

_pipeline(configurations) := {
	"id": "p",
	"region": "ap-northeast-1",
	"GetPipeline": {"Pipeline": {
		"ArtifactStore": {"Location": "artifacts", "Type": "S3"},
		"Stages": [{"Actions": [{"Configuration": configuration} | some configuration in configurations]}],
	}},
}

_project(name, variables) := {"id": name, "region": "ap-northeast-1", "Name": name, "Environment": {"EnvironmentVariables": variables}}

_bucket(change) := object.union(
	object.remove(
		{
			"id": "artifacts",
			"Name": "artifacts",
			"arn": "arn:aws:s3:::artifacts",
			"region": "ap-northeast-1",
			"account": "111122223333",
			"GetPublicAccessBlock": {"PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}},
			"GetBucketEncryption": {"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}]}},
			"GetBucketPolicy": {"Policy": {"Version": "2012-10-17", "Statement": [{
				"Effect": "Deny",
				"Principal": "*",
				"Action": "s3:*",
				"Resource": ["arn:aws:s3:::artifacts", "arn:aws:s3:::artifacts/*"],
				"Condition": {"Bool": {"aws:SecureTransport": "false"}},
			}]}},
		},
		object.keys(change),
	),
	change,
)

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}

# Of two faults the first is told.
test_pairs[name] if {
	some name, tc in {
		"public and secrets": {"bucket": {"GetPublicAccessBlock": {}}, "stores": ["artifacts"], "actions": [_build], "want": "FAILED public"},
		"plaintext and secrets": {"bucket": {"GetBucketPolicy": {}}, "stores": ["artifacts"], "actions": [_build], "want": "FAILED plaintext"},
		"unencrypted and secrets": {"bucket": {"GetBucketEncryption": {}}, "stores": ["artifacts"], "actions": [_build], "want": "FAILED unencrypted"},
		"public and foreign": {"bucket": {"GetPublicAccessBlock": {}}, "stores": ["artifacts", "other"], "actions": [], "want": "FAILED public"},
		"plaintext and foreign": {"bucket": {"GetBucketPolicy": {}}, "stores": ["artifacts", "other"], "actions": [], "want": "FAILED plaintext"},
		"unencrypted and foreign": {"bucket": {"GetBucketEncryption": {}}, "stores": ["artifacts", "other"], "actions": [], "want": "FAILED unencrypted"},
		"public and a connection": {"bucket": {"GetPublicAccessBlock": {}}, "stores": ["artifacts"], "actions": [_source], "want": "FAILED public"},
		"unencrypted and a connection": {"bucket": {"GetBucketEncryption": {}}, "stores": ["artifacts"], "actions": [_source], "want": "FAILED unencrypted"},
		"secrets and a connection": {"bucket": {}, "stores": ["artifacts"], "actions": [_source, _build], "want": "FAILED secrets"},
		"a connection and no store": {"bucket": {}, "stores": [], "actions": [_source], "want": "NOT_AVAILABLE connection"},
	}
	pipeline := {"id": "p", "region": "ap-northeast-1", "GetPipeline": {"Pipeline": {
		"ArtifactStores": {store: {"Location": store} | some store in tc.stores},
		"Stages": [{"Actions": tc.actions}],
	}}}
	got := control.findings with input.codepipeline.pipelines as [pipeline] with input.s3.buckets as [_bucket(tc.bucket)] with input.s3control.public_access_block as []
		with input.codebuild.projects as [_project("build", [{"Name": "DB_PASSWORD", "Type": "PLAINTEXT"}])]
	_said(got) == {tc.want}
}

_build := {"Configuration": {"ProjectName": "build"}}

_source := {"Configuration": {"ConnectionArn": "arn:aws:codeconnections:ap-northeast-1:111122223333:connection/c"}}
