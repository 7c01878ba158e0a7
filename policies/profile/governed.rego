# METADATA
# title: Governed Regions
# description: >-
#   BLEA promises its guarantees for the Region that it is deployed to: the home of the trail that qualifies, else the Region of the
#   caller. A Region that passes is governed.
package profile.governed

import data.lib.result
import data.lib.trails

findings contains result.pass(region, "trail_home", {}, []) if {
	some region in input.regions
	region.id in trails.homes
}

findings contains result.pass(region, "caller_region", {}, []) if {
	some region in input.regions
	not region.id in trails.homes
	not _any_home
	region.id == input.account.home
}

findings contains result.fail(region, "other", {}, []) if {
	some region in input.regions
	not region.id in trails.homes
	not _any_home
	region.id != input.account.home
}

findings contains result.fail(region, "elsewhere", {}, []) if {
	some region in input.regions
	not region.id in trails.homes
	_any_home
}

_any_home if some _ in trails.homes
