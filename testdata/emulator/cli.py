#!/usr/bin/env python3
"""Runs commands of the AWS CLI (PyPI awscli, version 1) against an emulator, in one process: starting it anew takes longer than a call.

    cli.py --endpoint URL

stdin: a command line for a shell on each line ("aws sns create-topic --cli-input-json '{...}'"); stdout: a line of JSON for each,
{"status": exit status, "out": stdout, "err": stderr}.
"""

import argparse
import contextlib
import io
import json
import os
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

    def move(params: dict[str, Any], **_: Any) -> None:
        """To where the endpoint is, without the account's id that S3 Control puts before the host: it resolves nowhere on loopback."""
        parts = urllib.parse.urlsplit(params["url"])
        params["url"] = endpoint + urllib.parse.urlunsplit(("", "", parts.path, parts.query, ""))

    for line in sys.stdin:
        words = shlex.split(line)
        if words[:1] != ["aws"]:
            raise SystemExit(f"not a command of the AWS CLI: {line}")
        endpoint = words[words.index("--endpoint-url") + 1] if words[1:2] == ["--endpoint-url"] else args.endpoint
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                driver = create_clidriver()
                driver.session.register("before-call", move)
                status = driver.main(words[1:])
            except SystemExit as e:
                status = e.code
        print(json.dumps({"status": status or 0, "out": out.getvalue(), "err": err.getvalue()}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
