package controls.ecr.blea_public_images_are_cached_test

import data.controls.ecr.blea_public_images_are_cached as control

_definition(images) := {
	"id": "arn:aws:ecs:ap-northeast-1:111122223333:task-definition/app",
	"region": "ap-northeast-1",
	"Family": "app",
	"DescribeTaskDefinition": {"TaskDefinition": {"ContainerDefinitions": [{"Name": "c", "Image": image} | some image in images]}},
}

_rule := {"id": "ap-northeast-1|ecr-public", "region": "ap-northeast-1", "EcrRepositoryPrefix": "ecr-public", "UpstreamRegistryUrl": "public.ecr.aws"}

_private := "111122223333.dkr.ecr.ap-northeast-1.amazonaws.com/app:1"

_judged(definitions, rules) := {
	"account": {"account": "111122223333"},
	"governed_regions": [{"id": "ap-northeast-1", "region": "ap-northeast-1"}],
	"ecs": {"task_definitions": definitions},
	"ecr": {"pull_through_cache_rules": rules},
}

test_blea_public_images_are_cached[name] if {
	some name, tc in {
		"a cache passes": {"definitions": [_definition([_private])], "rules": [_rule], "want": "PASSED cached"},
		"a cache alone passes": {"definitions": [], "rules": [_rule], "want": "PASSED cached"},
		"private images pass without": {"definitions": [_definition([_private])], "rules": [], "want": "PASSED private"},
		"a mirror of one's own passes": {"definitions": [_definition(["mirror.example.com:5000/nginx"])], "rules": [], "want": "PASSED private"},
		"a public image past the cache fails": {"definitions": [_definition([_private, "public.ecr.aws/nginx/nginx:1"])], "rules": [_rule], "want": "FAILED direct"},
		"a public image without a cache fails": {"definitions": [_definition(["public.ecr.aws/nginx/nginx:1"])], "rules": [], "want": "FAILED uncached"},
		"a cache of another registry is none": {"definitions": [_definition(["quay.io/a/b"])], "rules": [object.union(_rule, {"UpstreamRegistryUrl": "quay.io"})], "want": "FAILED uncached"},
		"a cache of another Region is none": {"definitions": [_definition(["nginx"])], "rules": [object.union(_rule, {"region": "us-east-1"})], "want": "FAILED uncached"},
		"a short name is of Docker Hub": {"definitions": [_definition(["nginx:1.27"])], "rules": [], "want": "FAILED uncached"},
		"a name with an owner is, too": {"definitions": [_definition(["grafana/grafana"])], "rules": [], "want": "FAILED uncached"},
		"tasks of another Region do not count": {"definitions": [object.union(_definition(["nginx"]), {"region": "us-east-1"})], "rules": [], "want": "NOT_APPLICABLE no_tasks"},
		"nothing is not applicable": {"definitions": [], "rules": [], "want": "NOT_APPLICABLE no_tasks"},
	}
	got := control.findings with input as _judged(tc.definitions, tc.rules)
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}

test_credentials_make_an_image_private if {
	definition := json.patch(_definition(["docker.io/own/app"]), [{"op": "add", "path": "/DescribeTaskDefinition/TaskDefinition/ContainerDefinitions/0/RepositoryCredentials", "value": {"CredentialsParameter": "arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:hub"}}])
	got := control.findings with input as _judged([definition], [])
	{finding.code | some finding in got} == {"private"}
}

test_the_reader_sees_the_families if {
	some finding in control.findings with input as _judged([_definition(["nginx"])], [])
	finding.args == {"families": ["app"]}
}

test_plan_makes_the_cache if {
	steps := control.plan with input as _judged([_definition(["nginx"])], [])
	[[step.region, step.calls[0].params.upstreamRegistryUrl] | some step in steps] == [["ap-northeast-1", "public.ecr.aws"]]
	none := control.plan with input as _judged([_definition(["nginx"])], [_rule])
	none == set()
}

test_every_public_registry_counts[host] if {
	some host in [
		"docker.io", "gcr.io", "ghcr.io", "index.docker.io", "k8s.gcr.io", "mcr.microsoft.com", "nvcr.io", "public.ecr.aws",
		"quay.io", "registry-1.docker.io", "registry.gitlab.com", "registry.hub.docker.com", "registry.k8s.io",
	]
	got := control.findings with input as _judged([_definition([concat("/", [host, "a", "b:1"])])], [])
	{finding.code | some finding in got} == {"uncached"}
}
