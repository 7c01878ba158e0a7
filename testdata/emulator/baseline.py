"""The accounts that tests scan.

What moto holds is made with ordinary API calls. What it cannot hold is canned, in AWS's shape, by the front; every such
answer stands in this file or in weaken.py.
"""

import csv
import io
import json
import time
from pathlib import Path
from typing import Any

from world import ACCOUNT, HOME, JSON, REGIONS, World

STACK = "Dev-BLEAGovBaseStandalone"
TEMPLATE = Path(__file__).with_name("blea-standalone.json")  # `cdk synth` of BLEA's standalone base, dependencies left out
REMEDIATION_DOCUMENT = "AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules"
OPERATOR = "operator"
WORKLOAD = "blea-workload"
FSBP = "standards/aws-foundational-security-best-practices/v/1.0.0"
CIS12 = "ruleset/cis-aws-foundations-benchmark/v/1.2.0"

# The Security Hub controls that look for the same as the guardrail rules and the default-security-group rule. The baseline account has them
# switched off as duplicates, so that a missing rule is not made good by them (blea.md 4.4, Guardrail.0 "Also PASS").
DUPLICATES = ("EC2.2", "EC2.3", "EC2.13", "EC2.14", "EC2.19", "IAM.5", "IAM.9", "RDS.1", "RDS.2", "RDS.3", "S3.2", "S3.3", "S3.14", "IAM.19")


# --- what AWS gives every account, and moto does not ----------------------------------------------------------------
def new_account(world: World) -> None:
    not_subscribed = {"Error": {"Code": "InvalidAccessException", "Message": f"Account {ACCOUNT} is not subscribed to AWS Security Hub", "Status": 401}}
    not_in_organization = {"Error": {"Code": "OrganizationAccessDeniedException", "Message": "This operation can only be performed by the management account."}}
    regions = [{"RegionName": r, "Endpoint": f"ec2.{r}.amazonaws.com", "OptInStatus": "opt-in-not-required"} for r in REGIONS]
    empty: list[tuple[str, str, JSON]] = [
        ("accessanalyzer", "ListAnalyzers", {"analyzers": []}),
        ("chatbot", "DescribeSlackChannelConfigurations", {"SlackChannelConfigurations": []}),
        ("chatbot", "DescribeSlackWorkspaces", {"SlackWorkspaces": []}),
        ("chatbot", "DescribeChimeWebhookConfigurations", {"WebhookConfigurations": []}),
        ("chatbot", "ListMicrosoftTeamsChannelConfigurations", {"TeamChannelConfigurations": []}),
        ("bedrock-agentcore-control", "ListBrowsers", {"browserSummaries": []}),
        ("cloudtrail", "ListEventDataStores", {"EventDataStores": []}),
        ("codeconnections", "ListConnections", {"Connections": []}),
        ("codestar-connections", "ListConnections", {"Connections": []}),
        ("config", "DescribeComplianceByConfigRule", {"ComplianceByConfigRules": []}),
        ("config", "DescribeConfigRuleEvaluationStatus", {"ConfigRulesEvaluationStatus": []}),
        ("config", "DescribeConformancePacks", {"ConformancePackDetails": []}),
        ("config", "DescribeConformancePackStatus", {"ConformancePackStatusDetails": []}),
        ("config", "DescribeDeliveryChannelStatus", {"DeliveryChannelsStatus": []}),
        ("config", "DescribeOrganizationConfigRules", not_in_organization),
        ("config", "DescribeOrganizationConformancePacks", not_in_organization),
        ("config", "DescribeRemediationConfigurations", {"RemediationConfigurations": []}),
        ("config", "DescribeRemediationExecutionStatus", {"RemediationExecutionStatuses": []}),
        ("config", "GetConformancePackComplianceSummary", {"ConformancePackComplianceSummaryList": []}),
        ("controltower", "ListEnabledBaselines", {"enabledBaselines": []}),
        ("controltower", "ListEnabledControls", {"enabledControls": []}),
        ("controltower", "ListLandingZones", {"landingZones": []}),
        ("detective", "ListGraphs", {"GraphList": []}),
        ("detective", "ListInvitations", {"Invitations": []}),
        ("ec2", "DescribeVpcBlockPublicAccessOptions", {"VpcBlockPublicAccessOptions": {"InternetGatewayBlockMode": "off", "State": "default-state"}}),
        ("ec2", "GetAllowedImagesSettings", {"State": "disabled"}),
        ("ec2", "GetEbsDefaultKmsKeyId", {"KmsKeyId": "alias/aws/ebs"}),
        ("ec2", "GetImageBlockPublicAccessState", {"ImageBlockPublicAccessState": "block-new-sharing"}),
        ("ec2", "GetInstanceMetadataDefaults", {"AccountLevel": {}}),
        ("ec2", "GetSerialConsoleAccessStatus", {"SerialConsoleAccessEnabled": False}),
        ("ec2", "GetSnapshotBlockPublicAccessState", {"State": "unblocked"}),
        ("ecr", "DescribePullThroughCacheRules", {"pullThroughCacheRules": []}),
        ("ecs", "DescribeCapacityProviders", {"capacityProviders": []}),
        ("events", "ListEndpoints", {"Endpoints": []}),
        ("guardduty", "ListFilters", {"FilterNames": []}),
        ("guardduty", "ListFindings", {"FindingIds": []}),
        ("guardduty", "GetFindings", {"Findings": []}),
        ("guardduty", "ListMembers", {"Members": []}),
        ("iam", "ListOrganizationsFeatures", {"Error": {"Code": "OrganizationNotFoundException", "Message": "The account is not part of an organization.", "Status": 404}}),
        ("inspector2", "BatchGetAccountStatus", inspector("DISABLED")),
        ("macie2", "GetMacieSession", {"Error": {"Code": "AccessDeniedException", "Message": "Macie is not enabled", "Status": 403}}),
        ("notifications", "ListChannels", {"channels": []}),
        ("notifications", "ListEventRules", {"eventRules": []}),
        ("notifications", "ListManagedNotificationConfigurations", {"managedNotificationConfigurations": []}),
        ("notifications", "ListNotificationConfigurations", {"notificationConfigurations": []}),
        ("notifications", "ListNotificationHubs", {"notificationHubs": []}),
        ("notificationscontacts", "ListEmailContacts", {"emailContacts": []}),
        ("redshift-serverless", "ListNamespaces", {"namespaces": []}),
        ("redshift-serverless", "ListWorkgroups", {"workgroups": []}),
        ("securityhub", "DescribeStandardsControls", not_subscribed),
        ("securityhub", "GetEnabledStandards", not_subscribed),
        ("securityhub", "GetFindingAggregator", not_subscribed),
        ("securityhub", "ListConfigurationPolicyAssociations", {"Error": {"Code": "InvalidAccessException", "Message": f"Account {ACCOUNT} is not an administrator", "Status": 401}}),
        ("securityhub", "ListFindingAggregators", not_subscribed),
        ("securityhub", "ListSecurityControlDefinitions", {"SecurityControlDefinitions": []}),
        ("securityhub", "ListStandardsControlAssociations", not_subscribed),
        ("servicecatalog", "SearchProductsAsAdmin", {"ProductViewDetails": []}),
        ("ssm", "DescribeInstanceInformation", {"InstanceInformationList": []}),
        ("ssm", "GetServiceSetting", {"ServiceSetting": {"SettingId": "/ssm/documents/console/public-sharing-permission", "SettingValue": "Enable", "Status": "Default"}}),
        ("ssm", "ListAssociations", {"Associations": []}),
        ("ssm", "ListResourceComplianceSummaries", {"ResourceComplianceSummaryItems": []}),
        ("ssm-quicksetup", "ListConfigurationManagers", {"ConfigurationManagersList": []}),
        ("sso-admin", "ListInstances", {"Instances": []}),
        ("account", "ListRegions", {"Regions": [{"RegionName": r, "RegionOptStatus": "ENABLED_BY_DEFAULT"} for r in REGIONS]}),
        ("ec2", "DescribeRegions", {"Regions": regions}),
    ]
    world.answers([{"service": s, "operation": o, "answer": a} for s, o, a in empty])
    root(world)


