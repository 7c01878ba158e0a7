#!/usr/bin/env python3
"""moto's server behind a front that speaks what the AWS SDK for Go v2 speaks, as one loopback process.

    front.py [--port 0] [--answers FOLDER] [--log FILE]

Prints `listening PORT` on stdout when ready (--port 0: a free port). Needs only requirements.txt.
Reach it with AWS_ENDPOINT_URL=http://127.0.0.1:PORT; S3 and S3 Control by path, without host prefixes.

What the front adds to moto:

- smithy rpc-v2-cbor (the Go SDK's CloudWatch client speaks only that) is translated to the query protocol and back.
- An operation that moto lacks answers 501 UnknownOperationException in the service's own protocol, instead of an HTML page with 500.
- The first request of each operation runs alone: moto builds its routing tables without locks.
- Canned answers, faults and a request log, controlled over HTTP with JSON bodies:

  GET    /__log        the requests so far: [{account, service, region, operation, status, by}], by = moto | canned | fault | front | iam
  DELETE /__log        forgets them
  GET    /__answers    the canned answers set at run time
  POST   /__answers    sets one canned answer, or a list of them:
                       {"service", "operation", "account"?, "region"?, "match"?: {parameter: value}, "merge"?: true, "answer": {...}}
  DELETE /__answers    removes those with exactly the given service, operation, account, region and match, or all (empty body)
  GET    /__faults     the faults that are set
  POST   /__faults     sets one fault, or a list of them: {"service", "operation", "account"?, "region"?, "match"?, "kind", "times"?, "keep"?}
  DELETE /__faults     removes those with exactly the given fields, or all (empty body)
  POST   /__enforce    {"policies": [policy document, ...]}: switches moto's IAM enforcement on for everyone but the key "testing", and makes (or
                       changes) the user kijun, who has exactly these policies; gives {"AccessKeyId", "SecretAccessKey"}. Canned answers are
                       protected, too. {} switches it off. An action is named as moto names it: the service of the signature and the operation.
  POST   /__reset      an empty moto; no answers set at run time, no faults, no log, no enforcement
  POST   /__fork       a copy of this process with all that it holds, at {"port"}; it ends with this one
  POST   /__exit       ends the process
  POST   /__seed       {"account"?: "blea-standalone", "weaken"?: [NAME, ...]}: resets and makes the account (without "account": leaves
                       what is there), then weakens it (seed.py, baseline.py, weaken.py); ends with an empty log

  A mistake (unknown service, operation, member or kind) answers 400 with {"error": ...} and changes nothing.

`service` is botocore's name ("s3control", "sso-admin"), `operation` the API's ("GetPublicAccessBlock").

Answers have the shape that boto3 returns (botocore's member names), without ResponseMetadata; {"Error": {"Code", "Message"?, "Status"?}} is
an error of the service. A timestamp is ISO 8601, seconds since the epoch, or "$now", "$now-3600", "$now+60" (seconds), reckoned when it is
served; a blob is its text. `match` compares request parameters: equal, or contained when the parameter is a list. "merge": true
answers what moto answers with the given members laid over it (structures and maps member by member, everything else replaced).
The most particular answer wins (match, account, region: each counts), then the latest. --answers FOLDER holds answers of lower rank in files:
<account>/<region>/<service>.<Operation>.json, <account>/..., <region>/..., <service>.<Operation>.json.

Faults come before answers. Kinds: "denied" and "throttled" (the error of the service's protocol), "500", "timeout" (no answer until the
client gives up, at most 30 s), "cut-page" (the first page, half of the elements or "keep" of them, carries a token; the page after
it is a 500). `times` ends a fault after that many requests; a cut page counts when the second page has failed.
"""

import argparse
import contextlib
import datetime
import gc
import io
import json
import os
import re
import select
import signal
import socket
import struct
import sys
import threading
import time
import urllib.parse
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Read by moto when it is imported: its 1,300 foreign snapshots would drown every listing, and BLEA refers to AWS managed policies.
os.environ.setdefault("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")
os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")

import botocore.loaders
import botocore.parsers
import botocore.serialize
from botocore.model import OperationNotFoundError
from moto.cloudtrail import models as moto_cloudtrail
from moto.core.exceptions import ServiceException
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import Request, determine_request_protocol
from moto.core.routing import get_service_router
from moto.core.serialize import get_serializer_class
from moto.core.utils import get_service_model
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import network_acls as moto_network_acls
from moto.ec2.responses import launch_templates as moto_launch_templates
from moto.iam import access_control
from moto.iam import models as moto_iam
from moto.kms import models as moto_kms
from moto.logs import models as moto_logs
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from moto.s3 import models as moto_s3
from moto.wafv2 import models as moto_wafv2
from werkzeug.exceptions import HTTPException
from werkzeug.serving import make_server

# To find an access key's account moto makes an IAM backend in every partition, each with 1,582 policies; two seconds a reset.
moto_iam.PARTITION_NAMES = ["aws"]


