package controls.ecr.blea_image_is_scanned_on_push_test

import data.controls.ecr.blea_image_is_scanned_on_push as control

import data.lib.repositories_test as world

test_blea_image_is_scanned_on_push[name] if {
	some name, tc in world.cases
	want := {true: "PASSED scanned", false: "FAILED not_scanned"}[tc.scanned]
	got := control.findings with input.ecr.repositories as [tc.repository] with input.ecr.registry_scanning as tc.registry
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {want}
}

test_plan_names_the_repository if {
	steps := control.plan with input.ecr.repositories as [world.repository(false, "MANUAL")] with input.ecr.registry_scanning as [world.registry("BASIC")]
	[step.calls[0].params | some step in steps] == [{"repositoryName": "app", "imageScanningConfiguration": {"scanOnPush": true}}]
}

test_no_plan_without_need if {
	steps := control.plan with input.ecr.repositories as [world.repository(true, "MANUAL")] with input.ecr.registry_scanning as [world.registry("BASIC")]
	steps == set()
}
