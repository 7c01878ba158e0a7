package lib.decryption_test

import data.lib.decryption

_allow(more) := object.union({"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*"}, more)

test_unlimited[name] if {
	some name, tc in {
		"every resource": {"statements": [_allow({})], "want": true},
		"a single statement": {"statements": _allow({}), "want": true},
		"every key": {"statements": [_allow({"Resource": ["arn:aws:kms:*:*:key/*"]})], "want": true},
		"every key of the account": {"statements": [_allow({"Resource": "arn:aws:kms:*:111122223333:key/*"})], "want": true},
		"everything of KMS": {"statements": [_allow({"Resource": "arn:aws:kms:*:111122223333:*"})], "want": true},
		"every key of one Region": {"statements": [_allow({"Resource": "arn:aws:kms:us-east-1:111122223333:key/*"})], "want": false},
		"every key of another account": {"statements": [_allow({"Resource": "arn:aws:kms:*:444455556666:key/*"})], "want": false},
		"one key": {"statements": [_allow({"Resource": "arn:aws:kms:us-east-1:111122223333:key/k"})], "want": false},
		"every alias": {"statements": [_allow({"Resource": "arn:aws:kms:*:111122223333:alias/*"})], "want": false},
		"every table": {"statements": [_allow({"Resource": "arn:aws:dynamodb:*:*:*"})], "want": false},
		"re-encryption": {"statements": [_allow({"Action": ["kms:ReEncryptFrom"]})], "want": true},
		"all of KMS": {"statements": [_allow({"Action": "kms:*"})], "want": true},
		"all": {"statements": [_allow({"Action": "*"})], "want": true},
		"in other letters": {"statements": [_allow({"Action": "KMS:decrypt*"})], "want": true},
		"encryption": {"statements": [_allow({"Action": ["kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncryptTo"]})], "want": false},
		"all but IAM": {"statements": [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}], "want": true},
		"all but KMS": {"statements": [{"Effect": "Allow", "NotAction": "kms:*", "Resource": "*"}], "want": false},
		"all resources but a bucket": {"statements": [{"Effect": "Allow", "Action": "kms:Decrypt", "NotResource": "arn:aws:s3:::b"}], "want": true},
		"all resources but a key": {"statements": [{"Effect": "Allow", "Action": "kms:Decrypt", "NotResource": "arn:aws:kms:us-east-1:111122223333:key/k"}], "want": false},
		"a condition does not count": {"statements": [_allow({"Condition": {"StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}}})], "want": true},
		"denied": {"statements": [_allow({}), {"Effect": "Deny", "Action": "kms:*", "Resource": "*"}], "want": false},
		"denied for one key": {"statements": [_allow({}), {"Effect": "Deny", "Action": "kms:*", "Resource": "arn:aws:kms:us-east-1:111122223333:key/k"}], "want": false},
		"denied on a condition": {
			"statements": [_allow({}), {"Effect": "Deny", "Action": "kms:*", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}],
			"want": true,
		},
		"one of the two denied": {"statements": [_allow({"Action": "kms:*"}), {"Effect": "Deny", "Action": "kms:Decrypt", "Resource": "*"}], "want": true},
		"no statement": {"statements": [], "want": false},
	}
	got := {"it" | decryption.unlimited({"Version": "2012-10-17", "Statement": tc.statements}, "111122223333", "aws")}
	got == {"it" | tc.want}
}
