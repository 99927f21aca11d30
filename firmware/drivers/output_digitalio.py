# SPDX-License-Identifier: MIT
"""What is on or off under CircuitPython: a vibration motor, an LED, three of them. Not here:
patterns (`cues`), MicroPython's pins (`vibration`, `led`)."""

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


class RgbLed:
    """Red, green and blue LEDs, each on or off: a channel lights from half brightness on."""

    def __init__(self, red: "Pin", green: "Pin", blue: "Pin", on: bool = False) -> None:
        self._red = Led(red, on)
        self._green = Led(green, on)
        self._blue = Led(blue, on)

    def start(self, color: int) -> None:
        """color: 0xRRGGBB."""
        self._red.start(color & 0x800000)
        self._green.start(color & 0x8000)
        self._blue.start(color & 0x80)

    def stop(self) -> None:
        self.start(0)
