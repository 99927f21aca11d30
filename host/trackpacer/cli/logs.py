# SPDX-License-Identifier: MIT
"""`pacer logs`: the lap logs on this laptop."""

from __future__ import annotations

import argparse
import json

from trackpacer.cli import waiting
from trackpacer.cli.report import show
from trackpacer.laps import table
from trackpacer.laps.index import Entry
from trackpacer.laps.store import Store


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "text", nargs="?", default="", help="only sessions and athletes that contain this"
    )
    parser.add_argument("--all", action="store_true", help="list them all, not just the newest 20")
    parser.add_argument("--json", action="store_true", help="print it as JSON, for other programs")


def run(args: argparse.Namespace) -> int:
    store = Store()
    with waiting.bar("reading the logs") as progress:
        entries = store.entries(progress)
    numbered = enumerate(reversed(entries), start=1)
    text = args.text.lower()
    rows = [(number, entry) for number, entry in numbered if text in _searched(entry)]
    if args.json:
        _print_json(store, rows)
        return 0
    if not rows:
        print(f"no lap logs{' with ' + repr(args.text) if args.text else ''} in {store.logs}")
        return 0
    shown = rows if args.all else rows[:20]
    show(
        table.listing(
            [
                (number, store.stored(entry).stem, entry.about or entry.problem)
                for number, entry in shown
            ]
        )
    )
    if len(shown) < len(rows):
        print(f"and {len(rows) - len(shown)} more: pacer logs --all")
    print(f"in {store.logs}")
    return 0


def _searched(entry: Entry) -> str:
    about = entry.about
    said = f"{about.title} {about.athlete} {about.watch}" if about else entry.problem
    return f"{entry.name.rpartition('.')[0]} {said}".lower()


def _print_json(store: Store, rows: list[tuple[int, Entry]]) -> None:
    from trackpacer.laps import json_csv

    found = []
    for number, entry in rows:
        stored = store.stored(entry)
        one = {"number": number, "file": stored.stem}
        if entry.about is None:
            found.append({**one, "error": entry.problem})
        else:
            found.append({**one, **json_csv.summary(store.result(stored))})
    print(json.dumps(found, indent=2, ensure_ascii=False))
