package controls.d01_five_hops

import data.lib.alerts
import data.lib.result

findings contains result.pass(region, "heard", {"trails": {t.id | some t in alerts.trails}}, []) if {
	some region in input.governed_regions
	region.region in _heard
}

findings contains result.fail(region, "unheard", {"n": count(_heard)}, []) if {
	some region in input.governed_regions
	not region.region in _heard
}

_heard contains region.region if {
	some region in input.governed_regions
	some trail in alerts.trails
	_covers(trail, region)
}

_covers(trail, region) if trail.region == region.region

_covers(trail, region) if {
	trail.IsMultiRegionTrail
	region.governed
}
