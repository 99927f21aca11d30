# SPDX-License-Identifier: MIT
"""Lights of three colours side by side, on any port. One alone: `led`, `output_digitalio`."""


class RgbLed:
    """Red, green and blue `Led`s, each on or off: a channel lights from half brightness on."""

    def __init__(self, red, green, blue) -> None:
        self._red = red
        self._green = green
        self._blue = blue

    def start(self, color: int) -> None:
        """color: 0xRRGGBB."""
        self._red.start(color & 0x800000)
        self._green.start(color & 0x8000)
        self._blue.start(color & 0x80)

    def stop(self) -> None:
        self.start(0)