def root(world: World, mfa: bool = False, access_key: bool = False, virtual: bool = False) -> None:
    """The root user: in the account summary, the credential report and the list of virtual MFA devices."""
    summary = {"AccountMFAEnabled": int(mfa), "AccountAccessKeysPresent": int(access_key), "AccountPasswordPresent": 1}
    world.answer("iam", "GetAccountSummary", {"SummaryMap": summary}, merge=True)
    world.answer("iam", "GenerateCredentialReport", {"State": "COMPLETE"})
    world.answer("iam", "GetCredentialReport", {"Content": credential_report(world, mfa, access_key), "ReportFormat": "text/csv", "GeneratedTime": "$now-60"})
    if virtual:
        devices = world.client("iam").list_virtual_mfa_devices()["VirtualMFADevices"]
        serial = f"arn:aws:iam::{ACCOUNT}:mfa/root-account-mfa-device"
        own = {"SerialNumber": serial, "User": {"UserName": ACCOUNT, "Arn": f"arn:aws:iam::{ACCOUNT}:root", "UserId": ACCOUNT, "Path": "/", "CreateDate": "$now-31536000"}, "EnableDate": "$now-31536000"}
        listed = [{"SerialNumber": d["SerialNumber"], "User": {"UserName": OPERATOR, "Arn": f"arn:aws:iam::{ACCOUNT}:user/{OPERATOR}"}} for d in devices]
        world.answer("iam", "ListVirtualMFADevices", {"VirtualMFADevices": [own, *listed], "IsTruncated": False})


def credential_report(world: World, mfa: bool, access_key: bool) -> str:
    """moto's report with the root row that it lacks."""
    iam = world.client("iam")
    columns = (
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,"
        "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
        "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,"
        "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated"
    ).split(",")
    stamp = lambda days: time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() - days * 86400))
    row = dict.fromkeys(columns, "N/A") | {"access_key_2_active": "false", "cert_1_active": "false", "cert_2_active": "false"}
    rows = [
        row
        | {
            "user": "<root_account>",
            "arn": f"arn:aws:iam::{ACCOUNT}:root",
            "user_creation_time": stamp(400),
            "password_enabled": "not_supported",
            "password_last_used": stamp(300),
            "password_last_changed": "not_supported",
            "password_next_rotation": "not_supported",
            "mfa_active": str(mfa).lower(),
            "access_key_1_active": str(access_key).lower(),
            "access_key_1_last_rotated": stamp(300) if access_key else "N/A",
        }
    ]
    for user in iam.list_users()["Users"]:
        name = user["UserName"]
        keys = iam.list_access_keys(UserName=name)["AccessKeyMetadata"]
        age = int(next((t["Value"] for t in iam.list_user_tags(UserName=name)["Tags"] if t["Key"] == "test:credential-age-days"), "1"))
        try:
            iam.get_login_profile(UserName=name)
            console = {"password_enabled": "true", "password_last_used": stamp(age), "password_last_changed": stamp(age), "password_next_rotation": "N/A"}
        except iam.exceptions.NoSuchEntityException:
            console = {"password_enabled": "false"}
        one = row | {"user": name, "arn": user["Arn"], "user_creation_time": stamp(age), "mfa_active": str(bool(iam.list_mfa_devices(UserName=name)["MFADevices"])).lower()}
        one |= console | {"access_key_1_active": str(any(k["Status"] == "Active" for k in keys)).lower()}
        if keys:
            one |= {"access_key_1_last_rotated": stamp(age), "access_key_1_last_used_date": stamp(age), "access_key_1_last_used_region": HOME, "access_key_1_last_used_service": "ec2"}
        rows.append(one)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def inspector(status: str) -> JSON:
    state = {"status": status, "errorCode": "ALL_RESOURCES_COMPLETE" if status == "ENABLED" else "ACCOUNT_IS_ISOLATED", "errorMessage": ""}
    ok = {"status": status, "errorCode": "RESOURCE_SCAN_NOT_DISABLED", "errorMessage": ""}
    resources = {kind: ok for kind in ("ec2", "ecr", "lambda", "lambdaCode")}
    return {"accounts": [{"accountId": ACCOUNT, "state": state, "resourceState": resources}], "failedAccounts": []}


