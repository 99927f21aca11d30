# SPDX-License-Identifier: MIT
"""Bluetooth, end to end: our client, the simulated air, the real firmware in the MicroPython VM."""
