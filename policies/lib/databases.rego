# METADATA
# title: Databases
# description: >-
#   Which instances, clusters and snapshots are those of RDS itself, of Neptune and of DocumentDB. All three are listed by RDS's API, and
#   Engine tells them apart (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html). What tells no
#   engine counts as RDS's.
package lib.databases

import data.lib.subnets

# METADATA
# description: Ids of the DB instances of RDS, those of Aurora among them.
instances contains instance.id if {
	some instance in input.rds.instances
	not instance.id in _other_instances
}

_other_instances contains instance.id if {
	some instance in input.rds.instances
	instance.Engine in {"neptune", "docdb"}
}

# METADATA
# description: Ids of the DB clusters of RDS, those of Aurora among them.
clusters contains cluster.id if {
	some cluster in input.rds.clusters
	not cluster.id in _other_clusters
}

_other_clusters contains cluster.id if {
	some cluster in input.rds.clusters
	cluster.Engine in {"neptune", "docdb"}
}

# METADATA
# description: Ids of the DB instances with an Aurora engine.
aurora_instances contains instance.id if {
	some instance in input.rds.instances
	startswith(instance.Engine, "aurora")
}

# METADATA
# description: Ids of the DB instances whose subnet group has a subnet with a route to an internet gateway. An instance can move to each of them.
in_public_subnets contains instance.id if {
	some instance in input.rds.instances
	some subnet in instance.DBSubnetGroup.Subnets
	subnets.opens(subnet.SubnetIdentifier, instance.DBSubnetGroup.VpcId)
}

# METADATA
# description: These subnets of an instance, for the reader.
public_subnets(instance) := sort({subnet.SubnetIdentifier |
	some subnet in instance.DBSubnetGroup.Subnets
	subnets.opens(subnet.SubnetIdentifier, instance.DBSubnetGroup.VpcId)
})

# METADATA
# description: Ids of the DB instances whose subnet group has a subnet of which no route table shows, since another account shares it.
in_unseen_subnets contains instance.id if {
	some instance in input.rds.instances
	some subnet in instance.DBSubnetGroup.Subnets
	not subnets.mapped(subnet.SubnetIdentifier, instance.DBSubnetGroup.VpcId)
}

# METADATA
# description: These subnets of an instance, for the reader.
unseen_subnets(instance) := sort({subnet.SubnetIdentifier |
	some subnet in instance.DBSubnetGroup.Subnets
	not subnets.mapped(subnet.SubnetIdentifier, instance.DBSubnetGroup.VpcId)
})

# METADATA
# description: Ids of the snapshots of RDS, of instances and of clusters.
snapshots contains snapshot.id if {
	some snapshot in input.rds.snapshots
	not snapshot.id in neptune_snapshots
	not snapshot.id in docdb_snapshots
}

# METADATA
# description: Ids of the snapshots of Neptune's clusters.
neptune_snapshots contains snapshot.id if {
	some snapshot in input.rds.snapshots
	snapshot.Engine == "neptune"
}

# METADATA
# description: Ids of the snapshots of DocumentDB's clusters.
docdb_snapshots contains snapshot.id if {
	some snapshot in input.rds.snapshots
	snapshot.Engine == "docdb"
}

# METADATA
# description: Ids of the snapshots of clusters, and not of instances.
cluster_snapshots contains snapshot.id if {
	some snapshot in input.rds.snapshots
	snapshot.type == "AWS::RDS::DBClusterSnapshot"
}

# METADATA
# description: >-
#   Ids of the snapshots that every AWS account may restore: the value "all" of the attribute "restore"
#   (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshotAttribute.html).
public_snapshots contains snapshot.id if {
	some snapshot in input.rds.snapshots
	some attribute in snapshot.DescribeDBSnapshotAttributes.DBSnapshotAttributesResult.DBSnapshotAttributes
	attribute.AttributeName == "restore"
	"all" in attribute.AttributeValues
}

public_snapshots contains snapshot.id if {
	some snapshot in input.rds.snapshots
	some attribute in snapshot.DescribeDBClusterSnapshotAttributes.DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes
	attribute.AttributeName == "restore"
	"all" in attribute.AttributeValues
}

# METADATA
# description: The step that takes the snapshot of a cluster from everybody, and leaves it to the accounts that it is shared with by name.
unsharing(snapshot) := {
	"subject": snapshot.id,
	"region": snapshot.region,
	"calls": [{"service": "rds", "operation": "ModifyDBClusterSnapshotAttribute", "params": object.union(_restore(snapshot), {"ValuesToRemove": ["all"]})}],
	"undo": [{"service": "rds", "operation": "ModifyDBClusterSnapshotAttribute", "params": object.union(_restore(snapshot), {"ValuesToAdd": ["all"]})}],
	"effect": [{
		"op": "set",
		"collection": "rds.snapshots",
		"id": snapshot.id,
		"path": "DescribeDBClusterSnapshotAttributes.DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes",
		"value": without_everybody(snapshot.DescribeDBClusterSnapshotAttributes.DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes),
	}],
	"needs": [],
	"destructive": false,
}

_restore(snapshot) := {"DBClusterSnapshotIdentifier": snapshot.DBClusterSnapshotIdentifier, "AttributeName": "restore"}

# METADATA
# description: A snapshot's attributes without "all".
without_everybody(attributes) := [object.union(attribute, {"AttributeValues": [value |
	some value in attribute.AttributeValues
	value != "all"
]}) |
	some attribute in attributes
]
