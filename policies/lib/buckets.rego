# METADATA
# title: S3 buckets
# description: >-
#   Predicates about buckets that several controls share. Each is a set of bucket ids. A bucket of another account is among them if that
#   account was scanned, too, and something here names it; else it is in none of them: ask "known" first.
package lib.buckets

# METADATA
# description: Ids of the buckets that are known, the account's and those of other accounts that it delivers to.
known contains bucket.id if {
	some bucket in input.s3.buckets
}

# METADATA
# description: >-
#   Ids of the buckets whose own public access block has all four settings on
#   (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html).
blocked contains bucket.id if {
	some bucket in input.s3.buckets
	block := bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration
	block.BlockPublicAcls == true
	block.IgnorePublicAcls == true
	block.BlockPublicPolicy == true
	block.RestrictPublicBuckets == true
}

# METADATA
# description: The account's own public access block has all four settings on, which holds for every bucket.
account_blocked if {
	some block in input.s3control.public_access_block
	block.BlockPublicAcls == true
	block.IgnorePublicAcls == true
	block.BlockPublicPolicy == true
	block.RestrictPublicBuckets == true
}

# METADATA
# description: >-
#   Ids of the buckets for which each of the four settings is on, be it in the bucket or in the account: S3 applies the stricter of the two.
blocked_anyhow contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in blocked
}

blocked_anyhow contains bucket.id if {
	some bucket in input.s3.buckets
	not _lent(bucket)
	account_blocked
}

blocked_anyhow contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in _blocks_acls
	bucket.id in ignores_public_acls
	bucket.id in _blocks_policies
	bucket.id in restricts_public_policies
}

# The bucket of another account has what that account blocks in its own block.
_lent(bucket) if bucket.account != input.account.account

_blocks_acls contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration.BlockPublicAcls == true
}

_blocks_acls contains bucket.id if {
	some bucket in input.s3.buckets
	not _lent(bucket)
	some block in input.s3control.public_access_block
	block.BlockPublicAcls == true
}

_blocks_policies contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration.BlockPublicPolicy == true
}

_blocks_policies contains bucket.id if {
	some bucket in input.s3.buckets
	not _lent(bucket)
	some block in input.s3control.public_access_block
	block.BlockPublicPolicy == true
}

# METADATA
# description: Ids of the buckets whose ACLs open nothing to the public, because a public access block ignores such grants.
ignores_public_acls contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration.IgnorePublicAcls == true
}

ignores_public_acls contains bucket.id if {
	some bucket in input.s3.buckets
	not _lent(bucket)
	some block in input.s3control.public_access_block
	block.IgnorePublicAcls == true
}

# METADATA
# description: Ids of the buckets whose policy, when it is public, still admits only the own account and AWS services.
restricts_public_policies contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration.RestrictPublicBuckets == true
}

restricts_public_policies contains bucket.id if {
	some bucket in input.s3.buckets
	not _lent(bucket)
	some block in input.s3control.public_access_block
	block.RestrictPublicBuckets == true
}

# METADATA
# description: >-
#   Ids of the buckets whose policy S3 calls public, whatever a public access block makes of it
#   (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html).
public_policy contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.GetBucketPolicyStatus.PolicyStatus.IsPublic == true
}

# METADATA
# description: Ids of the buckets that everyone, or everyone with some AWS account, can list or read.
publicly_readable contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in _policy_lets_read
	not bucket.id in restricts_public_policies
}

publicly_readable contains bucket.id if {
	some bucket in input.s3.buckets
	some grant in bucket.GetBucketAcl.Grants
	grant.Grantee.URI in _public_groups
	grant.Permission in {"READ", "READ_ACP", "FULL_CONTROL"}
	bucket.id in _acls_open_to_public
}

# METADATA
# description: Ids of the buckets that everyone, or everyone with some AWS account, can write to or change.
publicly_writable contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in _policy_lets_write
	not bucket.id in restricts_public_policies
}

publicly_writable contains bucket.id if {
	some bucket in input.s3.buckets
	some grant in bucket.GetBucketAcl.Grants
	grant.Grantee.URI in _public_groups
	grant.Permission in {"WRITE", "WRITE_ACP", "FULL_CONTROL"}
	bucket.id in _acls_open_to_public
}

