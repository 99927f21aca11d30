# SPDX-License-Identifier: MIT
"""A Seeed XIAO ESP32S3 with a buzzer, a motor and a button: small, with Bluetooth and a charger.

Wiring in README.md; GPIO numbers of the pads D0 to D10 are those of Seeed's pin map. An OLED is
used when one answers; without the battery divider there is simply no battery to report. Kept free:
GPIO3 (D2) chooses how the chip boots, 43 and 44 (D6, D7) are the port's other console.
"""

from machine import Pin

from drivers.button import Button
from drivers.led import Led
from drivers.port_esp32 import Esp32Board, battery
from drivers.tone import Tone
from drivers.vibration import Vibration

_BUZZER = 7  # D8
_MOTOR = 8  # D9
_BUTTON = 9  # D10
_LED = 21  # on the board itself, lit by a low level
_CELL = 1  # D0, between two equal resistors from the cell's plus to ground
_SDA = 5  # D4
_SCL = 6  # D5


def _display():
    from drivers.oled import on_bus

    return on_bus(_SDA, _SCL)


board = Esp32Board("xiao_esp32s3", Button(Pin(_BUTTON)), Tone(Pin(_BUZZER)))
board.battery_hours = 11
board.parts = (
    ("vibration", lambda: Vibration(Pin(_MOTOR))),
    ("led", lambda: Led(Pin(_LED), on=0)),
    ("battery", lambda: battery(_CELL, 100, 100, sag_mv=15)),
    ("display", _display),
)
