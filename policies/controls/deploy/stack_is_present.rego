# METADATA
# title: A BLEA stack is present in the account
# description: >-
#   A stack of BLEA tells where BLEA's guarantees come from. Nothing else follows from it: all other controls look at the resources
#   themselves.
# related_resources:
#   - https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacks.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/bin/blea-gov-base-standalone.ts
# custom:
#   id: BLEA.Deploy.1
#   title_ja: BLEAのスタックがデプロイされている
#   severity: INFORMATIONAL
#   subject: region
#   governed: true
#   profiles: [standalone, control-tower]
#   measure: defaults
#   standards: {blea: [BLEA.Deploy.1]}
#   reasons:
#     present: {en: "a stack of BLEA is deployed", ja: "BLEAのスタックがデプロイされています"}
#     absent: {en: "no stack of BLEA is deployed", ja: "BLEAのスタックはデプロイされていません"}
#   remediation: {en: "Deploy BLEA's governance base.", ja: "BLEAのガバナンスベースをデプロイします。"}
#   manual: deployment
package controls.deploy.stack_is_present

import data.lib.blea_stacks
import data.lib.result

findings contains result.pass(region, "present", {}, _reads) if {
	some region in input.governed_regions
	region.id in _present
}

findings contains result.not_applicable(region, "absent", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _present
}

_reads := ["input.cloudformation.stacks.Description", "input.cloudformation.stacks.StackStatus"]

_present contains stack.region if {
	some stack in input.cloudformation.stacks
	stack.id in blea_stacks.marked
	stack.id in blea_stacks.complete
}
