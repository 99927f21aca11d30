# SPDX-License-Identifier: MIT
"""`pacer export`: a session as a file for another program."""

from __future__ import annotations

import argparse
from pathlib import Path

from trackpacer.cli import log_arguments, terminal
from trackpacer.errors import UserError
from trackpacer.files import write_whole
from trackpacer.laps.exports import FORMATS
from trackpacer.laps.store import Store


def configure(parser: argparse.ArgumentParser) -> None:
    log_arguments.configure(parser)
    parser.add_argument(
        "--format",
        choices=tuple(FORMATS),
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
        terminal.write_file(FORMATS[kind](result))
        return 0
    path = Path(args.out or f"{stored.stem}.{kind}")
    write_whole(path, FORMATS[kind](result))
    print(f"wrote {path}")
    return 0
