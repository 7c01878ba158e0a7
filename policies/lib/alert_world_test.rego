# An account as BLEA's standalone base leaves it, for the tests of alerts: what they take away or change is theirs.
package lib.alert_world_test

region := "ap-northeast-1"

account := "111122223333"

topic_arn := "arn:aws:sns:ap-northeast-1:111122223333:security"

subscription_arn := "arn:aws:sns:ap-northeast-1:111122223333:security:0a1b2c3d"

key_arn := "arn:aws:kms:ap-northeast-1:111122223333:key/0a1b2c3d"

# The world with some collections replaced: {"events.rules": [...]}.
with_changes(changes) := object.union_n(array.concat([_all], [{split(key, ".")[0]: {split(key, ".")[1]: value}} | some key, value in changes]))

_all := {
	"account": {"id": "AWS::::Account:111122223333", "account": account, "region": "global", "partition": "aws", "home": region, "type": "AWS::::Account", "arn": "arn:aws:iam::111122223333:root"},
	"regions": [{"id": region, "region": region, "account": account, "governed": true}],
	"governed_regions": [{"id": region, "region": region, "account": account, "governed": true}],
	"as_of": "2025-02-03T02:00:00Z",
	"events": {"rules": rules, "buses": [default_bus], "api_destinations": [], "connections": []},
	"sns": {"topics": [topic], "subscriptions": [subscription]},
	"kms": {"keys": [], "aliases": []},
	"lambda": {"functions": []},
	"notifications": {"configurations": [], "managed": []},
	"notificationscontacts": {"email_contacts": []},
	"cloudtrail": {"trails": [trail]},
	"logs": {"log_groups": [log_group], "metric_filters": filters},
	"cloudwatch": {"alarms": alarms, "composite_alarms": []},
	"config": {"rules": [config_rule], "recorders": []},
	"guardduty": {"detectors": [detector(region)]},
	"securityhub": {"hubs": [hub(region)], "finding_aggregators": []},
	"accessanalyzer": {"analyzers": []},
	"iam": {"account_summary": [], "roles": [], "policies": [], "aws_policies": []},
	"organizations": {"policies": [], "organization": []},
	"chatbot": {"slack_channels": [], "teams_channels": [], "chime_webhooks": []},
}

default_bus := {"id": "arn:aws:events:ap-northeast-1:111122223333:event-bus/default", "arn": "arn:aws:events:ap-northeast-1:111122223333:event-bus/default", "region": region, "Name": "default"}

rule(name, pattern) := {
	"id": sprintf("arn:aws:events:%s:%s:rule/%s", [region, account, name]),
	"arn": sprintf("arn:aws:events:%s:%s:rule/%s", [region, account, name]),
	"region": region,
	"Name": name,
	"EventBusName": "default",
	"State": "ENABLED",
	"EventPattern": pattern,
	"ListTargetsByRule": {"Targets": [{"Id": "Target0", "Arn": topic_arn}]},
}

# A rule, filter or alarm of another Region.
elsewhere(element, place) := json.unmarshal(replace(json.marshal(element), region, place))

