# METADATA
# title: Tests of the buckets, and buckets as BLEA leaves them behind for the tests of controls
package lib.buckets_test

import data.lib.buckets

# METADATA
# description: All four settings of a public access block, on.
on := {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}

# METADATA
# description: BLEA's bucket for the trail.
audit := object.union(_bucket("audit"), {
	"GetBucketLogging": {"LoggingEnabled": {"TargetBucket": "access", "TargetPrefix": "cloudtraillogs"}},
	"GetBucketPolicy": {"Policy": {"Version": "2012-10-17", "Statement": [tls("audit"), no_delete("audit"), trail_acl, trail_put]}},
})

# METADATA
# description: BLEA's bucket for the access logs of that one.
access := object.union(_bucket("access"), {
	"GetBucketPolicy": {"Policy": {"Version": "2012-10-17", "Statement": [tls("access"), no_delete("access")]}},
	"GetBucketLifecycleConfiguration": {"Rules": [{
		"ID": "all",
		"Status": "Enabled",
		"Filter": {"Prefix": ""},
		"Transitions": [{"Days": 90, "StorageClass": "GLACIER"}],
		"Expiration": {"Days": 2555},
	}]},
})

# METADATA
# description: A bucket with nothing configured, as S3 makes it.
bare(name) := {
	"id": name,
	"arn": sprintf("arn:aws:s3:::%s", [name]),
	"account": "111122223333",
	"region": "ap-northeast-1",
	"Name": name,
	"GetPublicAccessBlock": {},
	"GetBucketVersioning": {},
	"GetBucketEncryption": {},
	"GetBucketPolicy": {},
	"GetBucketPolicyStatus": {},
	"GetBucketOwnershipControls": {},
	"GetBucketAcl": {"Owner": {"ID": "owner"}, "Grants": [{"Grantee": {"ID": "owner", "Type": "CanonicalUser"}, "Permission": "FULL_CONTROL"}]},
	"GetBucketLogging": {},
	"GetBucketLifecycleConfiguration": {},
	"GetObjectLockConfiguration": {},
}

_bucket(name) := object.union(bare(name), {
	"GetPublicAccessBlock": {"PublicAccessBlockConfiguration": on},
	"GetBucketVersioning": {"Status": "Enabled"},
	"GetBucketEncryption": {"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}},
	"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": false}},
})

# METADATA
# description: The bucket with a policy of these statements instead of its own.
with_statements(bucket, statements) := object.union(
	json.remove(bucket, ["GetBucketPolicy/Policy"]),
	{"GetBucketPolicy": {"Policy": {"Version": "2012-10-17", "Statement": statements}}},
)

# METADATA
# description: BLEA's statements.
tls(name) := {
	"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "s3:*",
	"Resource": [sprintf("arn:aws:s3:::%s", [name]), sprintf("arn:aws:s3:::%s/*", [name])],
	"Condition": {"Bool": {"aws:SecureTransport": "false"}},
}

# METADATA
# description: The one against deletion.
no_delete(name) := {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "s3:Delete*", "Resource": sprintf("arn:aws:s3:::%s/*", [name])}

# METADATA
# description: The one that lets CloudTrail look at the ACL.
trail_acl := {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "s3:GetBucketAcl", "Resource": "arn:aws:s3:::audit"}

# METADATA
# description: The one that lets CloudTrail write.
trail_put := {
	"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "s3:PutObject",
	"Resource": "arn:aws:s3:::audit/AWSLogs/111122223333/*",
	"Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}},
}

test_known if {
	ids := buckets.known with input.s3.buckets as [audit, bare("bare")]
	ids == {"audit", "bare"}
}

_block(settings) := {"GetPublicAccessBlock": {"PublicAccessBlockConfiguration": settings}}

