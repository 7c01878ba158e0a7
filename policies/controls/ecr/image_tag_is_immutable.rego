# METADATA
# title: ECR private repositories should have tag immutability configured
# description: >-
#   A tag that can move lets another image be run under a name that was tested. Immutability with exclusions counts, and the reader
#   sees that there are some.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/ecr-private-tag-immutability-enabled.html
# custom:
#   id: ECR.2
#   title_ja: ECRプライベートリポジトリではタグのイミュータビリティを設定する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: ecr.repositories
#   resource: AWS::ECR::Repository
#   standards: {fsbp: [ECR.2], nist-800-53-r5: [ECR.2], control-tower: [ECR.2]}
#   reasons:
#     immutable: {en: "tags cannot be overwritten", ja: "タグは上書きできません"}
#     excluded: {en: "tags cannot be overwritten, but for those that exclusion filters name", ja: "除外フィルターに一致するものを除き、タグは上書きできません"}
#     mutable: {en: "tags can be overwritten", ja: "タグを上書きできます"}
#   remediation:
#     en: "Turn on tag immutability, once nothing pushes images under a tag that is there already."
#     ja: "既存のタグへのプッシュがないことを確認し、タグのイミュータビリティを有効にします。"
package controls.ecr.image_tag_is_immutable

import data.lib.result
import data.lib.steps

findings contains result.pass(repository, "immutable", {}, _reads) if {
	some repository in input.ecr.repositories
	repository.ImageTagMutability == "IMMUTABLE"
}

findings contains result.pass(repository, "excluded", {}, _reads) if {
	some repository in input.ecr.repositories
	repository.ImageTagMutability == "IMMUTABLE_WITH_EXCLUSION"
}

findings contains result.fail(repository, "mutable", {}, _reads) if {
	some repository in input.ecr.repositories
	not repository.id in _immutable
}

_reads := ["ImageTagMutability"]

_immutable contains repository.id if {
	some repository in input.ecr.repositories
	repository.ImageTagMutability in {"IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"}
}

plan contains steps.step(
	repository,
	[steps.call("ecr", "PutImageTagMutability", {"repositoryName": repository.RepositoryName, "imageTagMutability": "IMMUTABLE"})],
	[steps.call("ecr", "PutImageTagMutability", {"repositoryName": repository.RepositoryName, "imageTagMutability": "MUTABLE"})],
	[steps.changed("ecr.repositories", repository.id, "ImageTagMutability", "IMMUTABLE")],
) if {
	some repository in input.ecr.repositories
	not repository.id in _immutable
}
