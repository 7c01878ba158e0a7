# METADATA
# title: Bedrock AgentCore custom browsers should record sessions
# description: >-
#   A recording shows what an agent did in its browser. AWS's own browser is not the account's and left out.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/bedrockagentcore-controls.html#bedrockagentcore-6
#   - https://docs.aws.amazon.com/config/latest/developerguide/bedrockagentcore-browsercustom-recording-enabled.html
# custom:
#   id: BedrockAgentCore.6
#   title_ja: Bedrock AgentCoreのカスタムブラウザではセッションを記録する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: bedrockagentcore.browsers
#   resource: AWS::BedrockAgentCore::BrowserCustom
#   standards: {fsbp: [BedrockAgentCore.6]}
#   reasons:
#     recorded: {en: "sessions are recorded in a bucket", ja: "セッションはバケットに記録されます"}
#     unrecorded: {en: "sessions are not recorded in a bucket", ja: "セッションがバケットに記録されません"}
#   remediation: {en: "Make a new browser with session recording and an execution role that may write to the bucket, let the agents use it, and delete this one: a browser cannot be changed.", ja: "セッション記録と、バケットに書き込める実行ロールを設定した新しいブラウザを作成してエージェントに使用させ、このブラウザを削除します（既存のブラウザは変更できません）。"}
#   manual: recreate
package controls.bedrockagentcore.browser_records_sessions

import data.lib.result

findings contains result.pass(browser, "recorded", {}, _reads) if {
	some browser in input.bedrockagentcore.browsers
	browser.id in _recorded
}

findings contains result.fail(browser, "unrecorded", {}, _reads) if {
	some browser in input.bedrockagentcore.browsers
	not browser.id in _recorded
}

_reads := ["GetBrowser.Recording"]

_recorded contains browser.id if {
	some browser in input.bedrockagentcore.browsers
	browser.GetBrowser.Recording.Enabled == true
	browser.GetBrowser.Recording.S3Location.Bucket != ""
}
