# METADATA
# title: A Config rule checks that default security groups are closed
# description: >-
#   The rule finds default security groups that somebody opened; remediation and notification follow from it. A rule with AWS's
#   identifier VPC_DEFAULT_SECURITY_GROUP_CLOSED counts under whatever name, Security Hub's EC2.2 too.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/vpc-default-security-group-closed.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/detection.ts
# custom:
#   id: BLEA.DefaultSG.1
#   title_ja: デフォルトセキュリティグループの閉塞を検査するConfigルールが有効である
#   severity: MEDIUM
#   subject: region
#   governed: true
#   profiles: [standalone, control-tower]
#   measure: defaults
#   construct: Detection
#   standards: {blea: [BLEA.DefaultSG.1]}
#   reasons:
#     active: {en: "a rule that checks default security groups is active", ja: "デフォルトセキュリティグループを検査するルールが有効です"}
#     absent: {en: "the Region has no rule that checks default security groups", ja: "リージョンにデフォルトセキュリティグループを検査するルールがありません"}
#     insufficient: {en: "the rule that checks default security groups is off or narrowed to some groups", ja: "デフォルトセキュリティグループを検査するルールが無効か、対象が限定されています"}
#   remediation: {en: "Create a Config rule with the identifier VPC_DEFAULT_SECURITY_GROUP_CLOSED.", ja: "識別子VPC_DEFAULT_SECURITY_GROUP_CLOSEDのConfigルールを作成します。"}
package controls.defaultsg.rule_is_active

import data.lib.detectors
import data.lib.result

findings contains result.pass(region, "active", {}, _reads) if {
	some region in input.governed_regions
	detectors.active("VPC_DEFAULT_SECURITY_GROUP_CLOSED", region.id)
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.governed_regions
	not detectors.present("VPC_DEFAULT_SECURITY_GROUP_CLOSED", region.id)
}

findings contains result.fail(region, "insufficient", {}, _reads) if {
	some region in input.governed_regions
	not detectors.active("VPC_DEFAULT_SECURITY_GROUP_CLOSED", region.id)
	detectors.present("VPC_DEFAULT_SECURITY_GROUP_CLOSED", region.id)
}

_reads := ["input.config.rules.Source.SourceIdentifier", "input.config.rules.ConfigRuleState"]

plan contains step if {
	some step in detectors.creation.VPC_DEFAULT_SECURITY_GROUP_CLOSED
	not detectors.active("VPC_DEFAULT_SECURITY_GROUP_CLOSED", step.region)
}
