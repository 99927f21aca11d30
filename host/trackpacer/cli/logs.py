# SPDX-License-Identifier: MIT
"""`pacer logs`: the lap logs on this laptop."""

from __future__ import annotations

import argparse
import json

from trackpacer.cli.report import show
from trackpacer.errors import UserError
from trackpacer.laps import table
from trackpacer.laps.result import Result
from trackpacer.laps.store import Store


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="?", default="", help="only sessions or athletes with this")
    parser.add_argument("--all", action="store_true", help="all of them, not the newest 20 only")
    parser.add_argument("--json", action="store_true", help="print the list as JSON")


def run(args: argparse.Namespace) -> int:
    store = Store()
    rows: list[tuple[int, str, Result | str]] = []
    for number, stored in enumerate(reversed(store.all()), start=1):
        try:
            result: Result | str = store.result(stored)
        except UserError as error:
            result = str(error).removeprefix(f"{stored.path}: ")
        if args.text.lower() in _searched(stored.stem, result):
            rows.append((number, stored.stem, result))
    if args.json:
        from trackpacer.laps import plain

        found = [
            {"number": number, "file": stem, "error": result}
            if isinstance(result, str)
            else {"number": number, "file": stem, **plain.summary(result)}
            for number, stem, result in rows
        ]
        print(json.dumps(found, indent=2, ensure_ascii=False))
        return 0
    if not rows:
        print(f"no lap logs{' with ' + repr(args.text) if args.text else ''} in {store.logs}")
        return 0
    shown = rows if args.all else rows[:20]
    show(table.listing(shown))
    if len(shown) < len(rows):
        print(f"and {len(rows) - len(shown)} more: pacer logs --all")
    print(f"in {store.logs}")
    return 0


def _searched(stem: str, result: Result | str) -> str:
    if isinstance(result, str):
        return f"{stem} {result}".lower()
    return f"{stem} {result.title} {result.athlete} {result.watch}".lower()
