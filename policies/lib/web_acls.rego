# METADATA
# title: Web ACLs
# description: The web ACLs of a Region that may be associated with load balancers and APIs. Those that Firewall Manager keeps are its to associate.
package lib.web_acls

# METADATA
# description: For each Region the ARNs of its regional web ACLs that the account manages itself.
regional[acl.region] contains acl.arn if {
	some acl in input.wafv2.web_acls
	contains(acl.arn, ":regional/webacl/")
	not acl.GetWebACL.WebACL.ManagedByFirewallManager == true
}