# --- the BLEA standalone base, from its own template ----------------------------------------------------------------
class Stack:
    """Makes the resources of a CloudFormation template, each after those that it refers to."""

    def __init__(self, world: World, template: JSON):
        self.world, self.template = world, template
        self.made: dict[str, JSON] = {}

    def deploy(self) -> None:
        for logical in self.template["Resources"]:
            self.resource(logical)

    def resource(self, logical: str) -> JSON:
        """The Ref and Arn of a resource."""
        if logical not in self.made:
            given = self.template["Resources"][logical]
            props = self.resolve(given.get("Properties", {}))
            make = getattr(self, given["Type"].removeprefix("AWS::").replace("::", "_").lower())
            self.made[logical] = make(logical, props) or {"Ref": logical}
        return self.made[logical]

    def find(self, prefix: str) -> JSON:
        """The made resource whose logical id starts so."""
        return self.made[next(k for k in self.made if k.startswith(prefix))]

    def resolve(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.resolve(v) for v in value]
        if not isinstance(value, dict):
            return value
        if "Ref" in value:
            pseudo = {"AWS::AccountId": ACCOUNT, "AWS::Partition": "aws", "AWS::Region": HOME}
            return pseudo.get(value["Ref"]) or self.resource(value["Ref"])["Ref"]
        if "Fn::GetAtt" in value:
            return self.resource(value["Fn::GetAtt"][0])[value["Fn::GetAtt"][1]]
        if "Fn::Join" in value:
            separator, parts = value["Fn::Join"]
            return separator.join(self.resolve(parts))
        return {k: self.resolve(v) for k, v in value.items()}

    def name(self, logical: str) -> str:
        return f"{STACK}-{logical}"[:64]

    def iam_managedpolicy(self, logical: str, p: JSON) -> JSON:
        out = self.world.client("iam").create_policy(PolicyName=self.name(logical), PolicyDocument=json.dumps(p["PolicyDocument"]))
        return {"Ref": out["Policy"]["Arn"]}

    def iam_role(self, logical: str, p: JSON) -> JSON:
        iam, name = self.world.client("iam"), self.name(logical)
        role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(p["AssumeRolePolicyDocument"]))["Role"]
        for arn in p.get("ManagedPolicyArns", []):
            iam.attach_role_policy(RoleName=name, PolicyArn=arn)
        return {"Ref": name, "Arn": role["Arn"]}

    def iam_group(self, logical: str, p: JSON) -> JSON:
        iam, name = self.world.client("iam"), self.name(logical)
        iam.create_group(GroupName=name)
        for arn in p["ManagedPolicyArns"]:
            iam.attach_group_policy(GroupName=name, PolicyArn=arn)
        return {"Ref": name}

    def iam_policy(self, logical: str, p: JSON) -> None:
        for role in p["Roles"]:
            self.world.client("iam").put_role_policy(RoleName=role, PolicyName=p["PolicyName"], PolicyDocument=json.dumps(p["PolicyDocument"]))

    def iam_servicelinkedrole(self, logical: str, p: JSON) -> None:
        service_linked_role(self.world, p["AWSServiceName"], "AWSServiceRoleForSecurityHub")

    def s3_bucket(self, logical: str, p: JSON) -> JSON:
        name = self.name(logical).lower()[:63]
        make_bucket(self.world, name)
        s3 = self.world.client("s3")
        s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=p["PublicAccessBlockConfiguration"])
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration=p["VersioningConfiguration"])
        if "LoggingConfiguration" in p:
            logging = p["LoggingConfiguration"]
            target = {"TargetBucket": logging["DestinationBucketName"], "TargetPrefix": logging["LogFilePrefix"]}
            log_delivery(self.world, logging["DestinationBucketName"])
            s3.put_bucket_logging(Bucket=name, BucketLoggingStatus={"LoggingEnabled": target})
        if "LifecycleConfiguration" in p:
            rules = [
                {
                    "ID": "archive",
                    "Status": r["Status"],
                    "Filter": {"Prefix": ""},
                    "Expiration": {"Days": r["ExpirationInDays"]},
                    "Transitions": [{"Days": t["TransitionInDays"], "StorageClass": t["StorageClass"]} for t in r["Transitions"]],
                }
                for r in p["LifecycleConfiguration"]["Rules"]
            ]
            s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": rules})
        return {"Ref": name, "Arn": f"arn:aws:s3:::{name}"}

    def s3_bucketpolicy(self, logical: str, p: JSON) -> None:
        self.world.client("s3").put_bucket_policy(Bucket=p["Bucket"], Policy=json.dumps(p["PolicyDocument"]))

    def kms_key(self, logical: str, p: JSON) -> JSON:
        kms = self.world.client("kms")
        key = kms.create_key(Description=p["Description"], Policy=json.dumps(p["KeyPolicy"]))["KeyMetadata"]
        kms.enable_key_rotation(KeyId=key["KeyId"])
        return {"Ref": key["KeyId"], "Arn": key["Arn"]}

    def kms_alias(self, logical: str, p: JSON) -> None:
        self.world.client("kms").create_alias(AliasName=p["AliasName"], TargetKeyId=p["TargetKeyId"])

    def logs_loggroup(self, logical: str, p: JSON) -> JSON:
        logs, name = self.world.client("logs"), self.name(logical)
        logs.create_log_group(logGroupName=name, kmsKeyId=p["KmsKeyId"])
        logs.put_retention_policy(logGroupName=name, retentionInDays=p["RetentionInDays"])
        return {"Ref": name, "Arn": f"arn:aws:logs:{HOME}:{ACCOUNT}:log-group:{name}:*"}

    def cloudtrail_trail(self, logical: str, p: JSON) -> JSON:
        trail, name = self.world.client("cloudtrail"), self.name(logical)
        out = trail.create_trail(
            Name=name,
            S3BucketName=p["S3BucketName"],
            IncludeGlobalServiceEvents=p["IncludeGlobalServiceEvents"],
            IsMultiRegionTrail=p["IsMultiRegionTrail"],
            EnableLogFileValidation=p["EnableLogFileValidation"],
            CloudWatchLogsLogGroupArn=p["CloudWatchLogsLogGroupArn"],
            CloudWatchLogsRoleArn=p["CloudWatchLogsRoleArn"],
            KmsKeyId=p["KMSKeyId"],
        )
        # The template's empty EventSelectors are the service's default, which AWS reports and moto does not.
        trail.put_event_selectors(TrailName=name, EventSelectors=[MANAGEMENT_EVENTS])
        trail.start_logging(Name=name)
        trail_status(self.world)
        return {"Ref": name, "Arn": out["TrailARN"]}

    def config_configurationrecorder(self, logical: str, p: JSON) -> JSON:
        make_recorder(self.world, HOME, p["RoleARN"])
        return {"Ref": "default"}

    def config_deliverychannel(self, logical: str, p: JSON) -> JSON:
        make_delivery_channel(self.world, HOME, p["S3BucketName"])
        return {"Ref": "default"}

    def config_configrule(self, logical: str, p: JSON) -> JSON:
        rule = {"ConfigRuleName": p["ConfigRuleName"], "Description": p["Description"][:256], "Source": p["Source"]}
        if "Scope" in p:
            rule["Scope"] = p["Scope"]
        if "InputParameters" in p:
            rule["InputParameters"] = json.dumps({k: str(v).lower() for k, v in p["InputParameters"].items()})
        if "MaximumExecutionFrequency" in p:
            rule["MaximumExecutionFrequency"] = p["MaximumExecutionFrequency"]
        self.world.client("config").put_config_rule(ConfigRule=rule)
        return {"Ref": p["ConfigRuleName"]}

    def config_remediationconfiguration(self, logical: str, p: JSON) -> None:
        remediation(self.world, p)

    def guardduty_detector(self, logical: str, p: JSON) -> JSON:
        return {"Ref": make_detector(self.world, HOME)}

    def securityhub_hub(self, logical: str, p: JSON) -> None:
        make_hub(self.world, HOME)

    def sns_topic(self, logical: str, p: JSON) -> JSON:
        return {"Ref": self.world.client("sns").create_topic(Name=self.name(logical))["TopicArn"]}

    def sns_topicpolicy(self, logical: str, p: JSON) -> None:
        for topic in p["Topics"]:
            self.world.client("sns").set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=json.dumps(p["PolicyDocument"]))

    def sns_subscription(self, logical: str, p: JSON) -> None:
        self.world.client("sns").subscribe(TopicArn=p["TopicArn"], Protocol=p["Protocol"], Endpoint=p["Endpoint"])
        confirmed(self.world, p["TopicArn"])

    def events_rule(self, logical: str, p: JSON) -> JSON:
        events, name = self.world.client("events"), self.name(logical)
        out = events.put_rule(Name=name, Description=p["Description"], EventPattern=json.dumps(p["EventPattern"]), State=p["State"])
        events.put_targets(Rule=name, Targets=p["Targets"])
        return {"Ref": name, "Arn": out["RuleArn"]}

    def logs_metricfilter(self, logical: str, p: JSON) -> JSON:
        transformations = [{k[0].lower() + k[1:]: v for k, v in t.items()} for t in p["MetricTransformations"]]
        name = self.name(logical)
        self.world.client("logs").put_metric_filter(logGroupName=p["LogGroupName"], filterName=name, filterPattern=p["FilterPattern"], metricTransformations=transformations)
        return {"Ref": name}

    def cloudwatch_alarm(self, logical: str, p: JSON) -> JSON:
        name = self.name(logical)
        self.world.client("cloudwatch").put_metric_alarm(AlarmName=name, **p)
        return {"Ref": name}

    def chatbot_slackchannelconfiguration(self, logical: str, p: JSON) -> None:
        channel = {
            "SlackTeamName": "example",
            "SlackTeamId": p["SlackWorkspaceId"],
            "SlackChannelId": p["SlackChannelId"],
            "SlackChannelName": "security",
            "ChatConfigurationArn": f"arn:aws:chatbot::{ACCOUNT}:chat-configuration/slack-channel/{p['ConfigurationName']}",
            "ConfigurationName": p["ConfigurationName"],
            "IamRoleArn": p["IamRoleArn"],
            "SnsTopicArns": p["SnsTopicArns"],
            "LoggingLevel": "NONE",
            "GuardrailPolicyArns": [],
            "UserAuthorizationRequired": False,
            "State": "ENABLED",
        }
        self.world.answer("chatbot", "DescribeSlackChannelConfigurations", {"SlackChannelConfigurations": [channel]})
        self.world.answer("chatbot", "DescribeSlackWorkspaces", {"SlackWorkspaces": [{"SlackTeamId": p["SlackWorkspaceId"], "SlackTeamName": "example", "State": "ENABLED"}]})
        for topic in p["SnsTopicArns"]:  # the chat service subscribes itself
            self.world.client("sns").subscribe(TopicArn=topic, Protocol="https", Endpoint="https://global.sns-api.chatbot.amazonaws.com")
            confirmed(self.world, topic)


