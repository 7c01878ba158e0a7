# METADATA
# title: CloudTrail trails should be integrated with CloudWatch Logs
# description: >-
#   In CloudWatch Logs events can be searched and can raise alarms. As in the Config rule cloud-trail-cloud-watch-logs-enabled the trail's setting
#   counts, not its deliveries.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-5
#   - https://docs.aws.amazon.com/config/latest/developerguide/cloud-trail-cloud-watch-logs-enabled.html
# custom:
#   id: CloudTrail.5
#   title_ja: CloudTrail証跡はCloudWatch Logsと統合されている必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: cloudtrail.trails
#   resource: AWS::CloudTrail::Trail
#   standards: {fsbp: [CloudTrail.5], cis-1.2: ["2.4"], cis-1.4: ["3.4"], nist-800-53-r5: [CloudTrail.5], pci-dss-3.2.1: [CloudTrail.5], pci-dss-4.0.1: [CloudTrail.5], control-tower: [CloudTrail.5]}
#   reasons:
#     integrated: {en: "a log group is set", ja: "ロググループが設定されています"}
#     no_group: {en: "no log group is set", ja: "ロググループが設定されていません"}
#     foreign: {en: "the trail belongs to account {account}, which was not scanned, and is judged there", ja: "証跡はスキャン対象外のアカウント {account} のもので、判定はそのアカウントで行われます"}
#   remediation:
#     en: "Set a log group of CloudWatch Logs on the trail, with a role that may write to it."
#     ja: "証跡にCloudWatch Logsのロググループと、そこに書き込めるロールを設定します。"
package controls.cloudtrail.trail_sends_to_cloudwatch_logs

import data.lib.result
import data.lib.trail_plan
import data.lib.trails

findings contains result.pass(trail, "integrated", {}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in _integrated
}

findings contains result.fail(trail, "no_group", {}, _reads) if {
	some trail in input.cloudtrail.trails
	not trail.id in _integrated
	not trail.id in trails.foreign
}

findings contains result.warn(trail, "foreign", {"account": split(trail.TrailARN, ":")[4]}, _reads) if {
	some trail in input.cloudtrail.trails
	not trail.id in _integrated
	trail.id in trails.foreign
}

_integrated contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.CloudWatchLogsLogGroupArn != ""
}

_reads := ["CloudWatchLogsLogGroupArn"]

plan contains object.union(trail_plan.delivering(trail, _name("cloudtrail-", trail), _name("cloudtrail-logs-", trail)), {"subject": trail.id}) if {
	some trail in input.cloudtrail.trails
	not trail.id in _integrated
	not trail.id in trails.foreign
}

# A role's name has at most 64 characters.
_name(prefix, trail) := concat("", [prefix, substring(trail.Name, 0, 48)])
