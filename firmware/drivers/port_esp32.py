# SPDX-License-Identifier: MIT
"""What the ESP32 port adds: its clock, its watchdog, its radio. Not here: pins."""

import time

from machine import ADC, RTC, WDT, Pin

from drivers.battery import Battery
from drivers.port import Board

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from drivers.button import Button
    from drivers.clock_bm8563 import Bm8563
    from drivers.tone import Tone

# The port counts from 2000 (as most boards do), builds with MICROPY_EPOCH_IS_1970 from 1970.
_EPOCH = 0 if time.gmtime(0)[0] == 1970 else 946684800


class Esp32Board(Board):
    """An ESP32 under MicroPython's esp32 port: files at the root, BLE, a watchdog.

    The time of day survives `reset` and the watchdog (it is kept in the RTC domain), and a loss of
    power only with a clock chip. `idle` does not use lightsleep: it loses edges on the button and
    characters on the UART.
    """

    def __init__(
        self, name: str, button: "Button", tone: "Tone", clock: "Bm8563 | None" = None
    ) -> None:
        super().__init__(name, button, tone)
        self.bluetooth = _bluetooth
        self._watchdog: "WDT | None" = None
        self._clock = clock
        if clock:
            kept = clock.read()
            if kept:
                RTC().datetime(kept)

    def _read_clock(self) -> int:
        return time.time() + _EPOCH

    def _write_clock(self, seconds: int) -> None:
        year, month, day, hour, minute, second, weekday = time.gmtime(seconds - _EPOCH)[:7]
        RTC().datetime((year, month, day, weekday, hour, minute, second, 0))
        if self._clock:
            self._clock.set(year, month, day, weekday, hour, minute, second)

    def watchdog(self, ms: int) -> None:
        # Within a rep where that began with the press: the port's one WDT is no heap object.
        self._watchdog = WDT(timeout=ms)

    def feed(self) -> None:
        if self._watchdog:
            self._watchdog.feed()


def _bluetooth() -> "Any":
    import bluetooth  # only when the radio is wanted: it costs RAM

    return bluetooth


def battery(pin: int, top: int, bottom: int) -> Battery:
    """A cell behind a divider on an ADC1 pin (32 to 39: ADC2 is the radio's). top, bottom: its
    resistors in the same unit."""
    adc = ADC(Pin(pin), atten=ADC.ATTN_11DB)  # 11 dB: up to about 3.1 V at the pin

    def read_mv() -> int:
        return adc.read_uv() // 1000  # read_uv uses the chip's own calibration

    return Battery(read_mv, top, bottom)
