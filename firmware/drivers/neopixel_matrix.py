# SPDX-License-Identifier: MIT
"""A square of WS2812 (NeoPixel) in one chain, row by row: a light for the cues, and a glass of a
few pixels for the recovery. Not here: one alone (`neopixel_led`)."""

from machine import Pin, bitstream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_TIMING = (400, 850, 800, 450)  # ns: high and low of a 0, high and low of a 1 (WS2812B data sheet)

_SIDE = 5
_TENS_S = 10  # seconds for each pixel of a countdown that is longer than a digit
_WHITE = 0xFFFFFF
_GREEN = 0x00FF00
_MAGENTA = 0xFF00FF

# The digits, three pixels wide: five rows of three bits each, from the top.
_DIGITS = (0x7B6F, 0x2C97, 0x73E7, 0x73CF, 0x5BC9, 0x79CF, 0x79EF, 0x7292, 0x7BEF, 0x7BCF)


class NeoPixelMatrix:
    """`start` and `stop` as a light, `show` as a display. A cue takes the glass: what was shown is
    gone with it, until the next second is.

    brightness: 1 to 255, the value a full channel is scaled to; 16 for 25 pixels in white takes
    some 60 mA. A change takes 0.8 ms of the wire, and about as much to set the port's RMT up.
    """

    def __init__(self, pin: Pin, brightness: int = 16) -> None:
        pin.init(Pin.OUT, value=0)
        self._pin = pin
        self._brightness = brightness
        self._bytes = bytearray(_SIDE * _SIDE * 3)
        self.stop()

    def start(self, color: int) -> None:
        """All pixels. color: 0xRRGGBB. Allocates nothing."""
        for at in range(0, len(self._bytes), 3):
            self._set(at, color)
        bitstream(self._pin, 0, _TIMING, self._bytes)

    def stop(self) -> None:
        self.start(0)

    def show(self, screen: "Any") -> None:
        """The countdown: its last nine seconds as a digit, before that a pixel for each ten;
        without one the rep's number, up to 9. In the colour of the last lap's difference."""
        difference = screen.difference_ms
        color = _WHITE if difference is None else _MAGENTA if difference > 0 else _GREEN
        for at in range(0, len(self._bytes), 3):
            self._set(at, 0)
        seconds = screen.countdown_s
        if seconds is None:
            seconds = screen.rep if screen.rep and screen.rep < 10 else 0
            if seconds:
                self._digit(seconds, color)
        elif seconds < 10:
            self._digit(seconds, color)
        else:
            tens = min(_SIDE * _SIDE, (seconds + _TENS_S - 1) // _TENS_S)
            for number in range(tens):
                self._set(number * 3, color)
        bitstream(self._pin, 0, _TIMING, self._bytes)

    def _digit(self, number: int, color: int) -> None:
        bits = _DIGITS[number]
        for row in range(_SIDE):
            for column in range(3):
                if bits >> (14 - row * 3 - column) & 1:
                    self._set((row * _SIDE + column + 1) * 3, color)

    def _set(self, at: int, color: int) -> None:
        scale = self._brightness
        self._bytes[at] = ((color >> 8) & 255) * scale // 255  # a WS2812 takes green first
        self._bytes[at + 1] = ((color >> 16) & 255) * scale // 255
        self._bytes[at + 2] = (color & 255) * scale // 255
