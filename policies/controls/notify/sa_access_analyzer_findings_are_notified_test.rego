package controls.notify.sa_access_analyzer_findings_are_notified_test

import data.controls.notify.sa_access_analyzer_findings_are_notified as control
import data.lib.alert_world_test as world
import data.lib.rule_cases_test as shared

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_sa_access_analyzer_findings_are_notified if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(tc.changes)
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := object.union(shared.cases(_spec), {
	"all findings pass": {"changes": {"events.rules": world.with_pattern("network_acls", {"source": ["aws.access-analyzer"], "detail-type": ["Access Analyzer Finding"]})}, "want": "PASSED heard"},
	"active findings pass": {"changes": {"events.rules": world.with_pattern("network_acls", {"source": ["aws.access-analyzer"], "detail-type": ["Access Analyzer Finding"], "detail": {"status": ["ACTIVE"]}})}, "want": "PASSED heard"},
	"archived findings fail": {"changes": {"events.rules": world.with_pattern("network_acls", {"source": ["aws.access-analyzer"], "detail-type": ["Access Analyzer Finding"], "detail": {"status": ["ARCHIVED"]}})}, "want": "FAILED no_rule"},
	"public findings alone fail": {"changes": {"events.rules": world.with_pattern("network_acls", {"source": ["aws.access-analyzer"], "detail-type": ["Access Analyzer Finding"], "detail": {"isPublic": [true]}})}, "want": "FAILED no_rule"},
	"one type of resource fails": {"changes": {"events.rules": world.with_pattern("network_acls", {"source": ["aws.access-analyzer"], "detail-type": ["Access Analyzer Finding"], "detail": {"resourceType": ["AWS::S3::Bucket"]}})}, "want": "FAILED no_rule"},
	"no rule fails": {"changes": {}, "want": "FAILED no_rule"},
	"a disabled rule fails": {"changes": {"events.rules": world.instead("network_acls", object.union(world.rule("network_acls", {"source": ["aws.access-analyzer"], "detail-type": ["Access Analyzer Finding"]}), {"State": "DISABLED"}))}, "want": "FAILED rule_disabled"},
	"no target fails": {"changes": {"events.rules": world.instead("network_acls", object.union(world.rule("network_acls", {"source": ["aws.access-analyzer"], "detail-type": ["Access Analyzer Finding"]}), {"ListTargetsByRule": {"Targets": []}}))}, "want": "FAILED no_target"},
	"a topic of another account is foreign": {"changes": {"events.rules": world.instead("network_acls", object.union(world.rule("network_acls", {"source": ["aws.access-analyzer"], "detail-type": ["Access Analyzer Finding"]}), {"ListTargetsByRule": {"Targets": [{"Id": "t", "Arn": "arn:aws:sns:ap-northeast-1:444455556666:security"}]}}))}, "want": "WARNING foreign"},
	"all findings of Security Hub pass": {"changes": {"events.rules": array.concat(world.rules, [world.rule("all_findings", {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"]})])}, "want": "PASSED through_hub"},
	"critical and high findings of Security Hub fail": {"changes": {"events.rules": array.concat(world.rules, [world.rule("some", {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"], "detail": {"findings": {"Severity": {"Label": ["CRITICAL", "HIGH"]}}}})])}, "want": "FAILED no_rule"},
	"all findings of a Security Hub that is off fail": {"changes": {"events.rules": array.concat(world.rules, [world.rule("all_findings", {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"]})]), "securityhub.hubs": []}, "want": "FAILED no_rule"},
	"User Notifications pass": {"changes": {"notifications.configurations": [world.notification("aws.access-analyzer", "Access Analyzer Finding", "")], "notificationscontacts.email_contacts": [world.contact("active")]}, "want": "PASSED another_way"},
	"the statement for the owner does not admit EventBridge": {"changes": object.union({"events.rules": world.with_pattern("network_acls", {"source": ["aws.access-analyzer"], "detail-type": ["Access Analyzer Finding"]})}, {"sns.topics": [world.topic_with(world.owners)]}), "want": "FAILED publish_denied"},
	"a condition that the evidence leaves open is not decided": {"changes": object.union({"events.rules": world.with_pattern("network_acls", {"source": ["aws.access-analyzer"], "detail-type": ["Access Analyzer Finding"]})}, {"sns.topics": [world.topic_with({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": ["events.amazonaws.com", "cloudwatch.amazonaws.com"]}, "Action": "sns:Publish", "Resource": world.topic_arn, "Condition": {"StringEquals": {"aws:SourceOrgID": "o-a1b2c3"}}}]})]}), "want": "NOT_AVAILABLE unclear"},
	"nobody confirmed fails": {"changes": object.union({"events.rules": world.with_pattern("network_acls", {"source": ["aws.access-analyzer"], "detail-type": ["Access Analyzer Finding"]})}, {"sns.topics": [world.topic_for([object.union(world.confirmed, {"SubscriptionArn": "PendingConfirmation"})])]}), "want": "FAILED no_subscriber"},
	"the key that SNS keeps fails": {"changes": object.union({"events.rules": world.with_pattern("network_acls", {"source": ["aws.access-analyzer"], "detail-type": ["Access Analyzer Finding"]})}, {"sns.topics": [world.topic_under("alias/aws/sns")]}), "want": "FAILED key_denied"},
	"a topic that is gone fails": {"changes": object.union({"events.rules": world.with_pattern("network_acls", {"source": ["aws.access-analyzer"], "detail-type": ["Access Analyzer Finding"]})}, {"sns.topics": []}), "want": "FAILED target_missing"},
	"a queue behind the topic passes": {"changes": object.union({"events.rules": world.with_pattern("network_acls", {"source": ["aws.access-analyzer"], "detail-type": ["Access Analyzer Finding"]})}, {"sns.topics": [world.topic_for([object.union(world.confirmed, {"Protocol": "sqs"})])]}), "want": "PASSED indirect"},
	"Security Hub that is off tells nothing": {"changes": {"securityhub.hubs": [], "events.rules": array.concat(world.rules, shared.through_hub.rules)}, "want": "FAILED no_rule"},
	"User Notifications on Security Hub pass": {"changes": object.union({"events.rules": world.rules}, shared.notified("aws.securityhub", "Security Hub Findings - Imported").changes), "want": "PASSED through_hub"},
	"User Notifications on Security Hub that is off fail": {"changes": object.union({"securityhub.hubs": [], "events.rules": world.rules}, shared.notified("aws.securityhub", "Security Hub Findings - Imported").changes), "want": "FAILED no_rule"},
	"gathered findings of Security Hub that is off here fail": {"changes": object.union(shared.gathered("", shared.through_hub.rules[0]).changes, {"securityhub.hubs": [world.hub("us-east-1")], "events.rules": array.concat(world.rules, shared.gathered("", shared.through_hub.rules[0]).rules), "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")]}), "want": "FAILED no_rule"},
})

_spec := {"rule": world.rule("analyzer", {"source": ["aws.access-analyzer"], "detail-type": ["Access Analyzer Finding"]}), "others": world.rules, "start": {}, "ways": [shared.notified("aws.access-analyzer", "Access Analyzer Finding"), shared.through_hub], "unless": []}

test_plan if {
	steps := control.plan with input as world.with_changes({})
	count(steps) == 1
	some step in steps
	got := world.verdicts(control.findings) with input as world.with_changes({"events.rules": array.concat(world.rules, [step.effect[0].value])})
	got == {"PASSED heard"}
}
