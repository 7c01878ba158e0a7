package controls.rds.blea_cluster_events_are_notified_test

import data.controls.rds.blea_cluster_events_are_notified as control
import data.lib.alert_world_test as world

_categories := ["failover", "failure", "maintenance"]

_subscription(more) := object.union({"id": "es", "arn": "es", "region": "ap-northeast-1", "Enabled": true, "SourceType": "db-cluster", "EventCategoriesList": _categories, "SourceIdsList": [], "SnsTopicArn": world.topic_arn}, more)

_database := {"id": "d", "region": "ap-northeast-1", "Engine": "aurora-postgresql"}

_publish(more) := {"Version": "2012-10-17", "Statement": [object.union({"Effect": "Allow", "Principal": {"Service": "events.rds.amazonaws.com"}, "Action": "sns:Publish", "Resource": world.topic_arn}, more)]}

_topic(policy, more) := object.union(world.topic, object.union({"GetTopicAttributes": object.union(world.topic.GetTopicAttributes, {"Attributes": object.union(world.topic.GetTopicAttributes.Attributes, {"Policy": policy})})}, more))

_default_policy := {"Version": "2008-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "SNS:Publish", "Resource": world.topic_arn, "Condition": {"StringEquals": {"AWS:SourceOwner": "111122223333"}}}]}

_world(subscriptions, topics, rules) := object.union(
	world.with_changes({"sns.topics": topics, "events.rules": rules}),
	{"rds": {"clusters": [_database], "instances": [_database], "event_subscriptions": subscriptions}},
)

_good := _topic(_publish({}), {})

_cases := {
	"all categories pass": {"subscriptions": [_subscription({})], "topics": [_good], "want": [["PASSED", "heard"]]},
	"the policy that SNS gives a topic passes": {"subscriptions": [_subscription({})], "topics": [_topic(_default_policy, {})], "want": [["PASSED", "heard"]]},
	"no categories mean all": {"subscriptions": [_subscription({"EventCategoriesList": []})], "topics": [_good], "want": [["PASSED", "heard"]]},
	"untold categories mean all": {"subscriptions": [object.remove(_subscription({}), ["EventCategoriesList", "SourceIdsList"])], "topics": [_good], "want": [["PASSED", "heard"]]},
	"no source type means all": {"subscriptions": [object.remove(_subscription({}), ["SourceType"])], "topics": [_good], "want": [["PASSED", "heard"]]},
	"two subscriptions together pass": {"subscriptions": [_subscription({"EventCategoriesList": array.slice(_categories, 0, 1)}), _subscription({"id": "more", "EventCategoriesList": array.slice(_categories, 1, 20)})], "topics": [_good], "want": [["PASSED", "heard"]]},
	"a missing category fails": {"subscriptions": [_subscription({"EventCategoriesList": array.slice(_categories, 1, 20)})], "topics": [_good], "want": [["FAILED", "incomplete"]]},
	"a disabled subscription fails": {"subscriptions": [_subscription({"Enabled": false})], "topics": [_good], "want": [["FAILED", "incomplete"]]},
	"another kind fails": {"subscriptions": [_subscription({"SourceType": "db-instance"})], "topics": [_good], "want": [["FAILED", "incomplete"]]},
	"one source by name fails": {"subscriptions": [_subscription({"SourceIdsList": ["d"]})], "topics": [_good], "want": [["FAILED", "incomplete"]]},
	"another Region fails": {"subscriptions": [_subscription({"region": "us-east-1"})], "topics": [_good], "want": [["FAILED", "incomplete"]]},
	"none fails": {"subscriptions": [], "topics": [_good], "want": [["FAILED", "incomplete"]]},
	"a policy that leaves RDS out fails": {"subscriptions": [_subscription({})], "topics": [world.topic], "want": [["FAILED", "unheard"]]},
	"a topic that is gone fails": {"subscriptions": [_subscription({})], "topics": [], "want": [["FAILED", "unheard"]]},
	"no subscriber fails": {"subscriptions": [_subscription({})], "topics": [_topic(_publish({}), {"ListSubscriptionsByTopic": {"Subscriptions": []}})], "want": [["FAILED", "unheard"]]},
	"a condition on the database is unclear": {"subscriptions": [_subscription({})], "topics": [_topic(_publish({"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:rds:ap-northeast-1:111122223333:db:orders-*"}}}), {})], "want": [["NOT_AVAILABLE", "unclear"]]},
	"a condition on the account passes": {"subscriptions": [_subscription({})], "topics": [_topic(_publish({"Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}}), {})], "want": [["PASSED", "heard"]]},
	"a topic of another account warns": {"subscriptions": [_subscription({"SnsTopicArn": "arn:aws:sns:ap-northeast-1:444455556666:ops"})], "topics": [_good], "want": [["WARNING", "foreign"]]},
}

test_blea_cluster_events_are_notified[name] if {
	some name, tc in _cases
	got := control.findings with input as _world(tc.subscriptions, tc.topics, [])
	[[finding.status, finding.code] | some finding in got] == tc.want
}

test_rules_do_instead[name] if {
	some name, tc in {
		"all events": {"pattern": {"source": ["aws.rds"]}, "want": [["PASSED", "by_rules"]]},
		"the kind": {"pattern": {"source": ["aws.rds"], "detail-type": ["RDS DB Cluster Event"]}, "want": [["PASSED", "by_rules"]]},
		"the categories": {"pattern": {"source": ["aws.rds"], "detail-type": ["RDS DB Cluster Event"], "detail": {"EventCategories": _categories}}, "want": [["PASSED", "by_rules"]]},
		"one category": {"pattern": {"source": ["aws.rds"], "detail": {"EventCategories": ["failover"]}}, "want": [["FAILED", "incomplete"]]},
		"one database": {"pattern": {"source": ["aws.rds"], "detail": {"SourceIdentifier": ["orders"]}}, "want": [["FAILED", "incomplete"]]},
		"another kind": {"pattern": {"source": ["aws.rds"], "detail-type": ["RDS DB Snapshot Event"]}, "want": [["FAILED", "incomplete"]]},
	}
	got := control.findings with input as _world([], [world.topic], [world.rule("databases", tc.pattern)])
	[[finding.status, finding.code] | some finding in got] == tc.want
}

test_a_key_has_to_let_rds_publish[name] if {
	some name, tc in {
		"it does": {"statements": [{"Effect": "Allow", "Principal": {"Service": "events.rds.amazonaws.com"}, "Action": ["kms:Decrypt", "kms:GenerateDataKey*"], "Resource": "*"}], "want": [["PASSED", "heard"]]},
		"it does not": {"statements": [{"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": ["kms:Decrypt", "kms:GenerateDataKey*"], "Resource": "*"}], "want": [["FAILED", "unheard"]]},
		"it does in part": {"statements": [{"Effect": "Allow", "Principal": {"Service": "events.rds.amazonaws.com"}, "Action": "kms:Decrypt", "Resource": "*"}], "want": [["FAILED", "unheard"]]},
	}
	topic := object.union(_good, {"GetTopicAttributes": {"Attributes": object.union(_good.GetTopicAttributes.Attributes, {"KmsMasterKeyId": world.key_arn})}})
	key := {"id": world.key_arn, "arn": world.key_arn, "KeyId": "0a1b2c3d", "region": "ap-northeast-1", "DescribeKey": {"KeyMetadata": {"KeyManager": "CUSTOMER", "KeyState": "Enabled"}}, "GetKeyPolicy": {"Policy": {"Version": "2012-10-17", "Statement": tc.statements}}}
	got := control.findings with input as object.union(_world([_subscription({})], [topic], []), {"kms": {"keys": [key], "aliases": []}})
	[[finding.status, finding.code] | some finding in got] == tc.want
}

test_a_region_without_databases_has_nothing_to_tell if {
	empty := object.union(_world([], [_good], []), {"rds": {"clusters": [object.union(_database, {"Engine": "neptune"})], "instances": [], "event_subscriptions": []}})
	got := control.findings with input as empty
	[[finding.status, finding.code] | some finding in got] == [["NOT_APPLICABLE", "unused"]]
}

test_reasons_name_what_is_wrong if {
	incomplete := control.findings with input as _world([_subscription({"EventCategoriesList": array.slice(_categories, 1, 20)})], [_good], [])
	[finding.args.categories | some finding in incomplete] == [[_categories[0]]]
	unheard := control.findings with input as _world([_subscription({})], [world.topic], [])
	[finding.args.topics | some finding in unheard] == [[world.topic_arn]]
}

test_plan_subscribes_a_topic_that_somebody_hears if {
	steps := control.plan with input as _world([], [_good], [])
	[step.calls[0].params | some step in steps] == [{"SubscriptionName": "blea-rds-clusters", "SnsTopicArn": world.topic_arn, "SourceType": "db-cluster", "EventCategories": _categories, "Enabled": true}]
	nothing := control.plan with input as _world([], [world.topic], [])
	nothing == set()
	done := control.plan with input as _world([_subscription({})], [_good], [])
	done == set()
}

test_without_databases_nothing_is_asked[name] if {
	some name, tc in _cases
	bare := {"rds": {"clusters": [], "instances": [], "event_subscriptions": tc.subscriptions}}
	every rules in [[], [world.rule("databases", {"source": ["aws.rds"]})]] {
		got := control.findings with input as object.union(_world(tc.subscriptions, tc.topics, rules), bare)
		[[finding.status, finding.code] | some finding in got] == [["NOT_APPLICABLE", "unused"]]
	}
}

# The rule has a topic of its own, so that what becomes of the subscriptions does not matter.
test_rules_do_whatever_becomes_of_the_topic[name] if {
	some name, tc in _cases
	other := json.unmarshal(replace(json.marshal(_good), ":security", ":other"))
	rule := object.union(world.rule("databases", {"source": ["aws.rds"]}), {"ListTargetsByRule": {"Targets": [{"Id": "Target0", "Arn": other.arn}]}})
	changed := object.union(_world(tc.subscriptions, array.concat(tc.topics, [_for_rules(other)]), [rule]), {"sns": {"subscriptions": []}})
	got := control.findings with input as changed
	{finding.status | some finding in got} == {"PASSED"}
	count(got) == 1
}

_for_rules(topic) := object.union(topic, {"GetTopicAttributes": {"Attributes": {"Policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sns:Publish", "Resource": topic.arn}]}}}})
