# METADATA
# title: Trails
# description: >-
#   Which trails record what BLEA asks for: every Region, global services, management events of reading and writing, and delivery that
#   works (catalogue of BLEA: usecases/blea-gov-base-standalone/lib/construct/logging.ts).
package lib.trails

# METADATA
# description: >-
#   Ids of the trails that record all management events of all Regions and deliver them. An organization's trail that shows as a
#   shadow trail counts like one of the account's own.
qualifying contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in recording
	trail.id in reading
	trail.id in writing
}

# METADATA
# description: Ids of the trails that are on, for all Regions and global services, and whose last delivery to S3 did not fail for a day.
recording contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.IsMultiRegionTrail == true
	trail.IncludeGlobalServiceEvents == true
	trail.GetTrailStatus.IsLogging == true
	not _failing(trail)
}

# METADATA
# description: Ids of the trails that record the management events that read.
reading contains trail.id if {
	some trail in input.cloudtrail.trails
	_selects(trail, "ReadOnly")
}

# METADATA
# description: Ids of the trails that record the management events that write.
writing contains trail.id if {
	some trail in input.cloudtrail.trails
	_selects(trail, "WriteOnly")
}

# A trail that never had a selector records all management events; the API then shows a selector that says so, or none at all
# (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html).
_selects(trail, _) if {
	trail.GetEventSelectors
	not trail.GetEventSelectors.EventSelectors[0]
	not trail.GetEventSelectors.AdvancedEventSelectors[0]
}

_selects(trail, kind) if {
	some selector in trail.GetEventSelectors.EventSelectors
	selector.IncludeManagementEvents == true
	selector.ReadWriteType in {"All", kind}
	not selector.ExcludeManagementEventSources[0]
}

_selects(trail, kind) if {
	some selector in trail.GetEventSelectors.AdvancedEventSelectors
	some category in selector.FieldSelectors
	category.Field == "eventCategory"
	category.Equals == ["Management"]
	every field in selector.FieldSelectors {
		_unlimiting(field, kind)
	}
}

_unlimiting(field, _) if field.Field == "eventCategory"

_unlimiting(field, "ReadOnly") if {
	field.Field == "readOnly"
	field.Equals == ["true"]
}

_unlimiting(field, "WriteOnly") if {
	field.Field == "readOnly"
	field.Equals == ["false"]
}

# METADATA
# description: The Region of a trail that qualifies.
homes contains trail.region if {
	some trail in input.cloudtrail.trails
	trail.id in qualifying
}

# An error of the last delivery that a later success has not healed for a day means that records are being lost.
_failing(trail) if {
	trail.GetTrailStatus.LatestDeliveryError != ""
	not _delivered(trail)
}

_delivered(trail) if {
	at := time.parse_rfc3339_ns(trail.GetTrailStatus.LatestDeliveryTime)
	time.parse_rfc3339_ns(input.as_of) - at <= ((24 * 60) * 60) * 1000000000
}
