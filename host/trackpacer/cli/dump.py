# SPDX-License-Identifier: MIT
"""`pacer dump`: a compiled program, byte by byte with its offsets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="FILE", type=Path, help="a compiled program (.tpp)")


def run(args: Namespace) -> int:
    """Print the listing."""
    from trackpacer import dump
    from trackpacer.program_file import read_program

    print("\n".join(dump.listing(read_program(args.file))))
    return 0
