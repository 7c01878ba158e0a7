# METADATA
# title: The organization
# description: >-
#   What belongs to the organization and not to one of its accounts. A scan of the organization reads it from the accounts that
#   administer it; a scan of one account only as far as this account may see it, so what is not seen there says nothing.
package lib.organization

# METADATA
# description: The account is in an organization.
exists if some _ in input.organizations.organization

# METADATA
# description: The evidence comes from the account that manages the organization, or the scan is the organization's.
managing if input.organization.scope == "organization"

managing if {
	some organization in input.organizations.organization
	organization.MasterAccountId == input.account.account
}

# METADATA
# description: The service principals that an account administers for the organization.
delegated contains service.ServicePrincipal if {
	some administrator in input.organizations.delegated_administrators
	some service in administrator.ListDelegatedServicesForAccount.DelegatedServices
}

# METADATA
# description: The evidence is that of an account that can speak for a service (its principal) in the organization.
speaks(_) if input.organization.scope == "organization"

speaks(principal) if {
	some administrator in input.organizations.delegated_administrators
	administrator.id == input.account.account
	some service in administrator.ListDelegatedServicesForAccount.DelegatedServices
	service.ServicePrincipal == principal
}

# METADATA
# description: A policy of the type ("INSPECTOR_POLICY") is attached to the root or to a unit of the organization.
attached(kind) if {
	some policy in input.organizations.further_policies
	policy.Type == kind
	some target in policy.ListTargetsForPolicy.Targets
	target.Type in {"ROOT", "ORGANIZATIONAL_UNIT"}
}
