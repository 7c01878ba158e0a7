# METADATA
# title: Config and guardrails are provided by Control Tower
# description: >-
#   The base for Control Tower has no recorder, GuardDuty, Security Hub or guardrail rules of its own: the organization has to bring them.
# related_resources:
#   - https://docs.aws.amazon.com/controltower/latest/userguide/controls.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-ct/lib/stack/blea-gov-base-ct-stack.ts
# custom:
#   id: BLEA.Org.2
#   title_ja: AWS Configと発見的ガードレールがControl Towerから提供されている
#   severity: HIGH
#   subject: organization
#   resource: AWS::Organizations::Organization
#   profiles: [control-tower]
#   measure: defaults
#   standards: {blea: [BLEA.Org.2]}
#   reasons:
#     organization: {en: "an organization scan decides this; this scan read one account", ja: "組織全体のスキャンで判定する項目です。今回のスキャンは1アカウントのみを対象としています"}
#   remediation: {en: "Enrol the account in Control Tower and enable the detective controls on its organizational unit.", ja: "アカウントをControl Towerに登録し、所属OUで発見的コントロールを有効にします。"}
#   manual: organization
package controls.org.control_tower_provides_guardrails

import data.lib.result

findings contains result.not_available(input.organization, "organization", {}, [])
