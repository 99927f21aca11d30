# SPDX-License-Identifier: MIT
"""A Seeed XIAO nRF52840 under CircuitPython: the smallest watch that is loaded over the air.

Wiring in README.md, the same as under MicroPython. Pins by CircuitPython's names (D0 is P0.02).
"""

import board as pins
from digitalio import DigitalInOut

from drivers.button_keypad import Button
from drivers.output_digitalio import Led, Vibration
from drivers.port_circuitpython import CircuitPythonBoard, battery
from drivers.rgb_led import RgbLed
from drivers.tone_pwmio import Tone

board = CircuitPythonBoard("xiao_nrf52840_circuitpython", Button(pins.D2), Tone(pins.D0))

_LEDS = (pins.LED_RED, pins.LED_GREEN, pins.LED_BLUE)
_READ_BATTERY = []  # kept: what is collected lets go of its pin


def _battery():
    # The board's own divider, 1 M over 510 k, is connected while P0.14 is low. It stays so: let go,
    # a full cell would lift P0.31 above what the chip stands (Seeed's wiki, battery charging).
    _READ_BATTERY.append(DigitalInOut(pins.READ_BATT_ENABLE))
    _READ_BATTERY[0].switch_to_output(False)
    return battery(pins.VBATT, 1000, 510)


board.parts = (
    ("vibration", lambda: Vibration(pins.D1)),
    ("led", lambda: RgbLed(*[Led(pin, on=False) for pin in _LEDS])),
    ("battery", _battery),
)
board.battery_hours = 60
