# SPDX-License-Identifier: MIT
"""`pacer upload`: a session's activity to intervals.icu or Strava."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from trackpacer.cli import log_arguments
from trackpacer.errors import UserError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

PLATFORMS = ("intervals", "strava")


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    log_arguments.configure(parser)
    parser.add_argument("--to", choices=PLATFORMS, help="where to")
    parser.add_argument("--again", action="store_true", help="send it even if it is there already")
    parser.add_argument(
        "--login", choices=PLATFORMS, help="ask for the token of one, and keep it in the keyring"
    )
    parser.add_argument("--forget", choices=PLATFORMS, help="take its token out of the keyring")
    parser.epilog = (
        "pacer upload --login intervals     once; then\n"
        "pacer upload last --to intervals\n"
        "The token is kept in this system's keyring and nowhere else. No other command sends\n"
        "anything off the laptop."
    )


def run(args: Namespace) -> int:
    """Log in, forget, or upload."""
    if sum(bool(one) for one in (args.to, args.login, args.forget)) != 1:
        raise UserError("where to?", "--to intervals or --to strava; first --login")
    if args.login:
        return _log_in(args.login)
    if args.forget:
        from trackpacer.uploads import tokens

        gone = tokens.forget(args.forget)
        print(f"{args.forget}: its token is {'forgotten' if gone else 'not in the keyring'}")
        return 0
    from trackpacer.laps.store import Store
    from trackpacer.uploads import sending

    store = Store()
    stored = store.choose(args.log)
    found = sending.send(store, stored, args.to, args.again)
    if found.identity:
        print(f"{stored.stem} is at {found.address}")
    else:
        print(f"{stored.stem} was taken and is still being worked on: {found.address}")
    return 0


def _log_in(platform: str) -> int:
    from trackpacer.uploads import platforms, tokens

    if platform == "intervals":
        print("Your API key stands at https://intervals.icu/settings, under Developer Settings.")
        token = {"key": _secret("API key: ")}
    else:
        print(
            "Strava wants an API application of your own: https://www.strava.com/settings/api\n"
            "(any name and website; its callback domain is localhost)."
        )
        client = _typed("client ID: ")
        secret = _secret("client secret: ")
        print(f"Open this page and agree:\n\n  {platforms.strava_address(client)}\n")
        print("Your browser then ends on a page that it cannot open. Copy its address here.")
        token = platforms.strava_login(client, secret, _typed("address: "))
    tokens.save(platform, token)
    print(f"{platform}: the token is in this system's keyring")
    return 0


def _typed(question: str) -> str:
    print(question, end="", file=sys.stderr, flush=True)
    text = sys.stdin.readline().strip()
    if not text:
        raise UserError("nothing was typed", "try again")
    return text


def _secret(question: str) -> str:
    """What is typed unseen; of what is no terminal, the next line."""
    if not sys.stdin.isatty():
        return _typed(question)
    import getpass

    text = getpass.getpass(question).strip()
    if not text:
        raise UserError("nothing was typed", "try again")
    return text
