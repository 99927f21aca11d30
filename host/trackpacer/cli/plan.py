# SPDX-License-Identifier: MIT
"""`pacer plan`: a progression as dated sessions: a table, session files, a calendar."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from trackpacer import dates, sources
from trackpacer.cli import session_arguments
from trackpacer.cli.words import Joined
from trackpacer.errors import UserError
from trackpacer.records import replace

if TYPE_CHECKING:
    from trackpacer.coaching.progression import Definition, Plan

_EXAMPLES = """\
PLAN is written as a coach writes it, or given as options:
  pacer plan "start with 15 x 400 @ 10k pace + 10sec /R1:00; each subsequent workout
    1 rep more, 1 sec faster, 1 sec less recovery, every 2nd week, 20 weeks" --race 10k=35:00
  pacer plan --start "15 x 400 @ 10k pace + 10sec /R1:00" --reps +1 --pace -1 --recovery -1
    --every 2w --weeks 20 --race 10k=35:00 --from 2027-01-04 -o plan --ics plan.ics
  pacer plan "week one 10 x 400 @ 10k pace /R25sec; week 2 30 x 400 @ 10k pace + 5sec
    /R90sec; towards 25 x 400" --race 10k=35:00
  pacer plan library:progression --race 10k=35:00
The files in the folder of -o are sessions: pacer send plan/2027-01-04-15x400.txt"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "plan",
        metavar="PLAN",
        nargs="*",
        action=Joined,
        default=None,
        help="the plan in words, or a file",
    )
    parser.add_argument("--start", metavar="SESSION", help="the session it starts with")
    parser.add_argument(
        "--reps", type=int, metavar="N", help="more reps each time, as +1 (-1: fewer)"
    )
    parser.add_argument(
        "--pace", metavar="S", help="seconds per 400 each time, as -1 (faster) or +1 (slower)"
    )
    parser.add_argument("--recovery", metavar="S", help="seconds of recovery each time, as -1")
    parser.add_argument("--every", metavar="T", help="how often: 2w, 10d (2w)")
    parser.add_argument("--weeks", type=int, metavar="N", help="from the first session to the last")
    parser.add_argument("--sessions", type=int, metavar="N", help="how many, instead of --weeks")
    parser.add_argument("--towards", metavar="SESSION", help="the session it closes on")
    parser.add_argument(
        "--from",
        dest="begins",
        metavar="DATE",
        help="the first day, as 2027-01-04, 4.1.2027 or monday (today)",
    )
    session_arguments.configure_runner(parser)
    session_arguments.configure_reading(parser)
    parser.add_argument(
        "-o", "--output", metavar="FOLDER", type=Path, help="write a session file for each day"
    )
    parser.add_argument("--ics", metavar="FILE", type=Path, help="write an iCalendar file")
    parser.add_argument(
        "--json", action="store_true", help="print the plan as JSON, for other programs"
    )
    parser.epilog = _EXAMPLES


def run(args: argparse.Namespace) -> int:
    """Make the plan, print it, and write what was asked for."""
    from trackpacer.coaching import progression

    text, definition = _definition(args)
    context = session_arguments.context(args, definition.starts[0], "plan")
    plan = progression.make(definition, context, _begins(args))
    if args.json:
        _print_json(plan)
    else:
        _print(plan, text)
    if args.output is not None:
        _write_files(plan, args.output, quiet=args.json)
    if args.ics is not None:
        from datetime import UTC, datetime

        from trackpacer.coaching import files
        from trackpacer.files import write_whole

        name = f"{plan.steps[0].reps.name} to {plan.steps[-1].reps.name}"
        write_whole(args.ics, files.calendar(plan, name, datetime.now(UTC)))
        if not args.json:
            print(f"wrote {args.ics}: {len(plan.steps)} events")
    return 0


def _definition(args: argparse.Namespace) -> tuple[str, Definition]:
    """The plan in words (if there are any), and what it says with the options over it."""
    from trackpacer.coaching.progression import Definition
    from trackpacer.coaching.sentence import read_definition

    if (args.plan is None) == (args.start is None):
        raise UserError(
            "which plan?" if args.plan is None else "two plans: words, and --start",
            "write it in words, or give --start and what changes; see pacer plan --help",
        )
    if args.start is not None:
        text = _file_or_text(args.start)
        definition = Definition((text,))
    else:
        text = _file_or_text(args.plan)
        definition = read_definition(text)
    pace, recovery = _seconds(args.pace, "--pace"), _seconds(args.recovery, "--recovery")
    given = {
        "reps": args.reps,
        "faster_ms": None if pace is None else -pace,
        "rest_ms": recovery,
        "every_days": _every(args.every),
        "weeks": args.weeks,
        "sessions": args.sessions,
        "goal": args.towards,
    }
    if args.weeks is not None and args.sessions is not None:
        raise UserError("--weeks and --sessions both say how long", "give one of them")
    if args.weeks is not None or args.sessions is not None:
        definition = replace(definition, weeks=None, sessions=None)
    if args.begins is not None:
        definition = replace(definition, begins=None)
    changes = {key: value for key, value in given.items() if value is not None}
    return text, replace(definition, **changes)


