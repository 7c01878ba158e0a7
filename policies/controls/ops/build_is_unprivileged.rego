# METADATA
# title: CodeBuild projects avoid privileged mode unless they build images
# description: >-
#   A build in privileged mode owns its host, and with it what else runs there. Only builds of container images need it; accept
#   those with a reason in kijun's configuration, as BLEA has them suppressed in Security Hub.
# related_resources:
#   - https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/doc/HowTo.md
# custom:
#   id: BLEA.Ops.6
#   title_ja: CodeBuildプロジェクトで不要な特権モードを使用していない
#   severity: MEDIUM
#   subject: resource
#   collection: codebuild.projects
#   resource: AWS::CodeBuild::Project
#   profiles: [standalone, control-tower]
#   measure: settings
#   standards: {blea: [BLEA.Ops.6]}
#   reasons:
#     unprivileged: {en: "builds run without privileged mode", ja: "特権モードを使用していません"}
#     privileged: {en: "builds run in privileged mode", ja: "特権モードでビルドを実行しています"}
#   remediation: {en: "Turn privileged mode off, or suppress the finding with a reason when the project builds container images.", ja: "特権モードを無効にします。コンテナイメージをビルドするプロジェクトの場合は、理由を添えて抑制します。"}
#   manual: application
package controls.ops.build_is_unprivileged

import data.lib.result

findings contains result.pass(project, "unprivileged", {}, _reads) if {
	some project in input.codebuild.projects
	not project.id in _privileged
}

findings contains result.fail(project, "privileged", {}, _reads) if {
	some project in input.codebuild.projects
	project.id in _privileged
}

_reads := ["Environment.PrivilegedMode"]

_privileged contains project.id if {
	some project in input.codebuild.projects
	project.Environment.PrivilegedMode == true
}
