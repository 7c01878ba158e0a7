# METADATA
# title: Does a rule of EventBridge tell somebody?
# description: >-
#   Which rules match the event and how far what they send gets, hop by hop, as lib.alerts says it for the controls of notification.
# schemas:
#   - input: schema.input
package drill.rules

import data.lib.alerts
import data.lib.delivery
import data.lib.drill
import data.lib.result

findings contains result.pass(event, "heard", _way(event, alerts.direct), []) if {
	some event in input.drill.events
	event.Kind != "resource"
	event.id in drill.shown
	drill.led(event, alerts.direct)
}

findings contains result.pass(event, "another_way", {}, []) if {
	some event in input.drill.events
	event.Kind != "resource"
	event.id in drill.shown
	not drill.led(event, alerts.direct)
	_otherwise(event)
}

findings contains result.pass(event, "indirect", _way(event, alerts.certain), []) if {
	some event in input.drill.events
	event.Kind != "resource"
	event.id in drill.shown
	drill.led(event, alerts.certain)
	not drill.led(event, alerts.direct)
	not _otherwise(event)
}

findings contains result.warn(event, "foreign", _way(event, alerts.settled), []) if {
	some event in input.drill.events
	event.Kind != "resource"
	event.id in drill.shown
	drill.led(event, alerts.settled)
	not drill.led(event, alerts.certain)
	not _otherwise(event)
}

findings contains result.not_available(event, "unclear", _way(event, alerts.received), []) if {
	some event in input.drill.events
	event.Kind != "resource"
	event.id in drill.shown
	drill.led(event, alerts.received)
	not drill.led(event, alerts.settled)
	not _otherwise(event)
}

findings contains result.fail(event, code, _way(event, alerts.aimed), []) if {
	some event in input.drill.events
	event.Kind != "resource"
	event.id in drill.shown
	drill.led(event, alerts.aimed)
	not drill.led(event, alerts.received)
	not _otherwise(event)
	code := _broken(event)
}

findings contains result.fail(event, "no_target", _way(event, alerts.enabled), []) if {
	some event in input.drill.events
	event.Kind != "resource"
	event.id in drill.shown
	drill.led(event, alerts.enabled)
	not drill.led(event, alerts.aimed)
	not _otherwise(event)
}

findings contains result.fail(event, "rule_disabled", {"rules": sort(_matching(event))}, []) if {
	some event in input.drill.events
	event.Kind != "resource"
	event.id in drill.shown
	_matched(event)
	not drill.led(event, alerts.enabled)
	not _otherwise(event)
}

findings contains result.fail(event, "no_rule", {}, []) if {
	some event in input.drill.events
	event.Kind != "resource"
	event.id in drill.shown
	not _matched(event)
	not _otherwise(event)
}

findings contains result.fail(event, "not_shown", {}, []) if {
	some event in input.drill.events
	event.Kind != "resource"
	not event.id in drill.shown
}

_otherwise(event) if alerts.told(event.region, [event.id], alerts.elsewhere.drill)

_matched(event) if alerts.led(event.region, [event.id], alerts.matched.drill)

_matching(event) := {rule | some rule in alerts.matched.drill[[event.region, event.id]]}

_way(event, hop) := {"rules": sort(rules), "topics": sort(topics), "receivers": sort(protocols)} if {
	rules := {rule | some rule in _matching(event); rule in hop}
	topics := {pair[1] | some pair in delivery.sent; pair[0] in rules}
	protocols := {subscription.Protocol |
		some topic in input.sns.topics
		topic.arn in topics
		some subscription in topic.ListSubscriptionsByTopic.Subscriptions
		startswith(subscription.SubscriptionArn, "arn:")
	}
}

# The hop at which the paths end.
_broken(event) := "target_missing" if {
	not drill.led(event, alerts.present)
} else := "publish_denied" if {
	not drill.led(event, alerts.admitted)
} else := "key_denied" if {
	not drill.led(event, alerts.readable)
} else := "no_subscriber"
