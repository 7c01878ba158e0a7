# METADATA
# title: The complete Control Tower detective guardrail rule set is deployed
# description: >-
#   BLEA deploys the 14 rules of Control Tower's detective guardrails. They count from wherever they came, but for those of a
#   conformance pack that could not be created or is being deleted. Without a recorder that is on they evaluate nothing.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/aws-control-tower-detective-guardrails.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/cfn/AWS-Control-Tower-Detective-Guardrails.yaml
# custom:
#   id: BLEA.Guardrail.0
#   title_ja: Control Tower発見的ガードレール(Configルール14個)が全てデプロイされている
#   severity: MEDIUM
#   subject: region
#   governed: true
#   profiles: [standalone]
#   measure: settings
#   construct: Detection
#   standards: {blea: [BLEA.Guardrail.0]}
#   reasons:
#     complete: {en: "all 14 rules are active", ja: "14個のルールがすべて有効です"}
#     missing: {en: "no active rule checks {missing}", ja: "{missing} を検査する有効なルールがありません"}
#     not_recording: {en: "no recorder is on, so the rules evaluate nothing", ja: "レコーダーが有効ではないため、ルールは評価されません"}
#   remediation: {en: "Deploy the template AWS-Control-Tower-Detective-Guardrails.yaml or the conformance pack of that name.", ja: "AWS-Control-Tower-Detective-Guardrails.yaml、または同名のコンフォーマンスパックをデプロイします。"}
package controls.guardrail.rule_set_is_complete

import data.lib.detectors
import data.lib.recorders
import data.lib.result

findings contains result.pass(region, "complete", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _incomplete
	region.id in recorders.on
}

findings contains result.fail(region, "not_recording", {}, _reads) if {
	some region in input.governed_regions
	not region.id in recorders.on
}

findings contains result.fail(region, "missing", {"missing": concat(", ", missing)}, _reads) if {
	some region in input.governed_regions
	region.id in recorders.on
	missing := _missing[region.id]
}

_reads := [
	"input.config.rules.Source.SourceIdentifier",
	"input.config.rules.ConfigRuleState",
	"input.config.conformance_packs.DescribeConformancePackStatus.ConformancePackStatusDetails.ConformancePackState",
]

_incomplete contains region.id if {
	some region in input.governed_regions
	some identifier in detectors.guardrails
	not _active(identifier, region.id)
}

_missing[region.id] contains identifier if {
	some region in input.governed_regions
	some identifier in detectors.guardrails
	not _active(identifier, region.id)
}

_active(identifier, region) if {
	some rule in input.config.rules
	rule.region == region
	rule.id in detectors.rules[identifier]
	not contains(rule.ConfigRuleName, "-conformance-pack-")
}

_active(identifier, region) if {
	some rule in input.config.rules
	rule.region == region
	rule.id in detectors.rules[identifier]
	not rule.id in detectors.of_failing_pack
}

plan contains step if {
	some identifier in detectors.guardrails
	some step in detectors.creation[identifier]
	not detectors.active(identifier, step.region)
}
