# METADATA
# title: BLEA's job-function policies
# description: >-
#   The four policy documents of BLEA's construct Iam, and the actions that they are about
#   (https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/iam.ts).
package lib.blea_policies

# METADATA
# description: BLEA's policy for system administrators.
sysadmin := _document(array.concat(
	[{
		"Effect": "Allow",
		"NotAction": "iam:*",
		"Resource": "*",
		"Condition": _mfa,
	}],
	[_deny(_portal), _deny(_billing), _deny(trail["cloudtrail:*"]), _deny(_keys)],
))

# METADATA
# description: BLEA's policy for administrators of IAM.
iam_admin := _document(array.concat(
	[{
		"Effect": "Allow",
		"Action": "iam:*",
		"Resource": "*",
		"Condition": _mfa,
	}],
	[_deny(_portal), _deny(_billing)],
))

# METADATA
# description: BLEA's policy for operators of instances.
instance_ops := _document(array.concat(
	[_allow("ec2:*"), _allow("elasticloadbalancing:*"), _allow("cloudwatch:*"), _allow("autoscaling:*")],
	[_deny(_network), _deny(_portal), _deny(_billing), _deny(_keys)],
))

# METADATA
# description: BLEA's policy for those who only look.
read_only := _document([_allow(_reading), _deny(_portal), _deny(_billing)])

# METADATA
# description: BLEA's trust policy of the four roles.
trust := _document([{
	"Effect": "Allow",
	"Action": "sts:AssumeRole",
	"Principal": {"Service": "ec2.amazonaws.com"},
}])

# METADATA
# description: A policy that denies all actions on billing data, as BLEA's policies do.
deny_billing := _document([_deny(_portal), _deny(_billing)])

# METADATA
# description: A policy that denies stopping, deleting and changing trails, as BLEA's policy for system administrators does.
deny_trail := _document([_deny(trail["cloudtrail:*"])])

# METADATA
# description: A policy that denies administering KMS keys, as BLEA's policies for system administrators and operators do.
deny_keys := _document([_deny(_keys)])

# METADATA
# description: >-
#   The actions on billing data that BLEA denies to everyone with a job function, without wildcards. Like the following, by a pattern that
#   covers them: who is not allowed anything of the pattern need not be asked for each action.
billing := {
	"aws-portal:*": ["aws-portal:ViewBilling", "aws-portal:ModifyBilling"],
	"account:*": ["account:GetAccountInformation"],
	"billing:*": [
		"billing:GetBillingData", "billing:GetBillingDetails", "billing:GetBillingNotifications", "billing:GetBillingPreferences",
		"billing:GetContractInformation", "billing:GetCredits", "billing:GetIAMAccessPreference", "billing:GetSellerOfRecord", "billing:ListBillingViews",
		"billing:PutContractInformation", "billing:RedeemCredits", "billing:UpdateBillingPreferences",
	],
	"ce:*": [
		"ce:CreateAnomalyMonitor", "ce:CreateAnomalySubscription", "ce:CreateNotificationSubscription", "ce:CreateReport", "ce:DeleteAnomalyMonitor",
		"ce:DeleteAnomalySubscription", "ce:DeleteNotificationSubscription", "ce:DeleteReport", "ce:DescribeNotificationSubscription", "ce:DescribeReport",
		"ce:GetAnomalies", "ce:GetAnomalyMonitors", "ce:GetAnomalySubscriptions", "ce:GetCostAndUsage", "ce:GetCostAndUsageWithResources",
		"ce:GetCostCategories", "ce:GetCostForecast", "ce:GetDimensionValues", "ce:GetPreferences", "ce:GetReservationCoverage",
		"ce:GetReservationPurchaseRecommendation", "ce:GetReservationUtilization", "ce:GetRightsizingRecommendation", "ce:GetSavingsPlansCoverage",
		"ce:GetSavingsPlansPurchaseRecommendation", "ce:GetSavingsPlansUtilization", "ce:GetSavingsPlansUtilizationDetails", "ce:GetTags",
		"ce:GetUsageForecast", "ce:ListCostAllocationTags", "ce:ListSavingsPlansPurchaseRecommendationGeneration", "ce:ProvideAnomalyFeedback",
		"ce:StartSavingsPlansPurchaseRecommendationGeneration", "ce:UpdateAnomalyMonitor", "ce:UpdateAnomalySubscription",
		"ce:UpdateCostAllocationTagsStatus", "ce:UpdateNotificationSubscription", "ce:UpdatePreferences",
	],
	"consolidatedbilling:*": ["consolidatedbilling:GetAccountBillingRole", "consolidatedbilling:ListLinkedAccounts"],
	"cur:*": [
		"cur:GetClassicReport", "cur:GetClassicReportPreferences", "cur:PutClassicReportPreferences", "cur:ValidateReportDestination",
	],
	"freetier:*": ["freetier:GetFreeTierAlertPreference", "freetier:GetFreeTierUsage", "freetier:PutFreeTierAlertPreference"],
	"invoicing:*": [
		"invoicing:GetInvoiceEmailDeliveryPreferences", "invoicing:GetInvoicePDF", "invoicing:ListInvoiceSummaries",
		"invoicing:PutInvoiceEmailDeliveryPreferences",
	],
	"payments:*": [
		"payments:CreatePaymentInstrument", "payments:DeletePaymentInstrument", "payments:GetPaymentInstrument", "payments:GetPaymentStatus",
		"payments:ListPaymentPreferences", "payments:MakePayment", "payments:UpdatePaymentPreferences",
	],
	"tax:*": [
		"tax:BatchPutTaxRegistration", "tax:DeleteTaxRegistration", "tax:GetTaxInheritance", "tax:GetTaxRegistrationDocument", "tax:ListTaxRegistrations",
		"tax:PutTaxInheritance",
	],
}

