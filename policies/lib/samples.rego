# METADATA
# title: Sample events
# description: >-
#   Events as AWS sends them, for everything that BLEA, Secure Account and the CIS benchmark promise to report: what a rule or a metric
#   filter has to match. Of each there are two that differ in who, from where and on what, so that a filter on one person, address or
#   Region is not taken for the whole. A family is a set of samples that are reported together, each under a name for the reader.
package lib.samples

# METADATA
# description: The events of a family in a Region, by name, as EventBridge hands them to the rules of the default bus.
events("guardduty", account, region) := _findings(account, region)

events("guardduty_below_9", account, region) := {name: event |
	some name, event in _findings(account, region)
	event.detail.severity < 9
}

events("hub_new", account, region) := hub_events("hub_new", account, region, region)

events("hub_again", account, region) := hub_events("hub_again", account, region, region)

events("hub_guardduty", account, region) := hub_events("hub_guardduty", account, region, region)

events("hub_analyzer", account, region) := hub_events("hub_analyzer", account, region, region)

events("health_account", account, region) := {name: _health(account, region, "ACCOUNT_SPECIFIC", kind) |
	some name, kind in _health_account
}

events("health_public", account, region) := {name: _health(account, region, "PUBLIC", kind) |
	some name, kind in _health_public
}

events("analyzer", account, region) := {
	"Access Analyzer: public bucket": _event("Access Analyzer Finding", "aws.access-analyzer", account, region, {
		"version": "1.0",
		"id": "5f1f4b7a-2f21-4a0c-9e4b-0b6f2f7d2a11",
		"status": "ACTIVE",
		"resourceType": "AWS::S3::Bucket",
		"resource": "arn:aws:s3:::public-assets",
		"createdAt": "2025-02-03T01:12:11Z",
		"analyzedAt": "2025-02-03T01:12:05Z",
		"updatedAt": "2025-02-03T01:12:11Z",
		"accountId": account,
		"region": region,
		"principal": {"AWS": "*"},
		"action": ["s3:GetObject"],
		"condition": {},
		"isDeleted": false,
		"isPublic": true,
	}),
	"Access Analyzer: role for another account": _event("Access Analyzer Finding", "aws.access-analyzer", account, region, {
		"version": "1.0",
		"id": "b0a5a1d2-77b5-4c53-8a9b-6a3d0c6c4e90",
		"status": "ACTIVE",
		"resourceType": "AWS::IAM::Role",
		"resource": sprintf("arn:aws:iam::%s:role/partner", [account]),
		"createdAt": "2025-03-14T09:26:53Z",
		"analyzedAt": "2025-03-14T09:26:50Z",
		"updatedAt": "2025-03-14T09:26:53Z",
		"accountId": account,
		"region": region,
		"principal": {"AWS": "999999999999"},
		"action": ["sts:AssumeRole"],
		"condition": {"sts:ExternalId": "c0ffee"},
		"isDeleted": false,
		"isPublic": false,
	}),
}

events("group_items", account, region) := {sprintf("Config item of %s", [group]): _event("Config Configuration Item Change", "aws.config", account, region, {
	"recordVersion": "1.3",
	"messageType": "ConfigurationItemChangeNotification",
	"configurationItemDiff": {"changeType": "UPDATE", "changedProperties": {"Configuration.IpPermissions.0": {"changeType": "CREATE"}}},
	"notificationCreationTime": "2025-02-03T01:12:16.000Z",
	"configurationItem": {
		"resourceType": "AWS::EC2::SecurityGroup",
		"resourceId": group,
		"awsAccountId": account,
		"awsRegion": region,
		"configurationItemStatus": "OK",
		"configurationItemCaptureTime": "2025-02-03T01:12:11.000Z",
		"ARN": sprintf("arn:aws:ec2:%s:%s:security-group/%s", [region, account, group]),
	},
}) |
	some group in _groups
}

events("rds_clusters", account, region) := {sprintf("RDS cluster event: %s (%s)", [category, name]): _database(account, region, "RDS DB Cluster Event", "CLUSTER", "cluster", name, category, what) |
	some category, what in _cluster_events
	some name in ["orders", "reports"]
}

events("rds_instances", account, region) := {sprintf("RDS instance event: %s (%s)", [category, name]): _database(account, region, "RDS DB Instance Event", "DB_INSTANCE", "db", name, category, what) |
	some category, what in _instance_events
	some name in ["orders-1", "reports-2"]
}

events("ecs_actions", account, region) := {sprintf("ECS %s in %s", [name, cluster]): _of_service("ECS Service Action", account, region, cluster, {
	"eventType": type,
	"eventName": name,
	"clusterArn": sprintf("arn:aws:ecs:%s:%s:cluster/%s", [region, account, cluster]),
	"createdAt": "2025-02-03T01:12:11.368Z",
}) |
	some name, type in {"SERVICE_TASK_START_IMPAIRED": "WARN", "SERVICE_TASK_PLACEMENT_FAILURE": "ERROR"}
	some cluster in ["app", "batch"]
}

