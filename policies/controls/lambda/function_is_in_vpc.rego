# METADATA
# title: Lambda functions should be in a VPC
# description: >-
#   Within a VPC security groups and routes limit what a function reaches. Which subnets it uses is not looked at. Functions of
#   Lambda@Edge cannot be in a VPC, and fail.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/lambda-inside-vpc.html
# custom:
#   id: Lambda.3
#   title_ja: Lambda関数はVPC内に存在する必要があります
#   severity: LOW
#   subject: resource
#   collection: lambda.functions
#   resource: AWS::Lambda::Function
#   standards: {nist-800-53-r5: [Lambda.3], pci-dss-3.2.1: [Lambda.3], control-tower: [Lambda.3]}
#   reasons:
#     inside: {en: "the function is in {vpc}", ja: "関数は {vpc} 内にあります"}
#     outside: {en: "the function is not in a VPC", ja: "関数はVPC内にありません"}
#   remediation:
#     en: "Connect the function to private subnets of a VPC, with a NAT gateway or VPC endpoints for what it calls."
#     ja: "関数をVPCのプライベートサブネットに接続し、呼び出し先に応じてNATゲートウェイまたはVPCエンドポイントを用意します。"
#   manual: decision
package controls.lambda.function_is_in_vpc

import data.lib.result

findings contains result.pass(function, "inside", {"vpc": function.VpcConfig.VpcId}, _reads) if {
	some function in input.lambda.functions
	function.id in _inside
}

findings contains result.fail(function, "outside", {}, _reads) if {
	some function in input.lambda.functions
	not function.id in _inside
}

_reads := ["VpcConfig.VpcId"]

_inside contains function.id if {
	some function in input.lambda.functions
	function.VpcConfig.VpcId != ""
}
