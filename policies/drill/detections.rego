# METADATA
# title: Is it detected?
# description: >-
#   Whether the service that would find what the attacker did is on where it happens, and has what it needs for that: AWS Config feeds Security
#   Hub and the rules of AWS Config.
# schemas:
#   - input: schema.input
package drill.detections

import data.lib.drill
import data.lib.result
import data.lib.security_services

findings contains result.pass(event, "guardduty", {"detectors": _detectors(event.region)}, []) if {
	some event in input.drill.events
	event.Kind == "guardduty"
	_finds(event)
}

findings contains result.fail(event, "feature_off", {"feature": event.Feature, "detectors": _detectors(event.region)}, []) if {
	some event in input.drill.events
	event.Kind == "guardduty"
	not _finds(event)
	event.region in security_services.detecting
}

findings contains result.fail(event, "detector_suspended", {"detectors": _detectors(event.region)}, []) if {
	some event in input.drill.events
	event.Kind == "guardduty"
	not event.region in security_services.detecting
	event.region in security_services.with_detector
}

findings contains result.fail(event, "no_detector", {}, []) if {
	some event in input.drill.events
	event.Kind == "guardduty"
	not event.region in security_services.with_detector
}

_finds(event) if {
	not event.Feature
	event.region in security_services.detecting
}

_finds(event) if event.region in security_services.protected[event.Feature]

_detectors(place) := sort([detector.id | some detector in input.guardduty.detectors; detector.region == place])

# Where Security Hub shows a finding: in the Region of the resource, and in the one that gathers the findings of others.
findings contains result.pass(event, "hub", {"hubs": _hubs(event.From)}, []) if {
	some event in input.drill.events
	event.Kind == "securityhub"
	_shows(event)
	_judged(event)
	drill.configured(_there(event))
}

findings contains result.fail(event, "hub_blind", {"type": event.ResourceType}, []) if {
	some event in input.drill.events
	event.Kind == "securityhub"
	_shows(event)
	_judged(event)
	not drill.configured(_there(event))
}

findings contains result.fail(event, "no_standard", {"hubs": _hubs(event.From)}, []) if {
	some event in input.drill.events
	event.Kind == "securityhub"
	_shows(event)
	not _judged(event)
}

findings contains result.fail(event, "no_hub", {}, []) if {
	some event in input.drill.events
	event.Kind == "securityhub"
	event.region == event.From
	not _shows(event)
}

findings contains result.fail(event, "not_gathered", {}, []) if {
	some event in input.drill.events
	event.Kind == "securityhub"
	event.region != event.From
	not _shows(event)
}

_shows(event) if {
	event.region == event.From
	event.From in security_services.with_hub
}

_shows(event) if {
	event.region != event.From
	event.From in security_services.with_hub
	event.region in security_services.with_hub
	some aggregator in input.securityhub.finding_aggregators
	_gathers(aggregator, event)
}

_gathers(aggregator, event) if {
	aggregator.GetFindingAggregator.FindingAggregationRegion == event.region
	aggregator.GetFindingAggregator.RegionLinkingMode == "ALL_REGIONS"
}

_gathers(aggregator, event) if {
	aggregator.GetFindingAggregator.FindingAggregationRegion == event.region
	aggregator.GetFindingAggregator.RegionLinkingMode == "SPECIFIED_REGIONS"
	event.From in aggregator.GetFindingAggregator.Regions
}

_gathers(aggregator, event) if {
	aggregator.GetFindingAggregator.FindingAggregationRegion == event.region
	aggregator.GetFindingAggregator.RegionLinkingMode == "ALL_REGIONS_EXCEPT_SPECIFIED"
	not event.From in aggregator.GetFindingAggregator.Regions
}

# What Security Hub judges itself needs a standard.
_judged(event) if security_services.subscribed("foundational", event.From)

# The event as it would be where the resource is.
_there(event) := {"id": event.id, "region": event.From, "ResourceType": event.ResourceType, "Global": event.Global}

_hubs(place) := sort([hub.id | some hub in input.securityhub.hubs; hub.region == place])

# What another service found shows in Security Hub too, and from there in the Region that gathers findings.
findings contains result.pass(event, "passed_on", {"hubs": _hubs(event.From)}, []) if {
	some event in input.drill.events
	event.Kind == "passed_on"
	_shows(event)
	_found(event)
}

findings contains result.fail(event, "nothing_to_pass", {}, []) if {
	some event in input.drill.events
	event.Kind == "passed_on"
	_shows(event)
	not _found(event)
}

findings contains result.fail(event, "not_passed_on", {}, []) if {
	some event in input.drill.events
	event.Kind == "passed_on"
	not _shows(event)
}

_found(event) if {
	event.Product == "guardduty"
	not event.Feature
	event.From in security_services.detecting
}

_found(event) if {
	event.Product == "guardduty"
	event.From in security_services.protected[event.Feature]
}

_found(event) if {
	event.Product == "access_analyzer"
	event.From in _analyzed
}

findings contains result.pass(event, "config_rule", {"config_rules": [event.Rule]}, []) if {
	some event in input.drill.events
	event.Kind == "config_rule"
	event.Rule in _active(event)
	drill.configured(event)
}

findings contains result.fail(event, "config_rule_blind", {"config_rules": [event.Rule], "type": event.ResourceType}, []) if {
	some event in input.drill.events
	event.Kind == "config_rule"
	event.Rule in _active(event)
	not drill.configured(event)
}

findings contains result.fail(event, "no_config_rule", {"identifier": event.Identifier}, []) if {
	some event in input.drill.events
	event.Kind == "config_rule"
	not event.Rule in _active(event)
}

_active(event) := {rule.ConfigRuleName |
	some rule in input.config.rules
	rule.region == event.region
	rule.Source.SourceIdentifier == event.Identifier
}

findings contains result.pass(event, "config_item", {"recorders": sort(drill.recorders_of[[event.region, event.ResourceType]])}, []) if {
	some event in input.drill.events
	event.Kind == "config_item"
	drill.configured(event)
}

findings contains result.fail(event, "no_config_item", {"type": event.ResourceType}, []) if {
	some event in input.drill.events
	event.Kind == "config_item"
	not drill.configured(event)
}

findings contains result.pass(event, "analyzer", {"analyzers": _analyzers(event.region)}, []) if {
	some event in input.drill.events
	event.Kind == "access_analyzer"
	event.region in _analyzed
}

findings contains result.fail(event, "no_analyzer", {}, []) if {
	some event in input.drill.events
	event.Kind == "access_analyzer"
	not event.region in _analyzed
}

_analyzed contains analyzer.region if {
	some analyzer in input.accessanalyzer.analyzers
	analyzer.Status == "ACTIVE"
	analyzer.Type in {"ACCOUNT", "ORGANIZATION"}
}

_analyzers(place) := sort([analyzer.id | some analyzer in input.accessanalyzer.analyzers; analyzer.region == place])

findings contains result.pass(event, "health", {}, []) if {
	some event in input.drill.events
	event.Kind == "health"
}
