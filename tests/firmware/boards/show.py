# SPDX-License-Identifier: MIT
"""Shows screens on a display driver with a fake bus, and prints what went over the bus.

`show.py ssd1306` (or st7789): a line of JSON on standard input holds a screen's fields, one on
standard output what was sent. Run in the MicroPython VM by test_displays.py, which plays
the controller.
"""

import binascii
import json
import sys

import machine


class Screen:
    """Every field absent until told."""

    title = rep = reps = target_ms = countdown_s = last_ms = difference_ms = text = None


def of(fields):
    screen = Screen()
    for name, value in fields.items():
        setattr(screen, name, value)
    return screen


def ssd1306(fields):
    from drivers.display_ssd1306 import Ssd1306

    machine.I2C.registers = {0x3C: bytearray(1)}
    machine.I2C.written = []
    Ssd1306(machine.I2C(0, machine.Pin(21), machine.Pin(22))).show(of(fields))
    return [["", binascii.hexlify(data).decode()] for data in machine.I2C.written]


def st7789(fields):
    from drivers.display_st7789 import St7789

    spi = machine.SPI(1, 1, machine.Pin(13), machine.Pin(15), machine.Pin(36))
    machine.SPI.written = []
    pins = [machine.Pin(number) for number in (5, 14, 12, 27)]
    St7789(spi, pins[0], pins[1], pins[2], pins[3], 240, 135, 40, 53).show(of(fields))
    assert machine.Pin(27).value() == 1, "the backlight is off"
    sent = []
    for levels, data in machine.SPI.written:
        assert levels[5] == 0, "the chip was not selected"
        sent.append(["data" if levels[14] else "command", binascii.hexlify(data).decode()])
    return sent


show = {"ssd1306": ssd1306, "st7789": st7789}[sys.argv[1]]
for line in sys.stdin:
    print(json.dumps(show(json.loads(line))))
