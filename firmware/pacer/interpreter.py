# SPDX-License-Identifier: MIT
"""What differs between the Pythons that run this, MicroPython's and CircuitPython's: the one place
that asks. Not here: what differs between ports (drivers)."""

import io
import sys

import micropython
from micropython import const

_CTRL_C = const(3)


def allow_ctrl_c(on):
    """Whether Ctrl-C from a laptop ends what runs. CircuitPython cannot be told: there it does."""
    kbd_intr = getattr(micropython, "kbd_intr", None)
    if kbd_intr:
        kbd_intr(_CTRL_C if on else -1)


def traceback_of(error):
    """The traceback, as a text."""
    text = io.StringIO()
    if hasattr(sys, "print_exception"):  # MicroPython's
        getattr(sys, "print_exception")(error, text)  # noqa: B009 - CircuitPython has none
    else:
        try:
            traceback = __import__("traceback")  # no port of MicroPython's has it
            traceback.print_exception(None, error, error.__traceback__, None, text)
        except (ImportError, AttributeError):
            text.write(repr(error))
    return text.getvalue()
