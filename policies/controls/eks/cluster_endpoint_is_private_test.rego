package controls.eks.cluster_endpoint_is_private_test

import data.controls.eks.cluster_endpoint_is_private as control

_cluster(described) := {
	"id": "arn:aws:eks:ap-northeast-1:111122223333:cluster/c",
	"region": "ap-northeast-1",
	"Name": "c",
	"DescribeCluster": {"Cluster": described},
}

test_cluster_endpoint_is_private[name] if {
	some name, tc in {
		"private passes": {"cluster": {"ResourcesVpcConfig": {"EndpointPublicAccess": false, "EndpointPrivateAccess": true}}, "want": ["PASSED private"]},
		"public fails": {"cluster": {"ResourcesVpcConfig": {"EndpointPublicAccess": true, "EndpointPrivateAccess": false}}, "want": ["FAILED public"]},
		"both fail": {"cluster": {"ResourcesVpcConfig": {"EndpointPublicAccess": true, "EndpointPrivateAccess": true}}, "want": ["FAILED public"]},
		"public for a few addresses fails": {"cluster": {"ResourcesVpcConfig": {"EndpointPublicAccess": true, "PublicAccessCidrs": ["203.0.113.5/32"]}}, "want": ["FAILED public"]},
		"an untold network fails": {"cluster": {}, "want": ["FAILED public"]},
		"a connected cluster is out of scope": {"cluster": {"ConnectorConfig": {"Provider": "OTHER"}}, "want": []},
		"so is one whose endpoint is told": {"cluster": {"ConnectorConfig": {"Provider": "OTHER"}, "ResourcesVpcConfig": {"EndpointPublicAccess": false}}, "want": []},
	}
	got := control.findings with input.eks.clusters as [_cluster(tc.cluster)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.eks.clusters as [_cluster(tc.cluster)]
	count(subjects) == count(tc.want)
}

test_plan_names_the_cluster if {
	steps := control.plan with input.eks.clusters as [_cluster({"ResourcesVpcConfig": {"EndpointPublicAccess": true, "EndpointPrivateAccess": false}})]
	[step.calls[0].params | some step in steps] == [{"name": "c", "resourcesVpcConfig": {"endpointPublicAccess": false, "endpointPrivateAccess": true}}]
	[step.undo[0].params | some step in steps] == [{"name": "c", "resourcesVpcConfig": {"endpointPublicAccess": true, "endpointPrivateAccess": false}}]
}

test_no_plan_without_need if {
	steps := control.plan with input.eks.clusters as [_cluster({"ResourcesVpcConfig": {"EndpointPublicAccess": false}}), _cluster({"ConnectorConfig": {}, "ResourcesVpcConfig": {"EndpointPublicAccess": true}})]
	steps == set()
}
