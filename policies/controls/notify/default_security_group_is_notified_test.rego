package controls.notify.default_security_group_is_notified_test

import data.controls.notify.default_security_group_is_notified as control
import data.lib.alert_world_test as world
import data.lib.rule_cases_test as shared

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_default_security_group_is_notified if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(tc.changes)
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := object.union(shared.cases(_spec), {
	"no filter on the rule passes": {"changes": object.union({"securityhub.hubs": []}, {"events.rules": world.with_pattern("default_sg", {"source": ["aws.config"], "detail-type": ["Config Rules Compliance Change"], "detail": {"newEvaluationResult": {"complianceType": ["NON_COMPLIANT"]}}})}), "want": "PASSED heard"},
	"a rule that is not there is a dead pattern": {"changes": object.union({"securityhub.hubs": []}, {"events.rules": world.with_pattern("default_sg", {"source": ["aws.config"], "detail-type": ["Config Rules Compliance Change"], "detail": {"configRuleName": ["renamed"]}})}), "want": "FAILED no_rule"},
	"a Config rule of another name is the one": {"changes": object.union({"securityhub.hubs": []}, {"config.rules": [object.union(world.config_rule, {"ConfigRuleName": "closed"})], "events.rules": world.with_pattern("default_sg", {"source": ["aws.config"], "detail-type": ["Config Rules Compliance Change"], "detail": {"configRuleName": ["closed"]}})}), "want": "PASSED heard"},
	"its name counts": {"changes": object.union({"securityhub.hubs": []}, {"config.rules": [object.union(world.config_rule, {"ConfigRuleName": "closed"})]}), "want": "FAILED no_rule"},
	"only what complies fails": {"changes": object.union({"securityhub.hubs": []}, {"events.rules": world.with_pattern("default_sg", {"source": ["aws.config"], "detail-type": ["Config Rules Compliance Change"], "detail": {"newEvaluationResult": {"complianceType": ["COMPLIANT"]}}})}), "want": "FAILED no_rule"},
	"one group fails": {"changes": object.union({"securityhub.hubs": []}, {"events.rules": world.with_pattern("default_sg", {"source": ["aws.config"], "detail-type": ["Config Rules Compliance Change"], "detail": {"resourceId": ["sg-0a1b2c3d4e5f60718"]}})}), "want": "FAILED no_rule"},
	"no Config rule fails": {"changes": object.union({"securityhub.hubs": []}, {"config.rules": []}), "want": "FAILED no_config_rule"},
	"another Config rule fails": {"changes": object.union({"securityhub.hubs": []}, {"config.rules": [object.union(world.config_rule, {"Source": {"SourceIdentifier": "ENCRYPTED_VOLUMES"}})]}), "want": "FAILED no_config_rule"},
	"a Config rule of another Region fails": {"changes": object.union({"securityhub.hubs": []}, {"config.rules": [world.elsewhere(world.config_rule, "us-east-1")]}), "want": "FAILED no_config_rule"},
	"findings of Security Hub that nobody hears of fail": {"changes": {"events.rules": [rule | some rule in world.without("default_sg"); rule.Name != "hub"], "securityhub.standards": [_standard("EC2.2", "ENABLED")]}, "want": "FAILED no_rule"},
	"findings of Security Hub pass": {"changes": {"events.rules": world.without("default_sg"), "securityhub.standards": [_standard("EC2.2", "ENABLED")]}, "want": "PASSED through_hub"},
	"findings of Security Hub pass without a Config rule": {"changes": {"config.rules": [], "securityhub.standards": [_standard("EC2.2", "ENABLED")]}, "want": "PASSED through_hub"},
	"one standard of two that looks is enough": {"changes": {"config.rules": [], "securityhub.standards": [_standard("EC2.2", "DISABLED"), _standard("EC2.2", "ENABLED")]}, "want": "PASSED through_hub"},
	"Security Hub without standards fails": {"changes": {"events.rules": world.without("default_sg"), "securityhub.standards": []}, "want": "FAILED no_rule"},
	"a control that is off fails": {"changes": {"events.rules": world.without("default_sg"), "securityhub.standards": [_standard("EC2.2", "DISABLED")]}, "want": "FAILED no_rule"},
	"another control fails": {"changes": {"events.rules": world.without("default_sg"), "securityhub.standards": [_standard("EC2.21", "ENABLED")]}, "want": "FAILED no_rule"},
	"a standard of another Region fails": {"changes": {"config.rules": [], "securityhub.standards": [world.elsewhere(_standard("EC2.2", "ENABLED"), "us-east-1")]}, "want": "FAILED no_config_rule"},
	"critical findings alone fail": {"changes": {"events.rules": array.concat([r | some r in world.without("default_sg"); r.Name != "hub"], [world.rule("hub", {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"], "detail": {"findings": {"Severity": {"Label": ["CRITICAL"]}}}})])}, "want": "FAILED no_rule"},
})

_spec := object.union(shared.of("default_sg"), {"start": {"securityhub.hubs": []}, "ways": [shared.notified("aws.config", "Config Rules Compliance Change"), {"want": "PASSED through_hub", "changes": {"securityhub.standards": [_standard("EC2.2", "ENABLED")]}}], "unless": [{"want": "FAILED no_config_rule", "changes": {"config.rules": []}, "but": ["PASSED through_hub"]}]})

_standard(id, status) := {"id": sprintf("fsbp/%s/%s", [id, status]), "region": world.region, "StandardsStatus": "READY", "DescribeStandardsControls": {"Controls": [{"ControlId": id, "ControlStatus": status}]}}

# What the step leaves behind passes.
test_plan if {
	changes := object.union({"securityhub.hubs": []}, {"events.rules": world.without("default_sg")})
	steps := control.plan with input as world.with_changes(changes)
	count(steps) == 1
	some step in steps
	step.region == world.region
	[call.operation | some call in step.calls] == ["PutRule", "PutTargets"]
	step.calls[1].params.Targets[0].Arn == world.topic_arn
	after := object.union(changes, {"events.rules": array.concat(world.without("default_sg"), [object.union(step.effect[0].value, {"EventPattern": json.unmarshal(step.calls[0].params.EventPattern)})])})
	got := world.verdicts(control.findings) with input as world.with_changes(after)
	got == {"PASSED heard"}
}

test_no_plan_without_need if {
	steps := control.plan with input as world.with_changes({"securityhub.hubs": []})
	count(steps) == 0
}

# A second rule does not help against a topic without subscriber.
test_no_plan_beyond_the_rule if {
	steps := control.plan with input as world.with_changes(object.union({"securityhub.hubs": []}, {"sns.topics": [world.topic_for([])]}))
	count(steps) == 0
}

test_the_reader_sees_where_it_ends if {
	some finding in control.findings with input as world.with_changes(object.union({"securityhub.hubs": []}, {"sns.topics": []}))
	finding.args.rules == [world.rule("default_sg", {}).arn]
	finding.args.topics == [world.topic_arn]
	some _ in finding.args.events
}
