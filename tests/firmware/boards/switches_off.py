# SPDX-License-Identifier: MIT
"""The M5StickC Plus2 switches itself off after half an hour in which nobody pressed anything."""

import machine

machine.I2C.registers = {0x51: bytearray(16)}
from board import board  # noqa: E402 - the clock chip comes first

board.attach()
board.sleep_ms = lambda ms: None  # the half hour is not waited for


def idle(minutes):
    for _ in range(minutes * 60):
        board.idle(1000)
    return machine.Pin(4).level


assert idle(29) == 1
machine.Pin(37).edge(0)
machine.Pin(37).edge(1)
assert idle(29) == 1, "a press begins the half hour anew"
assert idle(2) == 0, "it is off"
machine.Pin(37).edge(0)
machine.Pin(37).edge(1)
assert idle(1) == 1, "unless USB kept it on: then a press holds it for when the cable is drawn"
print("off")
