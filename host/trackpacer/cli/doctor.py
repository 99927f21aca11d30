# SPDX-License-Identifier: MIT
"""`pacer doctor`: what is wrong with a watch, its port or this laptop, and what helps."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from trackpacer.cli import watch_arguments

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    watch_arguments.configure(parser)
    parser.add_argument(
        "--quick", action="store_true", help="without comparing the clocks, which takes a minute"
    )
    parser.epilog = """\
It changes nothing on the watch. For a minute it compares the watch's clock with this computer's:
over 100 ppm (0.01 s in a lap) is a fault. Exit status 1: something is wrong."""


def run(args: Namespace) -> int:
    """Print each finding as it is made."""
    from trackpacer.install import doctor

    marks = {doctor.GOOD: "  ok  ", doctor.NOTE: "  note", doctor.BAD: "  BAD "}
    status = 0
    for finding in doctor.examine(args.device, None if args.quick else _progress):
        print(f"{marks[finding.level]}  {finding.text}", flush=True)
        if finding.remedy:
            print(f"          {finding.remedy}", flush=True)
        if finding.level == doctor.BAD:
            status = 1
    return status


def _progress(done_s: float, total_s: float) -> None:
    """How far the comparison is: a line that moves on a terminal, else one at its beginning."""
    if sys.stderr.isatty():
        end = "\r" if done_s < total_s else "\r\x1b[K"
        text = f"  ...   comparing the clocks: {done_s:.0f} of {total_s:.0f} s"
        print(text if done_s < total_s else "", end=end, file=sys.stderr, flush=True)
    elif not done_s:
        print(f"comparing the clocks for {total_s:.0f} s", file=sys.stderr, flush=True)
