package controls.d19_listing_fields

import data.lib.result

findings contains result.pass(trail, "single", {}, []) if {
	some trail in input.cloudtrail.trails
	not trail.IsMultiRegionTrail
	_alone(trail)
}

findings contains result.pass(trail, "multi", {}, []) if {
	some trail in input.cloudtrail.trails
	trail.IsMultiRegionTrail
}

findings contains result.fail(trail, "company", {}, []) if {
	some trail in input.cloudtrail.trails
	not trail.IsMultiRegionTrail
	not _alone(trail)
}

_alone(trail) if {
	every other in input.cloudtrail.trails {
		other.region != trail.region
	}
}

_alone(trail) if {
	every other in [t | some t in input.cloudtrail.trails; t.region == trail.region] {
		other.id == trail.id
		other.LogGroupArn
	}
}
