# METADATA
# title: An active Control Tower landing zone of version 3.0 or later governs the account
# description: >-
#   BLEA for Control Tower builds on what the landing zone gives: the organization's trail, Config, and the accounts that hold the logs.
# related_resources:
#   - https://docs.aws.amazon.com/controltower/latest/userguide/configuration-updates.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/doc/DeployToControlTower.md
# custom:
#   id: BLEA.Org.1
#   title_ja: Control Towerランディングゾーン(3.0以降)が有効である
#   severity: MEDIUM
#   subject: organization
#   resource: AWS::Organizations::Organization
#   profiles: [control-tower]
#   measure: defaults
#   standards: {blea: [BLEA.Org.1]}
#   reasons:
#     active: {en: "the landing zone {version} is active and in sync", ja: "ランディングゾーン {version} は有効で、ドリフトはありません"}
#     old: {en: "the landing zone has version {version}; BLEA builds on 3.0", ja: "ランディングゾーンのバージョンは {version} です。BLEAは3.0以降を前提とします"}
#     drifted: {en: "the landing zone {version} has drifted or is not active", ja: "ランディングゾーン {version} はドリフトしているか有効ではありません"}
#     none: {en: "the organization has no landing zone of Control Tower", ja: "組織にControl Towerのランディングゾーンがありません"}
#     elsewhere: {en: "only the account that manages the organization can tell; scan with --org", ja: "組織の管理アカウントだけが判定できます。--org でスキャンします"}
#     no_organization: {en: "the account is in no organization", ja: "アカウントは組織に属していません"}
#   remediation: {en: "Update the landing zone to a current version, repair its drift, and enrol the account.", ja: "ランディングゾーンを最新バージョンに更新し、ドリフトを修復して、アカウントを登録します。"}
#   manual: organization
package controls.org.landing_zone_is_active

import data.lib.organization
import data.lib.result

findings contains result.pass(input.organization, "active", {"version": concat(", ", _good)}, _reads) if {
	organization.exists
	count(_good) > 0
}

findings contains result.fail(input.organization, "old", {"version": concat(", ", _old)}, _reads) if {
	organization.exists
	count(_good) == 0
	count(_old) > 0
}

findings contains result.fail(input.organization, "drifted", {"version": concat(", ", _versions)}, _reads) if {
	organization.exists
	count(_good) == 0
	count(_old) == 0
	count(_zones) > 0
}

findings contains result.fail(input.organization, "none", {}, _reads) if {
	organization.exists
	count(_zones) == 0
	organization.managing
}

findings contains result.not_available(input.organization, "elsewhere", {}, []) if {
	organization.exists
	count(_zones) == 0
	not organization.managing
}

findings contains result.not_applicable(input.organization, "no_organization", {}, []) if not organization.exists

_reads := [
	"input.controltower.landing_zones.GetLandingZone.LandingZone.Version",
	"input.controltower.landing_zones.GetLandingZone.LandingZone.Status",
	"input.controltower.landing_zones.GetLandingZone.LandingZone.DriftStatus",
]

_zones contains zone.id if some zone in input.controltower.landing_zones

_versions contains zone.GetLandingZone.LandingZone.Version if some zone in input.controltower.landing_zones

_old contains zone.GetLandingZone.LandingZone.Version if {
	some zone in input.controltower.landing_zones
	to_number(split(zone.GetLandingZone.LandingZone.Version, ".")[0]) < 3
}

_good contains zone.GetLandingZone.LandingZone.Version if {
	some zone in input.controltower.landing_zones
	to_number(split(zone.GetLandingZone.LandingZone.Version, ".")[0]) >= 3
	zone.GetLandingZone.LandingZone.Status == "ACTIVE"
	zone.GetLandingZone.LandingZone.DriftStatus.Status == "IN_SYNC"
}
