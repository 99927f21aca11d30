# SPDX-License-Identifier: MIT
"""What `send` and `simulate` take: a session's text, a file of it, or a compiled program."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from trackpacer import sources
from trackpacer.cli import session_arguments
from trackpacer.records import record

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


@record
class Named:
    """A verified program, and the name that its file on the watch gets (without `.tpp`)."""

    name: str
    program: bytes
    assumptions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    text: str = ""


def configure(parser: ArgumentParser) -> None:
    """Declare SESSION, what it is priced by, --accept and --name."""
    session_arguments.configure(parser)
    parser.add_argument(
        "--accept",
        action="store_true",
        help="go ahead even where `pacer show` warns that it may mean something else",
    )
    parser.add_argument(
        "--name", help="what to call it on the watch (default: taken from the session)"
    )


def load(args: Namespace) -> Named:
    """The program that the arguments name. UserError when it cannot be read or is doubtful."""
    from trackpacer import compiler
    from trackpacer.firmware import program as program_format
    from trackpacer.notation import read_for
    from trackpacer.upload import file_name

    found = sources.find(args.session)
    if found.program is not None:
        title = program_format.verify(found.program).name or Path(found.name).stem
        return Named(file_name(args.name or title, found.program), found.program)
    session = session_arguments.of_found(found, args)
    session_arguments.refuse_doubtful(session, args.accept)
    program = compiler.compile_session(session).program
    title = session.title or read_for.heading(session.source)
    name = file_name(args.name or title, program)
    return Named(name, program, session.assumptions, session.warnings, session.source)


def check(args: Namespace) -> None:
    """Raise UserError where the session cannot be read for anybody, or is beyond everybody: said
    before a watch is waited for, whose name then says who runs. A question that is answered here is
    not asked again."""
    from argparse import Namespace as Arguments

    from trackpacer.errors import NotationError, UserError
    from trackpacer.paces.athletes import load_squad

    session_arguments.settle_input(args)
    own = Arguments(**vars(args))
    try:
        load(own)
    except UserError:
        racing = [one.name for one in load_squad().athletes if one.races]
        if args.athlete or args.race or not racing:
            raise
        for number, name in enumerate(racing, start=1):
            own.athlete = name
            try:
                load(own)
                break
            except UserError as error:
                if number == len(racing) or isinstance(error, NotationError):
                    raise
    args.read_as = own.read_as


def keep(program: bytes, text: str) -> None:
    """Keep a program on the laptop, and the coach's text, which a program has no room for: a report
    of its log finds distances and ranges. Where that cannot be, say so: what the command did is
    done."""
    from trackpacer.errors import UserError
    from trackpacer.laps.store import Store

    try:
        Store().keep_program(program, text)
    except (UserError, OSError) as error:
        why = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else error
        print(f"pacer: reports will lack its distances and ranges: {why}", file=sys.stderr)
