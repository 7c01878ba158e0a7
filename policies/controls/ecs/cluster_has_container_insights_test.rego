package controls.ecs.cluster_has_container_insights_test

import data.controls.ecs.cluster_has_container_insights as control

import data.lib.clusters_test as world

test_cluster_has_container_insights[name] if {
	some name, tc in world.cases
	want := {true: "PASSED on", false: "FAILED off"}[tc.want]
	got := control.findings with input.ecs.clusters as [tc.cluster]
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {want}
	steps := control.plan with input.ecs.clusters as [tc.cluster]
	{step.calls[0].params.cluster | some step in steps} == {tc.cluster.ClusterArn | not tc.want}
}
