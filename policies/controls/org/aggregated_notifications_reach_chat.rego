# METADATA
# title: Aggregated Control Tower security notifications reach a chat channel
# description: >-
#   Control Tower collects the notifications of all accounts on one topic of the audit account, which somebody should read.
# related_resources:
#   - https://docs.aws.amazon.com/controltower/latest/userguide/sns.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/v2.1.0/usecases/base-ct-audit/bin/blea-base-ct-audit.ts
# custom:
#   id: BLEA.Org.7
#   title_ja: Control Towerの集約セキュリティ通知がチャットへ連携されている
#   severity: INFORMATIONAL
#   subject: organization
#   resource: AWS::Organizations::Organization
#   profiles: [control-tower]
#   measure: defaults
#   standards: {blea: [BLEA.Org.7]}
#   reasons:
#     organization: {en: "an organization scan decides this; this scan read one account", ja: "組織全体のスキャンで判定する項目です。今回のスキャンは1アカウントのみを対象としています"}
#   remediation: {en: "Subscribe a chat channel to the topic aws-controltower-AggregateSecurityNotifications of the audit account.", ja: "Auditアカウントのaws-controltower-AggregateSecurityNotificationsトピックをチャットチャネルに連携します。"}
#   manual: organization
package controls.org.aggregated_notifications_reach_chat

import data.lib.result

findings contains result.not_available(input.organization, "organization", {}, [])
