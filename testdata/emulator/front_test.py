"""python -m unittest front_test: the front, in each protocol, over HTTP."""

import subprocess
import sys
import unittest
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, ReadTimeoutError

import front
from world import ACCOUNT, HOME, World

# One operation a protocol: (service, operation, python name, code when denied, code when throttled).
PROTOCOLS = (
    ("iam", "ListRoles", "list_roles", "AccessDenied", "Throttling"),
    ("sns", "ListTopics", "list_topics", "AuthorizationError", "Throttling"),
    ("events", "ListRules", "list_rules", "AccessDeniedException", "ThrottlingException"),
    ("ec2", "DescribeVpcs", "describe_vpcs", "UnauthorizedOperation", "RequestLimitExceeded"),
    ("s3", "ListBuckets", "list_buckets", "AccessDenied", "SlowDown"),
    ("guardduty", "ListDetectors", "list_detectors", "AccessDeniedException", "ThrottlingException"),
    ("chatbot", "DescribeSlackChannelConfigurations", "describe_slack_channel_configurations", "AccessDeniedException", "ThrottlingException"),
)


class FrontTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.server = subprocess.Popen([sys.executable, str(Path(front.__file__))], stdout=subprocess.PIPE, text=True)
        cls.world = World(f"http://127.0.0.1:{cls.server.stdout.readline().split()[1]}")

    @classmethod
    def tearDownClass(cls) -> None:
        cls.server.terminate()
        cls.server.wait()
        cls.server.stdout.close()

    def setUp(self) -> None:
        self.world.reset()

    def fault(self, **rule: object) -> None:
        self.world.http("POST", "/__faults", rule)

    def error(self, service: str, name: str) -> str:
        with self.assertRaises(ClientError) as caught:
            getattr(self.world.client(service), name)()
        return caught.exception.response["Error"]["Code"]

    def test_iam_decides_once_it_is_enforced(self) -> None:
        actions = [f"{service}:{operation}" for service, operation, *_ in PROTOCOLS]

        def enforce(allowed: list[str]) -> boto3.session.Session:
            statement = {"Effect": "Allow", "Action": allowed, "Resource": "*"}
            key = self.world.http("POST", "/__enforce", {"policies": [{"Version": "2012-10-17", "Statement": [statement]}]})
            return boto3.session.Session(key["AccessKeyId"], key["SecretAccessKey"], region_name=HOME)

        def client(session: boto3.session.Session, service: str) -> Any:
            return session.client(service, endpoint_url=self.world.endpoint, config=Config(s3={"addressing_style": "path"}))

        self.world.http("POST", "/__answers", {"service": "chatbot", "operation": "DescribeSlackChannelConfigurations", "answer": {}})
        for service, operation, name, code, _ in PROTOCOLS:
            getattr(client(enforce(actions), service), name)()
            user = enforce([a for a in actions if a != f"{service}:{operation}"])
            with self.assertRaises(ClientError) as caught:
                getattr(client(user, service), name)()
            error = caught.exception.response["Error"]
            self.assertEqual(error["Code"], code)
            self.assertIn(f"user/kijun is not authorized to perform: {service}:{operation}", error["Message"])
            getattr(self.world.client(service), name)()  # who seeds may do everything
        self.assertEqual({line["by"] for line in self.world.http("GET", "/__log") if line["status"] >= 400}, {"iam"})
        user = enforce(["sts:AssumeRole"])
        client(user, "sts").get_caller_identity()  # takes no permission
        self.world.http("POST", "/__enforce", {})
        client(user, "sns").list_topics()

    def cbor(self, operation: str, params: front.JSON | None = None) -> tuple[int, front.JSON]:
        headers = {
            "Authorization": f"AWS4-HMAC-SHA256 Credential=testing/20260101/{HOME}/monitoring/aws4_request, SignedHeaders=host, Signature=0",
            "smithy-protocol": "rpc-v2-cbor",
            "Content-Type": "application/cbor",
        }
        url = f"{self.world.endpoint}/service/GraniteServiceVersion20100801/operation/{operation}"
        try:
            with urllib.request.urlopen(urllib.request.Request(url, front.cbor_encode(params or {}), headers)) as response:
                return response.status, front.cbor_decode(response.read())
        except urllib.error.HTTPError as e:
            return e.code, front.cbor_decode(e.read())

    def test_errors_have_the_protocol_of_the_service(self) -> None:
        for service, operation, name, denied, throttled in PROTOCOLS:
            for kind, code in (("denied", denied), ("throttled", throttled), ("500", "InternalFailure")):
                with self.subTest(service=service, kind=kind):
                    self.fault(service=service, operation=operation, kind=kind, times=1)
                    self.assertEqual(self.error(service, name), code)

    def test_cbor(self) -> None:
        self.world.client("cloudwatch").put_metric_alarm(
            AlarmName="a", MetricName="m", Namespace="n", Period=300, Statistic="Sum", Threshold=1.5, EvaluationPeriods=1, ComparisonOperator="GreaterThanThreshold"
        )  # fmt: skip
        status, out = self.cbor("DescribeAlarms", {"AlarmNames": ["a"]})
        self.assertEqual((status, out["MetricAlarms"][0]["Threshold"]), (200, 1.5))
        self.fault(service="cloudwatch", operation="DescribeAlarms", kind="denied")
        status, out = self.cbor("DescribeAlarms")
        self.assertEqual((status, out["__type"]), (403, "com.amazonaws.cloudwatch#AccessDenied"))

    def test_an_operation_that_moto_lacks_is_501(self) -> None:
        self.assertEqual(self.error("accessanalyzer", "list_analyzers"), "UnknownOperationException")
        self.assertEqual(self.error("securityhub", "get_enabled_standards"), "UnknownOperationException")

    def test_answers(self) -> None:
        analyzers = self.world.client("accessanalyzer").list_analyzers
        self.world.answer("accessanalyzer", "ListAnalyzers", {"analyzers": []})
        one = {"arn": "arn:aws:access-analyzer:us-east-1:111122223333:analyzer/a", "name": "a", "type": "ACCOUNT", "status": "ACTIVE", "createdAt": "$now-60"}
        self.world.answer("accessanalyzer", "ListAnalyzers", {"analyzers": [one]}, HOME)
        self.assertEqual([a["name"] for a in analyzers()["analyzers"]], ["a"])
        self.assertEqual(self.world.client("accessanalyzer", "us-east-1").list_analyzers()["analyzers"], [])
        self.world.answer("accessanalyzer", "ListAnalyzers", {"analyzers": []}, match={"type": "ORGANIZATION"})
        self.assertEqual(analyzers(type="ORGANIZATION")["analyzers"], [])
        self.assertEqual(len(analyzers(type="ACCOUNT")["analyzers"]), 1)
        self.world.answer("iam", "GetAccountSummary", {"SummaryMap": {"AccountMFAEnabled": 1}}, merge=True)
        summary = self.world.client("iam").get_account_summary()["SummaryMap"]
        self.assertEqual((summary["AccountMFAEnabled"], "UsersQuota" in summary), (1, True))
        with self.assertRaisesRegex(ValueError, "no member Topcs"):
            self.world.answer("sns", "ListTopics", {"Topcs": []})

    def test_a_cut_page(self) -> None:
        sns = self.world.client("sns")
        for name in "abc":
            sns.create_topic(Name=name)
        self.fault(service="sns", operation="ListTopics", kind="cut-page")
        first = sns.list_topics()
        self.assertEqual(len(first["Topics"]), 2)
        with self.assertRaises(ClientError):
            sns.list_topics(NextToken=first["NextToken"])
        with self.assertRaisesRegex(ValueError, "no pages"):
            self.fault(service="sts", operation="GetCallerIdentity", kind="cut-page")

    def test_a_timeout_ends_with_the_client(self) -> None:
        self.fault(service="kms", operation="ListKeys", kind="timeout", times=1)
        kms = self.world.session.client("kms", endpoint_url=self.world.endpoint, config=Config(read_timeout=1, retries={"total_max_attempts": 1}))
        with self.assertRaises(ReadTimeoutError):
            kms.list_keys()
        self.assertEqual(kms.list_keys()["Keys"], [])

    def test_the_log_and_reset(self) -> None:
        with self.assertRaises(ClientError):
            self.world.client("s3control").get_public_access_block(AccountId=ACCOUNT)
        line = self.world.http("GET", "/__log")[-1]
        self.assertEqual((line["service"], line["operation"], line["status"], line["by"]), ("s3control", "GetPublicAccessBlock", 404, "moto"))
        self.world.reset()
        self.assertEqual(self.world.http("GET", "/__log"), [])


if __name__ == "__main__":
    unittest.main()