# METADATA
# description: The actions that end or change the audit trail.
trail := {"cloudtrail:*": ["cloudtrail:DeleteTrail", "cloudtrail:StopLogging", "cloudtrail:UpdateTrail"]}

# METADATA
# description: >-
#   The actions that kms:Create*, Revoke*, Enable*, Get*, Disable*, Delete*, Put* and Update* stand for
#   (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html).
keys := {"kms:*": [
	"kms:CreateAlias", "kms:CreateCustomKeyStore", "kms:CreateGrant", "kms:CreateKey", "kms:RevokeGrant", "kms:EnableKey", "kms:EnableKeyRotation",
	"kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:GetParametersForImport", "kms:GetPublicKey", "kms:DisableKey", "kms:DisableKeyRotation",
	"kms:DeleteAlias", "kms:DeleteCustomKeyStore", "kms:DeleteImportedKeyMaterial", "kms:PutKeyPolicy", "kms:UpdateAlias", "kms:UpdateCustomKeyStore",
	"kms:UpdateKeyDescription", "kms:UpdatePrimaryRegion",
]}

# METADATA
# description: The actions that BLEA denies to system administrators.
sysadmin_denied := object.union_n([trail, keys, billing])

# METADATA
# description: The actions that BLEA denies to operators of instances, beside changes of the network.
instance_ops_denied := object.union(keys, billing)

# METADATA
# description: >-
#   Actions that change the topology of the network, one or more for each pattern that BLEA denies to operators of instances. Reading
#   (ec2:DescribeInternetGateways) changes nothing.
network := {"ec2:*": [
	"ec2:CreateVpc", "ec2:CreateVpcEndpoint", "ec2:CreateVpcPeeringConnection", "ec2:DeleteVpc", "ec2:DeleteVpcEndpoints", "ec2:ModifyVpcAttribute",
	"ec2:ModifyVpcEndpoint", "ec2:CreateSubnet", "ec2:DeleteSubnet", "ec2:ModifySubnetAttribute", "ec2:CreateRoute", "ec2:CreateRouteTable",
	"ec2:CreateTransitGatewayRoute", "ec2:DeleteRoute", "ec2:DeleteRouteTable", "ec2:AssociateRouteTable", "ec2:ReplaceRoute",
	"ec2:ReplaceRouteTableAssociation", "ec2:CreateVpnConnection", "ec2:CreateVpnGateway", "ec2:DeleteVpnConnection", "ec2:DeleteVpnGateway",
	"ec2:AttachVpnGateway", "ec2:DetachVpnGateway", "ec2:CreateNetworkAcl", "ec2:CreateNetworkAclEntry", "ec2:DeleteNetworkAcl",
	"ec2:DeleteNetworkAclEntry", "ec2:ReplaceNetworkAclAssociation", "ec2:ReplaceNetworkAclEntry", "ec2:CreateInternetGateway",
	"ec2:AttachInternetGateway", "ec2:DeleteInternetGateway", "ec2:DetachInternetGateway", "ec2:CreateNatGateway", "ec2:DeleteNatGateway",
	"ec2:CreateCustomerGateway", "ec2:CreateTransitGateway", "ec2:CreateEgressOnlyInternetGateway", "ec2:AcceptVpcPeeringConnection",
	"ec2:DeleteVpcPeeringConnection",
]}