MANAGEMENT_EVENTS = {"ReadWriteType": "All", "IncludeManagementEvents": True, "DataResources": [], "ExcludeManagementEventSources": []}


def trail_status(world: World, **given: Any) -> None:
    """Deliveries of a trail: moto knows none to CloudWatch Logs."""
    status = {"LatestDeliveryTime": "$now-300", "LatestCloudWatchLogsDeliveryTime": "$now-300", "LatestNotificationTime": "$now-300"} | given
    world.answer("cloudtrail", "GetTrailStatus", status, merge=True)


def service_linked_role(world: World, service: str, name: str) -> str:
    """A service-linked role under the name that AWS gives it (moto makes up its own)."""
    return world.client("iam").create_role(RoleName=name, Path=f"/aws-service-role/{service}/", AssumeRolePolicyDocument=json.dumps(trust(service)))["Role"]["Arn"]


def log_delivery(world: World, bucket: str) -> None:
    """Lets S3 deliver access logs there: moto asks for the ACL, AWS is content with the bucket policy that BLEA has."""
    s3 = world.client("s3")
    s3.put_bucket_ownership_controls(Bucket=bucket, OwnershipControls={"Rules": [{"ObjectOwnership": "ObjectWriter"}]})
    s3.put_bucket_acl(Bucket=bucket, ACL="log-delivery-write")


