# SPDX-License-Identifier: MIT
"""What the nRF port lacks, made up for: the time of day. No watchdog either. Not here: pins."""

import os
from time import ticks_add, ticks_diff, ticks_ms

from machine import mem32

from drivers.port import Board

TYPE_CHECKING = False
if TYPE_CHECKING:
    from drivers.button import Button
    from drivers.tone import Tone

_CLOCK_FILE = "/watch/clock.txt"
# POWER.GPREGRET2 of the nRF52840: kept through every restart, zero after a loss of power. (The
# bootloader uses the first such register, nobody this one while Bluetooth is off.)
_KEPT = 0x40000520
_MARK = 0x54


class NrfBoard(Board):
    """An nRF52840 under MicroPython's nrf port: files at /flash, USB, no BLE (it cannot pair).

    The time of day is counted from the last setting. It passes a restart through a small file that
    the next boot takes, and believes only while the power was never gone: a second late then, and
    otherwise unset rather than wrong. A restart that comes by itself finds no file: unset too.
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
                mem32[_KEPT] = _MARK
            except OSError:
                pass  # no folder yet, or a full flash: the clock is then unset, not wrong

    def _take_clock_file(self) -> None:
        path = self.root + _CLOCK_FILE
        marked = mem32[_KEPT] == _MARK
        mem32[_KEPT] = 0
        try:
            with open(path) as file:
                seconds = int(file.read())
            os.remove(path)
        except (OSError, ValueError):
            return
        if marked:
            self._seconds = seconds
