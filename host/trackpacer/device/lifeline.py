# SPDX-License-Identifier: MIT
"""So that a watch whose laptop vanishes does not stay in its REPL: when no word comes for half a
minute, it restarts into its app.

What the watch does is the board's (`board.alone`): on an ESP32 a watchdog, which the Ctrl-C that
ends the app starts and a soft reset leaves running; on an nRF a timer, which a soft reset ends and
`BOARD` begins again, so that there a link that is cut between those two, or in an installation,
leaves the watch in its REPL. Not here: the link (`serial_link`).
"""

from __future__ import annotations

import time
from collections.abc import Callable

from trackpacer.device.protocol import Progress

ALONE_S = 30
EVERY_S = 5.0
"""Between two words while a long file moves."""

# The firmware is not touched, which may be about to be replaced. A board without it is left alone.
_BEGIN = f"""
def _alive():
    pass
try:
    import machine, os
    os.stat('installed.py')
    _alive = machine.WDT(timeout={ALONE_S * 1000}).feed
except Exception:
    pass
"""
BOARD = f"""
if hasattr(board, 'alone'):
    board.alone({ALONE_S * 1000})
    _alive = board.feed
"""
"""For who has the board's object: a board may have what its port has not."""


class Lifeline:
    """execute: runs code on the board; what it raises goes through."""

    def __init__(self, execute: Callable[[str], object]) -> None:
        self._execute = execute
        self._said = time.monotonic()
        execute(_BEGIN)

    def keep(self) -> None:
        """A word, if the last one is some seconds old. To be called before each operation."""
        now = time.monotonic()
        if now - self._said > EVERY_S:
            self._said = now
            self._execute("_alive()")

    def during(self, progress: Progress | None) -> Progress:
        """The same progress, with a word now and then."""

        def moved(done: int, total: int) -> None:
            self.keep()
            if progress is not None:
                progress(done, total)

        return moved
