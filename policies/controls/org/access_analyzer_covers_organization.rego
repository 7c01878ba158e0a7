# METADATA
# title: An IAM Access Analyzer with the organization as zone of trust exists
# description: >-
#   An analyzer of the organization shows what is shared with outsiders, and leaves out what is shared among its own accounts.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-external.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/doc/DeployToControlTower.md
# custom:
#   id: BLEA.Org.4
#   title_ja: 組織を信頼ゾーンとするIAM Access Analyzerが存在する
#   severity: MEDIUM
#   subject: organization
#   resource: AWS::Organizations::Organization
#   profiles: [control-tower]
#   measure: defaults
#   standards: {blea: [BLEA.Org.4]}
#   reasons:
#     organization: {en: "an organization scan decides this; this scan read one account", ja: "組織全体のスキャンで判定する項目です。今回のスキャンは1アカウントのみを対象としています"}
#   remediation: {en: "Create an analyzer of type ORGANIZATION in each governed Region, in the delegated administrator's account.", ja: "委任管理者アカウントの統制対象の各リージョンで、タイプORGANIZATIONのアナライザーを作成します。"}
#   manual: organization
package controls.org.access_analyzer_covers_organization

import data.lib.result

findings contains result.not_available(input.organization, "organization", {}, [])
