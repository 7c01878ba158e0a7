package lib.delivery_test

import data.lib.alert_world_test as world
import data.lib.delivery

_rule := world.rule("guardduty", {}).arn

_alarm := world.alarm("RootUserPolicyEventCount", 1).arn

test_pairs if {
	[_rule, world.topic_arn] in delivery.sent with input as world.with_changes({})
	[_alarm, world.topic_arn] in delivery.told with input as world.with_changes({})
	[_rule, world.topic_arn] in delivery.rule_publishes with input as world.with_changes({})
	[_alarm, world.topic_arn] in delivery.alarm_publishes with input as world.with_changes({})
}

# An alarm gets along with what SNS writes into a new topic's policy, a rule does not.
test_owners_statement if {
	changed := world.with_changes({"sns.topics": [world.topic_with(world.owners)]})
	not [_rule, world.topic_arn] in delivery.rule_may_publish with input as changed
	[_alarm, world.topic_arn] in delivery.alarm_publishes with input as changed
}

# What the evidence leaves open may publish, but not for certain.
test_open_condition if {
	changed := world.with_changes({"sns.topics": [world.topic_with({"Version": "2012-10-17", "Statement": [object.union(statement, {"Condition": {"StringEquals": {"aws:SourceOrgID": "o-a1b2c3"}}}) | some statement in world.both.Statement]})]})
	[_rule, world.topic_arn] in delivery.rule_may_publish with input as changed
	not [_rule, world.topic_arn] in delivery.rule_publishes with input as changed
	[_alarm, world.topic_arn] in delivery.alarm_may_publish with input as changed
	not [_alarm, world.topic_arn] in delivery.alarm_publishes with input as changed
}

# A condition on the source is honoured for alarms and keeps rules out, since EventBridge does not name the source to KMS.
test_key_with_a_condition_on_the_source if {
	changed := world.with_changes({
		"sns.topics": [world.topic_under(world.key_arn)],
		"kms.keys": [world.key("CUSTOMER", "Enabled", [world.uses(["events.amazonaws.com", "cloudwatch.amazonaws.com"], {"Condition": {"StringEquals": {"aws:SourceAccount": world.account}}})])],
	})
	not world.topic_arn in delivery.open_to_rules with input as changed
	[_alarm, world.topic_arn] in delivery.unsealed_for_alarms with input as changed
}

test_alias_of_another_region_is_another_key if {
	alias := {"id": "arn:aws:kms:any:alias/alerts", "arn": "arn:aws:kms:us-east-1:111122223333:alias/alerts", "region": "us-east-1", "AliasName": "alias/alerts", "AliasArn": "arn:aws:kms:us-east-1:111122223333:alias/alerts", "TargetKeyId": "0a1b2c3d"}
	changed := world.with_changes({
		"sns.topics": [world.topic_under("alias/alerts")],
		"kms.keys": [world.key("CUSTOMER", "Enabled", [world.uses(["events.amazonaws.com"], {})])],
		"kms.aliases": [alias],
	})
	not world.topic_arn in delivery.open_to_rules with input as changed
}

test_subscribers[name] if {
	some name, tc in {
		"mail is heard": {"protocol": "email", "subscribed": true, "heard": true},
		"a text message is heard": {"protocol": "sms", "subscribed": true, "heard": true},
		"a queue is subscribed": {"protocol": "sqs", "subscribed": true, "heard": false},
		"an unknown protocol is nothing": {"protocol": "pigeon", "subscribed": false, "heard": false},
	}
	changed := {"sns": {"topics": [world.topic_for([object.union(world.confirmed, {"Protocol": tc.protocol})])], "subscriptions": []}}
	subscribed := world.topic_arn in delivery.subscribed with input as changed
	heard := world.topic_arn in delivery.heard with input as changed
	[subscribed, heard] == [tc.subscribed, tc.heard]
}
