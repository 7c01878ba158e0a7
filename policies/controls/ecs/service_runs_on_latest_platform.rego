# METADATA
# title: ECS Fargate services should run on the latest Fargate platform version
# description: >-
#   Fixes of what Fargate runs tasks on come with new platform versions. LATEST, and the newest version by its number, take them;
#   services on instances are left out.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-10
#   - https://docs.aws.amazon.com/config/latest/developerguide/ecs-fargate-latest-platform-version.html
# custom:
#   id: ECS.10
#   title_ja: ECS Fargateサービスは最新のFargateプラットフォームバージョンで実行する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: ecs.services
#   resource: AWS::ECS::Service
#   standards: {fsbp: [ECS.10], nist-800-53-r5: [ECS.10], pci-dss-4.0.1: [ECS.10], control-tower: [ECS.10]}
#   reasons:
#     latest: {en: "the service runs on the latest platform version of Fargate", ja: "Fargateの最新プラットフォームバージョンで稼働しています"}
#     old: {en: "the service is held at platform version {version}", ja: "プラットフォームバージョン {version} に固定されています"}
#   remediation:
#     en: "Set the platform version to LATEST. A service that CodeDeploy deploys takes it with its next deployment."
#     ja: "プラットフォームバージョンをLATESTに設定します。CodeDeployを使用するサービスでは次のデプロイで設定します。"
package controls.ecs.service_runs_on_latest_platform

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
