# METADATA
# title: Delivery
# description: >-
#   What becomes of an alert once a rule or an alarm has sent it: whether the topic is there, lets the publisher publish, can use its key
#   for it, and has a confirmed subscriber, and whether another kind of target takes it. Rules publish as events.amazonaws.com, alarms as
#   cloudwatch.amazonaws.com (https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html).
#   Accounts have thousands of alarms and of topics, so nothing here goes through all of the one for each of the other.
package lib.delivery

# METADATA
# description: Pairs of a rule and a topic that it sends to. Neither rules nor alarms can use a FIFO topic, nor one of another Region.
sent contains [rule.arn, topic] if {
	some rule in input.events.rules
	some target in rule.ListTargetsByRule.Targets
	topic := _standard_topics[[rule.region, target.Arn]]
}

# By Region and ARN. A table with variables in its head is gone through anew for each key that is asked for; as a value it is made once.
_standard_topics := _standard_topic

_standard_topic[[topic.region, topic.arn]] := topic.arn if {
	some topic in input.sns.topics
	not endswith(topic.arn, ".fifo")
}

# METADATA
# description: Pairs of an alarm, or a composite one, and a topic that it tells when it goes off.
told contains pair if some pair in told_by_alarms

told contains pair if some pair in told_by_composites

# METADATA
# description: Of these, the pairs of an alarm that is no composite one.
told_by_alarms contains [alarm.arn, topic] if {
	some alarm in input.cloudwatch.alarms
	some action in alarm.AlarmActions
	topic := _standard_topics[[alarm.region, action]]
}

# METADATA
# description: Of these, the pairs of a composite alarm.
told_by_composites contains [alarm.arn, topic] if {
	some alarm in input.cloudwatch.composite_alarms
	some action in alarm.AlarmActions
	topic := _standard_topics[[alarm.region, action]]
}

# METADATA
# description: >-
#   Pairs of a rule and a topic that the rule publishes to with a role, and then with the role's permissions. AWS advises against it
#   (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html).
by_role contains [rule.arn, topic] if {
	some rule in input.events.rules
	some target in rule.ListTargetsByRule.Targets
	target.RoleArn != ""
	topic := _standard_topics[[rule.region, target.Arn]]
}

# METADATA
# description: Of the pairs of rule and topic, those that the topic's policy may let publish.
rule_may_publish contains pair if {
	some pair in sent
	some policy in _topic_policies[pair[1]]
	"allow" in _published(policy, pair).possible
}

rule_may_publish contains pair if some pair in by_role

# METADATA
# description: Of the pairs of rule and topic, those that the topic's policy lets publish for certain.
rule_publishes contains pair if {
	some pair in sent
	some policy in _topic_policies[pair[1]]
	_published(policy, pair).decision == "allow"
}

# METADATA
# description: Of the pairs of alarm and topic, those that the topic's policy may let publish.
alarm_may_publish contains pair if {
	some pair in told
	some policy in _topic_policies[pair[1]]
	"allow" in _announced(policy, pair).possible
}

# METADATA
# description: Of the pairs of alarm and topic, those that the topic's policy lets publish for certain.
alarm_publishes contains pair if {
	some pair in told
	some policy in _topic_policies[pair[1]]
	_announced(policy, pair).decision == "allow"
}

# By ARN.
_topic_policies := _topic_policy

_topic_policy[topic.arn] contains topic.GetTopicAttributes.Attributes.Policy if some topic in input.sns.topics

_published(policy, pair) := kijun.policy.evaluate(policy, {
	"action": "sns:Publish",
	"resource": pair[1],
	"principal": {"type": "Service", "value": "events.amazonaws.com"},
	"context": {"aws:SourceArn": pair[0], "aws:SourceAccount": input.account.account, "aws:SecureTransport": "true"},
	"absent": ["aws:SourceOwner"],
})

# The policy that SNS gives a new topic admits those for whom aws:SourceOwner is the account: alarms, but not rules.
_announced(policy, pair) := kijun.policy.evaluate(policy, {
	"action": "sns:Publish",
	"resource": pair[1],
	"principal": {"type": "Service", "value": "cloudwatch.amazonaws.com"},
	"context": {"aws:SourceArn": pair[0], "aws:SourceAccount": input.account.account, "aws:SourceOwner": input.account.account, "aws:SecureTransport": "true"},
})

# METADATA
# description: ARNs of the topics that are not encrypted with a key of KMS.
plain contains topic.arn if {
	some topic in input.sns.topics
	topic.GetTopicAttributes
	not topic.GetTopicAttributes.Attributes.KmsMasterKeyId
}

