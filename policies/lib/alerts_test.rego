package lib.alerts_test

import data.lib.alert_world_test as world
import data.lib.alerts
import data.lib.samples

# The hops in the order in which the controls ask for them.
_hops := ["led", "enabled", "aimed", "present", "admitted", "readable", "received", "settled", "certain", "direct"]

_passed contains "led" if alerts.led(world.region, samples.names("network_acls"), alerts.matched.network_acls)

_passed contains "enabled" if _past(alerts.enabled)

_passed contains "aimed" if _past(alerts.aimed)

_passed contains "present" if _past(alerts.present)

_passed contains "admitted" if _past(alerts.admitted)

_passed contains "readable" if _past(alerts.readable)

_passed contains "received" if _past(alerts.received)

_passed contains "settled" if _past(alerts.settled)

_passed contains "certain" if _past(alerts.certain)

_passed contains "direct" if _past(alerts.direct)

_passed contains "another way" if alerts.told(world.region, samples.names("network_acls"), alerts.elsewhere.network_acls)

_past(hop) if alerts.covered(world.region, samples.names("network_acls"), alerts.matched.network_acls, hop)

# The hops up to and with the last one; "" is none.
_up_to(last) := {hop |
	some i, hop in _hops
	some j, end in _hops
	end == last
	i <= j
}

# The cases that get another way than they should, with how far they got. Named sub-tests would be traced, which takes five times as long.
_wrong(cases) := wrong if {
	wrong := {name: got |
		some name, tc in cases
		got := _passed with input as world.with_changes(tc.changes)
		got != (_up_to(tc.last) | {way | some way in {"another way"}; tc.last == way}) | object.get(tc, "also", set())
	}
	print(wrong)
}

_targets(arns) := {"events.rules": world.aimed_at("network_acls", arns)}

_subscriber(protocol) := object.union(world.confirmed, {"Protocol": protocol})

_function := "arn:aws:lambda:ap-northeast-1:111122223333:function:tell"

_destination := "arn:aws:events:ap-northeast-1:111122223333:api-destination/chat/a1"

_bus := "arn:aws:events:ap-northeast-1:111122223333:event-bus/security"

_custom := {"id": "security", "arn": _bus, "region": world.region, "Name": "security"}

_on_custom := object.union(world.rule("network_acls", world.patterns.network_acls), {"EventBusName": "security", "arn": "arn:aws:events:ap-northeast-1:111122223333:rule/security/network_acls", "id": "arn:aws:events:ap-northeast-1:111122223333:rule/security/network_acls"})

_forwarding(arn) := json.patch(world.rule("forward", {"source": ["aws.ec2"]}), [{"op": "replace", "path": "/ListTargetsByRule/Targets", "value": [{"Id": "bus", "Arn": arn}]}])

_statement(fields) := {"Version": "2012-10-17", "Statement": [object.union({"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sns:Publish", "Resource": world.topic_arn}, fields)]}

_denying(condition) := {"Version": "2012-10-17", "Statement": array.concat(world.both.Statement, [{"Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Resource": world.topic_arn, "Condition": condition}])}

_sealed(id, keys) := {"sns.topics": [world.topic_under(id)], "kms.keys": keys, "kms.aliases": [{"id": "arn:aws:kms:any:alias/alerts", "arn": "arn:aws:kms:ap-northeast-1:111122223333:alias/alerts", "region": world.region, "AliasName": "alias/alerts", "AliasArn": "arn:aws:kms:ap-northeast-1:111122223333:alias/alerts", "TargetKeyId": "0a1b2c3d"}]}

_open_key := world.key("CUSTOMER", "Enabled", [world.uses(["events.amazonaws.com", "cloudwatch.amazonaws.com"], {})])

_limited_key(condition) := world.key("CUSTOMER", "Enabled", [world.uses(["events.amazonaws.com"], {"Condition": condition})])

_filtered(attributes) := {"sns.subscriptions": [world.subscription_with(attributes)]}

_notified(status, pattern) := {
	"events.rules": world.without("network_acls"),
	"notifications.configurations": [world.notification("aws.ec2", "AWS API Call via CloudTrail", pattern)],
	"notificationscontacts.email_contacts": [world.contact(status)],
}

