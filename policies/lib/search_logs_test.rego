package lib.search_logs_test

import data.lib.search_logs
import data.lib.steps_test

_account := {"account": "111122223333", "partition": "aws"}

test_what_is_published_already_is_repeated if {
	slow := {"CloudWatchLogsLogGroupArn": "arn:slow", "Enabled": true}
	domain := {"id": "d", "region": "ap-northeast-1", "DomainName": "d", "LogPublishingOptions": {"INDEX_SLOW_LOGS": slow, "AUDIT_LOGS": {"Enabled": false}}}
	step := search_logs.publishing(domain, "opensearch.domains", ["opensearch", "UpdateDomainConfig"], "ES_APPLICATION_LOGS", "errors") with input.account as _account
	steps_test.operations(step) == ["CreateLogGroup", "PutRetentionPolicy", "PutResourcePolicy", "UpdateDomainConfig"]
	arn := "arn:aws:logs:ap-northeast-1:111122223333:log-group:/aws/opensearch/domains/d/errors"
	step.calls[3].params.LogPublishingOptions == {"INDEX_SLOW_LOGS": slow, "ES_APPLICATION_LOGS": {"CloudWatchLogsLogGroupArn": arn, "Enabled": true}}
	json.unmarshal(step.calls[2].params.policyDocument).Statement[0].Resource == concat("", [arn, ":*"])
	[call.operation | some call in step.undo] == ["UpdateDomainConfig", "DeleteResourcePolicy", "DeleteLogGroup"]
	step.undo[0].params.LogPublishingOptions.INDEX_SLOW_LOGS == slow
	step.undo[0].params.LogPublishingOptions.ES_APPLICATION_LOGS.Enabled == false
}
