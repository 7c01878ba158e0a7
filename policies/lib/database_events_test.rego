package lib.database_events_test

import data.lib.database_events
import data.lib.samples

test_regions_of_rds if {
	clusters := database_events.with_clusters with input.rds.clusters as [{"id": "a", "region": "us-east-1", "Engine": "mysql"}, {"id": "b", "region": "eu-west-1", "Engine": "docdb"}]
	clusters == {"us-east-1"}
	instances := database_events.with_instances with input.rds.instances as [{"id": "c", "region": "ap-northeast-1", "Engine": "neptune"}, {"id": "d", "region": "us-west-2"}]
	instances == {"us-west-2"}
}

test_missing_are_all_categories_when_nobody_subscribes if {
	got := database_events.missing("db-cluster", "ap-northeast-1") with input.rds.event_subscriptions as []
	got == ["failover", "failure", "maintenance"]
}

# What BLEA subscribes to is what the samples show.
test_samples_show_each_category if {
	every kind, family in {"db-cluster": "rds_clusters", "db-instance": "rds_instances"} {
		events := samples.events(family, "111122223333", "ap-northeast-1")
		{category | some event in events; some category in event.detail.EventCategories} == database_events.categories[kind]
		count(events) == 2 * count(database_events.categories[kind])
	}
}
