# SPDX-License-Identifier: MIT
"""What every command that reaches a watch has in common: `--device`, the clock, the progress."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from trackpacer.cli import terminal

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from trackpacer.device import Device, Progress


def configure(parser: ArgumentParser, over_usb: bool = False) -> None:
    """Declare --device (and --port, which is the same). over_usb: nothing else will do."""
    which = "usb:PORT" if over_usb else "usb:PORT or ble:NAME"
    parser.add_argument(
        "--device",
        "--port",
        dest="device",
        metavar="WATCH",
        help=f"{which} (default: $PACER_DEVICE, else the only watch plugged in)",
    )


def usb_port(args: Namespace) -> str:
    """The port that --device or $PACER_DEVICE says, else the only one there is, for a command that
    goes over USB only. Raises DeviceError."""
    from trackpacer.device import DeviceError, serial_ports
    from trackpacer.device.selection import parse

    over_usb, name = parse(args.device)
    if not over_usb:
        raise DeviceError(
            f"ble:{name or ''} is over the air", "plug the watch in: this goes over USB"
        )
    return name or serial_ports.only_port()


@contextmanager
def reach(args: Namespace) -> Iterator[Device]:
    """The watch, its clock set to this laptop's; restarted when done."""
    from trackpacer.device import open_device

    with open_device(args.device) as device:
        now = time.time()
        device.set_clock(int(now), time.localtime(now).tm_gmtoff)
        yield device


@contextmanager
def transfers() -> Iterator[Callable[[str], Progress]]:
    """Shows how far each file is: a bar on a terminal, a line at each one's end elsewhere.

    Gives a function that takes a file's name and returns what to call while it moves.
    """
    if not sys.stderr.isatty():
        yield _line
        return
    from rich import progress

    bars = progress.Progress(
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.DownloadColumn(),
        console=terminal.console(error=True),
    )
    with bars:

        def begin(what: str) -> Progress:
            task = bars.add_task(what, total=None)
            return lambda done, total: bars.update(task, completed=done, total=total)

        yield begin


def _line(what: str) -> Progress:
    def show(done: int, total: int) -> None:
        if done >= total:
            print(f"{what}: {done} of {total} bytes", file=sys.stderr)

    return show
