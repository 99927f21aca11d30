# SPDX-License-Identifier: MIT
"""An M5Atom Matrix or Lite (ESP32-PICO-D4): its lights and button, a buzzer and a motor by wire.

Wiring in README.md. A Lite has one pixel of the matrix, and shows its colour.
"""

from machine import Pin

from drivers.button import Button
from drivers.port_esp32 import Esp32Board
from drivers.tone import Tone
from drivers.vibration import Vibration

_BUZZER = 26  # GPIO26 and GPIO32 are the Grove socket's
_MOTOR = 32
_BUTTON = 39  # has a resistor of its own; GPIO34 to 39 have none inside the chip
_PIXELS = 27


def _matrix():
    from drivers.neopixel_matrix import NeoPixelMatrix

    return NeoPixelMatrix(Pin(_PIXELS))


board = Esp32Board(
    "m5_atom", Button(Pin(_BUTTON), pull_up=False, still_down=True), Tone(Pin(_BUZZER))
)
board.battery_hours = 4
board.parts = (
    ("vibration", lambda: Vibration(Pin(_MOTOR))),
    ("led", _matrix),
    ("display", lambda: board.led),
)
