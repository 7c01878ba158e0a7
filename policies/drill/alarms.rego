# METADATA
# title: Does an alarm tell somebody?
# description: >-
#   Which metric filters count the call on a log group that a trail feeds with it, which alarms go off, and how far they get, hop by hop, as
#   lib.alerts says it for the controls of notification.
# schemas:
#   - input: schema.input
package drill.alarms

import data.lib.alerts
import data.lib.delivery
import data.lib.drill
import data.lib.result

findings contains result.pass(event, "heard", _way(event, alerts.alarm_direct), []) if {
	some event in input.drill.events
	event.Kind == "cloudtrail"
	drill.rung(event, alerts.alarm_direct)
}

findings contains result.pass(event, "indirect", _way(event, alerts.alarm_certain), []) if {
	some event in input.drill.events
	event.Kind == "cloudtrail"
	drill.rung(event, alerts.alarm_certain)
	not drill.rung(event, alerts.alarm_direct)
}

findings contains result.pass(event, "relayed", _way(event, alerts.relayed), []) if {
	some event in input.drill.events
	event.Kind == "cloudtrail"
	drill.rung(event, alerts.relayed)
	not drill.rung(event, alerts.alarm_certain)
}

findings contains result.warn(event, "log_group_abroad", {"account": sort(drill.fed_abroad[event.id])}, []) if {
	some event in input.drill.events
	event.Kind == "cloudtrail"
	_abroad(event)
	not drill.rung(event, alerts.alarm_certain)
	not drill.rung(event, alerts.relayed)
}

findings contains result.warn(event, "foreign", _way(event, alerts.alarm_settled), []) if {
	some event in input.drill.events
	event.Kind == "cloudtrail"
	drill.rung(event, alerts.alarm_settled)
	not drill.rung(event, alerts.alarm_certain)
	not drill.rung(event, alerts.relayed)
	not _abroad(event)
}

findings contains result.not_available(event, "unclear", _way(event, alerts.alarm_received), []) if {
	some event in input.drill.events
	event.Kind == "cloudtrail"
	drill.rung(event, alerts.alarm_received)
	not drill.rung(event, alerts.alarm_settled)
	not drill.rung(event, alerts.relayed)
	not _abroad(event)
}

findings contains result.fail(event, code, _way(event, alerts.any_alarm), []) if {
	some event in input.drill.events
	event.Kind == "cloudtrail"
	drill.rung(event, alerts.any_alarm)
	not drill.rung(event, alerts.alarm_received)
	not drill.rung(event, alerts.relayed)
	not _abroad(event)
	code := _broken(event)
}

findings contains result.fail(event, "no_alarm", {"filters": sort({filter[1] | some filter in drill.counting[event.id]})}, []) if {
	some event in input.drill.events
	event.Kind == "cloudtrail"
	_counted(event)
	not drill.rung(event, alerts.any_alarm)
	not _abroad(event)
}

findings contains result.fail(event, "no_filter", {}, []) if {
	some event in input.drill.events
	event.Kind == "cloudtrail"
	_fed(event)
	not _counted(event)
	not _abroad(event)
}

findings contains result.fail(event, "no_log_group", {}, []) if {
	some event in input.drill.events
	event.Kind == "cloudtrail"
	not _fed(event)
	not _counted(event)
	not _abroad(event)
}

_abroad(event) if some _ in drill.fed_abroad[event.id]

_counted(event) if some _ in drill.counting[event.id]

_fed(event) if {
	some group in drill.fed
	group[0] == event.id
}

# The hop at which the paths end.
_broken(event) := "no_action" if {
	not drill.rung(event, alerts.alarm_acts)
} else := "target_missing" if {
	not drill.rung(event, alerts.alarm_present)
} else := "publish_denied" if {
	not drill.rung(event, alerts.alarm_admitted)
} else := "key_denied" if {
	not drill.rung(event, alerts.alarm_readable)
} else := "no_subscriber"

_way(event, hop) := {"filters": sort({filter[1] | some filter in filters}), "alarms": sort(arns), "topics": sort(topics), "receivers": sort(protocols), "seconds": min(waits)} if {
	filters := drill.counting[event.id]
	arns := {alarm |
		some alarm in hop
		alerts.sounded([event.id], drill.counting, event.Count, {alarm})
	}
	topics := {pair[1] | some pair in delivery.told_by_alarms; pair[0] in arns}
	protocols := {subscription.Protocol |
		some topic in input.sns.topics
		topic.arn in topics
		some subscription in topic.ListSubscriptionsByTopic.Subscriptions
		startswith(subscription.SubscriptionArn, "arn:")
	}
	waits := [alarm.Period | some alarm in input.cloudwatch.alarms; alarm.arn in arns] # those that ring wait for one period only
}