events("ecs_deployments", account, region) := {sprintf("ECS SERVICE_DEPLOYMENT_FAILED in %s", [cluster]): _of_service("ECS Deployment State Change", account, region, cluster, {
	"eventType": "ERROR",
	"eventName": "SERVICE_DEPLOYMENT_FAILED",
	"deploymentId": sprintf("ecs-svc/%s", [id]),
	"updatedAt": "2025-02-03T01:12:11.368Z",
	"reason": "ECS deployment circuit breaker: task failed to start.",
}) |
	some cluster, id in {"app": "1234567890123456789", "batch": "9876543210987654321"}
}

events("root_sign_in", account, region) := {name: _via(record, account, region) |
	some name, record in _root_sign_in(account, region)
}

events("root_writes", account, region) := {name: _via(record, account, region) |
	some name, record in _root_writes(account, region, region)
}

events("root_reads", account, region) := {name: _via(record, account, region) |
	some name, record in _root_reads(account, region)
}

# What a drill puts beside the evidence: the events of an attack, by id.
events("drill", _, region) := {event.id: event.Event |
	some event in input.drill.events
	event.region == region
}

events(family, account, region) := {name: _via(record, account, region) |
	some name, record in _made(_calls[family], account, region, region)
} if {
	_calls[family]
}

# METADATA
# description: The names of the samples of a family.
names(family) := object.keys(events(family, "111122223333", "us-east-1"))

# METADATA
# description: >-
#   The events of a Security Hub family about a resource in the Region from, as they show in the Region at, which is another one when
#   findings are aggregated (https://docs.aws.amazon.com/securityhub/latest/userguide/finding-aggregation.html).
hub_events("hub_new", account, at, from) := {sprintf("Security Hub %s NEW (%s)", [label, control]): _imported(account, at, from, _failed_control(account, from, control, label, "NEW")) |
	some label in ["CRITICAL", "HIGH"]
	some control in ["S3.2", "EC2.19"]
}

hub_events("hub_again", account, at, from) := {sprintf("Security Hub %s NOTIFIED (%s)", [label, control]): _imported(account, at, from, _failed_control(account, from, control, label, "NOTIFIED")) |
	some label in ["CRITICAL", "HIGH"]
	some control in ["S3.2", "EC2.19"]
}

hub_events("hub_guardduty", account, at, from) := {sprintf("GuardDuty %s in Security Hub (%s)", [label, type]): _imported(account, at, from, _product_finding(account, from, "guardduty", label, type)) |
	some label in ["CRITICAL", "HIGH", "MEDIUM"]
	some type in ["TTPs/Command and Control/CryptoCurrency:EC2-BitcoinTool.B!DNS", "TTPs/Initial Access/UnauthorizedAccess:IAMUser-ConsoleLoginSuccess.B"]
}

hub_events("hub_analyzer", account, at, from) := {sprintf("Access Analyzer %s in Security Hub", [label]): _imported(account, at, from, _product_finding(
	account, from, "access-analyzer", label,
	"Software and Configuration Checks/AWS Security Best Practices/External Access Granted",
)) |
	some label in ["HIGH", "LOW"]
}

# METADATA
# description: The compliance changes of a Config rule that sees default security groups with rules, by name.
config_events(account, region, rule) := {name: _event("Config Rules Compliance Change", "aws.config", account, region, {
	"resourceId": group,
	"awsRegion": region,
	"awsAccountId": account,
	"configRuleName": rule,
	"recordVersion": "1.0",
	"configRuleARN": sprintf("arn:aws:config:%s:%s:config-rule/config-rule-a1b2c3", [region, account]),
	"messageType": "ComplianceChangeNotification",
	"newEvaluationResult": {
		"evaluationResultIdentifier": {
			"evaluationResultQualifier": {"configRuleName": rule, "resourceType": "AWS::EC2::SecurityGroup", "resourceId": group, "evaluationMode": "DETECTIVE"},
			"orderingTimestamp": "2025-02-03T01:12:11.000Z",
		},
		"complianceType": "NON_COMPLIANT",
		"resultRecordedTime": "2025-02-03T01:12:15.000Z",
		"configRuleInvokedTime": "2025-02-03T01:12:14.000Z",
	},
	"notificationCreationTime": "2025-02-03T01:12:16.000Z",
	"resourceType": "AWS::EC2::SecurityGroup",
}) |
	some name, group in _groups
}

# METADATA
# description: The names of the samples of config_events.
config_names := object.keys(_groups)

# METADATA
# description: An alarm that goes off, as EventBridge tells it (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html).
alarm_event(arn, name, account, region) := object.union(
	_event("CloudWatch Alarm State Change", "aws.cloudwatch", account, region, {
		"alarmName": name,
		"state": {
			"value": "ALARM",
			"reason": "Threshold Crossed: 1 out of the last 1 datapoints [1.0 (03/02/25 01:05:00)] was greater than or equal to the threshold (1.0).",
			"timestamp": "2025-02-03T01:12:11.000+0000",
		},
		"previousState": {"value": "INSUFFICIENT_DATA", "reason": "Insufficient Data: 1 datapoint was unknown.", "timestamp": "2025-02-02T01:12:11.000+0000"},
		"configuration": {"metrics": [{"id": "m1", "returnData": true}]},
	}),
	{"resources": [arn]},
)