_narrowed(detail) := {"events.rules": world.with_pattern("network_acls", object.union(world.patterns.network_acls, {"detail": detail}))}

test_rules_match if _wrong({
	"BLEA's own": {"changes": {}, "last": "direct"},
	"no rule": {"changes": {"events.rules": []}, "last": ""},
	"one name is missing": {"changes": _narrowed({"eventName": ["CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry", "ReplaceNetworkAclEntry"]}), "last": ""},
	"only one user": {"changes": _narrowed({"userIdentity": {"userName": ["bob"]}}), "last": ""},
	"only from one address": {"changes": _narrowed({"sourceIPAddress": ["203.0.113.12"]}), "last": ""},
	"only this Region": {"changes": _narrowed({"awsRegion": [world.region]}), "last": "direct"},
	"only another Region": {"changes": _narrowed({"awsRegion": ["us-east-1"]}), "last": ""},
	"a wildcard on the name": {"changes": {"events.rules": world.with_pattern("network_acls", {"source": ["aws.ec2"], "detail": {"eventName": [{"wildcard": "*NetworkAcl*"}]}})}, "last": "direct"},
	"two rules that cover it together": {
		"changes": {"events.rules": [
			world.rule("a", {"source": ["aws.ec2"], "detail": {"eventName": [{"prefix": "Create"}, {"prefix": "Delete"}]}}),
			world.rule("b", {"source": [{"prefix": "aws.e"}], "detail": {"eventName": [{"prefix": "Replace"}]}}),
		]},
		"last": "direct",
	},
	"two rules, of which one is disabled": {
		"changes": {"events.rules": [
			world.rule("a", {"source": ["aws.ec2"], "detail": {"eventName": [{"prefix": "Create"}, {"prefix": "Delete"}]}}),
			object.union(world.rule("b", {"source": ["aws.ec2"], "detail": {"eventName": [{"prefix": "Replace"}]}}), {"State": "DISABLED"}),
		]},
		"last": "led",
	},
	"an operator that AWS does not know": {"changes": _narrowed({"eventName": [{"resembles": "NetworkAcl"}]}), "last": ""},
	"a rule on a schedule": {"changes": {"events.rules": [object.remove(object.union(world.rule("s", {}), {"ScheduleExpression": "rate(5 minutes)"}), ["EventPattern"])]}, "last": ""},
	"a rule of another Region": {"changes": {"events.rules": [world.elsewhere(world.rule("network_acls", world.patterns.network_acls), "us-east-1")]}, "last": ""},
	"a rule that a service keeps": {"changes": {"events.rules": world.changed("network_acls", {"ManagedBy": "notifications.amazonaws.com"})}, "last": ""},
	"a disabled rule": {"changes": {"events.rules": world.changed("network_acls", {"State": "DISABLED"})}, "last": "led"},
	"with all management events": {"changes": {"events.rules": world.changed("network_acls", {"State": "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"})}, "last": "direct"},
	"a rule on a custom bus to which nothing comes": {"changes": {"events.rules": [_on_custom], "events.buses": [world.default_bus, _custom]}, "last": ""},
	"a rule on a custom bus that another forwards to": {"changes": {"events.rules": [_on_custom, _forwarding(_bus)], "events.buses": [world.default_bus, _custom]}, "last": "enabled", "also": {"another way"}},
	"a disabled forwarding rule": {"changes": {"events.rules": [_on_custom, object.union(_forwarding(_bus), {"State": "DISABLED"})], "events.buses": [world.default_bus, _custom]}, "last": "led"},
	"forwarding to a bus that is not there": {"changes": {"events.rules": [_forwarding(_bus)]}, "last": "enabled"},
	"forwarding, but not of these calls": {"changes": {"events.rules": [_on_custom, object.union(_forwarding(_bus), {"EventPattern": {"source": ["aws.s3"]}})], "events.buses": [world.default_bus, _custom]}, "last": ""},
	"forwarding to another account": {"changes": {"events.rules": [_forwarding("arn:aws:events:ap-northeast-1:444455556666:event-bus/central")]}, "last": "settled"},
	"forwarding to a Region that was not read": {"changes": {"events.rules": [_forwarding("arn:aws:events:eu-west-1:111122223333:event-bus/default")]}, "last": "settled"},
}) == {}