plain contains topic.arn if {
	some topic in input.sns.topics
	topic.GetTopicAttributes.Attributes.KmsMasterKeyId == ""
}

# METADATA
# description: >-
#   Pairs of a topic and a customer's key that encrypts it and is enabled. SNS names the key by id, ARN or alias. The key that SNS keeps
#   itself (alias/aws/sns) admits neither rules nor alarms (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html).
sealed contains [topic.arn, key] if {
	some topic in input.sns.topics
	some key in _keys_by_id[[topic.region, topic.GetTopicAttributes.Attributes.KmsMasterKeyId]]
}

sealed contains [topic.arn, key] if {
	some topic in input.sns.topics
	some key in _keys_by_arn[[topic.region, topic.GetTopicAttributes.Attributes.KmsMasterKeyId]]
}

sealed contains [topic.arn, key] if {
	some topic in input.sns.topics
	some id in _ids_by_alias[[topic.region, topic.GetTopicAttributes.Attributes.KmsMasterKeyId]]
	some key in _keys_by_id[[topic.region, id]]
}

sealed contains [topic.arn, key] if {
	some topic in input.sns.topics
	some id in _ids_by_alias_arn[[topic.region, topic.GetTopicAttributes.Attributes.KmsMasterKeyId]]
	some key in _keys_by_id[[topic.region, id]]
}

# Enabled keys of the customer, by Region and id.
_keys_by_id := _key_by_id

_key_by_id[[key.region, key.KeyId]] contains key.arn if {
	some key in input.kms.keys
	key.DescribeKey.KeyMetadata.KeyManager == "CUSTOMER"
	key.DescribeKey.KeyMetadata.KeyState == "Enabled"
}

_keys_by_arn := _key_by_arn

_key_by_arn[[key.region, key.arn]] contains key.arn if {
	some key in input.kms.keys
	key.DescribeKey.KeyMetadata.KeyManager == "CUSTOMER"
	key.DescribeKey.KeyMetadata.KeyState == "Enabled"
}

_ids_by_alias := _id_by_alias

_id_by_alias[[alias.region, alias.AliasName]] contains alias.TargetKeyId if some alias in input.kms.aliases

_ids_by_alias_arn := _id_by_alias_arn

_id_by_alias_arn[[alias.region, alias.AliasArn]] contains alias.TargetKeyId if some alias in input.kms.aliases

# METADATA
# description: ARNs of the topics whose key lies in another account.
sealed_elsewhere contains topic.arn if {
	some topic in input.sns.topics
	startswith(topic.GetTopicAttributes.Attributes.KmsMasterKeyId, "arn:")
	split(topic.GetTopicAttributes.Attributes.KmsMasterKeyId, ":")[4] != input.account.account
}

# METADATA
# description: >-
#   ARNs of the topics that rules may be able to publish to as far as encryption goes. What EventBridge publishes carries neither
#   aws:SourceArn nor aws:SourceAccount to KMS (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html).
open_to_rules contains arn if some arn in plain

open_to_rules contains arn if some arn in sealed_elsewhere

open_to_rules contains pair[0] if {
	some pair in sealed
	some policy in _key_policies[pair[1]]
	every action in _uses {
		"allow" in _used(policy, pair, action).possible
	}
}

# METADATA
# description: ARNs of the topics that rules can publish to for certain as far as encryption goes.
unsealed_for_rules contains arn if some arn in plain

unsealed_for_rules contains pair[0] if {
	some pair in sealed
	some policy in _key_policies[pair[1]]
	every action in _uses {
		_used(policy, pair, action).decision == "allow"
	}
}

# METADATA
# description: Pairs of an alarm and a topic that it may be able to publish to as far as encryption goes.
open_to_alarms contains pair if {
	some pair in told
	pair[1] in plain
}

open_to_alarms contains pair if {
	some pair in told
	pair[1] in sealed_elsewhere
}

open_to_alarms contains pair if {
	some pair in told
	some key in _sealing_keys[pair[1]]
	some policy in _key_policies[key]
	every action in _uses {
		"allow" in _used_by_alarm(policy, key, pair, action).possible
	}
}

# METADATA
# description: Pairs of an alarm and a topic that it can publish to for certain as far as encryption goes.
unsealed_for_alarms contains pair if {
	some pair in told
	pair[1] in plain
}

unsealed_for_alarms contains pair if {
	some pair in told
	some key in _sealing_keys[pair[1]]
	some policy in _key_policies[key]
	every action in _uses {
		_used_by_alarm(policy, key, pair, action).decision == "allow"
	}
}

_uses := {"kms:Decrypt", "kms:GenerateDataKey"}

# By ARN.
_key_policies := _key_policy

_key_policy[key.arn] contains key.GetKeyPolicy.Policy if some key in input.kms.keys

