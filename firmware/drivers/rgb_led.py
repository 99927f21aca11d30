# SPDX-License-Identifier: MIT
"""Lights on three plain pins, a colour each. One alone is in `led`."""

from machine import Pin

from drivers.led import Led


class RgbLed:
    """Red, green and blue LEDs, each on or off: a channel lights from half brightness on."""

    def __init__(self, red: Pin, green: Pin, blue: Pin, on: int = 0) -> None:
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
