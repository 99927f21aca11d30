# SPDX-License-Identifier: MIT
"""An Adafruit Feather nRF52840 Express under CircuitPython: a watch with a charger and a connector
for the cell on board, loaded over the air. Wiring in README.md."""

import board as pins

from drivers.button_keypad import Button
from drivers.output_digitalio import Led, Vibration
from drivers.port_circuitpython import CircuitPythonBoard, battery
from drivers.tone_pwmio import Tone

board = CircuitPythonBoard("feather_nrf52840_circuitpython", Button(pins.D5), Tone(pins.D9))
board.parts = (
    ("vibration", lambda: Vibration(pins.D6)),
    ("led", lambda: Led(pins.BLUE_LED)),
    ("battery", lambda: battery(pins.VOLTAGE_MONITOR, 100, 100)),
)
board.battery_hours = 90
