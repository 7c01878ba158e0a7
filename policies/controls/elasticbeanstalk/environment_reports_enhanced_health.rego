# METADATA
# title: Elastic Beanstalk environments should have enhanced health reporting on
# description: >-
#   Enhanced reporting looks into the instances, so it sees what a load balancer cannot; managed updates need it.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/elasticbeanstalk-controls.html#elasticbeanstalk-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/beanstalk-enhanced-health-reporting-enabled.html
# custom:
#   id: ElasticBeanstalk.1
#   title_ja: Elastic Beanstalk環境では拡張ヘルスレポートを有効にする必要があります
#   severity: LOW
#   subject: resource
#   collection: elasticbeanstalk.environments
#   resource: AWS::ElasticBeanstalk::Environment
#   standards: {fsbp: [ElasticBeanstalk.1], nist-800-53-r5: [ElasticBeanstalk.1], control-tower: [ElasticBeanstalk.1]}
#   reasons:
#     enhanced: {en: "enhanced health reporting is on", ja: "拡張ヘルスレポートが有効です"}
#     basic: {en: "enhanced health reporting is off", ja: "拡張ヘルスレポートが無効です"}
#   remediation: {en: "Turn on enhanced health reporting of the environment.", ja: "環境の拡張ヘルスレポートを有効にします。"}
package controls.elasticbeanstalk.environment_reports_enhanced_health

import data.lib.beanstalk
import data.lib.result

subjects contains id if some id in beanstalk.there

findings contains result.pass(environment, "enhanced", {}, _reads) if {
	some environment in input.elasticbeanstalk.environments
	environment.id in beanstalk.there
	environment.id in _enhanced
}

findings contains result.fail(environment, "basic", {}, _reads) if {
	some environment in input.elasticbeanstalk.environments
	environment.id in beanstalk.there
	not environment.id in _enhanced
}

_reads := ["DescribeConfigurationSettings.ConfigurationSettings"]

_enhanced contains environment.id if {
	some environment in input.elasticbeanstalk.environments
	some settings in environment.DescribeConfigurationSettings.ConfigurationSettings
	some option in settings.OptionSettings
	option.Namespace == "aws:elasticbeanstalk:healthreporting:system"
	option.OptionName == "SystemType"
	option.Value == "enhanced"
}

plan contains beanstalk.setting(
	environment,
	[["aws:elasticbeanstalk:healthreporting:system", "SystemType", "enhanced"]],
	[["aws:elasticbeanstalk:healthreporting:system", "SystemType", "basic"]],
) if {
	some environment in input.elasticbeanstalk.environments
	environment.id in beanstalk.there
	not environment.id in _enhanced
}
