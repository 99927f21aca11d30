# SPDX-License-Identifier: MIT
"""One WS2812 (NeoPixel). The port's `neopixel` module takes a tuple for each change, which
allocates; this one keeps its three bytes. Ports without `machine.bitstream` (nRF) cannot use it."""

from machine import Pin, bitstream

_TIMING = (400, 850, 800, 450)  # ns: high and low of a 0, high and low of a 1 (WS2812B data sheet)


class NeoPixelLed:
    """brightness: 1 to 255, the value a full channel is scaled to (a WS2812 at 255 blinds)."""

    def __init__(self, pin: Pin, brightness: int = 48) -> None:
        pin.init(Pin.OUT, value=0)
        self._pin = pin
        self._brightness = brightness
        self._bytes = bytearray(3)
        self.stop()

    def start(self, color: int) -> None:
        """color: 0xRRGGBB. Takes 30 microseconds of the wire, interrupts held off meanwhile."""
        scale = self._brightness
        self._bytes[0] = ((color >> 8) & 255) * scale // 255  # a WS2812 takes green first
        self._bytes[1] = ((color >> 16) & 255) * scale // 255
        self._bytes[2] = (color & 255) * scale // 255
        bitstream(self._pin, 0, _TIMING, self._bytes)

    def stop(self) -> None:
        self.start(0)
