# METADATA
# title: CloudTrail trails should have log file validation on
# description: >-
#   Signed digests prove that log files were neither changed nor removed after their delivery.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-4
#   - https://docs.aws.amazon.com/config/latest/developerguide/cloud-trail-log-file-validation-enabled.html
# custom:
#   id: CloudTrail.4
#   title_ja: CloudTrail証跡ではログファイルの検証が有効になっている必要があります
#   severity: LOW
#   subject: resource
#   collection: cloudtrail.trails
#   resource: AWS::CloudTrail::Trail
#   standards: {fsbp: [CloudTrail.4], cis-1.2: ["2.2"], cis-1.4: ["3.2"], cis-3.0: ["3.2"], cis-5.0: ["3.2"], nist-800-53-r5: [CloudTrail.4], nist-800-171-r2: [CloudTrail.4], pci-dss-3.2.1: [CloudTrail.4], pci-dss-4.0.1: [CloudTrail.4], control-tower: [CloudTrail.4]}
#   reasons:
#     validated: {en: "log file validation is on", ja: "ログファイルの検証が有効です"}
#     unvalidated: {en: "log file validation is off", ja: "ログファイルの検証が無効です"}
#     foreign: {en: "the trail belongs to account {account}, which was not scanned, and is judged there", ja: "証跡はスキャン対象外のアカウント {account} のもので、判定はそのアカウントで行われます"}
#   remediation:
#     en: "Switch on log file validation for the trail."
#     ja: "証跡のログファイルの検証を有効にします。"
package controls.cloudtrail.trail_validates_log_files

import data.lib.result
import data.lib.trails

findings contains result.pass(trail, "validated", {}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in _validated
}

findings contains result.fail(trail, "unvalidated", {}, _reads) if {
	some trail in input.cloudtrail.trails
	not trail.id in _validated
	not trail.id in trails.foreign
}

findings contains result.warn(trail, "foreign", {"account": split(trail.TrailARN, ":")[4]}, _reads) if {
	some trail in input.cloudtrail.trails
	not trail.id in _validated
	trail.id in trails.foreign
}

_validated contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.LogFileValidationEnabled == true
}

_reads := ["LogFileValidationEnabled"]

plan contains {
	"subject": trail.id,
	"region": trail.region,
	"calls": [{"service": "cloudtrail", "operation": "UpdateTrail", "params": {"Name": trail.TrailARN, "EnableLogFileValidation": true}}],
	"undo": [{"service": "cloudtrail", "operation": "UpdateTrail", "params": {"Name": trail.TrailARN, "EnableLogFileValidation": false}}],
	"effect": [{"op": "set", "collection": "cloudtrail.trails", "id": trail.id, "path": "LogFileValidationEnabled", "value": true}],
	"needs": [],
	"destructive": false,
} if {
	some trail in input.cloudtrail.trails
	not trail.id in _validated
	not trail.id in trails.foreign
}