_document(statements) := {"Version": "2012-10-17", "Statement": statements}

_allow(actions) := {"Effect": "Allow", "Action": actions, "Resource": "*"}

_deny(actions) := {"Effect": "Deny", "Action": actions, "Resource": "*"}

_mfa := {"Bool": {"aws:MultiFactorAuthPresent": "true"}}

_portal := "aws-portal:*Billing"

_keys := [
	"kms:Create*", "kms:Revoke*", "kms:Enable*", "kms:Get*", "kms:Disable*", "kms:Delete*", "kms:Put*", "kms:Update*",
]

_network := [
	"ec2:CreateVpc*", "ec2:DeleteVpc*", "ec2:ModifyVpc*", "ec2:CreateSubnet*", "ec2:DeleteSubnet*", "ec2:ModifySubnet*", "ec2:Create*Route*",
	"ec2:DeleteRoute*", "ec2:AssociateRoute*", "ec2:ReplaceRoute*", "ec2:CreateVpn*", "ec2:DeleteVpn*", "ec2:AttachVpn*", "ec2:DetachVpn*",
	"ec2:CreateNetworkAcl*", "ec2:DeleteNetworkAcl*", "ec2:ReplaceNetworkAcl*", "ec2:*Gateway*", "ec2:*PeeringConnection*",
]

_billing := [action | some pattern, actions in billing; pattern != "aws-portal:*"; some action in actions]

_reading := [
	"appstream:Get*", "autoscaling:Describe*", "cloudformation:DescribeStacks", "cloudformation:DescribeStackEvents",
	"cloudformation:DescribeStackResource", "cloudformation:DescribeStackResources", "cloudformation:GetTemplate", "cloudformation:List*",
	"cloudfront:Get*", "cloudfront:List*", "cloudtrail:DescribeTrails", "cloudtrail:GetTrailStatus", "cloudwatch:Describe*", "cloudwatch:Get*",
	"cloudwatch:List*", "directconnect:Describe*", "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan",
	"dynamodb:DescribeTable", "dynamodb:ListTables", "ec2:Describe*", "elasticache:Describe*", "elasticbeanstalk:Check*", "elasticbeanstalk:Describe*",
	"elasticbeanstalk:List*", "elasticbeanstalk:RequestEnvironmentInfo", "elasticbeanstalk:RetrieveEnvironmentInfo", "elasticloadbalancing:Describe*",
	"elastictranscoder:Read*", "elastictranscoder:List*", "iam:List*", "iam:Get*", "kinesis:Describe*", "kinesis:Get*", "kinesis:List*",
	"opsworks:Describe*", "opsworks:Get*", "route53:Get*", "route53:List*", "redshift:Describe*", "redshift:ViewQueriesInConsole", "rds:Describe*",
	"rds:ListTagsForResource", "s3:Get*", "s3:List*", "sdb:GetAttributes", "sdb:List*", "sdb:Select*", "ses:Get*", "ses:List*", "sns:Get*", "sns:List*",
	"sqs:GetQueueAttributes", "sqs:ListQueues", "sqs:ReceiveMessage", "storagegateway:List*", "storagegateway:Describe*", "trustedadvisor:Describe*",
]

