# SPDX-License-Identifier: MIT
"""A bar for what takes longer than a second: how far it is, on a terminal only.

Not here: the bars of transfers (`watch_arguments`), which are shown at once.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from trackpacer.cli import terminal

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

AFTER_S = 1.0


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """Gives a function to call with (done, in all); a bar is there from the first second on."""
    begun = time.monotonic()
    shown: list[tuple[Progress, TaskID]] = []

    def progress(done: int, total: int) -> None:
        if not shown:
            if time.monotonic() - begun < AFTER_S or not sys.stderr.isatty():
                return
            shown.append(_started(what))
        bars, task = shown[0]
        bars.update(task, completed=done, total=total)

    try:
        yield progress
    finally:
        for bars, _ in shown:
            bars.stop()


def _started(what: str) -> tuple[Progress, TaskID]:
    from rich import progress

    bars = progress.Progress(
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.TaskProgressColumn(),
        console=terminal.console(error=True),
        transient=True,
    )
    bars.start()
    return bars, bars.add_task(what, total=None)
