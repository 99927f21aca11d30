# SPDX-License-Identifier: MIT
"""`pacer send`: puts a session on the watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackpacer.cli import program_arguments, watch_arguments

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    program_arguments.configure(parser)
    watch_arguments.configure(parser)


def run(args: Namespace) -> int:
    """Compile, ask the watch whether it can take it, send, and say what was assumed."""
    from trackpacer.upload import refuse_unfit

    named = program_arguments.load(args)
    path = f"sessions/{named.name}.tpp"
    with watch_arguments.reach(args) as watch:
        refuse_unfit(watch.capability(), named.program)
        replaced = any(f"sessions/{entry.name}" == path for entry in watch.list("sessions"))
        with watch_arguments.transfers() as begin:
            watch.write(path, named.program, begin(path))
        name = watch.capability().name
    program_arguments.keep(named.program)
    print(f"sent {path}, {len(named.program)} bytes, to {name or 'the watch'}")
    if replaced:
        print("  in place of the session that had this name")
    for title, notes in (("assumed", named.assumptions), ("look at this", named.warnings)):
        for note in notes:
            print(f"  {title}: {note}")
    return 0
