# SPDX-License-Identifier: MIT
"""`pacer progress '25 x 400'`: the same session over a season."""

from __future__ import annotations

import argparse
import json
import sys

from trackpacer.cli.report import show
from trackpacer.errors import UserError
from trackpacer.laps import table
from trackpacer.laps.result import Result
from trackpacer.laps.store import Store, slug
from trackpacer.laps.times import read_date


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "session", help="what the session is called, or the start of it: '25 x 400'"
    )
    parser.add_argument("--athlete", default="", help="of this athlete only")
    parser.add_argument("--since", default="", metavar="DATE", help="from this day on")
    parser.add_argument("--html", metavar="FILE", help="write one self-contained page")
    parser.add_argument("--png", metavar="FILE", help="write a picture of the season")
    parser.add_argument("--json", action="store_true", help="print it as JSON")


def run(args: argparse.Namespace) -> int:
    results = found(Store(), args.session, args.athlete, args.since)
    if args.json:
        from trackpacer.laps import plain

        print(json.dumps([plain.summary(one) for one in results], indent=2, ensure_ascii=False))
        return 0
    if args.html is not None or args.png is not None:
        from pathlib import Path

        from trackpacer.files import write_whole
        from trackpacer.laps import chart, page

        if args.html is not None:
            write_whole(Path(args.html), page.render_season(args.session, results).encode())
            print(f"wrote {args.html}")
        if args.png is not None:
            write_whole(Path(args.png), chart.season_png(args.session, results))
            print(f"wrote {args.png}")
        return 0
    show(table.season(args.session, results))
    return 0


def found(store: Store, session: str, athlete: str, since: str) -> list[Result]:
    """The logs of that session, oldest first. UserError when there is none."""
    wanted = slug(session)
    if not wanted:
        raise UserError("the session has no name", "e.g. pacer progress '25 x 400'")
    first = read_date(since).date() if since else None
    results = []
    for stored in store.all():
        try:
            result = store.result(stored)
        except UserError as error:
            print(f"pacer: left out: {error}", file=sys.stderr)
            continue
        if not f"{slug(result.title)}-".startswith(f"{wanted}-"):
            continue
        if athlete and athlete.lower() not in result.athlete.lower():
            continue
        if first and (result.began is None or result.began.date() < first):
            continue
        results.append(result)
    if not results:
        raise UserError(f"no logs of {session!r}", "pacer logs lists what there is")
    return sorted(results, key=lambda one: one.began.timestamp() if one.began else 0)
