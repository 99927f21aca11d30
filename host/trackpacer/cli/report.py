# SPDX-License-Identifier: MIT
"""`pacer report`: a session as it was run, as a table, a page or a picture."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from rich.console import Console, RenderableType

from trackpacer import dates
from trackpacer.cli import terminal, waiting
from trackpacer.errors import UserError
from trackpacer.files import write_whole
from trackpacer.laps import squad, table
from trackpacer.laps.result import Result
from trackpacer.laps.store import Store
from trackpacer.paces.athletes import load_squad


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "log",
        nargs="*",
        help="last (the default), a number from pacer logs, the start of a file name, or a path; "
        "two of them stand side by side",
    )
    parser.add_argument(
        "--squad",
        nargs="?",
        const="",
        metavar="DATE",
        help="all sessions of one day, a row per athlete (default: the day of the newest log)",
    )
    parser.add_argument("--html", metavar="FILE", help="write a self-contained web page")
    parser.add_argument("--png", metavar="FILE", help="write a picture to post in a chat")
    parser.add_argument("--json", action="store_true", help="print it as JSON, for other programs")


def run(args: argparse.Namespace) -> int:
    store = Store()
    results = chosen(store, args.log, args.squad)
    if args.html is not None or args.png is not None:
        return _pictures(args, results)
    if args.json:
        from trackpacer.laps import json_csv

        found = [json_csv.to_json(result) for result in results]
        print(json.dumps(found[0] if len(found) == 1 else found, indent=2, ensure_ascii=False))
        return 0
    if args.squad is not None:
        show(squad.table_of(results, load_squad().groups))
    elif len(results) == 2:
        show(table.side_by_side(*results))
    else:
        show(table.report(results[0], units()))
    return 0


def units() -> str:
    """What paces are shown per."""
    return load_squad().units


def chosen(store: Store, names: list[str], day: str | None) -> list[Result]:
    """The sessions that a command line means: one, two, or a day's with --squad."""
    if day is not None:
        if names:
            raise UserError("--squad takes a day's logs, not a log", "pacer report --squad DATE")
        return _squad(store, day)
    if len(names) > 2:
        raise UserError(f"{len(names)} logs", "one, or two side by side; a squad's: --squad DATE")
    return [store.result(store.choose(name)) for name in names or ["last"]]


def _squad(store: Store, text: str) -> list[Result]:
    dated = []
    with waiting.bar("reading the logs") as progress:
        entries = store.entries(progress)
    for entry in entries:
        if entry.about is None:
            print(f"pacer: left out: {store.stored(entry).path}: {entry.problem}", file=sys.stderr)
        elif entry.about.began:
            dated.append((entry.about.began.date(), entry))
    if text:
        day = dates.read(text, ahead=False)
    elif dated:
        day = max(found for found, _ in dated)
    else:
        raise UserError("no log has a date", "pacer edit LOG --date gives it one")
    of_day = [store.result(store.stored(entry)) for found, entry in dated if found == day]
    if not of_day:
        raise UserError(f"no logs of {day}", "pacer logs lists them")
    return squad.by_pace(of_day, load_squad().groups)


def _pictures(args: argparse.Namespace, results: list[Result]) -> int:
    from trackpacer.laps import page, pictures

    if args.html is not None:
        evening = args.squad is not None
        text = page.render(results, units(), evening, load_squad().groups if evening else None)
        write_whole(Path(args.html), text.encode())
        print(f"wrote {args.html}")
    if args.png is not None:
        write_whole(Path(args.png), pictures.png(results))
        print(f"wrote {args.png}")
    return 0


def show(what: RenderableType) -> None:
    """Print a table: as wide as the terminal or as its figures need, without end in a pipe."""
    from rich.console import Group

    console = _console()
    terminal_width = console.width
    for one in what.renderables if isinstance(what, Group) else [what]:
        # A width that `print` is told counts only where it is less than the console's.
        console.width = max(terminal_width, table.least_width(one))
        console.print(one, crop=False)


def _console() -> Console:
    console = terminal.console()
    return console if console.is_terminal else terminal.console(width=200, no_color=True)
