"""The emulated AWS account as seeding code sees it: boto3 clients on the front, and the front's control interface."""

import json
import threading
import urllib.error
import urllib.parse
import urllib.request
from functools import cached_property
from typing import Any

import boto3
from botocore.config import Config

ACCOUNT = "123456789012"  # moto's own
HOME = "ap-northeast-1"
REGIONS = (HOME, "us-east-1")

JSON = dict[str, Any]

_CONFIG = Config(
    retries={"total_max_attempts": 1},
    s3={"addressing_style": "path"},
    parameter_validation=False,
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
_clients: dict[tuple[str, str, str], Any] = {}
_lock = threading.Lock()


def _move(params: JSON, **_: Any) -> None:
    """To where the endpoint is, without what S3 Control puts before the host: the account's id, which resolves nowhere on loopback."""
    parts = urllib.parse.urlsplit(params["url"])
    params["url"] = World.endpoint + urllib.parse.urlunsplit(("", "", parts.path, parts.query, ""))


class World:
    """There is one endpoint in a process at a time: clients, which take long to make, move with it."""

    endpoint = ""

    def __init__(self, endpoint: str):
        World.endpoint = endpoint.rstrip("/")

    @cached_property
    def session(self) -> boto3.session.Session:
        return boto3.session.Session("testing", "testing", region_name=HOME)

    def client(self, service: str, region: str = HOME, account: str = "") -> Any:
        """A client of the emulator's own account, or of one that a role is assumed in."""
        with _lock:
            if (service, region, account) not in _clients:
                session = self.member(account) if account else self.session
                client = session.client(service, endpoint_url="http://endpoint", region_name=region, config=_CONFIG)
                client.meta.events.register("before-call", _move)
                _clients[service, region, account] = client
            return _clients[service, region, account]

    def member(self, account: str) -> boto3.session.Session:
        sts = self.session.client("sts", endpoint_url="http://endpoint", region_name=HOME, config=_CONFIG)
        sts.meta.events.register("before-call", _move)
        got = sts.assume_role(RoleArn=f"arn:aws:iam::{account}:role/seed", RoleSessionName="seed")["Credentials"]
        return boto3.session.Session(got["AccessKeyId"], got["SecretAccessKey"], got["SessionToken"], region_name=HOME)

    def http(self, method: str, path: str, body: Any = None) -> Any:
        """A request to the front's control interface; raises ValueError with its answer where it refuses."""
        data = None if body is None else json.dumps(body).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(self.endpoint + path, data, method=method)) as response:
                return json.load(response)
        except urllib.error.HTTPError as e:
            raise ValueError(f"{method} {path}: {e.read().decode()}") from e

    def reset(self) -> None:
        self.http("POST", "/__reset", {})

    def answers(self, rules: list[JSON]) -> None:
        self.http("POST", "/__answers", rules)

    def answer(self, service: str, operation: str, answer: JSON, region: str | None = None, match: JSON | None = None, merge: bool = False) -> None:
        """Cans the answer of one operation; see front.py."""
        rule: JSON = {"service": service, "operation": operation, "answer": answer}
        if region:
            rule["region"] = region
        if match:
            rule["match"] = match
        if merge:
            rule["merge"] = True
        self.answers([rule])
