# SPDX-License-Identifier: MIT
"""A Seeed XIAO nRF52840 under MicroPython's nRF port: the smallest watch, by USB.

Wiring in README.md. Pins by the names of the port's pins.csv (D0 is P0.02 and so on).
"""

from machine import Pin

from drivers.button import Button
from drivers.led import Led
from drivers.port_nrf import NrfBoard, battery
from drivers.rgb_led import RgbLed
from drivers.tone import Tone
from drivers.vibration import Vibration

board = NrfBoard("xiao_nrf52840", Button(Pin("D2_A2")), Tone(Pin("D0_A0")))
board.battery_hours = 30


def _battery():
    # The board's own divider, 1 M over 510 k, is connected while P0.14 is low. It stays so: let go,
    # the full cell would lift P0.31 above what the chip stands (Seeed's wiki, battery charging).
    Pin("READ_BAT").init(Pin.OUT, value=0)
    return battery(7, 1000, 510)  # AIN7 is P0.31


board.parts = (
    ("vibration", lambda: Vibration(Pin("D1_A1"))),
    ("led", lambda: RgbLed(*[Led(Pin(name), on=0) for name in ("P26", "P30", "P6")])),
    ("battery", _battery),
)
