# METADATA
# title: Fargate services run on the latest platform version
# description: >-
#   Fixes of what Fargate runs tasks on come with new platform versions. LATEST, and the newest version by its number, take them;
#   services on instances are left out.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/ecsapp.ts
# custom:
#   id: BLEA.ECS.9
#   title_ja: Fargateの最新プラットフォームバージョンを使用している
#   severity: LOW
#   subject: resource
#   collection: ecs.services
#   resource: AWS::ECS::Service
#   profiles: [guest-ecs]
#   measure: settings
#   standards: {blea: [BLEA.ECS.9]}
#   reasons:
#     latest: {en: "the service runs on the latest platform version of Fargate", ja: "Fargateの最新プラットフォームバージョンで稼働しています"}
#     old: {en: "the service is held at platform version {version}", ja: "プラットフォームバージョン {version} に固定されています"}
#   remediation:
#     en: "Set the platform version to LATEST. A service that CodeDeploy deploys takes it with its next deployment."
#     ja: "プラットフォームバージョンをLATESTに設定します。CodeDeployを使用するサービスでは次のデプロイで設定します。"
package controls.ecs.blea_service_runs_on_latest_platform

import data.lib.ecs
import data.lib.result

subjects contains id if some id in ecs.fargate

findings contains result.pass(service, "latest", {}, _reads) if {
	some service in input.ecs.services
	service.id in ecs.fargate
	service.id in ecs.latest_platform
}

findings contains result.fail(service, "old", {"version": _version(service)}, _reads) if {
	some service in input.ecs.services
	service.id in ecs.fargate
	not service.id in ecs.latest_platform
}

_reads := ["LaunchType", "PlatformVersion"]

_version(service) := service.PlatformVersion

_version(service) := "?" if not service.PlatformVersion

plan contains step if {
	some service in input.ecs.services
	service.id in ecs.fargate
	service.PlatformVersion != ""
	some step in ecs.platform_steps(service)
}
