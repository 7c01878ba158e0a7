# METADATA
# title: Logs of search domains
# description: >-
#   Steps that publish logs of Elasticsearch and OpenSearch domains to CloudWatch Logs
#   (https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html).
package lib.search_logs

import data.lib.steps

# METADATA
# description: >-
#   The step that publishes one kind of logs of a domain of a collection, to a log group of its own that the service may write to. What is published
#   already is repeated.
publishing(domain, collection, api, kind, name) := steps.step(
	domain,
	array.concat(
		[
			steps.call("logs", "CreateLogGroup", {"logGroupName": group}),
			steps.call("logs", "PutRetentionPolicy", {"logGroupName": group, "retentionInDays": 365}),
			steps.call("logs", "PutResourcePolicy", {"policyName": policy, "policyDocument": json.marshal(_letting(arn))}),
		],
		[_update(domain, api, options)],
	),
	[
		_update(domain, api, object.union(_published(domain), {kind: {"CloudWatchLogsLogGroupArn": arn, "Enabled": false}})),
		steps.call("logs", "DeleteResourcePolicy", {"policyName": policy}),
		steps.call("logs", "DeleteLogGroup", {"logGroupName": group}),
	],
	[
		steps.added("logs.log_groups", arn, domain.region, {"arn": arn, "type": "AWS::Logs::LogGroup", "LogGroupName": group, "LogGroupArn": arn, "RetentionInDays": 365}),
		steps.changed(collection, domain.id, "LogPublishingOptions", options),
	],
) if {
	group := sprintf("/aws/opensearch/domains/%s/%s", [domain.DomainName, name])
	arn := sprintf("arn:%s:logs:%s:%s:log-group:%s", [input.account.partition, domain.region, input.account.account, group])
	policy := sprintf("opensearch-%s-%s", [domain.DomainName, name])
	options := object.union(_published(domain), {kind: {"CloudWatchLogsLogGroupArn": arn, "Enabled": true}})
}

_published(domain) := {kind: option |
	some kind, option in domain.LogPublishingOptions
	option.CloudWatchLogsLogGroupArn != ""
}

_update(domain, [service, operation], options) := steps.call(service, operation, {"DomainName": domain.DomainName, "LogPublishingOptions": options})

_letting(arn) := {"Version": "2012-10-17", "Statement": [{
	"Effect": "Allow",
	"Principal": {"Service": "es.amazonaws.com"},
	"Action": ["logs:PutLogEvents", "logs:CreateLogStream"],
	"Resource": concat("", [arn, ":*"]),
	"Condition": {"StringEquals": {"aws:SourceAccount": input.account.account}},
}]}
