# SPDX-License-Identifier: MIT
"""`pacer boards`: which watches can be built, and where their wiring is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from trackpacer.install.catalogue import Board


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "board", nargs="?", metavar="NAME", help="show all about this one: its README"
    )
    parser.add_argument("--open", action="store_true", help="open its wiring picture in a browser")
    parser.add_argument("--json", action="store_true", help="print it as JSON, for other programs")


def run(args: Namespace) -> int:
    """List them, or print one's README."""
    import json

    from trackpacer.errors import UserError
    from trackpacer.install import catalogue

    if args.open and not args.board:
        raise UserError("--open needs the board's name", "pacer boards NAME --open")
    if args.board:
        board = catalogue.board(args.board)
        if args.open:
            return _open(board)
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
    print(
        "\npacer boards NAME says what to buy and how to flash; then: pacer install --board NAME."
    )
    return 0


def _open(board: Board) -> int:
    import webbrowser

    from trackpacer.errors import UserError

    if board.wiring is None:
        raise UserError(f"{board.name} has no wiring to show")
    if not webbrowser.open(board.wiring.as_uri()):
        raise UserError("no browser could be opened", f"the picture: {board.wiring}")
    return 0
