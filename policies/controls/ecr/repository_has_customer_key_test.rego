package controls.ecr.repository_has_customer_key_test

import data.controls.ecr.repository_has_customer_key as control

_repository(more) := object.union(
	{"id": "arn:aws:ecr:ap-northeast-1:111122223333:repository/app", "region": "ap-northeast-1", "account": "111122223333", "RepositoryName": "app"},
	more,
)

_key(name, manager) := {"id": _arn(name), "arn": _arn(name), "region": "ap-northeast-1", "DescribeKey": {"KeyMetadata": {"KeyManager": manager}}}

_arn(name) := concat("", ["arn:aws:kms:ap-northeast-1:111122223333:key/", name])

_with(key) := {"EncryptionConfiguration": {"EncryptionType": "KMS", "KmsKey": key}}

test_repository_has_customer_key[name] if {
	some name, tc in {
		"a customer's key passes": {"repository": _with(_arn("own")), "keys": [], "want": "PASSED key"},
		"AWS's key fails": {"repository": _with(_arn("aws")), "keys": [], "want": "FAILED no_key"},
		"a key that is gone fails": {"repository": _with(_arn("gone")), "keys": [], "want": "FAILED no_key"},
		"a key of another account passes": {"repository": _with("arn:aws:kms:ap-northeast-1:444455556666:key/theirs"), "keys": [], "want": "PASSED key"},
		"AES-256 fails": {"repository": {"EncryptionConfiguration": {"EncryptionType": "AES256"}}, "keys": [], "want": "FAILED no_key"},
		"untold fails": {"repository": {}, "keys": [], "want": "FAILED no_key"},
		"a permitted key passes": {"repository": _with(_arn("own")), "keys": [_arn("own")], "want": "PASSED key"},
		"another key fails": {"repository": _with(_arn("own")), "keys": [_arn("other")], "want": "FAILED other_key"},
		"AWS's key cannot be permitted": {"repository": _with(_arn("aws")), "keys": [_arn("aws")], "want": "FAILED no_key"},
		"AWS's key is told once": {"repository": _with(_arn("aws")), "keys": [_arn("other")], "want": "FAILED no_key"},
	}
	got := control.findings with input.ecr.repositories as [_repository(tc.repository)]
		with input.kms.keys as [_key("own", "CUSTOMER"), _key("aws", "AWS")]
		with data.parameters as {"ECR.5": {"kmsKeyArns": tc.keys}}
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}
