# SPDX-License-Identifier: MIT
"""The hardware of the simulated watch: what would be copper and silicon on a real one.

Here live the clock, the button, the flash chip, the serial console, the person who wears the
watch, and `power_on`, which puts them together inside the MicroPython unix VM. Not here: the
board object the firmware is handed (`board.py`, one folder up) and any firmware.

Everything but `power_on` and `console` also imports under CPython, where the tests use it.
"""
