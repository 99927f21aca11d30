# SPDX-License-Identifier: MIT
"""What every command that reaches a watch has in common: `--device`, the clock, the progress."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from trackpacer.device import Device, Progress


def configure(parser: ArgumentParser) -> None:
    """Declare --device."""
    parser.add_argument(
        "--device",
        metavar="WATCH",
        help="usb:PORT or ble:NAME (default: $PACER_DEVICE, else the only watch plugged in)",
    )


@contextmanager
def reach(args: Namespace) -> Iterator[Device]:
    """The watch, its clock set to this laptop's; restarted when done."""
    from trackpacer.device import open_device

    with open_device(args.device) as device:
        now = time.time()
        device.set_clock(int(now), time.localtime(now).tm_gmtoff)
        yield device


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """Shows how far a transfer is: a bar on a terminal, one line at its end elsewhere."""
    if not sys.stderr.isatty():
        yield _line(what)
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _line(what: str) -> Progress:
    def show(done: int, total: int) -> None:
        if done >= total:
            print(f"{what}: {done} of {total} bytes", file=sys.stderr)

    return show
