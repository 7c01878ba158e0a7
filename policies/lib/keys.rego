# METADATA
# title: KMS keys
# description: Predicates about keys that several controls share. Each is a set of key ids.
package lib.keys

# METADATA
# description: >-
#   Ids of the keys that can rotate automatically: customer managed symmetric ones with material that KMS made in its own store
#   (https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html).
rotatable contains key.id if {
	some key in input.kms.keys
	key.DescribeKey.KeyMetadata.KeyManager == "CUSTOMER"
	key.DescribeKey.KeyMetadata.KeySpec == "SYMMETRIC_DEFAULT"
	key.DescribeKey.KeyMetadata.Origin == "AWS_KMS"
}

# METADATA
# description: Ids of the keys that are enabled. Others protect nothing new.
enabled contains key.id if {
	some key in input.kms.keys
	key.DescribeKey.KeyMetadata.KeyState == "Enabled"
}

# METADATA
# description: Ids of the keys that rotate automatically.
rotates contains key.id if {
	some key in input.kms.keys
	key.GetKeyRotationStatus.KeyRotationEnabled == true
}

# METADATA
# description: The step that lets this key rotate. Replicas follow their primary key.
rotation_steps(key) := [{
	"subject": key.id,
	"region": key.region,
	"calls": [{"service": "kms", "operation": "EnableKeyRotation", "params": {"KeyId": key.KeyId}}],
	"undo": [{"service": "kms", "operation": "DisableKeyRotation", "params": {"KeyId": key.KeyId}}],
	"effect": [{"op": "set", "collection": "kms.keys", "id": key.id, "path": "GetKeyRotationStatus.KeyRotationEnabled", "value": true}],
	"needs": [],
	"destructive": false,
}] if {
	key.id in rotatable
	key.id in enabled
	not key.id in rotates
	not key.DescribeKey.KeyMetadata.MultiRegionConfiguration.MultiRegionKeyType == "REPLICA"
}
