# SPDX-License-Identifier: MIT
"""`pacer paces`: what a runner's races say of other distances and of training paces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackpacer.cli import session_arguments

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    session_arguments.configure_runner(parser)
    parser.add_argument("--json", action="store_true", help="print it as JSON, for other programs")


def run(args: Namespace) -> int:
    """Print the runner's table."""
    from trackpacer.errors import UserError
    from trackpacer.paces import Races
    from trackpacer.paces.table import paces_json, paces_table

    races = session_arguments.runner_races(args)
    if not races and args.athlete:
        raise UserError(
            f"{args.athlete} has no race", f"pacer athlete {args.athlete} --race 10k=35:00"
        )
    if not races:
        raise UserError("whose paces?", "give a race, as --race 10k=35:00, or an --athlete")
    table = Races(races, args.equivalence or "vdot")
    if args.json:
        import json

        print(json.dumps(paces_json(table), ensure_ascii=False, indent=2))
        return 0
    print("\n".join(paces_table(table)))
    return 0
