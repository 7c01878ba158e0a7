# METADATA
# title: Public images are pulled through an ECR cache
# description: >-
#   A registry of others can be slow, down or over its limit of pulls. Task definitions, in their latest revision, name images of
#   well-known public registries directly, or go through a pull-through cache or to a private registry. An image with credentials of
#   its own is private.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/ecsapp.ts
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
# custom:
#   id: BLEA.ECR.2
#   title_ja: 公開イメージをECRプルスルーキャッシュ経由で取得している
#   severity: INFORMATIONAL
#   subject: region
#   profiles: [guest-ecs]
#   governed: true
#   measure: settings
#   standards: {blea: [BLEA.ECR.2]}
#   reasons:
#     cached: {en: "public.ecr.aws is cached, and no task definition names a public registry directly", ja: "public.ecr.awsのキャッシュルールがあり、公開レジストリを直接参照するタスク定義はありません"}
#     private: {en: "no task definition names a public registry directly", ja: "公開レジストリを直接参照するタスク定義はありません"}
#     direct: {en: "task definitions {families} name public registries directly, past the cache", ja: "タスク定義 {families} がキャッシュを経由せず公開レジストリを直接参照しています"}
#     uncached: {en: "task definitions {families} name public registries directly, and there is no cache for public.ecr.aws", ja: "タスク定義 {families} が公開レジストリを直接参照しており、public.ecr.awsのキャッシュルールもありません"}
#     no_tasks: {en: "the Region has neither task definitions nor a cache", ja: "このリージョンにはタスク定義もキャッシュルールもありません"}
#   remediation:
#     en: "Create a pull-through cache rule for public.ecr.aws, and name the images of the task definitions by their place in the cache."
#     ja: "public.ecr.awsのプルスルーキャッシュルールを作成し、タスク定義のイメージをキャッシュ経由の名前に変更します。"
package controls.ecr.blea_public_images_are_cached

import data.lib.result
import data.lib.steps

findings contains result.pass(region, "cached", {}, _reads) if {
	some region in input.governed_regions
	region.id in _cached
	not region.id in _direct
}

findings contains result.pass(region, "private", {}, _reads) if {
	some region in input.governed_regions
	region.id in _with_tasks
	not region.id in _cached
	not region.id in _direct
}

findings contains result.fail(region, "direct", {"families": _families(region.id)}, _reads) if {
	some region in input.governed_regions
	region.id in _direct
	region.id in _cached
}

findings contains result.fail(region, "uncached", {"families": _families(region.id)}, _reads) if {
	some region in input.governed_regions
	region.id in _direct
	not region.id in _cached
}

findings contains result.not_applicable(region, "no_tasks", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _with_tasks
	not region.id in _cached
}

_reads := [
	"input.ecs.task_definitions.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.Image",
	"input.ecr.pull_through_cache_rules.UpstreamRegistryUrl",
]

_with_tasks contains definition.region if some definition in input.ecs.task_definitions

_cached contains rule.region if {
	some rule in input.ecr.pull_through_cache_rules
	rule.UpstreamRegistryUrl == "public.ecr.aws"
}

_direct contains definition.region if {
	some definition in input.ecs.task_definitions
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	_public(container)
}

_families(place) := sort({definition.Family |
	some definition in input.ecs.task_definitions
	definition.region == place
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	_public(container)
})

_public(container) if {
	_host(container.Image) in _public_registries
	not container.RepositoryCredentials
}

# A name whose first part is no host (no dot, no port) is one of Docker Hub.
_host(image) := split(image, "/")[0] if {
	contains(image, "/")
	regex.match(`[.:]`, split(image, "/")[0])
}

_host(image) := "docker.io" if not contains(image, "/")

_host(image) := "docker.io" if not regex.match(`[.:]`, split(image, "/")[0])

_public_registries := {
	"docker.io", "gcr.io", "ghcr.io", "index.docker.io", "k8s.gcr.io", "mcr.microsoft.com", "nvcr.io", "public.ecr.aws",
	"quay.io", "registry-1.docker.io", "registry.gitlab.com", "registry.hub.docker.com", "registry.k8s.io",
}

plan contains steps.step(
	{"id": region.id, "region": region.id},
	[steps.call("ecr", "CreatePullThroughCacheRule", {"ecrRepositoryPrefix": "ecr-public", "upstreamRegistryUrl": "public.ecr.aws"})],
	[steps.call("ecr", "DeletePullThroughCacheRule", {"ecrRepositoryPrefix": "ecr-public"})],
	[steps.added("ecr.pull_through_cache_rules", concat("|", [region.id, "ecr-public"]), region.id, {"EcrRepositoryPrefix": "ecr-public", "UpstreamRegistryUrl": "public.ecr.aws"})],
) if {
	some region in input.governed_regions
	region.id in _direct
	not region.id in _cached
}