def _file_or_text(argument: str) -> str:
    path = sources.path_of(argument)
    if path is None and not argument.strip():
        raise UserError("the plan is empty", "see pacer plan --help")
    return argument if path is None else session_arguments.text_of(argument)[0]


def _seconds(text: str | None, option: str) -> int | None:
    if text is None:
        return None
    try:
        value = float(text.lower().removesuffix("s"))
    except ValueError:
        value = float("nan")
    if not -3600 <= value <= 3600:
        raise UserError(f"{option} {text}", f"seconds with their sign, as {option} -1")
    return round(value * 1000)


def _every(text: str | None) -> int | None:
    if text is None:
        return None
    number, unit = text[:-1], text[-1:].lower()
    if not number.isdigit() or unit not in ("w", "d") or not 1 <= int(number) <= 366:
        raise UserError(f"--every {text}", "weeks or days, as 2w or 10d")
    return int(number) * (7 if unit == "w" else 1)


def _begins(args: argparse.Namespace) -> date:
    if args.begins is None:
        return date.today()
    return dates.read(args.begins, ahead=True)


def _print(plan: Plan, text: str) -> None:
    from trackpacer import preview
    from trackpacer.coaching import files
    from trackpacer.notation import read_for

    rows = [("", "day", "session", "target", "recovery")]
    for step in plan.steps:
        target = step.reps.target_ms
        rows.append(
            (
                str(step.number),
                f"{step.day:%a} {step.day.isoformat()}",
                step.reps.name,
                "-" if target is None else preview.track_time(target),
                files.rest_words(step),
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    print(read_for.heading(text))
    who = plan.steps[0].reps.context
    if who.athlete or who.races:
        known = ", ".join(race.name for race in who.races)
        print(f"for {' '.join(filter(None, (who.athlete, known and f'({known})')))}")
    print()
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        cells[0] = row[0].rjust(widths[0])
        print("  ".join(cells).rstrip())
    if plan.stopped:
        print()
        print("\n".join(preview.bullet(plan.stopped)))
    for heading, notes in (("Assumed", plan.notes), ("Check", plan.warnings)):
        if notes:
            print(f"\n{heading}")
            for note in notes:
                print("\n".join(preview.bullet(note)))


def _print_json(plan: Plan) -> None:
    import json

    from trackpacer.coaching import files

    sessions = [
        {
            "number": step.number,
            "date": step.day.isoformat(),
            "text": step.reps.text,
            "reps": step.reps.count,
            "distance_m": step.reps.distance_m,
            "target_s": None if step.reps.target_ms is None else step.reps.target_ms / 1000,
            "recovery_s": None
            if step.reps.rest_ms is None
            else [ms / 1000 for ms in step.reps.rest_ms],
            "file": files.file_name(step),
        }
        for step in plan.steps
    ]
    value = {
        "sessions": sessions,
        "assumptions": list(plan.notes),
        "warnings": list(plan.warnings),
        "stopped": plan.stopped or None,
    }
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _write_files(plan: Plan, folder: Path, quiet: bool) -> None:
    from trackpacer.coaching import files
    from trackpacer.files import write_whole

    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder} is a file", "name a folder for the sessions")
    folder.mkdir(parents=True, exist_ok=True)
    # The next step is the next file: those of another plan, or of other days, are not among them.
    wanted = {files.file_name(step) for step in plan.steps}
    others = sorted(path.name for path in folder.glob("*.txt") if path.name not in wanted)
    if others:
        raise UserError(
            f"{folder} has sessions that are not of this plan: {', '.join(others[:3])}"
            + ", …" * (len(others) > 3),
            "name another folder, or delete them: pacer next takes every file for a step",
        )
    for step in plan.steps:
        write_whole(folder / files.file_name(step), files.session_file(step, plan).encode())
    if not quiet:
        first = folder / files.file_name(plan.steps[0])
        print(f"\nwrote {len(plan.steps)} sessions to {folder}; the first: pacer send {first}")
