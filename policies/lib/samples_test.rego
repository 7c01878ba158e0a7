package lib.samples_test

import data.lib.alerts
import data.lib.samples

_account := "111122223333"

_region := "ap-northeast-1"

# Every event has the envelope of EventBridge, in the account and the Region that are asked for.
test_events_are_whole if {
	broken := {[family, name] |
		some family in alerts.families
		some name, event in samples.events(family, _account, _region)
		not _whole(event)
	}
	print(broken)
	broken == set()
}

_whole(event) if {
	object.keys(event) == {"version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"}
	event.account == _account
	event.region == _region
	is_object(event.detail)
}

# Every family has samples, and at least two that differ in who or what.
test_families_have_two_samples if {
	few := {family |
		some family in alerts.families
		family != "drill"
		count({event.detail | some event in samples.events(family, _account, _region)}) < 2
	}
	few == set()
	few_records := {family |
		some family in alerts.log_families
		family != "drill"
		count({[record.sourceIPAddress, record.eventName] | some record in samples.records(family, _account, "us-east-1")}) < 2
	}
	few_records == set()
}

test_counts if {
	wanted := {
		"guardduty": 67, "guardduty_below_9": 54, "hub_new": 4, "hub_again": 4, "hub_guardduty": 6, "hub_analyzer": 2, "health_account": 4, "health_public": 2,
		"analyzer": 2, "group_items": 2, "trail": 6, "security_groups": 8, "network_acls": 12, "access_key": 2, "iam_policies": 32, "root_sign_in": 2,
		"root_writes": 2, "root_reads": 2, "rds_clusters": 6, "rds_instances": 16, "ecs_actions": 4, "ecs_deployments": 2, "drill": 0,
	}
	got := {family: count(samples.names(family)) | some family in alerts.families}
	print(got)
	got == wanted
}

test_record_counts if {
	wanted := {
		"root": 6, "unauthorized": 7, "unauthorized_all": 8, "sign_in_without_mfa": 2, "sign_in_failures": 3, "access_key": 2, "iam_policies": 32, "trail": 6,
		"trail_cis": 10, "security_groups": 8, "security_groups_cis": 12, "network_acls": 12, "kms_keys_cis": 4, "bucket_policies_cis": 18,
		"config_changes_cis": 8, "gateways_cis": 12, "route_tables_cis": 14, "vpcs_cis": 22, "organizations_cis": 36, "drill": 0,
	}
	got := {family: count(alerts.record_names(family)) | some family in alerts.log_families}
	print(got)
	got == wanted
}

# The severities are those of BLEA's list, as numbers.
test_severities if {
	got := {event.detail.severity | some event in samples.events("guardduty", _account, _region)}
	count(got) == 61
	min(got) == 4
	max(got) == 10
	6.5 in got
	every severity in got {
		is_number(severity)
	}
}

# A record is what EventBridge wraps.
test_records_are_wrapped if {
	some event in samples.events("trail", _account, _region)
	event.source == "aws.cloudtrail"
	event["detail-type"] == "AWS API Call via CloudTrail"
	event.detail.awsRegion == _region
	event.detail.recipientAccountId == _account
	some sign_in in samples.events("root_sign_in", _account, "us-east-1")
	sign_in.source == "aws.signin"
	sign_in["detail-type"] == "AWS Console Sign In via CloudTrail"
}

# What global services do is recorded in one Region, all else in more than one.
test_regions_of_records if {
	{record.awsRegion | some record in samples.records("iam_policies", _account, "us-gov-west-1")} == {"us-gov-west-1"}
	count({record.awsRegion | some record in samples.records("network_acls", _account, "us-east-1")}) == 2
}

# A finding of another Region keeps its Region where it is gathered.
test_gathered_findings if {
	every event in samples.hub_events("hub_new", _account, "us-east-1", _region) {
		event.region == "us-east-1"
		event.detail.findings[0].Region == _region
	}
}

test_config_events if {
	every event in samples.config_events(_account, _region, "closed") {
		event.detail.configRuleName == "closed"
		event.detail.newEvaluationResult.complianceType == "NON_COMPLIANT"
	}
	object.keys(samples.config_events(_account, _region, "closed")) == samples.config_names
}

test_alarm_event if samples.alarm_event("arn", "name", _account, _region).resources == ["arn"]
