package controls.d20_seen_in

import data.lib.result

findings contains result.pass(trail, "wide", {}, []) if {
	some trail in input.cloudtrail.trails
	trail.id in _wide
}

findings contains result.fail(trail, "narrow", {}, []) if {
	some trail in input.cloudtrail.trails
	not trail.id in _wide
}

_wide contains trail.id if {
	some trail in input.cloudtrail.trails
	every region in ["r1", "r2"] {
		region in trail.seen_in
	}
}