# https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups
_public_groups := {
	"http://acs.amazonaws.com/groups/global/AllUsers",
	"http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
}

_acls_open_to_public contains bucket.id if {
	some bucket in input.s3.buckets
	not bucket.id in ignores_public_acls
	not bucket.id in owner_enforced
}

# S3 says that a policy is public, its statements say for what. One that S3 calls public for a reason not to be seen in them
# counts for both.
_policy_lets_read contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in public_policy
	some statement in _public_statements(bucket)
	_reads(statement)
}

_policy_lets_read contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in public_policy
	not bucket.id in _explained
}

_policy_lets_write contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in public_policy
	some statement in _public_statements(bucket)
	_writes(statement)
}

_policy_lets_write contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in public_policy
	not bucket.id in _explained
}

_explained contains bucket.id if {
	some bucket in input.s3.buckets
	some _ in _public_statements(bucket)
}

_public_statements(bucket) := {statement |
	some statement in kijun.policy.grants(bucket.GetBucketPolicy.Policy, bucket.account, "").statements
	statement.denied == false
	statement.audience in {"public", "unknown"}
}

# All actions of S3 that only read begin with Get or List.
_reads(statement) if {
	some pattern in statement.actions
	some action in ["s3:GetObject", "s3:ListBucket"]
	kijun.policy.action_matches(pattern, action)
}

_reads(statement) if {
	some pattern in statement.actions
	regex.match(`(?i)^s3:[gl]`, pattern)
}

_reads(statement) if statement.not_actions[0]

_writes(statement) if {
	some pattern in statement.actions
	not regex.match(`(?i)^s3:[gl]`, pattern)
}

_writes(statement) if statement.not_actions[0]

# METADATA
# description: Ids of the buckets that have no ACLs in force, since their owner owns every object.
owner_enforced contains bucket.id if {
	some bucket in input.s3.buckets
	some rule in bucket.GetBucketOwnershipControls.OwnershipControls.Rules
	rule.ObjectOwnership == "BucketOwnerEnforced"
}

# METADATA
# description: Ids of the buckets whose ACL grants something to a group (everyone, all AWS accounts, log delivery) or to somebody else than the owner.
shared_by_acl contains bucket.id if {
	some bucket in input.s3.buckets
	some grant in bucket.GetBucketAcl.Grants
	grant.Grantee.URI
}

shared_by_acl contains bucket.id if {
	some bucket in input.s3.buckets
	some grant in bucket.GetBucketAcl.Grants
	grant.Grantee.ID != bucket.GetBucketAcl.Owner.ID
}

# METADATA
# description: Ids of the buckets whose ACL is private, or without effect.
private_acl contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in owner_enforced
}

private_acl contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.GetBucketAcl
	not bucket.id in shared_by_acl
}

# METADATA
# description: Ids of the buckets that keep former versions of their objects.
versioned contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.GetBucketVersioning.Status == "Enabled"
}

# METADATA
# description: Ids of the buckets that have S3 Object Lock. It works on versions, so these are kept too.
lockable contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.GetObjectLockConfiguration.ObjectLockConfiguration.ObjectLockEnabled == "Enabled"
}

# METADATA
# description: Ids of the buckets that S3 Object Lock keeps from losing a version for at least a day after it was written.
locked contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in lockable
	retention := bucket.GetObjectLockConfiguration.ObjectLockConfiguration.Rule.DefaultRetention
	retention.Mode in {"GOVERNANCE", "COMPLIANCE"}
	retention.Days >= 1
}

locked contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in lockable
	retention := bucket.GetObjectLockConfiguration.ObjectLockConfiguration.Rule.DefaultRetention
	retention.Mode in {"GOVERNANCE", "COMPLIANCE"}
	retention.Years >= 1
}

# METADATA
# description: Ids of the buckets that let nobody delete a version without the root user's MFA device.
mfa_delete contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.GetBucketVersioning.MFADelete == "Enabled"
}