def in_use(details: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Account details as AWS gives them: of its own 1,582 policies those that are attached. Most of a scan's time was the others."""

    def only(backend: Any, policy_filter: list[str]) -> dict[str, Any]:
        found = details(backend, policy_filter)
        return found | {"managed_policies": [p for p in found["managed_policies"] if p.attachment_count or ":aws:policy/" not in p.arn]}

    return only


def managed(create_alias: Callable[..., Any]) -> Callable[..., Any]:
    """moto makes the keys behind aliases like alias/aws/ebs as a customer's; they are AWS's, and rotate."""

    def create(backend: Any, target_key_id: str, alias_name: str) -> Any:
        alias = create_alias(backend, target_key_id, alias_name)
        if alias_name.startswith("alias/aws/"):
            key = backend.keys[backend.get_key_id(target_key_id)]
            key.key_manager, key.key_rotation_status = "AWS", True
        return alias

    return create


def delivering(status: Callable[..., Any]) -> Callable[..., Any]:
    """moto's trails deliver nothing to log groups, and so never tell when they last did; AWS's do while they log and the group is there."""

    def told(backend: Any, name: str) -> Any:
        found = status(backend, name)
        trail = next((t for t in backend.describe_trails(include_shadow_trails=True) if t.status is found), None)
        arn = (trail.cw_log_group_arn or "").split(":") if trail else []
        if not found.is_logging or len(arn) < 7 or arn[6] not in moto_logs.logs_backends[arn[4]][arn[3]].groups:
            return found
        return Delivering(found.description() | {"LatestCloudWatchLogsDeliveryTime": int(time.time())})

    return told


@dataclass
class Delivering:
    """The status of a trail that delivers to a log group."""

    answer: dict[str, Any]

    def description(self) -> dict[str, Any]:
        return self.answer


def inheriting(create: Callable[..., Any]) -> Callable[..., Any]:
    """moto makes a version of a launch template of what is given alone; AWS's has all of its source version that is not given."""

    def made(response: Any) -> Any:
        source, template = response._get_param("SourceVersion"), response._get_param("LaunchTemplateId")
        if source and template:
            param = response._get_param
            data = response.ec2_backend.get_launch_template(template).get_version(source).data | param("LaunchTemplateData", {})
            response._get_param = lambda name, *default: data if name == "LaunchTemplateData" else param(name, *default)
        return create(response)

    return made


def once(associate: Callable[..., Any]) -> Callable[..., Any]:
    """A resource has one web ACL; moto notes it as often as it is told, and forgets it once."""

    def associated(backend: Any, web_acl_arn: str, resource_arn: str) -> None:
        backend.disassociate_web_acl(resource_arn)
        associate(backend, web_acl_arn, resource_arn)

    return associated


def told(delete: Callable[..., Any]) -> Callable[..., Any]:
    """An entry of a network ACL that is not there is AWS's error; moto breaks down."""

    def deleted(backend: Any, network_acl_id: str, rule_number: int, egress: bool) -> Any:
        try:
            return delete(backend, network_acl_id, rule_number, egress)
        except StopIteration:
            raise EC2ClientError("InvalidNetworkAclEntry.NotFound", f"The network acl entry identified by {rule_number} does not exist.") from None

    return deleted


# moto writes the names of other roles as the service is written: AWSServiceRoleForsecurityhub.
moto_iam.SERVICE_NAME_CONVERSION["securityhub"] = "SecurityHub"
# moto logs each access at once, S3 within hours: a bucket for access logs would never be empty when the step that made it is undone.
moto_s3.S3Backend.log_incoming_request = lambda *_: None
moto_cloudtrail.CloudTrailBackend.get_trail_status = delivering(moto_cloudtrail.CloudTrailBackend.get_trail_status)
moto_iam.IAMBackend.get_account_authorization_details = in_use(moto_iam.IAMBackend.get_account_authorization_details)
moto_launch_templates.LaunchTemplates.create_launch_template_version = inheriting(moto_launch_templates.LaunchTemplates.create_launch_template_version)
moto_network_acls.NetworkAclBackend.delete_network_acl_entry = told(moto_network_acls.NetworkAclBackend.delete_network_acl_entry)
moto_wafv2.WAFV2Backend.associate_web_acl = once(moto_wafv2.WAFV2Backend.associate_web_acl)
moto_kms.KmsBackend.create_alias = managed(moto_kms.KmsBackend.create_alias)

JSON = dict[str, Any]
Headers = list[tuple[str, str]]

TIMEOUT_SECONDS = 30.0
SEEDING = "testing"  # the access key of seeding calls
USER = "kijun"
CBOR = "cbor"
KINDS = ("denied", "throttled", "timeout", "cut-page", "500")

# Signing names that are not the botocore service's own name. Several services can share one; the request's operation decides.
SIGNING = {
    "access-analyzer": ["accessanalyzer"],
    "apigateway": ["apigateway", "apigatewayv2"],
    "bedrock-agentcore": ["bedrock-agentcore-control"],
    "monitoring": ["cloudwatch"],
    "notifications-contacts": ["notificationscontacts"],
    "s3": ["s3", "s3control"],
    "sso": ["sso-admin", "sso"],
    "tagging": ["resourcegroupstaggingapi"],
    "states": ["stepfunctions"],
    "elasticloadbalancing": ["elbv2", "elb"],
    "elasticfilesystem": ["efs"],
    "elasticmapreduce": ["emr"],
    "es": ["opensearch", "es"],
}

DENIED = {"ec2": "UnauthorizedOperation", "query": "AccessDenied", "rest-xml": "AccessDenied", CBOR: "AccessDenied"}
DENIED_STATUS = {"json": 400}
THROTTLED = {"ec2": "RequestLimitExceeded", "query": "Throttling", "rest-xml": "SlowDown", CBOR: "Throttling"}
THROTTLED_STATUS = {"ec2": 503, "rest-xml": 503, "rest-json": 429}


# --- smithy rpc-v2-cbor: the part of RFC 8949 that it uses ----------------------------------------------------------
def cbor_head(major: int, n: int) -> bytes:
    if n < 24:
        return bytes([major << 5 | n])
    for code, fmt, top in ((24, ">B", 1 << 8), (25, ">H", 1 << 16), (26, ">I", 1 << 32), (27, ">Q", 1 << 64)):
        if n < top:
            return bytes([major << 5 | code]) + struct.pack(fmt, n)
    raise ValueError(f"CBOR: {n} does not fit in 64 bits")


def cbor_encode(v: Any, shape: Any = None) -> bytes:
    kind = shape.type_name if shape is not None else None
    if v is None:
        return b"\xf6"
    if isinstance(v, bool):
        return b"\xf5" if v else b"\xf4"
    if kind in ("double", "float") or isinstance(v, float):
        return b"\xfb" + struct.pack(">d", float(v))
    if isinstance(v, int):
        return cbor_head(0, v) if v >= 0 else cbor_head(1, -1 - v)
    if isinstance(v, datetime.datetime):
        return b"\xc1\xfb" + struct.pack(">d", v.timestamp())
    if isinstance(v, bytes):
        return cbor_head(2, len(v)) + v
    if isinstance(v, str):
        raw = v.encode()
        return cbor_head(3, len(raw)) + raw
    if isinstance(v, (list, tuple)):
        member = shape.member if kind == "list" else None
        return cbor_head(4, len(v)) + b"".join(cbor_encode(x, member) for x in v)
    if isinstance(v, dict):
        if kind == "structure":
            items = [(k, x, shape.members[k]) for k, x in v.items() if k in shape.members and x is not None]
        else:
            items = [(k, x, shape.value if kind == "map" else None) for k, x in v.items()]
        return cbor_head(5, len(items)) + b"".join(cbor_encode(k) + cbor_encode(x, s) for k, x, s in items)
    raise TypeError(f"CBOR: {type(v)}")


def cbor_decode(b: bytes) -> Any:
    return cbor_item(b, 0)[0]


CBOR_BREAK = object()


def cbor_item(b: bytes, i: int) -> tuple[Any, int]:
    """The item at b[i] and the index after it."""
    major, info = b[i] >> 5, b[i] & 31
    i += 1
    if major == 7:
        if info == 31:
            return CBOR_BREAK, i
        if info in (20, 21, 22, 23):
            return {20: False, 21: True, 22: None, 23: None}[info], i
        fmt, n = {25: (">e", 2), 26: (">f", 4), 27: (">d", 8)}[info]
        return struct.unpack(fmt, b[i : i + n])[0], i + n
    n: int | None
    if info < 24:
        n = info
    elif info < 28:
        size = 1 << (info - 24)
        n = int.from_bytes(b[i : i + size], "big")
        i += size
    else:
        n = None  # indefinite length: ends with a break
    if major == 0:
        return n, i
    if major == 1:
        return -1 - n, i
    if major in (2, 3):
        if n is not None:
            raw = bytes(b[i : i + n])
            return (raw if major == 2 else raw.decode()), i + n
        parts: list[Any] = []
        while (part := cbor_item(b, i))[0] is not CBOR_BREAK:
            parts.append(part[0])
            i = part[1]
        return (b"" if major == 2 else "").join(parts), part[1]
    if major == 4:
        items: list[Any] = []
        while n is None or len(items) < n:
            v, i = cbor_item(b, i)
            if v is CBOR_BREAK:
                break
            items.append(v)
        return items, i
    if major == 5:
        pairs: JSON = {}
        while n is None or len(pairs) < n:
            k, i = cbor_item(b, i)
            if k is CBOR_BREAK:
                break
            pairs[k], i = cbor_item(b, i)
        return pairs, i
    v, i = cbor_item(b, i)  # major 6: a tag; 1 is a timestamp
    if n == 1:
        v = datetime.datetime.fromtimestamp(v, datetime.timezone.utc)
    return v, i


# --- requests and responses ----------------------------------------------------------------------------------------
class AWSError(ServiceException):
    """An error to be written in a service's protocol."""

    def __init__(self, code: str, message: str = "", status: int | None = None):
        super().__init__(code, message)
        self.code, self.message, self.status = code, message, status


@dataclass
class Call:
    """One AWS request: which operation, with which parameters, by whom, where."""

    environ: JSON
    body: bytes
    account: str
    region: str
    service: str
    operation: Any  # moto.core.model.OperationModel
    protocol: str
    uri_params: JSON = field(default_factory=dict)

    @property
    def params(self) -> JSON:
        if self.protocol == CBOR:
            return {k: v for k, v in (cbor_decode(self.body) if self.body else {}).items() if v is not None}
        request = Request(dict(self.environ, **{"wsgi.input": io.BytesIO(self.body)}))
        parser = PROTOCOL_PARSERS[self.protocol](self.operation)
        parsed = parser.parse(
            {
                "method": request.method,
                "values": request.values,
                "headers": request.headers,
                "body": request.data,
                "url_path": request.path,
                "url_params": self.uri_params,
            }
        )
        return {k: v for k, v in parsed.items() if v is not None}


@dataclass
class Response:
    status: int
    headers: Headers
    body: bytes
    by: str = "moto"


def encode(call: Call, result: JSON | AWSError, by: str) -> Response:
    """The result in the protocol of the request."""
    if call.protocol == CBOR:
        headers = [("Content-Type", "application/cbor"), ("smithy-protocol", "rpc-v2-cbor")]
        if isinstance(result, AWSError):
            headers.append(("x-amzn-query-error", f"{result.code};{'Receiver' if (result.status or 400) >= 500 else 'Sender'}"))
            body = cbor_encode({"__type": f"com.amazonaws.{call.service}#{result.code}", "message": result.message})
            return Response(result.status or 400, headers, body, by)
        shape = call.operation.output_shape
        return Response(200, headers, cbor_encode(result, shape) if shape is not None else b"\xa0", by)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # moto warns of codes that a service's model does not list: AccessDenied is in none
        out = get_serializer_class(call.service, call.protocol)(operation_model=call.operation).serialize(result)
    body = out["body"].encode() if isinstance(out["body"], str) else out["body"]
    status = out["status_code"]
    if isinstance(result, AWSError) and result.status:
        status = result.status
    return Response(status, [(k, str(v)) for k, v in out["headers"].items() if k.lower() != "content-length"], body, by)


def typed(value: Any, shape: Any, path: str) -> Any:
    """A JSON value as the type that botocore gives the member; raises ValueError at what the model does not have."""
    kind = shape.type_name
    if value is None:
        return None
    if kind == "structure":
        if not isinstance(value, dict):
            raise ValueError(f"{path} is not an object")
        unknown = sorted(set(value) - set(shape.members))
        if unknown:
            raise ValueError(f"{path} has no member {', '.join(unknown)}; it has {', '.join(shape.members)}")
        return {k: typed(v, shape.members[k], f"{path}.{k}") for k, v in value.items()}
    if kind == "list":
        if not isinstance(value, list):
            raise ValueError(f"{path} is not an array")
        return [typed(v, shape.member, f"{path}[{i}]") for i, v in enumerate(value)]
    if kind == "map":
        if not isinstance(value, dict):
            raise ValueError(f"{path} is not an object")
        return {k: typed(v, shape.value, f"{path}.{k}") for k, v in value.items()}
    if kind == "timestamp":
        return timestamp(value, path)
    if kind == "blob":
        return value.encode() if isinstance(value, str) else value
    return value


def timestamp(value: Any, path: str) -> datetime.datetime:
    utc = datetime.timezone.utc
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return datetime.datetime.fromtimestamp(value, utc)
    if isinstance(value, str) and value.startswith("$now"):
        return datetime.datetime.now(utc).replace(microsecond=0) + datetime.timedelta(seconds=float(value[4:] or 0))
    try:
        parsed = datetime.datetime.fromisoformat(value)
    except (TypeError, ValueError) as e:
        raise ValueError(f"{path}: {value!r} is no timestamp") from e
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=utc)


