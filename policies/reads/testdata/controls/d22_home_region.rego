package controls.d22_home_region

import data.lib.result

findings contains result.pass(region, "home", {}, []) if {
	some region in input.regions
	region.region in _homes
}

findings contains result.fail(region, "no_home", {}, []) if {
	some region in input.regions
	not region.region in _homes
}

_homes contains trail.region if {
	some trail in input.cloudtrail.trails
	trail.GetTrailStatus.IsLogging
}
