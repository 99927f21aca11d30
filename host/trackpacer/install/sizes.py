# SPDX-License-Identifier: MIT
"""`make firmware`: every module compiled for every board, with sizes. Run as a module; DIR is where
the compiled files go, and beside them names.txt: what a name in watch/errors.txt stands for. Not
here: the compiling itself (`build`)."""

from __future__ import annotations

import sys
from pathlib import Path

from trackpacer.errors import UserError
from trackpacer.install import build, catalogue


def main(out: Path) -> int:
    try:
        for board in catalogue.boards():
            files = build.plain_files(board) if board.is_drive else build.compile_board(board)
            for file in files:
                path = out / board.name / file.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(file.data)
            if not board.is_drive:
                (out / board.name / "names.txt").write_text(_names(board), encoding="utf-8")
            total = sum(len(file.data) for file in files)
            largest = max(files, key=lambda file: len(file.data))
            print(
                f"{board.name:<17} {_kind(board):<10} {len(files):>3} modules "
                f"{total:>7} bytes, the largest {largest.path} with {len(largest.data)}"
            )
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _names(board: catalogue.Board) -> str:
    """A line for each name that is another on the watch: the module, there, here."""
    return "".join(
        f"{module.rpartition('/')[2]} {short} {name}\n"
        for module, names in build.short_names(board).items()
        for name, short in sorted(names.items())
    )


def _kind(board: catalogue.Board) -> str:
    return "source" if board.is_drive else board.architecture or "byte code"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
