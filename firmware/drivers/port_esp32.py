# SPDX-License-Identifier: MIT
"""What the ESP32 port adds: its clock, its watchdog, its radio, and how it saves its battery. Not
here: pins.

The processor runs at 80 MHz, and at 160 for Bluetooth alone. By what reckoning that is enough: from
the deadline to the tone a cue takes one turn of the loop's spin, the call of the cue and two calls
of the PWM, some 15,000 instructions by what a Cortex-M takes for the same bytecode (a method call
890, an attribute 250); at two cycles each, code in flash being cached, 0.4 ms at 80 MHz. A cue may
be 10 ms late (5 cm at a track's pace), so it stays within a twentieth of that; what a cue costs
never adds up. Timers, PWM and UART keep the 80 MHz of the peripheral bus (or the crystal) at either
speed. The half speed saves about 10 mA.

The port's `sleep_ms` waits by ticks of FreeRTOS, 100 a second, and spins for up to 10 ms at the end
of each sleep: 5 ms of 20 on average. So a session sleeps 60 ms at a time; a press is answered by
its interrupt, which the port serves within a sleep, and the first note of no answer is shorter than
80 ms, so that the loop is back in time for its end.
"""

import time

from machine import ADC, RTC, SOFT_RESET, WDT, Pin, freq, reset_cause

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

_SLICE_MS = 60
_ALONE_MS = 30_000
_HZ = 80_000_000
_BLUETOOTH_HZ = 160_000_000


class Esp32Board(Board):
    """An ESP32 under MicroPython's esp32 port: files at the root, BLE, a watchdog.

    The time of day survives `reset` and the watchdog (it is kept in the RTC domain), and a loss of
    power only with a clock chip, the part `clock`. `idle` does not use lightsleep: it loses edges
    on the button and characters on the UART.
    """

    def __init__(self, name: str, button: "Button", tone: "Tone") -> None:
        super().__init__(name, button, tone)
        self.bluetooth = _bluetooth
        self.slice_ms = _SLICE_MS
        self.clock: "Bm8563 | None" = None
        self._watchdog: "WDT | None" = None

    def attach(self, only: "str | None" = None) -> None:
        if only is None:
            try:
                freq(_HZ)
            except ValueError as error:
                self.problems.append("the processor keeps its speed: %r" % error)
        super().attach(only)
        kept = self.clock.read() if self.clock and only is None else None
        if kept:
            RTC().datetime(kept)
        if reset_cause() == SOFT_RESET:
            self.watchdog(_ALONE_MS)  # one that ran before runs on; now the app feeds it

    def _read_clock(self) -> int:
        return time.time() + _EPOCH

    def _write_clock(self, seconds: int) -> None:
        year, month, day, hour, minute, second, weekday = time.gmtime(seconds - _EPOCH)[:7]
        RTC().datetime((year, month, day, weekday, hour, minute, second, 0))
        self.attach("clock")  # a laptop on the cable sets the clock where the app did not run
        if self.clock:
            try:
                self.clock.set(year, month, day, weekday, hour, minute, second)
            except OSError:
                pass  # right until the power goes, as without the chip

    def watchdog(self, ms: int) -> None:
        # Within a rep where that began with the press: the port's one WDT is no heap object.
        self._watchdog = WDT(timeout=ms)

    def alone(self, ms: int) -> None:
        # A soft reset leaves it running (the port's main.c stops timers there, its one WDT is
        # static): from the Ctrl-C that ends the app on, a laptop may be gone at any moment.
        self.watchdog(ms)

    def feed(self) -> None:
        if self._watchdog:
            self._watchdog.feed()


def _bluetooth() -> "Any":
    import bluetooth  # only when the radio is wanted: it costs RAM

    freq(_BLUETOOTH_HZ)
    return bluetooth


def battery(pin: int, top: int, bottom: int, sag_mv: int = 0) -> Battery:
    """A cell behind a divider on a pin of ADC1 (ADC2 is the radio's): 32 to 39 on an ESP32, 0 to 4
    on a C3, 1 to 10 on an S3. top, bottom: its resistors in the same unit."""
    adc = ADC(Pin(pin), atten=ADC.ATTN_11DB)  # 11 dB: up to about 3.1 V at the pin, 2.5 on a C3

    def read_mv() -> int:
        return adc.read_uv() // 1000  # read_uv uses the chip's own calibration

    return Battery(read_mv, top, bottom, sag_mv)