def make_bucket(world: World, name: str) -> None:
    """A new bucket with the defaults that S3 gives and moto does not."""
    s3 = world.client("s3")
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": HOME})
    sse = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": False}]}
    s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration=sse)
    s3.put_bucket_ownership_controls(Bucket=name, OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]})


def make_recorder(world: World, region: str, role: str, group: JSON | None = None) -> None:
    group = group or {"allSupported": True, "includeGlobalResourceTypes": True}
    world.client("config", region).put_configuration_recorder(ConfigurationRecorder={"name": "default", "roleARN": role, "recordingGroup": group})


def make_delivery_channel(world: World, region: str, bucket: str) -> None:
    config = world.client("config", region)
    config.put_delivery_channel(DeliveryChannel={"name": "default", "s3BucketName": bucket})
    config.start_configuration_recorder(ConfigurationRecorderName="default")
    recorder_status(world, region)
    delivery_status(world, region)


def recorder_status(world: World, region: str, recording: bool = True, last: str = "SUCCESS") -> None:
    status = {"name": "default", "recording": recording, "lastStatus": last, "lastStartTime": "$now-86400", "lastStatusChangeTime": "$now-3600"}
    if not recording:
        status["lastStopTime"] = "$now-60"
    if last == "FAILURE":
        status |= {"lastErrorCode": "AccessDenied", "lastErrorMessage": "The recorder may not describe resources."}
    world.answer("config", "DescribeConfigurationRecorderStatus", {"ConfigurationRecordersStatus": [status]}, region)


def delivery_status(world: World, region: str, last: str = "SUCCESS") -> None:
    info = {"lastStatus": last, "lastAttemptTime": "$now-3600"}
    if last == "SUCCESS":
        info["lastSuccessfulTime"] = "$now-3600"
    else:
        info |= {"lastErrorCode": "NoSuchBucket", "lastErrorMessage": "The specified bucket does not exist."}
    stream = {"lastStatus": last, "lastStatusChangeTime": "$now-3600"}
    status = {"name": "default", "configHistoryDeliveryInfo": info, "configSnapshotDeliveryInfo": {}, "configStreamDeliveryInfo": stream}
    world.answer("config", "DescribeDeliveryChannelStatus", {"DeliveryChannelsStatus": [status]}, region)


def remediation(world: World, p: JSON, **changed: Any) -> None:
    one = {k: p[k] for k in ("ConfigRuleName", "TargetType", "TargetId", "TargetVersion", "Parameters", "Automatic", "MaximumAutomaticAttempts", "RetryAttemptSeconds")}
    one |= {"Arn": f"arn:aws:config:{HOME}:{ACCOUNT}:remediation-configuration/{p['ConfigRuleName']}/example"} | changed
    world.answer("config", "DescribeRemediationConfigurations", {"RemediationConfigurations": [one]}, HOME)
    document = {"Name": REMEDIATION_DOCUMENT, "Owner": "Amazon", "DocumentVersion": "1", "Status": "Active", "DocumentType": "Automation", "SchemaVersion": "0.3"}
    world.answer("ssm", "DescribeDocument", {"Document": document}, match={"Name": REMEDIATION_DOCUMENT})


def compliance(world: World, region: str) -> None:
    """The compliance of the region's Config rules; moto evaluates none."""
    names = [r["ConfigRuleName"] for r in world.client("config", region).describe_config_rules()["ConfigRules"]]
    verdicts = [{"ConfigRuleName": n, "Compliance": {"ComplianceType": "COMPLIANT"}} for n in names]
    runs = [{"ConfigRuleName": n, "LastSuccessfulEvaluationTime": "$now-3600", "FirstEvaluationStarted": True} for n in names]
    world.answer("config", "DescribeComplianceByConfigRule", {"ComplianceByConfigRules": verdicts}, region)
    world.answer("config", "DescribeConfigRuleEvaluationStatus", {"ConfigRulesEvaluationStatus": runs}, region)


def make_detector(world: World, region: str) -> str:
    return world.client("guardduty", region).create_detector(Enable=True)["DetectorId"]


def make_hub(world: World, region: str, standards: tuple[str, ...] = (FSBP, CIS12)) -> None:
    world.client("securityhub", region).enable_security_hub(EnableDefaultStandards=True)
    enabled_standards(world, region, *standards)
    world.answer("securityhub", "ListFindingAggregators", {"FindingAggregators": []}, region)
    world.answer("securityhub", "GetFindingAggregator", {"Error": {"Code": "ResourceNotFoundException", "Message": "no aggregator", "Status": 404}}, region)
    control_associations(world, region, set(DUPLICATES))


