# SPDX-License-Identifier: MIT
"""The arguments that every command with a session takes, and the session that they name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from trackpacer.errors import UserError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from trackpacer.session import Session


def configure(parser: ArgumentParser) -> None:
    """Declare SESSION and what it is priced by."""
    parser.add_argument(
        "session", metavar="SESSION", help="a session's text, or a file that holds one"
    )
    parser.add_argument(
        "--race", action="append", default=[], metavar="DISTANCE=TIME", help="a race, as 10k=35:00"
    )


def load(args: Namespace) -> Session:
    """The session that the arguments name: a text, a file of it, or a compiled program."""
    from trackpacer.program_file import is_program, read_session

    path = Path(args.session)
    if is_program(path):
        return read_session(path)
    from trackpacer.notation import Context, read

    return read(args.session, Context(races=args.race))


def refuse_doubtful(session: Session, accept: bool) -> None:
    """Raise UserError where a session may well mean something else, unless it is accepted."""
    if session.refusals and not accept:
        raise UserError(
            "; ".join(session.refusals), "write it plainly, or take it as it is with --accept"
        )
