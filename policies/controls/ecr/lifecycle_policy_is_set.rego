# METADATA
# title: ECR repositories should have at least one lifecycle policy configured
# description: >-
#   Old images cost, and carry old weaknesses that somebody may still run. What the policy lets expire is not judged.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/ecr-private-lifecycle-policy-configured.html
# custom:
#   id: ECR.3
#   title_ja: ECRリポジトリには少なくとも1つのライフサイクルポリシーを設定する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: ecr.repositories
#   resource: AWS::ECR::Repository
#   standards: {fsbp: [ECR.3], nist-800-53-r5: [ECR.3], control-tower: [ECR.3]}
#   reasons:
#     set: {en: "the repository has a lifecycle policy", ja: "ライフサイクルポリシーが設定されています"}
#     unset: {en: "the repository has no lifecycle policy", ja: "ライフサイクルポリシーが設定されていません"}
#   remediation:
#     en: "Set a lifecycle policy that lets images expire which nothing runs any more; look at a preview of it first."
#     ja: "使用されなくなったイメージを期限切れにするライフサイクルポリシーを設定します。事前にプレビューで対象を確認します。"
package controls.ecr.lifecycle_policy_is_set

import data.lib.result
import data.lib.steps

findings contains result.pass(repository, "set", {}, _reads) if {
	some repository in input.ecr.repositories
	repository.id in _set
}

findings contains result.fail(repository, "unset", {}, _reads) if {
	some repository in input.ecr.repositories
	not repository.id in _set
}

_reads := ["GetLifecyclePolicy.LifecyclePolicyText"]

_set contains repository.id if {
	some repository in input.ecr.repositories
	repository.GetLifecyclePolicy.LifecyclePolicyText
}

# Whatever a policy lets expire is gone; it takes images without a tag alone, two weeks after they were pushed. One that is run by its digest is
# among them, so it counts as destructive.
plan contains object.union(
	steps.step(
		repository,
		[steps.call("ecr", "PutLifecyclePolicy", {"repositoryName": repository.RepositoryName, "lifecyclePolicyText": json.marshal(_policy)})],
		[steps.call("ecr", "DeleteLifecyclePolicy", {"repositoryName": repository.RepositoryName})],
		[steps.changed("ecr.repositories", repository.id, "GetLifecyclePolicy.LifecyclePolicyText", _policy)],
	),
	{"destructive": true},
) if {
	some repository in input.ecr.repositories
	not repository.id in _set
}

_policy := {"rules": [{
	"rulePriority": 1,
	"description": "Untagged images expire after 14 days",
	"selection": {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 14},
	"action": {"type": "expire"},
}]}