# METADATA
# description: >-
#   The CloudTrail records of a family, by name, as a log group receives them from all Regions. What global services do is recorded in home.
records("root", account, home) := object.union_n([
	_root_sign_in(account, home),
	_root_writes(account, "ap-northeast-1", "eu-west-1"),
	_root_reads(account, "ap-northeast-1"),
])

records("unauthorized", account, _) := _unauthorized(account)

records("unauthorized_all", account, _) := object.union(_unauthorized(account), {"denied Decrypt by AWS Config": _denied(account, "role", "kms", "Decrypt", "AccessDenied", {"invokedBy": "config.amazonaws.com"})})

records("sign_in_without_mfa", account, home) := {sprintf("ConsoleLogin without MFA (%s)", [name]): _console(_user(account, name), account, home, address, "No", {"responseElements": {"ConsoleLogin": "Success"}}) |
	some name, address in {"alice": "203.0.113.12", "bob": "198.51.100.7"}
}

records("sign_in_failures", account, home) := object.union(
	{sprintf("failed ConsoleLogin (%s)", [name]): _console(_user(account, name), account, home, address, "No", _failed_sign_in) |
		some name, address in {"alice": "203.0.113.12", "bob": "198.51.100.7"}
	},
	{"failed ConsoleLogin (root)": _console(_root(account), account, home, "192.0.2.44", "Yes", _failed_sign_in)},
)

records("drill", _, _) := {event.id: event.Record |
	some event in input.drill.events
	event.Kind == "cloudtrail"
}

records(family, account, home) := _made(_calls[family], account, home, home) if _calls[family].global

records(family, account, _) := _made(_calls[family], account, "ap-northeast-1", "eu-west-1") if not _calls[family].global

_findings(account, region) := object.union(
	{sprintf("GuardDuty %v", [severity]): _guardduty(account, region, severity, _mining) | some severity in _severities},
	{sprintf("GuardDuty %v (other type)", [severity]): _guardduty(account, region, severity, _stolen) | some severity in _few},
)

_groups := {"default group of one VPC": "sg-0a1b2c3d4e5f60718", "default group of another VPC": "sg-0f9e8d7c6b5a40312"}

_severities := {to_number(sprintf("%d.%d", [whole, tenth])) | some whole in [4, 5, 6, 7, 8, 9]; some tenth in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]} | {10.0}

_few := {4.0, 6.9, 7.0, 8.9, 9.0, 10.0}

_event(kind, source, account, region, detail) := {
	"version": "0",
	"id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
	"detail-type": kind,
	"source": source,
	"account": account,
	"time": "2025-02-03T01:12:20Z",
	"region": region,
	"resources": [],
	"detail": detail,
}

# Events of ECS name their service (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html).
_of_service(kind, account, region, cluster, detail) := object.union(
	_event(kind, "aws.ecs", account, region, detail),
	{"resources": [sprintf("arn:aws:ecs:%s:%s:service/%s/web", [region, account, cluster])]},
)

_mining := {
	"type": "CryptoCurrency:EC2/BitcoinTool.B!DNS",
	"title": "Bitcoin-related domain name queried by EC2 instance i-0123456789abcdef0.",
	"resource": {
		"resourceType": "Instance",
		"instanceDetails": {
			"instanceId": "i-0123456789abcdef0",
			"instanceType": "c5.4xlarge",
			"launchTime": "2025-02-03T00:58:41.000Z",
			"imageId": "ami-0abcdef1234567890",
			"instanceState": "running",
			"tags": [],
			"networkInterfaces": [{"networkInterfaceId": "eni-0a1b2c3d4e5f60718", "privateIpAddress": "10.0.0.12", "subnetId": "subnet-0a1b2c3d", "vpcId": "vpc-0a1b2c3d"}],
		},
	},
	"action": {"actionType": "DNS_REQUEST", "dnsRequestAction": {"domain": "pool.example.com", "protocol": "UDP", "blocked": false}},
}

_stolen := {
	"type": "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
	"title": "Credentials for an EC2 instance role were used from an external address.",
	"resource": {
		"resourceType": "AccessKey",
		"accessKeyDetails": {"accessKeyId": "ASIAIOSFODNN7EXAMPLE", "principalId": "AROAEXAMPLE:i-0123456789abcdef0", "userType": "AssumedRole", "userName": "app"},
	},
	"action": {"actionType": "AWS_API_CALL", "awsApiCallAction": {"api": "ListBuckets", "serviceName": "s3.amazonaws.com", "callerType": "Remote IP", "remoteIpDetails": {"ipAddressV4": "198.51.100.7"}}},
}

_guardduty(account, region, severity, what) := _event("GuardDuty Finding", "aws.guardduty", account, region, {
	"schemaVersion": "2.0",
	"accountId": account,
	"region": region,
	"partition": "aws",
	"id": "16afba5c5c43e07c9e3e5e2e544e95df",
	"arn": sprintf("arn:aws:guardduty:%s:%s:detector/1ab2c3d4e5f60718293a4b5c6d7e8f90/finding/16afba5c5c43e07c9e3e5e2e544e95df", [region, account]),
	"type": what.type,
	"resource": what.resource,
	"service": {
		"serviceName": "guardduty",
		"detectorId": "1ab2c3d4e5f60718293a4b5c6d7e8f90",
		"action": what.action,
		"resourceRole": "TARGET",
		"additionalInfo": {"type": "default", "value": "{}"},
		"eventFirstSeen": "2025-02-03T01:02:11.000Z",
		"eventLastSeen": "2025-02-03T01:07:11.000Z",
		"archived": false,
		"count": 3,
	},
	"severity": severity,
	"createdAt": "2025-02-03T01:10:11.000Z",
	"updatedAt": "2025-02-03T01:10:11.000Z",
	"title": what.title,
	"description": what.title,
})