test_targets_work if _wrong({
	"no target": {"changes": _targets([]), "last": "enabled"},
	"targets not there at all": {"changes": {"events.rules": world.instead("network_acls", object.remove(world.rule("network_acls", world.patterns.network_acls), ["ListTargetsByRule"]))}, "last": "enabled"},
	"a log group": {"changes": _targets(["arn:aws:logs:ap-northeast-1:111122223333:log-group:events"]), "last": "enabled"},
	"a command of Systems Manager": {"changes": _targets(["arn:aws:ssm:ap-northeast-1:111122223333:document/fix"]), "last": "enabled"},
	"an OpsItem": {"changes": _targets(["arn:aws:ssm:ap-northeast-1:111122223333:opsitem"]), "last": "certain"},
	"a response plan": {"changes": _targets(["arn:aws:ssm-incidents::111122223333:response-plan/security"]), "last": "certain"},
	"a state machine": {"changes": _targets(["arn:aws:states:ap-northeast-1:111122223333:stateMachine:tell"]), "last": "certain"},
	"a queue": {"changes": _targets(["arn:aws:sqs:ap-northeast-1:111122223333:alerts"]), "last": "certain"},
	"a queue of another account": {"changes": _targets(["arn:aws:sqs:ap-northeast-1:444455556666:alerts"]), "last": "settled"},
	"a delivery stream": {"changes": _targets(["arn:aws:firehose:ap-northeast-1:111122223333:deliverystream/alerts"]), "last": "certain"},
	"a function that is active": {"changes": object.union(_targets([_function]), {"lambda.functions": [{"id": _function, "arn": _function, "region": world.region, "GetFunctionConfiguration": {"State": "Active"}}]}), "last": "certain"},
	"an alias of such a function": {"changes": object.union(_targets([concat(":", [_function, "live"])]), {"lambda.functions": [{"id": _function, "arn": _function, "region": world.region, "GetFunctionConfiguration": {"State": "Active"}}]}), "last": "certain"},
	"a function that failed": {"changes": object.union(_targets([_function]), {"lambda.functions": [{"id": _function, "arn": _function, "region": world.region, "GetFunctionConfiguration": {"State": "Failed"}}]}), "last": "aimed"},
	"a function that is not there": {"changes": _targets([_function]), "last": "aimed"},
	"an API destination": {"changes": object.union(_targets([_destination]), {"events.api_destinations": [{"id": "chat", "arn": _destination, "region": world.region, "ConnectionArn": "c"}], "events.connections": [{"id": "c", "arn": "c", "region": world.region, "ConnectionState": "AUTHORIZED"}]}), "last": "certain"},
	"an API destination without authorization": {"changes": object.union(_targets([_destination]), {"events.api_destinations": [{"id": "chat", "arn": _destination, "region": world.region, "ConnectionArn": "c"}], "events.connections": [{"id": "c", "arn": "c", "region": world.region, "ConnectionState": "DEAUTHORIZED"}]}), "last": "aimed"},
	"no such topic": {"changes": {"sns.topics": []}, "last": "aimed"},
	"a topic of another Region": {"changes": {"events.rules": world.aimed_at("network_acls", ["arn:aws:sns:us-east-1:111122223333:security"]), "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")]}, "last": "aimed"},
	"a topic of another account": {"changes": _targets(["arn:aws:sns:ap-northeast-1:444455556666:security"]), "last": "settled"},
	"a FIFO topic": {"changes": {"events.rules": world.aimed_at("network_acls", [concat("", [world.topic_arn, ".fifo"])]), "sns.topics": [json.unmarshal(replace(json.marshal(world.topic), world.topic_arn, concat("", [world.topic_arn, ".fifo"])))]}, "last": "aimed"},
	"a second target that works": {"changes": _targets(["arn:aws:sns:ap-northeast-1:111122223333:gone", world.topic_arn]), "last": "direct"},
	"an input transformer": {"changes": {"events.rules": world.instead("network_acls", json.patch(world.rule("network_acls", world.patterns.network_acls), [{"op": "add", "path": "/ListTargetsByRule/Targets/0/InputTransformer", "value": {"InputTemplate": "[cut length=16-31]"}}]))}, "last": "direct"},
}) == {}

