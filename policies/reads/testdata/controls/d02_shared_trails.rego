package controls.d02_shared_trails

import data.lib.result

findings contains result.pass(region, "seen", {}, []) if {
	some region in input.regions
	_seen(region)
}

findings contains result.fail(region, "unseen", {}, []) if {
	some region in input.regions
	not _seen(region)
}

_seen(region) if {
	some trail in input.cloudtrail.trails
	region.region in trail.seen_in
	not _only(trail)
}

_only(trail) if trail.seen_in == ["r1"]
