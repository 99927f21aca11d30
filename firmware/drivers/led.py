# SPDX-License-Identifier: MIT
"""A light on a plain pin. Three of them are in `rgb_led`, a NeoPixel in `neopixel_led`."""

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
