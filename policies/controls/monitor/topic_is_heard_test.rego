package controls.monitor.topic_is_heard_test

import data.controls.monitor.topic_is_heard as control

_ops := "arn:aws:sns:ap-northeast-1:111122223333:ops"

_topic(more) := object.union(
	{
		"id": _ops, "arn": _ops, "region": "ap-northeast-1", "TopicArn": _ops,
		"GetTopicAttributes": {"Attributes": {"Policy": {"Statement": [{"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "sns:Publish", "Resource": "*"}]}}},
		"ListSubscriptionsByTopic": {"Subscriptions": [{"SubscriptionArn": "arn:aws:sns:ap-northeast-1:111122223333:ops:1", "Protocol": "email"}]},
	},
	more,
)

_alarm(actions) := {"id": "arn:a", "arn": "arn:a", "region": "ap-northeast-1", "Namespace": "AWS/ECS", "MetricName": "CPUUtilization", "ActionsEnabled": true, "AlarmActions": actions}

_pending := {"ListSubscriptionsByTopic": {"Subscriptions": [{"SubscriptionArn": "PendingConfirmation", "Protocol": "email"}]}}

test_topic_is_heard[name] if {
	some name, tc in {
		"a confirmed subscriber passes": {"alarms": [_alarm([_ops])], "topics": [_topic({})], "security": set(), "want": "PASSED heard"},
		"the security topic passes": {"alarms": [_alarm([_ops])], "topics": [_topic({})], "security": {["ap-northeast-1", _ops]}, "want": "PASSED shared"},
		"nobody has confirmed": {"alarms": [_alarm([_ops])], "topics": [_topic(_pending)], "security": set(), "want": "FAILED unheard"},
		"no subscriber fails": {"alarms": [_alarm([_ops])], "topics": [_topic({"ListSubscriptionsByTopic": {"Subscriptions": []}})], "security": set(), "want": "FAILED unheard"},
		"a topic that does not admit alarms fails": {"alarms": [_alarm([_ops])], "topics": [_topic({"GetTopicAttributes": {"Attributes": {"Policy": {"Statement": []}}}})], "security": set(), "want": "FAILED unheard"},
		"a topic that no alarm uses does not count": {"alarms": [_alarm([])], "topics": [_topic({})], "security": set(), "want": "NOT_APPLICABLE no_topic"},
		"no alarm does not apply": {"alarms": [], "topics": [_topic({})], "security": set(), "want": "NOT_APPLICABLE no_topic"},
		"another account is not known": {"alarms": [_alarm(["arn:aws:sns:ap-northeast-1:444455556666:ops"])], "topics": [], "security": set(), "want": "WARNING foreign"},
		"another account beside a subscriber passes": {"alarms": [_alarm([_ops]), _second(["arn:aws:sns:ap-northeast-1:444455556666:ops"])], "topics": [_topic({})], "security": set(), "want": "PASSED heard"},
		"another account beside nobody is not known": {"alarms": [_alarm([_ops]), _second(["arn:aws:sns:ap-northeast-1:444455556666:ops"])], "topics": [_topic(_pending)], "security": set(), "want": "WARNING foreign"},
		"an unclear topic is not known": {"alarms": [_second([_conditional.arn])], "topics": [_conditional], "security": set(), "want": "NOT_AVAILABLE unclear"},
		"an unclear topic beside a subscriber passes": {"alarms": [_alarm([_ops]), _second([_conditional.arn])], "topics": [_topic({}), _conditional], "security": set(), "want": "PASSED heard"},
		"another account comes before what is unclear": {"alarms": [_alarm(["arn:aws:sns:ap-northeast-1:444455556666:ops"]), _second([_conditional.arn])], "topics": [_conditional], "security": set(), "want": "WARNING foreign"},
		"a topic whose key is closed to alarms fails": {"alarms": [_alarm([_ops])], "topics": [_topic({"GetTopicAttributes": {"Attributes": {"KmsMasterKeyId": "alias/aws/sns", "Policy": {"Statement": [{"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "sns:Publish", "Resource": "*"}]}}}})], "security": set(), "want": "FAILED unheard"},
		"another region's does not count": {"alarms": [object.union(_alarm([_ops]), {"region": "us-east-1"})], "topics": [_topic({})], "security": set(), "want": "NOT_APPLICABLE no_topic"},
	}
	got := control.findings with input.governed_regions as [{"id": "ap-northeast-1", "region": "ap-northeast-1"}]
		with data.lib.alerts.security_topics as tc.security
		with input.cloudwatch.alarms as tc.alarms
		with input.cloudwatch.composite_alarms as []
		with input.sns.topics as tc.topics
		with input.sns.subscriptions as []
		with input.lambda.functions as []
		with input.events.rules as []
		with input.kms.keys as []
		with input.kms.aliases as []
		with input.account as {"account": "111122223333"}
	{sprintf("%s %s", [finding.status, finding.code]) | some finding in got} == {tc.want}
}

_second(actions) := object.union(_alarm(actions), {"id": "arn:b", "arn": "arn:b"})

# A topic of which a condition leaves open who may publish.
_conditional := object.union(_topic({}), {
	"id": "arn:aws:sns:ap-northeast-1:111122223333:conditional", "arn": "arn:aws:sns:ap-northeast-1:111122223333:conditional", "TopicArn": "arn:aws:sns:ap-northeast-1:111122223333:conditional",
	"GetTopicAttributes": {"Attributes": {"Policy": {"Statement": [{
		"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "sns:Publish", "Resource": "*", "Condition": {"StringEquals": {"aws:SourceOrgID": "o-1"}},
	}]}}},
})