# By ARN of the topic.
_sealing_keys := _sealing_key

_sealing_key[pair[0]] contains pair[1] if some pair in sealed

_used(policy, pair, action) := kijun.policy.evaluate(policy, {
	"action": action,
	"resource": pair[1],
	"principal": {"type": "Service", "value": "events.amazonaws.com"},
	"context": {"kms:EncryptionContext:aws:sns:topicArn": pair[0], "aws:SecureTransport": "true"},
	"absent": ["aws:SourceArn", "aws:SourceAccount"],
})

_used_by_alarm(policy, key, pair, action) := kijun.policy.evaluate(policy, {
	"action": action,
	"resource": key,
	"principal": {"type": "Service", "value": "cloudwatch.amazonaws.com"},
	"context": {
		"kms:EncryptionContext:aws:sns:topicArn": pair[1],
		"aws:SourceArn": pair[0],
		"aws:SourceAccount": input.account.account,
		"aws:SecureTransport": "true",
	},
})

# METADATA
# description: ARNs of the topics with a confirmed subscriber who gets every message.
subscribed contains topic.arn if {
	some topic in input.sns.topics
	some subscription in topic.ListSubscriptionsByTopic.Subscriptions
	_confirmed(subscription)
	not subscription.SubscriptionArn in _filtered
}

# METADATA
# description: ARNs of the topics with a confirmed subscriber who gets every message and is a person or a chat channel.
heard contains topic.arn if {
	some topic in input.sns.topics
	some subscription in topic.ListSubscriptionsByTopic.Subscriptions
	_confirmed(subscription)
	subscription.Protocol in {"email", "email-json", "sms"}
	not subscription.SubscriptionArn in _filtered
}

heard contains topic.arn if {
	some topic in input.sns.topics
	some subscription in topic.ListSubscriptionsByTopic.Subscriptions
	_confirmed(subscription)
	subscription.SubscriptionArn in chats
	not subscription.SubscriptionArn in _filtered
}

# METADATA
# description: >-
#   ARNs of the subscriptions of Amazon Q Developer in chat applications, which posts in chat channels
#   (https://docs.aws.amazon.com/chatbot/latest/adminguide/related-services.html).
chats contains subscription.SubscriptionArn if {
	some subscription in input.sns.subscriptions
	startswith(subscription.Endpoint, "https://global.sns-api.chatbot.")
}

# METADATA
# description: >-
#   Topics with a subscriber whose filter policy looks at the message, by ARN, with that policy. What an EventBridge rule sends carries no message
#   attributes, so a policy on attributes keeps everything away
#   (https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html).
filters contains [topic.arn, policy] if {
	some topic in input.sns.topics
	some subscription in topic.ListSubscriptionsByTopic.Subscriptions
	_confirmed(subscription)
	some policy in _body_filters[subscription.SubscriptionArn]
}

# METADATA
# description: The same policies by the topic's ARN.
filters_of := _filter_of

_filter_of[pair[0]] contains pair[1] if some pair in filters

# By ARN of the subscription.
_body_filters := _body_filter

_body_filter[subscription.arn] contains policy if {
	some subscription in input.sns.subscriptions
	subscription.GetSubscriptionAttributes.Attributes.FilterPolicyScope == "MessageBody"
	policy := subscription.GetSubscriptionAttributes.Attributes.FilterPolicy
	is_object(policy)
	some _ in policy
}

_confirmed(subscription) if {
	startswith(subscription.SubscriptionArn, "arn:")
	subscription.Protocol in {"email", "email-json", "sms", "http", "https", "lambda", "sqs", "firehose", "application"}
}

_filtered contains subscription.arn if {
	some subscription in input.sns.subscriptions
	some _ in subscription.GetSubscriptionAttributes.Attributes.FilterPolicy
}

# METADATA
# description: >-
#   ARNs of the rules with a target that somebody may hear of, be it there or not. A log group, a bucket or a command that
#   Systems Manager runs tells nobody.
rule_notifies contains rule.arn if {
	some rule in input.events.rules
	some target in rule.ListTargetsByRule.Targets
	_kind(target.Arn) in {"sns", "lambda", "states", "sqs", "firehose", "ssm-incidents", "opsitem", "api-destination"}
}

# METADATA
# description: ARNs of the rules with a target in another account, by whom it may be heard.
rule_leaves contains rule.arn if {
	some rule in input.events.rules
	some target in rule.ListTargetsByRule.Targets
	_kind(target.Arn) in {"sns", "lambda", "states", "sqs", "firehose", "ssm-incidents", "opsitem", "api-destination", "event-bus"}
	_account(target.Arn) != input.account.account
}

