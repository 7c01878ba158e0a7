# Cases that hold for each control of a service that an organization turns on for its members. `on` is the evidence of a Region where it is on,
# `principal` the service's.
package lib.organization_cases_test

_administrator(principal) := [{"id": "111122223333", "ListDelegatedServicesForAccount": {"DelegatedServices": [{"ServicePrincipal": principal}]}}]

_policy(kind) := [{"id": "p-1", "Type": kind, "ListTargetsForPolicy": {"Targets": [{"Type": "ROOT"}]}}]

_none := ["NOT_APPLICABLE", "no_organization"]

without_organization(on, principal) := {
	"no organization, and on": {"organization": [], "all": [on], "want": _none},
	"no organization, and off": {"organization": [], "administrators": _administrator(principal), "all": [], "want": _none},
	"no organization, one account": {"organization": [], "scope": "account", "all": [], "want": _none},
	"a member alone, and on": {"scope": "account", "all": [on], "want": ["PASSED", "enabled"]},
}

# For services that a policy of the organization can turn on, too.
with_policy(on, principal, kind) := {
	"on, and a policy": {"policies": _policy(kind), "all": [on], "want": ["PASSED", "enabled"]},
	"no organization, and a policy": {"organization": [], "policies": _policy(kind), "all": [], "want": _none},
	"a policy, and an administrator who does nothing": {"administrators": _administrator(principal), "policies": _policy(kind), "all": [], "want": ["PASSED", "policy"]},
	"a policy, and a member alone": {"scope": "account", "policies": _policy(kind), "all": [], "want": ["PASSED", "policy"]},
}

# The world of a plan: what an account sees of an organization in which 444455556666 administers the service, with the service's own evidence.
world(account, principal, evidence) := object.union(evidence, {
	"account": {"account": account, "id": "AWS::::Account", "region": "global", "home": "ap-northeast-1", "partition": "aws"},
	"organization": {"id": "AWS::::Organization", "scope": "organization", "account": account, "region": "global"},
	"governed_regions": [{"id": "ap-northeast-1", "region": "ap-northeast-1"}, {"id": "us-east-1", "region": "us-east-1"}],
	"organizations": {
		"organization": [{"id": "o", "MasterAccountId": "111122223333"}],
		"delegated_administrators": [object.union(administrator, {"id": "444455556666"}) | some administrator in _administrator(principal)],
		"further_policies": [],
	},
})
