# SPDX-License-Identifier: MIT
"""Lights on plain pins: one colour, or three of them. A NeoPixel is in `neopixel_led`."""

from machine import Pin


class Led:
    """One LED: any colour but black lights it. `on`: the level that does (0 on many boards)."""

    def __init__(self, pin: Pin, on: int = 1) -> None:
        pin.init(Pin.OUT, value=1 - on)
        self._pin = pin
        self._on = on

    def start(self, color: int) -> None:
        """color: 0xRRGGBB."""
        self._pin.value(self._on if color else 1 - self._on)

    def stop(self) -> None:
        self._pin.value(1 - self._on)


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