def enabled_standards(world: World, region: str, *standards: str) -> None:
    subscriptions = []
    for standard in standards:
        scope = "" if standard.startswith("ruleset") else region
        arn = f"arn:aws:securityhub:{scope}::{standard}" if scope else f"arn:aws:securityhub:::{standard}"
        subscription = f"arn:aws:securityhub:{region}:{ACCOUNT}:subscription/{standard.split('/', 1)[1]}"
        subscriptions.append({"StandardsSubscriptionArn": subscription, "StandardsArn": arn, "StandardsInput": {}, "StandardsStatus": "READY"})
    world.answer("securityhub", "GetEnabledStandards", {"StandardsSubscriptions": subscriptions}, region)


def control_associations(world: World, region: str, disabled: set[str]) -> None:
    """Which Security Hub controls are on, in both standards, by both of the APIs that tell."""
    rules: list[JSON] = []
    controls: list[JSON] = []
    for control in DUPLICATES:
        status = "DISABLED" if control in disabled else "ENABLED"
        associations = [
            {"StandardsArn": arn, "SecurityControlId": control, "SecurityControlArn": f"arn:aws:securityhub:{region}:{ACCOUNT}:security-control/{control}", "AssociationStatus": status}
            for arn in (f"arn:aws:securityhub:{region}::{FSBP}", f"arn:aws:securityhub:::{CIS12}")
        ]
        rules.append(
            {"service": "securityhub", "operation": "ListStandardsControlAssociations", "region": region, "match": {"SecurityControlId": control},
             "answer": {"StandardsControlAssociationSummaries": associations}}
        )  # fmt: skip
        arn = f"arn:aws:securityhub:{region}:{ACCOUNT}:control/aws-foundational-security-best-practices/v/1.0.0/{control}"
        controls.append({"StandardsControlArn": arn, "ControlStatus": status, "ControlId": control, "Title": control, "DisabledReason": "duplicate of a Config rule" if status == "DISABLED" else None})
    world.answers(rules)
    world.answer("securityhub", "ListStandardsControlAssociations", {"StandardsControlAssociationSummaries": []}, region)
    world.answer("securityhub", "DescribeStandardsControls", {"Controls": controls}, region)


def confirmed(world: World, topic: str, pending: int = 0) -> None:
    """The topic's count of confirmed subscriptions, which moto leaves at 0."""
    n = len(world.client("sns").list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"])
    counts = {"SubscriptionsConfirmed": str(n - pending), "SubscriptionsPending": str(pending)}
    world.answer("sns", "GetTopicAttributes", {"Attributes": counts}, match={"TopicArn": topic}, merge=True)


def close_default_security_groups(world: World, region: str) -> None:
    ec2 = world.client("ec2", region)
    for group in ec2.describe_security_groups(Filters=[{"Name": "group-name", "Values": ["default"]}])["SecurityGroups"]:
        if group["IpPermissions"]:
            ec2.revoke_security_group_ingress(GroupId=group["GroupId"], IpPermissions=group["IpPermissions"])
        if group["IpPermissionsEgress"]:
            ec2.revoke_security_group_egress(GroupId=group["GroupId"], IpPermissions=group["IpPermissionsEgress"])


def sample_finding(world: World, region: str, detector: str) -> None:
    """GuardDuty's sample finding of the last alert drill."""
    finding = {
        "AccountId": ACCOUNT,
        "Arn": f"arn:aws:guardduty:{region}:{ACCOUNT}:detector/{detector}/finding/sample",
        "Id": "sample",
        "Region": region,
        "SchemaVersion": "2.0",
        "Severity": 8,
        "Type": "CryptoCurrency:EC2/BitcoinTool.B!DNS",
        "Title": "[SAMPLE] The EC2 instance i-99999999 is querying a domain name that is associated with Bitcoin-related activity.",
        "CreatedAt": stamp_now(),
        "UpdatedAt": stamp_now(),
        "Resource": {"ResourceType": "Instance"},
        "Service": {"ServiceName": "guardduty", "DetectorId": detector, "Archived": False, "AdditionalInfo": {"Value": '{"sample":true}', "Type": "default"}},
    }
    world.answer("guardduty", "ListFindings", {"FindingIds": ["sample"]}, region)
    world.answer("guardduty", "GetFindings", {"Findings": [finding]}, region)


def stamp_now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())


def user(world: World, name: str, mfa: bool = True, console: bool = True, age: int = 1) -> None:
    iam = world.client("iam")
    iam.create_user(UserName=name, Tags=[{"Key": "test:credential-age-days", "Value": str(age)}])
    if console:
        iam.create_login_profile(UserName=name, Password="Correct-Horse-7-Battery")
    if mfa:
        serial = iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]["SerialNumber"]
        iam.enable_mfa_device(UserName=name, SerialNumber=serial, AuthenticationCode1="123456", AuthenticationCode2="654321")


def blea_standalone(world: World) -> Stack:
    """BLEA's standalone base in HOME, its documented manual steps (4.10) done, a user in the SysAdmin group, one instance."""
    new_account(world)
    stack = Stack(world, json.loads(TEMPLATE.read_text()))
    stack.deploy()
    compliance(world, HOME)
    for region in REGIONS:
        close_default_security_groups(world, region)
    sample_finding(world, HOME, stack.find("DetectionGuardDutyDetector")["Ref"])
    user(world, OPERATOR)
    world.client("iam").add_user_to_group(UserName=OPERATOR, GroupName=stack.find("IamSysAdminGroup")["Ref"])
    root(world, mfa=True)
    world.answer("inspector2", "BatchGetAccountStatus", inspector("ENABLED"), HOME)
    managed_instance(world)
    codebuild_project(world)
    cloudformation_stack(world)
    return stack


