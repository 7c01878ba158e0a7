package controls.ecr.image_tag_is_immutable_test

import data.controls.ecr.image_tag_is_immutable as control

_repository(more) := object.union(
	{"id": "arn:aws:ecr:ap-northeast-1:111122223333:repository/app", "region": "ap-northeast-1", "account": "111122223333", "RepositoryName": "app"},
	more,
)

test_image_tag_is_immutable[name] if {
	some name, tc in {
		"immutable passes": {"element": {"ImageTagMutability": "IMMUTABLE"}, "want": ["PASSED immutable"]},
		"with exclusions passes": {"element": {"ImageTagMutability": "IMMUTABLE_WITH_EXCLUSION"}, "want": ["PASSED excluded"]},
		"mutable fails": {"element": {"ImageTagMutability": "MUTABLE"}, "want": ["FAILED mutable"]},
		"mutable with exclusions fails": {"element": {"ImageTagMutability": "MUTABLE_WITH_EXCLUSION"}, "want": ["FAILED mutable"]},
		"untold fails": {"element": {}, "want": ["FAILED mutable"]},
	}
	got := control.findings with input.ecr.repositories as [_repository(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan_names_the_repository if {
	steps := control.plan with input.ecr.repositories as [_repository({"ImageTagMutability": "MUTABLE"})]
	[step.calls[0].params | some step in steps] == [{"repositoryName": "app", "imageTagMutability": "IMMUTABLE"}]
	none := control.plan with input.ecr.repositories as [_repository({"ImageTagMutability": "IMMUTABLE"})]
	none == set()
}
