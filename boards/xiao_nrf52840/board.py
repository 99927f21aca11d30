# SPDX-License-Identifier: MIT
"""A Seeed XIAO nRF52840 under MicroPython's nRF port: the smallest watch, by USB.

Wiring in README.md. Pins by the names of the port's pins.csv (D0 is P0.02 and so on).
"""

from machine import ADC, Pin

from drivers.battery import Battery
from drivers.button import Button
from drivers.led import RgbLed
from drivers.port_nrf import NrfBoard
from drivers.tone import Tone
from drivers.vibration import Vibration

board = NrfBoard("xiao_nrf52840", Button(Pin("D2_A2")), Tone(Pin("D0_A0")))
board.vibration = Vibration(Pin("D1_A1"))
board.led = RgbLed(Pin("P26"), Pin("P30"), Pin("P6"), on=0)

# The board's own divider, 1 M over 510 k, is connected while P0.14 is low. It stays so: let go, the
# full cell would lift P0.31 above what the chip stands (Seeed's wiki, battery charging).
Pin("READ_BAT").init(Pin.OUT, value=0)
_adc = ADC(7)  # P0.31; full scale is the 3.3 V supply


def _read_mv() -> int:
    return _adc.read_u16() * 3300 // 65535


board.battery = Battery(_read_mv, 1000, 510)
board.battery_hours = 30
