# METADATA
# title: The EMR block public access setting should be on
# description: >-
#   The setting keeps clusters from starting in security groups that are open to the internet. Exceptions for other ports than 22, which
#   is EMR's own default, make it fail, as in the Config rule.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/emr-controls.html#emr-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/emr-block-public-access.html
#   - https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-block-public-access.html
# custom:
#   id: EMR.2
#   title_ja: EMRのパブリックアクセスブロック設定を有効にする必要があります
#   severity: CRITICAL
#   subject: region
#   standards: {fsbp: [EMR.2], nist-800-53-r5: [EMR.2], pci-dss-4.0.1: [EMR.2]}
#   reasons:
#     on: {en: "clusters cannot start in security groups that are open to the internet on other ports than 22", ja: "22以外のポートがインターネットに公開されたセキュリティグループではクラスターを起動できません"}
#     off: {en: "block public access is off", ja: "パブリックアクセスブロックが無効です"}
#     exceptions: {en: "block public access has exceptions for other ports than 22", ja: "パブリックアクセスブロックに22以外のポートの例外があります"}
#   remediation: {en: "Turn on block public access for EMR in the Region, with port 22 as the only exception.", ja: "リージョンのEMRでパブリックアクセスブロックを有効にし、例外をポート22のみにします。"}
package controls.emr.block_public_access_is_on

import data.lib.result
import data.lib.steps

findings contains result.pass(region, "on", {}, _reads) if {
	some region in input.regions
	region.id in _on
	not region.id in _pierced
}

findings contains result.fail(region, "exceptions", {}, _reads) if {
	some region in input.regions
	region.id in _on
	region.id in _pierced
}

findings contains result.fail(region, "off", {}, _reads) if {
	some region in input.regions
	not region.id in _on
}

_reads := [
	"input.emr.block_public_access.BlockPublicAccessConfiguration.BlockPublicSecurityGroupRules",
	"input.emr.block_public_access.BlockPublicAccessConfiguration.PermittedPublicSecurityGroupRuleRanges",
]

_on contains setting.region if {
	some setting in input.emr.block_public_access
	setting.BlockPublicAccessConfiguration.BlockPublicSecurityGroupRules == true
}

_pierced contains setting.region if {
	some setting in input.emr.block_public_access
	some ports in setting.BlockPublicAccessConfiguration.PermittedPublicSecurityGroupRuleRanges
	not _ssh(ports)
}

# A range that tells only its beginning is one port.
_ssh(ports) if {
	ports.MinRange == 22
	ports.MaxRange == 22
}

_ssh(ports) if {
	ports.MinRange == 22
	not ports.MaxRange
}

plan contains steps.step(
	region,
	[steps.call("emr", "PutBlockPublicAccessConfiguration", {"BlockPublicAccessConfiguration": _strict})],
	[steps.call("emr", "PutBlockPublicAccessConfiguration", {"BlockPublicAccessConfiguration": object.filter(
		setting.BlockPublicAccessConfiguration,
		["BlockPublicSecurityGroupRules", "PermittedPublicSecurityGroupRuleRanges"],
	)})],
	[steps.changed("emr.block_public_access", setting.id, "BlockPublicAccessConfiguration", _strict)],
) if {
	some region in input.regions
	not region.id in _strictly
	some setting in input.emr.block_public_access
	setting.region == region.id
}

_strict := {"BlockPublicSecurityGroupRules": true, "PermittedPublicSecurityGroupRuleRanges": [{"MinRange": 22, "MaxRange": 22}]}

_strictly contains setting.region if {
	some setting in input.emr.block_public_access
	setting.region in _on
	not setting.region in _pierced
}