test_topics_admit if _wrong({
	"only the owner's statement": {"changes": {"sns.topics": [world.topic_with(world.owners)]}, "last": "present"},
	"no policy": {"changes": {"sns.topics": [json.patch(world.topic, [{"op": "remove", "path": "/GetTopicAttributes/Attributes/Policy"}])]}, "last": "present"},
	"a condition on this rule": {"changes": {"sns.topics": [world.topic_with(_statement({"Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:events:ap-northeast-1:111122223333:rule/network_acls"}}}))]}, "last": "direct"},
	"a condition on another rule": {"changes": {"sns.topics": [world.topic_with(_statement({"Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:events:ap-northeast-1:111122223333:rule/other"}}}))]}, "last": "present"},
	"a condition on this account": {"changes": {"sns.topics": [world.topic_with(_statement({"Condition": {"StringEquals": {"aws:SourceAccount": world.account}}}))]}, "last": "direct"},
	"a condition on another account": {"changes": {"sns.topics": [world.topic_with(_statement({"Condition": {"StringEquals": {"aws:SourceAccount": "444455556666"}}}))]}, "last": "present"},
	"a condition that the evidence leaves open": {"changes": {"sns.topics": [world.topic_with(_statement({"Condition": {"StringEquals": {"aws:SourceOrgID": "o-a1b2c3"}}}))]}, "last": "received"},
	"a denial of requests without TLS": {"changes": {"sns.topics": [world.topic_with(_denying({"Bool": {"aws:SecureTransport": "false"}}))]}, "last": "direct"},
	"a denial of all outside the organization": {"changes": {"sns.topics": [world.topic_with(_denying({"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3"}}))]}, "last": "present"},
	"another service only": {"changes": {"sns.topics": [world.topic_with(_statement({"Principal": {"Service": "cloudwatch.amazonaws.com"}}))]}, "last": "present"},
	"a role on the target": {"changes": {"sns.topics": [world.topic_with(world.owners)], "events.rules": world.instead("network_acls", json.patch(world.rule("network_acls", world.patterns.network_acls), [{"op": "add", "path": "/ListTargetsByRule/Targets/0/RoleArn", "value": "arn:aws:iam::111122223333:role/publish"}]))}, "last": "certain"},
}) == {}

test_keys_let_publish if _wrong({
	"an empty key": {"changes": {"sns.topics": [world.topic_under("")]}, "last": "direct"},
	"the key that SNS keeps": {"changes": {"sns.topics": [world.topic_under("alias/aws/sns")]}, "last": "admitted"},
	"a key that AWS keeps": {"changes": _sealed("0a1b2c3d", [object.union(_open_key, {"DescribeKey": {"KeyMetadata": {"KeyManager": "AWS"}}})]), "last": "admitted"},
	"a key by id": {"changes": _sealed("0a1b2c3d", [_open_key]), "last": "direct"},
	"a key by ARN": {"changes": _sealed(world.key_arn, [_open_key]), "last": "direct"},
	"a key by alias": {"changes": _sealed("alias/alerts", [_open_key]), "last": "direct"},
	"a key by the ARN of an alias": {"changes": _sealed("arn:aws:kms:ap-northeast-1:111122223333:alias/alerts", [_open_key]), "last": "direct"},
	"a key that is not there": {"changes": _sealed("alias/other", [_open_key]), "last": "admitted"},
	"a disabled key": {"changes": _sealed("0a1b2c3d", [object.union(_open_key, {"DescribeKey": {"KeyMetadata": {"KeyState": "Disabled"}}})]), "last": "admitted"},
	"a key that will be deleted": {"changes": _sealed("0a1b2c3d", [object.union(_open_key, {"DescribeKey": {"KeyMetadata": {"KeyState": "PendingDeletion"}}})]), "last": "admitted"},
	"a key for the account only": {"changes": _sealed("0a1b2c3d", [world.key("CUSTOMER", "Enabled", [])]), "last": "admitted"},
	"a key for alarms only": {"changes": _sealed("0a1b2c3d", [world.key("CUSTOMER", "Enabled", [world.uses(["cloudwatch.amazonaws.com"], {})])]), "last": "admitted"},
	"a key that can only be used to decrypt": {"changes": _sealed("0a1b2c3d", [world.key("CUSTOMER", "Enabled", [object.union(world.uses(["events.amazonaws.com"], {}), {"Action": "kms:Decrypt"})])]), "last": "admitted"},
	"a key with a condition on the account": {"changes": _sealed("0a1b2c3d", [_limited_key({"StringEquals": {"aws:SourceAccount": world.account}})]), "last": "admitted"},
	"a key with a condition on the rule": {"changes": _sealed("0a1b2c3d", [_limited_key({"ArnLike": {"aws:SourceArn": "arn:aws:events:*"}})]), "last": "admitted"},
	"a key with a condition that the evidence leaves open": {"changes": _sealed("0a1b2c3d", [_limited_key({"StringEquals": {"aws:SourceOrgID": "o-a1b2c3"}})]), "last": "received"},
	"a key of another account": {"changes": _sealed("arn:aws:kms:ap-northeast-1:444455556666:key/0a1b2c3d", []), "last": "settled"},
}) == {}