test_blocked[name] if {
	some name, tc in {
		"both": {"bucket": _block(on), "account": [on], "own": true, "anyhow": true},
		"the bucket": {"bucket": _block(on), "account": [], "own": true, "anyhow": true},
		"the account": {"bucket": {}, "account": [on], "own": false, "anyhow": true},
		"none": {"bucket": {}, "account": [], "own": false, "anyhow": false},
		"each the other half": {
			"bucket": _block({"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": false, "RestrictPublicBuckets": false}),
			"account": [{"BlockPublicAcls": false, "IgnorePublicAcls": false, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}],
			"own": false, "anyhow": true,
		},
		"each the other other half": {
			"bucket": _block({"BlockPublicAcls": false, "IgnorePublicAcls": false, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}),
			"account": [{"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": false, "RestrictPublicBuckets": false}],
			"own": false, "anyhow": true,
		},
	}
	bucket := object.union(bare("b"), tc.bucket)
	own := "b" in buckets.blocked with input.s3.buckets as [bucket] with input.s3control.public_access_block as tc.account
	own == tc.own
	anyhow := "b" in buckets.blocked_anyhow with input.s3.buckets as [bucket] with input.s3control.public_access_block as tc.account
	anyhow == tc.anyhow
}

test_each_setting_counts[setting] if {
	some setting in object.keys(on)
	off := buckets.blocked_anyhow with input.s3.buckets as [object.union(bare("b"), _block(object.union(on, {setting: false})))]
		with input.s3control.public_access_block as [object.union(on, {setting: false})]
	count(off) == 0
	absent := buckets.blocked_anyhow with input.s3.buckets as [object.union(bare("b"), _block(object.remove(on, [setting])))]
		with input.s3control.public_access_block as [object.remove(on, [setting])]
	count(absent) == 0
	count([1 | buckets.account_blocked]) == 0 with input.s3control.public_access_block as [object.remove(on, [setting])]
	count([1 | buckets.account_blocked]) == 0 with input.s3control.public_access_block as [object.union(on, {setting: false})]
}

test_account_blocked if {
	buckets.account_blocked with input.s3control.public_access_block as [on]
	count([1 | buckets.account_blocked]) == 0 with input.s3control.public_access_block as []
}

_everyone := "http://acs.amazonaws.com/groups/global/AllUsers"

_acl(uri, permission) := {"GetBucketAcl": {"Owner": {"ID": "owner"}, "Grants": [
	{"Grantee": {"ID": "owner", "Type": "CanonicalUser"}, "Permission": "FULL_CONTROL"},
	{"Grantee": {"URI": uri, "Type": "Group"}, "Permission": permission},
]}}

_policy(statement) := {
	"GetBucketPolicy": {"Policy": {"Version": "2012-10-17", "Statement": [object.union({"Effect": "Allow", "Principal": "*", "Resource": "*"}, statement)]}},
	"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": true}},
}

