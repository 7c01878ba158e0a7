package lib.organization_test

import data.lib.organization

_org(scope) := {"id": "AWS::::Organization", "account": "111122223333", "region": "global", "scope": scope}

_administrator := {"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": "guardduty.amazonaws.com"}]}}

test_exists if {
	organization.exists with input.organizations.organization as [{"id": "o-1"}]
	not organization.exists with input.organizations.organization as []
}

test_managing if {
	organization.managing with input.organization as _org("organization") with input.organizations.organization as []
	organization.managing with input.organization as _org("account") with input.account as {"account": "111122223333"}
		with input.organizations.organization as [{"id": "o-1", "MasterAccountId": "111122223333"}]
	not organization.managing with input.organization as _org("account") with input.account as {"account": "111122223333"}
		with input.organizations.organization as [{"id": "o-1", "MasterAccountId": "444455556666"}]
}

test_delegated if {
	organization.delegated == {"guardduty.amazonaws.com"} with input.organizations.delegated_administrators as [_administrator]
}

test_speaks if {
	organization.speaks("x") with input.organization as _org("organization")
	organization.speaks("guardduty.amazonaws.com") with input.organization as _org("account") with input.account as {"account": "111122223333"}
		with input.organizations.delegated_administrators as [_administrator]
	not organization.speaks("sso.amazonaws.com") with input.organization as _org("account") with input.account as {"account": "111122223333"}
		with input.organizations.delegated_administrators as [_administrator]
	not organization.speaks("guardduty.amazonaws.com") with input.organization as _org("account") with input.account as {"account": "444455556666"}
		with input.organizations.delegated_administrators as [_administrator]
}

test_attached if {
	policies := [{"id": "p", "Type": "INSPECTOR_POLICY", "ListTargetsForPolicy": {"Targets": [{"Type": "ROOT"}]}}]
	organization.attached("INSPECTOR_POLICY") with input.organizations.further_policies as policies
	not organization.attached("TAG_POLICY") with input.organizations.further_policies as policies
}
