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
#     organization: {en: "an organization scan decides this; this scan read one account", ja: "組織全体のスキャンで判定する項目です。今回のスキャンは1アカウントのみを対象としています"}
#   remediation: {en: "Deploy the blueprint of BLEA, or another automated delivery of the baseline.", ja: "BLEAのブループリントをデプロイするか、ベースラインを自動配布する別の仕組みを用意します。"}
#   manual: deployment
package controls.org.baseline_is_published

import data.lib.result

findings contains result.not_available(input.organization, "organization", {}, [])
