package controls.d06_element_sets

import data.lib.result

findings contains result.pass(trail, "ok", {}, []) if {
	some trail in input.cloudtrail.trails
	not trail in _silent
	not _shadowed(trail)
}

findings contains result.fail(trail, "silent", {}, []) if {
	some trail in _silent
	not _shadowed(trail)
}

findings contains result.warn(trail, "shadowed", {}, []) if {
	_all[trail]
	_shadowed(trail)
}

_all contains trail if some trail in input.cloudtrail.trails

_silent contains trail if {
	_all[trail]
	not trail.GetTrailStatus.IsLogging
}

_shadowed(trail) if {
	_silent[other]
	other.LogGroupArn == trail.LogGroupArn
	other.id != trail.id
}
