# SPDX-License-Identifier: MIT
"""Prints the pins that a board's board.py uses, in the MicroPython VM with fake pins."""

import machine

machine.I2C.registers = {0x3C: bytearray(16), 0x51: bytearray(16)}
import board  # noqa: E402 - the devices on the bus come first

board.board.attach()
print(" ".join(str(name) for name in machine.Pin.all))
