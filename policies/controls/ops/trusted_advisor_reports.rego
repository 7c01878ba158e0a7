# METADATA
# title: Trusted Advisor report e-mails are configured
# description: >-
#   Trusted Advisor mails a weekly report to the contacts that are ticked in its preferences. No API shows these preferences.
# related_resources:
#   - https://docs.aws.amazon.com/awssupport/latest/user/get-started-with-aws-trusted-advisor.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/README.md
# custom:
#   id: BLEA.Ops.3
#   title_ja: Trusted Advisorレポートのメール通知が設定されている
#   severity: INFORMATIONAL
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: defaults
#   standards: {blea: [BLEA.Ops.3]}
#   reasons:
#     manual: {en: "look in the console: Trusted Advisor, Manage Trusted Advisor, Notifications", ja: "APIでは確認できません。コンソールのTrusted Advisorの通知設定を確認してください"}
#   remediation: {en: "Tick the contacts that should get the weekly report in Trusted Advisor's preferences.", ja: "Trusted Advisorの設定で、週次レポートの送信先となる連絡先を選択します。"}
#   manual: time
package controls.ops.trusted_advisor_reports

import data.lib.result

findings contains result.not_available(input.account, "manual", {}, [])
