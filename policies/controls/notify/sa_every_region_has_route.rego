# METADATA
# title: Findings from every Region reach a notification route
# description: >-
#   In each Region where GuardDuty, Security Hub or IAM Access Analyzer is on, its findings come to somebody there or in the
#   Region to which Security Hub gathers them.
# related_resources:
#   - https://dev.classmethod.jp/articles/secure-account-setting-switchback-eventbridge-notification/
# custom:
#   id: SA.Notify.5
#   title_ja: "全リージョンの検出が通知経路に到達する"
#   severity: MEDIUM
#   subject: account
#   measure: notification
#   standards: {secure-account: [SA.Notify.5]}
#   reasons:
#     all: {en: "the findings of every Region with a detector come to somebody", ja: "検出機能が有効な全リージョンの検出が通知されます"}
#     abroad: {en: "in {regions} the findings leave for where this scan did not look", ja: "{regions} の検出はスキャンされていない場所へ送られます"}
#     silent: {en: "nobody hears of the findings in {regions}", ja: "{regions} の検出は誰にも通知されません"}
#     no_detector: {en: "no Region has a detector", ja: "検出機能が有効なリージョンがありません"}
#   remediation:
#     en: "Gather the findings of all Regions in one with a route, by a finding aggregator of Security Hub, or create rules in each Region."
#     ja: "Security Hubの検出結果の集約で全リージョンの検出を通知経路のあるリージョンに集めるか、各リージョンにルールを作成します。"
package controls.notify.sa_every_region_has_route

import data.lib.alerts
import data.lib.result
import data.lib.samples

findings contains result.pass(input.account, "all", {}, _reads) if {
	_detecting
	not _silent
}

findings contains result.warn(input.account, "abroad", {"regions": sort(_silent_regions)}, _reads) if {
	_silent
	not _lost
}

findings contains result.fail(input.account, "silent", {"regions": sort(_lost_regions)}, _reads) if _lost

findings contains result.not_applicable(input.account, "no_detector", {}, _reads) if not _detecting

_reads := [
	"input.guardduty.detectors.GetDetector.Status",
	"input.securityhub.hubs.HubArn",
	"input.accessanalyzer.analyzers.Status",
	"input.securityhub.finding_aggregators.GetFindingAggregator",
	"input.events.rules.EventPattern",
	"input.events.rules.State",
]

_detecting if some _ in _detectors

_silent if some _ in _silent_regions

_lost if some _ in _lost_regions

# What is on, as [Region, family of samples].
_detectors contains [region.id, "guardduty"] if {
	some region in input.regions
	some detector in input.guardduty.detectors
	detector.region == region.id
	detector.GetDetector.Status == "ENABLED"
}

_detectors contains [region.id, "hub_new"] if {
	some region in input.regions
	some hub in input.securityhub.hubs
	hub.region == region.id
}

_detectors contains [region.id, "analyzer"] if {
	some region in input.regions
	some analyzer in input.accessanalyzer.analyzers
	analyzer.region == region.id
	analyzer.Status == "ACTIVE"
	analyzer.Type in {"ACCOUNT", "ORGANIZATION"}
}

_silent_regions contains region.id if {
	some region in input.regions
	some family in {"guardduty", "hub_new", "analyzer"}
	[region.id, family] in _detectors
	not _heard(region.id, family, alerts.certain)
}

_lost_regions contains region.id if {
	some region in input.regions
	some family in {"guardduty", "hub_new", "analyzer"}
	[region.id, family] in _detectors
	not _heard(region.id, family, alerts.settled)
}

_heard(place, family, hop) if alerts.covered(place, samples.names(family), alerts.matched[family], hop)

_heard(place, family, hop) if {
	gathered := {"guardduty": "hub_guardduty", "hub_new": "hub_new", "analyzer": "hub_analyzer"}[family]
	place in _hubs
	alerts.covered(place, samples.names(gathered), alerts.matched[gathered], hop)
}

_heard(place, family, hop) if {
	gathered := {"guardduty": "hub_guardduty", "hub_new": "hub_new", "analyzer": "hub_analyzer"}[family]
	place in _hubs
	alerts.covered(place, samples.names(gathered), alerts.gathered[gathered], hop)
}

_hubs contains hub.region if some hub in input.securityhub.hubs

# An aggregator brings findings to where a rule hears them, if there is one.
plan contains {
	"subject": input.account.id,
	"region": place,
	"calls": [{"service": "securityhub", "operation": "CreateFindingAggregator", "params": {"RegionLinkingMode": "ALL_REGIONS"}}],
	"undo": [],
	"effect": [{"op": "add", "collection": "securityhub.finding_aggregators", "id": "new", "path": "", "value": {
		"id": "new",
		"arn": "",
		"type": "AWS::SecurityHub::FindingAggregator",
		"account": input.account.account,
		"region": place,
		"tags": {},
		"GetFindingAggregator": {"RegionLinkingMode": "ALL_REGIONS", "FindingAggregationRegion": place, "Regions": []},
	}}],
	"needs": ["SA.Notify.2"],
	"destructive": false,
} if {
	_lost
	not _aggregator
	place := min({region.id |
		some region in input.regions
		region.id in _hubs
		not region.id in _lost_regions
	})
}

_aggregator if some _ in input.securityhub.finding_aggregators
