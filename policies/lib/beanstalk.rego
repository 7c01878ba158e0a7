# METADATA
# title: Elastic Beanstalk environments
# description: >-
#   The options of environments, which name what they set by namespace and name
#   (https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html). Values are texts.
package lib.beanstalk

# METADATA
# description: Ids of the environments that are neither gone nor on the way out.
there contains environment.id if {
	some environment in input.elasticbeanstalk.environments
	not environment.id in _going
}

_going contains environment.id if {
	some environment in input.elasticbeanstalk.environments
	environment.Status in {"Terminating", "Terminated"}
}

# METADATA
# description: >-
#   The step that sets options of an environment, a list of [namespace, name, value]. Undo sets those that are given as they were; the
#   environment updates its instances in both directions.
setting(environment, wanted, before) := {
	"subject": environment.id,
	"region": environment.region,
	"calls": [_update(environment, wanted)],
	"undo": [_update(environment, before)],
	"effect": [{
		"op": "set",
		"collection": "elasticbeanstalk.environments",
		"id": environment.id,
		"path": "DescribeConfigurationSettings.ConfigurationSettings",
		"value": [_with(settings, wanted) | some settings in environment.DescribeConfigurationSettings.ConfigurationSettings],
	}],
	"needs": [],
	"destructive": false,
}

_update(environment, options) := {
	"service": "elasticbeanstalk",
	"operation": "UpdateEnvironment",
	"params": {"EnvironmentId": environment.EnvironmentId, "OptionSettings": [_option(option) | some option in options]},
}

_option(option) := {"Namespace": option[0], "OptionName": option[1], "Value": option[2]}

_with(settings, wanted) := object.union(settings, {"OptionSettings": array.concat(
	[option |
		some option in settings.OptionSettings
		not [option.Namespace, option.OptionName] in {[namespace, name] | some [namespace, name, _] in wanted}
	],
	[_option(option) | some option in wanted],
)})
