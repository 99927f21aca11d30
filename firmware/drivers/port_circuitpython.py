# SPDX-License-Identifier: MIT
"""What CircuitPython's nRF52840 can do: ticks, sleep, clock, watchdog, radio. Not here: pins.

CircuitPython has no `machine`, no interrupt handlers in Python and no `ticks_us`; what the firmware
wants of a port is made here of `supervisor`, `keypad`, `rtc`, `watchdog` and `_bleio`.
"""

import time

import microcontroller
import rtc
import supervisor
from analogio import AnalogIn
from watchdog import WatchDogMode

from drivers.bare_board import BareBoard
from drivers.battery import Battery
from drivers.button_keypad import TICKS_MS_MASK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from microcontroller import Pin

    from drivers.button_keypad import Button
    from drivers.tone_pwmio import Tone

# Microseconds made of milliseconds: 2**20 of them, 17.5 minutes, stay under 2**30.
_PERIOD = 1048576000
_HALF = 524288000
_POLL_MS = 2  # a press is answered within so long, one scan and a turn of the loop
_POLL_S = 0.002
_MS_S = 0.001


def ticks_us() -> int:
    """Microseconds in steps of 1,000, wrapping at 1,048,576,000. Allocates nothing.

    `time.monotonic_ns` counts finer, in integers that are heap objects here.
    """
    return (supervisor.ticks_ms() & TICKS_MS_MASK) * 1000


def ticks_diff(a: int, b: int) -> int:
    """a - b in microseconds, within half a period (8.7 minutes) either way. Allocates nothing."""
    difference = a - b
    if difference >= _HALF:
        return difference - _PERIOD
    if difference < -_HALF:
        return difference + _PERIOD
    return difference


class CircuitPythonBoard(BareBoard):
    """An nRF52840 under CircuitPython: files on its own FAT drive, BLE, a watchdog.

    The time of day survives `reset`, the watchdog too, but no loss of power. `idle` sleeps as deep
    as `sleep_ms`: CircuitPython sleeps between two ticks by itself.
    """

    def __init__(self, name: str, button: "Button", tone: "Tone") -> None:
        super().__init__(name, button, tone)
        self.ticks_us = ticks_us
        self.ticks_diff = ticks_diff
        self.sleep_ms = self._sleep_ms  # bound once: a call allocates nothing
        self.bluetooth = _bleio
        self.bleio = True
        self.drive = True  # files may be dropped on it
        self._watchdog: "Any" = None
        # What writes by itself while a session runs, or answers in our place on the air.
        supervisor.runtime.autoreload = False
        supervisor.runtime.ble_workflow = False

    def _sleep_ms(self, ms: int) -> None:
        """Sleeps, and takes presses in every 2 ms. To an instant: slices do not add up."""
        start = ticks_us()
        end = ms * 1000
        button = self.button
        while True:
            left = end - ticks_diff(ticks_us(), start)
            if left <= 0:
                return
            time.sleep(_POLL_S if left > 2000 else _MS_S)
            button.poll()

    def _read_clock(self) -> int:
        return int(time.time())

    def _write_clock(self, seconds: int) -> None:
        rtc.RTC().datetime = time.localtime(seconds)

    def watchdog(self, ms: int) -> None:
        watchdog = microcontroller.watchdog
        if watchdog is not None:
            watchdog.timeout = ms / 1000
            watchdog.mode = WatchDogMode.RESET
            self._watchdog = watchdog

    def feed(self) -> None:
        if self._watchdog:
            self._watchdog.feed()

    def reset(self) -> None:
        microcontroller.reset()


def _bleio() -> "Any":
    import _bleio  # only when the radio is wanted

    return _bleio


def battery(pin: "Pin", top: int, bottom: int) -> Battery:
    """A cell behind a divider. top, bottom: its resistors in the same unit.

    CircuitPython samples for 3 us (nordic/common-hal/analogio/AnalogIn.c) and cannot be told to
    take longer; behind some hundred kOhm that reads a few per cent low: a watch that asks to be
    charged early, never late.
    """
    adc = AnalogIn(pin)

    def read_mv() -> int:
        return adc.value * 3300 // 65535  # full scale is the 3.3 V supply

    return Battery(read_mv, top, bottom)
