# SPDX-License-Identifier: MIT
"""`pacer simulate`: runs one session on a simulated watch, from power-on to log."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

from trackpacer.cli import program_arguments, settings

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

_LATEST_PRESS_MS = 24 * 3600 * 1000  # the longest that a program may be
RUNNERS = ("exact", "human", "forgetful")


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    program_arguments.configure(parser)
    parser.add_argument(
        "--runner",
        choices=RUNNERS,
        default="exact",
        help="who runs: to the microsecond (exact), with scatter and fade (human), "
        "or missing a press now and then (forgetful)",
    )
    parser.add_argument(
        "--seed", type=int, default=1, help="seed of the runner's random variation (default 1)"
    )
    parser.add_argument(
        "--press",
        action="append",
        default=[],
        metavar="SECONDS[+HELD]",
        help="instead of a runner: press so many seconds after power-on, for HELD seconds "
        "(default: 0.12); repeatable",
    )
    settings.configure_simulated(parser)
    parser.add_argument(
        "--speed",
        default="max",
        metavar="N",
        help="N times as fast as real time, 1 is real time (default: max)",
    )
    parser.add_argument(
        "--trace", type=Path, metavar="FILE", help="write each cue, one JSON object a line"
    )
    parser.add_argument("--log", type=Path, metavar="FILE", help="write the lap log")


def run(args: Namespace) -> int:
    """Simulate, write what was asked for, and say how it went."""
    from trackpacer.cli import simulator
    from trackpacer.errors import UserError
    from trackpacer.files import write_whole
    from trackpacer.laps import log as laplog
    from trackpacer.simulation.one_session import simulate

    named = program_arguments.load(args)
    presses = [_press(text) for text in args.press]
    now = time.time()  # the watch knows the time and the time zone, as after any contact
    given = settings.of_simulated(args)
    done = simulate(
        named.program,
        named.name,
        "scripted" if presses else args.runner,
        args.seed,
        watch_settings={"utc_offset_s": time.localtime(now).tm_gmtoff, **given},
        hardware={"speed": simulator.speed(args.speed), "presses": presses, "unix": int(now)},
    )
    if done.log is None:
        raise UserError(
            "the session was not run: the watch wrote no log",
            "a press starts it, from about 0.5 s after power-on" if presses else "",
        )
    if args.trace:
        lines = "".join(json.dumps(line) + "\n" for line in done.trace)
        write_whole(args.trace, lines.encode())
    if args.log:
        write_whole(args.log, done.log)
        program_arguments.keep(named.program, named.text)
    # By the log: the trace also has the press of a lap that a hold took back.
    told = laplog.read(done.log).laps
    laps = sum(lap.state is laplog.State.LAP for lap in told)
    print(
        f"{named.name}: {laps} lap{'' if laps == 1 else 's'}, {len(done.trace)} cues; "
        f"{done.watch_s / 60:.1f} min on the watch, {done.wall_s:.1f} s here"
    )
    if done.ended != "end":
        how = {"stopped": "it was stopped before its end"}.get(
            done.ended, "it did not end within 4 h"
        )
        print(f"check: {how}")
    for what, file in (("trace", args.trace), ("log", args.log)):
        if file:
            print(f"{what}: {file}")
    return 0


def _press(text: str) -> list[int]:
    from trackpacer.errors import UserError

    at, plus, held = text.partition("+")
    try:
        found = [round(float(at) * 1000), round(float(held) * 1000) if plus else 120]
    except (ValueError, OverflowError):
        found = [-1, 0]
    if not 0 <= found[0] <= _LATEST_PRESS_MS or not 20 <= found[1] <= _LATEST_PRESS_MS:
        raise UserError(
            f"{text!r} is not a button press", "write SECONDS or SECONDS+HELD, as 12.5 or 12.5+1.2"
        )
    return found
