# SPDX-License-Identifier: MIT
"""`pacer boards`: which watches can be built, and where their wiring is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("board", nargs="?", metavar="NAME", help="all about this one: its README")
    parser.add_argument("--json", action="store_true", help="for programs")


def run(args: Namespace) -> int:
    """List them, or print one's README."""
    import json

    from trackpacer.install import catalogue

    if args.board:
        board = catalogue.board(args.board)
        readme = board.folder / "README.md"
        print(readme.read_text(encoding="utf-8") if readme.is_file() else board.title, end="")
        return 0
    boards = catalogue.boards()
    if args.json:
        print(
            json.dumps(
                [
                    {
                        "name": board.name,
                        "title": board.title,
                        "port": board.port,
                        "links": board.links,
                        "micropython": board.micropython,
                        "wiring": str(board.wiring) if board.wiring else None,
                        "readme": str(board.folder / "README.md"),
                    }
                    for board in boards
                ],
                indent=2,
            )
        )
        return 0
    width = max(len(board.name) for board in boards)
    for board in boards:
        links = ", ".join(board.links).upper()
        print(f"{board.name:<{width}}  {board.title} ({links})")
        if board.wiring:
            print(f"{'':<{width}}  wiring: {board.wiring}")
    print("\npacer boards NAME tells what to buy and how to flash; pacer install --board NAME.")
    return 0
