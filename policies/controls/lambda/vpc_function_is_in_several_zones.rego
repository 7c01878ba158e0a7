# METADATA
# title: VPC Lambda functions should operate in multiple Availability Zones
# description: >-
#   A function in one zone stops with it. Zones are those of its subnets; functions outside a VPC run in several anyway, and are
#   left out.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-5
#   - https://docs.aws.amazon.com/config/latest/developerguide/lambda-vpc-multi-az-check.html
# custom:
#   id: Lambda.5
#   title_ja: VPC Lambda関数は複数のアベイラビリティーゾーンで運用する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: lambda.functions
#   resource: AWS::Lambda::Function
#   standards: {fsbp: [Lambda.5], nist-800-53-r5: [Lambda.5], control-tower: [Lambda.5]}
#   parameters: {availabilityZones: {type: integer, default: 2, min: 2, max: 6}}
#   reasons:
#     several: {en: "the subnets are in {zones}", ja: "サブネットは {zones} にあります"}
#     few: {en: "the subnets are in {zones} only", ja: "サブネットは {zones} のみにあります"}
#   remediation:
#     en: "Add subnets of other Availability Zones to the function."
#     ja: "他のアベイラビリティーゾーンのサブネットを関数に追加します。"
#   otherwise: decision
package controls.lambda.vpc_function_is_in_several_zones

import data.lib.result
import data.lib.steps

subjects contains id if some id in _inside

findings contains result.pass(function, "several", {"zones": sort(_zones(function))}, _reads) if {
	some function in input.lambda.functions
	function.id in _inside
	function.id in _spread
}

findings contains result.fail(function, "few", {"zones": sort(_zones(function))}, _reads) if {
	some function in input.lambda.functions
	function.id in _inside
	not function.id in _spread
}

_reads := ["VpcConfig.SubnetIds", "input.ec2.subnets.AvailabilityZone"]

_inside contains function.id if {
	some function in input.lambda.functions
	function.VpcConfig.VpcId != ""
}

_spread contains function.id if {
	some function in input.lambda.functions
	count(_zones(function)) >= data.parameters["Lambda.5"].availabilityZones
}

_zones(function) := {_zone[subnet] | some subnet in function.VpcConfig.SubnetIds}

_zone[subnet.id] := subnet.AvailabilityZone if some subnet in input.ec2.subnets

# A subnet of another zone that shares its route table with one of the function's leads where that one leads. One for each zone is taken, the first
# by its id, until there are enough.
plan contains steps.step(
	function,
	[_update(function, array.concat(function.VpcConfig.SubnetIds, added))],
	[_update(function, function.VpcConfig.SubnetIds)],
	[steps.changed("lambda.functions", function.id, "VpcConfig.SubnetIds", array.concat(function.VpcConfig.SubnetIds, added))],
) if {
	some function in input.lambda.functions
	function.id in _inside
	not function.id in _spread
	lacking := data.parameters["Lambda.5"].availabilityZones - count(_zones(function))
	candidates := [min(ids) | some _, ids in _siblings(function)]
	count(candidates) >= lacking
	added := array.slice(candidates, 0, lacking)
}

_update(function, ids) := steps.call("lambda", "UpdateFunctionConfiguration", {"FunctionName": function.FunctionName, "VpcConfig": {
	"SubnetIds": ids,
	"SecurityGroupIds": object.get(function.VpcConfig, "SecurityGroupIds", []),
}})

_siblings(function) := {zone: ids |
	some zone in {subnet.AvailabilityZone | some subnet in input.ec2.subnets; subnet.VpcId == function.VpcConfig.VpcId}
	not zone in _zones(function)
	ids := {subnet.id |
		some subnet in input.ec2.subnets
		subnet.VpcId == function.VpcConfig.VpcId
		subnet.AvailabilityZone == zone
		some table in _tables[subnet.id]
		some own in function.VpcConfig.SubnetIds
		table in _tables[own]
	}
	count(ids) > 0
}

_tables[association.SubnetId] contains table.id if {
	some table in input.ec2.route_tables
	some association in table.Associations
	association.SubnetId
}