test_public[name] if {
	some name, tc in {
		"nothing": {"bucket": {}, "read": false, "write": false},
		"READ for everyone": {"bucket": _acl(_everyone, "READ"), "read": true, "write": false},
		"READ_ACP for everyone": {"bucket": _acl(_everyone, "READ_ACP"), "read": true, "write": false},
		"WRITE for everyone": {"bucket": _acl(_everyone, "WRITE"), "read": false, "write": true},
		"WRITE_ACP for everyone": {"bucket": _acl(_everyone, "WRITE_ACP"), "read": false, "write": true},
		"FULL_CONTROL for everyone": {"bucket": _acl(_everyone, "FULL_CONTROL"), "read": true, "write": true},
		"READ for all accounts": {"bucket": _acl("http://acs.amazonaws.com/groups/global/AuthenticatedUsers", "READ"), "read": true, "write": false},
		"WRITE for log delivery": {"bucket": _acl("http://acs.amazonaws.com/groups/s3/LogDelivery", "WRITE"), "read": false, "write": false},
		"an ACL that is ignored": {"bucket": object.union(_acl(_everyone, "FULL_CONTROL"), _block({"IgnorePublicAcls": true})), "read": false, "write": false},
		"an ACL while only new ones are blocked": {"bucket": object.union(_acl(_everyone, "FULL_CONTROL"), _block({"BlockPublicAcls": true})), "read": true, "write": true},
		"an ACL that the account ignores": {"bucket": _acl(_everyone, "FULL_CONTROL"), "account": [{"IgnorePublicAcls": true}], "read": false, "write": false},
		"an ACL without effect": {
			"bucket": object.union(_acl(_everyone, "FULL_CONTROL"), {"GetBucketOwnershipControls": {"OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}}}),
			"read": false, "write": false,
		},
		"an ACL with the owner preferred": {
			"bucket": object.union(_acl(_everyone, "READ"), {"GetBucketOwnershipControls": {"OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}}}),
			"read": true, "write": false,
		},
		"a policy for reading": {"bucket": _policy({"Action": "s3:GetObject"}), "read": true, "write": false},
		"a policy for listing": {"bucket": _policy({"Action": "s3:ListBucket"}), "read": true, "write": false},
		"a policy for a pattern of reading": {"bucket": _policy({"Action": "s3:Get*"}), "read": true, "write": false},
		"a policy for writing": {"bucket": _policy({"Action": "s3:PutObject"}), "read": false, "write": true},
		"a policy for deleting": {"bucket": _policy({"Action": ["s3:DeleteObject"]}), "read": false, "write": true},
		"a policy for all": {"bucket": _policy({"Action": "s3:*"}), "read": true, "write": true},
		"a policy for everything": {"bucket": _policy({"Action": "*"}), "read": true, "write": true},
		"a policy for all but one": {"bucket": _policy({"NotAction": "s3:DeleteBucket"}), "read": true, "write": true},
		"a policy that S3 does not call public": {
			"bucket": object.union(_policy({"Action": "s3:GetObject"}), {"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": false}}}),
			"read": false, "write": false,
		},
		"a policy for writing that S3 does not call public": {
			"bucket": object.union(_policy({"Action": "s3:PutObject"}), {"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": false}}}),
			"read": false, "write": false,
		},
		"a policy that is public for unseen reasons": {
			"bucket": _policy({"Action": "s3:GetObject", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}}),
			"read": true, "write": true,
		},
		"a public policy with a variable": {
			"bucket": _policy({"Action": "s3:GetObject", "Condition": {"StringEquals": {"aws:SourceAccount": "${aws:PrincipalAccount}"}}}),
			"read": true, "write": false,
		},
		"a policy that is restricted": {"bucket": object.union(_policy({"Action": "s3:*"}), _block({"RestrictPublicBuckets": true})), "read": false, "write": false},
		"a policy while only new ones are blocked": {"bucket": object.union(_policy({"Action": "s3:*"}), _block({"BlockPublicPolicy": true})), "read": true, "write": true},
		"a policy that the account restricts": {"bucket": _policy({"Action": "s3:*"}), "account": [{"RestrictPublicBuckets": true}], "read": false, "write": false},
	}
	bucket := object.union(bare("b"), tc.bucket)
	block := [object.union({"id": "111122223333"}, one) | some one in tc.account]
	readable := "b" in buckets.publicly_readable with input.s3.buckets as [bucket] with input.s3control.public_access_block as block
	writable := "b" in buckets.publicly_writable with input.s3.buckets as [bucket] with input.s3control.public_access_block as block
	[readable, writable] == [tc.read, tc.write]
}

test_public_policy if {
	ids := buckets.public_policy with input.s3.buckets as [audit, object.union(bare("b"), _policy({"Action": "s3:*"})), bare("c")]
	ids == {"b"}
}

test_private_acl[name] if {
	some name, tc in {
		"the owner alone": {"bucket": {}, "want": true},
		"no grants": {"bucket": {"GetBucketAcl": {"Owner": {"ID": "owner"}, "Grants": []}}, "want": true},
		"everyone": {"bucket": _acl(_everyone, "READ"), "want": false},
		"log delivery": {"bucket": _acl("http://acs.amazonaws.com/groups/s3/LogDelivery", "WRITE"), "want": false},
		"somebody else": {"bucket": {"GetBucketAcl": {"Owner": {"ID": "owner"}, "Grants": [{"Grantee": {"ID": "other", "Type": "CanonicalUser"}, "Permission": "READ"}]}}, "want": false},
		"everyone, without effect": {
			"bucket": object.union(_acl(_everyone, "READ"), {"GetBucketOwnershipControls": {"OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}}}),
			"want": true,
		},
	}
	private := "b" in buckets.private_acl with input.s3.buckets as [object.union(bare("b"), tc.bucket)]
	private == tc.want
}

test_an_unread_acl_is_not_private if {
	ids := buckets.private_acl with input.s3.buckets as [json.remove(bare("b"), ["GetBucketAcl"])]
	count(ids) == 0
}

test_versioned[name] if {
	some name, tc in {
		"on": {"versioning": {"Status": "Enabled"}, "want": true},
		"suspended": {"versioning": {"Status": "Suspended"}, "want": false},
		"never": {"versioning": {}, "want": false},
	}
	versioned := "b" in buckets.versioned with input.s3.buckets as [object.union(bare("b"), {"GetBucketVersioning": tc.versioning})]
	versioned == tc.want
}

_lock(retention) := {"GetObjectLockConfiguration": {"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": retention}}}}

test_locked[name] if {
	some name, tc in {
		"a day of governance": {"bucket": _lock({"Mode": "GOVERNANCE", "Days": 1}), "want": true},
		"a year of compliance": {"bucket": _lock({"Mode": "COMPLIANCE", "Years": 1}), "want": true},
		"no day": {"bucket": _lock({"Mode": "GOVERNANCE", "Days": 0}), "want": false},
		"no time": {"bucket": _lock({"Mode": "GOVERNANCE"}), "want": false},
		"no mode": {"bucket": _lock({"Days": 1}), "want": false},
		"no rule": {"bucket": {"GetObjectLockConfiguration": {"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled"}}}, "want": false},
		"no lock": {"bucket": {}, "want": false},
		"a rule without a lock": {"bucket": json.remove(_lock({"Mode": "GOVERNANCE", "Days": 1}), ["GetObjectLockConfiguration/ObjectLockConfiguration/ObjectLockEnabled"]), "want": false},
	}
	locked := "b" in buckets.locked with input.s3.buckets as [object.union(bare("b"), tc.bucket)]
	locked == tc.want
	undeletable := "b" in buckets.undeletable with input.s3.buckets as [object.union(bare("b"), tc.bucket)]
	undeletable == tc.want
}

test_lockable if {
	ids := buckets.lockable with input.s3.buckets as [bare("b"), object.union(bare("c"), _lock({}))]
	ids == {"c"}
}

test_mfa_delete[name] if {
	some name, tc in {
		"on": {"versioning": {"Status": "Enabled", "MFADelete": "Enabled"}, "want": true},
		"off": {"versioning": {"Status": "Enabled", "MFADelete": "Disabled"}, "want": false},
		"unsaid": {"versioning": {"Status": "Enabled"}, "want": false},
	}
	bucket := object.union(bare("b"), {"GetBucketVersioning": tc.versioning})
	mfa := "b" in buckets.mfa_delete with input.s3.buckets as [bucket]
	mfa == tc.want
	undeletable := "b" in buckets.undeletable with input.s3.buckets as [bucket]
	undeletable == tc.want
}

test_encrypted[name] if {
	some name, tc in {
		"AES256": {"rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}], "want": true, "kms": false},
		"a key": {"rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}], "want": true, "kms": true},
		"a key, twice": {"rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms:dsse"}}], "want": true, "kms": true},
		"no default": {"rules": [{"BucketKeyEnabled": true}], "want": false, "kms": false},
		"none": {"rules": [], "want": false, "kms": false},
	}
	bucket := object.union(bare("b"), {"GetBucketEncryption": {"ServerSideEncryptionConfiguration": {"Rules": tc.rules}}})
	encrypted := "b" in buckets.encrypted with input.s3.buckets as [bucket]
	encrypted == tc.want
	kms := "b" in buckets.encrypted_with_kms with input.s3.buckets as [bucket]
	kms == tc.kms
}

