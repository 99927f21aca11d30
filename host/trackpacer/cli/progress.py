# SPDX-License-Identifier: MIT
"""`pacer progress '25 x 400'`: the same session over a season."""

from __future__ import annotations

import argparse
import json
import sys

from trackpacer.cli import waiting
from trackpacer.cli.report import show
from trackpacer.cli.words import Joined
from trackpacer.errors import UserError
from trackpacer.laps import table
from trackpacer.laps.index import Entry
from trackpacer.laps.store import Store, slug
from trackpacer.laps.typed import read_date
from trackpacer.paces.athletes import bare, load_squad


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "session",
        nargs="+",
        action=Joined,
        help="what the session is called, or how its name starts: '25 x 400'",
    )
    parser.add_argument("--athlete", default="", help="only this athlete's")
    parser.add_argument("--since", default="", metavar="DATE", help="only from this day on")
    parser.add_argument("--html", metavar="FILE", help="write a self-contained web page")
    parser.add_argument("--png", metavar="FILE", help="write a picture of the season")
    parser.add_argument("--json", action="store_true", help="print it as JSON")


def run(args: argparse.Namespace) -> int:
    store = Store()
    entries = found(store, args.session, args.athlete, args.since)
    if not args.json and args.html is None and args.png is None:
        show(table.season(args.session, [entry.about for entry in entries if entry.about]))
        return 0
    results = [store.result(store.stored(entry)) for entry in entries]
    if args.json:
        from trackpacer.laps import json_csv

        print(json.dumps([json_csv.summary(one) for one in results], indent=2, ensure_ascii=False))
        return 0
    from pathlib import Path

    from trackpacer.files import write_whole
    from trackpacer.laps import page, pictures

    if args.html is not None:
        write_whole(Path(args.html), page.render_season(args.session, results).encode())
        print(f"wrote {args.html}")
    if args.png is not None:
        write_whole(Path(args.png), pictures.season_png(args.session, results))
        print(f"wrote {args.png}")
    return 0


def found(store: Store, session: str, athlete: str, since: str) -> list[Entry]:
    """The logs of that session, oldest first. UserError when there is none."""
    wanted = slug(session)
    if not wanted:
        raise UserError("the session has no name", "e.g. pacer progress '25 x 400'")
    first = read_date(since).date() if since else None
    with waiting.bar("reading the logs") as progress:
        entries = store.entries(progress)
    dated = []
    for entry in entries:
        about = entry.about
        if about is None:
            print(f"pacer: left out: {store.stored(entry).path}: {entry.problem}", file=sys.stderr)
            continue
        if not f"{slug(about.title)}-".startswith(f"{wanted}-"):
            continue
        if first and (about.began is None or about.began.date() < first):
            continue
        dated.append((about.began.timestamp() if about.began else 0, entry))
    if athlete:
        dated = _of(athlete, dated)
    if not dated:
        raise UserError(f"no logs of {session!r}", "pacer logs lists what there is")
    return [entry for _, entry in sorted(dated, key=lambda one: one[0])]


def _of(athlete: str, dated: list[tuple[float, Entry]]) -> list[tuple[float, Entry]]:
    """The athlete's own, whatever the case and accents; where nobody is called so, of whoever's
    name holds it: Max is not Maximilian too, unless there is no Max."""
    wanted = bare(athlete)
    named = [(bare(entry.about.athlete) if entry.about else "", entry) for _, entry in dated]
    exact = load_squad().known(athlete) or any(name == wanted for name, _ in named)
    return [
        one
        for one, (name, _) in zip(dated, named, strict=True)
        if (name == wanted if exact else wanted in name)
    ]