def managed_instance(world: World) -> None:
    ec2 = world.client("ec2")
    out = ec2.run_instances(
        ImageId="ami-12c6146b",
        InstanceType="t3.micro",
        MinCount=1,
        MaxCount=1,
        MetadataOptions={"HttpTokens": "required", "HttpEndpoint": "enabled"},
        BlockDeviceMappings=[{"DeviceName": "/dev/sda1", "Ebs": {"VolumeSize": 8, "Encrypted": True, "DeleteOnTermination": True}}],
        TagSpecifications=[{"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": WORKLOAD}]}],
    )
    instance = out["Instances"][0]["InstanceId"]
    info = {"InstanceId": instance, "PingStatus": "Online", "LastPingDateTime": "$now-60", "AgentVersion": "3.3.0.0", "IsLatestVersion": True, "PlatformType": "Linux", "ResourceType": "EC2Instance", "AssociationStatus": "Success"}
    world.answer("ssm", "DescribeInstanceInformation", {"InstanceInformationList": [info]}, HOME)
    every = [{"Key": "InstanceIds", "Values": ["*"]}]
    associations = [
        {"Name": document, "AssociationId": identity, "AssociationName": name, "Targets": every, "ScheduleExpression": schedule, "Overview": {"Status": "Success"}, "LastExecutionDate": "$now-600"}
        for document, identity, name, schedule in (
            ("AWS-UpdateSSMAgent", "00000000-0000-4000-8000-000000000001", "UpdateSSMAgent", "rate(14 days)"),
            ("AWS-GatherSoftwareInventory", "00000000-0000-4000-8000-000000000002", "CollectInventory", "rate(30 minutes)"),
            ("AWS-RunPatchBaseline", "00000000-0000-4000-8000-000000000003", "ScanForPatches", "rate(1 day)"),
        )
    ]
    world.answer("ssm", "ListAssociations", {"Associations": associations}, HOME)


def codebuild_project(world: World, privileged: bool = False) -> None:
    """A build project, or a changed environment for the one there is."""
    codebuild = world.client("codebuild")
    environment = {"type": "LINUX_CONTAINER", "image": "aws/codebuild/standard:7.0", "computeType": "BUILD_GENERAL1_SMALL", "privilegedMode": privileged}
    codebuild.create_project(
        name="app-test", source={"type": "CODECOMMIT", "location": f"https://git-codecommit.{HOME}.amazonaws.com/v1/repos/app"}, artifacts={"type": "NO_ARTIFACTS"},
        environment=environment, serviceRole=f"arn:aws:iam::{ACCOUNT}:role/service-role/codebuild-app-test",
    )  # fmt: skip


def cloudformation_stack(world: World) -> None:
    """The stack as evidence of the deployment: its marks, not its resources, which are already there."""
    body = {"Description": json.loads(TEMPLATE.read_text())["Description"], "Resources": {"Mark": {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": "mark", "Name": "/blea/mark"}}}}
    tags = [{"Key": "Environment", "Value": "Development"}, {"Key": "Repository", "Value": "aws-samples/baseline-environment-on-aws"}]
    world.client("cloudformation").create_stack(StackName=STACK, TemplateBody=json.dumps(body), Tags=tags)
    drift(world, "NOT_CHECKED")


def drift(world: World, status: str) -> None:
    stacks = world.client("cloudformation").describe_stacks()["Stacks"]
    for one in stacks:
        one["DriftInformation"] = {"StackDriftStatus": status}
    world.answer("cloudformation", "DescribeStacks", json.loads(json.dumps({"Stacks": stacks}, default=lambda t: t.isoformat())), HOME)


# --- Secure Account -------------------------------------------------------------------------------------------------
def secure_account(world: World) -> None:
    """A Secure Account, done in every enabled region."""
    new_account(world)
    iam, s3 = world.client("iam"), world.client("s3")
    logs = f"secure-account-logs-{ACCOUNT}"
    make_bucket(world, logs)
    four = {"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True}
    world.client("s3control").put_public_access_block(AccountId=ACCOUNT, PublicAccessBlockConfiguration=four)
    s3.put_public_access_block(Bucket=logs, PublicAccessBlockConfiguration=four)
    s3.put_bucket_policy(Bucket=logs, Policy=json.dumps(log_bucket_policy(logs)))
    trail = world.client("cloudtrail")
    trail.create_trail(Name="secure-account", S3BucketName=logs, IncludeGlobalServiceEvents=True, IsMultiRegionTrail=True, EnableLogFileValidation=True, TagsList=[{"Key": "cm:Members", "Value": "Managed"}])
    trail.put_event_selectors(TrailName="secure-account", EventSelectors=[MANAGEMENT_EVENTS])
    trail.start_logging(Name="secure-account")
    world.answer("cloudtrail", "GetTrailStatus", {"LatestDeliveryTime": "$now-300"}, merge=True)
    recorder_role = service_linked_role(world, "config.amazonaws.com", "AWSServiceRoleForConfig")
    iam.create_role(RoleName="SecureAccountMaintenance", AssumeRolePolicyDocument=json.dumps(trust("lambda.amazonaws.com")), Tags=[{"Key": "cm:Members", "Value": "SecureAccount"}])
    for region in REGIONS:
        ec2 = world.client("ec2", region)
        delete_default_vpc(ec2)
        ec2.enable_ebs_encryption_by_default()
        make_recorder(world, region, recorder_role, {"allSupported": True, "includeGlobalResourceTypes": region == HOME})
        make_delivery_channel(world, region, logs)
        make_detector(world, region)
        make_hub(world, region, (FSBP,))
        world.answer("accessanalyzer", "ListAnalyzers", {"analyzers": [analyzer(region)]}, region)
        graph = {"Arn": f"arn:aws:detective:{region}:{ACCOUNT}:graph:0123456789abcdef0123456789abcdef", "CreatedTime": "$now-86400"}
        world.answer("detective", "ListGraphs", {"GraphList": [graph]}, region)
        secure_account_notification(world, region)
    policy = {"MinimumPasswordLength": 14, "RequireSymbols": True, "RequireNumbers": True, "RequireUppercaseCharacters": True, "RequireLowercaseCharacters": True, "PasswordReusePrevention": 24, "MaxPasswordAge": 90}
    iam.update_account_password_policy(**policy)
    user(world, OPERATOR)
    root(world, mfa=True)


SECURE_ACCOUNT_RULES = {
    "guardduty": {"source": ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], "detail": {"severity": [{"numeric": [">=", 4]}]}},
    "securityhub": {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"], "detail": {"findings": {"Severity": {"Label": ["CRITICAL", "HIGH"]}, "Compliance": {"Status": ["FAILED"]}}}},
    "accessanalyzer": {"source": ["aws.access-analyzer"], "detail-type": ["Access Analyzer Finding"], "detail": {"status": ["ACTIVE"]}},
}


def secure_account_notification(world: World, region: str) -> None:
    sns, events = world.client("sns", region), world.client("events", region)
    topic = sns.create_topic(Name="secure-account")["TopicArn"]
    allow = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sns:Publish", "Resource": topic}
    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=json.dumps({"Version": "2012-10-17", "Statement": [allow]}))
    sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="security@example.com")
    world.answer("sns", "GetTopicAttributes", {"Attributes": {"SubscriptionsConfirmed": "1"}}, match={"TopicArn": topic}, merge=True)
    for name, pattern in SECURE_ACCOUNT_RULES.items():
        events.put_rule(Name=f"secure-account-{name}", EventPattern=json.dumps(pattern), State="ENABLED")
        events.put_targets(Rule=f"secure-account-{name}", Targets=[{"Id": "mail", "Arn": topic}])


def analyzer(region: str) -> JSON:
    return {"arn": f"arn:aws:access-analyzer:{region}:{ACCOUNT}:analyzer/secure-account", "name": "secure-account", "type": "ACCOUNT", "status": "ACTIVE", "createdAt": "$now-86400", "tags": {}}


def trust(service: str) -> JSON:
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}]}


