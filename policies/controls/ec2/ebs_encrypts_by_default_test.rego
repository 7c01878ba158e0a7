package controls.ec2.ebs_encrypts_by_default_test

import data.controls.ec2.ebs_encrypts_by_default as control

_regions := [{"id": "ap-northeast-1", "region": "ap-northeast-1"}, {"id": "us-east-1", "region": "us-east-1"}]

_setting(region, more) := object.union({"id": region, "region": region}, more)

test_ebs_encrypts_by_default[name] if {
	some name, tc in {
		"on passes": {"settings": [_setting("us-east-1", {"EbsEncryptionByDefault": true})], "want": "PASSED"},
		"off fails": {"settings": [_setting("us-east-1", {"EbsEncryptionByDefault": false})], "want": "FAILED"},
		"an untold setting fails": {"settings": [_setting("us-east-1", {})], "want": "FAILED"},
		"no setting fails": {"settings": [], "want": "FAILED"},
	}
	settings := array.concat([_setting("ap-northeast-1", {"EbsEncryptionByDefault": true})], tc.settings)
	got := control.findings with input.regions as _regions with input.ec2.ebs_encryption_by_default as settings
	count(got) == 2
	{finding.status | some finding in got; finding.id == "us-east-1"} == {tc.want}
	{finding.status | some finding in got; finding.id == "ap-northeast-1"} == {"PASSED"}
}

test_plan_is_for_the_regions_that_fail if {
	settings := [_setting("ap-northeast-1", {"EbsEncryptionByDefault": true}), _setting("us-east-1", {"EbsEncryptionByDefault": false})]
	steps := control.plan with input.regions as _regions with input.ec2.ebs_encryption_by_default as settings
	{step.subject | some step in steps} == {"us-east-1"}
	{step.region | some step in steps} == {"us-east-1"}
}