_tls_version(condition) := object.union(object.remove(tls("b"), ["Condition"]), {"Condition": condition})

test_denies_plaintext[name] if {
	some name, tc in {
		"BLEA's statement": {"statements": [tls("b")], "want": true, "transport": true},
		"everyone as a star": {"statements": [object.union(tls("b"), {"Principal": "*"})], "want": true, "transport": true},
		"all actions": {"statements": [object.union(tls("b"), {"Action": "*"})], "want": true, "transport": true},
		"two statements": {
			"statements": [object.union(tls("b"), {"Resource": "arn:aws:s3:::b"}), object.union(tls("b"), {"Resource": "arn:aws:s3:::b/*"})],
			"want": true, "transport": true,
		},
		"below TLS 1.2": {"statements": [_tls_version({"NumericLessThan": {"s3:TlsVersion": "1.2"}})], "want": true, "transport": false},
		"with TLS but below 1.2": {
			"statements": [_tls_version({"NumericLessThan": {"s3:TlsVersion": "1.2"}, "Bool": {"aws:SecureTransport": "true"}})],
			"want": false, "transport": false,
		},
		"the bucket only": {"statements": [object.union(tls("b"), {"Resource": "arn:aws:s3:::b"})], "want": false, "transport": false},
		"objects only": {"statements": [object.union(tls("b"), {"Resource": "arn:aws:s3:::b/*"})], "want": false, "transport": false},
		"another bucket": {"statements": [tls("c")], "want": false, "transport": false},
		"reading only": {"statements": [object.union(tls("b"), {"Action": "s3:GetObject"})], "want": false, "transport": false},
		"one account only": {"statements": [object.union(object.remove(tls("b"), ["Principal"]), {"Principal": {"AWS": "444455556666"}})], "want": false, "transport": false},
		"TLS denied": {"statements": [_tls_version({"Bool": {"aws:SecureTransport": "true"}})], "want": false, "transport": false},
		"one more condition": {
			"statements": [_tls_version({"Bool": {"aws:SecureTransport": "false"}, "IpAddress": {"aws:SourceIp": "192.0.2.0/24"}})],
			"want": false, "transport": false,
		},
		"allowed with TLS": {"statements": [object.union(_tls_version({"Bool": {"aws:SecureTransport": "true"}}), {"Effect": "Allow"})], "want": false, "transport": false},
	}
	bucket := with_statements(bare("b"), tc.statements)
	denies := "b" in buckets.denies_plaintext with input.s3.buckets as [bucket]
	denies == tc.want
	transport := "b" in buckets.denies_insecure_transport with input.s3.buckets as [bucket]
	transport == tc.transport
}

