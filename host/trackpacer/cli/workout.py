# SPDX-License-Identifier: MIT
"""`pacer workout`: a session for another watch: a FIT workout, intervals.icu's text, JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from trackpacer.cli import session_arguments, terminal
from trackpacer.errors import UserError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from trackpacer.session import Session

FORMATS = {"fit": ".fit", "intervals": ".txt", "json": ".json"}
_NAMES = {"fit": "a Garmin", "intervals": "intervals.icu", "json": "the workout"}


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    session_arguments.configure(parser)
    parser.add_argument(
        "--format",
        choices=tuple(FORMATS),
        help="fit (the default; a Garmin's workout), intervals (the text that the workout builder "
        "of intervals.icu takes), or json",
    )
    parser.add_argument(
        "--out",
        "-o",
        metavar="FILE",
        help="where to write it; - is standard output (default: by its name)",
    )
    parser.add_argument(
        "--to",
        metavar="garmin|FOLDER",
        help="put the FIT file on the Garmin that is plugged in (its GARMIN/NewFiles), or on the "
        "one mounted at FOLDER",
    )
    parser.add_argument(
        "--accept",
        action="store_true",
        help="go ahead even where `pacer show` warns that it may mean something else",
    )
    parser.epilog = (
        'pacer workout "8 x 400 @ 84 R60" -o tuesday.fit\n'
        'pacer workout "8 x 400 @ 84 R60" --to garmin\n'
        'pacer workout "8 x 400 @ 84 R60" --format intervals\n'
        "Whatever the other watch cannot do is listed at the end.\n"
        "SESSION may itself be such a file."
    )


def run(args: Namespace) -> int:
    """Make the file, put it where it was asked for, and say what it does not hold."""
    kind = _kind(args)
    session = session_arguments.load(args)
    session_arguments.refuse_doubtful(session, args.accept)
    data, told = _made(session, kind)
    stdout = args.out == "-" or (args.out is None and not args.to and kind != "fit")
    if stdout:
        terminal.write_file(data)
    else:
        _put(args, session, kind, data)
    _tell(session, kind, told, sys.stderr if stdout else sys.stdout)
    return 0


def _kind(args: Namespace) -> str:
    if args.to and (args.out or args.format not in (None, "fit")):
        raise UserError("--to puts a FIT workout on a watch", "leave --out and --format out")
    if args.format:
        return str(args.format)
    if not args.out or args.out == "-":
        return "fit"
    ending = Path(args.out).suffix.lower()
    found = next((kind for kind, known in FORMATS.items() if known == ending), None)
    if found is None:
        raise UserError(f"{args.out}: which format?", f"--format {', '.join(FORMATS)}")
    return found


def _made(session: Session, kind: str) -> tuple[bytes, tuple[str, ...]]:
    from datetime import UTC, datetime

    from trackpacer import compiler
    from trackpacer.workouts import as_json, fit, intervals

    identity = compiler.compile_session(session).identity
    if kind == "intervals":
        text, told = intervals.plan(session)
        return text.encode(), told
    workout = fit.plan(session)
    if kind == "json":
        return as_json.encode(workout), workout.told
    return fit.encode(workout, identity, datetime.now(UTC)), workout.told


def _put(args: Namespace, session: Session, kind: str, data: bytes) -> None:
    from trackpacer.files import write_whole
    from trackpacer.laps.store import slug
    from trackpacer.workouts import fit, garmin

    name = (slug(fit.name(session)) or "session") + FORMATS[kind]
    if args.to:
        folder = garmin.new_files() if args.to == "garmin" else garmin.inside(Path(args.to))
        path = garmin.put(folder, name, data)
        print(f"wrote {path}: unplug the watch, and it is under its workouts")
        return
    path = Path(args.out or name)
    write_whole(path, data)
    print(f"wrote {path}")


def _tell(session: Session, kind: str, told: tuple[str, ...], file: object) -> None:
    from trackpacer import preview

    lines = list(preview.notes(session))
    if told:
        lines += ["", f"Not held by {_NAMES[kind]}"]
        lines += [line for sentence in told for line in preview.bullet(sentence)]
    for line in lines:
        print(line, file=file)  # type: ignore[call-overload]
