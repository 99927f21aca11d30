# SPDX-License-Identifier: MIT
"""`pacer fetch`: brings home the lap logs that are not here yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackpacer.cli import watch_arguments

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--delete",
        action="store_true",
        help="then take them off the watch (without: they stay until it needs the room)",
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="also those that were fetched before, by another laptop perhaps",
    )
    watch_arguments.configure(parser)


def run(args: Namespace) -> int:
    """Fetch, and say what came."""
    import sys

    from trackpacer.device import open_device
    from trackpacer.laps.fetch import fetch
    from trackpacer.laps.store import Store

    store = Store()
    # fetch sets the clock itself, after it has read from the uptime when a log was begun.
    with open_device(args.device) as watch, watch_arguments.transfers() as begin:
        done = fetch(watch, store, delete=args.delete, everything=args.all, progress=begin)
    for stored in done.new:
        print(stored.path)
    if not done.new:
        print("nothing new")
    for path in done.deleted:
        print(f"deleted {path} on the watch")
    if done.errors:
        lines = "one new line" if done.errors == 1 else f"{done.errors} new lines"
        print(f"the watch's error log: {lines} in {store.errors}")
    for odd in done.odd:
        print(f"note: {odd}", file=sys.stderr)
    for warning in done.warnings:
        print(f"pacer: look at this: {warning}", file=sys.stderr)
    for problem in done.problems:
        print(f"pacer: {problem}", file=sys.stderr)
    return 1 if done.problems else 0
