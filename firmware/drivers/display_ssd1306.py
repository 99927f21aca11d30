# SPDX-License-Identifier: MIT
"""A 128 x 64 OLED with an SSD1306 on I2C. Here: its registers (data sheet of the SSD1306, rev 1.1).
Not here: what is drawn (`screen`), finding it (`oled`)."""

from framebuf import MONO_VLSB, FrameBuffer

from drivers.screen import draw

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from machine import I2C

_COMMAND = 0x80

# 128 x 64, charge pump on, columns and rows flipped so that the connector is at the top.
_SETUP = (
    b"\xae"  # off while it is set up
    b"\x20\x00"  # addresses run along columns, then pages
    b"\x40"  # first line 0
    b"\xa1\xc8"  # flip columns and rows
    b"\xa8\x3f\xd3\x00\xda\x12"  # 64 lines, no offset, alternating COM pins
    b"\xd5\x80\xd9\xf1\xdb\x30"  # clock, precharge, VCOMH
    b"\x81\xff"  # full contrast: it is read in the sun
    b"\xa4\xa6"  # show the memory, not inverted
    b"\x8d\x14"  # charge pump on
    b"\xaf"  # on
)
_WINDOW = b"\x21\x00\x7f\x22\x00\x07"  # columns 0 to 127, pages 0 to 7


class Ssd1306:
    """The display. Raises OSError when none answers. A picture takes 25 ms at 400 kHz."""

    width = 128
    height = 64

    def __init__(self, i2c: "I2C", address: int = 0x3C) -> None:
        self._i2c = i2c
        self._address = address
        self._pixels = bytearray(self.width * self.height // 8)
        self._canvas = FrameBuffer(self._pixels, self.width, self.height, MONO_VLSB)
        self._command = bytearray(2)
        self._command[0] = _COMMAND
        self._parts = [b"\x40", self._pixels]  # control byte, then the picture, without a copy
        self._send(_SETUP)

    def show(self, screen: "Any") -> None:
        """Draws and sends the screen. Only where there is time: see boards/README.md."""
        draw(self._canvas, self.width, self.height, screen)
        self._send(_WINDOW)
        self._i2c.writevto(self._address, self._parts)

    def _send(self, commands: bytes) -> None:
        for command in commands:
            self._command[1] = command
            self._i2c.writeto(self._address, self._command)
