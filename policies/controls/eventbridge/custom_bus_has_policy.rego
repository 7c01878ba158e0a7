# METADATA
# title: EventBridge custom event buses should have a resource-based policy attached
# description: >-
#   A policy says which accounts and services may send events to the bus. What it says is not judged; the default bus and those of
#   partners are left out.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/eventbridge-controls.html#eventbridge-3
# custom:
#   id: EventBridge.3
#   title_ja: EventBridgeカスタムイベントバスにはリソースベースのポリシーをアタッチする必要があります
#   severity: LOW
#   subject: resource
#   collection: events.buses
#   resource: AWS::Events::EventBus
#   standards: {fsbp: [EventBridge.3], nist-800-53-r5: [EventBridge.3], pci-dss-4.0.1: [EventBridge.3], control-tower: [EventBridge.3]}
#   reasons:
#     policy: {en: "the bus has a policy", ja: "イベントバスにポリシーがアタッチされています"}
#     no_policy: {en: "the bus has no policy", ja: "イベントバスにポリシーがアタッチされていません"}
#   remediation:
#     en: "Attach a policy to the bus that admits those who send events to it, and nobody else."
#     ja: "イベントの送信元のみを許可するポリシーをイベントバスにアタッチします。"
package controls.eventbridge.custom_bus_has_policy

import data.lib.result
import data.lib.steps

subjects contains id if some id in _judged

findings contains result.pass(bus, "policy", {}, _reads) if {
	some bus in input.events.buses
	bus.id in _judged
	bus.id in _with_policy
}

findings contains result.fail(bus, "no_policy", {}, _reads) if {
	some bus in input.events.buses
	bus.id in _judged
	not bus.id in _with_policy
}

_reads := ["Policy"]

_judged contains bus.id if {
	some bus in input.events.buses
	bus.Name != "default"
	not startswith(bus.Name, "aws.partner/")
}

_with_policy contains bus.id if {
	some bus in input.events.buses
	bus.Policy
}

# The policy says what holds without one, so nobody gains or loses anything by it.
plan contains steps.step(
	bus,
	[steps.call("events", "PutPermission", {"EventBusName": bus.Name, "Policy": json.marshal(_own(bus))})],
	[steps.call("events", "RemovePermission", {"EventBusName": bus.Name, "RemoveAllPermissions": true})],
	[steps.changed("events.buses", bus.id, "Policy", _own(bus))],
) if {
	some bus in input.events.buses
	bus.id in _judged
	not bus.id in _with_policy
}

_own(bus) := {"Version": "2012-10-17", "Statement": [{
	"Sid": "OwnAccount",
	"Effect": "Allow",
	"Principal": {"AWS": sprintf("arn:%s:iam::%s:root", [input.account.partition, input.account.account])},
	"Action": "events:PutEvents",
	"Resource": bus.Arn,
}]}
