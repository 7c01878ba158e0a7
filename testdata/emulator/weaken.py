"""One removal each: every function takes exactly one guarantee from a seeded account, or changes it into something that is as good.

A function's name with dashes is the weakening's name, its docstring says what is done. Which controls must change then stands in
../removals.yaml, which is written from the catalogue and never from a tool's output.
"""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import baseline
from baseline import ACCOUNT, CIS12, FSBP, HOME, STACK, TEMPLATE
from world import JSON, World

EAST = "us-east-1"
RESOURCES: JSON = json.loads(TEMPLATE.read_text())["Resources"]


@dataclass(frozen=True)
class Weakening:
    account: str
    what: str
    apply: Callable[[World], None]


WEAKENINGS: dict[str, Weakening] = {}


def weakening(apply: Callable[[World], None], account: str = "blea-standalone", name: str = "", what: str = "") -> Callable[[World], None]:
    WEAKENINGS[name or apply.__name__.replace("_", "-")] = Weakening(account, what or (apply.__doc__ or "").strip(), apply)
    return apply


def secure_account(apply: Callable[[World], None]) -> Callable[[World], None]:
    return weakening(apply, "secure-account")


# --- names ----------------------------------------------------------------------------------------------------------
def logical(prefix: str) -> str:
    return next(k for k in RESOURCES if k.startswith(prefix))


def named(prefix: str) -> str:
    return f"{STACK}-{logical(prefix)}"[:64]


def bucket(prefix: str) -> str:
    return named(prefix).lower()[:63]


def policy_arn(prefix: str) -> str:
    return f"arn:aws:iam::{ACCOUNT}:policy/{named(prefix)}"


TRAIL = named("LoggingCloudTrail44")
LOG_GROUP = named("LoggingCloudTrailLogGroup")
TRAIL_BUCKET = bucket("LoggingCloudTrailBucket7")
ACCESS_LOG_BUCKET = bucket("LoggingCloudTrailAccessLogBucketA7")
CONFIG_BUCKET = bucket("LoggingConfigBucket1")
TOPIC = f"arn:aws:sns:{HOME}:{ACCOUNT}:{named('DetectionAlarmTopic36')}"
KEY_ALIAS = RESOURCES[logical("LoggingCloudTrailKeyAlias")]["Properties"]["AliasName"]
RULE = {
    "default-sg": named("DetectionDefaultSgClosedEventRule"),
    "health": named("DetectionAwsHealthEventRule"),
    "sg": named("DetectionSgChangedEventRule"),
    "nacl": named("DetectionNetworkAclChangeEventRule"),
    "trail": named("DetectionCloudTrailChangeEventRule"),
    "securityhub": named("DetectionSecurityHubEventRule"),
    "guardduty": named("DetectionGuardDutyEventRule"),
}


# --- changes that several have in common ----------------------------------------------------------------------------
def change_policy(world: World, prefix: str, change: Callable[[list[JSON]], list[JSON]]) -> None:
    """A new default version of one of BLEA's managed policies."""
    document = copy.deepcopy(RESOURCES[logical(prefix)]["Properties"]["PolicyDocument"])
    document["Statement"] = change(document["Statement"])
    world.client("iam").create_policy_version(PolicyArn=policy_arn(prefix), PolicyDocument=json.dumps(document), SetAsDefault=True)


def without_mfa(statements: list[JSON]) -> list[JSON]:
    return [{k: v for k, v in s.items() if k != "Condition"} for s in statements]


def without_denies(word: str) -> Callable[[list[JSON]], list[JSON]]:
    return lambda statements: [s for s in statements if not (s["Effect"] == "Deny" and word in json.dumps(s))]


def allowing(*actions: str) -> JSON:
    return {"Effect": "Allow", "Action": list(actions), "Resource": "*"}


def change_bucket_policy(world: World, name: str, change: Callable[[list[JSON]], list[JSON]]) -> None:
    s3 = world.client("s3")
    document = json.loads(s3.get_bucket_policy(Bucket=name)["Policy"])
    document["Statement"] = change(document["Statement"])
    s3.put_bucket_policy(Bucket=name, Policy=json.dumps(document))


