# SPDX-License-Identifier: MIT
"""A colour display with an ST7789 on SPI. Here: its registers (data sheet of the ST7789V2), and how
a one-bit picture becomes colours strip by strip. Not here: what is drawn (`screen`).

A whole picture in colours is 65 KB, which an ESP32's heap may not have in one piece: the picture is
drawn in one bit (4 KB) and `blit` turns 16 rows of it at a time into colours.
"""

from time import sleep_ms

from framebuf import MONO_HLSB, RGB565, FrameBuffer
from machine import SPI, Pin

from drivers.screen import draw

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SLEEP_OUT = b"\x11"
_INVERT = b"\x21"
_ON = b"\x29"
_COLUMNS = b"\x2a"
_ROWS = b"\x2b"
_WRITE = b"\x2c"
_ORDER = b"\x36"
_FORMAT = b"\x3a"
_16_BITS = b"\x55"
_LANDSCAPE = b"\x60"  # rows and columns exchanged, columns mirrored

_STRIP = 16

# RGB565 with its bytes exchanged: the display takes the high byte first, framebuf keeps it last.
# Colours with as much red as blue, for panels of the same name are wired both ways round.
_BLACK = 0x0000
_WHITE = 0xFFFF
_GREEN = 0xE007
_MAGENTA = 0x1FF8


class St7789:
    """width, height: in landscape. left, top: where the glass begins in the controller's memory.

    A picture of 240 x 135 takes about 20 ms of the bus at 26.7 MHz, and as much again to draw.
    """

    def __init__(
        self,
        spi: SPI,
        cs: Pin,
        dc: Pin,
        rst: Pin,
        backlight: Pin,
        width: int,
        height: int,
        left: int,
        top: int,
    ) -> None:
        self.width = width
        self.height = height
        self._left = left
        self._top = top
        self._spi = spi
        cs.init(Pin.OUT, value=1)
        dc.init(Pin.OUT, value=1)
        rst.init(Pin.OUT, value=1)
        self._cs = cs
        self._dc = dc
        row_bytes = (width + 7) // 8
        self._canvas = FrameBuffer(bytearray(row_bytes * height), row_bytes * 8, height, MONO_HLSB)
        self._strip_bytes = bytearray(width * _STRIP * 2)
        self._strip = FrameBuffer(self._strip_bytes, width, _STRIP, RGB565)
        self._palette = FrameBuffer(bytearray(4), 2, 1, RGB565)
        self._window = bytearray(4)
        self._reset(rst)
        self._clear()
        backlight.init(Pin.OUT, value=1)  # last: no snow is seen
        self._backlight = backlight

    def light(self, on: bool) -> None:
        """The backlight, which takes more than the processor. Allocates nothing."""
        self._backlight.value(1 if on else 0)

    def show(self, screen: "Any") -> None:
        """Draws and sends the screen. Only where there is time: see boards/README.md."""
        last_top = draw(self._canvas, self.width, self.height, screen)
        difference = screen.difference_ms
        tint = _WHITE if difference is None else _MAGENTA if difference > 0 else _GREEN
        self._send(0, last_top, _WHITE)
        self._send(last_top, self.height, tint)

    def _reset(self, rst: Pin) -> None:
        rst.value(0)
        sleep_ms(1)  # at least 10 us
        rst.value(1)
        sleep_ms(120)  # before SLPOUT
        self._write(_SLEEP_OUT)
        sleep_ms(5)  # before any other command
        self._write(_FORMAT, _16_BITS)
        self._write(_ORDER, _LANDSCAPE)
        self._write(_INVERT)  # an IPS panel shows colours the right way round so
        self._write(_ON)

    def _clear(self) -> None:
        self._canvas.fill(0)
        self._send(0, self.height, _WHITE)

    def _send(self, first: int, end: int, colour: int) -> None:
        """Rows [first, end) of the canvas, in `colour` on black."""
        self._palette.pixel(0, 0, _BLACK)
        self._palette.pixel(1, 0, colour)
        while first < end:
            rows = min(_STRIP, end - first)
            self._strip.blit(self._canvas, 0, -first, -1, self._palette)
            self._span(_COLUMNS, self._left, self._left + self.width - 1)
            self._span(_ROWS, self._top + first, self._top + first + rows - 1)
            self._write(_WRITE, memoryview(self._strip_bytes)[: self.width * rows * 2])
            first += rows

    def _span(self, command: bytes, first: int, last: int) -> None:
        self._window[0] = first >> 8
        self._window[1] = first & 255
        self._window[2] = last >> 8
        self._window[3] = last & 255
        self._write(command, self._window)

    def _write(self, command: bytes, data: "Any" = None) -> None:
        self._cs.value(0)
        self._dc.value(0)
        self._spi.write(command)
        if data is not None:
            self._dc.value(1)
            self._spi.write(data)
        self._cs.value(1)