# METADATA
# description: >-
#   The remediation step that creates a job function as BLEA does: a policy of that name, and a role and a group that have it.
step(name, document) := {
	"subject": input.account.id,
	"region": input.account.home,
	"calls": [
		{"service": "iam", "operation": "CreatePolicy", "params": {"PolicyName": name, "PolicyDocument": json.marshal(document)}},
		{"service": "iam", "operation": "CreateRole", "params": {"RoleName": name, "AssumeRolePolicyDocument": json.marshal(trust)}},
		{"service": "iam", "operation": "AttachRolePolicy", "params": {"RoleName": name, "PolicyArn": _arn("policy", name)}},
		{"service": "iam", "operation": "CreateGroup", "params": {"GroupName": name}},
		{"service": "iam", "operation": "AttachGroupPolicy", "params": {"GroupName": name, "PolicyArn": _arn("policy", name)}},
	],
	"undo": [
		{"service": "iam", "operation": "DetachGroupPolicy", "params": {"GroupName": name, "PolicyArn": _arn("policy", name)}},
		{"service": "iam", "operation": "DeleteGroup", "params": {"GroupName": name}},
		{"service": "iam", "operation": "DetachRolePolicy", "params": {"RoleName": name, "PolicyArn": _arn("policy", name)}},
		{"service": "iam", "operation": "DeleteRole", "params": {"RoleName": name}},
		{"service": "iam", "operation": "DeletePolicy", "params": {"PolicyArn": _arn("policy", name)}},
	],
	"effect": [
		{"op": "add", "collection": "iam.policies", "id": _arn("policy", name), "value": _element(_arn("policy", name), _arn("policy", name), {
			"PolicyName": name,
			"PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true, "Document": document}],
		})},
		{"op": "add", "collection": "iam.roles", "id": name, "value": _element(name, _arn("role", name), {
			"RoleName": name,
			"Path": "/",
			"AssumeRolePolicyDocument": trust,
			"AttachedManagedPolicies": [{"PolicyName": name, "PolicyArn": _arn("policy", name)}],
		})},
		{"op": "add", "collection": "iam.groups", "id": name, "value": _element(name, _arn("group", name), {
			"GroupName": name,
			"AttachedManagedPolicies": [{"PolicyName": name, "PolicyArn": _arn("policy", name)}],
		})},
	],
	"needs": [],
	"destructive": false,
}

_arn(kind, name) := sprintf("arn:%s:iam::%s:%s/%s", [input.account.partition, input.account.account, kind, name])

_element(id, arn, fields) := object.union(fields, {"id": id, "arn": arn, "account": input.account.account, "region": "global", "tags": {}})

# METADATA
# description: The remediation step that gives a group an inline policy of that name.
group_step(group, name, document) := _inline_step("Group", group, "iam.groups", name, document)

# METADATA
# description: The remediation step that gives a role an inline policy of that name.
role_step(role, name, document) := _inline_step("Role", role, "iam.roles", name, document)

# METADATA
# description: The remediation step that gives a user an inline policy of that name.
user_step(user, name, document) := _inline_step("User", user, "iam.users", name, document)

_inline_step(kind, principal, collection, name, document) := {
	"subject": input.account.id,
	"region": input.account.home,
	"calls": [{"service": "iam", "operation": sprintf("Put%sPolicy", [kind]), "params": {
		sprintf("%sName", [kind]): principal,
		"PolicyName": name,
		"PolicyDocument": json.marshal(document),
	}}],
	"undo": [{"service": "iam", "operation": sprintf("Delete%sPolicy", [kind]), "params": {sprintf("%sName", [kind]): principal, "PolicyName": name}}],
	"effect": [{
		"op": "set",
		"collection": collection,
		"id": principal,
		"path": sprintf("%sPolicyList", [kind]),
		"value": array.concat(
			[policy | some policy in _inline(kind, principal); policy.PolicyName != name],
			[{"PolicyName": name, "PolicyDocument": document}],
		),
	}],
	"needs": [],
	"destructive": false,
}

# The inline policies that a principal has.
_inline("User", name) := [policy | some user in input.iam.users; user.UserName == name; some policy in user.UserPolicyList]

_inline("Group", name) := [policy | some group in input.iam.groups; group.GroupName == name; some policy in group.GroupPolicyList]

_inline("Role", name) := [policy | some role in input.iam.roles; role.RoleName == name; some policy in role.RolePolicyList]
