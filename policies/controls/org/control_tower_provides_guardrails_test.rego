package controls.org.control_tower_provides_guardrails_test

import data.controls.org.control_tower_provides_guardrails as control

_in := [{"id": "o-1", "MasterAccountId": "444455556666"}]

_org(scope) := {"id": "AWS::::Organization", "account": "111122223333", "region": "global", "scope": scope}

_detecting := [{"id": "z", "ListEnabledControls": {"EnabledControls": [{"ControlIdentifier": "arn:aws:controltower:us-east-1::control/SH.S3.1", "StatusSummary": {"Status": "SUCCEEDED"}}]}}]

_catalog := [{"id": "y", "ListEnabledControls": {"EnabledControls": [{"ControlIdentifier": "arn:aws:controlcatalog:::control/497wrm2xnk1wxlf4obrdo7mej", "StatusSummary": {"Status": "SUCCEEDED"}}]}}]

_central := [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnable": false, "OrganizationConfiguration": {"ConfigurationType": "CENTRAL"}}, "ListConfigurationPolicyAssociations": {"ConfigurationPolicyAssociationSummaries": [{"TargetType": "ROOT", "AssociationStatus": "SUCCESS", "ConfigurationPolicyId": "p"}]}}]

_member := {"recorders": [{"id": "r", "Name": "aws-controltower-BaselineConfigRecorder"}], "account_rules": [{"id": "x", "ConfigRuleName": "AWSControlTower_AWS-GR_EBS_OPTIMIZED_INSTANCE"}]}

_rules := [{"id": "r"}]

test_control_tower_provides_guardrails[name] if {
	some name, tc in {
		"a rule of Config": {"zones": [{"id": "z", "ListEnabledControls": {"EnabledControls": [{"ControlIdentifier": "arn:aws:controltower:us-east-1::control/AWS-GR_EBS_OPTIMIZED_INSTANCE", "StatusSummary": {"Status": "SUCCEEDED"}}]}}], "want": ["PASSED", "controls"]},
		"a control of Security Hub": {"zones": [{"id": "z", "ListEnabledControls": {"EnabledControls": [{"ControlIdentifier": "arn:aws:controltower:us-east-1::control/SH.S3.1", "StatusSummary": {"Status": "SUCCEEDED"}}]}}], "want": ["PASSED", "controls"]},
		"not enabled yet": {"zones": [{"id": "z", "ListEnabledControls": {"EnabledControls": [{"ControlIdentifier": "arn:aws:controltower:us-east-1::control/AWS-GR_EBS_OPTIMIZED_INSTANCE", "StatusSummary": {"Status": "UNDER_CHANGE"}}]}}], "want": ["FAILED", "none"]},
		"one that prevents": {"zones": [{"id": "z", "ListEnabledControls": {"EnabledControls": [{"ControlIdentifier": "arn:aws:controltower:us-east-1::control/AWS-GR_RESTRICT_ROOT_USER", "StatusSummary": {"Status": "SUCCEEDED"}}]}}], "want": ["FAILED", "none"]},
		"one of the catalog": {"zones": [{"id": "z", "ListEnabledControls": {"EnabledControls": [{"ControlIdentifier": "arn:aws:controlcatalog:::control/497wrm2xnk1wxlf4obrdo7mej", "StatusSummary": {"Status": "SUCCEEDED"}}]}}], "want": ["NOT_AVAILABLE", "opaque"]},
		"organization rules": {"rules": [{"id": "r"}], "want": ["PASSED", "rules"]},
		"organization packs": {"packs": [{"id": "r"}], "want": ["PASSED", "rules"]},
		"central configuration": {"hubs": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnable": false, "OrganizationConfiguration": {"ConfigurationType": "CENTRAL"}}, "ListConfigurationPolicyAssociations": {"ConfigurationPolicyAssociationSummaries": [{"TargetType": "ROOT", "AssociationStatus": "SUCCESS", "ConfigurationPolicyId": "p"}]}}], "want": ["PASSED", "central"]},
		"local configuration": {"hubs": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnable": false, "OrganizationConfiguration": {"ConfigurationType": "LOCAL"}}, "ListConfigurationPolicyAssociations": {"ConfigurationPolicyAssociationSummaries": [{"TargetType": "ROOT", "AssociationStatus": "SUCCESS", "ConfigurationPolicyId": "p"}]}}], "want": ["FAILED", "none"]},
		"central, and pending": {"hubs": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnable": false, "OrganizationConfiguration": {"ConfigurationType": "CENTRAL"}}, "ListConfigurationPolicyAssociations": {"ConfigurationPolicyAssociationSummaries": [{"TargetType": "ROOT", "AssociationStatus": "PENDING", "ConfigurationPolicyId": "p"}]}}], "want": ["FAILED", "none"]},
		"central, left to members": {"hubs": [{"id": "a", "region": "ap-northeast-1", "DescribeOrganizationConfiguration": {"AutoEnable": false, "OrganizationConfiguration": {"ConfigurationType": "CENTRAL"}}, "ListConfigurationPolicyAssociations": {"ConfigurationPolicyAssociationSummaries": [{"TargetType": "ROOT", "AssociationStatus": "SUCCESS", "ConfigurationPolicyId": "SELF_MANAGED_SECURITY_HUB"}]}}], "want": ["FAILED", "none"]},
		"a member with both": {"scope": "account", "recorders": [{"id": "r", "Name": "aws-controltower-BaselineConfigRecorder"}], "account_rules": [{"id": "x", "ConfigRuleName": "AWSControlTower_AWS-GR_EBS_OPTIMIZED_INSTANCE"}], "want": ["PASSED", "member"]},
		"a member with a recorder": {"scope": "account", "recorders": [{"id": "r", "Name": "aws-controltower-BaselineConfigRecorder"}], "want": ["NOT_AVAILABLE", "elsewhere"]},
		"a member with a recorder of its own": {"scope": "account", "recorders": [{"id": "r", "Name": "default"}], "account_rules": [{"id": "x", "ConfigRuleName": "AWSControlTower_AWS-GR_EBS_OPTIMIZED_INSTANCE"}], "want": ["NOT_AVAILABLE", "elsewhere"]},
		"a member with rules of its own": {"scope": "account", "recorders": [{"id": "r", "Name": "aws-controltower-BaselineConfigRecorder"}], "account_rules": [{"id": "x", "ConfigRuleName": "mine"}], "want": ["NOT_AVAILABLE", "elsewhere"]},
		"nothing": {"want": ["FAILED", "none"]},
		"no organization": {"organization": [], "want": ["NOT_APPLICABLE", "no_organization"]},
		"no organization, with controls": {"organization": [], "zones": _detecting, "want": ["NOT_APPLICABLE", "no_organization"]},
		"no organization, with rules": {"organization": [], "rules": _rules, "want": ["NOT_APPLICABLE", "no_organization"]},
		"no organization, central": {"organization": [], "hubs": _central, "want": ["NOT_APPLICABLE", "no_organization"]},
		"no organization, a member": object.union(_member, {"organization": [], "scope": "account", "want": ["NOT_APPLICABLE", "no_organization"]}),
		"no organization, of the catalog": {"organization": [], "zones": _catalog, "want": ["NOT_APPLICABLE", "no_organization"]},
		"no organization, one account": {"organization": [], "scope": "account", "want": ["NOT_APPLICABLE", "no_organization"]},
		"controls and rules": {"zones": _detecting, "rules": _rules, "want": ["PASSED", "controls"]},
		"controls and central": {"zones": _detecting, "hubs": _central, "want": ["PASSED", "controls"]},
		"controls and one of the catalog": {"zones": array.concat(_detecting, _catalog), "want": ["PASSED", "controls"]},
		"controls, seen by a member": object.union(_member, {"scope": "account", "zones": _detecting, "want": ["PASSED", "controls"]}),
		"rules and central": {"rules": _rules, "hubs": _central, "want": ["PASSED", "rules"]},
		"rules and one of the catalog": {"rules": _rules, "zones": _catalog, "want": ["PASSED", "rules"]},
		"rules, seen by a member": object.union(_member, {"scope": "account", "rules": _rules, "want": ["PASSED", "rules"]}),
		"rules, seen by one account": {"scope": "account", "rules": _rules, "want": ["PASSED", "rules"]},
		"controls, seen by one account": {"scope": "account", "zones": _detecting, "want": ["PASSED", "controls"]},
		"central and one of the catalog": {"hubs": _central, "zones": _catalog, "want": ["PASSED", "central"]},
		"central, seen by a member": object.union(_member, {"scope": "account", "hubs": _central, "want": ["PASSED", "central"]}),
		"central, seen by one account": {"scope": "account", "hubs": _central, "want": ["PASSED", "central"]},
		"a member and one of the catalog": object.union(_member, {"zones": _catalog, "want": ["PASSED", "member"]}),
		"one of the catalog, seen by one account": {"scope": "account", "zones": _catalog, "want": ["NOT_AVAILABLE", "opaque"]},
		"the organization has what members have": object.union(_member, {"scope": "organization", "want": ["PASSED", "member"]}),
	}
	got := control.findings with input.organization as _org(object.get(tc, "scope", "organization"))
		with input.account as {"account": object.get(tc, "account", "111122223333")}
		with input.organizations.organization as object.get(tc, "organization", _in)
		with input.governed_regions as [{"id": r, "region": r} | some r in object.get(tc, "regions", ["ap-northeast-1"])]
		with input.controltower.landing_zones as object.get(tc, "zones", [])
		with input.config.organization_rules as object.get(tc, "rules", [])
		with input.config.organization_packs as object.get(tc, "packs", [])
		with input.securityhub.organization_configurations as object.get(tc, "hubs", [])
		with input.config.recorders as object.get(tc, "recorders", [])
		with input.config.rules as object.get(tc, "account_rules", [])
	{[f.status, f.code] | some f in got} == {tc.want}
}