def overlay(base: Any, over: Any) -> Any:
    if isinstance(base, dict) and isinstance(over, dict):
        return base | {k: overlay(base.get(k), v) for k, v in over.items()}
    return over


# --- rules: canned answers and faults ------------------------------------------------------------------------------
class Rules:
    """A set of rules {service, operation, account?, region?, match?, ...}, each about some requests."""

    KEYS = ("service", "operation", "account", "region", "match")

    def __init__(self, check: Callable[[JSON], None], fields: Iterable[str], identity: Iterable[str] = KEYS):
        self.check, self.fields, self.identity = check, {*self.KEYS, *fields}, tuple(identity)
        self.rules: list[JSON] = []
        self.lock = threading.Lock()

    def add(self, given: JSON | list[JSON]) -> None:
        rules = given if isinstance(given, list) else [given]
        for rule in rules:
            unknown = set(rule) - self.fields
            if unknown:
                raise ValueError(f"unknown field {', '.join(sorted(unknown))}")
            operation(rule)
            self.check(rule)
        with self.lock:
            for rule in rules:
                self.rules = [r for r in self.rules if not self.same(r, rule)] + [rule]

    def same(self, a: JSON, b: JSON) -> bool:
        return all(a.get(k) == b.get(k) for k in self.identity)

    def remove(self, given: JSON | list[JSON]) -> None:
        with self.lock:
            for rule in given if isinstance(given, list) else [given]:
                self.rules = [r for r in self.rules if rule and not all(r.get(k) == rule.get(k) for k in {*self.KEYS, *rule})]

    def find(self, call: Call) -> JSON | None:
        """The most particular rule about the request, the latest of several."""
        with self.lock:
            rules = [r for r in self.rules if r["service"] == call.service and r["operation"] == call.operation.name]
        found, rank = None, -1
        params: JSON | None = None
        for rule in rules:
            if rule.get("account", call.account) != call.account or rule.get("region", call.region) != call.region:
                continue
            if rule.get("match"):
                params = call.params if params is None else params
                if not all(matches(params.get(k), v) for k, v in rule["match"].items()):
                    continue
            particular = sum(1 for k in ("match", "account", "region") if rule.get(k))
            if particular >= rank:
                found, rank = rule, particular
        return found

    def spend(self, rule: JSON) -> None:
        """Counts one use of a rule that ends after a number of them."""
        with self.lock:
            if "times" in rule:
                rule["times"] -= 1
                if rule["times"] <= 0:
                    self.rules = [r for r in self.rules if r is not rule]


