# SPDX-License-Identifier: MIT
"""What stands behind CircuitPython's fake modules: time that a test moves, pins, who holds them.

Each refusal names its place in CircuitPython 10.3's source. Left out: every electrical truth, and
what the other modules of CircuitPython do meanwhile.
"""

# As after power-on: 65 s before ticks_ms wraps (shared-bindings/supervisor/__init__.c).
_FIRST_MS = 0x1FFF0000
_WRAP = 1 << 29

READ_US = 60  # what a look at the clock costs, with the bytecode around it

now_us = 0
on_tick = []  # called at every tick, 1,024 times a second
recording = False  # of what sounds, and when


def ticks_ms():
    """Milliseconds out of ticks of 1/1024 s, as the port counts (nordic/supervisor/port.c)."""
    return _ticks_ms()


def look():
    """The same, as Python asks for it: that takes time."""
    advance(READ_US)
    return _ticks_ms()


def _ticks_ms():
    ticks = now_us * 1024 // 1000000
    return (ticks * 1000 // 1024 + _FIRST_MS) % _WRAP


def advance(us):
    """Time passes, tick by tick."""
    global now_us
    end = now_us + us
    while True:
        tick = now_us * 1024 // 1000000 + 1
        at = -(-tick * 1000000 // 1024)
        if at > end:
            break
        now_us = at
        for call in on_tick:
            call()
    now_us = end


class Pin:
    """One pin of the chip; `level` is what the world puts on it, None: nothing."""

    def __init__(self, name, analog=False):
        self.name = name
        self.analog = analog
        self.level = None
        self.output = None
        self.pull = None
        self.holder = None

    def claim(self, holder):
        if self.holder is not None:
            # shared-bindings/microcontroller/Pin.c, assert_pin_free
            raise ValueError("%s in use" % self.name)
        self.holder = holder

    def free(self):
        self.holder = None
        self.pull = None
        self.output = None

    def read(self):
        if self.output is not None:
            return self.output
        if self.level is not None:
            return self.level
        if self.pull is None:
            raise AssertionError("%s floats" % self.name)
        return self.pull
