# METADATA
# title: ECR repositories are scanned on push
# description: >-
#   Known weaknesses of an image come to light when it is scanned on push. Enhanced scanning by Inspector does it as well, if a rule
#   of the registry matches the repository; a repository's own setting then means nothing.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/ecsapp.ts
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
# custom:
#   id: BLEA.ECR.1
#   title_ja: ECRリポジトリでプッシュ時スキャンが有効である
#   severity: MEDIUM
#   subject: resource
#   collection: ecr.repositories
#   resource: AWS::ECR::Repository
#   profiles: [guest-ecs]
#   measure: settings
#   standards: {blea: [BLEA.ECR.1]}
#   reasons:
#     scanned: {en: "images are scanned on push or continuously", ja: "イメージはプッシュ時または継続的にスキャンされます"}
#     not_scanned: {en: "images are scanned only when somebody asks for it", ja: "イメージは手動でのみスキャンされます"}
#   remediation:
#     en: "Turn on scan on push for the repository. Where the registry has enhanced scanning, add a rule to it whose filter matches the repository."
#     ja: "リポジトリのプッシュ時スキャンを有効にします。レジストリが拡張スキャンの場合は、リポジトリに一致するフィルターのルールをレジストリに追加します。"
package controls.ecr.blea_image_is_scanned_on_push

import data.lib.repositories
import data.lib.result

findings contains result.pass(repository, "scanned", {}, _reads) if {
	some repository in input.ecr.repositories
	repository.id in repositories.scanned
}

findings contains result.fail(repository, "not_scanned", {}, _reads) if {
	some repository in input.ecr.repositories
	not repository.id in repositories.scanned
}

_reads := ["ImageScanningConfiguration.ScanOnPush", "BatchGetRepositoryScanningConfiguration.ScanningConfigurations.ScanFrequency", "input.ecr.registry_scanning.ScanningConfiguration.ScanType"]

plan contains step if {
	some repository in input.ecr.repositories
	some step in repositories.scan_steps(repository)
}