def matches(param: Any, wanted: Any) -> bool:
    return param == wanted or (isinstance(param, list) and wanted in param)


def operation(rule: JSON) -> Any:
    """botocore's model of the operation that a rule names."""
    try:
        return get_service_model(rule["service"]).operation_model(rule["operation"])
    except KeyError as e:
        raise ValueError(f"field {e.args[0]} is missing") from e
    except botocore.loaders.UnknownServiceError as e:
        raise ValueError(f"unknown service {rule['service']}") from e
    except OperationNotFoundError as e:
        raise ValueError(f"unknown operation {rule['service']}:{rule['operation']}") from e


def check_answer(rule: JSON) -> None:
    answer, model = rule.get("answer"), operation(rule)
    if not isinstance(answer, dict):
        raise ValueError("field answer is missing")
    if "Error" in answer:
        if "Code" not in answer["Error"]:
            raise ValueError("answer.Error has no Code")
    elif model.output_shape is not None:
        typed(answer, model.output_shape, rule["operation"])


def check_fault(rule: JSON) -> None:
    if rule.get("kind") not in KINDS:
        raise ValueError(f"kind is one of {', '.join(KINDS)}")
    if rule["kind"] == "cut-page":
        paging(rule["service"], operation(rule))


@dataclass
class Paging:
    input_token: str
    output_token: str
    more_results: str | None
    lists: list[str]


