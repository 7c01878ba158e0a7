# METADATA
# title: AWS Config should be on, use the service-linked role and record the resources that controls need
# description: >-
#   Controls that look at what AWS Config recorded see nothing of types that it leaves out. The types that Security Hub's own rules
#   of the Region look at must be recorded; without such rules all types, the global ones in one Region. Another role than the
#   service-linked one may lack permissions.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html#config-1
# custom:
#   id: Config.1
#   title_ja: AWS Configを有効にし、サービスリンクロールを使用して、コントロールに必要なリソースを記録する必要があります
#   severity: CRITICAL
#   subject: region
#   standards: {fsbp: [Config.1], cis-1.2: ["2.5"], cis-1.4: ["3.5"], cis-3.0: ["3.3"], cis-5.0: ["3.3"], nist-800-53-r5: [Config.1], pci-dss-3.2.1: [Config.1]}
#   parameters: {includeConfigServiceLinkedRoleCheck: {type: boolean, default: true}}
#   reasons:
#     recording: {en: "the recorder is on and records what the enabled controls need", ja: "レコーダーが有効で、有効なコントロールに必要なリソースを記録しています"}
#     off: {en: "no customer managed recorder is on", ja: "有効なカスタマー管理のレコーダーがありません"}
#     missing_types: {en: "types of resources that controls need are not recorded", ja: "コントロールに必要なリソースタイプの一部が記録されていません"}
#     custom_role: {en: "the recorder does not use the service-linked role", ja: "レコーダーがサービスリンクロールを使用していません"}
#   remediation: {en: "Start the recorder with the service-linked role AWSServiceRoleForConfig, which the bucket policy of the delivery channel must admit as config.amazonaws.com, and let it record all types of resources.", ja: "サービスリンクロールAWSServiceRoleForConfigを指定し、すべてのリソースタイプを対象としてレコーダーを開始します。配信先のバケットポリシーでconfig.amazonaws.comを許可しておく必要があります。"}
package controls.config.recorder_is_enabled

import data.lib.recorders
import data.lib.result

findings contains result.pass(region, "recording", {}, _reads) if {
	some region in input.regions
	region.id in _sufficient
	region.id in _right_role
}

findings contains result.fail(region, "off", {}, _reads) if {
	some region in input.regions
	not region.id in recorders.on
}

findings contains result.fail(region, "missing_types", {}, _reads) if {
	some region in input.regions
	region.id in recorders.on
	not region.id in _sufficient
}

findings contains result.fail(region, "custom_role", {}, _reads) if {
	some region in input.regions
	region.id in _sufficient
	not region.id in _right_role
}

_reads := [
	"input.config.recorders.RecordingGroup",
	"input.config.recorders.RoleARN",
	"input.config.recorders.DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus.Recording",
]

_sufficient contains recorder.region if {
	some recorder in input.config.recorders
	recorder.id in recorders.recording
	recorder.id in recorders.all_types
	recorder.RecordingGroup.IncludeGlobalResourceTypes == true
}

# Security Hub's rules name the types that they look at.
_sufficient contains recorder.region if {
	some recorder in input.config.recorders
	recorder.id in recorders.recording
	recorder.region in _with_rules
	not recorder.id in _lacking
}

_sufficient contains recorder.region if {
	some recorder in input.config.recorders
	not recorder.region in _with_rules
	recorder.region in recorders.broad
	recorders.global_recorded
}

_with_rules contains rule.region if {
	some rule in input.config.rules
	rule.CreatedBy == "securityhub.amazonaws.com"
}

_lacking contains recorder.id if {
	some rule in input.config.rules
	rule.CreatedBy == "securityhub.amazonaws.com"
	some recorder in input.config.recorders
	recorder.region == rule.region
	some needed in rule.Scope.ComplianceResourceTypes
	not _records(recorder, needed)
}

_records(recorder, needed) if {
	recorder.RecordingGroup.AllSupported == true
	not needed in recorders.global_types
}

_records(recorder, needed) if {
	recorder.RecordingGroup.RecordingStrategy.UseOnly == "ALL_SUPPORTED_RESOURCE_TYPES"
	not needed in recorders.global_types
}

_records(recorder, needed) if {
	recorder.RecordingGroup.RecordingStrategy.UseOnly == "EXCLUSION_BY_RESOURCE_TYPES"
	not _excludes(recorder, needed)
}

_records(recorder, needed) if needed in recorder.RecordingGroup.ResourceTypes

_excludes(recorder, needed) if needed in recorder.RecordingGroup.ExclusionByResourceTypes.ResourceTypes

_right_role contains recorder.region if {
	some recorder in input.config.recorders
	recorder.id in recorders.recording
	recorders.service_linked(recorder.RoleARN)
}

_right_role contains recorder.region if {
	some recorder in input.config.recorders
	data.parameters["Config.1"].includeConfigServiceLinkedRoleCheck == false
}

plan contains step if some step in recorders.recording_steps
