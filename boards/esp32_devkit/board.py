# SPDX-License-Identifier: MIT
"""An ESP32 development board with a buzzer, a motor and a button: the cheapest watch there is.

Wiring in README.md. An OLED is used when one answers; without the battery divider there is simply
no battery to report.
"""

from machine import I2C, Pin

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

_OLED = 0x3C

board = Esp32Board("esp32_devkit", Button(Pin(_BUTTON)), Tone(Pin(_BUZZER)))
board.vibration = Vibration(Pin(_MOTOR))
board.led = Led(Pin(_LED))
board.battery = battery(_CELL, 100, 100)
board.battery_hours = 8

_i2c = I2C(0, sda=Pin(_SDA), scl=Pin(_SCL), freq=400_000)
if _OLED in _i2c.scan():
    from drivers.display_ssd1306 import Ssd1306

    try:
        board.display = Ssd1306(_i2c, _OLED)
    except OSError:
        pass  # answers, but cannot be written: the watch goes by ear