def paging(service: str, model: Any) -> Paging:
    """How an operation is paged: botocore's paginators, or the tokens that its shapes have in common."""
    try:
        paginators = botocore.loaders.Loader().load_service_model(service, "paginators-1")["pagination"]
    except botocore.loaders.DataNotFoundError:
        paginators = {}
    first: Callable[[Any], str] = lambda v: (v[0] if isinstance(v, list) else v).split("||")[0].strip()
    out_members = model.output_shape.members if model.output_shape is not None else {}
    in_members = model.input_shape.members if model.input_shape is not None else {}
    lists = [k for k, shape in out_members.items() if shape.type_name == "list"]
    if found := paginators.get(model.name):
        return Paging(first(found["input_token"]), first(found["output_token"]), found.get("more_results"), lists)
    for token in ("NextToken", "nextToken", "Marker", "PageToken", "pageToken"):
        if token in in_members and token in out_members:
            return Paging(token, token, None, lists)
    raise ValueError(f"{service}:{model.name} has no pages to cut")


# --- the application -----------------------------------------------------------------------------------------------
class Front:
    def __init__(self, answers: str | None = None, log: Any = None):
        self.moto = DomainDispatcherApplication(create_backend_app)
        self.folder, self.logfile = Path(answers) if answers else None, log
        self.answers = Rules(check_answer, ["answer", "merge"])
        self.faults = Rules(check_fault, ["kind", "times", "keep"], (*Rules.KEYS, "kind"))
        self.lines: list[JSON] = []
        self.lock, self.first_call, self.routing = threading.Lock(), threading.RLock(), threading.Lock()
        self.seeding = threading.Lock()
        self.seen: set[tuple[str, str]] = set()
        self.enforcing = False
        self.alive = os.pipe()  # the end of the parent closes it, and so ends its copies

    def __call__(self, environ: JSON, start_response: Callable[..., Any]) -> list[bytes]:
        size = int(environ.get("CONTENT_LENGTH") or 0)
        chunked = environ.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked"
        body = environ["wsgi.input"].read() if chunked else environ["wsgi.input"].read(size) if size else b""
        environ["CONTENT_LENGTH"] = str(len(body))
        if environ["PATH_INFO"].startswith("/__"):
            response = self.control(environ, body)
        else:
            response = self.serve(environ, body)
        start_response(f"{response.status} X", [*response.headers, ("Content-Length", str(len(response.body)))])
        return [response.body] if environ["REQUEST_METHOD"] != "HEAD" else []

    # The control interface.

    def control(self, environ: JSON, body: bytes) -> Response:
        out: Any = {}
        status = 200
        try:
            given = json.loads(body or b"{}")
            match environ["REQUEST_METHOD"], environ["PATH_INFO"]:
                case "GET", "/__log":
                    with self.lock:
                        out = list(self.lines)
                case "DELETE", "/__log":
                    with self.lock:
                        self.lines.clear()
                case "GET", "/__answers":
                    out = self.answers.rules
                case "POST", "/__answers":
                    self.answers.add(given)
                case "DELETE", "/__answers":
                    self.answers.remove(given)
                case "GET", "/__faults":
                    out = self.faults.rules
                case "POST", "/__faults":
                    self.faults.add(given)
                case "DELETE", "/__faults":
                    self.faults.remove(given)
                case "POST", "/__enforce":
                    out = self.enforce(given)
                case "POST", "/__reset":
                    self.reset(environ)
                case "POST", "/__fork":
                    out = {"port": self.fork()}
                case "POST", "/__exit":
                    threading.Timer(0.05, os._exit, [0]).start()  # after the answer
                case "POST", "/__seed":
                    self.seed(environ, given)
                case method, path:
                    raise ValueError(f"no {method} {path} here")
        except ValueError as e:
            status, out = 400, {"error": str(e)}
        except Exception as e:  # a seeding call that moto refused
            status, out = 500, {"error": repr(e)}
        return Response(status, [("Content-Type", "application/json")], json.dumps(out).encode())

    def reset(self, environ: JSON) -> None:
        self.upstream(dict(environ, PATH_INFO="/moto-api/reset", RAW_URI="/moto-api/reset", REQUEST_URI="/moto-api/reset"), b"")
        self.answers.remove({})
        self.faults.remove({})
        self.enforcing = False
        with self.lock:
            self.lines.clear()

    def enforce(self, given: JSON) -> JSON:
        unknown = set(given) - {"policies"}
        if unknown:
            raise ValueError(f"unknown field {', '.join(sorted(unknown))}")
        self.enforcing = "policies" in given
        if not self.enforcing:
            return {}
        backend = moto_iam.iam_backends[moto_iam.DEFAULT_ACCOUNT_ID]["aws"]
        if USER not in backend.users:
            backend.create_user("us-east-1", USER)
            backend.create_access_key(USER)
        for name in list(backend.list_user_policies(USER)):
            backend.delete_user_policy(USER, name)
        for i, document in enumerate(given["policies"]):
            backend.put_user_policy(USER, f"policy{i + 1}", json.dumps(document))
        key = backend.list_access_keys(USER)[0]
        return {"AccessKeyId": key.access_key_id, "SecretAccessKey": key.secret_access_key}

    def denied(self, call: Call, key: str) -> AWSError | None:
        """What moto's IAM says of a request. Its own check of signatures is left out: it reckons those of REST and CBOR requests wrong."""
        if not self.enforcing or key == SEEDING:
            return None
        headers = {"Authorization": call.environ["HTTP_AUTHORIZATION"]}
        if token := call.environ.get("HTTP_X_AMZ_SECURITY_TOKEN"):
            headers["X-Amz-Security-Token"] = token
        try:
            request = access_control.IAMRequest(call.account, "", "", {}, b"", headers, call.operation.name)
            if call.service == "s3control":  # its signature says s3, where an operation of the same name is another action
                request._action = f"s3control:{call.operation.name}"
            request.check_action_permitted(call.params.get("RoleArn", "*") if call.service == "sts" else "*")
        except HTTPException as e:  # moto's own form of it is XML, whatever the protocol
            code = DENIED.get(call.protocol, "AccessDeniedException")
            if call.service == "sns":
                code = "AuthorizationError"
            message = re.search("<Message>(.*?)</Message>", str(e.description), re.DOTALL)
            return AWSError(code, message.group(1) if message else str(e), DENIED_STATUS.get(call.protocol, 403))
        return None

    def fork(self) -> int:
        """Forks a copy that serves on a port of its own. Nobody else may be asking: what other threads hold stays held in the copy."""
        told, tell = os.pipe()
        gc.freeze()  # else the first collection copies every page
        if os.fork():
            os.close(tell)
            with os.fdopen(told) as line:
                return int(line.read())
        try:
            for fd in range(3, os.sysconf("SC_OPEN_MAX")):  # the parent's sockets, or its clients never see them end
                if fd not in (tell, self.alive[0]):
                    with contextlib.suppress(OSError):
                        os.close(fd)
            threading.Thread(target=lambda: (os.read(self.alive[0], 1), os._exit(0)), daemon=True).start()
            server = listen(0, self)
            os.write(tell, str(server.server_address[1]).encode())
            os.close(tell)
            server.serve_forever()
        finally:
            os._exit(0)

    def seed(self, environ: JSON, given: JSON) -> None:
        # Imported when asked for: boto3 and the clients cost start-up time that a front for canned answers does not need.
        from seed import seed
        from world import World

        unknown = set(given) - {"account", "weaken"}
        if unknown:
            raise ValueError(f"unknown field {', '.join(sorted(unknown))}")
        with self.seeding:
            seed(World(f"http://127.0.0.1:{environ['SERVER_PORT']}"), given.get("account"), given.get("weaken", []))
        with self.lock:
            self.lines.clear()

    # AWS requests.

    def serve(self, environ: JSON, body: bytes) -> Response:
        key, signing, region = credential(environ)
        if signing is None:
            return self.upstream(environ, body)
        account = moto_iam.get_account_id_from(key)
        call = self.identify(environ, body, account, region, signing)
        if call is None:
            response = missing(self.upstream(environ, body), None)
            self.note(account, signing, region, environ["PATH_INFO"], response)
            return response
        key_of_call = (call.service, call.operation.name)
        if refusal := self.denied(call, key):
            response = encode(call, refusal, "iam")
        elif key_of_call in self.seen:
            response = self.respond(call)
        else:
            with self.first_call:
                response = self.respond(call)
            self.seen.add(key_of_call)
        self.note(account, call.service, region, call.operation.name, response)
        return response

    def note(self, account: str, service: str, region: str, op: str, response: Response) -> None:
        line = {"account": account, "service": service, "region": region, "operation": op, "status": response.status, "by": response.by}
        with self.lock:
            self.lines.append(line)
            if self.logfile:
                self.logfile.write(json.dumps(line) + "\n")
                self.logfile.flush()

    def identify(self, environ: JSON, body: bytes, account: str, region: str, signing: str) -> Call | None:
        """The operation that a request asks for; None if no service model has it."""
        cbor = environ.get("HTTP_SMITHY_PROTOCOL") == "rpc-v2-cbor"
        names = SIGNING.get(signing, [signing])
        if environ["PATH_INFO"].startswith("/v20180820/"):
            names = ["s3control"]
        for name in names:
            try:
                model = get_service_model(name)
                if cbor:
                    op = model.operation_model(environ["PATH_INFO"].rstrip("/").rsplit("/", 1)[-1])
                    return Call(environ, body, account, region, name, op, CBOR)
                request = Request(dict(environ, **{"wsgi.input": io.BytesIO(body)}))
                target = environ.get("HTTP_X_AMZ_TARGET")
                if target:  # the Go SDK shortens CloudTrail's target prefix, which the router does not know
                    op = model.operation_model(target.rsplit(".", 1)[-1])
                    return Call(environ, body, account, region, name, op, determine_request_protocol(model, request.content_type))
                with self.routing:
                    op, uri_params = get_service_router(name).match(request)
                return Call(environ, body, account, region, name, op, determine_request_protocol(model, request.content_type), uri_params)
            except Exception:  # each router and model has its own way to say "not mine"
                continue
        return None

    def respond(self, call: Call) -> Response:
        fault = self.faults.find(call)
        if fault:
            response = self.fail(call, fault)
            if response:
                return response
        answer = self.canned(call)
        if answer is not None:
            return encode(call, answer, "canned")
        if call.protocol == CBOR:
            return self.answer_cbor(call)
        return missing(self.upstream(call.environ, call.body), call)

    def canned(self, call: Call) -> JSON | AWSError | None:
        rule = self.answers.find(call) or self.filed(call)
        if rule is None:
            return None
        answer = rule["answer"]
        if "Error" in answer:
            error = answer["Error"]
            return AWSError(error["Code"], error.get("Message", ""), error.get("Status"))
        shape = call.operation.output_shape
        result = typed(answer, shape, call.operation.name) if shape is not None else {}
        if rule.get("merge"):
            base = self.ask(call)
            return base if isinstance(base, AWSError) else overlay(base, result)
        return result

    def filed(self, call: Call) -> JSON | None:
        if self.folder is None:
            return None
        name = f"{call.service}.{call.operation.name}.json"
        for path in (f"{call.account}/{call.region}/{name}", f"{call.account}/{name}", f"{call.region}/{name}", name):
            file = self.folder / path
            if file.exists():
                rule = {"service": call.service, "operation": call.operation.name, "answer": json.loads(file.read_text())}
                try:
                    check_answer(rule)
                except ValueError as e:
                    raise ValueError(f"{file}: {e}") from e
                return rule
        return None

    def fail(self, call: Call, fault: JSON) -> Response | None:
        """The answer that a fault gives, or None where it lets the request pass."""
        kind = fault["kind"]
        if kind == "cut-page":
            return self.cut(call, fault)
        self.faults.spend(fault)
        if kind == "timeout":
            wait_for_client(call.environ)
            return encode(call, AWSError("InternalFailure", "gave up waiting for the client", 504), "fault")
        if kind == "denied":
            code = "AuthorizationError" if call.service == "sns" else DENIED.get(call.protocol, "AccessDeniedException")
            action = f"{call.service}:{call.operation.name}"
            message = f"User: arn:aws:iam::{call.account}:user/auditor is not authorized to perform: {action}"
            return encode(call, AWSError(code, message, DENIED_STATUS.get(call.protocol, 403)), "fault")
        if kind == "throttled":
            code = THROTTLED.get(call.protocol, "ThrottlingException")
            return encode(call, AWSError(code, "Rate exceeded", THROTTLED_STATUS.get(call.protocol, 400)), "fault")
        return encode(call, self.broken(), "fault")

    @staticmethod
    def broken() -> AWSError:
        return AWSError("InternalFailure", "The request processing has failed because of an unknown error.", 500)

    def cut(self, call: Call, fault: JSON) -> Response | None:
        pages = paging(call.service, call.operation)
        if call.params.get(pages.input_token):
            self.faults.spend(fault)
            return encode(call, self.broken(), "fault")
        answer = self.canned(call)
        result = answer if answer is not None else self.ask(call)
        if isinstance(result, AWSError):
            return encode(call, result, "fault")
        for name in pages.lists:
            if isinstance(result.get(name), list):
                result[name] = result[name][: fault.get("keep", (len(result[name]) + 1) // 2)]
        result[pages.output_token] = "cut-page"
        if pages.more_results:
            result[pages.more_results] = True
        return encode(call, result, "fault")

    # moto behind.

    def upstream(self, environ: JSON, body: bytes) -> Response:
        state: JSON = {}

        def remember(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], None]:
            state.update(status=int(status.split()[0]), headers=[h for h in headers if h[0].lower() not in ("connection", "content-length")])
            return lambda data: None

        environ = dict(environ, CONTENT_LENGTH=str(len(body)), **{"wsgi.input": io.BytesIO(body)})
        try:
            out = b"".join(self.moto(environ, remember))
        except Exception as e:  # moto's own crash: the caller makes it a 501
            return Response(500, [("Content-Type", "text/plain")], repr(e).encode())
        return Response(state["status"], state["headers"], out)

    def ask(self, call: Call) -> JSON | AWSError:
        """What moto answers, parsed."""
        protocol = "query" if call.protocol == CBOR else call.protocol
        environ, body = (as_query(call)) if call.protocol == CBOR else (call.environ, call.body)
        response = self.upstream(environ, body)
        if unknown_to_moto(response):
            return AWSError("UnknownOperationException", f"moto has no {call.service}:{call.operation.name}", 501)
        raw = {"headers": {k.lower(): v for k, v in response.headers}, "status_code": response.status, "body": response.body}
        parsed = botocore.parsers.create_parser(protocol).parse(raw, call.operation.output_shape)
        parsed.pop("ResponseMetadata", None)
        if response.status >= 300:
            error = parsed.get("Error", {})
            return AWSError(error.get("Code", "InternalFailure"), error.get("Message", ""), response.status)
        return parsed

    def answer_cbor(self, call: Call) -> Response:
        return encode(call, self.ask(call), "moto")


def as_query(call: Call) -> tuple[JSON, bytes]:
    """A CBOR request in the query protocol, which moto speaks for the same service."""
    request = botocore.serialize.create_serializer("query", include_validation=False).serialize_to_request(call.params, call.operation)
    body = urllib.parse.urlencode(request["body"]).encode()
    environ = {k: v for k, v in call.environ.items() if k not in ("HTTP_SMITHY_PROTOCOL", "HTTP_ACCEPT", "HTTP_X_AMZ_TARGET")}
    content = "application/x-www-form-urlencoded; charset=utf-8"
    return environ | {"PATH_INFO": "/", "RAW_URI": "/", "REQUEST_URI": "/", "REQUEST_METHOD": "POST", "CONTENT_TYPE": content}, body


def unknown_to_moto(response: Response) -> bool:
    if response.status == 404:
        return response.body == b"Not yet implemented" or response.body.startswith(b"<!doctype html>")
    return response.status >= 500


def missing(response: Response, call: Call | None) -> Response:
    """moto's answer, or 501 where moto crashed or lacks the operation."""
    if not unknown_to_moto(response):
        return response
    if call is None:
        return Response(501, [("Content-Type", "text/plain")], b"", "front")
    return encode(call, AWSError("UnknownOperationException", f"moto has no {call.service}:{call.operation.name}", 501), "front")


def wait_for_client(environ: JSON) -> None:
    """Waits until the client closes its connection, or TIMEOUT_SECONDS."""
    connection = environ["werkzeug.socket"]
    end = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < end:
        readable, _, _ = select.select([connection], [], [], 0.2)
        if readable and not connection.recv(1, socket.MSG_PEEK):
            return


def credential(environ: JSON) -> tuple[str | None, str | None, str]:
    """(access key, signing name, region) of the SigV4 credential scope; (None, None, us-east-1) of an unsigned request."""
    try:
        scope = environ["HTTP_AUTHORIZATION"].split("Credential=", 1)[1].split(",")[0].split()[0]
        key, _, region, service, _ = scope.split("/")
        return key, service.lower(), region
    except (KeyError, IndexError, ValueError):
        return None, None, "us-east-1"


class Handler(MotoRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log(self, *args: Any, **kwargs: Any) -> None:
        """Silent: the front keeps its own log."""


def listen(port: int, front: Front) -> Any:
    server = make_server("127.0.0.1", port, front, threaded=True, request_handler=Handler)
    server.daemon_threads = True
    return server


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--port", type=int, default=0)
    ap.add_argument("--answers", metavar="FOLDER")
    ap.add_argument("--log", type=argparse.FileType("a"), metavar="FILE")
    args = ap.parse_args()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # copies that have ended leave no zombies
    server = listen(args.port, Front(args.answers, args.log))
    print(f"listening {server.server_address[1]}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
