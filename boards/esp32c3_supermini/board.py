# SPDX-License-Identifier: MIT
"""An ESP32-C3 SuperMini with a buzzer, a motor and a button: the cheapest small watch.

Wiring in README.md. An OLED is used when one answers; without the battery divider there is simply
no battery to report. Kept free: GPIO2, 8 and 9 choose how the chip boots (8 has the LED, whose
resistor pulls it the right way), 18 and 19 are USB, 20 and 21 the port's other console.
"""

from machine import Pin

from drivers.button import Button
from drivers.led import Led
from drivers.port_esp32 import Esp32Board, battery
from drivers.tone import Tone
from drivers.vibration import Vibration

_BUZZER = 4
_MOTOR = 3
_BUTTON = 10
_LED = 8  # on the board itself, lit by a low level
_CELL = 1  # between two equal resistors from the cell's plus to ground
_SDA = 6
_SCL = 7


def _display():
    from drivers.oled import on_bus

    return on_bus(_SDA, _SCL)


board = Esp32Board("esp32c3_supermini", Button(Pin(_BUTTON)), Tone(Pin(_BUZZER)))
board.battery_hours = 10
board.parts = (
    ("vibration", lambda: Vibration(Pin(_MOTOR))),
    ("led", lambda: Led(Pin(_LED), on=0)),
    ("battery", lambda: battery(_CELL, 100, 100, sag_mv=15)),
    ("display", _display),
)
