# SPDX-License-Identifier: MIT
"""`pacer rm`: takes sessions, or logs that were fetched, off the watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackpacer.cli import watch_arguments

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "file",
        nargs="+",
        metavar="FILE",
        help="the file as `pacer ls` lists it; for a session its name will do",
    )
    watch_arguments.configure(parser)


def run(args: Namespace) -> int:
    """Delete all that are named, or none: names are looked up first."""
    from trackpacer.errors import UserError

    with watch_arguments.reach(args) as watch:
        there = {
            f"{folder}/{entry.name}"
            for folder in ("sessions", "logs")
            for entry in watch.list(folder)
        }
        wanted = []
        for name in args.file:
            path = _path(name)
            if not path.startswith(("sessions/", "logs/")):
                raise UserError(
                    f"{path} is neither a session nor a log", "only these can be deleted"
                )
            if path not in there:
                raise UserError(f"there is no {path} on the watch", "`pacer ls` lists its files")
            if path.startswith("logs/") and not path.endswith(".got"):
                raise UserError(
                    f"{path} has not been fetched yet, and would be lost", "first: pacer fetch"
                )
            wanted.append(path)
        for path in dict.fromkeys(wanted):
            watch.delete(path)
            print(f"deleted {path}")
    return 0


def _path(name: str) -> str:
    name = name.strip("/")
    if "/" not in name:
        name = f"logs/{name}" if name.endswith((".log", ".got")) else f"sessions/{name}"
    if name.startswith("sessions/") and not name.endswith(".tpp"):
        name += ".tpp"
    return name