patterns := {
	"default_sg": {"source": ["aws.config"], "detail-type": ["Config Rules Compliance Change"], "detail": {"configRuleName": ["bb-default-security-group-closed"], "newEvaluationResult": {"complianceType": ["NON_COMPLIANT"]}}},
	"health": {"source": ["aws.health"], "detail-type": ["AWS Health Event"]},
	"security_groups": {"source": ["aws.ec2"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["ec2.amazonaws.com"], "eventName": ["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress"]}},
	"network_acls": {"source": ["aws.ec2"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["ec2.amazonaws.com"], "eventName": ["CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry", "ReplaceNetworkAclEntry", "ReplaceNetworkAclAssociation"]}},
	"trail": {"detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["cloudtrail.amazonaws.com"], "eventName": ["StopLogging", "DeleteTrail", "UpdateTrail"]}},
	"hub": {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"], "detail": {"findings": {"Severity": {"Label": ["CRITICAL", "HIGH"]}, "Compliance": {"Status": ["FAILED"]}, "Workflow": {"Status": ["NEW", "NOTIFIED"]}, "RecordState": ["ACTIVE"]}}},
	"guardduty": {"source": ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], "detail": {"severity": severities}},
}

# As BLEA writes them; 4.0 and 4 are the same once they are JSON.
severities := [
	4, 4, 4.1, 4.2, 4.3, 4.4, 4.5, 4.6, 4.7, 4.8, 4.9, 5, 5, 5.1, 5.2, 5.3, 5.4, 5.5, 5.6, 5.7, 5.8, 5.9, 6, 6, 6.1, 6.2, 6.3, 6.4, 6.5, 6.6, 6.7,
	6.8, 6.9, 7, 7, 7.1, 7.2, 7.3, 7.4, 7.5, 7.6, 7.7, 7.8, 7.9, 8, 8, 8.1, 8.2, 8.3, 8.4, 8.5, 8.6, 8.7, 8.8, 8.9, 9, 9, 9.1, 9.2, 9.3, 9.4, 9.5,
	9.6, 9.7, 9.8, 9.9, 10, 10,
]

rules := [rule(name, pattern) | some name, pattern in patterns]

# The rules without one, and with another one in its place.
without(name) := [r | some r in rules; r.Name != name]

instead(name, changed) := array.concat(without(name), [changed])

changed(name, fields) := instead(name, object.union(rule(name, patterns[name]), fields))

with_pattern(name, pattern) := instead(name, rule(name, pattern))

aimed_at(name, arns) := instead(name, json.patch(rule(name, patterns[name]), [{"op": "replace", "path": "/ListTargetsByRule/Targets", "value": [{"Id": arn, "Arn": arn} | some arn in arns]}]))

both := {"Version": "2012-10-17", "Statement": [
	{"Sid": "0", "Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "sns:Publish", "Resource": topic_arn},
	{"Sid": "1", "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sns:Publish", "Resource": topic_arn},
]}

# What SNS gives a new topic.
owners := {"Version": "2008-10-17", "Statement": [{
	"Sid": "__default_statement_ID", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["SNS:GetTopicAttributes", "SNS:Subscribe", "SNS:Publish"],
	"Resource": topic_arn, "Condition": {"StringEquals": {"AWS:SourceOwner": account}},
}]}

confirmed := {"SubscriptionArn": subscription_arn, "Protocol": "email", "Endpoint": "[cut length=16-31]", "Owner": account, "TopicArn": topic_arn}

topic := {
	"id": topic_arn, "arn": topic_arn, "region": region, "TopicArn": topic_arn,
	"GetTopicAttributes": {"Attributes": {"TopicArn": topic_arn, "Policy": both}},
	"ListSubscriptionsByTopic": {"Subscriptions": [confirmed]},
}

topic_with(policy) := json.patch(topic, [{"op": "replace", "path": "/GetTopicAttributes/Attributes/Policy", "value": policy}])

topic_for(subscriptions) := json.patch(topic, [{"op": "replace", "path": "/ListSubscriptionsByTopic/Subscriptions", "value": subscriptions}])

topic_under(key) := json.patch(topic, [{"op": "add", "path": "/GetTopicAttributes/Attributes/KmsMasterKeyId", "value": key}])

subscription := {
	"id": subscription_arn, "arn": subscription_arn, "region": region, "SubscriptionArn": subscription_arn, "TopicArn": topic_arn, "Protocol": "email",
	"Endpoint": "[cut length=16-31]", "GetSubscriptionAttributes": {"Attributes": {"SubscriptionArn": subscription_arn, "TopicArn": topic_arn}},
}

subscription_with(attributes) := json.patch(subscription, [{"op": "replace", "path": "/GetSubscriptionAttributes/Attributes", "value": attributes}])

key(manager, state, statements) := {
	"id": key_arn, "arn": key_arn, "region": region, "KeyId": "0a1b2c3d", "KeyArn": key_arn,
	"DescribeKey": {"KeyMetadata": {"KeyManager": manager, "KeyState": state, "Enabled": state == "Enabled"}},
	"GetKeyPolicy": {"Policy": {"Version": "2012-10-17", "Statement": array.concat([{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}], statements)}},
}

uses(services, condition) := object.union({"Effect": "Allow", "Principal": {"Service": services}, "Action": ["kms:Decrypt", "kms:GenerateDataKey*"], "Resource": "*"}, condition)

trail := {
	"id": "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/audit", "arn": "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/audit", "region": region,
	"Name": "audit", "HomeRegion": region, "IsMultiRegionTrail": true, "IncludeGlobalServiceEvents": true, "TrailARN": "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/audit",
	"CloudWatchLogsLogGroupArn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:trail:*",
	"GetTrailStatus": {"IsLogging": true, "LatestCloudWatchLogsDeliveryTime": "2025-02-03T01:55:00Z", "LatestDeliveryTime": "2025-02-03T01:55:00Z"},
	"GetEventSelectors": {"EventSelectors": [{"ReadWriteType": "All", "IncludeManagementEvents": true, "DataResources": [], "ExcludeManagementEventSources": []}]},
}

log_group := {"id": "arn:aws:logs:ap-northeast-1:111122223333:log-group:trail", "arn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:trail", "region": region, "LogGroupName": "trail", "Arn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:trail:*", "LogGroupArn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:trail"}

filter(metric, pattern) := {
	"id": sprintf("ap-northeast-1|trail|%s", [metric]), "arn": "", "region": region, "FilterName": metric, "LogGroupName": "trail", "FilterPattern": pattern,
	"MetricTransformations": [{"MetricName": metric, "MetricNamespace": "CloudTrailMetrics", "MetricValue": "1"}],
}

alarm(metric, threshold) := {
	"id": sprintf("arn:aws:cloudwatch:%s:%s:alarm:%s", [region, account, metric]), "arn": sprintf("arn:aws:cloudwatch:%s:%s:alarm:%s", [region, account, metric]), "region": region, "AlarmName": metric,
	"ActionsEnabled": true, "AlarmActions": [topic_arn], "Namespace": "CloudTrailMetrics", "MetricName": metric, "Dimensions": [], "Statistic": "Sum",
	"Period": 300, "EvaluationPeriods": 1, "DatapointsToAlarm": 1, "Threshold": threshold, "ComparisonOperator": "GreaterThanOrEqualToThreshold",
	"StateValue": "INSUFFICIENT_DATA",
}

filter_patterns := {
	"IAMPolicyEventCount": iam_pattern,
	"UnauthorizedAttemptsEventCount": "{($.errorCode = \"*UnauthorizedOperation\" || $.errorCode = \"AccessDenied*\") && ($.eventName != \"Decrypt\" || $.userIdentity.invokedBy != \"config.amazonaws.com\" )}",
	"NewAccessKeyCreatedEventCount": "{($.eventName=CreateAccessKey)}",
	"RootUserPolicyEventCount": "{$.userIdentity.type=\"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !=\"AwsServiceEvent\"}",
}

iam_names := [
	"DeleteGroupPolicy", "DeleteRolePolicy", "DeleteUserPolicy", "PutGroupPolicy", "PutRolePolicy", "PutUserPolicy", "CreatePolicy", "DeletePolicy",
	"CreatePolicyVersion", "DeletePolicyVersion", "AttachRolePolicy", "DetachRolePolicy", "AttachUserPolicy", "DetachUserPolicy", "AttachGroupPolicy",
	"DetachGroupPolicy",
]

iam_pattern := any_of(iam_names)

any_of(names) := sprintf("{%s}", [concat("||", [sprintf("($.eventName=%s)", [name]) | some name in names])])

thresholds := {"IAMPolicyEventCount": 1, "UnauthorizedAttemptsEventCount": 5, "NewAccessKeyCreatedEventCount": 1, "RootUserPolicyEventCount": 1}

filters := [filter(metric, pattern) | some metric, pattern in filter_patterns]

alarms := [alarm(metric, threshold) | some metric, threshold in thresholds]

filters_with(metric, changed_filter) := array.concat([f | some f in filters; f.FilterName != metric], [changed_filter])

alarms_with(metric, changed_alarm) := array.concat([a | some a in alarms; a.AlarmName != metric], [changed_alarm])

config_rule := {"id": "bb-default-security-group-closed", "arn": "arn:aws:config:ap-northeast-1:111122223333:config-rule/config-rule-a1b2c3", "region": region, "ConfigRuleName": "bb-default-security-group-closed", "ConfigRuleState": "ACTIVE", "Source": {"Owner": "AWS", "SourceIdentifier": "VPC_DEFAULT_SECURITY_GROUP_CLOSED"}}

detector(place) := {"id": sprintf("detector-%s", [place]), "arn": "", "region": place, "GetDetector": {"Status": "ENABLED"}, "GetAdministratorAccount": {}}

hub(place) := {"id": sprintf("arn:aws:securityhub:%s:111122223333:hub/default", [place]), "arn": sprintf("arn:aws:securityhub:%s:111122223333:hub/default", [place]), "region": place, "GetAdministratorAccount": {}}

# AWS User Notifications on one source and kind of event, with a contact.
notification(source, kind, pattern) := {
	"id": "arn:aws:notifications::111122223333:configuration/a1", "arn": "arn:aws:notifications::111122223333:configuration/a1", "region": "global", "Status": "ACTIVE",
	"ListEventRules": {"EventRules": [{"Source": source, "EventType": kind, "EventPattern": pattern, "Regions": [region], "StatusSummaryByRegion": {region: {"Status": "ACTIVE", "Reason": ""}}}]},
	"ListChannels": {"Channels": ["arn:aws:notifications-contacts::111122223333:emailcontact/a1"]},
}

contact(status) := {"id": "arn:aws:notifications-contacts::111122223333:emailcontact/a1", "arn": "arn:aws:notifications-contacts::111122223333:emailcontact/a1", "region": "global", "Status": status}

# Status and code of each finding.
verdicts(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
