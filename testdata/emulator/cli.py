#!/usr/bin/env python3
"""Runs commands of the AWS CLI (PyPI awscli, version 1) against an emulator: each in a process of its own, which is forked from one that has
loaded the CLI, since loading it takes longer than a call.

    cli.py --endpoint URL

stdin: a command line for a shell on each line ("aws sns create-topic --cli-input-json '{...}'"), which may end with another in $(); stdout: a line
of JSON for each, {"status": exit status, "out": stdout, "err": stderr}.
"""

import argparse
import contextlib
import io
import json
import os
import re
import shlex
import sys
import urllib.parse
from typing import Any


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--endpoint", required=True, metavar="URL")
    args = ap.parse_args()
    os.environ.update(
        AWS_ENDPOINT_URL=args.endpoint,
        AWS_ACCESS_KEY_ID="testing",
        AWS_SECRET_ACCESS_KEY="testing",
        AWS_DEFAULT_REGION="ap-northeast-1",
        AWS_MAX_ATTEMPTS="1",
        AWS_PAGER="",
    )
    from awscli.clidriver import create_clidriver
    from botocore.exceptions import UnknownServiceError

    def move(params: dict[str, Any], **_: Any) -> None:
        """To where the endpoint is, without the account's id that S3 Control puts before the host: it resolves nowhere on loopback."""
        parts = urllib.parse.urlsplit(params["url"])
        params["url"] = endpoint + urllib.parse.urlunsplit(("", "", parts.path, parts.query, ""))

    driver = create_clidriver()
    driver.session.register("before-call", move)
    models = driver.session.get_component("data_loader")

    def run(words: list[str]) -> dict[str, Any]:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                status = driver.main(words)
            except SystemExit as e:
                status = e.code
        return {"status": status or 0, "out": out.getvalue(), "err": err.getvalue()}

    def apart(words: list[str]) -> dict[str, Any]:
        """Runs a command in a process of its own."""
        nonlocal endpoint
        if words[:1] != ["aws"]:
            raise SystemExit(f"not a command of the AWS CLI: {words}")
        endpoint = words[words.index("--endpoint-url") + 1] if words[1:2] == ["--endpoint-url"] else args.endpoint
        service = words[3] if words[1:2] == ["--endpoint-url"] else words[1]
        with contextlib.suppress(UnknownServiceError):  # the CLI's own names, like configservice
            models.load_service_model(service, "service-2")  # kept for the processes to come
        answer, said = os.pipe()
        child = os.fork()
        if child == 0:
            with open(said, "w") as f:
                json.dump(run(words[1:]), f)
            os._exit(0)
        os.close(said)
        with open(answer) as f:
            text = f.read()
        os.waitpid(child, 0)
        return json.loads(text)

    endpoint = args.endpoint
    for line in sys.stdin:
        found = re.fullmatch(r"(.*) \$\((aws .*)\)\n?", line)
        words = shlex.split(found[1] if found else line)
        got = apart(shlex.split(found[2])) if found else {"status": 0, "out": "", "err": ""}
        if got["status"] == 0:
            got = apart(words + got["out"].split())
        print(json.dumps(got), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