test_no_policy_denies_nothing if {
	plaintext := buckets.denies_plaintext with input.s3.buckets as [bare("b")]
	count(plaintext) == 0
	undeletable := buckets.undeletable with input.s3.buckets as [bare("b")]
	count(undeletable) == 0
}

_unless(condition) := object.union(no_delete("b"), {"Condition": condition})

test_denies_delete[name] if {
	some name, tc in {
		"BLEA's statement": {"statements": [no_delete("b")], "want": true, "most": true},
		"both actions": {"statements": [object.union(no_delete("b"), {"Action": ["s3:DeleteObject", "s3:DeleteObjectVersion"]})], "want": true, "most": true},
		"versions stay deletable": {"statements": [object.union(no_delete("b"), {"Action": "s3:DeleteObject"})], "want": false, "most": false},
		"versions only": {"statements": [object.union(no_delete("b"), {"Action": "s3:DeleteObjectVersion"})], "want": false, "most": false},
		"some objects": {"statements": [object.union(no_delete("b"), {"Resource": "arn:aws:s3:::b/AWSLogs/*"})], "want": false, "most": false},
		"the bucket alone": {"statements": [object.union(no_delete("b"), {"Resource": "arn:aws:s3:::b"})], "want": false, "most": false},
		"all but a role": {"statements": [_unless({"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/break-glass"}})], "want": false, "most": true},
		"all but roles of a pattern": {"statements": [_unless({"StringNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/break-glass-*"}})], "want": false, "most": true},
		"all but a user id": {"statements": [_unless({"StringNotLike": {"aws:userid": ["AIDAEXAMPLE", "AROAEXAMPLE:*"]}})], "want": false, "most": true},
		"all but every role": {"statements": [_unless({"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/*"}})], "want": false, "most": false},
		"without TLS only": {"statements": [tls("b")], "want": false, "most": false},
		"one role only": {"statements": [object.union(object.remove(no_delete("b"), ["Principal"]), {"Principal": {"AWS": "arn:aws:iam::111122223333:role/one"}})], "want": false, "most": false},
		"outside of a network": {"statements": [_unless({"NotIpAddress": {"aws:SourceIp": "192.0.2.0/24"}})], "want": false, "most": false},
	}
	bucket := with_statements(bare("b"), tc.statements)
	denies := "b" in buckets.denies_delete with input.s3.buckets as [bucket]
	denies == tc.want
	most := "b" in buckets.denies_delete_to_most with input.s3.buckets as [bucket]
	most == tc.most
	undeletable := "b" in buckets.undeletable with input.s3.buckets as [bucket]
	undeletable == tc.most
}

