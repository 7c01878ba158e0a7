# METADATA
# title: Keys of stored data
# description: >-
#   What KMS says of the keys that databases name by their ARNs. Keys of other accounts are in none of the sets: ask "foreign" about the ARN.
package lib.data_keys

# METADATA
# description: ARNs of the customer managed keys.
customer contains key.arn if {
	some key in input.kms.keys
	key.DescribeKey.KeyMetadata.KeyManager == "CUSTOMER"
}

# METADATA
# description: ARNs of the keys that AWS manages in the account. They rotate by themselves.
aws contains key.arn if {
	some key in input.kms.keys
	key.DescribeKey.KeyMetadata.KeyManager == "AWS"
}

# METADATA
# description: ARNs of the keys that can be used. A disabled key, or one that is about to be deleted, opens nothing.
enabled contains key.arn if {
	some key in input.kms.keys
	key.DescribeKey.KeyMetadata.KeyState == "Enabled"
}

# METADATA
# description: ARNs of the keys that rotate every year or sooner.
rotating contains key.arn if {
	some key in input.kms.keys
	key.GetKeyRotationStatus.KeyRotationEnabled == true
	not _slow(key)
}

_slow(key) if key.GetKeyRotationStatus.RotationPeriodInDays > 365

# METADATA
# description: The account of the key with this ARN, if it is another one.
foreign(arn) := account if {
	startswith(arn, "arn:")
	account := split(arn, ":")[4]
	account != input.account.account
}
