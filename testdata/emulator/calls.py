#!/usr/bin/env python3
"""Makes the calls of a file in testdata/resources against an emulator.

    calls.py --endpoint URL < calls.json > variables.json

stdin: {"region": REGION, "calls": [{"call": "sqs.create_queue", "with"?: {...}, "save"?: {NAME: JMESPATH}, "region"?: REGION, "account"?: ID}, ...]}
`${NAME}` in a string stands for what an earlier call saved; {"json": VALUE} stands for VALUE written as JSON text, {"bytes": TEXT} for its bytes.
stdout: everything that was saved.
"""

import argparse
import json
import re
import sys
from typing import Any

import jmespath
from world import World

VARIABLE = re.compile(r"\$\{([A-Za-z0-9_]+)\}")


def filled(value: Any, saved: dict[str, Any]) -> Any:
    if isinstance(value, str):
        whole = VARIABLE.fullmatch(value)
        if whole:
            return saved[whole[1]]
        return VARIABLE.sub(lambda m: str(saved[m[1]]), value)
    if isinstance(value, list):
        return [filled(v, saved) for v in value]
    if isinstance(value, dict):
        if set(value) == {"json"}:
            return json.dumps(filled(value["json"], saved))
        if set(value) == {"bytes"}:
            return filled(value["bytes"], saved).encode()
        return {k: filled(v, saved) for k, v in value.items()}
    return value


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--endpoint", required=True, metavar="URL")
    args = ap.parse_args()
    given = json.load(sys.stdin)
    world = World(args.endpoint)
    saved: dict[str, Any] = {}
    for number, call in enumerate(given["calls"], 1):
        service, _, method = call["call"].partition(".")
        client = world.client(service, call.get("region", given["region"]), filled(call.get("account", ""), saved))
        try:
            answer = getattr(client, method)(**filled(call.get("with", {}), saved))
        except Exception as e:  # whatever it is, the reader needs to know which call
            print(f"call {number}, {call['call']}: {e!r}", file=sys.stderr)
            return 1
        for name, path in call.get("save", {}).items():
            saved[name] = jmespath.search(path, answer)
            if saved[name] is None:
                print(f"call {number}, {call['call']}: the answer has no {path}", file=sys.stderr)
                return 1
    json.dump(saved, sys.stdout, default=str)
    return 0


if __name__ == "__main__":
    sys.exit(main())
