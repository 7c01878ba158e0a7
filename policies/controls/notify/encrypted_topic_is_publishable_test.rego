package controls.notify.encrypted_topic_is_publishable_test

import data.controls.notify.encrypted_topic_is_publishable as control
import data.lib.alert_world_test as world

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_encrypted_topic_is_publishable if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(tc.changes)
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := {
	"no key passes": {"changes": {}, "want": "PASSED publishable"},
	"an empty key passes": {"changes": {"sns.topics": [world.topic_under("")]}, "want": "PASSED publishable"},
	"a key for both passes": {"changes": {"sns.topics": [world.topic_under(world.key_arn)], "kms.keys": [world.key("CUSTOMER", "Enabled", [world.uses(["events.amazonaws.com", "cloudwatch.amazonaws.com"], {})])]}, "want": "PASSED publishable"},
	"the key that SNS keeps fails": {"changes": {"sns.topics": [world.topic_under("alias/aws/sns")]}, "want": "FAILED blocked"},
	"a key that AWS keeps fails": {"changes": {"sns.topics": [world.topic_under(world.key_arn)], "kms.keys": [object.union(world.key("CUSTOMER", "Enabled", [world.uses(["events.amazonaws.com", "cloudwatch.amazonaws.com"], {})]), {"DescribeKey": {"KeyMetadata": {"KeyManager": "AWS"}}})]}, "want": "FAILED blocked"},
	"a key for EventBridge alone fails": {"changes": {"sns.topics": [world.topic_under(world.key_arn)], "kms.keys": [world.key("CUSTOMER", "Enabled", [world.uses("events.amazonaws.com", {})])]}, "want": "FAILED blocked"},
	"a key for EventBridge alone is enough for rules": {"changes": object.union({"sns.topics": [world.topic_under(world.key_arn)], "kms.keys": [world.key("CUSTOMER", "Enabled", [world.uses("events.amazonaws.com", {})])]}, {"cloudwatch.alarms": []}), "want": "PASSED publishable"},
	"a key for alarms alone fails": {"changes": {"sns.topics": [world.topic_under(world.key_arn)], "kms.keys": [world.key("CUSTOMER", "Enabled", [world.uses("cloudwatch.amazonaws.com", {})])]}, "want": "FAILED blocked"},
	"a condition on the account keeps EventBridge out": {"changes": {"sns.topics": [world.topic_under(world.key_arn)], "kms.keys": [world.key("CUSTOMER", "Enabled", [world.uses(["events.amazonaws.com", "cloudwatch.amazonaws.com"], {"Condition": {"StringEquals": {"aws:SourceAccount": world.account}}})])]}, "want": "FAILED blocked"},
	"a condition on the account lets alarms in": {"changes": object.union({"sns.topics": [world.topic_under(world.key_arn)], "kms.keys": [world.key("CUSTOMER", "Enabled", [world.uses("cloudwatch.amazonaws.com", {"Condition": {"StringEquals": {"aws:SourceAccount": world.account}}})])]}, {"events.rules": []}), "want": "PASSED publishable"},
	"a disabled key fails": {"changes": {"sns.topics": [world.topic_under(world.key_arn)], "kms.keys": [object.union(world.key("CUSTOMER", "Enabled", [world.uses(["events.amazonaws.com", "cloudwatch.amazonaws.com"], {})]), {"DescribeKey": {"KeyMetadata": {"KeyState": "Disabled"}}})]}, "want": "FAILED blocked"},
	"a key that will be deleted fails": {"changes": {"sns.topics": [world.topic_under(world.key_arn)], "kms.keys": [object.union(world.key("CUSTOMER", "Enabled", [world.uses(["events.amazonaws.com", "cloudwatch.amazonaws.com"], {})]), {"DescribeKey": {"KeyMetadata": {"KeyState": "PendingDeletion"}}})]}, "want": "FAILED blocked"},
	"a key that is gone fails": {"changes": {"sns.topics": [world.topic_under(world.key_arn)]}, "want": "FAILED blocked"},
	"a key of another account is foreign": {"changes": {"sns.topics": [world.topic_under("arn:aws:kms:ap-northeast-1:444455556666:key/k")]}, "want": "WARNING key_abroad"},
	"a condition that the evidence leaves open is not decided": {"changes": {"sns.topics": [world.topic_under(world.key_arn)], "kms.keys": [world.key("CUSTOMER", "Enabled", [world.uses(["events.amazonaws.com", "cloudwatch.amazonaws.com"], {"Condition": {"StringEquals": {"aws:SourceOrgID": "o-a1b2c3"}}})])]}, "want": "NOT_AVAILABLE unclear"},
	"a key of another account beside a topic without key is foreign": {"changes": {"sns.topics": [world.topic_under("arn:aws:kms:ap-northeast-1:444455556666:key/k"), _second("")]}, "want": "WARNING key_abroad"},
	"a key of another account beside one that keeps out fails": {"changes": {"sns.topics": [world.topic_under("arn:aws:kms:ap-northeast-1:444455556666:key/k"), _second("alias/aws/sns")], "events.rules": array.concat(world.without("guardduty"), [_aimed(world.rule("guardduty", world.patterns.guardduty))])}, "want": "FAILED blocked"},
	"a topic for other events does not count": {"changes": {"sns.topics": [world.topic, _second("alias/aws/sns")], "events.rules": array.concat(world.rules, [_aimed(world.rule("builds", {"source": ["aws.codebuild"]}))])}, "want": "PASSED publishable"},
	"a topic for other alarms does not count": {"changes": {"sns.topics": [world.topic, _second("alias/aws/sns")], "cloudwatch.alarms": array.concat(world.alarms, [object.union(world.alarm("Load", 1), {"AlarmActions": [_second("").arn]})])}, "want": "PASSED publishable"},
	"a topic of an alarm whose actions are off does not count": {"changes": {"sns.topics": [world.topic, _second("alias/aws/sns")], "cloudwatch.alarms": array.concat(world.alarms, [object.union(world.alarm("IAMPolicyEventCount", 1), {"id": "off", "arn": "off", "ActionsEnabled": false, "AlarmActions": [_second("").arn]})])}, "want": "PASSED publishable"},
	"no topic does not apply": {"changes": {"sns.topics": []}, "want": "NOT_APPLICABLE no_topic"},
}

_second(key) := json.unmarshal(replace(json.marshal(world.topic_under(key)), world.topic_arn, sprintf("%s-2", [world.topic_arn])))

_aimed(rule) := object.union(rule, {"ListTargetsByRule": {"Targets": [{"Id": "Target0", "Arn": _second("").arn}]}})

test_plan_adds_a_statement if {
	changes := {"sns.topics": [world.topic_under(world.key_arn)], "kms.keys": [world.key("CUSTOMER", "Enabled", [])]}
	steps := control.plan with input as world.with_changes(changes)
	count(steps) == 1
	some step in steps
	policy := json.unmarshal(step.calls[0].params.Policy)
	policy.Statement[0].Principal == {"AWS": "arn:aws:iam::111122223333:root"}
	after := object.union(changes, {"kms.keys": [json.patch(world.key("CUSTOMER", "Enabled", []), [{"op": "replace", "path": "/GetKeyPolicy/Policy", "value": policy}])]})
	got := world.verdicts(control.findings) with input as world.with_changes(after)
	got == {"PASSED publishable"}
}

test_no_plan_for_a_key_of_aws if {
	steps := control.plan with input as world.with_changes({"sns.topics": [world.topic_under("alias/aws/sns")]})
	count(steps) == 0
}
