# METADATA
# title: Elastic Beanstalk environments should have managed platform updates on
# description: >-
#   Platform versions bring the fixes of operating system, runtime and web server; without managed updates somebody has to think of each.
#   The parameter UpdateLevel asks for one level; without it any will do.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/elasticbeanstalk-controls.html#elasticbeanstalk-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/elastic-beanstalk-managed-updates-enabled.html
#   - https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-platform-update-managed.html
# custom:
#   id: ElasticBeanstalk.2
#   title_ja: Elastic Beanstalk環境ではマネージドプラットフォーム更新を有効にする必要があります
#   severity: HIGH
#   subject: resource
#   collection: elasticbeanstalk.environments
#   resource: AWS::ElasticBeanstalk::Environment
#   standards: {fsbp: [ElasticBeanstalk.2], nist-800-53-r5: [ElasticBeanstalk.2], pci-dss-4.0.1: [ElasticBeanstalk.2], control-tower: [ElasticBeanstalk.2]}
#   parameters:
#     UpdateLevel: {type: string, enum: [minor, patch]}
#   reasons:
#     managed: {en: "managed platform updates are on", ja: "マネージドプラットフォーム更新が有効です"}
#     manual: {en: "managed platform updates are off", ja: "マネージドプラットフォーム更新が無効です"}
#     level: {en: "managed platform updates are not of the level {wanted}", ja: "マネージドプラットフォーム更新のレベルが {wanted} ではありません"}
#   remediation: {en: "Turn on managed platform updates of the environment, with a weekly time and a level; they need enhanced health reporting.", ja: "環境のマネージドプラットフォーム更新を有効にし、毎週の実行時刻とレベルを指定します。拡張ヘルスレポートが必要です。"}
package controls.elasticbeanstalk.environment_updates_its_platform

import data.lib.beanstalk
import data.lib.result

subjects contains id if some id in beanstalk.there

findings contains result.pass(environment, "managed", {}, _reads) if {
	some environment in input.elasticbeanstalk.environments
	environment.id in beanstalk.there
	environment.id in _managed
	environment.id in _levelled
}

findings contains result.fail(environment, "manual", {}, _reads) if {
	some environment in input.elasticbeanstalk.environments
	environment.id in beanstalk.there
	not environment.id in _managed
}

findings contains result.fail(environment, "level", {"wanted": data.parameters["ElasticBeanstalk.2"].UpdateLevel}, _reads) if {
	some environment in input.elasticbeanstalk.environments
	environment.id in beanstalk.there
	environment.id in _managed
	not environment.id in _levelled
}

_reads := ["DescribeConfigurationSettings.ConfigurationSettings"]

_managed contains environment.id if {
	some environment in input.elasticbeanstalk.environments
	some settings in environment.DescribeConfigurationSettings.ConfigurationSettings
	some option in settings.OptionSettings
	option.Namespace == "aws:elasticbeanstalk:managedactions"
	option.OptionName == "ManagedActionsEnabled"
	option.Value == "true"
}

_levelled contains environment.id if {
	some environment in input.elasticbeanstalk.environments
	not data.parameters["ElasticBeanstalk.2"].UpdateLevel
}

_levelled contains environment.id if {
	some environment in input.elasticbeanstalk.environments
	some settings in environment.DescribeConfigurationSettings.ConfigurationSettings
	some option in settings.OptionSettings
	option.Namespace == "aws:elasticbeanstalk:managedactions:platformupdate"
	option.OptionName == "UpdateLevel"
	option.Value == data.parameters["ElasticBeanstalk.2"].UpdateLevel
}

# Updates need a weekly time in UTC, and a level.
plan contains beanstalk.setting(
	environment,
	[
		["aws:elasticbeanstalk:managedactions", "ManagedActionsEnabled", "true"],
		["aws:elasticbeanstalk:managedactions", "PreferredStartTime", "Sun:18:00"],
		["aws:elasticbeanstalk:managedactions", "ServiceRoleForManagedUpdates", "AWSServiceRoleForElasticBeanstalkManagedUpdates"],
		["aws:elasticbeanstalk:managedactions:platformupdate", "UpdateLevel", _level],
	],
	[["aws:elasticbeanstalk:managedactions", "ManagedActionsEnabled", "false"]],
) if {
	some environment in input.elasticbeanstalk.environments
	environment.id in beanstalk.there
	not environment.id in _managed
}

plan contains beanstalk.setting(
	environment,
	[["aws:elasticbeanstalk:managedactions:platformupdate", "UpdateLevel", _level]],
	[["aws:elasticbeanstalk:managedactions:platformupdate", "UpdateLevel", _other[_level]]],
) if {
	some environment in input.elasticbeanstalk.environments
	environment.id in beanstalk.there
	environment.id in _managed
	not environment.id in _levelled
}

_level := data.parameters["ElasticBeanstalk.2"].UpdateLevel

_level := "minor" if not data.parameters["ElasticBeanstalk.2"].UpdateLevel

_other := {"minor": "patch", "patch": "minor"}
