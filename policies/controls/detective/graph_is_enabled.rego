# METADATA
# title: Amazon Detective is enabled
# description: >-
#   Detective joins logs to a graph in which an investigation finds its way. An account has a graph of its own, or is a member of
#   another account's.
# related_resources:
#   - https://docs.aws.amazon.com/detective/latest/userguide/detective-enabling.html
# custom:
#   id: SA.Detective.1
#   title_ja: Amazon Detectiveが有効である
#   severity: INFORMATIONAL
#   subject: region
#   measure: behaviour
#   enabled: false
#   disabled_because: no public source confirms that Secure Account enables Detective
#   standards: {secure-account: [SA.Detective.1]}
#   reasons:
#     graph: {en: "the account has a behavior graph", ja: "アカウントに動作グラフがあります"}
#     member: {en: "the account is an enabled member of a behavior graph", ja: "アカウントは動作グラフの有効なメンバーです"}
#     absent: {en: "the account has no behavior graph and is no enabled member of one", ja: "アカウントに動作グラフがなく、有効なメンバーでもありません"}
#   remediation: {en: "Enable Detective in the Region.", ja: "リージョンでDetectiveを有効にします。"}
package controls.detective.graph_is_enabled

import data.lib.result
import data.lib.steps

findings contains result.pass(region, "graph", {}, _reads) if {
	some region in input.regions
	region.id in _graphs
}

findings contains result.pass(region, "member", {}, _reads) if {
	some region in input.regions
	not region.id in _graphs
	region.id in _memberships
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.regions
	not region.id in _graphs
	not region.id in _memberships
}

_reads := ["input.detective.graphs.Arn", "input.detective.invitations.Status"]

_graphs contains graph.region if some graph in input.detective.graphs

_memberships contains invitation.region if {
	some invitation in input.detective.invitations
	invitation.Status == "ENABLED"
}

plan contains steps.step(
	region,
	[steps.call("detective", "CreateGraph", {})],
	[],
	[steps.added("detective.graphs", sprintf("%s/new", [region.id]), region.id, {})],
) if {
	some region in input.regions
	not region.id in _graphs
	not region.id in _memberships
}
