# METADATA
# title: The BLEA stack is healthy and not drifted
# description: >-
#   Drift explains why controls fail that BLEA would satisfy. CloudFormation compares a stack with its template only when it is told
#   to.
# related_resources:
#   - https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/bin/blea-gov-base-standalone.ts
# custom:
#   id: BLEA.Deploy.2
#   title_ja: BLEAスタックが正常でドリフトがない
#   severity: LOW
#   subject: region
#   governed: true
#   profiles: [standalone, control-tower]
#   measure: defaults
#   standards: {blea: [BLEA.Deploy.2]}
#   reasons:
#     in_sync: {en: "the stacks of BLEA are as their templates say", ja: "BLEAのスタックはテンプレートと一致しています"}
#     not_checked: {en: "the stacks of BLEA are healthy; not all of them were checked for drift", ja: "BLEAのスタックは正常です。一部のスタックはドリフト検出が実行されていません"}
#     failed: {en: "a stack of BLEA is in a failed or rolled-back state", ja: "BLEAのスタックが失敗またはロールバックの状態です"}
#     drifted: {en: "resources of a stack of BLEA were changed outside CloudFormation", ja: "BLEAのスタックのリソースがCloudFormation以外で変更されています"}
#     absent: {en: "no stack of BLEA is deployed", ja: "BLEAのスタックはデプロイされていません"}
#   remediation: {en: "See what has drifted or failed, and deploy the stack again.", ja: "ドリフトや失敗の内容を確認し、スタックを再デプロイします。"}
#   manual: deployment
package controls.deploy.stack_is_sound

import data.lib.blea_stacks
import data.lib.result

findings contains result.pass(region, "in_sync", {}, _reads) if {
	some region in input.governed_regions
	region.id in _present
	not region.id in _failed
	not region.id in _unchecked
}

findings contains result.pass(region, "not_checked", {}, _reads) if {
	some region in input.governed_regions
	region.id in _unchecked
	not region.id in _failed
	not region.id in _drifted
}

findings contains result.fail(region, "failed", {}, _reads) if {
	some region in input.governed_regions
	region.id in _failed
}

findings contains result.fail(region, "drifted", {}, _reads) if {
	some region in input.governed_regions
	region.id in _drifted
	not region.id in _failed
}

findings contains result.not_applicable(region, "absent", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _present
}

_reads := ["input.cloudformation.stacks.StackStatus", "input.cloudformation.stacks.DriftInformation.StackDriftStatus"]

_present contains stack.region if {
	some stack in input.cloudformation.stacks
	stack.id in blea_stacks.marked
}

_failed contains stack.region if {
	some stack in input.cloudformation.stacks
	stack.id in blea_stacks.marked
	stack.id in blea_stacks.failed
}

_drifted contains stack.region if {
	some stack in input.cloudformation.stacks
	stack.id in blea_stacks.marked
	stack.id in blea_stacks.drifted
}

_unchecked contains stack.region if {
	some stack in input.cloudformation.stacks
	stack.id in blea_stacks.marked
	not stack.id in blea_stacks.in_sync
}