_imported(account, at, from, finding) := object.union(
	_event("Security Hub Findings - Imported", "aws.securityhub", account, at, {"findings": [finding]}),
	{"resources": [sprintf("arn:aws:securityhub:%s::product/aws/securityhub/%s", [from, finding.Id])]},
)

_normalized := {"CRITICAL": 90, "HIGH": 70, "MEDIUM": 40, "LOW": 1}

_asff(account, from, label, workflow) := {
	"SchemaVersion": "2018-10-08",
	"AwsAccountId": account,
	"Region": from,
	"CreatedAt": "2025-02-03T01:10:11.000Z",
	"UpdatedAt": "2025-02-03T01:10:11.000Z",
	"FirstObservedAt": "2025-02-03T01:10:11.000Z",
	"LastObservedAt": "2025-02-03T01:10:11.000Z",
	"Severity": {"Label": label, "Normalized": _normalized[label], "Original": label},
	"Workflow": {"Status": workflow},
	"WorkflowState": "NEW",
	"RecordState": "ACTIVE",
	"CompanyName": "AWS",
}

_failed_control(account, from, control, label, workflow) := object.union(_asff(account, from, label, workflow), {
	"Id": sprintf("arn:aws:securityhub:%s:%s:security-control/%s/finding/0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9", [from, account, control]),
	"ProductArn": sprintf("arn:aws:securityhub:%s::product/aws/securityhub", [from]),
	"ProductName": "Security Hub",
	"GeneratorId": sprintf("security-control/%s", [control]),
	"Types": ["Software and Configuration Checks/Industry and Regulatory Standards"],
	"Title": sprintf("%s should pass", [control]),
	"Description": "This control checks a resource.",
	"Compliance": {"Status": "FAILED", "SecurityControlId": control, "AssociatedStandards": [{"StandardsId": "standards/aws-foundational-security-best-practices/v/1.0.0"}]},
	"Resources": [{"Type": _resource_of[control], "Id": sprintf("arn:aws:%s", [control]), "Partition": "aws", "Region": from}],
	"FindingProviderFields": {"Severity": {"Label": label, "Original": label}, "Types": ["Software and Configuration Checks/Industry and Regulatory Standards"]},
})

_resource_of := {"S3.2": "AwsS3Bucket", "EC2.19": "AwsEc2SecurityGroup"}

_product_finding(account, from, product, label, type) := object.union(_asff(account, from, label, "NEW"), {
	"Id": sprintf("arn:aws:%s:%s:%s:finding/16afba5c5c43e07c9e3e5e2e544e95df", [product, from, account]),
	"ProductArn": sprintf("arn:aws:securityhub:%s::product/aws/%s", [from, product]),
	"ProductName": _product[product],
	"GeneratorId": sprintf("arn:aws:%s:%s:%s:source", [product, from, account]),
	"Types": [type],
	"Title": "Something was found",
	"Description": "Something was found in a resource.",
	"Resources": [{"Type": "Other", "Id": sprintf("arn:aws:%s:%s:%s:resource", [product, from, account]), "Partition": "aws", "Region": from}],
	"FindingProviderFields": {"Severity": {"Label": label, "Original": label}, "Types": [type]},
})

_product := {"guardduty": "GuardDuty", "access-analyzer": "IAM Access Analyzer"}

_health_account := {
	"Health, this account: EC2 retirement": {"service": "EC2", "eventTypeCode": "AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED", "eventTypeCategory": "scheduledChange"},
	"Health, this account: abuse report": {"service": "ABUSE", "eventTypeCode": "AWS_ABUSE_DOS_REPORT", "eventTypeCategory": "issue"},
	"Health, this account: notice for RDS": {"service": "RDS", "eventTypeCode": "AWS_RDS_OPERATIONAL_NOTIFICATION", "eventTypeCategory": "accountNotification"},
	"Health, this account: exposed key": {"service": "RISK", "eventTypeCode": "AWS_RISK_CREDENTIALS_EXPOSED", "eventTypeCategory": "issue"},
}

_health_public := {
	"Health, public: EC2 issue": {"service": "EC2", "eventTypeCode": "AWS_EC2_OPERATIONAL_ISSUE", "eventTypeCategory": "issue"},
	"Health, public: notice for Lambda": {"service": "LAMBDA", "eventTypeCode": "AWS_LAMBDA_OPERATIONAL_NOTIFICATION", "eventTypeCategory": "accountNotification"},
}

