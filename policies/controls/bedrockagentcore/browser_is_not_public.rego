# METADATA
# title: Bedrock AgentCore custom browsers should not be in PUBLIC network mode
# description: >-
#   An agent's browser opens what texts tell it to open. In a VPC, security groups, firewalls and proxies decide what it can reach. AWS's
#   own browser is not the account's and left out.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/bedrockagentcore-controls.html#bedrockagentcore-5
#   - https://docs.aws.amazon.com/config/latest/developerguide/bedrockagentcore-browsercustom-network-mode-not-public.html
#   - https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agentcore-vpc.html
# custom:
#   id: BedrockAgentCore.5
#   title_ja: Bedrock AgentCoreのカスタムブラウザではPUBLICネットワークモードを使用しない必要があります
#   severity: HIGH
#   subject: resource
#   collection: bedrockagentcore.browsers
#   resource: AWS::BedrockAgentCore::BrowserCustom
#   standards: {fsbp: [BedrockAgentCore.5]}
#   reasons:
#     inside: {en: "the network mode is {mode}", ja: "ネットワークモードは {mode} です"}
#     public: {en: "the network mode is PUBLIC or not told", ja: "ネットワークモードがPUBLICか、不明です"}
#   remediation: {en: "Make a new browser in network mode VPC, let the agents use it, and delete this one: a browser cannot be changed.", ja: "ネットワークモードがVPCの新しいブラウザを作成してエージェントに使用させ、このブラウザを削除します（既存のブラウザは変更できません）。"}
#   manual: recreate
package controls.bedrockagentcore.browser_is_not_public

import data.lib.result

findings contains result.pass(browser, "inside", {"mode": browser.GetBrowser.NetworkConfiguration.NetworkMode}, _reads) if {
	some browser in input.bedrockagentcore.browsers
	browser.id in _inside
}

findings contains result.fail(browser, "public", {}, _reads) if {
	some browser in input.bedrockagentcore.browsers
	not browser.id in _inside
}

_reads := ["GetBrowser.NetworkConfiguration.NetworkMode"]

_inside contains browser.id if {
	some browser in input.bedrockagentcore.browsers
	browser.GetBrowser.NetworkConfiguration.NetworkMode != ""
	browser.GetBrowser.NetworkConfiguration.NetworkMode != "PUBLIC"
}