# A bus of a Region that was not read: each Region has a default bus.
rule_leaves contains rule.arn if {
	some rule in input.events.rules
	some target in rule.ListTargetsByRule.Targets
	_kind(target.Arn) == "event-bus"
	_account(target.Arn) == input.account.account
	not split(target.Arn, ":")[3] in _regions_with_bus
}

_regions_with_bus contains bus.region if some bus in input.events.buses

# METADATA
# description: >-
#   ARNs of the rules with a target other than a topic that works. Who receives it there cannot be seen.
rule_hands_over contains rule.arn if {
	some rule in input.events.rules
	some target in rule.ListTargetsByRule.Targets
	_kind(target.Arn) in {"states", "sqs", "firehose", "ssm-incidents", "opsitem"}
	_account(target.Arn) == input.account.account
}

rule_hands_over contains rule.arn if {
	some rule in input.events.rules
	some target in rule.ListTargetsByRule.Targets
	_function(target.Arn) in _active
}

rule_hands_over contains rule.arn if {
	some rule in input.events.rules
	some target in rule.ListTargetsByRule.Targets
	target.Arn in _connected
}

_connected contains destination.arn if {
	some destination in input.events.api_destinations
	destination.ConnectionArn in _authorized
}

_authorized contains connection.arn if {
	some connection in input.events.connections
	connection.ConnectionState == "AUTHORIZED"
}

# METADATA
# description: ARNs of the alarms, also composite ones, with an action that somebody may hear of, be it there or not.
alarm_notifies contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	some action in alarm.AlarmActions
	_kind(action) in {"sns", "lambda", "ssm-incidents", "opsitem"}
}

alarm_notifies contains alarm.arn if {
	some alarm in input.cloudwatch.composite_alarms
	some action in alarm.AlarmActions
	_kind(action) in {"sns", "lambda", "ssm-incidents", "opsitem"}
}

# METADATA
# description: ARNs of the alarms, also composite ones, with an action in another account.
alarm_leaves contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	some action in alarm.AlarmActions
	_kind(action) in {"sns", "lambda", "ssm-incidents", "opsitem"}
	_account(action) != input.account.account
}

alarm_leaves contains alarm.arn if {
	some alarm in input.cloudwatch.composite_alarms
	some action in alarm.AlarmActions
	_kind(action) in {"sns", "lambda", "ssm-incidents", "opsitem"}
	_account(action) != input.account.account
}

# METADATA
# description: ARNs of the alarms, also composite ones, with an action other than a topic that works.
alarm_hands_over contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	some action in alarm.AlarmActions
	_kind(action) in {"ssm-incidents", "opsitem"}
	_account(action) == input.account.account
}

alarm_hands_over contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	some action in alarm.AlarmActions
	_function(action) in _active
}

alarm_hands_over contains alarm.arn if {
	some alarm in input.cloudwatch.composite_alarms
	some action in alarm.AlarmActions
	_kind(action) in {"ssm-incidents", "opsitem"}
	_account(action) == input.account.account
}

alarm_hands_over contains alarm.arn if {
	some alarm in input.cloudwatch.composite_alarms
	some action in alarm.AlarmActions
	_function(action) in _active
}

_active contains function.arn if {
	some function in input.lambda.functions
	function.GetFunctionConfiguration.State == "Active"
}

_account(arn) := split(arn, ":")[4]

# A version or alias of a function is part of its ARN.
_function(arn) := concat(":", array.slice(split(arn, ":"), 0, 7)) if split(arn, ":")[2] == "lambda"

# What an ARN names, in short: the service, or what of the service where that makes the difference.
_kind(arn) := split(arn, ":")[2] if split(arn, ":")[2] in {"sns", "lambda", "states", "sqs", "firehose", "ssm-incidents"}

_kind(arn) := "opsitem" if {
	split(arn, ":")[2] == "ssm"
	startswith(split(arn, ":")[5], "opsitem")
}

_kind(arn) := split(split(arn, ":")[5], "/")[0] if split(arn, ":")[2] == "events"

# METADATA
# description: ARNs of the configurations of AWS User Notifications that somebody receives.
configurations contains configuration.id if {
	some configuration in input.notifications.configurations
	some channel in configuration.ListChannels.Channels
	channel in _active_contacts
}

configurations contains configuration.id if {
	some configuration in input.notifications.configurations
	some channel in configuration.ListChannels.Channels
	regex.match(`^arn:[^:]+:(chatbot:.*:chat-configuration/|consoleapp:.*:device/)`, channel)
}

_active_contacts contains contact.arn if {
	some contact in input.notificationscontacts.email_contacts
	contact.Status == "active"
}
