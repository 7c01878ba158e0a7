# METADATA
# title: EventBridge global endpoints should have event replication enabled
# description: >-
#   Without replication the second Region lacks the events that were under way when the first one failed, and nothing shows that it
#   would work.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/eventbridge-controls.html#eventbridge-4
#   - https://docs.aws.amazon.com/config/latest/developerguide/global-endpoint-event-replication-enabled.html
# custom:
#   id: EventBridge.4
#   title_ja: EventBridgeグローバルエンドポイントではイベントレプリケーションを有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: events.endpoints
#   resource: AWS::Events::Endpoint
#   standards: {nist-800-53-r5: [EventBridge.4]}
#   reasons:
#     on: {en: "events are replicated to the second Region", ja: "イベントはセカンダリリージョンにレプリケートされます"}
#     off: {en: "events are not replicated to the second Region", ja: "イベントがセカンダリリージョンにレプリケートされていません"}
#   remediation:
#     en: "Turn on event replication of the endpoint, with a role that may put events on both buses. Rules in both Regions then see each event, so let one of them act on it."
#     ja: "両方のイベントバスへの送信を許可するロールを指定してイベントレプリケーションを有効にします。両リージョンのルールが同じイベントを受け取るため、処理するのは一方にします。"
#   otherwise: decision
package controls.eventbridge.global_endpoint_replicates

import data.lib.result
import data.lib.steps

findings contains result.pass(endpoint, "on", {}, _reads) if {
	some endpoint in input.events.endpoints
	endpoint.id in _replicating
}

findings contains result.fail(endpoint, "off", {}, _reads) if {
	some endpoint in input.events.endpoints
	not endpoint.id in _replicating
}

_reads := ["ReplicationConfig.State"]

_replicating contains endpoint.id if {
	some endpoint in input.events.endpoints
	endpoint.ReplicationConfig.State == "ENABLED"
}

# Replication needs the role with which the endpoint puts events on both buses.
plan contains steps.step(
	endpoint,
	[_update(endpoint, "ENABLED")],
	[_update(endpoint, "DISABLED")],
	[steps.changed("events.endpoints", endpoint.id, "ReplicationConfig.State", "ENABLED")],
) if {
	some endpoint in input.events.endpoints
	not endpoint.id in _replicating
	endpoint.RoleArn != ""
}

_update(endpoint, state) := steps.call("events", "UpdateEndpoint", {
	"Name": endpoint.Name,
	"RoutingConfig": endpoint.RoutingConfig,
	"EventBuses": endpoint.EventBuses,
	"RoleArn": endpoint.RoleArn,
	"ReplicationConfig": {"State": state},
})