# METADATA
# description: Ids of the buckets that encrypt what is written to them.
encrypted contains bucket.id if {
	some bucket in input.s3.buckets
	some rule in bucket.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules
	rule.ApplyServerSideEncryptionByDefault.SSEAlgorithm in {"AES256", "aws:kms", "aws:kms:dsse"}
}

# METADATA
# description: Ids of the buckets that encrypt what is written to them with a KMS key.
encrypted_with_kms contains bucket.id if {
	some bucket in input.s3.buckets
	some rule in bucket.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules
	rule.ApplyServerSideEncryptionByDefault.SSEAlgorithm in {"aws:kms", "aws:kms:dsse"}
}

# METADATA
# description: >-
#   Ids of the buckets whose policy denies every request without TLS to everyone, on the bucket and on its objects. S3 gives such
#   requests a TLS version below all others, so a Deny on s3:TlsVersion does it too
#   (https://repost.aws/knowledge-center/s3-enforce-modern-tls).
denies_plaintext contains bucket.id if {
	some bucket in input.s3.buckets
	_denies_all(bucket, {"context": {"aws:SecureTransport": "false", "s3:TlsVersion": "0"}})
}

# METADATA
# description: Ids of those of them that do it without looking at the TLS version.
denies_insecure_transport contains bucket.id if {
	some bucket in input.s3.buckets
	_denies_all(bucket, {"context": {"aws:SecureTransport": "false"}})
}

_denies_all(bucket, request) if {
	_denies(bucket, object.union(request, {"action": "s3:*", "resource": bucket.arn}))
	_denies(bucket, object.union(request, {"action": "s3:*", "resource": concat("", [bucket.arn, "/*"])}))
}

_denies(bucket, request) if kijun.policy.evaluate(bucket.GetBucketPolicy.Policy, request).decision == "deny"

# METADATA
# description: Ids of the buckets whose policy denies everyone, without condition, to delete objects and their versions.
denies_delete contains bucket.id if {
	some bucket in input.s3.buckets
	every action in _deletions {
		_denies(bucket, {"action": action, "resource": concat("", [bucket.arn, "/*"])})
	}
}

_deletions := ["s3:DeleteObject", "s3:DeleteObjectVersion"]

# METADATA
# description: >-
#   Ids of the buckets whose policy denies it to all but principals that it names: a role that no policy has heard of cannot delete,
#   over TLS and with MFA as much as without.
denies_delete_to_most contains bucket.id if {
	some bucket in input.s3.buckets
	every action in _deletions {
		_denies(bucket, {
			"action": action,
			"resource": concat("", [bucket.arn, "/*"]),
			"principal": {"type": "AWS", "value": _stranger(bucket)},
			"context": {"aws:SecureTransport": "true", "s3:TlsVersion": "1.3", "aws:userid": "AROAAAAAAAAAAAAAAAAAA:nobody"},
		})
	}
}

_stranger(bucket) := sprintf("arn:%s:iam::%s:role/nobody-in-particular", [split(bucket.arn, ":")[1], bucket.account])

# METADATA
# description: Ids of the buckets from which objects cannot be deleted, by policy, Object Lock or MFA Delete.
undeletable contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in denies_delete
}

undeletable contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in denies_delete_to_most
}

undeletable contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in locked
}

undeletable contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in mfa_delete
}

# METADATA
# description: Ids of the buckets with server access logging, wherever it goes.
logging contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.GetBucketLogging.LoggingEnabled.TargetBucket != ""
}

# METADATA
# description: For each bucket with server access logging the id of the bucket of this account that takes the logs, if it is another one.
access_logs[bucket.id] contains target.id if {
	some bucket in input.s3.buckets
	some target in input.s3.buckets
	target.Name == bucket.GetBucketLogging.LoggingEnabled.TargetBucket
	target.Name != bucket.Name
}

# METADATA
# description: >-
#   Ids of the buckets that log who reads and writes them to another bucket. That bucket is always one of the same account
#   (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html), so one that is not listed is gone.
access_logged contains bucket.id if {
	some bucket in input.s3.buckets
	some _ in access_logs[bucket.id]
}

# METADATA
# description: The statement with which BLEA denies all requests without TLS to the bucket of this ARN.
tls_statement(arn) := {
	"Sid": "DenyWithoutTLS",
	"Effect": "Deny",
	"Principal": {"AWS": "*"},
	"Action": "s3:*",
	"Resource": [arn, concat("", [arn, "/*"])],
	"Condition": {"Bool": {"aws:SecureTransport": "false"}},
}

