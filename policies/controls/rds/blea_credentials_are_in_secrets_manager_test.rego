package controls.rds.blea_credentials_are_in_secrets_manager_test

import data.controls.rds.blea_credentials_are_in_secrets_manager as control

_tags(stack, name) := {"tags": {"aws:cloudformation:stack-id": stack, "aws:cloudformation:logical-id": name}}

_cluster(more) := object.union({"id": "arn:aws:rds:ap-northeast-1:111122223333:cluster:orders", "region": "ap-northeast-1", "DBClusterIdentifier": "orders", "Engine": "aurora-postgresql", "tags": {}}, more)

_in_stack := _tags("stack-1", "DatastoreAuroraCluster2FE23DD5")

_secrets := [
	{"id": "a", "tags": {}},
	object.union({"id": "b"}, _tags("stack-1", "DevBLEAEcsAppDatastoreAuroraClusterSecret062A0F6B3fdaad7efa858a3daf9490cf0a702aeb")),
	object.union({"id": "c"}, _tags("stack-2", "ChatToken0A1B2C3D")),
]

_cases := {
	"a secret that RDS manages passes": {"cluster": _cluster({"MasterUserSecret": {"SecretArn": "arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:rds!cluster-1", "SecretStatus": "active"}}), "want": [["PASSED", "managed"]]},
	"a secret of CDK passes": {"cluster": _cluster(_in_stack), "want": [["PASSED", "attached"]]},
	"IAM passes": {"cluster": _cluster({"IAMDatabaseAuthenticationEnabled": true}), "want": [["PASSED", "iam"]]},
	"both give one finding": {"cluster": _cluster(object.union(_in_stack, {"IAMDatabaseAuthenticationEnabled": true, "MasterUserSecret": {"SecretArn": "x"}})), "want": [["PASSED", "managed"]]},
	"no IAM fails": {"cluster": _cluster({"IAMDatabaseAuthenticationEnabled": false}), "want": [["FAILED", "no_secret"]]},
	"nothing told fails": {"cluster": _cluster({}), "want": [["FAILED", "no_secret"]]},
	"an empty secret fails": {"cluster": _cluster({"MasterUserSecret": {}}), "want": [["FAILED", "no_secret"]]},
	"another secret of the stack fails": {"cluster": _cluster(_tags("stack-2", "DatastoreAuroraCluster2FE23DD5")), "want": [["FAILED", "no_secret"]]},
	"the secret of another cluster fails": {"cluster": _cluster(_tags("stack-1", "ReportsAuroraCluster2FE23DD5")), "want": [["FAILED", "no_secret"]]},
	"a stack without secrets fails": {"cluster": _cluster(_tags("stack-3", "DatastoreAuroraCluster2FE23DD5")), "want": [["FAILED", "no_secret"]]},
	"Neptune is out of scope": {"cluster": _cluster({"Engine": "neptune"}), "want": []},
	"a secret of CDK beside IAM gives one finding": {"cluster": _cluster(object.union(_in_stack, {"IAMDatabaseAuthenticationEnabled": true})), "want": [["PASSED", "attached"]]},
	"a secret of RDS beside IAM gives one finding": {"cluster": _cluster({"IAMDatabaseAuthenticationEnabled": true, "MasterUserSecret": {"SecretArn": "x"}}), "want": [["PASSED", "managed"]]},
}

test_blea_credentials_are_in_secrets_manager[name] if {
	some name, tc in _cases
	got := control.findings with input.rds.clusters as [tc.cluster] with input.secretsmanager.secrets as _secrets
	[[finding.status, finding.code] | some finding in got] == tc.want
	subjects := control.subjects with input.rds.clusters as [tc.cluster]
	count(subjects) == count(tc.want)
}

test_plan_names_the_cluster if {
	steps := control.plan with input.rds.clusters as [_cluster({}), _cluster(object.union(_in_stack, {"id": "a"})), _cluster({"id": "b", "IAMDatabaseAuthenticationEnabled": true})]
		with input.secretsmanager.secrets as _secrets with input.account as {"account": "111122223333", "partition": "aws"}
	[step.calls[0].params | some step in steps] == [{"DBClusterIdentifier": "orders", "ManageMasterUserPassword": true, "ApplyImmediately": true}]
}

test_other_engines_are_out_of_scope[name] if {
	some name, tc in _cases
	every engine in ["neptune", "docdb"] {
		elements := [object.union(tc.cluster, {"Engine": engine})]
		findings := control.findings with input.rds.clusters as elements with input.secretsmanager.secrets as _secrets
		findings == set()
		subjects := control.subjects with input.rds.clusters as elements
		subjects == set()
	}
}
