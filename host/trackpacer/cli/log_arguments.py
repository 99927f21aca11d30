# SPDX-License-Identifier: MIT
"""How a command about laps names a session that was run."""

from __future__ import annotations

from argparse import ArgumentParser

LOG = "last (the default), a number from pacer logs, or the start of a file name"


def configure(parser: ArgumentParser) -> None:
    """Declare the one log."""
    parser.add_argument("log", nargs="?", help=LOG)