def log_bucket_policy(bucket: str) -> JSON:
    arn = f"arn:aws:s3:::{bucket}"
    owner = {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}
    statements: list[JSON] = [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [arn, f"{arn}/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]
    for service, prefix in (("cloudtrail", ""), ("config", "Config/")):
        principal = {"Service": f"{service}.amazonaws.com"}
        statements.append({"Effect": "Allow", "Principal": principal, "Action": "s3:GetBucketAcl", "Resource": arn})
        statements.append({"Effect": "Allow", "Principal": principal, "Action": "s3:PutObject", "Resource": f"{arn}/AWSLogs/{ACCOUNT}/{prefix}*", "Condition": owner})
    return {"Version": "2012-10-17", "Statement": statements}


def delete_default_vpc(ec2: Any) -> None:
    for vpc in ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"]:
        inside = [{"Name": "vpc-id", "Values": [vpc["VpcId"]]}]
        for subnet in ec2.describe_subnets(Filters=inside)["Subnets"]:
            ec2.delete_subnet(SubnetId=subnet["SubnetId"])
        for gateway in ec2.describe_internet_gateways(Filters=[{"Name": "attachment.vpc-id", "Values": [vpc["VpcId"]]}])["InternetGateways"]:
            ec2.detach_internet_gateway(InternetGatewayId=gateway["InternetGatewayId"], VpcId=vpc["VpcId"])
            ec2.delete_internet_gateway(InternetGatewayId=gateway["InternetGatewayId"])
        ec2.delete_vpc(VpcId=vpc["VpcId"])


# --- good in parts, bad in parts ------------------------------------------------------------------------------------
def mixed(world: World) -> None:
    """BLEA's recording and detection without anybody to hear of it, and workloads with the usual mistakes."""
    stack = blea_standalone(world)
    sns = world.client("sns")
    for subscription in sns.list_subscriptions()["Subscriptions"]:
        sns.unsubscribe(SubscriptionArn=subscription["SubscriptionArn"])
    confirmed(world, stack.find("DetectionAlarmTopic")["Ref"])
    world.answer("chatbot", "DescribeSlackChannelConfigurations", {"SlackChannelConfigurations": []})

    ec2 = world.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    group = ec2.create_security_group(GroupName="bastion", Description="bastion", VpcId=vpc)["GroupId"]
    anywhere = {"IpRanges": [{"CidrIp": "0.0.0.0/0"}], "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}
    ports = [{"IpProtocol": "tcp", "FromPort": p, "ToPort": p} | anywhere for p in (22, 3389, 3306)]
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=ports)
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    ec2.run_instances(ImageId="ami-12c6146b", InstanceType="t3.micro", MinCount=1, MaxCount=1, SubnetId=subnet, SecurityGroupIds=[group], MetadataOptions={"HttpTokens": "optional"})

    s3 = world.client("s3")
    make_bucket(world, f"public-site-{ACCOUNT}")
    public = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::public-site-{ACCOUNT}/*"}
    s3.put_bucket_policy(Bucket=f"public-site-{ACCOUNT}", Policy=json.dumps({"Version": "2012-10-17", "Statement": [public]}))

    iam = world.client("iam")
    everything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    admin = iam.create_policy(PolicyName="everything", PolicyDocument=json.dumps(everything))["Policy"]["Arn"]
    user(world, "legacy", mfa=False, age=200)
    iam.create_access_key(UserName="legacy")
    iam.attach_user_policy(UserName="legacy", PolicyArn=admin)
    world.client("kms").create_key(Description="never rotated")
    root(world, mfa=False, access_key=True)


ACCOUNTS = {"empty": new_account, "blea-standalone": blea_standalone, "secure-account": secure_account, "mixed": mixed}
