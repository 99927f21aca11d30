# SPDX-License-Identifier: MIT
"""`pacer edit`: a correction or a note beside a log; or a session timed by hand."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from trackpacer.cli import log_arguments
from trackpacer.cli.report import show, units
from trackpacer.cli.words import Joined
from trackpacer.errors import UserError, shortened
from trackpacer.firmware import program as program_format
from trackpacer.laps import table
from trackpacer.laps.edits import Edits, RunEdit
from trackpacer.laps.result import Result
from trackpacer.laps.store import Store, Stored
from trackpacer.laps.typed import find_run, read_date, read_time
from trackpacer.records import replace

LONGEST_NAME = 64  # as in a program


def configure(parser: argparse.ArgumentParser) -> None:
    log_arguments.configure(parser)
    parser.add_argument(
        "--run", metavar="N", help="the run to correct: its number, or set.rep such as 2.3"
    )
    parser.add_argument("--time", metavar="T", help="with --run: a hand time, e.g. 1:24.3")
    parser.add_argument(
        "--void", action="store_true", help="with --run: leave it out of the figures"
    )
    parser.add_argument(
        "--metres",
        type=int,
        metavar="M",
        help="with --run: how far the runner got",
    )
    parser.add_argument("--hr", type=int, metavar="BPM", help="heart rate, of --run or the session")
    parser.add_argument(
        "--fit",
        metavar="FILE",
        help="heart rate for each run, from the FIT file of the runner's own watch of that evening",
    )
    parser.add_argument("--note", metavar="TEXT", help="a remark, on --run or the session")
    parser.add_argument("--felt", type=int, metavar="N", help="1 (very easy) to 10 (all out)")
    parser.add_argument("--athlete", metavar="NAME", help="who ran it")
    parser.add_argument("--date", metavar="DATE", help="when it began, e.g. '2026-09-21 18:30'")
    parser.add_argument(
        "--undo", action="store_true", help="take all edits away (with --run: that run's)"
    )
    hand = parser.add_argument_group("a session timed by hand, for a runner without a watch")
    hand.add_argument(
        "--new",
        metavar="SESSION",
        nargs="+",
        action=Joined,
        help="what it is called; if written as for the watch ('4 x 400 @ 84 R60'), it keeps its "
        "distances and targets",
    )
    hand.add_argument("--times", nargs="+", metavar="T", help="84.1 83.9 1:24.5 - (missed)")
    hand.add_argument("--target", metavar="T", help="the target of each")
    hand.add_argument("--like", metavar="LOG", help="use the targets of this log's program")
    parser.epilog = "The log itself is never changed. Edits stand beside it, in a JSON file."


def run(args: argparse.Namespace) -> int:
    store = Store()
    if args.new or args.times or args.target or args.like:
        stored = _by_hand(store, args)
    else:
        with store.alone():
            stored = store.choose(args.log)
            result = store.result(stored)
            if args.run:
                number = find_run(result, args.run).number
                stored.keep_edits(_run_edit(args, stored.edits(), number))
            else:
                stored.keep_edits(_session_edit(args, stored.edits(), result))
    show(table.report(store.result(stored), units()))
    return 0


def _run_edit(args: argparse.Namespace, edits: Edits, number: int) -> Edits:
    for name in ("felt", "athlete", "date", "fit"):
        if getattr(args, name) is not None:
            raise UserError(f"--{name} is for the session", "leave --run out")
    if args.undo:
        return replace(edits, runs={**edits.runs, number: RunEdit()})
    changes: dict[str, Any] = {}
    if args.time is not None:
        changes["time_ms"] = read_time(args.time)
    if args.void:
        changes["void"] = True
    if args.metres is not None:
        changes["metres"] = args.metres
    if args.hr is not None:
        changes["heart_rate"] = args.hr
    if args.note is not None:
        changes["note"] = args.note
    if not changes:
        raise UserError(
            f"nothing to change in run {args.run}", "--time, --void, --metres, --hr, --note, --undo"
        )
    return edits.with_run(number, **changes)


def _session_edit(args: argparse.Namespace, edits: Edits, result: Result) -> Edits:
    if args.time is not None or args.void or args.metres is not None:
        raise UserError("which run?", "--run N says it")
    if args.undo:
        return Edits()
    changes: dict[str, Any] = {}
    if args.hr is not None:
        changes["heart_rate"] = args.hr
    for name in ("note", "felt"):
        if getattr(args, name) is not None:
            changes[name] = getattr(args, name)
    if args.athlete is not None:
        changes["athlete"] = _called(args.athlete)
    if args.date is not None:
        changes["began"] = read_date(args.date)
    if not changes and args.fit is None:
        raise UserError(
            "nothing to change",
            "--note, --felt, --hr, --fit, --athlete, --date; --run N for one run",
        )
    edits = replace(edits, **changes)
    return edits if args.fit is None else _with_heart_rates(args, edits, result)


def _called(name: str) -> str:
    """Somebody's name as the roster has it, so that all their sessions stand under one; as it is
    typed where they are not in it. UserError where several may be meant."""
    from trackpacer.paces.athletes import load_squad

    known = load_squad().meant(name)
    return known.name if known else name


def _with_heart_rates(args: argparse.Namespace, edits: Edits, result: Result) -> Edits:
    from trackpacer import allowance as allowances
    from trackpacer.laps import heart

    path = Path(args.fit)
    pulse = heart.read(allowances.load(path), allowances.Allowance(args.fit))
    if edits.began is not None:
        result = replace(result, began=edits.began, dated="by hand")
    return heart.merged(result, edits, pulse, path.name)


def _by_hand(store: Store, args: argparse.Namespace) -> Stored:
    if not args.new or not args.times:
        raise UserError(
            "a session timed by hand needs its name and its times",
            "e.g. pacer edit --new '4 x 400' --athlete Ben --times 84.1 83.9 - 84.5",
        )
    name = " ".join(args.new.split())
    if not name.isprintable() or not 0 < len(name) <= LONGEST_NAME:
        raise UserError(
            f"a session called {shortened(args.new)!r}",
            f"1 to {LONGEST_NAME} letters, as '4 x 400'",
        )
    began = read_date(args.date) if args.date else datetime.now().astimezone()
    session: dict[str, Any] = {
        "session": name,
        "athlete": _called(args.athlete or ""),
        "began": began.isoformat(timespec="seconds"),
        "times_ms": [None if one in ("-", "x") else read_time(one) for one in args.times],
    }
    if args.like:
        identity = store.result(store.choose(args.like)).identity
        kept = store.program(identity)
        if kept is None:
            raise UserError(f"the program of {args.like} is not here", "give the target: --target")
        _refuse_more_times(args, args.like, kept)
        session["identity"] = f"{identity:08X}"
    else:
        program = _program(args, name)
        if program is not None:
            store.keep_program(program, name)
            session["identity"] = f"{program_format.verify(program).identity:08X}"
        if args.target:
            session["target_ms"] = read_time(args.target)
    stored = store.keep_hand(session, began)
    edits = Edits(note=args.note or "", felt=args.felt, heart_rate=args.hr)
    if edits != Edits():
        stored.keep_edits(edits)
    return stored


def _program(args: argparse.Namespace, name: str) -> bytes | None:
    """The program of a session whose name says what was run; None where it is only a name.

    UserError where there are more times than runs.
    """
    from trackpacer import compiler
    from trackpacer.notation import Context, read
    from trackpacer.paces.athletes import load_squad

    squad = load_squad()
    known = squad.meant(args.athlete or squad.default)
    try:
        context = Context(athlete=args.athlete or "", races=known.races if known else ())
        program = bytes(compiler.compile_session(read(name, context)).program)
    except UserError:
        return None
    _refuse_more_times(args, name, program)
    return program


def _refuse_more_times(args: argparse.Namespace, name: str, program: bytes) -> None:
    from trackpacer import timeline

    runs = sum(step.kind == timeline.RUN for step in timeline.expand(program))
    if len(args.times) > runs:
        raise UserError(f"{len(args.times)} times, and {name} has {runs} runs", "- is a missed one")
