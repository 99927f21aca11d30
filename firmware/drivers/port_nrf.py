# SPDX-License-Identifier: MIT
"""What the nRF port lacks, made up for: the time of day. No watchdog either. Not here: pins."""

import os
from time import ticks_add, ticks_diff, ticks_ms

from machine import SOFT_RESET, reset_cause

from drivers.port import Board

TYPE_CHECKING = False
if TYPE_CHECKING:
    from drivers.button import Button
    from drivers.tone import Tone

_CLOCK_FILE = "/watch/clock.txt"


class NrfBoard(Board):
    """An nRF52840 under MicroPython's nrf port: files at /flash, USB, no BLE (it cannot pair).

    The time of day is counted from the last setting. It passes a restart by `reset` through a small
    file, taken once at boot and only after a restart by software: about a second late, and gone
    after a loss of power, rather than wrong.
    """

    def __init__(self, name: str, button: "Button", tone: "Tone") -> None:
        super().__init__(name, button, tone, "/flash")
        self._seconds = 0  # since 1970, at _at
        self._at = ticks_ms()
        self._take_clock_file()

    def _read_clock(self) -> int:
        if not self._seconds:
            return 0
        # Moves the base along, for ticks_ms wraps after 12 days.
        elapsed_s = ticks_diff(ticks_ms(), self._at) // 1000
        self._at = ticks_add(self._at, elapsed_s * 1000)
        self._seconds += elapsed_s
        return self._seconds

    def _write_clock(self, seconds: int) -> None:
        self._seconds = seconds
        self._at = ticks_ms()
        self._keep_clock_file()

    def reset(self) -> None:
        self._keep_clock_file()
        super().reset()

    def _keep_clock_file(self) -> None:
        now = self._read_clock()
        if now:
            try:
                with open(self.root + _CLOCK_FILE, "w") as file:
                    file.write(str(now))
            except OSError:
                pass  # no folder yet, or a full flash: the clock is then unset, not wrong

    def _take_clock_file(self) -> None:
        path = self.root + _CLOCK_FILE
        try:
            with open(path) as file:
                seconds = int(file.read())
            os.remove(path)
        except (OSError, ValueError):
            return
        if reset_cause() == SOFT_RESET:
            self._seconds = seconds
