# METADATA
# title: Detector for unrestricted inbound RDP, FTP and database ports
# description: >-
#   RDP, FTP and MySQL are for nobody on the internet. The rule must block the ports 20, 21, 3306, 3389 and 4333, or leave only
#   other ports open; Security Hub's EC2.19 does so, too. A rule with AWS's identifier RESTRICTED_INCOMING_TRAFFIC that is on and
#   not narrowed to some resources counts, under whatever name and from wherever it came.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/restricted-common-ports.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/cfn/AWS-Control-Tower-Detective-Guardrails.yaml
# custom:
#   id: BLEA.Guardrail.9
#   title_ja: RDP等の一般的な危険ポートの無制限公開の検出ルールが有効である
#   severity: HIGH
#   subject: region
#   governed: true
#   profiles: [standalone]
#   measure: settings
#   construct: Detection
#   standards: {blea: [BLEA.Guardrail.9]}
#   reasons:
#     active: {en: "a rule that checks RESTRICTED_INCOMING_TRAFFIC is active", ja: "RESTRICTED_INCOMING_TRAFFICを検査するルールが有効です"}
#     absent: {en: "the Region has no rule that checks RESTRICTED_INCOMING_TRAFFIC", ja: "リージョンにRESTRICTED_INCOMING_TRAFFICを検査するルールがありません"}
#     insufficient: {en: "the rules that check RESTRICTED_INCOMING_TRAFFIC are off or narrower than BLEA's", ja: "RESTRICTED_INCOMING_TRAFFICを検査するルールが無効か、BLEAより対象が限定されています"}
#   remediation: {en: "Create a Config rule with the identifier RESTRICTED_INCOMING_TRAFFIC.", ja: "識別子RESTRICTED_INCOMING_TRAFFICのConfigルールを作成します。"}
package controls.guardrail.common_ports_are_checked

import data.lib.detectors
import data.lib.result

findings contains result.pass(region, "active", {}, _reads) if {
	some region in input.governed_regions
	detectors.active("RESTRICTED_INCOMING_TRAFFIC", region.id)
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.governed_regions
	not detectors.active("RESTRICTED_INCOMING_TRAFFIC", region.id)
	not detectors.present("RESTRICTED_INCOMING_TRAFFIC", region.id)
}

findings contains result.fail(region, "insufficient", {}, _reads) if {
	some region in input.governed_regions
	not detectors.active("RESTRICTED_INCOMING_TRAFFIC", region.id)
	detectors.present("RESTRICTED_INCOMING_TRAFFIC", region.id)
}

_reads := [
	"input.config.rules.Source.SourceIdentifier",
	"input.config.rules.ConfigRuleState",
	"input.config.rules.DescribeComplianceByConfigRule.ComplianceByConfigRules.Compliance.ComplianceType",
]

plan contains step if {
	some step in detectors.creation.RESTRICTED_INCOMING_TRAFFIC
	not detectors.active("RESTRICTED_INCOMING_TRAFFIC", step.region)
}
