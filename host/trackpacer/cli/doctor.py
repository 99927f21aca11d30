# SPDX-License-Identifier: MIT
"""`pacer doctor`: what is wrong with a watch, its port or this laptop, and what helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackpacer.cli.install import add_port, usb_port

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_port(parser)
    parser.epilog = "It changes nothing on the watch. Exit status 1: something is wrong."


def run(args: Namespace) -> int:
    """Print each finding as it is made."""
    from trackpacer.install import doctor

    marks = {doctor.GOOD: "  ok  ", doctor.NOTE: "  note", doctor.BAD: "  BAD "}
    status = 0
    for finding in doctor.examine(usb_port(args.port)):
        print(f"{marks[finding.level]}  {finding.text}", flush=True)
        if finding.remedy:
            print(f"          {finding.remedy}", flush=True)
        if finding.level == doctor.BAD:
            status = 1
    return status
