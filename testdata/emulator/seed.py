#!/usr/bin/env python3
"""Seeds the emulator with an account for tests.

    seed.py --endpoint http://127.0.0.1:PORT ACCOUNT            an empty emulator, then that account: empty, blea-standalone, secure-account, mixed
    seed.py --endpoint http://127.0.0.1:PORT weaken NAME...     takes one guarantee after the other from the account that is there
    seed.py list-weaken                                         the names, the account that each is about, and what it takes away

The same over HTTP, without starting Python (front.py): POST /__seed {"account": ACCOUNT, "weaken": [NAME, ...]}.
"""

import argparse
import sys

import weaken
from baseline import ACCOUNTS
from world import World


def seed(world: World, account: str | None, names: list[str]) -> None:
    """Resets the emulator and makes the account (None: leaves what is there), then applies the weakenings; raises ValueError at unknown names."""
    unknown = [n for n in names if n not in weaken.WEAKENINGS]
    if unknown:
        raise ValueError(f"unknown weakening {', '.join(unknown)}: see seed.py list-weaken")
    if account is not None:
        if account not in ACCOUNTS:
            raise ValueError(f"unknown account {account}: {', '.join(ACCOUNTS)}")
        world.reset()
        ACCOUNTS[account](world)
    for name in names:
        weaken.WEAKENINGS[name].apply(world)


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--endpoint", metavar="URL")
    ap.add_argument("command", choices=[*ACCOUNTS, "weaken", "list-weaken"])
    ap.add_argument("names", nargs="*", metavar="NAME")
    args = ap.parse_args()
    if args.command == "list-weaken":
        for name, one in weaken.WEAKENINGS.items():
            print(f"{name}\t{one.account}\t{one.what}")
        return 0
    if not args.endpoint:
        ap.error("--endpoint is needed")
    try:
        seed(World(args.endpoint), None if args.command == "weaken" else args.command, args.names)
    except ValueError as e:
        print(f"seed.py: {e}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