test_subscribers_hear if _wrong({
	"nobody subscribed": {"changes": {"sns.topics": [world.topic_for([])]}, "last": "readable"},
	"not confirmed": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"SubscriptionArn": "PendingConfirmation"})])]}, "last": "readable"},
	"deleted": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"SubscriptionArn": "Deleted"})])]}, "last": "readable"},
	"one of two confirmed": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"SubscriptionArn": "PendingConfirmation"}), world.confirmed])]}, "last": "direct"},
	"mail as JSON": {"changes": {"sns.topics": [world.topic_for([_subscriber("email-json")])]}, "last": "direct"},
	"a text message": {"changes": {"sns.topics": [world.topic_for([_subscriber("sms")])]}, "last": "direct"},
	"a web address": {"changes": {"sns.topics": [world.topic_for([_subscriber("https")])]}, "last": "certain"},
	"a function": {"changes": {"sns.topics": [world.topic_for([_subscriber("lambda")])]}, "last": "certain"},
	"a subscribed queue": {"changes": {"sns.topics": [world.topic_for([_subscriber("sqs")])]}, "last": "certain"},
	"a subscribed stream": {"changes": {"sns.topics": [world.topic_for([_subscriber("firehose")])]}, "last": "certain"},
	"an app": {"changes": {"sns.topics": [world.topic_for([_subscriber("application")])]}, "last": "certain"},
	"a protocol that nobody knows": {"changes": {"sns.topics": [world.topic_for([_subscriber("carrier-pigeon")])]}, "last": "readable"},
	"a chat channel": {"changes": {"sns.topics": [world.topic_for([_subscriber("https")])], "sns.subscriptions": [object.union(world.subscription, {"Protocol": "https", "Endpoint": "https://global.sns-api.chatbot.amazonaws.com"})]}, "last": "direct"},
	"an empty filter policy": {"changes": _filtered({"FilterPolicy": {}, "FilterPolicyScope": "MessageAttributes"}), "last": "direct"},
	"a filter policy on attributes": {"changes": _filtered({"FilterPolicy": {"severity": ["high"]}, "FilterPolicyScope": "MessageAttributes"}), "last": "readable"},
	"a filter policy on attributes, unsaid": {"changes": _filtered({"FilterPolicy": {"severity": ["high"]}}), "last": "readable"},
	"a filter policy that lets it through": {"changes": _filtered({"FilterPolicy": {"detail": {"eventName": [{"wildcard": "*NetworkAcl*"}]}}, "FilterPolicyScope": "MessageBody"}), "last": "readable", "also": {"another way"}},
	"a filter policy that lets others through": {"changes": _filtered({"FilterPolicy": {"source": ["aws.health"]}, "FilterPolicyScope": "MessageBody"}), "last": "readable"},
	"a filter policy on a message that is made up": {"changes": object.union(_filtered({"FilterPolicy": {"detail": {"eventName": [{"wildcard": "*NetworkAcl*"}]}}, "FilterPolicyScope": "MessageBody"}), {"events.rules": world.instead("network_acls", json.patch(world.rule("network_acls", world.patterns.network_acls), [{"op": "add", "path": "/ListTargetsByRule/Targets/0/Input", "value": "[cut length=16-31]"}]))}), "last": "readable"},
}) == {}

