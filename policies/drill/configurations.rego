# METADATA
# title: Is the changed resource recorded?
# description: Whether AWS Config keeps the state that the attacker leaves a resource in, and how soon.
# schemas:
#   - input: schema.input
package drill.configurations

import data.lib.drill
import data.lib.result

findings contains result.pass(event, "continuous", {"recorders": sort(drill.recorders_of[[event.region, event.ResourceType]]), "type": event.ResourceType}, []) if {
	some event in input.drill.events
	event.Kind == "resource"
	_continuous(event)
}

findings contains result.pass(event, "daily", {"recorders": sort(drill.recorders_of[[event.region, event.ResourceType]]), "type": event.ResourceType}, []) if {
	some event in input.drill.events
	event.Kind == "resource"
	drill.configured(event)
	not _continuous(event)
}

findings contains result.fail(event, "failing", {"recorders": sort(drill.recorders_of[[event.region, event.ResourceType]]), "type": event.ResourceType}, []) if {
	some event in input.drill.events
	event.Kind == "resource"
	_recorded(event)
	not drill.configured(event)
}

findings contains result.fail(event, "not_type", {"type": event.ResourceType}, []) if {
	some event in input.drill.events
	event.Kind == "resource"
	not _recorded(event)
	_on(event)
}

findings contains result.fail(event, "off", {"type": event.ResourceType}, []) if {
	some event in input.drill.events
	event.Kind == "resource"
	not _recorded(event)
	not _on(event)
}

_recorded(event) if some _ in drill.recorders_of[[event.region, event.ResourceType]]

_continuous(event) if {
	some id in drill.recorders_of[[event.region, event.ResourceType]]
	not id in drill.failing
	not id in _daily
}

_daily contains recorder.id if {
	some recorder in input.config.recorders
	recorder.RecordingMode.RecordingFrequency == "DAILY"
}

_on(event) if {
	some recorder in input.config.recorders
	recorder.region == event.region
	_recording(recorder)
}

_on(event) if {
	event.Global == true
	some recorder in input.config.recorders
	_recording(recorder)
}

_recording(recorder) if {
	not recorder.ServicePrincipal
	some status in recorder.DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus
	status.Recording == true
}
