# METADATA
# title: ECR private repositories should have image scanning configured
# description: >-
#   Known weaknesses of an image come to light when it is scanned on push or continuously. What counts is what happens: a
#   repository's own setting where the registry has basic scanning, the registry's rules where it has enhanced scanning.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/ecr-private-image-scanning-enabled.html
# custom:
#   id: ECR.1
#   title_ja: ECRプライベートリポジトリではイメージスキャンを設定する必要があります
#   severity: HIGH
#   subject: resource
#   collection: ecr.repositories
#   resource: AWS::ECR::Repository
#   standards: {fsbp: [ECR.1], nist-800-53-r5: [ECR.1], pci-dss-4.0.1: [ECR.1], control-tower: [ECR.1]}
#   reasons:
#     scanned: {en: "images are scanned on push or continuously", ja: "イメージはプッシュ時または継続的にスキャンされます"}
#     not_scanned: {en: "images are scanned only when somebody asks for it", ja: "イメージは手動でのみスキャンされます"}
#   remediation:
#     en: "Turn on scan on push for the repository. Where the registry has enhanced scanning, add a rule to it whose filter matches the repository."
#     ja: "リポジトリのプッシュ時スキャンを有効にします。レジストリが拡張スキャンの場合は、リポジトリに一致するフィルターのルールをレジストリに追加します。"
package controls.ecr.image_scanning_is_on

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