_health(account, region, scope, kind) := _event("AWS Health Event", "aws.health", account, region, object.union(kind, {
	"eventArn": sprintf("arn:aws:health:%s::event/%s/%s/%s_example", [region, kind.service, kind.eventTypeCode, kind.eventTypeCode]),
	"eventScopeCode": scope,
	"communicationId": "01b0993207d81a09dcd552ebd1e633e36cf1f09a-1",
	"startTime": "Mon, 3 Feb 2025 01:02:11 GMT",
	"endTime": "Mon, 3 Feb 2025 05:02:11 GMT",
	"lastUpdatedTime": "Mon, 3 Feb 2025 01:10:11 GMT",
	"statusCode": "open",
	"eventRegion": region,
	"eventDescription": [{"language": "en_US", "latestDescription": "A description of the event."}],
	"affectedEntities": [{"entityValue": "arn:aws:service:resource", "status": "IMPAIRED", "lastUpdatedTime": "Mon, 3 Feb 2025 01:10:11 GMT"}],
	"affectedAccount": account,
	"page": "1",
	"totalPages": "1",
}))

# What EventBridge makes of a record of CloudTrail.
_via(record, account, region) := _event(_kind(record.eventType), sprintf("aws.%s", [split(record.eventSource, ".")[0]]), account, region, record)

_kind("AwsApiCall") := "AWS API Call via CloudTrail"

_kind("AwsConsoleSignIn") := "AWS Console Sign In via CloudTrail"

# https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html
_cluster_events := {
	"failover": ["RDS-EVENT-0073", "Started cross AZ failover to DB instance: %s-2"],
	"failure": ["RDS-EVENT-0354", "You can't create the DB cluster because of incompatible resources: %s"],
	"maintenance": ["RDS-EVENT-0176", "Database cluster engine major version has been upgraded: %s"],
}

_instance_events := {
	"availability": ["RDS-EVENT-0006", "DB instance restarted: %s"],
	"configuration change": ["RDS-EVENT-0016", "Reset master credentials: %s"],
	"deletion": ["RDS-EVENT-0003", "DB instance deleted: %s"],
	"failover": ["RDS-EVENT-0049", "Multi-AZ instance failover completed: %s"],
	"failure": ["RDS-EVENT-0031", "DB instance put into failed state: %s"],
	"maintenance": ["RDS-EVENT-0026", "Applying off-line patches to DB instance: %s"],
	"notification": ["RDS-EVENT-0087", "DB instance stopped: %s"],
	"recovery": ["RDS-EVENT-0020", "Recovery of the DB instance has started: %s"],
}

_database(account, region, type, source, kind, name, category, what) := object.union(
	_event(type, "aws.rds", account, region, {
		"EventCategories": [category],
		"SourceType": source,
		"SourceArn": arn,
		"Date": "2025-02-03T01:12:11.531Z",
		"Message": sprintf(what[1], [name]),
		"SourceIdentifier": name,
		"EventID": what[0],
		"Tags": {},
	}),
	{"resources": [arn]},
) if {
	arn := sprintf("arn:aws:rds:%s:%s:%s:%s", [region, account, kind, name])
}

_role(account) := {
	"type": "AssumedRole",
	"principalId": "AROAEXAMPLEEXAMPLE01:alice",
	"arn": sprintf("arn:aws:sts::%s:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef/alice", [account]),
	"accountId": account,
	"accessKeyId": "ASIAIOSFODNN7EXAMPLE",
	"sessionContext": {
		"sessionIssuer": {
			"type": "Role",
			"principalId": "AROAEXAMPLEEXAMPLE01",
			"arn": sprintf("arn:aws:iam::%s:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_AdministratorAccess_0123456789abcdef", [account]),
			"accountId": account,
			"userName": "AWSReservedSSO_AdministratorAccess_0123456789abcdef",
		},
		"attributes": {"creationDate": "2025-02-03T00:58:41Z", "mfaAuthenticated": "false"},
	},
}

_user(account, name) := {
	"type": "IAMUser",
	"principalId": sprintf("AIDAEXAMPLE%s", [upper(name)]),
	"arn": sprintf("arn:aws:iam::%s:user/%s", [account, name]),
	"accountId": account,
	"accessKeyId": "AKIAIOSFODNN7EXAMPLE",
	"userName": name,
}

_root(account) := {
	"type": "Root",
	"principalId": account,
	"arn": sprintf("arn:aws:iam::%s:root", [account]),
	"accountId": account,
	"accessKeyId": "ASIAIOSFODNN7EXAMPLE",
	"sessionContext": {"attributes": {"creationDate": "2025-02-03T00:58:41Z", "mfaAuthenticated": "true"}},
}

# Whom, from where and with what the two samples of a call come.
_callers(account) := {
	"role": {"userIdentity": _role(account), "sourceIPAddress": "203.0.113.12", "userAgent": "aws-cli/2.24.0 md/awscrt#0.23.8 exec-env/CloudShell"},
	"user": {"userIdentity": _user(account, "bob"), "sourceIPAddress": "198.51.100.7", "userAgent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"},
}

