# SPDX-License-Identifier: MIT
"""What is on or off under CircuitPython: a vibration motor, an LED. Not here: three of them
(`rgb_led`), patterns (`cues`), MicroPython's pins (`vibration`, `led`)."""

from digitalio import DigitalInOut

TYPE_CHECKING = False
if TYPE_CHECKING:
    from microcontroller import Pin


class Vibration:
    """A motor on a transistor that runs while `pin` is high."""

    def __init__(self, pin: "Pin") -> None:
        self._pin = DigitalInOut(pin)
        self._pin.switch_to_output(False)

    def start(self) -> None:
        self._pin.value = True

    def stop(self) -> None:
        self._pin.value = False


class Led:
    """One LED: any colour but black lights it. on: the level that does (False on many boards)."""

    def __init__(self, pin: "Pin", on: bool = True) -> None:
        self._on = on
        self._pin = DigitalInOut(pin)
        self._pin.switch_to_output(not on)

    def start(self, color: int) -> None:
        """color: 0xRRGGBB."""
        self._pin.value = self._on if color else not self._on

    def stop(self) -> None:
        self._pin.value = not self._on