# METADATA
# description: The statement with which BLEA denies everyone to delete objects of the bucket of this ARN.
delete_statement(arn) := {
	"Sid": "Restrict Delete* Actions",
	"Effect": "Deny",
	"Principal": {"AWS": "*"},
	"Action": "s3:Delete*",
	"Resource": concat("", [arn, "/*"]),
}

# METADATA
# description: >-
#   The bucket's policy with these statements behind its own. One that is no list of statements is made one; a bucket without a
#   policy gets a new one.
policy_with(bucket, statements) := object.union(bucket.GetBucketPolicy.Policy, {"Statement": array.concat(bucket.GetBucketPolicy.Policy.Statement, statements)}) if {
	is_array(bucket.GetBucketPolicy.Policy.Statement)
}

policy_with(bucket, statements) := object.union(bucket.GetBucketPolicy.Policy, {"Statement": array.concat([bucket.GetBucketPolicy.Policy.Statement], statements)}) if {
	is_object(bucket.GetBucketPolicy.Policy.Statement)
}

policy_with(bucket, statements) := {"Version": "2012-10-17", "Statement": statements} if not bucket.GetBucketPolicy.Policy

# METADATA
# description: The calls that give the bucket this policy.
policy_calls(bucket, document) := [{"service": "s3", "operation": "PutBucketPolicy", "params": {"Bucket": bucket.Name, "Policy": json.marshal(document)}}]

# METADATA
# description: The calls that give the bucket its present policy back.
policy_undo(bucket) := [{"service": "s3", "operation": "PutBucketPolicy", "params": {"Bucket": bucket.Name, "Policy": json.marshal(bucket.GetBucketPolicy.Policy)}}] if {
	bucket.GetBucketPolicy.Policy
}

policy_undo(bucket) := [{"service": "s3", "operation": "DeleteBucketPolicy", "params": {"Bucket": bucket.Name}}] if not bucket.GetBucketPolicy.Policy

# METADATA
# description: The step of this subject and Region that switches on all four settings of the account, none when they are.
account_block_steps(subject, region) := [{
	"subject": subject,
	"region": region,
	"calls": [{"service": "s3control", "operation": "PutPublicAccessBlock", "params": {"AccountId": input.account.account, "PublicAccessBlockConfiguration": _all_on}}],
	"undo": [_account_block_undo],
	"effect": _account_block_effect,
	"needs": [],
	"destructive": false,
}] if {
	not account_blocked
}

_all_on := {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}

_account_block_effect := [{"op": "add", "collection": "s3control.public_access_block", "id": input.account.account, "value": object.union(
	{"id": input.account.account, "account": input.account.account, "region": "global", "type": "AWS::::Account"},
	_all_on,
)}] if {
	not _account_block_set
}

_account_block_effect := [{"op": "set", "collection": "s3control.public_access_block", "id": input.account.account, "path": name, "value": true} | some name, _ in _all_on] if {
	_account_block_set
}

_account_block_undo := {"service": "s3control", "operation": "DeletePublicAccessBlock", "params": {"AccountId": input.account.account}} if {
	not _account_block_set
}

_account_block_undo := {"service": "s3control", "operation": "PutPublicAccessBlock", "params": {
	"AccountId": input.account.account,
	"PublicAccessBlockConfiguration": {name: on | some name, _ in _all_on; on := name in _account_settings},
}} if {
	_account_block_set
}

_account_settings contains "BlockPublicAcls" if {
	some block in input.s3control.public_access_block
	block.BlockPublicAcls == true
}

_account_settings contains "IgnorePublicAcls" if {
	some block in input.s3control.public_access_block
	block.IgnorePublicAcls == true
}

_account_settings contains "BlockPublicPolicy" if {
	some block in input.s3control.public_access_block
	block.BlockPublicPolicy == true
}

_account_settings contains "RestrictPublicBuckets" if {
	some block in input.s3control.public_access_block
	block.RestrictPublicBuckets == true
}

_account_block_set if some _ in input.s3control.public_access_block
