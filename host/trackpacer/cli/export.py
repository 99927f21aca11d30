# SPDX-License-Identifier: MIT
"""`pacer export`: a session as a file for another program."""

from __future__ import annotations

import argparse
from pathlib import Path

from trackpacer.cli import terminal
from trackpacer.errors import UserError
from trackpacer.files import write_whole
from trackpacer.laps.result import Result
from trackpacer.laps.store import Store
from trackpacer.shown import json_lines

FORMATS = ("fit", "tcx", "csv", "json")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "log",
        nargs="?",
        help="last (the default), a number from pacer logs, or the start of a file name",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="fit (the default; for Garmin Connect, Strava, intervals.icu), tcx, csv or json",
    )
    parser.add_argument(
        "--out",
        "-o",
        metavar="FILE",
        help="where to write it; - is standard output (default: the log's name, here)",
    )


def run(args: argparse.Namespace) -> int:
    store = Store()
    stored = store.choose(args.log)
    result = store.result(stored)
    named = args.out and args.out != "-"
    kind = args.format or (Path(args.out).suffix[1:].lower() if named else "fit")
    if kind not in FORMATS:
        raise UserError(f"{args.out}: which format?", f"--format {', '.join(FORMATS)}")
    if args.out == "-":
        terminal.write_file(encode(result, kind))
        return 0
    path = Path(args.out or f"{stored.stem}.{kind}")
    write_whole(path, encode(result, kind))
    print(f"wrote {path}")
    return 0


def encode(result: Result, kind: str) -> bytes:
    """A session in one of `FORMATS`."""
    from trackpacer.laps import fit, json_csv, tcx

    if kind == "fit":
        return fit.encode(result)
    if kind == "tcx":
        return tcx.encode(result)
    if kind == "csv":
        # With a byte order mark, without which a spreadsheet takes UTF-8 for something else.
        return ("\ufeff" + json_csv.to_csv(result)).encode()
    return json_lines(json_csv.to_json(result))
