# METADATA
# title: Elastic Beanstalk environments should stream logs to CloudWatch
# description: >-
#   Logs that stay on the instances are gone with them. The parameter RetentionInDays asks for a time that they are kept in CloudWatch
#   Logs; without it any will do.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/elasticbeanstalk-controls.html#elasticbeanstalk-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/elastic-beanstalk-logs-to-cloudwatch.html
#   - https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.cloudwatchlogs.html
# custom:
#   id: ElasticBeanstalk.3
#   title_ja: Elastic Beanstalk環境ではログをCloudWatch Logsにストリーミングする必要があります
#   severity: HIGH
#   subject: resource
#   collection: elasticbeanstalk.environments
#   resource: AWS::ElasticBeanstalk::Environment
#   standards: {fsbp: [ElasticBeanstalk.3], pci-dss-4.0.1: [ElasticBeanstalk.3]}
#   parameters:
#     RetentionInDays: {type: integer, min: 1, max: 3653}
#   reasons:
#     streamed: {en: "logs go to CloudWatch Logs", ja: "ログはCloudWatch Logsに送信されています"}
#     local: {en: "logs do not go to CloudWatch Logs", ja: "ログがCloudWatch Logsに送信されていません"}
#     short: {en: "logs are kept for less than {minimum} days", ja: "ログの保持期間が{minimum}日未満です"}
#   remediation: {en: "Turn on log streaming of the environment, with the time for which logs are kept.", ja: "環境のログストリーミングを有効にし、ログの保持期間を指定します。"}
package controls.elasticbeanstalk.environment_streams_logs

import data.lib.beanstalk
import data.lib.result

subjects contains id if some id in beanstalk.there

findings contains result.pass(environment, "streamed", {}, _reads) if {
	some environment in input.elasticbeanstalk.environments
	environment.id in beanstalk.there
	environment.id in _streamed
	environment.id in _kept
}

findings contains result.fail(environment, "local", {}, _reads) if {
	some environment in input.elasticbeanstalk.environments
	environment.id in beanstalk.there
	not environment.id in _streamed
}

findings contains result.fail(environment, "short", {"minimum": data.parameters["ElasticBeanstalk.3"].RetentionInDays}, _reads) if {
	some environment in input.elasticbeanstalk.environments
	environment.id in beanstalk.there
	environment.id in _streamed
	not environment.id in _kept
}

_reads := ["DescribeConfigurationSettings.ConfigurationSettings"]

_streamed contains environment.id if {
	some environment in input.elasticbeanstalk.environments
	some settings in environment.DescribeConfigurationSettings.ConfigurationSettings
	some option in settings.OptionSettings
	option.Namespace == "aws:elasticbeanstalk:cloudwatch:logs"
	option.OptionName == "StreamLogs"
	option.Value == "true"
}

_kept contains environment.id if {
	some environment in input.elasticbeanstalk.environments
	not data.parameters["ElasticBeanstalk.3"].RetentionInDays
}

_kept contains environment.id if {
	some environment in input.elasticbeanstalk.environments
	some settings in environment.DescribeConfigurationSettings.ConfigurationSettings
	some option in settings.OptionSettings
	option.Namespace == "aws:elasticbeanstalk:cloudwatch:logs"
	option.OptionName == "RetentionInDays"
	regex.match(`^[0-9]+$`, option.Value)
	to_number(option.Value) >= data.parameters["ElasticBeanstalk.3"].RetentionInDays
}

plan contains beanstalk.setting(
	environment,
	array.concat([["aws:elasticbeanstalk:cloudwatch:logs", "StreamLogs", "true"]], _retention),
	[["aws:elasticbeanstalk:cloudwatch:logs", "StreamLogs", "false"]],
) if {
	some environment in input.elasticbeanstalk.environments
	environment.id in beanstalk.there
	not environment.id in _streamed
}

plan contains beanstalk.setting(environment, _retention, [["aws:elasticbeanstalk:cloudwatch:logs", "RetentionInDays", option.Value]]) if {
	some environment in input.elasticbeanstalk.environments
	environment.id in beanstalk.there
	environment.id in _streamed
	not environment.id in _kept
	some settings in environment.DescribeConfigurationSettings.ConfigurationSettings
	some option in settings.OptionSettings
	option.Namespace == "aws:elasticbeanstalk:cloudwatch:logs"
	option.OptionName == "RetentionInDays"
}

# CloudWatch Logs knows only these times.
_retention := [["aws:elasticbeanstalk:cloudwatch:logs", "RetentionInDays", sprintf("%d", [min({days |
	some days in {1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653}
	days >= data.parameters["ElasticBeanstalk.3"].RetentionInDays
})])]]

_retention := [] if not data.parameters["ElasticBeanstalk.3"].RetentionInDays