_record(account, region, who, service, name, fields) := object.union(
	object.union(
		{
			"eventVersion": "1.11",
			"eventTime": "2025-02-03T01:12:11Z",
			"eventSource": sprintf("%s.amazonaws.com", [service]),
			"eventName": name,
			"awsRegion": region,
			"requestParameters": null,
			"responseElements": null,
			"requestID": "0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9",
			"eventID": "f9e8d7c6-b5a4-4312-9021-3f4e5d6c7b8a",
			"readOnly": false,
			"eventType": "AwsApiCall",
			"managementEvent": true,
			"recipientAccountId": account,
			"eventCategory": "Management",
			"tlsDetails": {"tlsVersion": "TLSv1.3", "cipherSuite": "TLS_AES_128_GCM_SHA256", "clientProvidedHostHeader": sprintf("%s.%s.amazonaws.com", [service, region])},
		},
		who,
	),
	fields,
)

_made(family, account, region, other) := object.union(
	{sprintf("%s by a role", [name]): _record(account, region, _callers(account).role, family.service, name, {"requestParameters": parameters}) | some name, parameters in family.calls},
	{sprintf("%s by a user", [name]): _record(account, other, _callers(account).user, family.service, name, {"requestParameters": parameters}) | some name, parameters in family.calls},
)

_console(who, account, region, address, mfa, fields) := _record(account, region, {"userIdentity": who, "sourceIPAddress": address, "userAgent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"}, "signin", "ConsoleLogin", object.union(
	{
		"eventType": "AwsConsoleSignIn",
		"additionalEventData": {"LoginTo": "https://console.aws.amazon.com/console/home", "MobileVersion": "No", "MFAUsed": mfa},
	},
	fields,
))

_failed_sign_in := {"errorMessage": "Failed authentication", "responseElements": {"ConsoleLogin": "Failure"}}

_root_sign_in(account, region) := {sprintf("root signs in from %s", [address]): object.union(
	_console(_root(account), account, region, address, mfa, {"responseElements": {"ConsoleLogin": "Success"}}),
	{"awsRegion": region},
) |
	some address, mfa in {"192.0.2.44": "Yes", "198.51.100.7": "No"}
}

