# SPDX-License-Identifier: MIT
"""A board under MicroPython, whatever its port: ticks, sleep, restart. Not here: the contract's
other names (`bare_board`), what one port can do (`port_esp32`, `port_nrf`), any pin."""

from time import sleep_ms, ticks_diff, ticks_us

from machine import reset

from drivers.bare_board import BareBoard

TYPE_CHECKING = False
if TYPE_CHECKING:
    from drivers.button import Button
    from drivers.tone import Tone


class Board(BareBoard):
    """The contract of boards/README.md; a board overrides what it has more of."""

    def __init__(self, name: str, button: "Button", tone: "Tone", root: str = "") -> None:
        super().__init__(name, button, tone, root)
        # Held by the instance: found first, and never bound, so that a call allocates nothing.
        self.ticks_us = ticks_us
        self.ticks_diff = ticks_diff
        self.sleep_ms = sleep_ms

    def reset(self) -> None:
        """Restarts the watch."""
        reset()
