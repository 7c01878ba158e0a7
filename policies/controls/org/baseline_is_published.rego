# METADATA
# title: The BLEA baseline is published as an Account Factory blueprint
# description: >-
#   As a product of Service Catalog the baseline reaches every account that Account Factory makes. Other ways of delivery serve as well.
# related_resources:
#   - https://docs.aws.amazon.com/controltower/latest/userguide/af-customization-page.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-ct/lib/stack/blea-gov-base-ct-via-service-catalog-stack.ts
# custom:
#   id: BLEA.Org.6
#   title_ja: BLEAベースラインがService Catalog製品(アカウントファクトリーのブループリント)として公開されている
#   severity: INFORMATIONAL
#   subject: organization
#   resource: AWS::Organizations::Organization
#   profiles: [control-tower]
#   measure: defaults
#   standards: {blea: [BLEA.Org.6]}
#   reasons:
#     delivered: {en: "the stack sets {sets} deliver to the accounts", ja: "スタックセット {sets} が各アカウントに配布しています"}
#     none: {en: "no stack set delivers a baseline; products of Service Catalog are not read", ja: "ベースラインを配布するスタックセットはありません（Service Catalogの製品は読み取っていません）"}
#     no_organization: {en: "the account is in no organization", ja: "アカウントは組織に属していません"}
#   remediation: {en: "Deploy the blueprint of BLEA, or another automated delivery of the baseline.", ja: "BLEAのブループリントをデプロイするか、ベースラインを自動配布する別の仕組みを用意します。"}
#   manual: deployment
package controls.org.baseline_is_published

import data.lib.organization
import data.lib.result

findings contains result.pass(input.organization, "delivered", {"sets": concat(", ", _delivering)}, _reads) if {
	organization.exists
	count(_delivering) > 0
}

findings contains result.not_applicable(input.organization, "none", {}, _reads) if {
	organization.exists
	count(_delivering) == 0
}

findings contains result.not_applicable(input.organization, "no_organization", {}, []) if not organization.exists

_reads := ["input.cloudformation.stack_sets.StackSetName", "input.cloudformation.stack_sets.AutoDeployment"]

_delivering contains set.StackSetName if {
	some set in input.cloudformation.stack_sets
	set.AutoDeployment.Enabled == true
}

_delivering contains set.StackSetName if {
	some set in input.cloudformation.stack_sets
	contains(set.Description, "tag:blea-gov-base")
}

# Customizations for Control Tower and the Landing Zone Accelerator name theirs so.
_delivering contains set.StackSetName if {
	some set in input.cloudformation.stack_sets
	regex.match(`^(CustomControlTower-|AWSAccelerator-)`, set.StackSetName)
}