_root_caller(account, address) := {"userIdentity": _root(account), "sourceIPAddress": address, "userAgent": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"}

_root_writes(account, region, other) := {
	"root calls RunInstances": _record(account, region, _root_caller(account, "192.0.2.44"), "ec2", "RunInstances", {"requestParameters": {"instanceType": "c5.4xlarge", "instancesSet": {"items": [{"imageId": "ami-0abcdef1234567890", "minCount": 1, "maxCount": 10}]}}}),
	"root calls CreateFunction": _record(account, other, _root_caller(account, "198.51.100.7"), "lambda", "CreateFunction20150331", {"requestParameters": {"functionName": "f", "runtime": "python3.13"}}),
}

_root_reads(account, region) := {
	"root calls DescribeInstances": _record(account, region, _root_caller(account, "192.0.2.44"), "ec2", "DescribeInstances", {"readOnly": true, "requestParameters": {"instancesSet": {}, "filterSet": {}}}),
	"root calls ListTopics": _record(account, region, _root_caller(account, "198.51.100.7"), "sns", "ListTopics", {"readOnly": true}),
}

_denied(account, caller, service, name, code, identity) := object.union(
	_record(account, "ap-northeast-1", _callers(account)[caller], service, name, {
		"readOnly": true,
		"errorCode": code,
		"errorMessage": "User is not authorized to perform this action because no identity-based policy allows it",
		"requestParameters": null,
	}),
	{"userIdentity": identity},
)

_unauthorized(account) := {
	"Client.UnauthorizedOperation on RunInstances": _denied(account, "role", "ec2", "RunInstances", "Client.UnauthorizedOperation", {}),
	"UnauthorizedOperation on DescribeVpcs": _denied(account, "user", "ec2", "DescribeVpcs", "UnauthorizedOperation", {}),
	"AccessDenied on CreateUser": _denied(account, "user", "iam", "CreateUser", "AccessDenied", {}),
	"AccessDeniedException on ListSecrets": _denied(account, "role", "secretsmanager", "ListSecrets", "AccessDeniedException", {}),
	"denied Decrypt by a user": _denied(account, "user", "kms", "Decrypt", "AccessDenied", {}),
	"denied Decrypt by another service": _denied(account, "role", "kms", "Decrypt", "AccessDeniedException", {"invokedBy": "athena.amazonaws.com"}),
	"another denied call by AWS Config": _denied(account, "role", "s3", "GetBucketPolicy", "AccessDenied", {"invokedBy": "config.amazonaws.com"}),
}

_trail := {"name": "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/audit"}

_group_rule := {"groupId": "sg-0a1b2c3d4e5f60718", "ipPermissions": {"items": [{"ipProtocol": "tcp", "fromPort": 22, "toPort": 22, "groups": {}, "ipRanges": {"items": [{"cidrIp": "0.0.0.0/0"}]}, "ipv6Ranges": {}, "prefixListIds": {}}]}}

_group_rules := {
	"AuthorizeSecurityGroupIngress": _group_rule,
	"AuthorizeSecurityGroupEgress": _group_rule,
	"RevokeSecurityGroupIngress": _group_rule,
	"RevokeSecurityGroupEgress": _group_rule,
}

_acl_entry := {"networkAclId": "acl-0a1b2c3d", "ruleNumber": 100, "egress": false, "ruleAction": "allow", "icmpTypeCode": {}, "portRange": {}, "aclProtocol": "-1", "cidrBlock": "0.0.0.0/0"}

_document := "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"

_administrator := "arn:aws:iam::aws:policy/AdministratorAccess"

_policy := "arn:aws:iam::111122223333:policy/deploy"

_peering := {"vpcPeeringConnectionId": "pcx-0a1b2c3d4e5f60718"}

_bucket := {"bucketName": "audit-logs", "Host": "audit-logs.s3.ap-northeast-1.amazonaws.com"}

# The calls of each family with what they are typically given. BLEA's names come from usecases/blea-gov-base-standalone/lib/construct/detection.ts,
# those that end in _cis from https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html.
_calls := {
	"trail": {"service": "cloudtrail", "global": false, "calls": {"StopLogging": _trail, "DeleteTrail": _trail, "UpdateTrail": object.union(_trail, {"isMultiRegionTrail": false})}},
	"trail_cis": {"service": "cloudtrail", "global": false, "calls": {
		"CreateTrail": {"name": "second", "s3BucketName": "audit-logs", "isMultiRegionTrail": true},
		"UpdateTrail": object.union(_trail, {"isMultiRegionTrail": false}),
		"DeleteTrail": _trail,
		"StartLogging": _trail,
		"StopLogging": _trail,
	}},
	"security_groups": {"service": "ec2", "global": false, "calls": _group_rules},
	"security_groups_cis": {"service": "ec2", "global": false, "calls": object.union(_group_rules, {
		"CreateSecurityGroup": {"groupName": "open", "groupDescription": "open", "vpcId": "vpc-0a1b2c3d"},
		"DeleteSecurityGroup": {"groupId": "sg-0a1b2c3d4e5f60718"},
	})},
	"network_acls": {"service": "ec2", "global": false, "calls": {
		"CreateNetworkAcl": {"vpcId": "vpc-0a1b2c3d"},
		"CreateNetworkAclEntry": _acl_entry,
		"DeleteNetworkAcl": {"networkAclId": "acl-0a1b2c3d"},
		"DeleteNetworkAclEntry": {"networkAclId": "acl-0a1b2c3d", "ruleNumber": 100, "egress": false},
		"ReplaceNetworkAclEntry": _acl_entry,
		"ReplaceNetworkAclAssociation": {"associationId": "aclassoc-0a1b2c3d", "networkAclId": "acl-0a1b2c3d"},
	}},
	"access_key": {"service": "iam", "global": true, "calls": {"CreateAccessKey": {"userName": "carol"}}},
	"iam_policies": {"service": "iam", "global": true, "calls": {
		"DeleteGroupPolicy": {"groupName": "developers", "policyName": "inline"},
		"DeleteRolePolicy": {"roleName": "app", "policyName": "inline"},
		"DeleteUserPolicy": {"userName": "carol", "policyName": "inline"},
		"PutGroupPolicy": {"groupName": "developers", "policyName": "inline", "policyDocument": _document},
		"PutRolePolicy": {"roleName": "app", "policyName": "inline", "policyDocument": _document},
		"PutUserPolicy": {"userName": "carol", "policyName": "inline", "policyDocument": _document},
		"CreatePolicy": {"policyName": "deploy", "policyDocument": _document},
		"DeletePolicy": {"policyArn": _policy},
		"CreatePolicyVersion": {"policyArn": _policy, "policyDocument": _document, "setAsDefault": true},
		"DeletePolicyVersion": {"policyArn": _policy, "versionId": "v2"},
		"AttachRolePolicy": {"roleName": "app", "policyArn": _administrator},
		"DetachRolePolicy": {"roleName": "app", "policyArn": _administrator},
		"AttachUserPolicy": {"userName": "carol", "policyArn": _administrator},
		"DetachUserPolicy": {"userName": "carol", "policyArn": _administrator},
		"AttachGroupPolicy": {"groupName": "developers", "policyArn": _administrator},
		"DetachGroupPolicy": {"groupName": "developers", "policyArn": _administrator},
	}},
	"kms_keys_cis": {"service": "kms", "global": false, "calls": {
		"DisableKey": {"keyId": "arn:aws:kms:ap-northeast-1:111122223333:key/0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9"},
		"ScheduleKeyDeletion": {"keyId": "arn:aws:kms:ap-northeast-1:111122223333:key/0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9", "pendingWindowInDays": 7},
	}},
	"bucket_policies_cis": {"service": "s3", "global": false, "calls": {
		"PutBucketAcl": object.union(_bucket, {"acl": ""}),
		"PutBucketPolicy": object.union(_bucket, {"policy": "", "bucketPolicy": {"Version": "2012-10-17", "Statement": []}}),
		"PutBucketCors": object.union(_bucket, {"cors": ""}),
		"PutBucketLifecycle": object.union(_bucket, {"lifecycle": ""}),
		"PutBucketReplication": object.union(_bucket, {"replication": ""}),
		"DeleteBucketPolicy": object.union(_bucket, {"policy": ""}),
		"DeleteBucketCors": object.union(_bucket, {"cors": ""}),
		"DeleteBucketLifecycle": object.union(_bucket, {"lifecycle": ""}),
		"DeleteBucketReplication": object.union(_bucket, {"replication": ""}),
	}},
	"config_changes_cis": {"service": "config", "global": false, "calls": {
		"StopConfigurationRecorder": {"configurationRecorderName": "default"},
		"DeleteDeliveryChannel": {"deliveryChannelName": "default"},
		"PutDeliveryChannel": {"deliveryChannel": {"name": "default", "s3BucketName": "config-logs"}},
		"PutConfigurationRecorder": {"configurationRecorder": {"name": "default", "recordingGroup": {"allSupported": false}}},
	}},
	"gateways_cis": {"service": "ec2", "global": false, "calls": {
		"CreateCustomerGateway": {"type": "ipsec.1", "bgpAsn": 65000, "ipAddress": "198.51.100.7"},
		"DeleteCustomerGateway": {"customerGatewayId": "cgw-0a1b2c3d"},
		"AttachInternetGateway": {"internetGatewayId": "igw-0a1b2c3d", "vpcId": "vpc-0a1b2c3d"},
		"CreateInternetGateway": {},
		"DeleteInternetGateway": {"internetGatewayId": "igw-0a1b2c3d"},
		"DetachInternetGateway": {"internetGatewayId": "igw-0a1b2c3d", "vpcId": "vpc-0a1b2c3d"},
	}},
	"route_tables_cis": {"service": "ec2", "global": false, "calls": {
		"CreateRoute": {"routeTableId": "rtb-0a1b2c3d", "destinationCidrBlock": "0.0.0.0/0", "gatewayId": "igw-0a1b2c3d"},
		"CreateRouteTable": {"vpcId": "vpc-0a1b2c3d"},
		"ReplaceRoute": {"routeTableId": "rtb-0a1b2c3d", "destinationCidrBlock": "0.0.0.0/0", "gatewayId": "igw-0a1b2c3d"},
		"ReplaceRouteTableAssociation": {"associationId": "rtbassoc-0a1b2c3d", "routeTableId": "rtb-0a1b2c3d"},
		"DeleteRouteTable": {"routeTableId": "rtb-0a1b2c3d"},
		"DeleteRoute": {"routeTableId": "rtb-0a1b2c3d", "destinationCidrBlock": "0.0.0.0/0"},
		"DisassociateRouteTable": {"associationId": "rtbassoc-0a1b2c3d"},
	}},
	"organizations_cis": {"service": "organizations", "global": true, "calls": {
		"AcceptHandshake": {"handshakeId": "h-examplehandshakeid111"},
		"AttachPolicy": {"policyId": "p-examplepolicyid111", "targetId": "ou-exam-exampleouid111"},
		"CreateAccount": {"email": "***", "accountName": "***"},
		"CreateOrganizationalUnit": {"parentId": "r-exam", "name": "workloads"},
		"CreatePolicy": {"name": "guard", "description": "guard", "type": "SERVICE_CONTROL_POLICY", "content": _document},
		"DeclineHandshake": {"handshakeId": "h-examplehandshakeid111"},
		"DeleteOrganization": null,
		"DeleteOrganizationalUnit": {"organizationalUnitId": "ou-exam-exampleouid111"},
		"DeletePolicy": {"policyId": "p-examplepolicyid111"},
		"DetachPolicy": {"policyId": "p-examplepolicyid111", "targetId": "ou-exam-exampleouid111"},
		"DisablePolicyType": {"rootId": "r-exam", "policyType": "SERVICE_CONTROL_POLICY"},
		"EnablePolicyType": {"rootId": "r-exam", "policyType": "SERVICE_CONTROL_POLICY"},
		"InviteAccountToOrganization": {"target": {"id": "444455556666", "type": "ACCOUNT"}},
		"LeaveOrganization": null,
		"MoveAccount": {"accountId": "444455556666", "sourceParentId": "r-exam", "destinationParentId": "ou-exam-exampleouid111"},
		"RemoveAccountFromOrganization": {"accountId": "444455556666"},
		"UpdatePolicy": {"policyId": "p-examplepolicyid111", "content": _document},
		"UpdateOrganizationalUnit": {"organizationalUnitId": "ou-exam-exampleouid111", "name": "workloads"},
	}},
	"vpcs_cis": {"service": "ec2", "global": false, "calls": {
		"CreateVpc": {"cidrBlock": "10.0.0.0/16", "instanceTenancy": "default"},
		"DeleteVpc": {"vpcId": "vpc-0a1b2c3d"},
		"ModifyVpcAttribute": {"vpcId": "vpc-0a1b2c3d", "enableDnsHostnames": {"value": true}},
		"AcceptVpcPeeringConnection": _peering,
		"CreateVpcPeeringConnection": {"vpcId": "vpc-0a1b2c3d", "peerVpcId": "vpc-0f9e8d7c", "peerOwnerId": "444455556666"},
		"DeleteVpcPeeringConnection": _peering,
		"RejectVpcPeeringConnection": _peering,
		"AttachClassicLinkVpc": {"vpcId": "vpc-0a1b2c3d", "instanceId": "i-0123456789abcdef0"},
		"DetachClassicLinkVpc": {"vpcId": "vpc-0a1b2c3d", "instanceId": "i-0123456789abcdef0"},
		"DisableVpcClassicLink": {"vpcId": "vpc-0a1b2c3d"},
		"EnableVpcClassicLink": {"vpcId": "vpc-0a1b2c3d"},
	}},
}
