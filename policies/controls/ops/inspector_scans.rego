# METADATA
# title: Inspector scans EC2 and ECR
# description: >-
#   Inspector finds known vulnerabilities in instances and images. BLEA documents it as a manual step. It is enabled in each Region,
#   by hand or by the organization.
# related_resources:
#   - https://docs.aws.amazon.com/inspector/latest/user/activate-scans.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/README.md
# custom:
#   id: BLEA.Ops.1
#   title_ja: InspectorがEC2とECRをスキャンしている
#   severity: MEDIUM
#   subject: region
#   governed: true
#   profiles: [standalone, control-tower]
#   measure: defaults
#   standards: {blea: [BLEA.Ops.1]}
#   reasons:
#     scanning: {en: "Inspector scans EC2 and ECR", ja: "InspectorがEC2とECRをスキャンしています"}
#     partial: {en: "Inspector is on, but does not scan both EC2 and ECR", ja: "Inspectorは有効ですが、EC2とECRの両方はスキャンしていません"}
#     off: {en: "Inspector is off", ja: "Inspectorが有効ではありません"}
#   remediation: {en: "Activate Inspector's scanning of EC2 and ECR in the Region.", ja: "リージョンでInspectorのEC2スキャンとECRスキャンを有効にします。"}
package controls.ops.inspector_scans

import data.lib.result
import data.lib.steps

findings contains result.pass(region, "scanning", {}, _reads) if {
	some region in input.governed_regions
	region.id in _scanning
}

findings contains result.fail(region, "partial", {}, _reads) if {
	some region in input.governed_regions
	region.id in _on
	not region.id in _scanning
}

findings contains result.fail(region, "off", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _on
}

_reads := [
	"input.inspector2.status.State.Status",
	"input.inspector2.status.ResourceState.Ec2.Status",
	"input.inspector2.status.ResourceState.Ecr.Status",
]

_on contains status.region if {
	some status in input.inspector2.status
	status.State.Status == "ENABLED"
}

_scanning contains status.region if {
	some status in input.inspector2.status
	status.State.Status == "ENABLED"
	status.ResourceState.Ec2.Status == "ENABLED"
	status.ResourceState.Ecr.Status == "ENABLED"
}

plan contains steps.step(
	{"id": status.region, "region": status.region},
	[steps.call("inspector2", "Enable", {"resourceTypes": ["EC2", "ECR"]})],
	[steps.call("inspector2", "Disable", {"resourceTypes": _off(status)})],
	[
		steps.changed("inspector2.status", status.id, "State.Status", "ENABLED"),
		steps.changed("inspector2.status", status.id, "ResourceState.Ec2.Status", "ENABLED"),
		steps.changed("inspector2.status", status.id, "ResourceState.Ecr.Status", "ENABLED"),
	],
) if {
	some status in input.inspector2.status
	not status.region in _scanning
}

_off(status) := array.concat(
	["EC2" | not status.ResourceState.Ec2.Status == "ENABLED"],
	["ECR" | not status.ResourceState.Ecr.Status == "ENABLED"],
)
