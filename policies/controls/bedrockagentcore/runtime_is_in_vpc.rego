# METADATA
# title: Bedrock AgentCore runtimes should be in VPC network mode
# description: >-
#   An agent does what texts tell it to do. In a VPC, security groups and endpoints decide what it can reach; in PUBLIC mode it reaches
#   the whole internet.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/bedrockagentcore-controls.html#bedrockagentcore-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/bedrockagentcore-runtime-private-network-required.html
#   - https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agentcore-vpc.html
# custom:
#   id: BedrockAgentCore.1
#   title_ja: Bedrock AgentCoreランタイムではVPCネットワークモードを使用する必要があります
#   severity: HIGH
#   subject: resource
#   collection: bedrockagentcore.runtimes
#   resource: AWS::BedrockAgentCore::Runtime
#   standards: {fsbp: [BedrockAgentCore.1]}
#   reasons:
#     vpc: {en: "the network mode is VPC", ja: "ネットワークモードはVPCです"}
#     open: {en: "the network mode is not VPC", ja: "ネットワークモードがVPCではありません"}
#   remediation: {en: "Update the runtime with network mode VPC, its subnets and its security groups; the update takes the whole configuration of the runtime.", ja: "サブネットとセキュリティグループを指定し、ネットワークモードをVPCにしてランタイムを更新します。更新時にはランタイムの設定全体を指定します。"}
#   manual: recreate
package controls.bedrockagentcore.runtime_is_in_vpc

import data.lib.result

findings contains result.pass(runtime, "vpc", {}, _reads) if {
	some runtime in input.bedrockagentcore.runtimes
	runtime.id in _vpc
}

findings contains result.fail(runtime, "open", {}, _reads) if {
	some runtime in input.bedrockagentcore.runtimes
	not runtime.id in _vpc
}

_reads := ["GetAgentRuntime.NetworkConfiguration.NetworkMode"]

_vpc contains runtime.id if {
	some runtime in input.bedrockagentcore.runtimes
	runtime.GetAgentRuntime.NetworkConfiguration.NetworkMode == "VPC"
}
