# METADATA
# title: Launch templates
# description: >-
#   Steps that change the default version of a launch template. A version cannot be changed: a new one is made of it, with all that it holds
#   but what is given, and becomes the default
#   (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplateVersion.html).
package lib.launch_templates

import data.lib.steps

# METADATA
# description: >-
#   The step that makes a version of the template's default version with other fields (whole, as a request has them), and takes it as the
#   default. Its number is the next one. The token keeps a second run from making one more.
step(template, fields) := steps.step(
	template,
	[
		steps.call("ec2", "CreateLaunchTemplateVersion", {
			"LaunchTemplateId": template.LaunchTemplateId,
			"SourceVersion": format_int(template.DefaultVersionNumber, 10),
			"LaunchTemplateData": fields,
			"ClientToken": sprintf("%s-%s", [template.LaunchTemplateId, _next(template)]),
		}),
		steps.call("ec2", "ModifyLaunchTemplate", {"LaunchTemplateId": template.LaunchTemplateId, "DefaultVersion": _next(template)}),
	],
	[
		steps.call("ec2", "ModifyLaunchTemplate", {"LaunchTemplateId": template.LaunchTemplateId, "DefaultVersion": format_int(template.DefaultVersionNumber, 10)}),
		steps.call("ec2", "DeleteLaunchTemplateVersions", {"LaunchTemplateId": template.LaunchTemplateId, "Versions": [_next(template)]}),
	],
	array.concat(
		[
			steps.changed("ec2.launch_templates", template.id, "DefaultVersionNumber", template.LatestVersionNumber + 1),
			steps.changed("ec2.launch_templates", template.id, "LatestVersionNumber", template.LatestVersionNumber + 1),
		],
		[steps.changed("ec2.launch_templates", template.id, concat(".", ["DescribeLaunchTemplateVersions.LaunchTemplateVersions.0.LaunchTemplateData", field]), value) | some field, value in fields],
	),
)

_next(template) := format_int(template.LatestVersionNumber + 1, 10)

# METADATA
# description: What the default version starts.
data_of(template) := template.DescribeLaunchTemplateVersions.LaunchTemplateVersions[0].LaunchTemplateData