test_user_notifications_count if _wrong({
	"User Notifications": {"changes": _notified("active", world.patterns.network_acls), "last": "another way"},
	"User Notifications without a pattern": {"changes": _notified("active", ""), "last": "another way"},
	"User Notifications on one name": {"changes": _notified("active", {"detail": {"eventName": ["CreateNetworkAcl"]}}), "last": ""},
	"User Notifications to a contact that has not answered": {"changes": _notified("inactive", ""), "last": ""},
	"User Notifications to a chat channel": {"changes": object.union(_notified("inactive", ""), {"notifications.configurations": [object.union(world.notification("aws.ec2", "AWS API Call via CloudTrail", ""), {"ListChannels": {"Channels": ["arn:aws:chatbot::111122223333:chat-configuration/slack-channel/security"]}})]}), "last": "another way"},
	"User Notifications that are off": {"changes": object.union(_notified("active", ""), {"notifications.configurations": [object.union(world.notification("aws.ec2", "AWS API Call via CloudTrail", ""), {"Status": "INACTIVE"})]}), "last": ""},
	"User Notifications for another Region": {"changes": object.union(_notified("active", ""), {"notifications.configurations": [world.elsewhere(world.notification("aws.ec2", "AWS API Call via CloudTrail", ""), "eu-west-1")]}), "last": ""},
	"User Notifications on another source": {"changes": object.union(_notified("active", ""), {"notifications.configurations": [world.notification("aws.s3", "AWS API Call via CloudTrail", "")]}), "last": ""},
}) == {}

# Three hundred rules take no more than a moment each, since most are on something else.
test_many_rules if {
	others := [world.rule(sprintf("other-%d-%d", [a, b]), pattern) |
		some a in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
		some b, pattern in [
			{"source": ["aws.ec2"], "detail-type": ["EC2 Instance State-change Notification"]},
			{"source": ["aws.s3"]},
			{"source": ["custom.shop"], "detail": {"kind": ["order"]}},
			{"source": ["aws.ecs"], "detail-type": ["ECS Task State Change"]},
			{"source": ["aws.autoscaling"]},
			{"source": ["aws.codepipeline"]},
			{"source": ["aws.ecr"]},
			{"source": ["aws.rds"]},
			{"source": ["aws.batch"]},
			{"source": ["aws.glue"]},
		]
	]
	three := array.concat(others, array.concat(json.unmarshal(replace(json.marshal(others), "other-", "second-")), json.unmarshal(replace(json.marshal(others), "other-", "third-"))))
	count(three) == 300
	passed := _passed with input as world.with_changes({"events.rules": array.concat(three, world.rules)})
	passed == _up_to("direct")
}

_families_matched contains family if {
	some family in alerts.families
	alerts.led(world.region, samples.names(family), alerts.matched[family])
}

# BLEA's rules match what they are for, and nothing else.
test_families if {
	got := _families_matched with input as world.with_changes({})
	got == {"drill", "guardduty", "guardduty_below_9", "hub_new", "hub_again", "health_account", "health_public", "trail", "security_groups", "network_acls"}
}

_counted_families contains family if {
	some family in alerts.log_families
	alerts.counted(alerts.record_names(family), alerts.filters[family])
}

# So do its filters. The calls without permission are the benchmark's too, except for those that BLEA leaves out.
test_log_families if {
	got := _counted_families with input as world.with_changes({})
	got == {"drill", "root", "unauthorized", "access_key", "iam_policies"}
}

test_region_of_global_services if {
	partitions := {partition: region |
		some partition in {"aws", "aws-cn", "aws-us-gov"}
		region := alerts.global_region with input.account as {"partition": partition}
	}
	partitions == {"aws": "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}
}

_us_east_1_recorded if "us-east-1" in alerts.recorded

test_recorded if {
	_us_east_1_recorded with input as world.with_changes({})
	not _us_east_1_recorded with input as world.with_changes({"cloudtrail.trails": [object.union(world.trail, {"IncludeGlobalServiceEvents": false})]})
	not _us_east_1_recorded with input as world.with_changes({"cloudtrail.trails": [object.union(world.trail, {"IsMultiRegionTrail": false})]})
}