_logging(target) := {"GetBucketLogging": {"LoggingEnabled": {"TargetBucket": target, "TargetPrefix": ""}}}

test_access_logged[name] if {
	some name, tc in {
		"to another bucket": {"bucket": _logging("access"), "logging": true, "logged": true},
		"to itself": {"bucket": _logging("b"), "logging": true, "logged": false},
		"to a bucket that is gone": {"bucket": _logging("gone"), "logging": true, "logged": false},
		"off": {"bucket": {}, "logging": false, "logged": false},
		"to nowhere": {"bucket": _logging(""), "logging": false, "logged": false},
	}
	world := [object.union(bare("b"), tc.bucket), access]
	logging := "b" in buckets.logging with input.s3.buckets as world
	logging == tc.logging
	logged := "b" in buckets.access_logged with input.s3.buckets as world
	logged == tc.logged
	targets := {id | some id in buckets.access_logs.b} with input.s3.buckets as world
	targets == {id | id := "access"; tc.logged}
}

test_policy_with[name] if {
	some name, tc in {
		"no policy": {"bucket": bare("b"), "want": ["new"]},
		"a list": {"bucket": with_statements(bare("b"), [{"Sid": "old"}]), "want": ["old", "new"]},
		"one statement": {"bucket": with_statements(bare("b"), {"Sid": "old"}), "want": ["old", "new"]},
	}
	document := buckets.policy_with(tc.bucket, [{"Sid": "new"}])
	[statement.Sid | some statement in document.Statement] == tc.want
	document.Version == "2012-10-17"
}

test_policy_undo if {
	buckets.policy_undo(bare("b"))[0].operation == "DeleteBucketPolicy"
	json.unmarshal(buckets.policy_undo(audit)[0].params.Policy) == audit.GetBucketPolicy.Policy
}

test_account_block_steps if {
	none := buckets.account_block_steps("s", "r") with input.s3control.public_access_block as [] with input.account.account as "111122223333"
	none[0].calls[0].params == {"AccountId": "111122223333", "PublicAccessBlockConfiguration": on}
	none[0].undo[0].operation == "DeletePublicAccessBlock"
	none[0].effect[0].op == "add"
	half := buckets.account_block_steps("s", "r") with input.s3control.public_access_block as [{"BlockPublicAcls": true, "IgnorePublicAcls": false}]
		with input.account.account as "111122223333"
	half[0].undo[0].params.PublicAccessBlockConfiguration == {"BlockPublicAcls": true, "IgnorePublicAcls": false, "BlockPublicPolicy": false, "RestrictPublicBuckets": false}
	{effect.path | some effect in half[0].effect} == object.keys(on)
	other := buckets.account_block_steps("s", "r") with input.s3control.public_access_block as [{"BlockPublicAcls": false, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}]
		with input.account.account as "111122223333"
	other[0].undo[0].params.PublicAccessBlockConfiguration == {"BlockPublicAcls": false, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}
	count([1 | some _ in buckets.account_block_steps("s", "r")]) == 0 with input.s3control.public_access_block as [on] with input.account.account as "111122223333"
}

test_statements_do_what_they_say if {
	ids := buckets.denies_plaintext & buckets.denies_delete with input.s3.buckets as [
		with_statements(bare("b"), [buckets.tls_statement("arn:aws:s3:::b"), buckets.delete_statement("arn:aws:s3:::b")]),
		with_statements(bare("c"), [buckets.tls_statement("arn:aws:s3:::b")]),
	]
	ids == {"b"}
}