def foreign_writer(name: str) -> JSON:
    return {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Action": "s3:PutObject", "Resource": f"arn:aws:s3:::{name}/*"}


def tls_deny_removed(statements: list[JSON]) -> list[JSON]:
    return [s for s in statements if "aws:SecureTransport" not in json.dumps(s)]


def change_key_policy(world: World, change: Callable[[list[JSON]], list[JSON]]) -> None:
    kms = world.client("kms")
    key = trail_key(world)
    document = json.loads(kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"])
    document["Statement"] = change(document["Statement"])
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=json.dumps(document))


def trail_key(world: World) -> str:
    return world.client("kms").describe_key(KeyId=KEY_ALIAS)["KeyMetadata"]["KeyId"]


def describe_trail(world: World, **changed: Any) -> None:
    """Cans DescribeTrails with members of the trail changed (None: left out), where moto's UpdateTrail cannot unset them."""
    trails = world.client("cloudtrail").describe_trails()["trailList"]
    trails = [{k: v for k, v in (t | changed).items() if v is not None} for t in trails]
    world.answer("cloudtrail", "DescribeTrails", {"trailList": trails})


def change_selectors(world: World, **changed: Any) -> None:
    world.client("cloudtrail").put_event_selectors(TrailName=TRAIL, EventSelectors=[baseline.MANAGEMENT_EVENTS | changed])


def change_pattern(world: World, rule: str, change: Callable[[JSON], None]) -> None:
    events = world.client("events")
    found = events.describe_rule(Name=RULE[rule])
    pattern = json.loads(found["EventPattern"])
    change(pattern)
    events.put_rule(Name=RULE[rule], Description=found["Description"], EventPattern=json.dumps(pattern), State=found["State"])


def change_filter(world: World, prefix: str, pattern: str) -> None:
    props = RESOURCES[logical(prefix)]["Properties"]
    transformations = [{k[0].lower() + k[1:]: v for k, v in t.items()} for t in props["MetricTransformations"]]
    world.client("logs").delete_metric_filter(logGroupName=LOG_GROUP, filterName=named(prefix))  # AWS replaces, moto adds another one
    world.client("logs").put_metric_filter(logGroupName=LOG_GROUP, filterName=named(prefix), filterPattern=pattern, metricTransformations=transformations)


def change_alarm(world: World, prefix: str, **changed: Any) -> None:
    props = copy.deepcopy(RESOURCES[logical(prefix)]["Properties"]) | {"AlarmActions": [TOPIC]} | changed
    world.client("cloudwatch").put_metric_alarm(AlarmName=named(prefix), **props)


def change_topic_policy(world: World, statements: list[JSON]) -> None:
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    world.client("sns").set_topic_attributes(TopicArn=TOPIC, AttributeName="Policy", AttributeValue=policy)


def publishers(*services: str) -> list[JSON]:
    return [{"Effect": "Allow", "Principal": {"Service": f"{s}.amazonaws.com"}, "Action": "sns:Publish", "Resource": TOPIC} for s in services]


def unsubscribe(world: World, *protocols: str) -> None:
    sns = world.client("sns")
    for one in sns.list_subscriptions_by_topic(TopicArn=TOPIC)["Subscriptions"]:
        if one["Protocol"] in protocols:
            sns.unsubscribe(SubscriptionArn=one["SubscriptionArn"])
    baseline.confirmed(world, TOPIC)


def encrypt_topic(world: World, key: str) -> None:
    world.client("sns").set_topic_attributes(TopicArn=TOPIC, AttributeName="KmsMasterKeyId", AttributeValue=key)


def topic_key(world: World, *services: str) -> str:
    owner = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "kms:*", "Resource": "*"}
    uses = [{"Effect": "Allow", "Principal": {"Service": f"{s}.amazonaws.com"}, "Action": ["kms:Decrypt", "kms:GenerateDataKey*"], "Resource": "*"} for s in services]
    kms = world.client("kms")
    key = kms.create_key(Description="alerts", Policy=json.dumps({"Version": "2012-10-17", "Statement": [owner, *uses]}))["KeyMetadata"]["KeyId"]
    kms.enable_key_rotation(KeyId=key)
    return key


def remediation(world: World, **changed: Any) -> None:
    found = world.client("config").describe_remediation_configurations(ConfigRuleNames=["bb-default-security-group-closed"])["RemediationConfigurations"][0]
    baseline.remediation(world, found, **changed)


def open_default_security_group(world: World, region: str) -> None:
    ec2 = world.client("ec2", region)
    group = ec2.describe_security_groups(Filters=[{"Name": "group-name", "Values": ["default"]}])["SecurityGroups"][0]["GroupId"]
    itself = {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": group}]}
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[itself])


# --- 4.1 IAM job functions ------------------------------------------------------------------------------------------
@weakening
def sysadmin_policy_off_group(world: World) -> None:
    """The SysAdmin policy is detached from its group; a role still carries it, and the account has IAM users."""
    world.client("iam").detach_group_policy(GroupName=named("IamSysAdminGroup"), PolicyArn=policy_arn("IamSysAdminPolicy"))


@weakening
def sysadmin_without_mfa(world: World) -> None:
    """The SysAdmin policy allows without the MFA condition."""
    change_policy(world, "IamSysAdminPolicy", without_mfa)


@weakening
def iamadmin_without_mfa(world: World) -> None:
    """The IAM administrator policy allows iam:* without the MFA condition."""
    change_policy(world, "IamIamAdminPolicy", without_mfa)


@weakening
def sysadmin_can_stop_trail(world: World) -> None:
    """The SysAdmin policy no longer denies DeleteTrail, StopLogging and UpdateTrail."""
    change_policy(world, "IamSysAdminPolicy", without_denies("cloudtrail:StopLogging"))


@weakening
def sysadmin_billing_allowed(world: World) -> None:
    """The SysAdmin policy no longer denies billing."""
    change_policy(world, "IamSysAdminPolicy", lambda s: without_denies("aws-portal:")(without_denies("billing:GetBillingData")(s)))


@weakening
def instanceops_changes_network(world: World) -> None:
    """The InstanceOps policy no longer denies changes of the network topology."""
    change_policy(world, "IamInstanceOpsPolicy", without_denies("ec2:CreateVpc*"))


@weakening
def instanceops_billing_deny_removed(world: World) -> None:
    """The InstanceOps policy no longer denies billing, which it never allowed: as good as before."""
    change_policy(world, "IamInstanceOpsPolicy", lambda s: without_denies("aws-portal:")(without_denies("billing:GetBillingData")(s)))


@weakening
def instanceops_billing_allowed(world: World) -> None:
    """The InstanceOps policy no longer denies billing, and its group also carries AWS's Billing policy."""
    instanceops_billing_deny_removed(world)
    world.client("iam").attach_group_policy(GroupName=named("IamInstanceOpsGroup"), PolicyArn="arn:aws:iam::aws:policy/job-function/Billing")


@weakening
def kms_administration_allowed(world: World) -> None:
    """Neither SysAdmin nor InstanceOps is denied KMS administration, and InstanceOps is allowed kms:*."""
    change_policy(world, "IamSysAdminPolicy", without_denies("kms:Create*"))
    change_policy(world, "IamInstanceOpsPolicy", lambda s: [*without_denies("kms:Create*")(s), allowing("kms:*")])


@weakening
def readonly_missing(world: World) -> None:
    """No principal carries a read-only policy: neither BLEA's (role and group) nor ReadOnlyAccess (the chat role keeps CloudWatchReadOnlyAccess)."""
    iam = world.client("iam")
    iam.detach_group_policy(GroupName=named("IamReadOnlyAdminGroup"), PolicyArn=policy_arn("IamReadOnlyAdminPolicy"))
    iam.detach_role_policy(RoleName=named("IamReadOnlyAdminRole"), PolicyArn=policy_arn("IamReadOnlyAdminPolicy"))
    iam.detach_role_policy(RoleName=named("NotificationChatbotRole"), PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")


@weakening
def role_trust_open(world: World) -> None:
    """Anybody may assume the SysAdmin role."""
    anybody = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
    world.client("iam").update_assume_role_policy(RoleName=named("IamSysAdminRole"), PolicyDocument=json.dumps(anybody))


@weakening
def role_trust_with_mfa(world: World) -> None:
    """The SysAdmin role trusts the account's own principals with MFA instead of EC2: as good as before."""
    own = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}
    world.client("iam").update_assume_role_policy(RoleName=named("IamSysAdminRole"), PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [own]}))


# --- 4.2 CloudTrail and its storage ---------------------------------------------------------------------------------
@weakening
def trail_stopped(world: World) -> None:
    """StopLogging on the trail."""
    world.client("cloudtrail").stop_logging(Name=TRAIL)


@weakening
def trail_deleted(world: World) -> None:
    """The trail is deleted."""
    world.client("cloudtrail").delete_trail(Name=TRAIL)


@weakening
def trail_single_region(world: World) -> None:
    """The trail records its home region only."""
    world.client("cloudtrail").update_trail(Name=TRAIL, IsMultiRegionTrail=False)


@weakening
def trail_write_only(world: World) -> None:
    """The trail records write events only."""
    change_selectors(world, ReadWriteType="WriteOnly")


@weakening
def trail_excludes_kms(world: World) -> None:
    """The trail leaves out the management events of KMS."""
    change_selectors(world, ExcludeManagementEventSources=["kms.amazonaws.com"])


@weakening
def trail_advanced_selectors(world: World) -> None:
    """Advanced selectors record all management events: as good as before."""
    everything = [{"Name": "all", "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]}]
    arn = f"arn:aws:cloudtrail:{HOME}:{ACCOUNT}:trail/{TRAIL}"
    world.answer("cloudtrail", "GetEventSelectors", {"TrailARN": arn, "AdvancedEventSelectors": everything})


@weakening
def trail_delivery_failing(world: World) -> None:
    """The trail has not been able to write to its bucket for two days."""
    baseline.trail_status(world, LatestDeliveryError="AccessDenied", LatestDeliveryTime="$now-172800")


@weakening
def trail_validation_off(world: World) -> None:
    """Log file validation is off."""
    world.client("cloudtrail").update_trail(Name=TRAIL, EnableLogFileValidation=False)


@weakening
def trail_key_removed(world: World) -> None:
    """The trail's files are no longer encrypted with the KMS key."""
    describe_trail(world, KmsKeyId=None)


@weakening
def trail_key_disabled(world: World) -> None:
    """The trail's KMS key is disabled."""
    world.client("kms").disable_key(KeyId=trail_key(world))


@weakening
def trail_key_rotation_off(world: World) -> None:
    """The trail's KMS key does not rotate."""
    world.client("kms").disable_key_rotation(KeyId=trail_key(world))


@weakening
def trail_key_open(world: World) -> None:
    """Any account may decrypt with the trail's key."""

    def change(statements: list[JSON]) -> list[JSON]:
        return [{k: v for k, v in s.items() if k != "Condition"} if s["Principal"] == {"AWS": "*"} else s for s in statements]

    change_key_policy(world, change)


@weakening
def trail_key_without_cloudtrail(world: World) -> None:
    """The key policy does not let CloudTrail generate data keys."""
    change_key_policy(world, lambda statements: [s for s in statements if s["Action"] != "kms:GenerateDataKey*"])


@weakening
def trail_logs_detached(world: World) -> None:
    """The trail no longer delivers to CloudWatch Logs."""
    describe_trail(world, CloudWatchLogsLogGroupArn=None, CloudWatchLogsRoleArn=None)
    world.answer("cloudtrail", "GetTrailStatus", {"LatestDeliveryTime": "$now-300"}, merge=True)


@weakening
def trail_logs_stale(world: World) -> None:
    """Delivery to CloudWatch Logs has failed for two days."""
    baseline.trail_status(world, LatestCloudWatchLogsDeliveryError="AccessDenied", LatestCloudWatchLogsDeliveryTime="$now-172800")


@weakening
def log_group_key_removed(world: World) -> None:
    """The log group is no longer encrypted with a customer key."""
    groups = world.client("logs").describe_log_groups()["logGroups"]
    world.answer("logs", "DescribeLogGroups", {"logGroups": [{k: v for k, v in g.items() if k != "kmsKeyId"} for g in groups]}, HOME)


@weakening
def log_group_retention_30(world: World) -> None:
    """The log group keeps 30 days."""
    world.client("logs").put_retention_policy(logGroupName=LOG_GROUP, retentionInDays=30)


@weakening
def log_group_never_expires(world: World) -> None:
    """The log group keeps events for ever: as good as before."""
    world.client("logs").delete_retention_policy(logGroupName=LOG_GROUP)


@weakening
def trail_bucket_public_access_block_off(world: World) -> None:
    """The trail bucket has no public access block (nor has the account)."""
    world.client("s3").delete_public_access_block(Bucket=TRAIL_BUCKET)


@weakening
def trail_bucket_versioning_suspended(world: World) -> None:
    """Versioning of the trail bucket is suspended."""
    world.client("s3").put_bucket_versioning(Bucket=TRAIL_BUCKET, VersioningConfiguration={"Status": "Suspended"})


@weakening
def trail_bucket_without_tls_deny(world: World) -> None:
    """The trail bucket's policy does not deny requests without TLS."""
    change_bucket_policy(world, TRAIL_BUCKET, tls_deny_removed)


@weakening
def trail_bucket_deletable(world: World) -> None:
    """The trail bucket's policy does not deny s3:Delete*."""
    change_bucket_policy(world, TRAIL_BUCKET, lambda statements: [s for s in statements if s["Action"] != "s3:Delete*"])


@weakening
def trail_bucket_logging_off(world: World) -> None:
    """Server access logging of the trail bucket is off."""
    world.client("s3").put_bucket_logging(Bucket=TRAIL_BUCKET, BucketLoggingStatus={})


@weakening
def trail_bucket_foreign_writer(world: World) -> None:
    """Another account may write to the trail bucket."""
    change_bucket_policy(world, TRAIL_BUCKET, lambda statements: [*statements, foreign_writer(TRAIL_BUCKET)])


@weakening
def access_log_bucket_unversioned(world: World) -> None:
    """Versioning of the access-log bucket is suspended."""
    world.client("s3").put_bucket_versioning(Bucket=ACCESS_LOG_BUCKET, VersioningConfiguration={"Status": "Suspended"})


@weakening
def access_log_bucket_expires_early(world: World) -> None:
    """The access-log bucket deletes after a year."""
    rule = {"ID": "archive", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 365}, "Transitions": [{"Days": 90, "StorageClass": "GLACIER"}]}
    world.client("s3").put_bucket_lifecycle_configuration(Bucket=ACCESS_LOG_BUCKET, LifecycleConfiguration={"Rules": [rule]})


@weakening
def logs_role_wide(world: World) -> None:
    """CloudTrail's delivery role may do anything in CloudWatch Logs."""
    name = RESOURCES[logical("LoggingCloudTrailLogsRoleDefaultPolicy")]["Properties"]["PolicyName"]
    document = {"Version": "2012-10-17", "Statement": [allowing("logs:*")]}
    world.client("iam").put_role_policy(RoleName=named("LoggingCloudTrailLogsRoleE"), PolicyName=name, PolicyDocument=json.dumps(document))


# --- 4.3 Config -----------------------------------------------------------------------------------------------------
@weakening
def recorder_off(world: World) -> None:
    """The recorder is stopped."""
    world.client("config").stop_configuration_recorder(ConfigurationRecorderName="default")
    baseline.recorder_status(world, HOME, recording=False)


@weakening
def recorder_failing(world: World) -> None:
    """The recorder's last status is FAILURE."""
    baseline.recorder_status(world, HOME, last="FAILURE")


@weakening
def recorder_inclusion_list(world: World) -> None:
    """The recorder records S3 buckets only."""
    role = f"arn:aws:iam::{ACCOUNT}:role/{named('LoggingConfigRole')}"
    baseline.make_recorder(world, HOME, role, {"allSupported": False, "includeGlobalResourceTypes": False, "resourceTypes": ["AWS::S3::Bucket"]})


@weakening
def recorder_without_globals(world: World) -> None:
    """No recorder of the account records global resource types."""
    role = f"arn:aws:iam::{ACCOUNT}:role/{named('LoggingConfigRole')}"
    baseline.make_recorder(world, HOME, role, {"allSupported": True, "includeGlobalResourceTypes": False})


@weakening
def delivery_channel_missing(world: World) -> None:
    """There is no delivery channel."""
    world.answer("config", "DescribeDeliveryChannels", {"DeliveryChannels": []}, HOME)
    world.answer("config", "DescribeDeliveryChannelStatus", {"DeliveryChannelsStatus": []}, HOME)


@weakening
def delivery_failing(world: World) -> None:
    """The delivery channel cannot deliver."""
    baseline.delivery_status(world, HOME, "FAILURE")


@weakening
def config_role_without_policy(world: World) -> None:
    """The recorder's role lacks AWS_ConfigRole."""
    world.client("iam").detach_role_policy(RoleName=named("LoggingConfigRole"), PolicyArn="arn:aws:iam::aws:policy/service-role/AWS_ConfigRole")


@weakening
def config_bucket_public_access_block_off(world: World) -> None:
    """The Config bucket has no public access block (nor has the account)."""
    world.client("s3").delete_public_access_block(Bucket=CONFIG_BUCKET)


@weakening
def config_bucket_versioning_suspended(world: World) -> None:
    """Versioning of the Config bucket is suspended."""
    world.client("s3").put_bucket_versioning(Bucket=CONFIG_BUCKET, VersioningConfiguration={"Status": "Suspended"})


@weakening
def config_bucket_without_tls_deny(world: World) -> None:
    """The Config bucket's policy does not deny requests without TLS."""
    change_bucket_policy(world, CONFIG_BUCKET, tls_deny_removed)


@weakening
def config_bucket_unencrypted(world: World) -> None:
    """The Config bucket has no default encryption."""
    world.client("s3").delete_bucket_encryption(Bucket=CONFIG_BUCKET)


@weakening
def config_bucket_foreign_writer(world: World) -> None:
    """Another account may write to the Config bucket."""
    change_bucket_policy(world, CONFIG_BUCKET, lambda statements: [*statements, foreign_writer(CONFIG_BUCKET)])


# --- 4.4 guardrail rules --------------------------------------------------------------------------------------------
GUARDRAILS = [k for k, v in RESOURCES.items() if v["Type"] == "AWS::Config::ConfigRule" and k.startswith("CheckFor")]


def guardrail_missing(name: str) -> Callable[[World], None]:
    def apply(world: World) -> None:
        world.client("config").delete_config_rule(ConfigRuleName=name)
        baseline.compliance(world, HOME)

    return apply


for _number, _rule in enumerate(GUARDRAILS, 1):
    _name = RESOURCES[_rule]["Properties"]["ConfigRuleName"]
    weakening(guardrail_missing(_name), name=f"guardrail-{_number}-missing", what=f"The Config rule {_name} is deleted; the Security Hub control of its kind, if any, is off.")


@weakening
def guardrail_by_other_name(world: World) -> None:
    """CheckForEncryptedVolumes is replaced by a rule of another name on the same identifier: as good as before."""
    config = world.client("config")
    config.delete_config_rule(ConfigRuleName="CheckForEncryptedVolumes")
    source = {"Owner": "AWS", "SourceIdentifier": "ENCRYPTED_VOLUMES"}
    config.put_config_rule(ConfigRule={"ConfigRuleName": "encrypted-volumes", "Scope": {"ComplianceResourceTypes": ["AWS::EC2::Volume"]}, "Source": source})
    baseline.compliance(world, HOME)


# --- 4.5 default security group -------------------------------------------------------------------------------------
@weakening
def default_sg_rule_missing(world: World) -> None:
    """bb-default-security-group-closed is deleted, and its remediation with it."""
    world.client("config").delete_config_rule(ConfigRuleName="bb-default-security-group-closed")
    baseline.compliance(world, HOME)
    world.answer("config", "DescribeRemediationConfigurations", {"RemediationConfigurations": []}, HOME)


@weakening
def remediation_missing(world: World) -> None:
    """The rule has no remediation."""
    world.answer("config", "DescribeRemediationConfigurations", {"RemediationConfigurations": []}, HOME)


@weakening
def remediation_manual(world: World) -> None:
    """The remediation waits for a person."""
    remediation(world, Automatic=False)


@weakening
def remediation_role_cannot_revoke(world: World) -> None:
    """The remediation role may not revoke security-group rules."""
    name = RESOURCES[logical("DetectionDefaultSgRemediationRoleDefaultPolicy")]["Properties"]["PolicyName"]
    document = {"Version": "2012-10-17", "Statement": [allowing("ec2:DescribeSecurityGroups")]}
    world.client("iam").put_role_policy(RoleName=named("DetectionDefaultSgRemediationRoleA"), PolicyName=name, PolicyDocument=json.dumps(document))


@weakening
def default_sg_open(world: World) -> None:
    """A default security group of the governed region lets its members in."""
    open_default_security_group(world, HOME)


@weakening
def default_sg_open_elsewhere(world: World) -> None:
    """A default security group of another enabled region lets its members in."""
    open_default_security_group(world, EAST)


# --- 4.6 GuardDuty --------------------------------------------------------------------------------------------------
@weakening
def detector_disabled(world: World) -> None:
    """The detector is suspended."""
    guardduty = world.client("guardduty")
    guardduty.update_detector(DetectorId=guardduty.list_detectors()["DetectorIds"][0], Enable=False)


@weakening
def sample_finding_missing(world: World) -> None:
    """The detector, made today, never had a sample finding."""
    world.answer("guardduty", "ListFindings", {"FindingIds": []}, HOME)
    world.answer("guardduty", "GetFindings", {"Findings": []}, HOME)


# --- 4.7 Security Hub -----------------------------------------------------------------------------------------------
@weakening
def hub_off(world: World) -> None:
    """Security Hub is off."""
    world.client("securityhub").disable_security_hub()
    off = {"Error": {"Code": "InvalidAccessException", "Message": f"Account {ACCOUNT} is not subscribed to AWS Security Hub", "Status": 401}}
    for operation in ("GetEnabledStandards", "ListFindingAggregators", "GetFindingAggregator", "ListStandardsControlAssociations", "DescribeStandardsControls"):
        world.answer("securityhub", operation, off, HOME)


@weakening
def fsbp_off(world: World) -> None:
    """The Foundational Security Best Practices standard is off."""
    baseline.enabled_standards(world, HOME, CIS12)


@weakening
def cis_off(world: World) -> None:
    """No CIS standard is on."""
    baseline.enabled_standards(world, HOME, FSBP)


@weakening
def cis_newer(world: World) -> None:
    """CIS 3.0 instead of 1.2: as good as before."""
    baseline.enabled_standards(world, HOME, FSBP, "standards/cis-aws-foundations-benchmark/v/3.0.0")


@weakening
def new_controls_not_enabled(world: World) -> None:
    """New Security Hub controls stay off."""
    world.answer("securityhub", "DescribeHub", {"AutoEnableControls": False}, HOME, merge=True)


@weakening
def securityhub_role_missing(world: World) -> None:
    """Security Hub's service-linked role is gone."""
    world.client("iam").delete_role(RoleName="AWSServiceRoleForSecurityHub")


# --- 4.8 notification: the topic and its subscribers ----------------------------------------------------------------
@weakening
def subscription_missing(world: World) -> None:
    """The topic has no subscription at all."""
    unsubscribe(world, "email", "https")


@weakening
def subscription_pending(world: World) -> None:
    """The only subscription is a mail address that never confirmed."""
    unsubscribe(world, "https")
    baseline.confirmed(world, TOPIC, pending=1)
    mail = {"SubscriptionArn": "PendingConfirmation", "Owner": ACCOUNT, "Protocol": "email", "Endpoint": "notify-security@example.com", "TopicArn": TOPIC}
    world.answer("sns", "ListSubscriptionsByTopic", {"Subscriptions": [mail]}, match={"TopicArn": TOPIC})
    world.answer("sns", "ListSubscriptions", {"Subscriptions": [mail]}, HOME)


@weakening
def chat_subscription_missing(world: World) -> None:
    """The chat channel lists the topic, but is not subscribed to it."""
    unsubscribe(world, "https")


@weakening
def chat_channel_missing(world: World) -> None:
    """There is no chat channel."""
    unsubscribe(world, "https")
    world.answer("chatbot", "DescribeSlackChannelConfigurations", {"SlackChannelConfigurations": []})


@weakening
def chat_role_writes(world: World) -> None:
    """The chat role may change EC2, and no guardrail policy limits it."""
    world.client("iam").attach_role_policy(RoleName=named("NotificationChatbotRole"), PolicyArn="arn:aws:iam::aws:policy/AmazonEC2FullAccess")


@weakening
def topic_policy_without_events(world: World) -> None:
    """The topic policy does not let EventBridge publish."""
    change_topic_policy(world, publishers("cloudwatch"))


@weakening
def topic_policy_without_alarms(world: World) -> None:
    """The topic policy does not let CloudWatch alarms publish."""
    change_topic_policy(world, publishers("events"))


@weakening
def topic_policy_denies_services(world: World) -> None:
    """The topic policy denies everybody outside an organization, which services are."""
    outside = {"Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Resource": TOPIC, "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}}}
    change_topic_policy(world, [*publishers("events", "cloudwatch"), outside])


@weakening
def topic_policy_with_tls_deny(world: World) -> None:
    """The topic policy also denies publishing without TLS: as good as before."""
    plain = {"Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Resource": TOPIC, "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
    change_topic_policy(world, [*publishers("events", "cloudwatch"), plain])


@weakening
def topic_encrypted_with_aws_key(world: World) -> None:
    """The topic is encrypted with alias/aws/sns, which no service may use."""
    encrypt_topic(world, "alias/aws/sns")


@weakening
def topic_encrypted_without_grants(world: World) -> None:
    """The topic is encrypted with a customer key (rotated) that lets neither EventBridge nor CloudWatch use it."""
    encrypt_topic(world, topic_key(world))


@weakening
def topic_encrypted_with_grants(world: World) -> None:
    """The topic is encrypted with a customer key (rotated) that both services may use: as good as before."""
    encrypt_topic(world, topic_key(world, "events", "cloudwatch"))


# --- 4.8 notification: event rules ----------------------------------------------------------------------------------
@weakening
def guardduty_pattern_narrowed(world: World) -> None:
    """The GuardDuty rule begins at severity 7."""
    change_pattern(world, "guardduty", lambda p: p["detail"].update(severity=[{"numeric": [">=", 7]}]))


@weakening
def guardduty_pattern_of_old_blea(world: World) -> None:
    """The GuardDuty rule's list ends at 8.9, as BLEA's did before 3.1.0."""
    change_pattern(world, "guardduty", lambda p: p["detail"].update(severity=[s for s in p["detail"]["severity"] if s < 9]))


@weakening
def guardduty_pattern_numeric(world: World) -> None:
    """The GuardDuty rule says >= 4 instead of listing: as good as before."""
    change_pattern(world, "guardduty", lambda p: p["detail"].update(severity=[{"numeric": [">=", 4]}]))


@weakening
def guardduty_rule_disabled(world: World) -> None:
    """The GuardDuty rule is disabled."""
    world.client("events").disable_rule(Name=RULE["guardduty"])


@weakening
def securityhub_pattern_critical_only(world: World) -> None:
    """The Security Hub rule leaves out HIGH."""
    change_pattern(world, "securityhub", lambda p: p["detail"]["findings"]["Severity"].update(Label=["CRITICAL"]))


@weakening
def securityhub_pattern_new_only(world: World) -> None:
    """The Security Hub rule leaves out findings already NOTIFIED: a sensible refinement, as good as before."""
    change_pattern(world, "securityhub", lambda p: p["detail"]["findings"]["Workflow"].update(Status=["NEW"]))


@weakening
def health_pattern_one_service(world: World) -> None:
    """The Health rule is about EC2 only."""
    change_pattern(world, "health", lambda p: p.update(detail={"service": ["EC2"]}))


@weakening
def health_pattern_wildcard_source(world: World) -> None:
    """The Health rule's source is the text aws.health*, which matches nothing."""
    change_pattern(world, "health", lambda p: p.update(source=["aws.health*"]))


@weakening
def health_pattern_account_specific(world: World) -> None:
    """The Health rule is about account-specific events only: narrower than BLEA, and what the talk asks for."""
    change_pattern(world, "health", lambda p: p.update(detail={"eventScopeCode": ["ACCOUNT_SPECIFIC"]}))


@weakening
def trail_change_rule_disabled(world: World) -> None:
    """The rule on changes of the trail is disabled."""
    world.client("events").disable_rule(Name=RULE["trail"])


@weakening
def trail_change_pattern_narrowed(world: World) -> None:
    """The rule on changes of the trail leaves out UpdateTrail."""
    change_pattern(world, "trail", lambda p: p["detail"].update(eventName=["StopLogging", "DeleteTrail"]))


@weakening
def trail_change_three_rules(world: World) -> None:
    """Three rules, one an API name, instead of one: as good as before."""
    events = world.client("events")
    pattern = json.loads(events.describe_rule(Name=RULE["trail"])["EventPattern"])
    for name in pattern["detail"]["eventName"]:
        one = copy.deepcopy(pattern) | {"source": ["aws.cloudtrail"]}
        one["detail"]["eventName"] = [name]
        events.put_rule(Name=f"trail-{name}", EventPattern=json.dumps(one), State="ENABLED")
        events.put_targets(Rule=f"trail-{name}", Targets=[{"Id": "topic", "Arn": TOPIC}])
    events.disable_rule(Name=RULE["trail"])


@weakening
def sg_rule_without_targets(world: World) -> None:
    """The rule on security-group changes has no target."""
    world.client("events").remove_targets(Rule=RULE["sg"], Ids=["Target0"])


@weakening
def sg_pattern_one_user(world: World) -> None:
    """The rule on security-group changes is about one user."""
    change_pattern(world, "sg", lambda p: p["detail"].update(userIdentity={"userName": ["alice"]}))


@weakening
def sg_pattern_wildcard(world: World) -> None:
    """The rule on security-group changes matches every name with SecurityGroup in it: broader, as good as before."""
    change_pattern(world, "sg", lambda p: p["detail"].update(eventName=[{"wildcard": "*SecurityGroup*"}]))


@weakening
def nacl_pattern_narrowed(world: World) -> None:
    """The rule on network ACL changes leaves out ReplaceNetworkAclAssociation."""
    change_pattern(world, "nacl", lambda p: p["detail"]["eventName"].remove("ReplaceNetworkAclAssociation"))


@weakening
def default_sg_pattern_dead(world: World) -> None:
    """The rule on non-compliant default security groups names a Config rule that does not exist."""
    change_pattern(world, "default-sg", lambda p: p["detail"].update(configRuleName=["default-sg-closed"]))


# --- 4.8 notification: metric filters and alarms --------------------------------------------------------------------
@weakening
def root_alarm_actions_off(world: World) -> None:
    """The actions of the alarm on root activity are switched off."""
    world.client("cloudwatch").disable_alarm_actions(AlarmNames=[named("DetectionRootUserActivityAlarm")])


@weakening
def root_alarm_without_actions(world: World) -> None:
    """The alarm on root activity has no action."""
    change_alarm(world, "DetectionRootUserActivityAlarm", AlarmActions=[])


@weakening
def root_filter_console_only(world: World) -> None:
    """The filter on root activity is about console sign-in only."""
    change_filter(world, "DetectionRootUserActivityFilter", '{$.userIdentity.type="Root" && $.eventName="ConsoleLogin"}')


@weakening
def access_key_alarm_misspelt(world: World) -> None:
    """The alarm on new access keys watches a metric that no filter emits."""
    change_alarm(world, "DetectionNewAccessKeyCreatedAlarm", MetricName="NewAccesKeyCreatedEventCount")


@weakening
def access_key_alarm_missing(world: World) -> None:
    """The alarm on new access keys is deleted."""
    world.client("cloudwatch").delete_alarms(AlarmNames=[named("DetectionNewAccessKeyCreatedAlarm")])


@weakening
def unauthorized_threshold_10(world: World) -> None:
    """The alarm on unauthorized attempts waits for ten."""
    change_alarm(world, "DetectionUnauthorizedAttemptsAlarm", Threshold=10)


@weakening
def unauthorized_filter_of_old_blea(world: World) -> None:
    """The filter on unauthorized attempts has no wildcards, as BLEA's in 1.0."""
    change_filter(world, "DetectionUnauthorizedAttemptsFilter", "{($.errorCode=AccessDenied)||($.errorCode=UnauthorizedOperation)}")


@weakening
def unauthorized_filter_of_cis(world: World) -> None:
    """The filter on unauthorized attempts is CIS's, which is broader: as good as before."""
    change_filter(world, "DetectionUnauthorizedAttemptsFilter", '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}')


@weakening
def iam_policy_filter_narrowed(world: World) -> None:
    """The filter on IAM policy changes leaves out DetachGroupPolicy."""
    pattern = RESOURCES[logical("DetectionIAMPolicyChangeFilter")]["Properties"]["FilterPattern"]
    change_filter(world, "DetectionIAMPolicyChangeFilter", pattern.replace("||($.eventName=DetachGroupPolicy)", ""))


@weakening
def iam_policy_filter_missing(world: World) -> None:
    """The filter on IAM policy changes is deleted."""
    world.client("logs").delete_metric_filter(logGroupName=LOG_GROUP, filterName=named("DetectionIAMPolicyChangeFilter"))


# --- 4.10 manual steps, 4.11 evidence -------------------------------------------------------------------------------
@weakening
def inspector_off(world: World) -> None:
    """Inspector is off."""
    world.answer("inspector2", "BatchGetAccountStatus", baseline.inspector("DISABLED"), HOME)


@weakening
def instance_unmanaged(world: World) -> None:
    """Systems Manager does not know the running instance."""
    world.answer("ssm", "DescribeInstanceInformation", {"InstanceInformationList": []}, HOME)


@weakening
def root_mfa_missing(world: World) -> None:
    """The root user has no MFA."""
    baseline.root(world, mfa=False)


@weakening
def root_mfa_virtual(world: World) -> None:
    """The root user's MFA is a virtual device."""
    baseline.root(world, mfa=True, virtual=True)


@weakening
def root_access_key(world: World) -> None:
    """The root user has an access key."""
    baseline.root(world, mfa=True, access_key=True)


@weakening
def codebuild_privileged(world: World) -> None:
    """The build project runs in privileged mode."""
    world.client("codebuild").delete_project(name="app-test")
    baseline.codebuild_project(world, privileged=True)


@weakening
def stack_missing(world: World) -> None:
    """There is no CloudFormation stack of BLEA (nor its marks); the resources stay."""
    world.client("cloudformation").delete_stack(StackName=STACK)
    world.answer("cloudformation", "DescribeStacks", {"Stacks": []}, HOME)


@weakening
def stack_drifted(world: World) -> None:
    """The BLEA stack has drifted."""
    baseline.drift(world, "DRIFTED")


# --- 5 Secure Account -----------------------------------------------------------------------------------------------
@secure_account
def sa_trail_stopped(world: World) -> None:
    """StopLogging on the trail."""
    world.client("cloudtrail").stop_logging(Name="secure-account")


@secure_account
def sa_recorder_off_elsewhere(world: World) -> None:
    """The recorder of us-east-1 is stopped."""
    world.client("config", EAST).stop_configuration_recorder(ConfigurationRecorderName="default")
    baseline.recorder_status(world, EAST, recording=False)


@secure_account
def sa_detector_disabled_elsewhere(world: World) -> None:
    """The detector of us-east-1 is suspended."""
    guardduty = world.client("guardduty", EAST)
    guardduty.update_detector(DetectorId=guardduty.list_detectors()["DetectorIds"][0], Enable=False)


@secure_account
def sa_fsbp_off_elsewhere(world: World) -> None:
    """Security Hub in us-east-1 is on without a standard."""
    baseline.enabled_standards(world, EAST)


@secure_account
def sa_analyzer_missing_elsewhere(world: World) -> None:
    """us-east-1 has no analyzer."""
    world.answer("accessanalyzer", "ListAnalyzers", {"analyzers": []}, EAST)


@secure_account
def sa_guardduty_rule_disabled(world: World) -> None:
    """The GuardDuty mail of ap-northeast-1 is switched off."""
    world.client("events").disable_rule(Name="secure-account-guardduty")


@secure_account
def sa_securityhub_rule_missing(world: World) -> None:
    """The Security Hub mail of ap-northeast-1 has no target."""
    world.client("events").remove_targets(Rule="secure-account-securityhub", Ids=["mail"])


@secure_account
def sa_analyzer_rule_narrowed(world: World) -> None:
    """The Access Analyzer mail of ap-northeast-1 is about archived findings only."""
    pattern = copy.deepcopy(baseline.SECURE_ACCOUNT_RULES["accessanalyzer"]) | {"detail": {"status": ["ARCHIVED"]}}
    world.client("events").put_rule(Name="secure-account-accessanalyzer", EventPattern=json.dumps(pattern), State="ENABLED")


@secure_account
def sa_mail_pending_elsewhere(world: World) -> None:
    """The mail address never confirmed in us-east-1."""
    topic = f"arn:aws:sns:{EAST}:{ACCOUNT}:secure-account"
    mail = {"SubscriptionArn": "PendingConfirmation", "Owner": ACCOUNT, "Protocol": "email", "Endpoint": "security@example.com", "TopicArn": topic}
    world.answer("sns", "ListSubscriptionsByTopic", {"Subscriptions": [mail]}, match={"TopicArn": topic})
    world.answer("sns", "ListSubscriptions", {"Subscriptions": [mail]}, EAST)
    counts = {"SubscriptionsConfirmed": "0", "SubscriptionsPending": "1"}
    world.answer("sns", "GetTopicAttributes", {"Attributes": counts}, match={"TopicArn": topic}, merge=True)


@secure_account
def sa_default_vpc_elsewhere(world: World) -> None:
    """us-east-1 has a default VPC."""
    world.client("ec2", EAST).create_default_vpc()


@secure_account
def sa_public_access_block_off(world: World) -> None:
    """The account has no S3 public access block."""
    world.client("s3control").delete_public_access_block(AccountId=ACCOUNT)


@secure_account
def sa_ebs_encryption_off_elsewhere(world: World) -> None:
    """EBS volumes of us-east-1 are not encrypted by default."""
    world.client("ec2", EAST).disable_ebs_encryption_by_default()


@secure_account
def sa_root_access_key(world: World) -> None:
    """The root user has an access key."""
    baseline.root(world, mfa=True, access_key=True)


@secure_account
def sa_password_policy_missing(world: World) -> None:
    """There is no password policy."""
    world.client("iam").delete_account_password_policy()


@secure_account
def sa_detective_off_elsewhere(world: World) -> None:
    """us-east-1 has no Detective graph."""
    world.answer("detective", "ListGraphs", {"GraphList": []}, EAST)
