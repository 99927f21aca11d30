# SPDX-License-Identifier: MIT
"""`pacer compile`: a session becomes the file that a watch runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from trackpacer.cli import program_arguments, session_arguments

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    session_arguments.configure(parser)
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, required=True, help="the program to write"
    )
    parser.add_argument(
        "--accept",
        action="store_true",
        help="compile it even where `pacer show` warns that it may mean something else",
    )


def run(args: Namespace) -> int:
    """Compile, refuse what is doubtful, and write the file whole or not at all."""
    from trackpacer import compiler, preview
    from trackpacer.files import write_whole

    session = session_arguments.load(args)
    session_arguments.refuse_doubtful(session, args.accept)
    compiled = compiler.compile_session(session)
    write_whole(args.output, compiled.program)
    program_arguments.keep(compiled.program, session.source)
    print(f"{args.output}: {len(compiled.program)} bytes, identity {compiled.identity:08X}")
    for line in preview.notes(session):
        print(line)
    return 0
