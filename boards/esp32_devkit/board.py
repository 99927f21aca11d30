# SPDX-License-Identifier: MIT
"""An ESP32 development board with a buzzer, a motor and a button: the cheapest watch there is.

Wiring in README.md. An OLED is used when one answers; without the battery divider there is simply
no battery to report.
"""

from machine import Pin

from drivers.button import Button
from drivers.led import Led
from drivers.port_esp32 import Esp32Board, battery
from drivers.tone import Tone
from drivers.vibration import Vibration

_BUZZER = 25
_MOTOR = 26
_BUTTON = 27
_LED = 2  # on the board itself
_CELL = 34  # between two equal resistors from the cell's plus to ground
_SDA = 21
_SCL = 22


def _display():
    from drivers.oled import on_bus

    return on_bus(_SDA, _SCL)


board = Esp32Board("esp32_devkit", Button(Pin(_BUTTON)), Tone(Pin(_BUZZER)))
board.battery_hours = 13
board.parts = (
    ("vibration", lambda: Vibration(Pin(_MOTOR))),
    ("led", lambda: Led(Pin(_LED))),
    ("battery", lambda: battery(_CELL, 100, 100, sag_mv=15)),
    ("display", _display),
)
