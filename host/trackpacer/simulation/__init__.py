# SPDX-License-Identifier: MIT
"""Simulated watches: the real firmware in the real MicroPython VM, reached as any watch is."""
